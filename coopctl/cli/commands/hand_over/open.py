"""`coopctl open`: how everything stands, in the browser."""

from pathlib import Path

import typer

from coopctl.cli import options
from coopctl.cli.commands.hand_over.web_page import write_web_page
from coopctl.cli.program import settings_of
from coopctl.files.places import cache_folder
from coopctl.messages import N_, CoopError, msg
from coopctl.output.files.files import open_private
from coopctl.output.screen.talk import notice
from coopctl.services.answering.question import read_times

_REMEDY = msg(N_("write the page where you like with `coopctl export html -o FILE`"))
examples = ("coopctl open", "coopctl open --as-of 30/6/2025")


def command(
    ctx: typer.Context,
    plan: options.OnlyPlan = None,
    as_of: options.AsOf = None,
    known_at: options.KnownAt = None,
    period: options.Period = None,
) -> None:
    """Write the web page into the user's cache, over the one before, and open it in the browser."""
    times = read_times(as_of, known_at, period)
    settings = settings_of(ctx)
    path = _page()
    write_web_page(settings, plan, times, path, open_private(path, _REMEDY))
    notice(msg(N_("wrote `{path}`"), path=path))
    _open(path)


def _page() -> Path:
    """Return where the page is: one for all, so that they do not pile up."""
    folder = cache_folder()
    if folder is None:
        raise CoopError(
            msg(N_("nobody knows where your home folder is, so the page has no place")),
            _REMEDY,
        )
    return folder / "coopctl.html"


def _open(path: Path) -> None:
    import webbrowser

    if not webbrowser.open(path.as_uri()):
        raise CoopError(
            msg(N_("no browser could be opened")),
            msg(N_("open `{path}` yourself"), path=path),
        )
