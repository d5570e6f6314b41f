"""The names of closed periods that something belongs to: asked whenever anything is recorded."""

import sqlite3
from datetime import date

from coopctl.domain.record.corrections import ALWAYS
from coopctl.ledger.journal.corrections import in_force

# Names of the periods in force whose day is that one or later, the nearest first.
_OVER = f"""
select cast(body ->> '$.name' as text) from journal
where kind = 'period' and plan = :plan and happened_on >= :day
  and {in_force("id", f"'{ALWAYS}'")}
order by happened_on, placed_at limit :most"""


def names_over(connection: sqlite3.Connection, plan: str, day: date, most: int) -> list[str]:
    """Return the names of closed periods that a thing of that day belongs to, at most so many."""
    values = {"plan": plan, "day": day.isoformat(), "most": most}
    return [name for (name,) in connection.execute(_OVER, values)]
