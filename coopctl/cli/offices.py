"""Whose office it is that records: a party of the plan, by its id or any name it ever had."""

import sqlite3

from coopctl.domain.matching import find_party, party_names
from coopctl.domain.messages import CoopError
from coopctl.domain.plan import Plan
from coopctl.ledger import compiled

_IS_PARTY = "select 1 from parties where plan = :plan and id = :office"


def office_in(plan: Plan, office: str | None) -> str | None:
    """Return the id of the plan's party that the settings name; None where they name none.

    Raises: CoopError where the plan has no such party.
    """
    if office is None:
        return None
    return find_party(office, [party.id for party in plan.parties], party_names(plan.parties))


def writing_office(connection: sqlite3.Connection, plan_id: str, office: str | None) -> str | None:
    """Return the same for a plan by its id; an office that is none of its parties, as it is."""
    values = {"plan": plan_id, "office": office}
    if office is None or connection.execute(_IS_PARTY, values).fetchone():
        return office
    plan = compiled.find_plan(connection, plan_id)
    return known_office(plan, office) if plan else office


def known_office(plan: Plan, office: str | None) -> str | None:
    """Return the id of the plan's party that is meant; what is none of them, as it is."""
    try:
        return office_in(plan, office)
    except CoopError:
        return office
