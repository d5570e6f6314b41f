"""`coopctl export ics`: meetings and deadlines for a calendar that is imported again and again."""

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

import typer

from coopctl.cli import options
from coopctl.cli.destinations import stdout_or_file
from coopctl.cli.program import settings_of
from coopctl.domain.exchange.calendar import Event, meets
from coopctl.domain.plan.deadlines import deadline
from coopctl.domain.plan.periods import OPEN, PAUSED, STOPPED, Cycle, Period, Term, read_marks
from coopctl.domain.plan.plan import Item, Plan
from coopctl.domain.standing.standing import ItemRow
from coopctl.language import current, reader, render
from coopctl.ledger.file.waiting import watching
from coopctl.ledger.journal.journal import stamp
from coopctl.ledger.plan.plans import plans_with
from coopctl.ledger.standing import standings
from coopctl.ledger.standing.editions import Editions, list_versions
from coopctl.ledger.standing.meetings import list_meetings
from coopctl.messages import N_, msg
from coopctl.output.files.files import open_target
from coopctl.output.screen.progress import writing
from coopctl.output.screen.talk import notice
from coopctl.output.words import words
from coopctl.services.answering.question import (
    Times,
    asking_at,
    find_party_anywhere,
    find_scope,
    list_plans,
    moments,
    read_times,
)
from coopctl.services.handing_over.calendar import Known, list_deadlines, list_held
from coopctl.services.workspace import clock
from coopctl.services.workspace.extras import needing
from coopctl.services.workspace.settings import Settings

if TYPE_CHECKING:
    from coopctl.output.files.calendar_events import Owed

examples = (
    "coopctl export ics -o lich.ics --lang vi",
    "coopctl export ics hung-yen-hoa-binh --party hoa-binh -o hoa-binh.ics",
)


def command(
    ctx: typer.Context,
    plan: options.InPlan = None,
    party: options.Concerned = None,
    output: options.Output = None,
    overwrite: options.Overwrite = False,
    as_of: options.AsOf = None,
    known_at: options.KnownAt = None,
    period: options.Period = None,
) -> None:
    """Write meetings and deadlines as a calendar: whole days, with alarms 7, 3 and 1 days before.

    Imported again, the file brings the calendar up to date: each event keeps its name, and what was
    called off or taken back is marked as cancelled.
    """
    times = read_times(as_of, known_at, period)
    settings = settings_of(ctx)
    place = stdout_or_file(settings, output, overwrite=overwrite)
    path = place.path if place else None
    with (
        asking_at(settings, times) as (connection, times),
        writing(path) as bar,
        watching(connection, bar.advance),
    ):
        scope = find_scope(connection, plan)
        whose = find_party_anywhere(connection, party)
        chosen = list(_choose(connection, settings, scope, times, whose))
        events = (
            event
            for plan_id, moment in chosen
            for plan in list_plans(connection, (plan_id,))
            for event in _list_events(connection, plan, moment, whose)
        )
        with needing("calendar"), open_target(place) as target:
            from coopctl.output.files.calendar import write_calendar

            ids = [plan_id for plan_id, _moment in chosen]
            name, zone = _name(connection, ids), _timezone(connection, ids)
            count = write_calendar(target, name, zone, bar.each(events))
    if path is not None:
        notice(msg(N_("wrote `{path}`: {count} events"), path=path, count=count))


def _choose(
    connection: sqlite3.Connection,
    settings: Settings,
    scope: standings.Scope,
    times: Times,
    party: str | None,
) -> Iterator[tuple[str, standings.Moment]]:
    """Yield the plans that are asked for, those that have the party, each with its own day."""
    having = plans_with(connection, party) if party is not None else None
    for part, moment in moments(connection, settings, scope, times):
        if part.plan is not None and (having is None or part.plan in having):
            yield part.plan, moment


def _name(connection: sqlite3.Connection, ids: Sequence[str]) -> str:
    if len(ids) > 1:
        return "coopctl"
    return next((words.read(plan.title) for plan in list_plans(connection, ids)), "coopctl")


def _timezone(connection: sqlite3.Connection, ids: Sequence[str]) -> str | None:
    zones = {zone for plan, zone in standings.list_timezones(connection) if plan in set(ids)}
    return zones.pop() if len(zones) == 1 else None


