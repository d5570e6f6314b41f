"""`coopctl export html`: how everything stands, as one web page."""

import typer

from coopctl.cli import options
from coopctl.cli.commands.hand_over.web_page import write_web_page
from coopctl.cli.destinations import stdout_or_file
from coopctl.cli.program import settings_of
from coopctl.messages import N_, msg
from coopctl.output.files.files import open_target
from coopctl.output.screen.talk import notice
from coopctl.services.answering.question import read_times

examples = (
    "coopctl export html -o page.html",
    "coopctl export html --lang vi -o tien-do.html",
    'coopctl export html --period "6 tháng đầu năm 2025" -o bao-cao.html',
)


def command(
    ctx: typer.Context,
    plan: options.OnlyPlan = None,
    output: options.Output = None,
    overwrite: options.Overwrite = False,
    as_of: options.AsOf = None,
    known_at: options.KnownAt = None,
    period: options.Period = None,
) -> None:
    """Write a web page of how everything stands: one file, for any browser, without the internet."""
    times = read_times(as_of, known_at, period)
    settings = settings_of(ctx)
    place = stdout_or_file(settings, output, overwrite=overwrite)
    path = place.path if place else None
    write_web_page(settings, plan, times, path, open_target(place))
    if path is not None:
        notice(msg(N_("wrote `{path}`"), path=path))
