"""What differs between two versions of a plan, field by field, with the old and the new value."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from coopctl.domain.plan.plan import (
    Area,
    Clock,
    Indicator,
    Item,
    Memorandum,
    Party,
    PartyName,
    Pipeline,
    Plan,
    Report,
    Text,
)


class FieldChange(NamedTuple):
    """One field, and its value in both versions; None where it is not stated.

    Where the field has several parts `key` names one: an indicator, a report, a pipeline or a clock
    of it (`provincial-2013 registration`), a party that owes, the place of a name (from 1). `part` is the field of that part, or of the memorandum; None for the whole.
    """

    name: str
    key: str | None
    part: str | None
    old: Any
    new: Any


class Difference(NamedTuple):
    """One thing that differs: `about` is plan, party, area or item; `change` added, left_out or changed.

    `title` is that of the new version where it has one. What was left out has no fields.
    """

    about: str
    id: str
    change: str
    title: Text
    fields: tuple[FieldChange, ...]


def compare_plans(old: Plan, new: Plan) -> tuple[Difference, ...]:
    """Return what `new` has otherwise: of the plan, its parties, its areas, its items, in that order."""
    return (
        *_plan(old, new),
        *_things(
            "party",
            {party.id: party for party in old.parties},
            {party.id: party for party in new.parties},
        ),
        *_things(
            "area", {area.id: area for area in old.areas}, {area.id: area for area in new.areas}
        ),
        *_things(
            "item", {one.id: one for one in old.items()}, {one.id: one for one in new.items()}
        ),
    )


def _plan(old: Plan, new: Plan) -> Iterator[Difference]:
    fields = [*_fields(old, new, ("parties", "areas")), *_order(old, new)]
    if fields:
        yield Difference("plan", new.id, "changed", new.title, tuple(fields))


def _order(old: Plan, new: Plan) -> Iterator[FieldChange]:
    """Yield the order of the items, where those that stayed stand otherwise."""
    before, after = [item.id for item in old.items()], [item.id for item in new.items()]
    if [one for one in before if one in after] != [one for one in after if one in before]:
        yield FieldChange("order", None, None, tuple(before), tuple(after))


_Thing = Item | Area | Party


def _things(about: str, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Difference]:
    for key in dict.fromkeys((*old, *new)):
        before, after = old.get(key), new.get(key)
        if after is None:
            yield Difference(about, key, "left_out", _title(old[key]), ())
            continue
        fields = tuple(_fields(before, after, ("id", "items")))
        if before is None:
            stated = tuple(change for change in fields if change.name != "title")
            yield Difference(about, key, "added", _title(after), stated)
        elif fields:
            yield Difference(about, key, "changed", _title(after), fields)


def _title(thing: _Thing) -> Text:
    return thing.names[-1].text if isinstance(thing, Party) else thing.title


def _fields(old: Any, new: Any, but: tuple[str, ...]) -> Iterator[FieldChange]:
    """Yield the fields of `new` that are others in `old`; where that is None, those that are stated."""
    for name in new._fields:
        before, after = getattr(old, name, None), getattr(new, name)
        if name in but or before == after or (not before and not after):
            continue
        if name in _KEYS:
            yield from _keyed(name, _KEYS[name](before or ()), _KEYS[name](after or ()))
        else:
            yield from _parts(name, None, before, after)


def _keyed(name: str, old: dict[str, Any], new: dict[str, Any]) -> Iterator[FieldChange]:
    for key in dict.fromkeys((*old, *new)):
        if old.get(key) != new.get(key):
            yield from _parts(name, key, old.get(key), new.get(key))


def _parts(name: str, key: str | None, old: Any, new: Any) -> Iterator[FieldChange]:
    """Yield what differs inside of an indicator, a name or the memorandum; else the whole value."""
    if old is None or new is None or not isinstance(new, _WITH_PARTS):
        yield FieldChange(name, key, None, old, new)
        return
    for part in new._fields:
        before, after = getattr(old, part), getattr(new, part)
        if before != after:
            yield FieldChange(name, key, part, before, after)


def _pipelines(found: tuple[Pipeline, ...]) -> dict[str, Pipeline | Clock]:
    """Return the pipelines and their clocks, each under a key of its own."""
    return {one.id: one._replace(clocks=()) for one in found} | {
        f"{one.id} {clock.id}": clock._replace(overridden=False)
        for one in found
        for clock in one.clocks
    }


_WITH_PARTS = (Indicator, PartyName, Memorandum, Report, Pipeline, Clock)
_KEYS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "indicators": lambda found: {one.id: one for one in found},
    "owes": dict,
    "reporting": lambda found: {one.kind: one for one in found},
    "pipelines": _pipelines,
    "names": lambda found: {str(place): one for place, one in enumerate(found, 1)},
}
