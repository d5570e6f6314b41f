"""What recording lets into a body: texts as they are cleaned, words that there are, numbers within bounds.

`shapes` tells whether a body can be read at all; this, of an entry that was recorded elsewhere, whether
it could have been recorded here. What a plan has to do with it stands in `names`.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from coopctl.domain.codes import (
    GRADE_LABELS,
    MEETING_KIND_LABELS,
    OUTCOME_TYPE_LABELS,
    STATUS_LABELS,
)
from coopctl.domain.plan.periods import is_code
from coopctl.domain.record.checks import check_alone
from coopctl.domain.record.confirmations import VERDICT_LABELS
from coopctl.domain.record.entries import Body
from coopctl.domain.record.kinds.fields import FIELDS, form_name
from coopctl.domain.record.kinds.shapes import is_stamp
from coopctl.domain.words.numbers import MAX_DIGITS, MAX_PERCENT
from coopctl.domain.words.text import LIMIT, clean, clean_line, excerpt
from coopctl.messages import N_, CoopError, Message, msg, problem_at

MOST_DAYS = 366  # that anything may be due "soon" before
_DEEPEST = 40  # lists and mappings within each other
_LARGEST = 2**53  # what every program that reads JSON counts to
# Fields whose texts may run over lines, as the journal names them.
_LONG = {form_name(one.name) for fields in FIELDS.values() for one in fields if one.long} | {
    "conclusions", "reason", "note",
}  # fmt: skip
_NO_TEXTS = {"plan", "path"}  # a compiled plan, which is held against its types, and a file's name

Check = Callable[[Any], bool]


def _within(first: int, last: int) -> Check:
    return lambda value: first <= value <= last


def _amount(value: str) -> bool:
    plain = re.fullmatch(r"-?[0-9]+(?:\.[0-9]+)?", value)
    return plain is not None and sum(map(str.isdigit, value)) <= MAX_DIGITS


def _actions(value: list[Mapping[str, Any]]) -> bool:
    """Tell whether actions bear numbers that tell them apart, as a correction keeps them, or none."""
    numbers = [one["number"] for one in value if "number" in one]
    return len(numbers) in {0, len(value)} and len(set(numbers)) == len(numbers) == sum(
        1 <= one <= _LARGEST for one in numbers
    )


def _pieces(value: list[Any]) -> bool:
    return all(one["size"] <= _LARGEST for one in value if isinstance(one, dict))


def _own(kind: str) -> dict[str, Check]:
    return {**_EVERYWHERE, **_CHECKS.get(kind, {})}


_EVERYWHERE: dict[str, Check] = {
    "evidence": _pieces,
    "came_after": is_stamp,
    "correction": lambda value: is_stamp(value["placed_at"]),
}
_CHECKS: dict[str, dict[str, Check]] = {
    "update": {
        "status": STATUS_LABELS.__contains__,
        "grade": GRADE_LABELS.__contains__,
        "progress": _within(0, MAX_PERCENT),
    },
    "meeting": {"kind": MEETING_KIND_LABELS.__contains__, "actions": _actions},
    "outcome": {"type": OUTCOME_TYPE_LABELS.__contains__, "value": _amount},
    "extension": {"for": is_code},
    "confirmation": {"verdict": VERDICT_LABELS.__contains__},
    "period": {"known_at": is_stamp, "due_soon_days": _within(0, MOST_DAYS)},
}


def find_misfit(kind: str, happened_on: date, body: Body) -> Message | None:
    """Say what recording would not have let into a body that is one of its kind; None where nothing."""
    return (
        next(_check_texts(body), None)
        or next(_check_values(kind, body), None)
        or _check_rules(kind, happened_on, body)
    )


def _check_values(kind: str, body: Body) -> Iterator[Message]:
    for field, check in _own(kind).items():
        if field in body and not check(body[field]):
            problem = msg(N_("`{text}` cannot stand there"), text=excerpt(str(body[field])))
            yield problem_at(field, problem)


def _check_rules(kind: str, happened_on: date, body: Body) -> Message | None:
    for one in check_alone(kind, happened_on, body):
        return problem_at(form_name(one.field), one.message)
    return None


def _check_texts(body: Body) -> Iterator[Message]:
    for field, value in body.items():
        if field not in _NO_TEXTS:
            problem = _check_part(value, field, 0)
            if problem is not None:
                yield problem_at(excerpt(field), problem)


def _check_part(value: Any, field: str, depth: int) -> Message | None:
    """Say what is wrong with a value, however deep: a text in it, a number, or its depth."""
    if isinstance(value, str):
        return check_text(value, lines=field in _LONG)
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        fits = abs(value) <= _LARGEST
        return None if fits else msg(N_("`{text}` cannot stand there"), text=excerpt(str(value)))
    if depth == _DEEPEST:
        return msg(N_("this is nested too deeply, or holds too long a number"))
    parts = value.items() if isinstance(value, dict) else ((field, one) for one in value)
    wrong = (_check_part(one, str(name), depth + 1) for name, one in parts)
    return next((one for one in wrong if one is not None), None)


def check_text(text: str, *, lines: bool = False, limit: int = LIMIT) -> Message | None:
    """Say why a text is not as recording cleans it; `lines`: it may run over several."""
    try:
        cleaned = clean(text, limit) if lines else clean_line(text, limit)
    except CoopError as error:
        return error.message
    if cleaned != text:
        return msg(N_("“{text}” is not as recording cleans a text"), text=excerpt(text))
    return None


def check_writer(author: str, office: str | None) -> Message | None:
    """Say why a name of who wrote an entry is none as recording cleans it."""
    for field, text in (("author", author), ("office", office or "")):
        problem = check_text(text)
        if problem is not None:
            return problem_at(field, problem)
    return None
