"""The table `[report]` of the settings files: what an office states once for its documents."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from coopctl.domain.exchange.letterhead import Letterhead
from coopctl.domain.words.text import clean_line, excerpt, nearest
from coopctl.messages import N_, CoopError, msg, problem_at
from coopctl.services.workspace.settings import WORKSPACE_FILE, user_file
from coopctl.services.workspace.toml_file import SettingsError, place_of_key, read_toml

TABLE = "report"
_LONGEST = 500  # characters of one text
_OF_ONE = ("number", "day")  # of one document, and remembered nowhere
_AUTHORITIES = ("TM.", "KT.", "TL.", "TUQ.", "Q.")


def read_letterhead(workspace: Path, environ: Mapping[str, str]) -> Letterhead:
    """Read what the workspace states, and the user's own settings where it says nothing.

    Raises: SettingsError with the place and the remedy.
    """
    stated: dict[str, Any] = {}
    for path in (user_file(environ), workspace / WORKSPACE_FILE):
        if path is not None:
            stated |= _read_table(path)
    return Letterhead(**stated)


def _read_table(path: Path) -> dict[str, Any]:
    text, stated = read_toml(path, '[report]\ncode = "SKHCN"')
    return {
        key: _read(key, value, place_of_key(path, text, key))
        for key, value in stated.get(TABLE, {}).items()
    }


def _read(key: str, value: object, place: str) -> object:
    if key in _OF_ONE:
        raise SettingsError(
            msg(N_("`{path}` has a setting that is not known, `{key}`"), path=place, key=f"{TABLE}.{key}"),
            msg(N_("each document has its own: take it out, and say it with `--{key}`"), key=key),
        )  # fmt: skip
    if key not in _KEYS:
        raise SettingsError(
            msg(N_("`{path}` has a setting that is not known, `{key}`"), path=place, key=f"{TABLE}.{key}"),
            msg(N_("one of: {codes}"), codes=nearest(key, tuple(_KEYS)) or tuple(_KEYS)),
        )  # fmt: skip
    read, remedy = _KEYS[key]
    try:
        return read(value)
    except CoopError as error:
        named = f"{place}: {TABLE}.{key}"
        raise SettingsError(problem_at(named, error.message), error.hint) from error
    except TypeError as error:
        raise SettingsError(
            msg(
                N_("`{path}`: `{key}` cannot be `{value}`"),
                path=place, key=f"{TABLE}.{key}", value=excerpt(str(value)),
            ),
            msg(remedy),
        ) from error  # fmt: skip


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise TypeError
    return clean_line(value)


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError
    return tuple(one for one in map(_text, value) if one)


def _authority(value: object) -> str:
    text = _text(value)
    if text and not text.upper().startswith(_AUTHORITIES):
        raise TypeError
    return text


_A_TEXT = N_('write a text of at most 500 characters in quotes: `"…"`')
_SOME_TEXTS = N_('write texts of at most 500 characters in brackets: `["…", "…"]`')
_KEYS: Mapping[str, tuple[Callable[[object], object], str]] = {
    "superior": (_text, _A_TEXT),
    "agency": (_text, _A_TEXT),
    "code": (_text, _A_TEXT),
    "place": (_text, _A_TEXT),
    "to": (_texts, _SOME_TEXTS),
    "bases": (_texts, _SOME_TEXTS),
    "recipients": (_texts, _SOME_TEXTS),
    "filed": (_text, _A_TEXT),
    "authority": (_authority, N_('begin with TM., KT., TL., TUQ. or Q.: `"KT. GIÁM ĐỐC"`')),
    "title": (_text, _A_TEXT),
    "signer": (_text, _A_TEXT),
}
