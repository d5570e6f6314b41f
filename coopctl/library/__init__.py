"""coopctl from Python: what the commands do, on rows instead of pages. Begin with `coopctl.open_workspace`."""

import contextlib
import inspect
import os
from pathlib import Path

from coopctl import language as languages
from coopctl.domain.record.matching import match_code
from coopctl.library.lookups import Lookups
from coopctl.library.reads import Reads
from coopctl.library.rows import PlanRow, PlanStatus, Record
from coopctl.library.writes import Writes
from coopctl.messages import LANGUAGES, Message, Reader, naming
from coopctl.services.workspace.caller import Tell
from coopctl.services.workspace.settings import Flags, Settings, find_settings

__all__ = ("Note", "PlanRow", "PlanStatus", "Record", "Workspace", "open_workspace")

_OURS = (str(Path(__file__).parents[1]) + os.sep, contextlib.__file__)


class Note(UserWarning):
    """Something worth knowing that stopped nothing: a plan file that changed, a record that looks odd."""


class Workspace(Reads, Lookups, Writes):
    """A workspace, to be read and written. Made by `open_workspace`.

    Every call is what a command does: it takes up a plan file that changed, checks the same, refuses the
    same. Reading calls return lists of named tuples (`pandas.DataFrame(rows)` has their fields as columns);
    writing calls return the `Record` that was made. Dates are `datetime.date`; whoever gives a date may also
    write it: `"19/9/2024"`, `"2024-09-19"`. Codes (status, timeliness, kinds, parties) are those of the
    exports, whatever the language; titles and deadlines are in the workspace's language.

    In a `with` block the ledger is opened once for all questions of the block; outside, once for each.

    Raises: CoopError, in every call, with `message` and `hint`; `explain` puts it into words.
    """


def open_workspace(
    folder: str | os.PathLike[str] | None = None,
    *,
    office: str | None = None,
    author: str | None = None,
    language: str | None = None,
    ledger: str | os.PathLike[str] | None = None,
    tell: Tell | None = None,
) -> Workspace:
    """Open a workspace, as every command does.

    Args:
        folder: the folder with `plans/`; None: COOPCTL_WORKSPACE, else the nearest from the current folder upwards.
        office: the party for whom is recorded, by its id or name; None: COOPCTL_OFFICE or the settings.
        author: who records; None: COOPCTL_AUTHOR, the settings or the system's user.
        language: `vi` or `en`, of titles and messages; None: COOPCTL_LANG, the settings or the locale.
        ledger: the ledger's file; None: COOPCTL_LEDGER, else `coopctl.db` in the workspace.
        tell: hears what is worth knowing and stops nothing, as a message and a hint; None: it becomes a
            warning of the category `Note`.

    Raises: CoopError where there is no such workspace, or its settings cannot be read.

    """
    if language is not None:
        with naming("language"):
            language = match_code(
                language, dict(zip(LANGUAGES, LANGUAGES, strict=True)), Reader().spoken
            )
    flags = Flags(
        workspace=os.fspath(folder) if folder is not None else None,
        ledger=os.fspath(ledger) if ledger is not None else None,
        author=author,
        office=office,
        no_input=True,
    )
    settings = find_settings(flags, os.environ)
    reader = languages.reader(language or _language_of(settings))

    def warn(message: Message, hint: Message | None = None, /) -> None:
        import warnings

        sentences = [reader.say(part) for part in (message, hint) if part is not None]
        warnings.warn("; ".join(sentences), Note, stacklevel=_depth_of_caller())

    return Workspace(
        settings._replace(
            workspace=settings.workspace.absolute(), plans=settings.plans.absolute(),
            ledger=Path(settings.ledger).absolute(), reader=reader, tell=tell or warn,
        )
    )  # fmt: skip


def _language_of(settings: Settings) -> str:
    """Return the language that nobody named: of the environment or the settings, as for a command."""
    if settings.lang is not None and not os.environ.get("COOPCTL_LANG"):
        return settings.lang
    return languages.from_environment(os.environ)


def _depth_of_caller() -> int:
    """Return how many calls lie between a warning and the line of the user's that led to it."""
    depth, frame = 0, inspect.currentframe()
    while frame is not None and frame.f_code.co_filename.startswith(_OURS):
        depth, frame = depth + 1, frame.f_back
    return depth
