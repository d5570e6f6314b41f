"""What a correction needs to know: an entry's body back as the texts of its form, and what changed.

`texts_of` is the inverse of reading a record: read again, its texts give the same body.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from coopctl.domain.record.corrections import OWN, numbered, without_number
from coopctl.domain.record.entries import Body, Draft, Entry
from coopctl.domain.record.evidence import evidence_text
from coopctl.domain.record.kinds.fields import FIELDS, form_name
from coopctl.domain.words.dates import parse_due, show_day
from coopctl.domain.words.numbers import Quantity, parse_amount
from coopctl.messages import N_, CoopError

_SIMILAR = 0.5  # from which share of common letters on a changed action is the same action
_DAYS = ("until", "completed_on")


def texts_of(kind: str, happened_on: date, body: Body) -> dict[str, list[str]]:
    """Return the texts that a form would hold for a body, by field; nothing for what is not stated."""
    return {
        name: [text for text, _value in stated] for name, stated in _stated(kind, happened_on, body)
    }


def values_of(kind: str, happened_on: date, body: Body) -> dict[str, dict[str, Any]]:
    """Return the values that the texts of `texts_of` stand for, by field and text."""
    return {name: dict(stated) for name, stated in _stated(kind, happened_on, body)}


def _stated(
    kind: str, happened_on: date, body: Body
) -> Iterator[tuple[str, list[tuple[str, Any]]]]:
    """Yield each stated field with its texts and the values that they stand for."""
    for field in FIELDS[kind]:
        name = form_name(field.name)
        if field.name == "on":
            yield "on", [(show_day(happened_on), happened_on)]
        elif kind == "extension" and name == "due":
            due = {key: body[key] for key in ("due_text", "due") if key in body}
            yield "due", [(str(body.get("due_text", body["due"])), due)]
        elif name == "value" and name in body:
            yield name, [(_text_of(name, body[name]), Quantity(body[name], ""))]
        elif name in body:
            values = body[name] if field.many else [body[name]]
            yield field.name, [(_text_of(name, value), value) for value in values]


def _text_of(name: str, value: Any) -> str:
    if name in _DAYS:
        return show_day(date.fromisoformat(value))
    return _TEXTS.get(name, str)(value)


def _person(body: Body) -> str:
    said = f"{body['party']}: {body['name']}"
    return f"{said}, {body['role']}" if "role" in body else said


def _action(body: Body) -> str:
    parties = ", ".join([body["lead"], *body.get("cooperating", ())])
    line = f"{parties}: {body['text']}"
    if "due" in body:
        return f"{line}: {body.get('due_text', body['due'])}"
    return f"{line}:" if _would_be_a_due(body["text"].rpartition(":")) else line


def _would_be_a_due(parts: tuple[str, str, str]) -> bool:
    """Tell whether the end of a duty without a deadline would be read as one."""
    _duty, colon, end = parts
    try:
        return bool(colon) and (not end.strip() or parse_due(end.strip()).day is not None)
    except CoopError:
        return True


def _amount(value: str) -> str:
    """Return a number that is not read in two ways: `1.234` with a zero in front."""
    try:
        parse_amount(value)
    except CoopError:
        return f"-0{value[1:]}" if value.startswith("-") else f"0{value}"
    return value


_TEXTS: Mapping[str, Callable[[Any], str]] = {
    "attendees": _person,
    "invited": _person,
    "actions": _action,
    "value": _amount,
    "evidence": evidence_text,
}


class Change(NamedTuple):
    """What one field said and says: its name as the journal keeps it, its label, the values.

    A list's change has the values that left and those that came; both empty for a new order.
    """

    name: str
    label: str
    old: tuple[Any, ...]
    new: tuple[Any, ...]


def list_changes(old: Entry | Draft, new: Entry | Draft) -> list[Change]:
    """Return what `new` says otherwise than `old`, in the order of the form."""
    found = [
        Change("item", N_("Item"), (old.item,), (new.item,)) if old.item != new.item else None,
        *(_change_of(old, new, form_name(field.name)) for field in FIELDS[new.kind]),
    ]
    return [change for change in found if change is not None]


def _change_of(old: Entry | Draft, new: Entry | Draft, name: str) -> Change | None:
    field = next(one for one in FIELDS[new.kind] if form_name(one.name) == name)
    before, after = _values(old, name), _values(new, name)
    if before == after:
        return None
    if not field.many:
        return Change(name, field.label, before, after)
    left = tuple(value for value in before if value not in after)
    came = tuple(value for value in after if value not in before)
    return Change(name, field.label, left, came)


def _values(record: Entry | Draft, name: str) -> tuple[Any, ...]:
    """Return a field's values; an action without its number, which is not typed."""
    if name == "on":
        return (record.happened_on,)
    if record.kind == "extension" and name == "due":
        return ({key: record.body.get(key) for key in ("due_text", "due")},)
    if name == "actions":
        return tuple(without_number(action) for action in record.body.get("actions", ()))
    value = record.body.get(name, ())
    return tuple(value) if isinstance(value, list | tuple) else (value,)


def carried_over(kind: str, body: Body) -> Body:
    """Return what a body has beyond the fields of its kind: a newer version may know it."""
    known = {form_name(field.name) for field in FIELDS[kind]} | {*OWN}
    known |= {"due_text"} if kind == "extension" else set()
    return {name: value for name, value in body.items() if name not in known}


def number_actions(new: Sequence[Body], old: Sequence[Body], highest: int) -> list[Body]:
    """Give the actions of a corrected list their numbers.

    An unchanged line keeps its number, a changed one takes that of the most similar line left,
    any other one beyond `highest`, all that the meeting ever had.
    """
    left = numbered(old)
    given: dict[int, int] = {}
    for place, action in enumerate(new):
        same = next((one for one in left if without_number(one) == without_number(action)), None)
        if same is not None:
            left.remove(same)
            given[place] = same["number"]
    pairs = sorted(
        (
            (_similarity(action, one), place, one["number"])
            for place, action in enumerate(new)
            if place not in given
            for one in left
        ),
        key=lambda pair: (-pair[0][0], -pair[0][1], pair[1], pair[2]),
    )
    for (similar, _whole), place, number in pairs:
        if similar >= _SIMILAR and place not in given and number not in given.values():
            given[place] = number
    fresh = iter(range(highest + 1, highest + 1 + len(new)))
    return [
        {**without_number(action), "number": given[place] if place in given else next(fresh)}
        for place, action in enumerate(new)
    ]


def _similarity(one: Body, other: Body) -> tuple[float, float]:
    """Return how alike two duties are in words, and with parties and deadline; from 0 to 1."""
    from difflib import SequenceMatcher  # only where a meeting's actions are corrected

    words = SequenceMatcher(None, one["text"], other["text"]).ratio()
    return words, SequenceMatcher(None, _action(one), _action(other)).ratio()
