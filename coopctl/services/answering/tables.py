"""The rows of the tables that go out: the same for CSV, Excel, Word and the web page."""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Generator, Iterator
from functools import cache

from coopctl.domain.exchange.columns import TABLES
from coopctl.language import current, reader
from coopctl.ledger.file.tables import list_table
from coopctl.ledger.plan import compiled
from coopctl.ledger.standing import standings
from coopctl.ledger.standing.achievements import list_achieved_rows
from coopctl.ledger.standing.evidence import list_evidence
from coopctl.output.words.words import Names
from coopctl.services.answering.question import Times, moments
from coopctl.services.workspace import clock
from coopctl.services.workspace.settings import Settings

Rows = Generator[tuple[object, ...], None, None]


def labeller(connection: sqlite3.Connection, times: Times) -> Callable[[str], Names]:
    """Return what knows the names in a plan, by its id: of its areas, and of its parties on the day that is asked about."""
    areas: dict[str, dict[str, str]] = defaultdict(dict)
    for (plan, area), title in compiled.list_areas(connection, current()).items():
        areas[plan][area] = title

    @cache
    def names_of(plan_id: str) -> Names:
        timezone, parties = compiled.find_parties(connection, plan_id)
        return Names(parties, times.as_of or clock.today(timezone), areas.get(plan_id, {}))

    return names_of


def list_rows(connection: sqlite3.Connection, settings: Settings, table: str, times: Times) -> Rows:
    """Yield a table's rows: some as things stand, the others as they were recorded."""
    if table == "evidence":
        yield from list_evidence(connection, None, times.as_of, current())
        return
    if table not in _LISTED:
        columns = [column.code for column in TABLES[table]]
        yield from list_table(connection, table, columns, times.as_of, times.known_at)
        return
    for scope, moment in moments(connection, settings, standings.Scope(), times):
        yield from _LISTED[table](connection, scope, moment)


def _list_items(
    connection: sqlite3.Connection, scope: standings.Scope, moment: standings.Moment
) -> Iterator[tuple[object, ...]]:
    return standings.list_item_rows(connection, scope, moment, reader())


def _list_actions(
    connection: sqlite3.Connection, scope: standings.Scope, moment: standings.Moment
) -> Iterator[tuple[object, ...]]:
    return standings.list_action_rows(connection, scope, moment, reader())


def _list_indicators(
    connection: sqlite3.Connection, scope: standings.Scope, moment: standings.Moment
) -> Iterator[tuple[object, ...]]:
    from coopctl.ledger.standing.indicators import (
        list_indicator_rows,  # the only one that needs decimals
    )

    return list_indicator_rows(connection, scope, moment, current())


def _list_achieved(
    connection: sqlite3.Connection, scope: standings.Scope, moment: standings.Moment
) -> Iterator[tuple[object, ...]]:
    for rows in (
        standings.list_item_rows(connection, scope, moment, reader()),
        standings.list_action_rows(connection, scope, moment, reader()),
    ):
        yield from list_achieved_rows(connection, rows, moment, current())


# The tables of how things stand on a day.
_LISTED: dict[str, Callable[..., Iterator[tuple[object, ...]]]] = {
    "items": _list_items,
    "actions": _list_actions,
    "indicators": _list_indicators,
    "achievements": _list_achieved,
}
