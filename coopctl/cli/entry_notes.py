"""What to say beside an entry: what a version of the plan changed, and for which period it is late."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence

from coopctl.cli.plan_versions import describe_versions
from coopctl.domain.entries import Entry
from coopctl.domain.messages import N_, Message, msg
from coopctl.domain.periods import Period
from coopctl.ledger import late, periods


def notes_on(
    connection: sqlite3.Connection, entries: Sequence[Entry]
) -> Mapping[str, Sequence[Message]]:
    """Return what there is to say of the entries, by their ids; nothing of most."""
    closed = list(periods.list_closed(connection))
    changes = describe_versions(connection, entries)
    return {entry.id: (*changes.get(entry.id, ()), *_lateness(entry, closed)) for entry in entries}


def _lateness(entry: Entry, closed: Sequence[Period]) -> Iterator[Message]:
    names = tuple(f"“{one.name}”" for one in closed if late.is_late(entry, one))
    if names:
        yield msg(N_("late for {names}"), names=names)
