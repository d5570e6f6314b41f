"""How much was recorded in a period's own days, and from the beginning; what came too late for it."""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from coopctl.domain.record.closed_periods import ClosedPeriod
from coopctl.domain.record.entries import Entry
from coopctl.domain.standing.period_figures import FigureRow, list_figures
from coopctl.domain.standing.standing import ActionRow, ItemRow
from coopctl.ledger.journal.corrections import in_force, of_living
from coopctl.ledger.periods.closed import list_closed
from coopctl.ledger.periods.late import list_late
from coopctl.ledger.standing.standings import Moment

# One row: of each figure how many from `since` on, then all; the order is that of _FIGURES.
_FIGURES = {
    "meetings": "kind = 'meeting'",
    "updates": "kind = 'update'",
    "outcomes": "kind = 'outcome'",
    "evidenced": "kind = 'outcome' and json_array_length(body, '$.evidence') > 0",
    "stages": "kind = 'update' and body ->> '$.stage' is not null",
    "extensions": "kind = 'extension'",
}
_COUNTS = ", ".join(
    f"coalesce(sum(({said}) and happened_on >= :since), 0), coalesce(sum({said}), 0)"
    for said in _FIGURES.values()
)
_RECORDED = f"""
select {_COUNTS} from journal
where plan = :plan and kind in ('meeting', 'update', 'outcome', 'extension')
  and happened_on <= :as_of and recorded_at <= :known_at
  and {in_force("journal.id")} and {of_living("journal.item")}"""


def find_figures(
    connection: sqlite3.Connection,
    plan: str,
    moment: Moment,
    items: Iterable[ItemRow],
    actions: Iterable[ActionRow],
) -> list[FigureRow]:
    """Return the figures of the days that the moment reports, beside all; none where it is about no period."""
    if moment.since is None:
        return []
    values: dict[str, Any] = {
        "plan": plan, "since": moment.since.isoformat(), "as_of": moment.as_of.isoformat(),
        "known_at": moment.known_at,
    }  # fmt: skip
    counts = connection.execute(_RECORDED, values).fetchone()
    pairs = zip(counts[::2], counts[1::2], strict=True)
    return list_figures(dict(zip(_FIGURES, pairs, strict=True)), items, actions, moment.since)


def list_late_for(connection: sqlite3.Connection, closed: ClosedPeriod) -> Sequence[Entry]:
    """Return what was recorded after a period's closing and happened in it, or in no closed period before it.

    Those of the days before count in its figures from the beginning, so that they are missed there too.
    """
    others = [one for one in list_closed(connection, closed.plan) if one.entry != closed.entry]
    return [
        entry
        for entry in list_late(connection, closed)
        if closed.holds(entry.happened_on)
        or entry.happened_on > closed.as_of  # it corrects what the period counted
        or not any(other.holds(entry.happened_on) for other in others)
    ]


def list_made_up_for(connection: sqlite3.Connection, closed: ClosedPeriod) -> Sequence[Entry]:
    """Return what came too late for a period before this one, and was known when this one was closed.

    It happened before this one's own days, so that this report alone can tell it: the report of its own period was
    out. What another report told so before is not told again. The connection is that of the question, so that
    what comes later changes nothing.
    """
    before = [
        one
        for one in list_closed(connection, closed.plan, closed.known_at)
        if one.entry != closed.entry and one.as_of < closed.as_of and closed.had(one.entry)
    ]
    found = {
        entry.id: entry
        for one in before
        for entry in list_late(connection, one, closed.known_at)
        if closed.had(entry.id)
        and not any(other.had(entry.id) for other in before)
        and (entry.happened_on < closed.first or entry.replaces is not None)
    }
    return sorted(found.values(), key=lambda one: (one.happened_on, one.recorded_at, one.seq))
