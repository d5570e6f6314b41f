"""Taking a whole entry back: which may be, and what is recorded for it."""

import sqlite3
from collections.abc import Iterable

from coopctl.domain.plan.plan import Plan
from coopctl.domain.record.corrections import RETRACTION
from coopctl.domain.record.entries import Draft, Entry
from coopctl.ledger.periods.closed import list_closed
from coopctl.messages import N_, CoopError, Message, msg
from coopctl.services.correcting.take_back import find_named, refuse_replaced
from coopctl.services.recording.prepare import late_remarks
from coopctl.services.workspace import clock


def find_retractable(connection: sqlite3.Connection, word: str) -> Entry:
    """Find the entry. Raises: CoopError for a plan, and for what is not in force."""
    entry = find_named(connection, word)
    if entry.kind == "plan":
        raise CoopError(
            msg(N_("`{id}` is a version of the plan `{plan}`"), id=entry.id, plan=entry.plan),
            msg(N_("change the plan in its file")),
        )
    refuse_replaced(connection, entry, "retract")
    return entry


def remarks_on_lateness(connection: sqlite3.Connection, entry: Entry) -> Iterable[Message]:
    """Say for which closed periods it comes too late to take back what they counted."""
    counted = any(one.had(entry.id) for one in list_closed(connection, entry.plan))
    return late_remarks(connection, entry.plan, entry.happened_on) if counted else ()


def retraction_of(entry: Entry, reason: str, plan: Plan) -> Draft:
    """Return what takes the whole thing back: none of its versions comes back by it."""
    body = {"reason": reason, "whole": True}
    if entry.kind == RETRACTION:
        del body["whole"]
    today = clock.today(plan.timezone)
    return Draft(RETRACTION, entry.plan, entry.item, today, body, entry.id)
