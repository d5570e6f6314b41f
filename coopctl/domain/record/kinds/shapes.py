"""What a value in the body of an entry looks like: whether it can be read, could be recorded here, and its JSON Schema.

Each is said once: bodies are held against it (`is_body`, `rules`), and the schema of a journal file is made of it.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, NamedTuple

from coopctl.domain.record.entries import is_entry_id
from coopctl.domain.record.evidence import is_evidence
from coopctl.domain.words.dates import FIRST_YEAR, LAST_YEAR

Check = Callable[[Any], bool]
Schema = dict[str, Any]
LARGEST = 2**53  # what every program that reads JSON counts to
_STAMP = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z"


class Shape(NamedTuple):
    """What a value looks like: `is_one`: it can be read; `fits`: recording would have let it in.

    `lines`: its text may run over several lines. `parts` are those of a mapping that are known; of them `owed` are there.
    """

    is_one: Check
    schema: Schema
    fits: Check = lambda _value: True
    lines: bool = False
    parts: "Mapping[str, Shape]" = MappingProxyType({})
    owed: tuple[str, ...] = ()


def is_text(value: Any) -> bool:
    """Tell whether `value` is a text."""
    return isinstance(value, str)


def is_whole(value: Any) -> bool:
    """Tell whether `value` is a whole number."""
    return isinstance(value, int) and not isinstance(value, bool)


def is_day(value: Any) -> bool:
    """Tell whether `value` is a day as it is recorded: `2025-01-31`, of a year that a day may be in."""
    try:
        day = date.fromisoformat(value)
    except (TypeError, ValueError):
        return False
    return day.isoformat() == value and FIRST_YEAR <= day.year <= LAST_YEAR


def is_stamp(value: Any) -> bool:
    """Tell whether `value` is a moment as it is recorded, `2024-09-19T08:15:30.123456Z`, of such a year."""
    if not isinstance(value, str) or re.fullmatch(_STAMP, value, re.ASCII) is None:
        return False
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return False
    return FIRST_YEAR <= moment.year <= LAST_YEAR


def _is_amount(value: Any) -> bool:
    from decimal import Decimal, InvalidOperation

    try:
        return is_text(value) and Decimal(value).is_finite()
    except InvalidOperation:
        return False


def _is_amount_as_recorded(value: str) -> bool:
    from coopctl.domain.words.numbers import MAX_DIGITS

    plain = re.fullmatch(r"-?[0-9]+(?:\.[0-9]+)?", value)
    return plain is not None and sum(map(str.isdigit, value)) <= MAX_DIGITS


def _is_sha256(value: Any) -> bool:
    return is_text(value) and re.fullmatch("[0-9a-f]{64}", value) is not None


def _is_evidence_as_recorded(value: Any) -> bool:
    return not isinstance(value, dict) or value["size"] <= LARGEST


def list_of(part: Shape, fits: Check = lambda _value: True) -> Shape:
    """Return the shape of a list; `fits` is asked of the whole of it too."""
    return Shape(
        lambda value: isinstance(value, list) and all(part.is_one(one) for one in value),
        {"type": "array", "items": part.schema},
        lambda value: all(part.fits(one) for one in value) and fits(value),
        part.lines,
    )


def mapping(owed: Mapping[str, Shape], others: Mapping[str, Shape] | None = None) -> Shape:
    """Return the shape of a mapping: what is `owed` is there, and all that is known is as it should be.

    What later versions add is allowed.
    """
    parts = {**owed, **(others or {})}

    def is_one(value: Any) -> bool:
        return (
            isinstance(value, dict)
            and owed.keys() <= value.keys()
            and all(parts[name].is_one(part) for name, part in value.items() if name in parts)
        )

    def fits(value: Mapping[str, Any]) -> bool:
        return all(parts[name].fits(part) for name, part in value.items() if name in parts)

    schema = {
        "type": "object",
        "required": list(owed),
        "properties": {name: part.schema for name, part in parts.items()},
    }
    return Shape(is_one, schema, fits, parts=parts, owed=tuple(owed))


def whole(first: int, last: int = LARGEST) -> Shape:
    """Return the shape of a whole number within bounds."""
    bounds = {"minimum": first} if last == LARGEST else {"minimum": first, "maximum": last}
    return Shape(is_whole, {"type": "integer", **bounds}, lambda value: first <= value <= last)


def code_of(labels: Mapping[str, str]) -> Shape:
    """Return the shape of a code of a list."""
    return Shape(is_text, {"type": "string", "enum": list(map(str, labels))}, labels.__contains__)


TEXT = Shape(is_text, {"type": "string"})
LINES = Shape(is_text, {"type": "string"}, lines=True)
FLAG = Shape(lambda value: isinstance(value, bool), {"type": "boolean"})
MAPPING = Shape(lambda value: isinstance(value, dict), {"type": "object"})
WHOLE = Shape(is_whole, {"type": "integer"})
DAY = Shape(is_day, {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"})
STAMP = Shape(
    is_text,
    {
        "type": "string",
        "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z$",
    },
    is_stamp,
)
AMOUNT = Shape(
    _is_amount, {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}, _is_amount_as_recorded
)
HASH = Shape(_is_sha256, {"type": "string", "pattern": "^[0-9a-f]{64}$"})
ENTRY_ID = Shape(
    is_text, {"type": "string", "pattern": "^[a-z0-9]+-[1-9][0-9]{0,17}$"}, is_entry_id
)
_FILE = mapping({"file": TEXT, "size": whole(0), "sha256": HASH, "kept": FLAG})
EVIDENCE = Shape(is_evidence, {"anyOf": [TEXT.schema, _FILE.schema]}, _is_evidence_as_recorded)
PERSON = mapping({"party": TEXT, "name": TEXT}, {"role": TEXT})
# What the journal adds to the body of an entry of any kind.
OWN = {
    "correction": mapping({"first": ENTRY_ID, "placed_at": STAMP, "reason": LINES}),
    "came_after": STAMP,
    "command": ENTRY_ID,
}
_ANY = mapping({}, OWN)


def is_body(kind: str, body: Any) -> bool:
    """Tell whether `body` is one of its kind; of a kind that this version does not know, a mapping."""
    from coopctl.domain.record.kinds.catalogue import body_shape  # which a look does without

    shape = body_shape(kind) if _ANY.is_one(body) else None
    return _ANY.is_one(body) if shape is None else shape.is_one(body)
