"""Corrections in the ledger: which entries are in force, kept beside the journal as it grows.

`superseded` is derived from the journal alone and can be rebuilt at any time: for each entry that
was ever replaced, the times during which it was not in force.
"""

import sqlite3
from collections.abc import Iterator

from coopctl.domain.record.corrections import FOR_EVER, Link, Span, superseded_spans

_COLUMNS = (
    "id, recorded_at, replaces, kind = 'retraction' and not coalesce(body ->> '$.whole', false)"
)
_BY_ID = f"select {_COLUMNS} from journal where replica = :replica and seq = :seq"
_REPLACING = f"select {_COLUMNS} from journal where replaces = :id"
_REPLACED = "select distinct replaces from journal where replaces is not null"
_INSERT = "insert or replace into superseded values (?, ?, ?)"


def in_force(entry: str, known_at: str = ":known_at") -> str:
    """Return the SQL condition that an entry was in force, as known at a moment."""
    return (
        f"not exists (select 1 from superseded where superseded.entry = {entry} "
        f"and superseded.since <= {known_at} and superseded.until > {known_at})"
    )


def of_living(item: str, known_at: str = ":known_at") -> str:
    """Return the SQL condition that an entry is about no action of a meeting that was taken back.

    The meetings taken back are few and looked up once a query; an item costs only the first test.
    """
    return f"""(instr(coalesce({item}, ''), '/') = 0
  or substr({item}, 1, instr({item}, '/') - 1) not in ({gone_meetings(known_at)}))"""


def gone_meetings(known_at: str = ":known_at") -> str:
    """Return the SQL of the meetings that were taken back whole, by the ids they had first: `entry`."""
    return f"""
    select gone.entry from superseded as gone join journal as meeting
      on meeting.replica = substr(gone.entry, 1, instr(gone.entry, '-') - 1)
      and meeting.seq = cast(substr(gone.entry, instr(gone.entry, '-') + 1) as integer)
    where gone.since <= {known_at} and gone.until > {known_at} and meeting.kind = 'meeting'
      and not exists (
        select 1 from journal as version
        where version.root = gone.entry and version.root <> version.replica || '-' || version.seq
          and version.recorded_at <= {known_at} and {in_force("version.id", known_at)})"""


def not_hidden(entry: str) -> str:
    """Return the SQL condition that an entry is not one of those that `hide` took out of sight."""
    return (
        f"not exists (select 1 from superseded where superseded.entry = {entry} "
        f"and superseded.since = '')"
    )


_SHADOW = """
create temp table superseded (
  entry text not null, since text not null, until text not null, primary key (entry, since)
) without rowid;
"""


def hide(connection: sqlite3.Connection, unseen: set[str]) -> None:
    """Answer on this connection as if the entries `unseen` were not there, nor their corrections.

    A temporary table takes the place of `superseded`: in it they were never in force.
    """
    connection.execute(_SHADOW)
    connection.execute("insert into temp.superseded select * from main.superseded")
    for entry in unseen:
        chain = _chain_of(connection, entry)
        ids = [(link.id,) for link in chain]
        connection.executemany("delete from temp.superseded where entry = ?", ids)
        seen = [link for link in chain if link.id not in unseen]
        connection.executemany(_INSERT, superseded_spans(seen))
    never = [(entry, "", FOR_EVER) for entry in unseen]
    connection.executemany(_INSERT, never)


def is_hidden(connection: sqlite3.Connection, entry_id: str) -> bool:
    """Tell whether an entry is one of those that `hide` took out of sight."""
    query = "select 1 from superseded where entry = ? and since = ''"
    return connection.execute(query, (entry_id,)).fetchone() is not None


def note_replaced(connection: sqlite3.Connection, entry_id: str) -> None:
    """Bring `superseded` up to date for the chain that an entry belongs to."""
    chain = _chain_of(connection, entry_id)
    connection.executemany("delete from superseded where entry = ?", [(link.id,) for link in chain])
    connection.executemany(_INSERT, superseded_spans(chain))


def list_spans(connection: sqlite3.Connection) -> Iterator[Span]:
    """Yield what `superseded` should hold, derived anew from the whole journal."""
    seen: set[str] = set()
    for (replaced,) in connection.execute(_REPLACED).fetchall():
        if replaced not in seen:
            chain = _chain_of(connection, replaced)
            seen |= {replaced, *(link.id for link in chain)}
            yield from superseded_spans(chain)


def rebuild(connection: sqlite3.Connection) -> None:
    """Derive `superseded` anew from the whole journal, inside the caller's transaction."""
    connection.execute("delete from superseded")
    for (replaced,) in connection.execute(_REPLACED).fetchall():
        note_replaced(connection, replaced)


def _chain_of(connection: sqlite3.Connection, entry_id: str) -> list[Link]:
    """Return all entries that are linked with one by what they replace."""
    found: dict[str, Link] = {}
    open_ids = [entry_id]
    while open_ids:
        one = open_ids.pop()
        if one in found:
            continue
        link = _find(connection, one)
        if link is not None:
            found[one] = link
            if link.replaces is not None:
                open_ids.append(link.replaces)
        open_ids += [row[0] for row in connection.execute(_REPLACING, {"id": one})]
    return list(found.values())


def _find(connection: sqlite3.Connection, entry_id: str) -> Link | None:
    replica, _, seq = entry_id.rpartition("-")
    if not seq.isdecimal():
        return None
    row = connection.execute(_BY_ID, {"replica": replica, "seq": int(seq)}).fetchone()
    return Link(row[0], row[1], row[2], bool(row[3])) if row else None
