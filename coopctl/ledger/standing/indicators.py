"""How indicators stand: the plan's targets and the values that outcomes state, indicator by indicator.

The outcomes of an item are found through the index that standings use; nothing else is read.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from coopctl.domain.plan.indicators import IndicatorRow, StatedValue, evidence_names, measure
from coopctl.domain.plan.plan import PERCENT, PeriodTarget
from coopctl.domain.record.kinds.shapes import is_body
from coopctl.ledger.journal.corrections import in_force
from coopctl.ledger.journal.journal import AlteredEntry
from coopctl.ledger.standing.standings import Moment, Scope

_Key = tuple[str, str, str]  # plan, item, indicator

# Rows: plan, area, item, indicator, title, unit, counts, baseline, target; then an outcome's id, day and body,
# or nothing where there is none.
_INDICATORS = f"""
select i.plan, t.area, i.item, i.id,
  coalesce(i.title_{{language}}, i.title_vi, i.title_en, ''),
  coalesce(i.unit_{{language}}, i.unit_vi, i.unit_en), i.counts, i.baseline, i.target,
  o.id, o.happened_on, o.body
from indicators as i join items as t on t.plan = i.plan and t.id = i.item
left join journal as o indexed by journal_by_target
  on o.plan = i.plan and o.item = i.item and o.kind = 'outcome'
  and o.happened_on <= :as_of and o.recorded_at <= :known_at and {in_force("o.id")}
  and o.body ->> '$.indicator' = i.id and o.body ->> '$.value' is not null
where {{where}}
order by i.plan, t.position, i.position, o.happened_on, o.placed_at, o.replica, o.seq"""

# Rows: plan, item, indicator, period, first, last, target
_TARGETS = """
select i.plan, i.item, i.indicator, i.period, i.first, i.last, i.target
from indicator_targets as i join items as t on t.plan = i.plan and t.id = i.item
where {where}
order by i.plan, i.item, i.indicator, i.position"""

# What is withdrawn counts nowhere; asked for by itself it is shown.
_CONDITIONS = {
    "plan": "i.plan = :plan",
    "area": "t.area = :area",
    "item": "i.item = :item",
}
_NOT_WITHDRAWN = "t.withdrawn_vi is null and t.withdrawn_en is null"


def list_indicator_rows(
    connection: sqlite3.Connection, scope: Scope, moment: Moment, language: str
) -> Iterator[IndicatorRow]:
    """Yield the indicators of the scope, each as a whole and then by period, in the plan's order.

    Raises: AlteredEntry where an outcome is none that this program writes.
    """
    values = {
        **scope._asdict(), "as_of": moment.as_of.isoformat(), "known_at": moment.known_at,
    }  # fmt: skip
    where = _where(scope)
    targets = _list_targets(connection, where, values)
    query = _INDICATORS.format(language="en" if language == "en" else "vi", where=where)
    rows = connection.execute(query, values)
    for head, group in groupby(rows, key=lambda row: row[:9]):
        plan, area, item, indicator, title, unit, counts, baseline, target = head
        shown = unit or ("%" if counts == PERCENT else None)
        row = IndicatorRow(
            plan, area, item, indicator, title, shown, counts, None, None, None,
            baseline, target, None, None, 0, 0, None, None,
        )  # fmt: skip
        stated = [_read_outcome(*found[9:]) for found in group if found[9] is not None]
        yield from measure(row, targets.get((plan, item, indicator), []), stated, moment.as_of)


def _where(scope: Scope) -> str:
    stated = [text for name, text in _CONDITIONS.items() if getattr(scope, name) is not None]
    return " and ".join(stated if scope.item is not None else [*stated, _NOT_WITHDRAWN])


def _list_targets(
    connection: sqlite3.Connection, where: str, values: dict[str, Any]
) -> dict[_Key, list[PeriodTarget]]:
    rows: Iterable[tuple[Any, ...]] = connection.execute(_TARGETS.format(where=where), values)
    found: dict[_Key, list[PeriodTarget]] = {}
    for plan, item, indicator, period, first, last, target in rows:
        days = date.fromisoformat(first), date.fromisoformat(last)
        found.setdefault((plan, item, indicator), []).append(PeriodTarget(period, *days, target))
    return found


def _read_outcome(entry: str, happened_on: str, text: str) -> StatedValue:
    try:
        body, on = json.loads(text), date.fromisoformat(happened_on)
    except ValueError as error:
        raise AlteredEntry(entry) from error
    if not is_body("outcome", body):
        raise AlteredEntry(entry)
    return StatedValue(on, Decimal(body["value"]), evidence_names(body.get("evidence", ())))