def _list_events(
    connection: sqlite3.Connection, plan: Plan, moment: standings.Moment, party: str | None
) -> Iterator[Event]:
    """Yield the events of a plan: meetings, deadlines of items and actions, and what there was once."""
    editions = Editions(connection, plan.id, moment, _midnight(plan, moment))
    scope = standings.Scope(plan=plan.id)
    known = Known(
        plan, moment.as_of, party, tuple(standings.list_item_rows(connection, scope, moment, reader())),
        tuple(standings.list_action_rows(connection, scope, moment, reader())),
        tuple(list_versions(connection, plan.id, moment)), editions,
    )  # fmt: skip
    live = {meeting.id for meeting in list_meetings(connection, plan.id, moment)}
    events = [
        *_meeting_events(known, live),
        *_item_events(connection, known, moment),
        *_action_events(known),
    ]
    yield from events
    there = {event.uid for event in events}
    lost = {event.uid: event for event in _lost_events(connection, known, moment)}
    yield from (event for uid, event in lost.items() if uid not in there)


def _lost_events(
    connection: sqlite3.Connection, known: Known, moment: standings.Moment
) -> Iterator[Event]:
    """Yield all that there ever was, as cancelled, the older before the newer of the same name."""
    from coopctl.output.files.calendar_events import lost_due_event, lost_meeting_event

    for version in list_held(known):
        edition = known.editions.of_meeting(version.root)
        yield lost_meeting_event(known.plan.id, version, edition)
    for one in list_deadlines(connection, known, moment, current()):
        yield lost_due_event(one.uid, one.title, one.due, one.edition)


def _names(known: Known) -> words.Names:
    """Return the parties' names of that day."""
    return words.Names(known.plan.parties, known.as_of)


def _midnight(plan: Plan, moment: standings.Moment) -> str:
    """Return the stamp of a day's beginning in the plan's time zone."""
    begin = datetime.combine(moment.as_of, time.min, clock.zone(plan.timezone))
    return stamp(begin.astimezone(UTC))


def _meeting_events(known: Known, live: set[str]) -> Iterator[Event]:
    from coopctl.output.files.calendar_events import meeting_event

    latest = {version.root: version for version in known.meetings}
    items = known.concerned()
    for root, version in latest.items():
        if root in live and meets(known.party, version.body, items):
            yield meeting_event(
                known.plan.id, version, _names(known), known.editions.of_meeting(root)
            )


def _item_events(
    connection: sqlite3.Connection, known: Known, moment: standings.Moment
) -> Iterator[Event]:
    """Yield the deadlines of items; of a periodic one, each of its last periods and the next."""
    from coopctl.output.files.calendar_events import item_event, period_event

    names = _names(known)
    items = {item.id: item for item in known.plan.items() if item.every is not None}
    for row in known.items:
        if not known.shared(row):
            continue
        edition = known.editions.of_item(row.item)
        scope = standings.Scope(plan=row.plan, item=row.item)
        cycle = standings.find_cycle(connection, scope, moment) if row.item in items else None
        event = item_event(row, names, edition) if cycle is None else None
        if event is not None:
            yield event
        elif cycle is not None:
            for period, state in _periods(row, cycle, known.as_of):
                owed = _owed(items[row.item], cycle, period, state)
                yield period_event(row, owed, names, edition)


def _owed(item: Item, cycle: Cycle, period: Period, state: str) -> "Owed":
    """Return what an item owes in a period, with its deadline in full."""
    from coopctl.output.files.calendar_events import Owed

    extension = cycle.extensions.get(period.code)
    told = deadline(item.due, extension, item.every, Term(period.code, period.last))
    return Owed(period, state, cycle.due(period), render(told) if told else "")


def _periods(row: ItemRow, cycle: Cycle, as_of: date) -> Iterator[tuple[Period, str]]:
    """Yield the last periods that a periodic item owed something in, and the next, with their states."""
    states = dict(read_marks(row.periods))
    owed = [period for period in cycle.begun(as_of) if period.code in states]
    yield from ((period, states[period.code]) for period in owed)
    upcoming = cycle.after(owed[-1] if owed else None)
    if upcoming is not None:
        yield upcoming, PAUSED if row.status in STOPPED else OPEN


def _action_events(known: Known) -> Iterator[Event]:
    from coopctl.output.files.calendar_events import action_event

    for row in known.actions:
        event = action_event(row, _names(known), known.editions.of_action(row.id))
        if event is not None and known.shared(row):
            yield event
