"""What is due, gathered: each source yields rows for one part of a question; `due` and `remind` print them."""

import sqlite3
from collections.abc import Callable, Iterable
from datetime import date
from itertools import chain
from typing import NamedTuple

from coopctl.cli import clock
from coopctl.cli.questions import Times, moments
from coopctl.cli.settings import Settings
from coopctl.domain import due
from coopctl.domain.due import DueRow
from coopctl.domain.horizons import Horizon
from coopctl.language import current
from coopctl.ledger import standings
from coopctl.ledger.standings import Moment, Scope

Source = Callable[[sqlite3.Connection, Scope, Moment], Iterable[DueRow]]


class Dues(NamedTuple):
    """The rows of a question, by plan, the most overdue first; `until` is the last day looked at."""

    rows: tuple[DueRow, ...]
    as_of: date
    until: date


def _items(connection: sqlite3.Connection, scope: Scope, moment: Moment) -> Iterable[DueRow]:
    return due.due_items(standings.list_item_rows(connection, scope, moment, current()))


def _actions(connection: sqlite3.Connection, scope: Scope, moment: Moment) -> Iterable[DueRow]:
    return due.due_actions(standings.list_action_rows(connection, scope, moment))


SOURCES: tuple[Source, ...] = (_items, _actions)


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
    for part, moment in moments(connection, settings, scope, times):
        as_of = moment.as_of
        found = chain.from_iterable(source(connection, part, moment) for source in SOURCES)
        ours = (row for row in found if party is None or party in row.parties.split())
        rows += due.place(ours, as_of, horizon.last_day(as_of))
    rows.sort(key=lambda row: row.plan)  # stable: within a plan they stay as they are
    return Dues(tuple(rows), as_of, horizon.last_day(as_of))
