"""What has a name in the ledger, which is opened to be read only: even a cut-off write waits for the next command."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from coopctl.cli.completing.kinds import Typed
from coopctl.cli.completing.named import Named
from coopctl.domain.codes import Status
from coopctl.domain.words.dates import show_day
from coopctl.language import current, reader
from coopctl.ledger.file import database
from coopctl.ledger.file.waiting import briefly
from coopctl.ledger.journal.history import list_begun
from coopctl.ledger.periods import closed as closed_periods
from coopctl.ledger.plan import titles
from coopctl.ledger.standing import standings
from coopctl.output.screen.record.journal_lines import gist
from coopctl.output.words import words
from coopctl.services.workspace import clock

_PATIENCE = 0.05  # seconds that a ledger is waited for that somebody writes
_NEWEST = 5000  # entries that are looked through
_ENTRIES = 50  # of them that are offered
_RECORDED = ("update", "meeting", "outcome", "extension")
_KINDS = {
    "entry": (*_RECORDED, "confirmation", "period", "signing"),
    "judged": _RECORDED,
    "meeting": ("meeting",),
    "version": ("plan",),
}

_List = Callable[[sqlite3.Connection, Typed], Iterator[Named]]


def list_named(ledger: Path, parts: Sequence[str], typed: Typed) -> list[Named]:
    """Return what there is of some parts, in their order. Raises: CoopError, sqlite3.Error."""
    with closing(database.open_existing(ledger, mode="ro")) as connection, briefly(_PATIENCE):
        return [one for part in parts for one in _find(part)(connection, typed)]


def _find(part: str) -> _List:
    def records(connection: sqlite3.Connection, typed: Typed) -> Iterator[Named]:
        return _list_records(connection, typed, part)

    return records if part in _KINDS else _LISTS[part]


def _titled(part: str) -> _List:
    """Return what lists the things of a part, with their titles in the reader's language."""

    def rows(connection: sqlite3.Connection, _typed: Typed) -> Iterator[Named]:
        return (Named(*row) for row in titles.list_titled(connection, part, current()))

    return rows


def _list_parties(connection: sqlite3.Connection, _typed: Typed) -> Iterator[Named]:
    return (Named(*row) for row in titles.list_named_parties(connection, current()))


def _list_actions(connection: sqlite3.Connection, _typed: Typed) -> Iterator[Named]:
    moment = standings.Moment(clock.today(None))
    for row in standings.list_action_rows(connection, standings.Scope(), moment, reader()):
        over = row.status in {Status.COMPLETED, Status.CANCELLED}
        yield Named("action" if over else "open action", row.plan, row.id, row.title)


def _list_open_actions(connection: sqlite3.Connection, typed: Typed) -> Iterator[Named]:
    return (action for action in _list_actions(connection, typed) if action.part == "open action")


def _list_records(connection: sqlite3.Connection, typed: Typed, part: str) -> Iterator[Named]:
    for entry in list_begun(connection, _KINDS[part], typed.word, _NEWEST, _ENTRIES):
        kind = words.label("entry_kind", entry.kind)
        said = (show_day(entry.happened_on), kind, entry.item or "", gist(entry))
        yield Named(part, entry.plan, entry.id, " ".join(filter(None, said)))


def _list_periods(connection: sqlite3.Connection, _typed: Typed) -> Iterator[Named]:
    for period in closed_periods.list_closed(connection):
        days = f"{show_day(period.first)} – {show_day(period.as_of)}"
        yield Named("period", period.plan, period.name, days)


_LISTS: dict[str, _List] = {
    "plan": _titled("plan"),
    "area": _titled("area"),
    "item": _titled("item"),
    "indicator": _titled("indicator"),
    "party": _list_parties,
    "action": _list_actions,
    "open action": _list_open_actions,
    "period": _list_periods,
}
