"""The stages of research tasks, read back: what was stated, where each task stands, which limits run.

What states a stage is found through a partial index, so that a ledger full of other updates costs
nothing here.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

from coopctl.domain.codes import Timeliness
from coopctl.domain.plan.plan import Pipeline
from coopctl.domain.plan.stages import REPORTING_STAGE, Running, StageEvent, Way, run_clocks, walk
from coopctl.domain.standing.standing import ItemRow
from coopctl.domain.standing.tasks import Noted, RunningClock, Task, make_clock, note_difficulty
from coopctl.domain.words.durations import AddWorkingDays
from coopctl.ledger.journal.corrections import in_force
from coopctl.ledger.journal.journal import day_of
from coopctl.ledger.plan import compiled
from coopctl.ledger.standing.standings import Moment, Scope

_IN_FORCE = in_force("one.replica || '-' || one.seq")
_LIVE = f"one.happened_on <= :as_of and one.recorded_at <= :known_at and {_IN_FORCE}"
# Rows (plan, item, stage, happened_on, entry, grade, document, reason, difficulty). `cast`: whatever an
# altered ledger has there, what comes out is text.
_EVENTS = f"""
select one.plan, one.item, cast(one.body ->> '$.stage' as text), one.happened_on, one.id,
  cast(one.body ->> '$.grade' as text), cast(one.body ->> '$.document' as text),
  cast(one.body ->> '$.reason' as text), cast(one.body ->> '$.difficulty' as text)
from journal as one indexed by journal_by_stage
where one.kind = 'update' and json_extract(one.body, '$.stage') is not null
  and {_LIVE} {{where}}
order by one.plan, one.item, one.happened_on, one.placed_at, one.replica, one.seq"""
# An item's newest update that says something: (happened_on, entry, difficulty)
_NEWEST = f"""
select one.happened_on, one.id, cast(one.body ->> '$.difficulty' as text)
from journal as one indexed by journal_by_target
where one.plan = :plan and one.item = :item and one.kind = 'update' and {{says}} and {_LIVE}
order by one.happened_on desc, one.placed_at desc, one.replica desc, one.seq desc limit 1"""
_REPORTED = _NEWEST.format(
    says="(json_extract(one.body, '$.result') is not null "
    f"or json_extract(one.body, '$.stage') = '{REPORTING_STAGE}')"
)
_DIFFICULTY = _NEWEST.format(says="json_extract(one.body, '$.difficulty') is not null")
_FOLLOWED = "select id, pipeline from items where plan = :plan and pipeline is not null"

Key = tuple[str, str]  # plan and item


def list_events(
    connection: sqlite3.Connection, scope: Scope, moment: Moment
) -> dict[Key, list[StageEvent]]:
    """Return what was stated of the stages of a plan's items (or of all), each oldest first."""
    # A condition that is there only where it is stated lets the index seek.
    stated = [name for name in ("plan", "item") if getattr(scope, name) is not None]
    query = _EVENTS.format(where=" ".join(f"and one.{name} = :{name}" for name in stated))
    found: dict[Key, list[StageEvent]] = {}
    for plan, item, stage, on, entry, *rest in connection.execute(query, _values(scope, moment)):
        event = StageEvent(stage, day_of(entry, on), entry, *rest)
        found.setdefault((plan, item), []).append(event)
    return found


def _values(scope: Scope, moment: Moment) -> dict[str, Any]:
    return {
        "plan": scope.plan,
        "item": scope.item,
        "as_of": moment.as_of.isoformat(),
        "known_at": moment.known_at,
    }


def list_tasks(
    connection: sqlite3.Connection,
    rows: Iterable[ItemRow],
    moment: Moment,
    add_working_days: AddWorkingDays,
) -> Iterator[Task]:
    """Yield the rows whose items follow a pipeline, in their order, each with its way and its clocks."""
    for row, pipeline, stated in _follow(connection, rows, moment):
        way = walk(pipeline, stated)
        last = _find_newest(connection, _DIFFICULTY, row, moment)
        clocks = _list_clocks(connection, row, way, moment, add_working_days)
        yield Task(row, way, tuple(clocks), note_difficulty(pipeline, stated, last))


def list_running_clocks(
    connection: sqlite3.Connection,
    rows: Iterable[ItemRow],
    moment: Moment,
    add_working_days: AddWorkingDays,
) -> Iterator[RunningClock]:
    """Yield the time limits that run for the items among `rows` that follow a pipeline, in their order."""
    for row, pipeline, stated in _follow(connection, rows, moment):
        way = walk(pipeline, stated)
        for running in _list_clocks(connection, row, way, moment, add_working_days):
            yield make_clock(row, running)


def _follow(
    connection: sqlite3.Connection, rows: Iterable[ItemRow], moment: Moment
) -> Iterator[tuple[ItemRow, Pipeline, list[StageEvent]]]:
    """Yield the rows whose items follow a pipeline, each with it and with what was stated of its stages."""
    pipelines = _Pipelines(connection)
    followed = [(row, pipeline) for row in rows if (pipeline := pipelines.of(row)) is not None]
    if not followed:
        return
    plans, items = {row.plan for row, _ in followed}, {row.item for row, _ in followed}
    plan = plans.pop() if len(plans) == 1 else None
    item = items.pop() if plan is not None and len(items) == 1 else None
    events = list_events(connection, Scope(plan=plan, item=item), moment)
    for row, pipeline in followed:
        yield row, pipeline, events.get((row.plan, row.item), [])


class _Pipelines:
    """The pipelines of items, each plan's looked up once."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._plans: dict[str, dict[str, Pipeline]] = {}

    def of(self, row: ItemRow) -> Pipeline | None:
        """Return the pipeline that an item follows; None for one that follows none, or was withdrawn."""
        if row.withdrawn is not None:
            return None
        if row.plan not in self._plans:
            self._plans[row.plan] = self._read(row.plan)
        return self._plans[row.plan].get(row.item)

    def _read(self, plan_id: str) -> dict[str, Pipeline]:
        items = self._connection.execute(_FOLLOWED, {"plan": plan_id}).fetchall()
        found = compiled.find_pipelines(self._connection, plan_id) if items else ()
        pipelines = {one.id: one for one in found}
        return {item: pipelines[one] for item, one in items if one in pipelines}


def _list_clocks(
    connection: sqlite3.Connection,
    row: ItemRow,
    way: Way,
    moment: Moment,
    add_working_days: AddWorkingDays,
) -> Iterator[Running]:
    if row.timeliness == Timeliness.NOT_COUNTED or not way.path:
        return
    report = _find_newest(connection, _REPORTED, row, moment)
    reported = report.on if report else None
    yield from run_clocks(way, row.due, reported, moment.as_of, add_working_days)


def _find_newest(
    connection: sqlite3.Connection, query: str, row: ItemRow, moment: Moment
) -> Noted | None:
    values = _values(Scope(plan=row.plan, item=row.item), moment)
    found = connection.execute(query, values).fetchone()
    return Noted(day_of(found[1], found[0]), found[2] or "") if found else None
