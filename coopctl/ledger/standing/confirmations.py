"""What the other side said of entries: read through an index that holds nothing but verdicts.

Of each office its newest verdict in force counts, in the order of the day and of recording.
"""

import json
import sqlite3
from collections.abc import Collection, Iterator
from datetime import date

from coopctl.domain.record.confirmations import CONFIRMABLE, Confirmation, Verdict
from coopctl.domain.record.corrections import ALWAYS
from coopctl.domain.record.entries import Entry
from coopctl.ledger.journal.corrections import in_force, of_living
from coopctl.ledger.journal.journal import COLUMNS, entry_of

_ORDER = "({0}.happened_on, {0}.placed_at, {0}.replica, {0}.seq)"


def _verdicts(alias: str, entry: str, office: str, as_of: str, known_at: str) -> str:
    """Return the SQL conditions of `journal as alias` for the verdicts in force about an entry."""
    live = in_force(f"{alias}.replica || '-' || {alias}.seq", known_at)
    return (
        f"{alias}.kind = 'confirmation' and cast({alias}.body ->> '$.entry' as text) = {entry} "
        f"and {alias}.office <> coalesce({office}, '') and {alias}.happened_on <= {as_of} "
        f"and {alias}.recorded_at <= {known_at} and {live}"
    )


def _newest(entry: str, office: str, as_of: str, known_at: str) -> str:
    """Return the SQL after `from`: `journal as c`, each office's newest verdict about an entry."""
    times = (as_of, known_at)
    return f"""journal as c indexed by journal_by_confirmed
where {_verdicts("c", entry, office, *times)}
  and not exists (
    select 1 from journal as l indexed by journal_by_confirmed
    where {_verdicts("l", entry, office, *times)} and l.office = c.office
      and {_ORDER.format("l")} > {_ORDER.format("c")})"""


def confirmation_of(
    entry: str, office: str, as_of: str = ":as_of", known_at: str = ":known_at"
) -> str:
    """Return the SQL of an entry's confirmation; `entry` and `office` are SQL for its id and office.

    Where the ledger has no verdicts at all, nothing is looked up.
    """
    return f"""(case when exists (select 1 from journal where kind = 'confirmation') then coalesce((
  select case max(case c.body ->> '$.verdict' when 'disputed' then 2 when 'confirmed' then 1 end)
    when 2 then '{Confirmation.DISPUTED}' when 1 then '{Confirmation.CONFIRMED}' end
  from {_newest(entry, office, as_of, known_at)}
), '{Confirmation.UNCONFIRMED}') else '{Confirmation.UNCONFIRMED}' end)"""


# Rows (id, entry, verdict, office, author, happened_on, text), by entry, oldest first.
_ABOUT = f"""
select c.id, e.id, cast(c.body ->> '$.verdict' as text), c.office, c.author, c.happened_on,
  cast(coalesce(c.body ->> '$.reason', c.body ->> '$.note') as text)
from json_each(:ids) as wanted join journal as e
  on e.replica = substr(wanted.value, 1, instr(wanted.value, '-') - 1)
  and e.seq = cast(substr(wanted.value, instr(wanted.value, '-') + 1) as integer)
join {_newest("e.id", "e.office", ":as_of", ":known_at")}
  and c.body ->> '$.verdict' in ('{Confirmation.CONFIRMED}', '{Confirmation.DISPUTED}')
order by wanted.key, {_ORDER.format("c").strip("()")}"""

_DISPUTED = f"""
select {", ".join(f"journal.{column}" for column in COLUMNS.split(", "))} from journal
where journal.place in (
  select e.place from journal as c join journal as e
    on e.replica = substr(c.body ->> '$.entry', 1, instr(c.body ->> '$.entry', '-') - 1)
    and e.seq = cast(substr(c.body ->> '$.entry', instr(c.body ->> '$.entry', '-') + 1) as integer)
  where c.kind = 'confirmation' and c.body ->> '$.verdict' = 'disputed')
and journal.kind in (select value from json_each(:kinds)) and (:plan is null or journal.plan = :plan)
and journal.happened_on <= :as_of and journal.recorded_at <= :known_at and {in_force("journal.id")}
and {of_living("journal.item")} and {confirmation_of("journal.id", "journal.office")} = 'disputed'
order by journal.plan, journal.happened_on, journal.placed_at, journal.replica, journal.seq"""


def list_verdicts(
    connection: sqlite3.Connection,
    entries: Collection[str],
    as_of: date | None = None,
    known_at: str = ALWAYS,
) -> dict[str, tuple[Verdict, ...]]:
    """Return each office's newest verdict about these entries, by entry, oldest first."""
    values = {
        "ids": json.dumps(list(entries)),
        "as_of": as_of.isoformat() if as_of else ALWAYS,
        "known_at": known_at,
    }
    found: dict[str, tuple[Verdict, ...]] = {}
    for id_, entry, verdict, office, author, on, text in connection.execute(_ABOUT, values):
        one = Verdict(id_, entry, verdict, office, author, date.fromisoformat(on), text)
        found[entry] = (*found.get(entry, ()), one)
    return found


def list_disputed(
    connection: sqlite3.Connection,
    plan: str | None,
    as_of: date,
    known_at: str = ALWAYS,
    kinds: Collection[str] = CONFIRMABLE,
) -> Iterator[Entry]:
    """Yield the entries in force of these kinds that are disputed, by plan, oldest first."""
    values = {
        "kinds": json.dumps(list(kinds)),
        "plan": plan,
        "as_of": as_of.isoformat(),
        "known_at": known_at,
    }
    for row in connection.execute(_DISPUTED, values):
        yield entry_of(row)
