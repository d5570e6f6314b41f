"""How often items, actions and meetings were touched, and the deadlines and meetings that there ever were.

What was taken back counts too: a calendar takes a later edition only where its number is higher.
"""

import sqlite3
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from coopctl.domain.exchange.calendar import Edition, MeetingVersion
from coopctl.domain.plan.plan import Plan
from coopctl.domain.record.kinds.shapes import is_body
from coopctl.ledger.journal.corrections import not_hidden
from coopctl.ledger.journal.journal import COLUMNS, day_of, entry_of
from coopctl.ledger.plan import compiled
from coopctl.ledger.standing.standings import Moment

_KNOWN = f"recorded_at <= :known_at and {not_hidden('id')}"
# Rows (item or action, entries about it, stamp of the last)
_ITEMS = f"""
select item, count(*), max(recorded_at) from journal
where plan = :plan and item is not null and {_KNOWN} group by item"""
# Corrections that moved a record to another item touch the one that it left:
# rows (item left, corrections, stamp of the last)
_LEFT = f"""
with recursive moved (id, item, recorded_at, up) as (
  select id, item, recorded_at, replaces from journal
  where replaces is not null and plan = :plan and {_KNOWN}
  union
  select moved.id, moved.item, moved.recorded_at, old.replaces
  from moved join journal as old on old.replica = substr(up, 1, instr(up, '-') - 1)
    and old.seq = cast(substr(up, instr(up, '-') + 1) as integer)
  where old.replaces is not null
)
select old.item, count(distinct moved.id), max(moved.recorded_at)
from moved join journal as old on old.replica = substr(up, 1, instr(up, '-') - 1)
  and old.seq = cast(substr(up, instr(up, '-') + 1) as integer)
where old.item is not null and old.item is not moved.item group by old.item"""
# Versions, corrections and what takes them back: rows (kind, root or plan, entries, stamp of the last)
_CHAINS = f"""
with recursive chain (kind, root, id, recorded_at) as (
  select kind, case kind when 'plan' then plan else root end, id, recorded_at from journal
  where plan = :plan and kind in ('plan', 'meeting') and {_KNOWN}
  union
  select chain.kind, chain.root, j.id, j.recorded_at
  from chain join journal as j on j.replaces = chain.id where j.recorded_at <= :known_at
)
select kind, root, count(*), max(recorded_at) from chain where {not_hidden("id")}
group by kind, root"""
_VERSIONS = f"""
select {COLUMNS}, id, root from journal
where kind = 'meeting' and plan = :plan and happened_on <= :as_of and {_KNOWN} order by place"""

_PLANS = f"""
select json_extract(body, '$.plan'), recorded_at from journal
where kind = 'plan' and plan = :plan and {_KNOWN} order by place"""
# Rows: entry id, item or action id, due
_EXTENSIONS = f"""
select id, item, cast(body ->> '$.due' as text) from journal
where kind = 'extension' and body ->> '$.for' is null and plan = :plan and {_KNOWN} order by place"""


class Editions:
    """The editions of a plan's things, as known at a moment; `fallback` is the stamp of what no entry touched."""

    def __init__(
        self, connection: sqlite3.Connection, plan: str, moment: Moment, fallback: str
    ) -> None:
        values = _values(plan, moment)
        self._about: dict[str, Edition] = {}
        for query in (_ITEMS, _LEFT):
            for item, count, latest in connection.execute(query, values):
                self._about[item] = _sum(self._about.get(item), Edition(count, latest))
        self._chains = {
            (kind, root): Edition(count, latest)
            for kind, root, count, latest in connection.execute(_CHAINS, values)
        }
        self._plan, self._fallback = plan, fallback

    def of_item(self, item: str) -> Edition:
        """Return the edition of an item: the plan's versions and the entries about it."""
        return self._of(("plan", self._plan), item)

    def of_meeting(self, root: str) -> Edition:
        """Return the edition of a meeting: its versions, and what took it back."""
        return self._of(("meeting", root), None)

    def of_action(self, action: str) -> Edition:
        """Return the edition of an action: its meeting's versions and the entries about it."""
        return self._of(("meeting", action.partition("/")[0]), action)

    def _of(self, chain: tuple[str, str], about: str | None) -> Edition:
        both = _sum(self._chains.get(chain), self._about.get(about or ""))
        return Edition(max(both.number - 1, 0), both.recorded_at or self._fallback)


def _sum(one: Edition | None, other: Edition | None) -> Edition:
    parts = [part for part in (one, other) if part is not None]
    return Edition(
        sum(part.number for part in parts), max((part.recorded_at for part in parts), default="")
    )


def _values(plan: str, moment: Moment) -> dict[str, str]:
    return {"plan": plan, "known_at": moment.known_at, "as_of": moment.as_of.isoformat()}


def list_versions(
    connection: sqlite3.Connection, plan: str, moment: Moment
) -> Iterator[MeetingVersion]:
    """Yield every version of a plan's meetings, in force or not, oldest first."""
    for *row, entry_id, root in connection.execute(_VERSIONS, _values(plan, moment)):
        entry = entry_of(tuple(row))
        if is_body(entry.kind, entry.body):
            yield MeetingVersion(entry_id, root, entry.happened_on, entry.body)


def list_plans(
    connection: sqlite3.Connection, plan: str, moment: Moment
) -> Iterator[tuple[Plan, str | None]]:
    """Yield every version of a plan, oldest first, and the stamp of the next: None of the last."""
    rows = connection.execute(_PLANS, _values(plan, moment)).fetchall()
    for (definition, _recorded_at), (_next, end) in pairwise([*rows, (None, None)]):
        yield compiled.decode(plan, definition or "null"), end


def list_extended(connection: sqlite3.Connection, plan: str, moment: Moment) -> dict[str, date]:
    """Return the last deadline that an extension gave each item or action, in force or not."""
    rows = connection.execute(_EXTENSIONS, _values(plan, moment))
    return {item: day_of(entry, due) for entry, item, due in rows if item and due}
