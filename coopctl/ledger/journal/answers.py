"""Answers that were recorded from a sheet: by what they are known again."""

import json
import sqlite3
from typing import NamedTuple

from coopctl.domain.record.corrections import ALWAYS
from coopctl.domain.record.entries import Body
from coopctl.ledger.journal.corrections import in_force

# Rows (key, entry, who answered as JSON), oldest first.
_ANSWERS = f"""
select cast(body ->> '$.answer' as text), id, body -> '$.answered' from journal
where plan = :plan and item = :item and kind = 'update' and body ->> '$.answer' is not null
  and {in_force("id", f"'{ALWAYS}'")}
order by place"""


class RecordedAnswer(NamedTuple):
    """An answer that is in the ledger: its entry, and who answered, as the sheet said; None where it did not."""

    entry: str
    answered: Body | None


def list_answers(connection: sqlite3.Connection, plan: str, item: str) -> dict[str, RecordedAnswer]:
    """Return the answers about an item or action that are in force, as corrected or not, by their keys."""
    rows = connection.execute(_ANSWERS, {"plan": plan, "item": item}).fetchall()
    return {key: RecordedAnswer(entry, _stated(answered)) for key, entry, answered in rows}


def _stated(text: str | None) -> Body | None:
    stated = json.loads(text) if text else None
    return stated if isinstance(stated, dict) and isinstance(stated.get("name"), str) else None
