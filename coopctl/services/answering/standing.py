"""How everything stands: the items and actions of a question, as they were kept."""

import sqlite3
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from coopctl.domain.record.confirmations import Confirmation, DisputedRow
from coopctl.domain.standing.standing import ActionRow, ItemRow
from coopctl.ledger.journal.targets import Target
from coopctl.ledger.plan.plans import find_only
from coopctl.ledger.standing import standings
from coopctl.ledger.standing.standings import Scope, scope_of
from coopctl.services.answering.question import Times, moments
from coopctl.services.workspace import clock
from coopctl.services.workspace.settings import Settings


class Filter(NamedTuple):
    """Which rows are kept: of a party, of some classes, those that are disputed; all where None, empty or False."""

    party: str | None = None
    timeliness: tuple[str, ...] = ()
    disputed: bool = False

    def keeps(self, row: ItemRow | ActionRow) -> bool:
        """Tell whether the row is of the party (leading or cooperating), in the classes, disputed."""
        if self.disputed and row.confirmation != Confirmation.DISPUTED:
            return False
        ours = self.party is None or self.party in {row.lead, *row.cooperating.split()}
        return ours and (not self.timeliness or row.timeliness in self.timeliness)


class Standing(NamedTuple):
    """The rows of a question, by plan in the order of the plans' ids.

    `disputed` says what is disputed and why; None where that was not asked.
    """

    items: tuple[ItemRow, ...]
    actions: tuple[ActionRow, ...]
    as_of: date
    disputed: tuple[DisputedRow, ...] | None = None


class EveryPlan(NamedTuple):
    """The plans of a question one by one, in the order of their ids, and the day."""

    plans: Iterator[Standing]
    as_of: date


def scope_asked(connection: sqlite3.Connection, wanted: Target | None) -> Scope:
    """Return what is asked for as a scope: the only plan where nothing was named, else every plan."""
    return scope_of(wanted) if wanted is not None else Scope(plan=find_only(connection))


def stand_plan_by_plan(
    connection: sqlite3.Connection, settings: Settings, scope: Scope, times: Times, kept: Filter
) -> EveryPlan:
    """Return how each plan stands; the rows of one are forgotten when the next is asked for."""
    parts = list(moments(connection, settings, scope, times))

    def stand_one(part: Scope, moment: standings.Moment) -> Standing:
        items = standings.list_item_rows(connection, part, moment, settings.reader)
        whole = scope.area is None and scope.item is None
        actions = (
            standings.list_action_rows(connection, part, moment, settings.reader) if whole else ()
        )
        return Standing(
            tuple(filter(kept.keeps, items)), tuple(filter(kept.keeps, actions)), moment.as_of
        )

    as_of = parts[-1][1].as_of if parts else times.as_of or clock.today(None)
    return EveryPlan((stand_one(*part) for part in parts), as_of)


def stand(
    connection: sqlite3.Connection, settings: Settings, scope: Scope, times: Times, kept: Filter
) -> Standing:
    """Return how all of the scope stands, with what is disputed where that is asked for."""
    every = stand_plan_by_plan(connection, settings, scope, times, kept)
    plans = list(every.plans)
    standing = Standing(
        tuple(row for plan in plans for row in plan.items),
        tuple(row for plan in plans for row in plan.actions),
        every.as_of,
    )
    if not kept.disputed:
        return standing
    return standing._replace(disputed=_list_disputed(connection, scope, standing, times, kept))


def _list_disputed(
    connection: sqlite3.Connection, scope: Scope, standing: Standing, times: Times, kept: Filter
) -> tuple[DisputedRow, ...]:
    """Return what is disputed; with classes the last updates only, for nothing else has one."""
    from coopctl.services.answering.disputes import list_disputed_rows

    moment = standings.Moment(standing.as_of, times.known_at)
    updates = {row.entry for row in standing.items} | {row.entry for row in standing.actions}
    rows = list_disputed_rows(connection, scope, moment, kept.party, updates)
    return tuple(row for row in rows if row.kind == "update" or not kept.timeliness)
