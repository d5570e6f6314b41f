"""What became of a periodic item's periods: which entry fulfilled each one, looked up by index."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from coopctl.domain.plan.periods import Cycle, Duty, Extension, Period, state_of
from coopctl.domain.words.dates import Due
from coopctl.ledger.journal.corrections import in_force
from coopctl.ledger.journal.journal import day_of

_LIVE = f"""one.plan = :plan and one.item = :item and one.recorded_at <= :known_at
      and {in_force("one.replica || '-' || one.seq")}"""
# `desc` reads the same index backwards.
_ORDER_OF = "one.happened_on {way}, one.placed_at {way}, one.replica {way}, one.seq {way}"
_ORDER = f"order by {_ORDER_OF} limit 1"


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
_BEFORE = f"select {_SAID} from json_each(:periods) as p order by p.key"
# Rows (entry, its day), the outcomes first, then in their order.
_ENTRIES = f"""
select one.id, one.happened_on from journal as one indexed by journal_by_target
where one.kind in ('outcome', 'update') and one.happened_on between :first and min(:last, :as_of) and {_LIVE}
order by one.kind, {_ORDER_OF.format(way="asc")}"""
# Rows (period, new due as written, its day, document), the later in the place of the earlier.
_EXTENSIONS = f"""
select cast(one.body ->> '$.for' as text), cast(one.body ->> '$.due_text' as text),
  cast(one.body ->> '$.due' as text), cast(one.body ->> '$.document' as text)
from journal as one indexed by journal_by_target
where one.kind = 'extension' and one.body ->> '$.for' is not null and one.happened_on <= :as_of and {_LIVE}
order by {_ORDER_OF.format(way="asc")}"""

Target = tuple[str, str]  # a plan's id, and that of an item in it
Times = tuple[date, str]  # what had happened by a day, and was recorded by a stamp


def list_extensions(
    connection: sqlite3.Connection, target: Target, times: Times
) -> dict[str, Extension]:
    """Return the later deadlines of an item's periods, by the code of the period."""
    found = connection.execute(_EXTENSIONS, _values(target, times))
    return {
        period: Extension(Due(text or "", day_of(period, day)), document)
        for period, text, day, document in found
        if day
    }


def read_duties(
    connection: sqlite3.Connection,
    target: Target,
    cycle: Cycle,
    periods: Sequence[Period],
    times: Times,
) -> tuple[Duty, ...]:
    """Return what became of the periods of an item, by its plan and id, in their order.

    Raises: AlteredEntry where one has no day that can be read.
    """
    if not periods:
        return ()
    values = _values(target, times)
    values["periods"] = json.dumps(periods, default=date.isoformat)
    if any(period.code in cycle.extensions for period in periods):
        fulfilled: Iterable[_Fulfilled] = _share_out(connection, cycle, periods, values)
    else:
        fulfilled = connection.execute(_PERIODS, values)
    return tuple(
        _duty(cycle, period, found, times[0])
        for period, found in zip(periods, fulfilled, strict=True)
    )


def _values(target: Target, times: Times) -> dict[str, str]:
    (plan, item), (as_of, known_at) = target, times
    return {"plan": plan, "item": item, "as_of": as_of.isoformat(), "known_at": known_at}


_Fulfilled = tuple[str | None, str | None, str | None]  # as a row of `_PERIODS`


def _duty(cycle: Cycle, period: Period, found: _Fulfilled, as_of: date) -> Duty:
    entry, on, said = found
    due, extension = cycle.due(period), cycle.extensions.get(period.code)
    return Duty(
        *period, state_of(due, entry, said, as_of), entry, day_of(entry, on or "") if entry else None,
        due, extension.due.text if extension else None, extension.document if extension else None,
    )  # fmt: skip


def _share_out(
    connection: sqlite3.Connection,
    cycle: Cycle,
    periods: Sequence[Period],
    values: Mapping[str, str],
) -> Iterator[_Fulfilled]:
    """Yield what fulfilled each period where some were extended into the next.

    An entry fulfils one period: the earliest that it is in time for and that has none of its own.
    """
    bounds = {
        "first": periods[0].first.isoformat(),
        "last": max(map(cycle.due, periods)).isoformat(),
    }
    entries = connection.execute(_ENTRIES, {**values, **bounds}).fetchall()
    before = connection.execute(_BEFORE, values)
    for period, (said,) in zip(periods, before, strict=True):
        own = _first_until(entries, period.first, period.last)
        found = own or _first_until(entries, period.first, cycle.due(period))
        if found is not None:
            entries.remove(found)
        yield (*(found or (None, None)), said)


def _first_until(
    entries: Sequence[tuple[str, str]], first: date, last: date
) -> tuple[str, str] | None:
    span = first.isoformat(), last.isoformat()
    return next((entry for entry in entries if span[0] <= entry[1] <= span[1]), None)
