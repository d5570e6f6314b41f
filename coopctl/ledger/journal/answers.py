"""Answers that were recorded from a sheet: by what they are known again."""

import sqlite3

from coopctl.domain.record.corrections import ALWAYS
from coopctl.ledger.journal.corrections import in_force

_KEYS = f"""
select body ->> '$.answer' from journal
where plan = :plan and item = :item and kind = 'update' and body ->> '$.answer' is not null
  and {in_force("id", f"'{ALWAYS}'")}"""


def list_answer_keys(connection: sqlite3.Connection, plan: str, item: str) -> set[str]:
    """Return the keys of the answers about an item or action that are in force, as corrected or not."""
    rows = connection.execute(_KEYS, {"plan": plan, "item": item})
    return {str(key) for (key,) in rows}
