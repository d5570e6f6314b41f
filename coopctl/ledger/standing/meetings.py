"""The meetings of a plan, for a line each: when, what they were, what they discussed."""

import sqlite3
from collections.abc import Iterator

from coopctl.domain.standing.timeline import Meeting
from coopctl.ledger.journal.corrections import in_force
from coopctl.ledger.journal.journal import day_of
from coopctl.ledger.standing.standings import Moment

# Rows: entry id, root, happened_on, until, title, items (ids, space-separated)
_MEETINGS = f"""
select m.id, m.root, m.happened_on, cast(m.body ->> '$.until' as text),
  coalesce(cast(m.body ->> '$.title' as text), ''),
  coalesce((select group_concat(value, ' ') from json_each(m.body, '$.items')), '')
from journal as m
where m.kind = 'meeting' and m.plan = :plan and m.happened_on <= :as_of
  and m.recorded_at <= :known_at and {in_force("m.id")}
order by m.happened_on, m.placed_at, m.replica, m.seq"""


def list_meetings(connection: sqlite3.Connection, plan: str, moment: Moment) -> Iterator[Meeting]:
    """Yield a plan's meetings as known at the moment, oldest first."""
    values = {"plan": plan, "as_of": moment.as_of.isoformat(), "known_at": moment.known_at}
    for entry, root, on, until, title, items in connection.execute(_MEETINGS, values):
        last = day_of(entry, until) if until else None
        yield Meeting(root, day_of(entry, on), last, title, tuple(str(items).split()))
