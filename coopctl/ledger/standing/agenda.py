"""The journal asked for an agenda: earlier meetings, the newest news, results without evidence."""

import json
import sqlite3
from collections.abc import Iterator, Sequence

from coopctl.domain.standing.agenda import AgendaMeeting, Bare, News
from coopctl.ledger.journal.corrections import in_force
from coopctl.ledger.journal.journal import day_of
from coopctl.ledger.standing.standings import Moment, Scope

Target = tuple[str, str]  # a plan's id, and that of an item or action in it

_IN_SCOPE = "in (select id from plans where :plan is null or id = :plan)"


def _known(entry: str) -> str:
    """Return the condition that an entry of that name in the query counts at the moment."""
    return (
        f"{entry}.happened_on <= :as_of and {entry}.recorded_at <= :known_at "
        f"and {in_force(f'{entry}.id')}"
    )


# The day itself is left out: a meeting on it is the one whose agenda this is.
_MEETINGS = f"""
select m.root, m.plan, m.happened_on, m.placed_at, m.replica, m.seq,
  coalesce(cast(m.body ->> '$.title' as text), ''), cast(m.body ->> '$.number' as text),
  cast(coalesce((select group_concat(value, ' ') from json_each(m.body, '$.items')), '') as text)
from journal as m
where m.kind = 'meeting' and m.plan {_IN_SCOPE} and m.happened_on < :as_of and {_known("m")}"""

_BARE = f"""
select o.plan, o.item, o.id, o.happened_on, coalesce(cast(o.body ->> '$.title' as text), '')
from journal as o
where o.kind = 'outcome' and o.plan {_IN_SCOPE} and {_known("o")}
  and coalesce(json_array_length(o.body, '$.evidence'), 0) = 0"""

_TARGETS = "(select value ->> 0 as plan, value ->> 1 as target from json_each(:targets))"


def _newest(kind: str) -> str:
    return f"""(
    select place from journal as one indexed by journal_by_target
    where one.plan = t.plan and one.item = t.target and one.kind = '{kind}' and {_known("one")}
    order by one.happened_on desc, one.placed_at desc, one.replica desc, one.seq desc limit 1)"""


_NEWS = f"""
select t.plan, t.target, n.id, n.happened_on, n.placed_at, n.replica, n.seq,
  iif(n.kind = 'update', cast(n.body ->> '$.difficulty' as text), null),
  iif(n.kind = 'update', cast(n.body ->> '$.proposal' as text), null)
from {_TARGETS} as t join journal as n on n.place = (
  select place from journal as any_kind
  where place in ({_newest("update")}, {_newest("outcome")}, {_newest("extension")})
  order by happened_on desc, placed_at desc, replica desc, seq desc limit 1)"""

_UNPROVEN = f"""
select t.plan, t.target from {_TARGETS} as t where not exists (
  select 1 from journal as e indexed by journal_by_target
  where e.plan = t.plan and e.item = t.target and e.kind in ('update', 'outcome')
    and json_array_length(e.body, '$.evidence') > 0 and {_known("e")})"""


def list_meetings(
    connection: sqlite3.Connection, scope: Scope, moment: Moment
) -> Iterator[AgendaMeeting]:
    """Yield the meetings before the moment's day, in no order."""
    for row in connection.execute(_MEETINGS, _values(scope, moment)):
        root, plan, on, placed_at, replica, seq, title, number, items = row
        day_of(root, on)
        order = (on, placed_at, replica, seq)
        yield AgendaMeeting(root, plan, order, title, number, tuple(items.split()))


def list_bare_outcomes(
    connection: sqlite3.Connection, scope: Scope, moment: Moment
) -> Iterator[Bare]:
    """Yield the outcomes without evidence, in no order."""
    for plan, item, entry, on, title in connection.execute(_BARE, _values(scope, moment)):
        yield Bare(plan, entry, item, day_of(entry, on), title)


def list_news(
    connection: sqlite3.Connection, targets: Sequence[Target], moment: Moment
) -> Iterator[News]:
    """Yield the newest update, outcome or extension of each target that has one."""
    values = _values(Scope(), moment) | {"targets": json.dumps(targets)}
    for row in connection.execute(_NEWS, values):
        plan, target, entry, on, placed_at, replica, seq, difficulty, proposal = row
        day_of(entry, on)
        yield News(plan, target, entry, (on, placed_at, replica, seq), difficulty, proposal)


def list_unproven(
    connection: sqlite3.Connection, targets: Sequence[Target], moment: Moment
) -> list[Target]:
    """Return those targets of which no update and no outcome has evidence."""
    values = _values(Scope(), moment) | {"targets": json.dumps(targets)}
    return connection.execute(_UNPROVEN, values).fetchall()


def _values(scope: Scope, moment: Moment) -> dict[str, object]:
    return {
        "plan": scope.plan,
        "as_of": moment.as_of.isoformat(),
        "known_at": moment.known_at,
    }
