"""Whether a plan that was read from data has everywhere what its types say, and what only a schema knows.

`data` makes a plan of whatever it is given; of a plan that came from elsewhere, and not through
the schema of plan files, this is asked before it is believed.
"""

import re
import types
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from coopctl.domain.plan.plan import ID, Plan
from coopctl.domain.words.dates import FIRST_YEAR, LAST_YEAR
from coopctl.domain.words.text import LIMIT


def is_whole(plan: Plan) -> bool:
    """Tell whether every value in a plan is of the type that its field has, however deep.

    So are its ids ids, its texts no longer than texts are, its days of years that a day may be in, and its
    time zone one that there is.
    """
    return _fits(plan, Plan) and all(map(_is_id, _ids_of(plan))) and _is_zone(plan.timezone)


def _ids_of(plan: Plan) -> Iterator[str]:
    yield plan.id
    for every in (plan.parties, plan.areas, plan.pipelines):
        yield from (one.id for one in every)
    for item in plan.items():
        yield item.id
        yield from (indicator.id for indicator in item.indicators)


def _is_id(text: str) -> bool:
    return re.fullmatch(ID, text) is not None


def _is_zone(name: str) -> bool:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(name)
    except (OSError, ValueError, LookupError):  # also for a folder of zones
        return False
    return True


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _fits(value: Any, hint: Any) -> bool:
    origin = get_origin(hint)
    if origin is None:
        return _is_of(value, hint)
    if origin in {Union, types.UnionType}:
        return any(_fits(value, arg) for arg in get_args(hint))
    if origin is Literal:
        return value in get_args(hint)
    if origin is tuple:
        return isinstance(value, tuple) and _fit_parts(value, get_args(hint))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        key, part = get_args(hint)
        return isinstance(value, Mapping) and all(
            _fits(one, key) and _fits(other, part) for one, other in value.items()
        )
    return isinstance(value, origin)


def _fit_parts(value: tuple[Any, ...], hints: tuple[Any, ...]) -> bool:
    if len(hints) == 2 and hints[1] is Ellipsis:  # noqa: PLR2004  (a tuple of any length)
        return all(_fits(one, hints[0]) for one in value)
    return len(value) == len(hints) and all(map(_fits, value, hints))


def _is_of(value: Any, kind: Any) -> bool:
    if kind is Any:
        return True
    if kind is None or kind is type(None):
        return value is None
    if hasattr(kind, "_fields"):
        return isinstance(value, kind) and all(
            _fits(getattr(value, name), hint) for name, hint in _hints(kind).items()
        )
    return isinstance(value, kind) and _is_in_bounds(value, kind)


def _is_in_bounds(value: Any, kind: Any) -> bool:
    if isinstance(value, date):
        return FIRST_YEAR <= value.year <= LAST_YEAR
    if isinstance(value, str):
        return len(value) <= LIMIT
    return kind is bool or not isinstance(value, bool)
