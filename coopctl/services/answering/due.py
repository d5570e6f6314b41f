"""What is due, gathered: each source yields rows for one part of a question; `due` and `remind` print them."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from itertools import chain
from typing import NamedTuple

from coopctl.domain.plan.reporting import owed_reports, report_dates
from coopctl.domain.standing import due
from coopctl.domain.standing.due import DueRow
from coopctl.domain.standing.standing import ActionRow, ItemRow
from coopctl.domain.words.dates import show_day
from coopctl.domain.words.horizons import Horizon
from coopctl.ledger.periods.closed import list_closed
from coopctl.ledger.plan import compiled
from coopctl.ledger.standing import stages, standings
from coopctl.ledger.standing.standings import Moment, Scope
from coopctl.messages import Reader
from coopctl.services.answering.question import Times, moments
from coopctl.services.workspace import clock
from coopctl.services.workspace.settings import Settings
from coopctl.services.workspace.workdays import Calendar, calendar_of

_YEAR = timedelta(days=366)


class ZonePart(NamedTuple):
    """The plans of one time zone, and how their items and actions stand: what the sources draw from."""

    connection: sqlite3.Connection
    scope: Scope
    moment: Moment
    until: date
    calendar: Calendar
    reader: Reader
    items: tuple[ItemRow, ...]
    actions: tuple[ActionRow, ...]


class Dues(NamedTuple):
    """The rows of a question, by plan, the most overdue first; `until` is the last day looked at."""

    rows: tuple[DueRow, ...]
    as_of: date
    until: date


def _items(part: ZonePart) -> Iterable[DueRow]:
    return due.due_items(part.items)


def _actions(part: ZonePart) -> Iterable[DueRow]:
    return due.due_actions(part.actions)


def _confirmations(part: ZonePart) -> Iterable[DueRow]:
    return due.due_confirmations((*part.items, *part.actions))


def _clocks(part: ZonePart) -> Iterator[DueRow]:
    """Yield the time limits that run for S&T tasks."""
    running = stages.list_running_clocks(
        part.connection, part.items, part.moment, part.calendar.after
    )
    for limit in running:
        name = limit.names.read(part.reader.language)
        yield DueRow(
            "clock", limit.plan, limit.item, f"{name}: {limit.title}", limit.lead or "", limit.due
        )


def _reports(part: ZonePart) -> Iterator[DueRow]:
    """Yield the reports to send, and the last one of each kind where a plan's periods are closed."""
    as_of = part.moment.as_of
    for plan_id in dict.fromkeys(row.plan for row in part.items):
        plan = compiled.find_plan(part.connection, plan_id)
        if plan is None:
            continue
        known_at = part.moment.known_at
        closed = [
            period.as_of
            for period in list_closed(part.connection, plan_id, known_at)
            if period.known_at < known_at  # a period does not count for its own figures
        ]
        since = as_of - _YEAR if closed else as_of
        dates = report_dates(plan, since, part.until, part.calendar.is_off)
        for report in owed_reports(dates, closed, as_of):
            span = f"{show_day(report.first)} – {show_day(report.last)}"
            yield DueRow(
                "report", plan.id, plan.id, part.reader.say(report.name), plan.issued_by or "", report.send_by,
                note=span,
            )  # fmt: skip


Source = Callable[[ZonePart], Iterable[DueRow]]
SOURCES: tuple[Source, ...] = (_items, _actions, _confirmations, _clocks, _reports)


def list_dues(
    connection: sqlite3.Connection,
    settings: Settings,
    scope: Scope,
    times: Times,
    horizon: Horizon,
    party: str | None,
) -> Dues:
    """Gather what is due of every source, each plan judged by the day in its time zone."""
    rows: list[DueRow] = []
    as_of = times.as_of or clock.today(None)
    calendar = calendar_of(settings, times)
    for where, moment in moments(connection, settings, scope, times):
        as_of = moment.as_of
        part = ZonePart(
            connection, where, moment, horizon.last_day(as_of), calendar, settings.reader,
            tuple(standings.list_item_rows(connection, where, moment, settings.reader)),
            tuple(standings.list_action_rows(connection, where, moment, settings.reader)),
        )  # fmt: skip
        rows_of_all = chain.from_iterable(source(part) for source in SOURCES)
        ours = (row for row in rows_of_all if party is None or party in row.parties.split())
        rows += due.place(ours, as_of, part.until)
    calendar.tell()
    rows.sort(key=lambda row: row.plan)  # stable: within a plan they stay as they are
    return Dues(tuple(rows), as_of, horizon.last_day(as_of))
