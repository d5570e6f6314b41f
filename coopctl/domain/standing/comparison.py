"""What changed since a period was closed: the rows of then held against those of now."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from coopctl.domain.codes import Status, Timeliness
from coopctl.domain.record.closed_periods import ClosedPeriod
from coopctl.domain.record.entries import Entry
from coopctl.domain.standing.standing import ActionRow, ItemRow, Tally
from coopctl.messages import N_

Row = ItemRow | ActionRow

# What an item is held against itself by; days pass by themselves and are no change.
FIELDS = ("timeliness", "status", "progress", "due")

# What became of an item or an action, in the order in which it is shown.
CHANGE_LABELS: dict[str, str] = {
    "overdue": N_("Became overdue"),
    "done": N_("Completed since"),
    "moved": N_("Changed otherwise"),
    "new": N_("New"),
    "withdrawn": N_("Withdrawn since"),
    "gone": N_("Not there any more"),
}


class StandingChange(NamedTuple):
    """An item or action that stands otherwise: `kind` is one of `CHANGE_LABELS`, `fields` what differs."""

    id: str
    title: str
    kind: str
    fields: tuple[str, ...]
    then: Row | None
    now: Row | None


class Comparison(NamedTuple):
    """A closed period against `as_of`, as known now. `late` came after the closing, oldest first."""

    period: ClosedPeriod
    as_of: date
    then: Tally
    now: Tally
    items: tuple[StandingChange, ...]
    actions: tuple[StandingChange, ...]
    late: tuple[Entry, ...]


def compare_items(then: Iterable[ItemRow], now: Iterable[ItemRow]) -> tuple[StandingChange, ...]:
    """Return the items that changed, in the order of the plan of now; those that are gone last."""
    before, after = {row.item: row for row in then}, {row.item: row for row in now}
    ids = dict.fromkeys((*after, *before))
    return tuple(_changes((one, before.get(one), after.get(one)) for one in ids))


def compare_actions(
    then: Iterable[ActionRow], now: Iterable[ActionRow]
) -> tuple[StandingChange, ...]:
    """Return the actions that changed, in the order of their meetings; those that are gone last."""
    before, after = {row.id: row for row in then}, {row.id: row for row in now}
    ids = dict.fromkeys((*after, *before))
    return tuple(_changes((one, before.get(one), after.get(one)) for one in ids))


def _changes(pairs: Iterable[tuple[str, Row | None, Row | None]]) -> Iterator[StandingChange]:
    for one, then, now in pairs:
        fields = _differing(then, now)
        kind = _kind(then, now, fields)
        row = now or then
        if kind is not None and row is not None:
            yield StandingChange(one, row.title, kind, fields, then, now)


def _differing(then: Row | None, now: Row | None) -> tuple[str, ...]:
    if then is None or now is None:
        return ()
    return tuple(name for name in FIELDS if getattr(then, name) != getattr(now, name))


def _kind(then: Row | None, now: Row | None, fields: Sequence[str]) -> str | None:
    """Say what became of one item or action; None where it stands as it stood."""
    if then is None or now is None:
        return "new" if then is None else "gone"
    if _withdrawn(now) and not _withdrawn(then):
        return "withdrawn"
    if "status" in fields and now.status == Status.COMPLETED:
        return "done"
    if "timeliness" in fields and now.timeliness == Timeliness.OVERDUE:
        return "overdue"
    return "moved" if fields else None


def _withdrawn(row: Row) -> bool:
    return isinstance(row, ItemRow) and row.withdrawn is not None
