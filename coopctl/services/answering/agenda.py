"""An agenda, gathered from the ledger: what `agenda` prints and `add-meeting --from-agenda` begins with."""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from coopctl.domain.codes import Status
from coopctl.domain.record.corrections import ALWAYS
from coopctl.domain.standing.agenda import AgendaFacts, AgendaRow, by_urgency, list_agenda_rows
from coopctl.ledger.plan.plans import list_dates
from coopctl.ledger.standing import agenda, standings
from coopctl.ledger.standing.standings import Moment, Scope
from coopctl.messages import Reader
from coopctl.services.answering.disputes import list_disputed_rows
from coopctl.services.answering.question import Times, moments
from coopctl.services.workspace import clock
from coopctl.services.workspace.settings import Settings

_ENDED = {Status.COMPLETED, Status.CANCELLED}


class Agenda(NamedTuple):
    """What a meeting on the day `on` must look at, gathered plan by plan as it is asked for."""

    connection: sqlite3.Connection
    reader: Reader
    parts: Sequence[tuple[Scope, Moment]]
    query: "AgendaQuery"
    on: date

    def rows(self) -> Iterator[AgendaRow]:
        """Yield the rows by plan and section, the most urgent first."""
        for part in self.parts:
            yield from by_urgency(self._rows_of(*part))

    def first(self, most: int) -> tuple[list[AgendaRow], Counter[str]]:
        """Return at most so many rows (0: all), and how many more each plan has."""
        shown: list[AgendaRow] = []
        left_out: Counter[str] = Counter()
        for part in self.parts:
            rows: Sequence[AgendaRow] = list(self._rows_of(*part))
            room = most - len(shown) if most else len(rows)
            if room:
                rows = list(by_urgency(rows))
                shown += rows[:room]
            left_out.update(row.plan for row in rows[room:])
        return shown, left_out

    def _rows_of(self, scope: Scope, moment: Moment) -> Iterator[AgendaRow]:
        facts = _gather(self.connection, self.reader, scope, moment, self.query.party)
        rows = list_agenda_rows(facts, moment.as_of, self.query.stale_days)
        return (row for row in rows if _concerns(row, self.query.party))


class AgendaQuery(NamedTuple):
    """What an agenda is asked for: the day (None: today), a party (None: all), days without news.

    `known_at` leaves out what was recorded later.
    """

    on: date | None
    party: str | None
    stale_days: int
    known_at: str = ALWAYS


def list_agenda(
    connection: sqlite3.Connection, settings: Settings, scope: Scope, query: AgendaQuery
) -> Agenda:
    """Gather what a meeting must look at, each plan judged by the day in its time zone."""
    parts = list(moments(connection, settings, scope, Times(query.on, query.known_at)))
    on = parts[-1][1].as_of if parts else query.on or clock.today(None)
    return Agenda(connection, settings.reader, parts, query, on)


def _concerns(row: AgendaRow, party: str | None) -> bool:
    if row.kind == "meeting":
        return True  # those of others were not gathered
    return party is None or party in {row.lead, *row.cooperating.split()}


def _gather(
    connection: sqlite3.Connection,
    reader: Reader,
    scope: Scope,
    moment: Moment,
    party: str | None,
) -> AgendaFacts:
    items = tuple(standings.list_item_rows(connection, scope, moment, reader))
    actions = tuple(standings.list_action_rows(connection, scope, moment, reader))
    targets = [
        *((row.plan, row.item) for row in items if row.status != Status.CANCELLED),
        *((row.plan, row.id) for row in actions if row.status not in _ENDED),
    ]
    last_updates = {*(row.entry for row in items), *(row.entry for row in actions)}
    disputes = list_disputed_rows(connection, scope, moment, party, last_updates)
    plans = {row.plan for row in items}  # those of this time zone
    completed = [(row.plan, row.item) for row in items if row.status == Status.COMPLETED]
    return AgendaFacts(
        items,
        actions,
        meetings=tuple(agenda.list_meetings(connection, scope, moment)),
        news=tuple(agenda.list_news(connection, targets, moment)),
        bare=tuple(agenda.list_bare_outcomes(connection, scope, moment)),
        unproven=frozenset(agenda.list_unproven(connection, completed, moment)),
        begun=list_dates(connection, scope.plan),
        disputes=tuple(row for row in disputes if row.plan in plans),
    )
