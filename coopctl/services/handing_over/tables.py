"""The rows of the tables that go out: the same for CSV, Excel, Word and the web page."""

import sqlite3
from collections.abc import Callable, Generator, Iterator

from coopctl.domain.exchange.columns import TABLES
from coopctl.ledger.file.tables import list_table
from coopctl.ledger.standing import standings
from coopctl.ledger.standing.achievements import list_achieved_rows
from coopctl.ledger.standing.evidence import list_evidence
from coopctl.messages import Reader
from coopctl.services.answering.question import Times, moments
from coopctl.services.workspace.settings import Settings

Rows = Generator[tuple[object, ...], None, None]


def list_rows(connection: sqlite3.Connection, settings: Settings, table: str, times: Times) -> Rows:
    """Yield a table's rows: some as things stand, the others as they were recorded."""
    if table == "evidence":
        yield from list_evidence(connection, None, times.as_of, settings.reader.language)
        return
    if table not in _LISTED:
        columns = [column.code for column in TABLES[table]]
        yield from list_table(connection, table, columns, times.as_of, times.known_at)
        return
    for scope, moment in moments(connection, settings, standings.Scope(), times):
        yield from _LISTED[table](connection, scope, moment, settings.reader)


def _list_items(
    connection: sqlite3.Connection,
    scope: standings.Scope,
    moment: standings.Moment,
    reader: Reader,
) -> Iterator[tuple[object, ...]]:
    return standings.list_item_rows(connection, scope, moment, reader)


def _list_actions(
    connection: sqlite3.Connection,
    scope: standings.Scope,
    moment: standings.Moment,
    reader: Reader,
) -> Iterator[tuple[object, ...]]:
    return standings.list_action_rows(connection, scope, moment, reader)


def _list_indicators(
    connection: sqlite3.Connection,
    scope: standings.Scope,
    moment: standings.Moment,
    reader: Reader,
) -> Iterator[tuple[object, ...]]:
    from coopctl.ledger.standing.indicators import (
        list_indicator_rows,  # the only one that needs decimals
    )

    return list_indicator_rows(connection, scope, moment, reader.language)


def _list_achieved(
    connection: sqlite3.Connection,
    scope: standings.Scope,
    moment: standings.Moment,
    reader: Reader,
) -> Iterator[tuple[object, ...]]:
    for rows in (
        standings.list_item_rows(connection, scope, moment, reader),
        standings.list_action_rows(connection, scope, moment, reader),
    ):
        yield from list_achieved_rows(connection, rows, moment, reader.language)


# The tables of how things stand on a day.
_LISTED: dict[str, Callable[..., Iterator[tuple[object, ...]]]] = {
    "items": _list_items,
    "actions": _list_actions,
    "indicators": _list_indicators,
    "achievements": _list_achieved,
}
