"""A plan month by month: what was recorded, what was completed, what was overdue at the end."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from coopctl.domain.codes import Status
from coopctl.domain.standing.standing import ItemRow
from coopctl.domain.standing.timeline import month_end, month_starts

COUNTED = ("update", "meeting", "outcome")  # the kinds of entries that say that something happened


class Month(NamedTuple):
    """One month. `entries` is updates, meetings and outcomes by the day that they happened.

    `completed` counts items by their day of completion, `overdue` those that were so on `last`: the
    month's last day, or the day asked about if that came first.
    """

    month: str
    first: date
    last: date
    entries: int
    updates: int
    meetings: int
    outcomes: int
    completed: int
    overdue: int


def month_spans(since: date, until: date) -> Iterator[tuple[date, date]]:
    """Yield the first and last day of each month from that of `since` on, the last one cut at `until`."""
    for first in month_starts(since, until):
        yield first, min(month_end(first), until)


def count_month(
    span: tuple[date, date],
    recorded: Mapping[tuple[str, str], int],
    rows: Iterable[ItemRow],
    overdue: int,
) -> Month:
    """Return what a month had. `recorded` counts entries by (`2025-03`, kind); `rows` are those of today."""
    first, last = span
    name = f"{first:%Y-%m}"
    updates, meetings, outcomes = (recorded.get((name, kind), 0) for kind in COUNTED)
    done = sum(
        row.status == Status.COMPLETED
        and row.withdrawn is None
        and row.completed_on is not None
        and first <= row.completed_on <= last
        for row in rows
    )
    entries = updates + meetings + outcomes
    return Month(name, first, last, entries, updates, meetings, outcomes, done, overdue)


def beginning(days: Iterable[date | None], until: date) -> date:
    """Return the first of the days that are known; `until` where none is, or none before it."""
    return min([until, *(day for day in days if day is not None)])
