"""`status --indicators`: what the indicators of the items that `status` keeps have reached."""

import sqlite3
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from coopctl.cli.reading import Answer, give
from coopctl.domain.plan.plan import Plan
from coopctl.domain.standing.standing import ItemRow
from coopctl.language import current
from coopctl.ledger.plan import compiled
from coopctl.ledger.standing.standings import Scope
from coopctl.services.answering.question import Times, moments
from coopctl.services.workspace.settings import Settings

if TYPE_CHECKING:
    from coopctl.domain.plan.indicators import IndicatorRow
    from coopctl.output.screen.page import Page
    from coopctl.output.screen.standing.dashboard import Picture


class IndicatorQuery(NamedTuple):
    """The question: where, when, the items that are kept, and how many plans at most (0: all)."""

    scope: Scope
    times: Times
    items: Sequence[ItemRow]
    as_of: date
    most: int


def show_indicators(
    connection: sqlite3.Connection,
    settings: Settings,
    asked: IndicatorQuery,
    picture_of: Callable[[Plan], "Picture"],
    *,
    json: bool,
) -> None:
    """Print the indicators plan by plan; where several plans are meant, of those that have any."""
    rows = _measure(connection, settings, asked)
    plans = (
        [asked.scope.plan] if asked.scope.plan else list(dict.fromkeys(row.plan for row in rows))
    )

    def draw(page: "Page") -> None:
        from coopctl.output.screen.plan.indicators import show_plan_indicators, show_rest

        shown = plans[: asked.most or None]
        for plan in (compiled.find_plan(connection, plan_id) for plan_id in shown):
            if plan is not None:
                ours = [row for row in rows if row.plan == plan.id]
                show_plan_indicators(page, picture_of(plan), ours)
        show_rest(page, len(plans), len(shown))

    times = asked.times
    head = {"as_of": asked.as_of, "known_at": times.known, "period": times.period}
    give(Answer("indicators", lambda: head, {"indicators": rows}, draw), json=json)


def _measure(
    connection: sqlite3.Connection, settings: Settings, asked: IndicatorQuery
) -> list["IndicatorRow"]:
    """Return the indicators of the items that were kept."""
    from coopctl.ledger.standing.indicators import list_indicator_rows

    ours = {(row.plan, row.item) for row in asked.items}
    return [
        row
        for part, moment in moments(connection, settings, asked.scope, asked.times)
        for row in list_indicator_rows(connection, part, moment, current())
        if (row.plan, row.item) in ours
    ]
