"""What a picture of one plan is about: the plan, or an area or an item of it."""

import sqlite3
from datetime import date
from typing import NamedTuple

from coopctl.domain.plan.plan import Area, Plan
from coopctl.ledger.journal.targets import find_target
from coopctl.ledger.plan import compiled
from coopctl.ledger.plan.plans import list_ids
from coopctl.ledger.standing.standings import Moment, Scope, scope_of
from coopctl.messages import N_, UsageProblem, msg
from coopctl.services.answering.question import Times, soon_days
from coopctl.services.workspace import clock
from coopctl.services.workspace.settings import Settings

_NAMED = 8


class PlanQuery(NamedTuple):
    """A plan, what of it is asked for, and at which times."""

    plan: Plan
    scope: Scope
    moment: Moment
    times: Times

    def areas(self) -> tuple[Area, ...]:
        """Return the areas that are asked for."""
        wanted = self.scope.area
        return tuple(area for area in self.plan.areas if wanted is None or area.id == wanted)

    def item_ids(self) -> set[str] | None:
        """Return the items that are asked for; None for all of the plan."""
        if self.scope.item is not None:
            return {self.scope.item}
        if self.scope.area is not None:
            return {item.id for area in self.areas() for item in area.items}
        return None


def find_about(
    connection: sqlite3.Connection, settings: Settings, word: str | None, times: Times
) -> PlanQuery | None:
    """Find what is asked for: the only plan where nothing was typed; None where there is no plan.

    Raises: UsageProblem naming the plans where there are several.
    """
    scope = _find_scope(connection, word)
    plan = compiled.find_plan(connection, scope.plan) if scope and scope.plan else None
    if scope is None or plan is None:
        return None
    as_of = times.as_of or clock.today(plan.timezone)
    moment = Moment(as_of, times.known_at, soon_days(settings, times), times.since)
    return PlanQuery(plan, scope, moment, times)


def _find_scope(connection: sqlite3.Connection, word: str | None) -> Scope | None:
    if word is not None:
        return scope_of(find_target(connection, word, ("plan", "area", "item")))
    plans = tuple(list_ids(connection, _NAMED + 1))
    if len(plans) > 1:
        named = plans if len(plans) <= _NAMED else (*plans[:_NAMED], "…")
        raise UsageProblem(
            msg(N_("missing: {flags}"), flags=(msg(N_("TARGET")),)),
            msg(N_("there are several plans; name one of: {plans}"), plans=named),
        )
    return Scope(plan=plans[0]) if plans else None


def head(about: PlanQuery | None, times: Times) -> dict[str, str | date | None]:
    """Return how the JSON of such a picture begins."""
    scope = about.scope if about else Scope()
    return {
        "plan": scope.plan,
        "area": scope.area,
        "item": scope.item,
        "as_of": about.moment.as_of if about else times.as_of,
        "known_at": times.known,
        "period": times.period,
    }
