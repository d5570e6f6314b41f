"""Whether a plan that was read from data has everywhere what its types say.

`plan_data` makes a plan of whatever it is given; of a plan that came from elsewhere, and not through
the schema of plan files, this is asked before it is believed.
"""

import types
from collections.abc import Mapping
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from coopctl.domain.plan.plan import Plan


def is_whole(plan: Plan) -> bool:
    """Tell whether every value in a plan is of the type that its field has, however deep."""
    return _fits(plan, Plan)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _fits(value: Any, hint: Any) -> bool:
    origin = get_origin(hint)
    if origin is None:
        return _is_of(value, hint)
    if origin in {Union, types.UnionType}:
        return any(_fits(value, one) for one in get_args(hint))
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
    return isinstance(value, kind) and (kind is bool or not isinstance(value, bool))
