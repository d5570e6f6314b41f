"""What one command recorded: entries of one file, one after the other, that bear the id of the first of them.

What nobody asked for, such as a plan's version that was taken up on the way, bears none.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from coopctl.domain.record.corrections import ALWAYS, RETRACTION, command_of, numbered, root_of
from coopctl.domain.record.entries import Entry, is_entry_id
from coopctl.ledger.journal.corrections import in_force
from coopctl.ledger.journal.journal import COLUMNS, entry_of, find_entry, understood
from coopctl.ledger.journal.versions import stands

_NOW = f"'{ALWAYS}'"
_BEARS = "body ->> '$.command'"
_OWN = f"""
select {COLUMNS} from journal
where replica = (select label from replica) and {_BEARS} is not null order by seq desc"""
_AT = f"select {_BEARS} = :command from journal where replica = :replica and seq = :seq"
_IDS = "(select value from json_each(:ids))"
# Entries in force that correct or take back some, and that confirm or dispute some.
_REPLACING = f"""
select {COLUMNS}, replaces from journal where replaces in {_IDS} and {in_force("id", _NOW)}"""
_VERDICTS = f"""
select {COLUMNS}, cast(body ->> '$.entry' as text) from journal indexed by journal_by_confirmed
where kind = 'confirmation' and cast(body ->> '$.entry' as text) in {_IDS}
  and {in_force("id", _NOW)}"""
_SIGNINGS = f"""
select {COLUMNS}, body ->> '$.version' from journal
where kind = 'signing' and body ->> '$.version' in {_IDS} and {in_force("id", _NOW)}"""
_OF_ACTION = f"""
select {COLUMNS}, item from journal
where plan = :plan and item = :action and kind in ('update', 'outcome', 'extension')
  and {in_force("id", _NOW)}"""


class Since(NamedTuple):
    """An entry that rests on another, and what it rests on: an entry, or a meeting's action."""

    entry: Entry
    on: str


def find_newest(connection: sqlite3.Connection) -> list[Entry]:
    """Return what the newest command of this file recorded of which something is in force, oldest first.

    Empty where there is none.
    """
    for _command, entries in groupby(_list_own(connection), command_of):
        found = list(entries)[::-1]
        if any(stands(connection, entry) for entry in found):
            return [understood(entry) for entry in found]
    return []


def _list_own(connection: sqlite3.Connection) -> Iterator[Entry]:
    return map(entry_of, connection.execute(_OWN))


def find_span(connection: sqlite3.Connection, entry: Entry) -> tuple[str, str]:
    """Return the first and the last id of what the same command recorded; its own twice where it is alone."""
    command = command_of(entry)
    if command is None:
        return entry.id, entry.id
    step, last = 1, entry.seq
    while step:
        values = {"replica": entry.replica, "seq": last + step, "command": command}
        found = connection.execute(_AT, values).fetchone()
        if found is not None and found[0]:
            last, step = last + step, step * 2
        else:
            step //= 2
    return command, f"{entry.replica}-{last}"


def list_since(connection: sqlite3.Connection, entries: Sequence[Entry]) -> list[Since]:
    """Return what rests on entries that would go, and is not of the same command, in no order.

    Those of them that somebody took back already are passed over. What took something back goes too: then
    that which it took back comes, and nothing rests on it.
    """
    everything = [*entries, *_going(connection, entries)]
    seen = {entry.id for entry in everything}
    replacing = list(_find_since(connection, _REPLACING, everything))
    gone = {one.on for one in replacing if one.entry.kind == RETRACTION}
    going = [entry for entry in everything if entry.id not in gone]
    found = [one for one in replacing if one.on not in gone]
    for query in (_VERDICTS, _SIGNINGS):
        found += _find_since(connection, query, going)
    for meeting in (one for one in going if one.kind == "meeting"):
        found += _on_actions(connection, meeting)
    others = {one.entry.id: one for one in reversed(found) if one.entry.id not in seen}
    return list(others.values())


def _find_since(
    connection: sqlite3.Connection, query: str, entries: Sequence[Entry]
) -> Iterator[Since]:
    ids = {"ids": json.dumps([entry.id for entry in entries])}
    for row in connection.execute(query, ids):
        yield Since(entry_of(row[:-1]), row[-1])


def _going(connection: sqlite3.Connection, entries: Sequence[Entry]) -> Iterator[Entry]:
    """Yield what is in force because something that had taken it back was taken back."""
    for entry in entries:
        if entry.kind == RETRACTION:
            base = find_base(connection, entry)
            if base.id != entry.id and stands(connection, base):
                yield base


def _on_actions(connection: sqlite3.Connection, meeting: Entry) -> Iterator[Since]:
    """Yield the records about actions that go with a version of a meeting."""
    root = root_of(meeting) or meeting.id
    before = find_entry(connection, meeting.replaces) if meeting.replaces else None
    kept = {one["number"] for one in numbered(before.body.get("actions", ()))} if before else set()
    for action in numbered(meeting.body.get("actions", ())):
        if action["number"] in kept:
            continue
        values = {"plan": meeting.plan, "action": f"{root}/{action['number']}"}
        for row in connection.execute(_OF_ACTION, values):
            yield Since(entry_of(row[:-1]), row[-1])


def find_base(connection: sqlite3.Connection, entry: Entry) -> Entry:
    """Return what an entry is about in the end: for what takes something back, that."""
    base, seen = entry, {entry.id}
    while base.kind == RETRACTION and is_entry_id(base.replaces or ""):
        found = find_entry(connection, base.replaces or "")
        if found is None or found.id in seen:
            break
        base = found
        seen.add(base.id)
    return base
