"""Closed periods in the ledger: which there are, and the journal as it was when one was closed."""

import json
import sqlite3
from collections.abc import Iterator

from coopctl.domain.record.closed_periods import ClosedPeriod, Head, period_of
from coopctl.domain.record.corrections import ALWAYS
from coopctl.domain.record.entries import Entry
from coopctl.domain.record.heads import ChainHead
from coopctl.ledger.journal import corrections
from coopctl.ledger.journal.corrections import in_force
from coopctl.ledger.journal.heads import LAST
from coopctl.ledger.journal.journal import COLUMNS, entry_of, understood
from coopctl.ledger.plan import compiled

_EVERY = f"""
select {COLUMNS} from journal
where kind = 'period' and {{plan}} and recorded_at <= :known_at and {in_force("id", ":known_at")}
order by plan, happened_on, placed_at, replica, seq"""
_HEAD = f"""
select j.replica, j.seq, j.hash, max(j.recorded_at, coalesce((select latest from late where entry = j.id), ''))
from ({LAST}) as last join journal as j on j.replica = last.replica and j.seq = last.seq
order by j.replica"""
# Of the entries that came after a closing, those under a stamp that it covers: the run right after it…
_AFTER = """
select id, recorded_at from journal where replica = :replica and seq > :seq order by seq"""
# … and those that this file noted as stamped before one that it had.
_LATE = "select entry from late"
_STAMPED = (
    "select 1 from journal where replica = :replica and seq = :seq and recorded_at <= :known_at"
)
# The same from the whole journal: for a period that another file closed.
_ANYWHERE = """
select journal.id from journal left join json_each(:through) as had on had.key = replica
where seq > coalesce(had.value, 0) and recorded_at <= :known_at"""


def list_closed(
    connection: sqlite3.Connection, plan: str | None = None, known_at: str = ALWAYS
) -> Iterator[ClosedPeriod]:
    """Yield the periods (of one plan) that were in force then, by plan and day."""
    for entry in list_entries(connection, plan, known_at):
        yield period_of(entry)


def list_entries(
    connection: sqlite3.Connection, plan: str | None = None, known_at: str = ALWAYS
) -> Iterator[Entry]:
    """Yield the entries of the periods (of one plan) that were in force then, by plan and day.

    Raises: AlteredEntry where one is not as this program writes it.
    """
    query = _EVERY.format(plan="true" if plan is None else "plan = :plan")
    for row in connection.execute(query, {"plan": plan, "known_at": known_at}):
        yield understood(entry_of(row))


def find_head(connection: sqlite3.Connection, now: str) -> Head:
    """Return how far the journal has come; what is recorded up to `now` counts as known."""
    rows = connection.execute(_HEAD).fetchall()
    newest = max((latest for *_head, latest in rows), default="")
    return Head(max(now, newest), tuple(ChainHead(*head) for *head, _latest in rows))


def list_unseen(connection: sqlite3.Connection, closed: ClosedPeriod) -> set[str]:
    """Return the entries that came after a period was closed, though their stamps say before."""
    if closed.replica != _label(connection):
        values = {"through": json.dumps(closed.through), "known_at": closed.known_at}
        found = {entry for (entry,) in connection.execute(_ANYWHERE, values)}
    else:
        found = set(_following(connection, closed))
        noted = [entry for (entry,) in connection.execute(_LATE) if not closed.had(entry)]
        found |= {entry for entry in noted if _stamped_before(connection, entry, closed.known_at)}
    return found - {closed.entry}


def _following(connection: sqlite3.Connection, closed: ClosedPeriod) -> Iterator[str]:
    """Yield what each replica wrote next, up to the first entry with a later stamp."""
    for replica, seq in closed.through.items():
        for entry, recorded_at in connection.execute(_AFTER, {"replica": replica, "seq": seq}):
            if recorded_at > closed.known_at:
                break
            yield entry


def _label(connection: sqlite3.Connection) -> str | None:
    row = connection.execute("select label from replica").fetchone()
    return row[0] if row else None


def _stamped_before(connection: sqlite3.Connection, entry_id: str, known_at: str) -> bool:
    replica, _, seq = entry_id.rpartition("-")
    values = {"replica": replica, "seq": int(seq), "known_at": known_at}
    return connection.execute(_STAMPED, values).fetchone() is not None


def shadow(connection: sqlite3.Connection, closed: ClosedPeriod) -> None:
    """Hide the plan tables, the views and the corrections behind those of when a period was closed."""
    compiled.shadow_version(connection, closed.known_at, closed.plan, closed.version)
    unseen = list_unseen(connection, closed)
    if unseen:
        corrections.hide(connection, unseen)
