"""What a correction needs to know: an entry's body back as the texts of its form, and what changed.

`texts_of` is the inverse of reading a record: read again, its texts give the same body.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from coopctl.domain.record.corrections import OWN, numbered, without_number
from coopctl.domain.record.entries import Body, Draft, Entry
from coopctl.domain.record.kinds.catalogue import fields_of
from coopctl.domain.record.kinds.field import Field
from coopctl.domain.record.kinds.types import ACTION, action_text
from coopctl.messages import N_

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
    for field in fields_of(kind):
        if not field.in_body:
            yield field.name, [(field.type.write(happened_on), happened_on)]
        elif stated := field.stated(body):
            yield field.name, stated


class AmendedField(NamedTuple):
    """What one field said and says: its name as the journal keeps it, its label, the values.

    A list's change has the values that left and those that came; both empty for a new order.
    """

    name: str
    label: str
    old: tuple[Any, ...]
    new: tuple[Any, ...]


def list_changes(old: Entry | Draft, new: Entry | Draft) -> list[AmendedField]:
    """Return what `new` says otherwise than `old`, in the order of the form."""
    found = [
        AmendedField("item", N_("Item"), (old.item,), (new.item,))
        if old.item != new.item
        else None,
        *(_change_of(old, new, field) for field in fields_of(new.kind)),
    ]
    return [change for change in found if change is not None]


def _change_of(old: Entry | Draft, new: Entry | Draft, field: Field) -> AmendedField | None:
    before, after = _values(old, field), _values(new, field)
    if before == after:
        return None
    if not field.many:
        return AmendedField(field.kept, field.label, before, after)
    left = tuple(value for value in before if value not in after)
    came = tuple(value for value in after if value not in before)
    return AmendedField(field.kept, field.label, left, came)


def _values(record: Entry | Draft, field: Field) -> tuple[Any, ...]:
    """Return a field's values; an action without its number, which is not typed."""
    if not field.in_body:
        return (record.happened_on,)
    if field.type.beside:
        names = (*(one.name for one in field.type.beside), field.kept)
        return ({name: record.body.get(name) for name in names},)
    if field.type is ACTION:
        return tuple(without_number(action) for action in record.body.get(field.kept, ()))
    value = record.body.get(field.kept, ())
    return tuple(value) if isinstance(value, list | tuple) else (value,)


def carried_over(kind: str, body: Body) -> Body:
    """Return what a body has beyond the fields of its kind: a newer version may know it."""
    fields = fields_of(kind)
    known = {*OWN, *(field.kept for field in fields)}
    known |= {part.name for field in fields for part in field.type.beside}
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
    return words, SequenceMatcher(None, action_text(one), action_text(other)).ratio()
