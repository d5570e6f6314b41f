"""Forms on their way to the ledger: each lies in the user's state folder until it is recorded.

Whatever comes between (a busy ledger, Ctrl-C, a no), what was typed is there, and `--edit` offers it again.
"""

import os
from hashlib import sha256
from pathlib import Path

from coopctl.cli.terminal import prompts
from coopctl.files import drafts
from coopctl.files.places import state_folder
from coopctl.language import _
from coopctl.messages import N_, msg
from coopctl.output.screen.talk import notice
from coopctl.services.workspace.settings import Settings

_FOLDER = "forms"
_open: dict[Path, str] = {}  # what this run edits: the file, and its command


def begin_run() -> None:
    """Begin anew: no form is open."""
    _open.clear()


def take_up(settings: Settings, command: str, text: str) -> tuple[Path, str | None]:
    """Return the file of a command's form and the text that it begins with; None where it was kept.

    A form that was kept for the same ledger is offered; on a no, or where nobody can be asked, it stays
    under another name, and a notice says which.
    """
    file = _place_of(settings, command)
    if file.is_file() and not _goes_on(settings, command, file):
        file = _free(file)
    _open[file] = command
    if file.is_file():
        return file, None
    drafts.write_whole(file, text.replace("\n", os.linesep).encode(), mode=0o600)
    return file, text


def _place_of(settings: Settings, command: str) -> Path:
    root = state_folder()
    ledger = os.path.realpath(settings.ledger)
    key = sha256(ledger.encode("utf-8", "surrogateescape")).hexdigest()[:12]
    folder = root / _FOLDER / key if root is not None else drafts.make_temporary()
    drafts.make_folder(folder, private=True)
    return folder / f"{command.replace(' ', '-')}.yaml"


def _goes_on(settings: Settings, command: str, file: Path) -> bool:
    """Ask whether to go on with a form that was kept."""
    _say_kept(command, file)
    return prompts.may_ask(settings.no_input) and prompts.confirm(_("Go on with that form?"))


def _free(file: Path) -> Path:
    """Return the first name beside a file that is free."""
    number = 2
    while (free := file.with_name(f"{file.stem}-{number}.yaml")).exists():
        number += 1
    return free


def _say_kept(command: str, file: Path) -> None:
    notice(
        msg(N_("a form of `coopctl {command}` is kept: {path}"), command=command, path=f"`{file}`"),
        msg(
            N_("`coopctl {command} --edit` offers it again, `--from` takes it; to be rid of it, remove the file"),
            command=command,
        ),
    )  # fmt: skip


def drop(file: Path) -> None:
    """Remove a form in which nothing was typed."""
    _open.pop(file, None)
    drafts.remove(file)
    drafts.remove_empty(file.parent)


def keep(file: Path) -> None:
    """Leave a form where it is; whoever says so has told where."""
    _open.pop(file, None)


def end_run() -> None:
    """Remove the forms of this run: what they say was recorded."""
    for file in list(_open):
        drop(file)


def fail_run(*, recorded: bool) -> None:
    """Say where the forms of this run are, unless what they say was recorded all the same."""
    if recorded:
        end_run()
    for file, command in _open.items():
        _say_kept(command, file)
    _open.clear()
