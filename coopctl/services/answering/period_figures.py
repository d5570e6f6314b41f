"""A closed period's own figures, and what came too late for it: the same rows for every output."""

import sqlite3
from collections.abc import Sequence

from coopctl.domain.standing.period_figures import PeriodFigures
from coopctl.domain.standing.standing import ActionRow, ItemRow
from coopctl.ledger.periods.figures import find_figures, list_late_for, list_made_up_for
from coopctl.ledger.standing.standings import Moment
from coopctl.services.answering.question import Times
from coopctl.services.workspace.session import opened
from coopctl.services.workspace.settings import Settings


def find_period_figures(
    connection: sqlite3.Connection,
    settings: Settings,
    times: Times,
    items: Sequence[ItemRow],
    actions: Sequence[ActionRow],
) -> PeriodFigures | None:
    """Return the figures of the closed period that is asked about; None where it is about none.

    What came late is looked up in the ledger as it is now: the question's own knows nothing of it.
    """
    closed = times.closed
    if closed is None:
        return None
    moment = Moment(closed.as_of, closed.known_at, closed.due_soon_days, closed.first)
    rows = find_figures(connection, closed.plan, moment, items, actions)
    with opened(settings, catch_up=False) as now:
        late = tuple(list_late_for(now, closed))
    made_up = tuple(list_made_up_for(connection, closed))
    return PeriodFigures(closed.name, closed.first, closed.as_of, tuple(rows), late, made_up)
