"""Whose office it is that records: a party of the plan, by its id or any name it ever had.

Invariant: who writes is made here and nowhere else, so that for whom he speaks is always said.
"""

import sqlite3

from coopctl.domain.plan.plan import Plan
from coopctl.domain.record.matching import find_party, party_names
from coopctl.ledger.journal.journal import Writer
from coopctl.ledger.plan import compiled
from coopctl.ledger.plan.plans import is_party
from coopctl.messages import N_, CoopError, msg
from coopctl.services.workspace.settings import Settings


def office_in(plan: Plan, office: str | None) -> str | None:
    """Return the id of the plan's party that is named; None where none is.

    Raises: CoopError where the plan has no such party.
    """
    if office is None:
        return None
    return find_party(office, [party.id for party in plan.parties], party_names(plan.parties))


def speak(settings: Settings, plan: Plan) -> str | None:
    """Return the office that will record, and say for whom it speaks: before anything is asked.

    Raises: CoopError where the plan has no such party.
    """
    office = office_in(plan, settings.office)
    _tell_for_whom(settings, _known_office(plan, settings.own_office), office)
    return office


def writer_of(settings: Settings, plan: Plan) -> Writer:
    """Return who writes about a plan that need not be in the ledger, and say for whom."""
    office = _known_office(plan, settings.office)
    _tell_for_whom(settings, _known_office(plan, settings.own_office), office)
    return Writer(settings.author, office)


def writer_for(connection: sqlite3.Connection, settings: Settings, plan_id: str) -> Writer:
    """Return who writes about a plan by its id, and say for whom."""
    own, office = (
        _office_for(connection, plan_id, named) for named in (settings.own_office, settings.office)
    )
    _tell_for_whom(settings, own, office)
    return Writer(settings.author, office)


def _tell_for_whom(settings: Settings, own: str | None, office: str | None) -> None:
    """Say that something is recorded as the word of an office, where the workspace is another's."""
    if own is not None and office is not None and own != office:
        settings.tell(
            msg(
                N_("this is recorded as the word of `{office}`; the workspace is that of `{own}`"),
                office=office, own=own,
            )
        )  # fmt: skip


def _office_for(connection: sqlite3.Connection, plan_id: str, office: str | None) -> str | None:
    """Return the id of the plan's party that is meant; what is none of them, as it is."""
    if office is None or is_party(connection, plan_id, office):
        return office
    plan = compiled.find_plan(connection, plan_id)
    return _known_office(plan, office) if plan else office


def _known_office(plan: Plan, office: str | None) -> str | None:
    """Return the id of the plan's party that is meant; what is none of them, as it is."""
    try:
        return office_in(plan, office)
    except CoopError:
        return office
