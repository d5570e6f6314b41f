"""The journal read back by question: what happened lately, to one item, at one meeting.

Order: the day it happened, then when it came (`came_at`), replica and number. Of one replica's
entries of a day the numbers never run backwards, even if its clock did.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from coopctl.domain.record.corrections import ALWAYS
from coopctl.domain.record.entries import Entry
from coopctl.domain.record.kinds.shapes import is_body
from coopctl.ledger.journal.corrections import in_force, not_hidden
from coopctl.ledger.journal.journal import COLUMNS, entry_of


class Selection(NamedTuple):
    """Which entries: all where None. `target` is an item's or action's id, within `plan`.

    `office` is the party that recorded; `since` and `until` bound the day it happened, both included.
    """

    plan: str | None = None
    target: str | None = None
    kind: str | None = None
    office: str | None = None
    since: date | None = None
    until: date | None = None
    known_at: str = ALWAYS


_CONDITIONS = {
    "plan": "plan = :plan",
    "target": "(item = :target or (kind = 'meeting' and exists "
    "(select 1 from json_each(journal.body, '$.items') where value = :target)))",
    "kind": "kind = :kind",
    "office": "office = :office",
    "since": "happened_on >= :since",
    "until": "happened_on <= :until",
}
_NEWEST = (
    f"select {COLUMNS} from journal where {{where}} "
    "order by happened_on desc, came_at desc, replica desc, seq desc limit :limit"
)
_COUNT = "select count(*) from journal where {where}"
_REPLACED = (
    "select entry from superseded where entry in (select value from json_each(:ids)) "
    "and since <= :known_at and until > :known_at"
)

# What replaces some entries: one that is in force itself, or else a correction, comes last.
_REPLACING = f"""
select {COLUMNS} from journal
where replaces in (select value from json_each(:ids)) and recorded_at <= :known_at
order by {in_force("id")}, kind <> 'retraction', place"""

# Those whose id begins with a word, among the newest entries of all.
_BEGUN = f"""
select {COLUMNS} from journal
where place > (select coalesce(max(place), 0) from journal) - :newest
  and kind in (select value from json_each(:kinds))
  and substr(id, 1, length(:word)) = :word and {in_force("id", f"'{ALWAYS}'")}
order by place desc limit :most"""


def list_newest(
    connection: sqlite3.Connection, selection: Selection, limit: int = -1
) -> Iterator[Entry]:
    """Yield the entries of the selection, newest first; `limit` -1 is all."""
    query = _NEWEST.format(where=_where(selection))
    for row in connection.execute(query, _values(selection) | {"limit": limit}):
        yield entry_of(row)


def count(connection: sqlite3.Connection, selection: Selection) -> int:
    """Return how many entries the selection has."""
    query = _COUNT.format(where=_where(selection))
    return int(connection.execute(query, _values(selection)).fetchone()[0])


def list_begun(
    connection: sqlite3.Connection, kinds: Sequence[str], word: str, newest: int, most: int
) -> Iterator[Entry]:
    """Yield entries in force whose id begins so, newest first: at most so many of the `newest` of all."""
    import json

    values = {"kinds": json.dumps(kinds), "word": word, "newest": newest, "most": most}
    return map(entry_of, connection.execute(_BEGUN, values))


def _where(selection: Selection) -> str:
    stated = [text for name, text in _CONDITIONS.items() if getattr(selection, name) is not None]
    if selection.known_at != ALWAYS:
        stated += ["recorded_at <= :known_at", not_hidden("id")]
    return " and ".join(stated) or "true"


def _values(selection: Selection) -> dict[str, object]:
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in selection._asdict().items()
    }


def replaced_among(
    connection: sqlite3.Connection, entries: Sequence[Entry], known_at: str = ALWAYS
) -> set[str]:
    """Return the ids of those entries that are not in force: corrected or taken back."""
    import json

    ids = json.dumps([entry.id for entry in entries])
    rows = connection.execute(_REPLACED, {"ids": ids, "known_at": known_at})
    return {found for (found,) in rows}


def replacing_among(
    connection: sqlite3.Connection, entries: Sequence[Entry], known_at: str = ALWAYS
) -> dict[str, Entry]:
    """Return, by the ids of those entries that are not in force, what corrects them or took them back."""
    import json

    replaced = replaced_among(connection, entries, known_at)
    values = {"ids": json.dumps(sorted(replaced)), "known_at": known_at}
    found = map(entry_of, connection.execute(_REPLACING, values))
    return {
        entry.replaces: entry
        for entry in found
        if entry.replaces is not None and is_body(entry.kind, entry.body)
    }
