"""The versions of an entry: which is in force, what took it back, what hangs on it.

What is asked here of single entries, `in_force` and `of_living` ask in queries over many.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from coopctl.domain.record.corrections import ALWAYS, RETRACTION, placed_at, root_of
from coopctl.domain.record.entries import Entry, is_entry_id
from coopctl.domain.record.meetings import actions_of
from coopctl.ledger.journal.corrections import in_force
from coopctl.ledger.journal.journal import (
    COLUMNS,
    entry_of,
    find_entry,
    find_in_force,
    list_replacements,
    list_versions,
    understood,
)

_STANDS = f"select 1 where {in_force(':id')}"
_ABOUT = f"""
select count(*) from journal
where plan = :plan and item = :item and kind in ('update', 'outcome', 'extension')
  and {in_force("id", f"'{ALWAYS}'")}"""
_FROM = """
from journal where plan = :plan and item = :item and kind = :kind
  and (happened_on, placed_at, replica, seq) {than} (:day, :placed_at, :replica, :seq)"""
_ASIDE = f"insert or replace into superseded select id, '', '~' {_FROM.format(than='>=')}"
_LATER = f"""
select {COLUMNS} {_FROM.format(than=">")} and body ->> '$.for' is :period and {in_force("id", f"'{ALWAYS}'")}
order by happened_on desc, placed_at desc, replica desc, seq desc limit 1"""
_LAST = f"""
select {COLUMNS} from journal where replica = (select label from replica)
order by seq desc limit 1"""


class State(NamedTuple):
    """How an entry stands: in force; or another version of it is; or something took it back."""

    in_force: bool
    live: Entry | None = None
    taken_back_by: Entry | None = None


def find_state(connection: sqlite3.Connection, entry: Entry, known_at: str = ALWAYS) -> State:
    """Return how an entry stands, as known at a moment."""
    if _stands(connection, entry.id, known_at):
        return State(in_force=True)
    live = find_in_force(connection, root_of(entry) or entry.id, known_at)
    if live is not None:
        return State(in_force=False, live=live)
    last = next(_list_last(connection, entry, known_at), None)
    if last is not None and last.kind != RETRACTION:
        return State(in_force=False, live=last)
    return State(in_force=False, taken_back_by=last)


def _stands(connection: sqlite3.Connection, entry_id: str, known_at: str) -> bool:
    return (
        connection.execute(_STANDS, {"id": entry_id, "known_at": known_at}).fetchone() is not None
    )


def _list_last(connection: sqlite3.Connection, entry: Entry, known_at: str) -> Iterator[Entry]:
    """Yield what is in force at the end of the chain that begins with an entry."""
    open_ids, seen = [entry.id], set[str]()
    while open_ids:
        one = open_ids.pop()
        if one in seen:
            continue
        seen.add(one)
        for other in list_replacing(connection, one, known_at):
            if _stands(connection, other.id, known_at):
                yield other
            elif other.kind != RETRACTION and not _is_undone(connection, other, known_at):
                open_ids.append(other.id)


def _is_undone(connection: sqlite3.Connection, entry: Entry, known_at: str) -> bool:
    """Tell whether an entry's effect has ended: it was taken back by itself, not as a whole thing."""
    return any(
        one.kind == RETRACTION and not one.body.get("whole") and stands(connection, one, known_at)
        for one in list_replacing(connection, entry.id, known_at)
    )


def list_replacing(
    connection: sqlite3.Connection, entry_id: str, known_at: str = ALWAYS
) -> list[Entry]:
    """Return the entries that correct an entry or take it back, in force or not, oldest first."""
    found = (
        find_entry(connection, replacement)
        for replacement in list_replacements(connection, entry_id)
    )
    return [entry for entry in found if entry is not None and entry.recorded_at <= known_at]


def stands(connection: sqlite3.Connection, entry: Entry, known_at: str = ALWAYS) -> bool:
    """Tell whether an entry is in force, as known at a moment."""
    return _stands(connection, entry.id, known_at)


def list_earlier(connection: sqlite3.Connection, entry: Entry) -> list[Entry]:
    """Return what an entry replaces, and what that one replaces, the nearest first."""
    found: list[Entry] = []
    one: Entry | None = entry
    while one is not None and is_entry_id(one.replaces or ""):
        one = find_entry(connection, one.replaces or "")
        if one is None or one in found:
            break
        found.append(one)
    return found


def find_last(connection: sqlite3.Connection) -> Entry | None:
    """Return the entry that this ledger file itself recorded last; None where it has none."""
    row = connection.execute(_LAST).fetchone()
    return understood(entry_of(row)) if row else None


def find_later(connection: sqlite3.Connection, entry: Entry) -> Entry | None:
    """Return the newest entry in force of the same kind and about the same (period), if newer than this."""
    row = connection.execute(
        _LATER, {**_place_of(entry), "period": entry.body.get("for")}
    ).fetchone()
    return understood(entry_of(row)) if row else None


def count_records(connection: sqlite3.Connection, plan: str, item: str) -> int:
    """Return how many records in force there are about an item or action."""
    return int(connection.execute(_ABOUT, {"plan": plan, "item": item}).fetchone()[0])


def highest_number(connection: sqlite3.Connection, root: str) -> int:
    """Return the highest number that an action of a meeting ever had; 0 where it had none."""
    return max(
        (
            int(action["number"])
            for version in list_versions(connection, root)
            for action in actions_of(version)
        ),
        default=0,
    )


@contextmanager
def set_aside(connection: sqlite3.Connection, entry: Entry) -> Iterator[None]:
    """Answer for a while as if an entry, and those of its kind that came after it, were not there."""
    connection.execute("savepoint aside")
    try:
        connection.execute(_ASIDE, _place_of(entry))
        yield
    finally:
        if connection.in_transaction:
            connection.execute("rollback to aside")
            connection.execute("release aside")


def _place_of(entry: Entry) -> dict[str, object]:
    return {
        "plan": entry.plan, "item": entry.item, "kind": entry.kind, "replica": entry.replica,
        "seq": entry.seq, "day": entry.happened_on.isoformat(), "placed_at": placed_at(entry),
    }  # fmt: skip
