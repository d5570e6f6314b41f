"""`coopctl export ics`: meetings and deadlines for a calendar that is imported again and again."""

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time
from pathlib import Path

import typer

from coopctl.cli import clock, options
from coopctl.cli.app import settings_of
from coopctl.cli.extras import needing
from coopctl.cli.questions import (
    Times,
    asking_at,
    find_party_anywhere,
    find_scope,
    list_plans,
    moments,
    plans_with,
    read_times,
)
from coopctl.cli.settings import Settings
from coopctl.domain.calendar import Event, Version
from coopctl.domain.corrections import numbered
from coopctl.domain.entries import Body
from coopctl.domain.messages import N_, msg
from coopctl.domain.plan import Plan
from coopctl.domain.standing import ActionRow, ItemRow
from coopctl.language import _, current
from coopctl.ledger import standings
from coopctl.ledger.editions import Editions, list_versions
from coopctl.ledger.journal import stamp
from coopctl.ledger.meetings import list_meetings
from coopctl.output import words
from coopctl.output.files import open_target
from coopctl.output.progress import Progress
from coopctl.output.talk import notice

examples = (
    "coopctl export ics -o lich.ics --lang vi",
    "coopctl export ics hung-yen-hoa-binh --party hoa-binh -o hoa-binh.ics",
)


def command(
    ctx: typer.Context,
    plan: options.InPlan = None,
    party: options.Concerned = None,
    output: options.Output = None,
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
    path = Path(output) if output else None
    with asking_at(settings, times) as (connection, times):
        scope = find_scope(connection, plan)
        whose = find_party_anywhere(connection, party)
        chosen = list(_choose(connection, settings, scope, times, whose))
        events = [event for one in chosen for event in _list_events(connection, *one, whose)]
    with needing("calendar"), open_target(path) as target, _progress(len(events)) as bar:
        from coopctl.output.calendar_file import write_calendar

        plans = [one for one, _moment in chosen]
        count = write_calendar(target, _name(plans), _timezone(plans), events, bar.advance)
    if path is not None:
        notice(msg(N_("wrote `{path}`: {count} events"), path=path, count=count))


def _progress(total: int) -> Progress:
    return Progress(_("writing the calendar"), total)


def _choose(
    connection: sqlite3.Connection,
    settings: Settings,
    scope: standings.Scope,
    times: Times,
    party: str | None,
) -> Iterator[tuple[Plan, standings.Moment]]:
    """Yield the plans that are asked for, those that have the party, each with its own day."""
    having = plans_with(connection, party) if party is not None else None
    for zone_scope, moment in moments(connection, settings, scope, times):
        query = "select id from plans where timezone = ? and (? is null or id = ?)"
        found = connection.execute(query, (zone_scope.timezone, scope.plan, scope.plan))
        ids = {one for (one,) in found if having is None or one in having}
        for plan in list_plans(connection, ids):
            yield plan, moment


def _name(plans: Sequence[Plan]) -> str:
    return words.read(plans[0].title) if len(plans) == 1 else "coopctl"


def _timezone(plans: Sequence[Plan]) -> str | None:
    zones = {plan.timezone for plan in plans}
    return zones.pop() if len(zones) == 1 else None


def _list_events(
    connection: sqlite3.Connection, plan: Plan, moment: standings.Moment, party: str | None
) -> Iterator[Event]:
    """Yield the events of a plan: meetings, deadlines of items, deadlines of actions."""
    names = words.Names(plan.parties, moment.as_of)
    editions = Editions(connection, plan.id, moment, _midnight(plan, moment))
    scope = standings.Scope(plan=plan.id)
    items = list(standings.list_item_rows(connection, scope, moment, current()))
    actions = list(standings.list_action_rows(connection, scope, moment))
    concerned = {row.item for row in items if _concerns(row, party)}
    versions = list(list_versions(connection, plan.id, moment))
    live = {one.id for one in list_meetings(connection, plan.id, moment)}
    yield from _meeting_events(plan, _latest(versions, party, concerned), live, names, editions)
    yield from _due_events([row for row in items if row.item in concerned], names, editions)
    yield from _due_events([row for row in actions if _concerns(row, party)], names, editions)
    yield from _lost_actions(plan, versions, {row.id for row in actions}, party, editions)


def _midnight(plan: Plan, moment: standings.Moment) -> str:
    """Return the stamp of a day's beginning in the plan's time zone."""
    begin = datetime.combine(moment.as_of, time.min, clock.zone(plan.timezone))
    return stamp(begin.astimezone(UTC))


def _concerns(row: ItemRow | ActionRow, party: str | None) -> bool:
    return party is None or row.lead == party or party in row.cooperating.split()


def _latest(versions: Sequence[Version], party: str | None, items: set[str]) -> dict[str, Version]:
    """Return the last version of each meeting that concerns a party, by the id that it keeps."""
    latest = {version.root: version for version in versions}
    return {root: one for root, one in latest.items() if _meets(one.body, party, items)}


def _meets(body: Body, party: str | None, items: set[str]) -> bool:
    """Tell whether a meeting concerns a party: by who took part, what it discussed and gave to do.

    One that names nobody concerns everybody.
    """
    named = {one["party"] for name in ("attendees", "invited") for one in body.get(name, ())}
    named |= {body["host"]} if "host" in body else set()
    given = {one for action in body.get("actions", ()) for one in _duty(action)}
    discussed = set(body.get("items", ())) & items
    return party is None or party in named | given or bool(discussed) or not named


def _duty(action: Body) -> tuple[str, ...]:
    return (action["lead"], *action.get("cooperating", ()))


def _meeting_events(
    plan: Plan,
    latest: dict[str, Version],
    live: set[str],
    names: words.Names,
    editions: Editions,
) -> Iterator[Event]:
    from coopctl.output.calendar_events import lost_meeting_event, meeting_event

    for root, version in latest.items():
        edition = editions.of_meeting(root)
        if root in live:
            yield meeting_event(plan.id, version, names, edition)
        else:
            yield lost_meeting_event(plan.id, version, edition)


def _due_events(
    rows: Sequence[ItemRow | ActionRow], names: words.Names, editions: Editions
) -> Iterator[Event]:
    from coopctl.output.calendar_events import action_event, item_event

    for row in rows:
        if isinstance(row, ItemRow):
            event = item_event(row, names, editions.of_item(row.item))
        else:
            event = action_event(row, names, editions.of_action(row.id))
        if event is not None:
            yield event


def _lost_actions(
    plan: Plan,
    versions: Sequence[Version],
    live: set[str],
    party: str | None,
    editions: Editions,
) -> Iterator[Event]:
    """Yield the actions that a meeting had once: it was taken back, or corrected without them."""
    from coopctl.output.calendar_events import lost_action_event

    ever = {
        f"{version.root}/{action['number']}": action
        for version in versions
        for action in numbered(version.body.get("actions", ()))
    }
    for action_id, action in ever.items():
        if action_id not in live and (party is None or party in _duty(action)):
            edition = editions.of_action(action_id)
            event = lost_action_event(plan.id, action_id, action, edition)
            if event is not None:
                yield event
