"""Late entries: what was recorded after a period was closed and belongs to it by its day."""

import json
import sqlite3
from collections.abc import Iterator

from coopctl.domain.record.closed_periods import ClosedPeriod
from coopctl.domain.record.corrections import ALWAYS, root_of
from coopctl.domain.record.entries import Entry, is_entry_id
from coopctl.ledger.journal.corrections import in_force
from coopctl.ledger.journal.heads import LAST
from coopctl.ledger.journal.journal import COLUMNS, AlteredEntry, entry_of, find_entry

# What may change the figures by its day: all that is recorded of items and actions.
_KINDS = ("update", "meeting", "outcome", "extension", "retraction", "confirmation")
# Up to so many entries after the closing it is quicker to look at each than at those of before.
_FEW = 20_000

_LIVE = in_force("j.replica || '-' || j.seq", ":known_at")
# `+` keeps the other indexes out of it: few entries are looked at, whatever the statistics say.
_BY_NUMBER = f"""
select {COLUMNS} from journal as j
where replica = :replica and seq > :seq and +plan = :plan and +happened_on <= :as_of
  and +kind in (select value from json_each(:kinds)) and {_LIVE}"""
_BY_DAY = f"""
select {COLUMNS} from journal as j indexed by journal_by_kind
where kind in (select value from json_each(:kinds)) and plan = :plan and happened_on <= :as_of
  and replica = :replica and seq > :seq and {_LIVE}"""
# Corrections with a later day: (id, what they go back to)
_CORRECTIONS = f"""
select j.id, coalesce(cast(j.body ->> '$.correction.first' as text), j.replaces)
from journal as j indexed by journal_by_replaced
where replaces is not null and plan = :plan and happened_on > :as_of
  and kind in (select value from json_each(:kinds)) and {_LIVE}"""


def list_late(
    connection: sqlite3.Connection, closed: ClosedPeriod, known_at: str = ALWAYS
) -> list[Entry]:
    """Return the entries in force then that the period would have counted, by day and time of recording.

    Those count too that corrected, or took back, one that it did count.
    """
    found = [
        *_dated_before(connection, closed, known_at),
        *_correcting(connection, closed, known_at),
    ]
    return sorted(found, key=lambda one: (one.happened_on, one.recorded_at, one.replica, one.seq))


def find_corrected(connection: sqlite3.Connection, entry: Entry) -> Entry | None:
    """Return what an entry corrects or takes back, by its first version; None where it is a first one."""
    first = root_of(entry)
    root = entry.replaces if first == entry.id else first
    try:
        return find_entry(connection, root) if root and is_entry_id(root) else None
    except AlteredEntry:  # who shows that entry names it
        return None


def is_late(entry: Entry, closed: ClosedPeriod, corrected: Entry | None) -> bool:
    """Tell whether an entry belongs to a closed period by its day, but came after the closing.

    So does one that corrects, or takes back, what belongs to it: `corrected`, as `find_corrected`.
    """
    of_counted = (
        corrected is not None and closed.had(corrected.id) and corrected.happened_on <= closed.as_of
    )
    return (
        entry.plan == closed.plan
        and entry.kind in _KINDS
        and (entry.happened_on <= closed.as_of or of_counted)
        and not closed.had(entry.id)
        and not _undoes_the_unseen(entry, closed)
    )


def _dated_before(
    connection: sqlite3.Connection, closed: ClosedPeriod, known_at: str
) -> Iterator[Entry]:
    for replica, last in connection.execute(LAST).fetchall():
        had = closed.through.get(replica, 0)
        query = _BY_NUMBER if last - had <= _FEW else _BY_DAY
        values = _values(closed, known_at) | {"replica": replica, "seq": had}
        for row in connection.execute(query, values):
            entry = entry_of(row)
            if not _undoes_the_unseen(entry, closed):
                yield entry


def _undoes_the_unseen(entry: Entry, closed: ClosedPeriod) -> bool:
    """Tell whether an entry takes back what the period never counted: nothing comes of the two."""
    return entry.kind == "retraction" and not _had(closed, entry.replaces or "")


def _correcting(
    connection: sqlite3.Connection, closed: ClosedPeriod, known_at: str
) -> Iterator[Entry]:
    for entry_id, root in connection.execute(_CORRECTIONS, _values(closed, known_at)).fetchall():
        if _had(closed, entry_id) or not _had(closed, root):
            continue
        first, entry = find_entry(connection, root), find_entry(connection, entry_id)
        if first is not None and entry is not None and first.happened_on <= closed.as_of:
            yield entry


def _had(closed: ClosedPeriod, entry_id: str) -> bool:
    return is_entry_id(entry_id) and closed.had(entry_id)


def _values(closed: ClosedPeriod, known_at: str) -> dict[str, object]:
    return {
        "plan": closed.plan,
        "as_of": closed.as_of.isoformat(),
        "kinds": json.dumps(_KINDS),
        "known_at": known_at,
    }
