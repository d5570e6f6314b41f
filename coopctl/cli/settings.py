"""Where the workspace is, who writes, in which language: flags, environment, files, defaults."""

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from coopctl.domain.messages import CoopError, N_, msg
from coopctl.domain.standing import DUE_SOON_DAYS
from coopctl.domain.text import clean_line, nearest

WORKSPACE_FILE = "coopctl.toml"
LEDGER_FILE = "coopctl.db"


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
    """What a command works with. `office` is a party's id, None where nobody said."""

    workspace: Path
    plans: Path
    ledger: Path
    author: str
    office: str | None
    lang: str | None
    due_soon_days: int
    no_input: bool


class SettingsError(CoopError):
    """A settings file cannot be used as it is."""


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
        author=clean_line(str(author)) if author else system_user(),
        office=clean_line(str(office)) if office else None,
        lang=str(stated["lang"]) if "lang" in stated else None,
        due_soon_days=int(stated.get("due_soon_days", DUE_SOON_DAYS)),
        no_input=flags.no_input,
    )


def find_workspace(flag: str | None, environ: Mapping[str, str]) -> Path:
    """Return the folder with `plans/`: the named one, else the nearest upwards."""
    named = flag or environ.get("COOPCTL_WORKSPACE")
    if named:
        folder = Path(named)
        if (folder / "plans").is_dir():
            return folder
        raise CoopError(
            msg(N_("`{path}` is not a workspace: it has no folder `plans`"), path=folder),
            msg(N_("`coopctl init {path}` makes one"), path=folder),
        )
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "plans").is_dir():
            return folder
    raise CoopError(
        msg(N_("there is no workspace here: no folder above has `plans`")),
        msg(N_("`coopctl init` makes one; `--workspace` names one that is elsewhere")),
    )


def system_user() -> str:
    """Return the name under which the system knows the user."""
    from getpass import getuser

    try:
        return clean_line(getuser()) or "?"
    except (OSError, KeyError, ImportError, CoopError):
        return "?"


def read_user_file(environ: Mapping[str, str]) -> dict[str, str | int]:
    """Read the user's own settings, where there are any."""
    return read_file(_user_folder(environ) / "settings.toml")


def _user_folder(environ: Mapping[str, str]) -> Path:
    """Return where the user's settings are; on Linux without the 10 ms that platformdirs costs."""
    if sys.platform == "linux":
        config = environ.get("XDG_CONFIG_HOME", "")
        return (Path(config) if config.strip() else Path.home() / ".config") / "coopctl"
    import platformdirs

    return Path(platformdirs.user_config_dir("coopctl", appauthor=False))


_KEYS: Mapping[str, Callable[[object], bool]] = {
    "author": lambda value: isinstance(value, str),
    "office": lambda value: isinstance(value, str),
    "lang": lambda value: value in {"vi", "en"},
    "due_soon_days": lambda value: isinstance(value, int) and not isinstance(value, bool) and value >= 0,
}  # fmt: skip


def read_file(path: Path) -> dict[str, str | int]:
    """Read a settings file; nothing where there is none.

    Raises: SettingsError with the place and the remedy.
    """
    try:
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise SettingsError(
            msg(N_("cannot read `{path}`: {reason}"), path=path, reason=error.strerror)
        ) from error
    import tomllib

    try:
        stated = tomllib.loads(data.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(
            msg(N_("`{path}` cannot be understood: {reason}"), path=path, reason=error),
            msg(N_('write lines such as `office = "hoa-binh"`')),
        ) from error
    for key, value in stated.items():
        _check(path, key, value)
    return stated


def _check(path: Path, key: str, value: object) -> None:
    if key not in _KEYS:
        raise SettingsError(
            msg(N_("`{path}` has a setting that is not known, `{key}`"), path=path, key=key),
            msg(N_("one of: {codes}"), codes=nearest(key, tuple(_KEYS)) or tuple(_KEYS)),
        )
    if not _KEYS[key](value):
        raise SettingsError(
            msg(N_("`{path}`: `{key}` cannot be `{value}`"), path=path, key=key, value=value),
            msg(
                N_("`author` and `office` are texts, `lang` is vi or en, `due_soon_days` a number")
            ),
        )
