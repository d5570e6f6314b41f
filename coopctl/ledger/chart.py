"""How many entries happened in each month."""

import json
import sqlite3
from collections.abc import Collection
from datetime import date

from coopctl.domain.chart import COUNTED
from coopctl.ledger.corrections import in_force
from coopctl.ledger.standings import Moment

_KINDS = ", ".join(f"'{kind}'" for kind in COUNTED)
_PART = """and (j.item in (select value from json_each(:items))
  or exists (select 1 from json_each(j.body, '$.items') as discussed
    where discussed.value in (select value from json_each(:items))))"""
_LIVE = f"""
from journal as j
where j.kind in ({_KINDS}) and j.plan = :plan and j.happened_on <= :as_of
  and j.recorded_at <= :known_at and {in_force("j.id")}"""
# Rows: month (`2025-03`), kind, count
_COUNTS = (
    "select substr(j.happened_on, 1, 7) as month, j.kind, count(*) {live} {part} group by 1, 2"
)


def count_entries(
    connection: sqlite3.Connection, plan: str, items: Collection[str] | None, moment: Moment
) -> dict[tuple[str, str], int]:
    """Count a plan's entries by (`2025-03`, kind): all, or those about some items or discussing them."""
    query = _COUNTS.format(live=_LIVE, part="" if items is None else _PART)
    values = {
        "plan": plan, "items": json.dumps(sorted(items or ())),
        "as_of": moment.as_of.isoformat(), "known_at": moment.known_at,
    }  # fmt: skip
    rows = connection.execute(query, values)
    return {(month, kind): count for month, kind, count in rows}


def first_month(recorded: dict[tuple[str, str], int]) -> date | None:
    """Return the first month in which something happened; None without any."""
    months = sorted(month for month, _kind in recorded)
    return next(filter(None, map(_month, months)), None)


def _month(text: str) -> date | None:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:  # an altered ledger
        return None
