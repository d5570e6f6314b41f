"""Where the workspace is, who writes, in which language: flags, environment, files, defaults."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from coopctl.domain.standing.standing import DUE_SOON_DAYS, STALE_DAYS
from coopctl.domain.words.text import clean_line, nearest
from coopctl.messages import LANGUAGES, N_, CoopError, Reader, msg, problem_at
from coopctl.services.workspace.caller import Tell, Unwatched, Watch, hear_nothing
from coopctl.services.workspace.folder import find_workspace
from coopctl.services.workspace.toml_file import SettingsError, place_of_key, read_toml

WORKSPACE_FILE = "coopctl.toml"
LEDGER_FILE = "coopctl.db"
_NOBODY = "unknown"
_MOST_DAYS = 366


class Flags(NamedTuple):
    """The options that every command takes, as typed; None where they were not."""

    workspace: str | None = None
    ledger: str | None = None
    lang: str | None = None
    author: str | None = None
    office: str | None = None
    no_input: bool = False
    debug: bool = False


class Settings(NamedTuple):
    """What a command works with. `office` is a party's id, None where nobody said.

    `reader`, `tell` and `watch` are those of who uses it (`coopctl.services.workspace.caller`). `stated_author` is None where nobody said: the system is asked only where something is written.
    """

    workspace: Path
    plans: Path
    ledger: Path
    stated_author: str | None
    office: str | None
    lang: str | None
    due_soon_days: int
    stale_days: int
    no_input: bool
    own_office: str | None = None
    reader: Reader = Reader()
    tell: Tell = hear_nothing
    watch: Watch = Unwatched

    @property
    def author(self) -> str:
        """Return who writes: the name that was stated, else the system's name for the user."""
        return self.stated_author or _clean("author", system_user())


def find_settings(flags: Flags, environ: Mapping[str, str]) -> Settings:
    """Find the workspace and read its settings: flags beat environment beats files.

    Raises: CoopError where there is no workspace, SettingsError where a file is wrong.
    """
    workspace = find_workspace(flags.workspace, environ)
    stated = read_user_file(environ) | read_file(workspace / WORKSPACE_FILE)
    ledger = flags.ledger or environ.get("COOPCTL_LEDGER")
    author = flags.author or environ.get("COOPCTL_AUTHOR") or stated.get("author")
    office = flags.office or environ.get("COOPCTL_OFFICE") or stated.get("office")
    return Settings(
        workspace=workspace,
        plans=workspace / "plans",
        ledger=Path(ledger) if ledger else workspace / LEDGER_FILE,
        stated_author=_clean("author", author) or None,
        office=_clean("office", office) or None,
        own_office=_clean("office", stated.get("office")) or None,
        lang=str(stated["lang"]) if "lang" in stated else None,
        due_soon_days=int(stated.get("due_soon_days", DUE_SOON_DAYS)),
        stale_days=int(stated.get("stale_days", STALE_DAYS)),
        no_input=flags.no_input,
    )


def _clean(name: str, value: object) -> str:
    try:
        return clean_line(str(value or ""))
    except CoopError as error:
        raise SettingsError(problem_at(name, error.message), error.hint) from error


def system_user() -> str:
    """Return the name under which the system knows the user."""
    from getpass import getuser

    try:
        return clean_line(getuser()) or _NOBODY
    except (OSError, KeyError, ImportError, CoopError):  # what it raises differs by version
        return _NOBODY


def read_user_file(environ: Mapping[str, str]) -> dict[str, str | int]:
    """Read the user's own settings, where there are any."""
    path = user_file(environ)
    return read_file(path) if path else {}


def user_file(environ: Mapping[str, str]) -> Path | None:
    """Return where the user's own settings are; None for a user without a home."""
    try:
        return _user_folder(environ) / "settings.toml"
    except RuntimeError:
        return None


def _user_folder(environ: Mapping[str, str]) -> Path:
    """Return where the user's settings are: where platformdirs says.

    The plain case on Linux goes without it, because its import costs every command 10 ms; a test
    compares the two.
    """
    home, config = environ.get("HOME", ""), environ.get("XDG_CONFIG_HOME", "")
    plain = sys.platform == "linux" and "ANDROID_ROOT" not in environ
    if plain and home.startswith("/") and (not config or config.startswith("/")):
        return Path(config or f"{home}/.config", "coopctl")
    import platformdirs

    return Path(platformdirs.user_config_dir("coopctl", appauthor=False))


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_language(value: object) -> bool:
    return value in LANGUAGES


def _is_days(value: object) -> bool:
    return type(value) is int and 0 <= value <= _MOST_DAYS


def _is_table(value: object) -> bool:
    return isinstance(value, dict)


_KEYS: Mapping[str, Callable[[object], bool]] = {
    "author": _is_text,
    "office": _is_text,
    "lang": _is_language,
    "due_soon_days": _is_days,
    "stale_days": _is_days,
    "report": _is_table,  # read by `report_settings`, where a document is made
}


def read_file(path: Path) -> dict[str, str | int]:
    """Read a settings file; nothing where there is none.

    Raises: SettingsError with the place and the remedy.
    """
    text, stated = read_toml(path, 'office = "hoa-binh"')
    for key, value in stated.items():
        _check(key, value, place_of_key(path, text, key))
    return stated


def _check(key: str, value: object, place: str) -> None:
    if key not in _KEYS:
        raise SettingsError(
            msg(N_("`{path}` has a setting that is not known, `{key}`"), path=place, key=key),
            msg(N_("one of: {codes}"), codes=nearest(key, tuple(_KEYS)) or tuple(_KEYS)),
        )
    if not _KEYS[key](value):
        raise SettingsError(
            msg(N_("`{path}`: `{key}` cannot be `{value}`"), path=place, key=key, value=value),
            msg(
                N_(
                    "`author` and `office` are texts, `lang` is vi or en,"
                    " `due_soon_days` and `stale_days` numbers from 0 to 366, `[report]` a table"
                )
            ),
        )
