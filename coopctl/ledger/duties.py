"""What became of a periodic item's periods: which entry fulfilled each one, looked up by index."""

import json
import sqlite3
from collections.abc import Sequence
from datetime import date

from coopctl.domain.periods import Duty, Period, state_of
from coopctl.ledger.corrections import in_force
from coopctl.ledger.journal import day_of

_LIVE = f"""one.plan = :plan and one.item = :item and one.recorded_at <= :known_at
      and {in_force("one.replica || '-' || one.seq")}"""
# `desc` reads the same index backwards.
_ORDER = (
    "order by one.happened_on {way}, one.placed_at {way}, one.replica {way}, one.seq {way} limit 1"
)


def _first(kind: str) -> str:
    """Return the SQL of the first entry of a kind in the period `p`."""
    return f"""(
    select place from journal as one indexed by journal_by_target
    where one.kind = '{kind}' and one.happened_on >= p.value ->> 1
      and one.happened_on <= min(p.value ->> 2, :as_of) and {_LIVE} {_ORDER.format(way="asc")})"""


_SAID = f"""(
    select cast(one.body ->> '$.status' as text) from journal as one indexed by journal_by_target
    where one.kind = 'update' and one.happened_on < p.value ->> 1 and {_LIVE} {_ORDER.format(way="desc")})"""
# Rows (entry that fulfilled it, its day, else the status before it), by period.
_PERIODS = f"""
select f.id, f.happened_on, case when f.place is null then {_SAID} end
from json_each(:periods) as p
left join journal as f on f.place = coalesce({_first("outcome")}, {_first("update")})
order by p.key"""


def read_duties(
    connection: sqlite3.Connection,
    target: tuple[str, str],
    periods: Sequence[Period],
    as_of: date,
    known_at: str,
) -> tuple[Duty, ...]:
    """Return what became of the periods of an item, by its plan and id, in their order.

    Raises: AlteredEntry where one has no day that can be read.
    """
    if not periods:
        return ()
    plan, item = target
    values = {
        "plan": plan, "item": item, "as_of": as_of.isoformat(), "known_at": known_at,
        "periods": json.dumps(periods, default=date.isoformat),
    }  # fmt: skip
    found = connection.execute(_PERIODS, values)
    return tuple(
        Duty(
            *period,
            state_of(period, entry, said, as_of),
            entry,
            day_of(entry, on) if entry else None,
        )
        for period, (entry, on, said) in zip(periods, found, strict=True)
    )
