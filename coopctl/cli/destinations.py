"""Where a command writes: a file that holds something of a person's is replaced only if he says so."""

from collections.abc import Sequence
from pathlib import Path

import typer

from coopctl.cli.terminal import prompts
from coopctl.language import _
from coopctl.messages import N_, UsageProblem, msg
from coopctl.output.files.files import Destination, look_at, target_of
from coopctl.output.screen.talk import notice
from coopctl.services.workspace.settings import Settings


def stdout_or_file(
    settings: Settings, output: str | None, *, overwrite: bool
) -> Destination | None:
    """Return what `-o` names, None for standard output. Raises: as `choose_destinations`."""
    path = target_of(output)
    return None if path is None else choose_destinations(settings, [path], overwrite=overwrite)[0]


def only_file(settings: Settings, path: Path, *, overwrite: bool) -> Destination:
    """Return the file to write. Raises: as `choose_destinations`."""
    return choose_destinations(settings, [path], overwrite=overwrite)[0]


def choose_destinations(
    settings: Settings, paths: Sequence[Path], *, overwrite: bool
) -> list[Destination]:
    """Return the files to write, all asked about at once.

    Raises: UsageProblem where one holds what coopctl did not write and nobody can be asked; CoopError
    where one is not to be written; Exit where the answer is no.
    """
    places = [look_at(path, settings.ledger) for path in paths]
    ask_to_replace(places, overwrite=overwrite, no_input=settings.no_input)
    return places


def ask_to_replace(places: Sequence[Destination], *, overwrite: bool, no_input: bool) -> None:
    """Ask before files go that are not as coopctl last wrote them. Raises: as `choose_destinations`."""
    foreign = tuple(str(place.path) for place in places if not (overwrite or place.is_ours))
    if not foreign:
        return
    lost = msg(
        N_("`{path}` is not as coopctl last wrote it: what a person wrote there would be lost"),
        path=", ".join(foreign),
    )
    if not prompts.may_ask(no_input):
        raise UsageProblem(
            lost, msg(N_("`--overwrite` writes over it; or name another file with `-o`"))
        )
    notice(lost)
    question = _("`{path}` is there; write over it").format(path=", ".join(foreign))
    if not prompts.confirm(question):
        notice(msg(N_("nothing was written")))
        raise typer.Exit(1)
