"""Which plan is meant: the one that was named, else the only one that there is."""

import sqlite3
from collections.abc import Sequence

from coopctl.domain.plan.plan import Plan
from coopctl.domain.record.matching import read_id
from coopctl.domain.standing.faults import Damaged
from coopctl.ledger.journal.targets import find_target
from coopctl.ledger.plan import compiled
from coopctl.ledger.plan.plans import list_ids
from coopctl.messages import N_, CoopError, msg

_MOST = 9  # that are named where it is open which is meant


def plan_of(connection: sqlite3.Connection, plan_id: str) -> Plan:
    """Return the plan that something belongs to. Raises: Damaged where it is not here."""
    plan = compiled.find_plan(connection, plan_id)
    if plan is None:
        raise Damaged(msg(N_("the plan `{plan}` is not in this workspace"), plan=plan_id), None)
    return plan


def find_only_plan(connection: sqlite3.Connection) -> str:
    """Return the id of the one plan that there is. Raises: CoopError where there are several, or none."""
    return the_only(list_ids(connection, _MOST))


def the_only(plans: Sequence[str]) -> str:
    """Return the one plan of a list. Raises: CoopError where there are several, or none."""
    if not plans:
        raise CoopError(
            msg(N_("there is no plan in this workspace")),
            msg(N_("write one into `plans`; `coopctl init` makes one to begin with")),
        )
    if len(plans) > 1:
        raise CoopError(
            msg(N_("there are several plans, and this may belong to any")),
            msg(N_("say which with `--plan`: {plans}"), plans=tuple(plans)),
        )
    return plans[0]


def choose_plan(connection: sqlite3.Connection, word: str | None) -> Plan:
    """Return the plan that `--plan` names, else the only one. Raises: CoopError for none."""
    if word is None:
        return plan_of(connection, find_only_plan(connection))
    return plan_of(connection, find_target(connection, read_id(word), ("plan",)).plan)
