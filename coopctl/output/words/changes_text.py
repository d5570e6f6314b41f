"""What a correction changed, in words: one line a field, old → new."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from coopctl.domain.record.amending import AmendedField, list_changes
from coopctl.domain.record.entries import Draft, Entry
from coopctl.domain.record.kinds.catalogue import fields_of
from coopctl.language import _
from coopctl.output.words import words
from coopctl.output.words.record_text import in_words

_LONG = 60  # letters from which on old and new stand on lines of their own


def change_lines(old: Entry | Draft, new: Entry | Draft) -> Iterator[str]:
    """Yield `label: old → new` for every field that changed, in the form's order."""
    yield from lines_of(new.kind, list_changes(old, new) if fields_of(new.kind) else ())


def lines_of(kind: str, changes: Iterable[AmendedField]) -> Iterator[str]:
    """Yield `label: old → new` for each change of a record of that kind."""
    many = {field.kept for field in fields_of(kind) if field.many}
    for change in changes:
        label = _(change.label)
        if change.name in many:
            yield from _list_lines(kind, change, label)
        else:
            yield from _pair_lines(
                label, *(_one(kind, change, side) for side in (change.old, change.new))
            )


def _list_lines(kind: str, change: AmendedField, label: str) -> Iterator[str]:
    if not change.old and not change.new:
        yield f"{label}: {_('in another order')}"
    for sign, values in (("−", change.old), ("+", change.new)):
        yield from (f"{label}: {sign} {in_words(kind, change.name, value)}" for value in values)


def _pair_lines(label: str, old: str, new: str) -> Iterator[str]:
    if max(len(old), len(new)) <= _LONG and "\n" not in old + new:
        yield f"{label}: {old} → {new}"
        return
    yield f"{label}: − {old}"
    yield f"{label}: + {new}"


def _one(kind: str, change: AmendedField, values: tuple[Any, ...]) -> str:
    """Return the one value of a field, or that it is not stated."""
    if not values or values[0] is None:
        return _("not stated")
    value = values[0]
    if isinstance(value, date):
        return words.day(value)
    return in_words(kind, change.name, value)
