"""What an entry's body looks like: held against what a ledger says that somebody may have altered."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from coopctl.domain.record.evidence import is_evidence
from coopctl.domain.words.dates import FIRST_YEAR, LAST_YEAR

Check = Callable[[Any], bool]
_STAMP = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z"


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _flag(value: Any) -> bool:
    return isinstance(value, bool)


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


def _amount(value: Any) -> bool:
    from decimal import Decimal, InvalidOperation

    try:
        return _text(value) and Decimal(value).is_finite()
    except InvalidOperation:
        return False


def _sha256(value: Any) -> bool:
    return _text(value) and re.fullmatch("[0-9a-f]{64}", value) is not None


def _list_of(check: Check) -> Check:
    return lambda value: isinstance(value, list) and all(check(one) for one in value)


class Record:
    """A mapping: what is `owed` is there, and all that is known is as it should be."""

    def __init__(self, owed: Mapping[str, Check], others: Mapping[str, Check]) -> None:
        self.owed = owed.keys()
        self.known = {**owed, **others}

    def __call__(self, value: Any) -> bool:
        """Tell whether `value` is such a mapping."""
        return (
            isinstance(value, dict)
            and self.owed <= value.keys()
            and all(self.known[name](part) for name, part in value.items() if name in self.known)
        )


_TEXTS = _list_of(_text)
_EVIDENCE = _list_of(is_evidence)
_PERSON = Record({"party": _text, "name": _text}, {"role": _text})
_ACTION = Record(
    {"text": _text, "lead": _text},
    {"cooperating": _TEXTS, "due": is_day, "due_text": _text, "number": _whole},
)
_CORRECTION = Record({"first": _text, "placed_at": _text, "reason": _text}, {})
_ANSWERED = Record({"name": _text}, {"position": _text, "on": is_day})
_HEAD = Record({"replica": _text, "seq": _whole, "hash": _sha256}, {})
# Fields that are texts, as they are named in the journal: of an update, of its stage, of a meeting.
PROSE = ("result", "difficulty", "cause", "proposal", "next_step")
STAGE = ("stage", "grade", "document", "reason")
MEETING = ("kind", "place", "host", "chair", "secretary", "number", "proceedings")

# The kinds of entries that this version knows, with their bodies.
KINDS: dict[str, Record] = {
    "update": Record(
        {"status": _text},
        {
            "progress": _whole,
            "completed_on": is_day,
            "evidence": _EVIDENCE,
            "from": _text,
            "source": _text,
            "answer": _text,
            "answered": _ANSWERED,
            "imported_by": _text,
            "imported_for": _text,
            **dict.fromkeys((*PROSE, *STAGE), _text),
        },
    ),
    "meeting": Record(
        {"title": _text},
        {
            "until": is_day,
            "attendees": _list_of(_PERSON),
            "invited": _list_of(_PERSON),
            "items": _TEXTS,
            "conclusions": _TEXTS,
            "actions": _list_of(_ACTION),
            "evidence": _EVIDENCE,
            **dict.fromkeys(MEETING, _text),
        },
    ),
    "outcome": Record(
        {"title": _text},
        {
            "type": _text,
            "indicator": _text,
            "value": _amount,
            "evidence": _EVIDENCE,
            "from": _text,
        },
    ),
    "extension": Record(
        {"due": is_day, "due_text": _text}, {"reason": _text, "document": _text, "for": _text}
    ),
    "retraction": Record({}, {"reason": _text, "whole": _flag}),
    "confirmation": Record({"entry": _text, "verdict": _text}, {"reason": _text, "note": _text}),
    "period": Record(
        {
            "name": _text,
            "first": is_day,
            "as_of": is_day,
            "known_at": _text,
            "heads": _list_of(_HEAD),
            "due_soon_days": _whole,
            "days_off": _list_of(is_day),
            "days_worked": _list_of(is_day),
            "version": _text,
        },
        {"note": _text},
    ),
    "plan": Record({}, {"path": _text, "sha256": _text, "basis": _text}),
    "signing": Record({"version": _text, "document": _text}, {}),
}
_ANY = Record({}, {"correction": _CORRECTION, "came_after": _text, "command": _text})


def is_body(kind: str, body: Any) -> bool:
    """Tell whether `body` is one of its kind; of a kind that this version does not know, a mapping."""
    return _ANY(body) and KINDS.get(kind, _ANY)(body)
