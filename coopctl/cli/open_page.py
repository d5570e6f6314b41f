"""`coopctl open`: how everything stands, in the browser."""

import tempfile
from pathlib import Path

import typer

from coopctl.cli import options
from coopctl.cli.app import settings_of
from coopctl.cli.questions import read_times
from coopctl.cli.web_page import write_web_page
from coopctl.domain.messages import N_, CoopError, msg
from coopctl.domain.system import reason_of
from coopctl.output.talk import notice

examples = ("coopctl open", "coopctl open --as-of 30/6/2025")


def command(
    ctx: typer.Context,
    plan: options.OnlyPlan = None,
    as_of: options.AsOf = None,
    known_at: options.KnownAt = None,
    period: options.Period = None,
) -> None:
    """Write the web page to a temporary file, and open it in the browser."""
    times = read_times(as_of, known_at, period)
    settings = settings_of(ctx)
    path = _make_folder() / "coopctl.html"
    write_web_page(settings, plan, times, path)
    notice(msg(N_("wrote `{path}`"), path=path))
    _open(path)


def _make_folder() -> Path:
    """Make a folder that only the user can read."""
    try:
        return Path(tempfile.mkdtemp(prefix="coopctl-"))
    except OSError as error:
        raise CoopError(
            msg(N_("cannot make a temporary folder: {reason}"), reason=reason_of(error)),
            msg(N_("write the page where you like with `coopctl export html -o FILE`")),
        ) from error


def _open(path: Path) -> None:
    import webbrowser

    if not webbrowser.open(path.as_uri()):
        raise CoopError(
            msg(N_("no browser could be opened")),
            msg(N_("open `{path}` yourself"), path=path),
        )
