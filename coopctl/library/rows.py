"""The rows that only the library has: what commands print in parts, as one tuple."""

from datetime import date
from typing import NamedTuple

from coopctl.domain.record.entries import Body, Entry


class PlanRow(NamedTuple):
    """A plan: its id and title, the number and day of its document, the ids of its parties, how many items.

    `parties` has spaces between; `version` is the entry that holds the text in force, None before the first record.
    """

    plan: str
    title: str
    number: str | None
    date: date | None
    parties: str
    items: int
    version: str | None


class PlanStatus(NamedTuple):
    """The figures of a plan on a day, items without the withdrawn ones: how many in each class.

    `completed` and `cancelled` count by status; `withdrawn` are in no other number. `official_rate` is
    completed / (completed + overdue), `plain_rate` completed / all but cancelled; from 0 to 1, None without any.
    """

    plan: str
    title: str
    as_of: date
    total: int
    overdue: int
    due_soon: int
    in_time: int
    no_deadline: int
    done_on_time: int
    done_late: int
    done_no_deadline: int
    not_counted: int
    completed: int
    cancelled: int
    withdrawn: int
    official_rate: float | None
    plain_rate: float | None


class Record(NamedTuple):
    """An entry of the journal. `recorded_at` is UTC; `office` None where nobody stated one.

    `item` is the item or action that it is about; `replaces` the entry in whose place it stands. `replaced_by`
    is what stands in its place, or took it back; None of what is in force. `body` holds the fields that
    were stated, by name, as the journal keeps them (days as ISO text).
    """

    id: str
    kind: str
    plan: str
    item: str | None
    happened_on: date
    recorded_at: str
    author: str
    office: str | None
    replaces: str | None
    replaced_by: str | None
    body: Body


def record_of(entry: Entry, replaced_by: Entry | None = None) -> Record:
    """Return an entry as the library shows it."""
    return Record(
        entry.id, entry.kind, entry.plan, entry.item, entry.happened_on, entry.recorded_at, entry.author,
        entry.office, entry.replaces, replaced_by.id if replaced_by else None, entry.body,
    )  # fmt: skip
