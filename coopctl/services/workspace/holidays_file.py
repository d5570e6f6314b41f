"""`holidays.toml` of a workspace: days off, and days worked, other than the calendar says.

off = ["2026-01-02"]
work = ["10/1/2026"]
"""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from coopctl.domain.words.dates import parse_day, show_day
from coopctl.domain.words.text import nearest
from coopctl.domain.words.workdays import Exceptions
from coopctl.messages import N_, CoopError, msg, problem_at
from coopctl.services.workspace.toml_file import SettingsError, place_of, place_of_key, read_toml

HOLIDAYS_FILE = "holidays.toml"
_KEYS = ("off", "work")
_EXAMPLE = 'off = ["2026-01-02"]'


def read_exceptions(workspace: Path) -> Exceptions:
    """Read where the file differs from the calendar; nothing where there is none. Raises: SettingsError with place and remedy."""
    path = workspace / HOLIDAYS_FILE
    text, stated = read_toml(path, _EXAMPLE)
    for key in stated:
        if key not in _KEYS:
            raise SettingsError(
                msg(
                    N_("`{path}` has a setting that is not known, `{key}`"),
                    path=place_of_key(path, text, key), key=key,
                ),
                msg(N_("one of: {codes}"), codes=nearest(key, _KEYS) or _KEYS),
            )  # fmt: skip
    found = Exceptions(*(frozenset(_read_days(path, text, key, stated)) for key in _KEYS))
    for day in sorted(found.off & found.work):
        raise SettingsError(
            msg(N_("`{path}`: {day} is both off and worked"), path=path, day=show_day(day)),
            msg(N_("take it out of one of the two lists")),
        )
    return found


def _read_days(path: Path, text: str, key: str, stated: dict[str, object]) -> Iterator[date]:
    days = stated.get(key, [])
    if not isinstance(days, list):
        raise SettingsError(
            problem_at(place_of_key(path, text, key), msg(N_("a list belongs here"))),
            msg(N_("write it as `{example}`"), example=_EXAMPLE),
        )
    for day in days:
        yield _read_day(path, text, key, day)


def _read_day(path: Path, text: str, key: str, value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    typed = _typed(value)
    try:
        return parse_day(typed)
    except CoopError as error:
        place = place_of(path, text, typed, after=key)
        raise SettingsError(problem_at(place, error.message), error.hint) from error


def _typed(value: object) -> str:
    try:
        return str(value)
    except ValueError:  # a hexadecimal number too long to be written in tens
        return "0x…"
