"""Taking back what the newest command of this ledger recorded: what that is, and whether it may be."""

import sqlite3
from collections.abc import Iterable, Sequence

from coopctl.domain.record.corrections import RETRACTION
from coopctl.domain.record.entries import Body, Draft, Entry
from coopctl.ledger.journal.commands import find_newest, list_since
from coopctl.ledger.journal.versions import find_last, stands
from coopctl.ledger.periods.closed import list_closed
from coopctl.ledger.plan import compiled
from coopctl.messages import N_, CoopError, Message, msg
from coopctl.services.correcting.take_back import find_named
from coopctl.services.correcting.undo_refusals import (
    StillUsed,
    not_the_last,
    nothing_to_undo,
    of_another,
    taken_up,
)
from coopctl.services.recording.prepare import late_remarks
from coopctl.services.workspace import clock
from coopctl.services.workspace.offices import speak
from coopctl.services.workspace.settings import Settings


def speak_for(connection: sqlite3.Connection, settings: Settings, entries: Sequence[Entry]) -> None:
    """Say for whom one speaks. Raises: CoopError where a plan has no such party."""
    for plan_id in dict.fromkeys(entry.plan for entry in entries):
        plan = compiled.find_plan(connection, plan_id)
        if plan is not None:
            speak(settings, plan)


def find_undoable(connection: sqlite3.Connection, word: str | None) -> list[Entry]:
    """Return what is to be taken back. Raises: CoopError where there is nothing, or another is meant."""
    newest = find_newest(connection)
    if word is not None:
        _refuse_other(connection, find_named(connection, word), newest)
    last = [entry for entry in newest if stands(connection, entry)]
    if not last:
        raise nothing_to_undo(None)
    for entry in last:
        if entry.kind == "plan" and compiled.count_versions(connection, entry.plan) < 2:  # noqa: PLR2004  (one before)
            raise nothing_to_undo(entry)
    since = list_since(connection, newest)
    if since:
        raise StillUsed(since)
    return last


def _refuse_other(connection: sqlite3.Connection, named: Entry, newest: Sequence[Entry]) -> None:
    """Refuse an entry that the newest command did not record. Raises: CoopError."""
    own = find_last(connection)
    if own is None or named.replica != own.replica:
        raise of_another(named)
    if named.id in {entry.id for entry in newest}:
        return
    if named.kind == "plan" and "command" not in named.body:
        raise taken_up(named)
    raise not_the_last(named, newest)


def refuse_changed(before: Sequence[Entry], now: Sequence[Entry]) -> None:
    """Refuse where somebody recorded something since the question was put."""
    if [entry.id for entry in before] != [entry.id for entry in now]:
        raise CoopError(
            msg(N_("something else was recorded meanwhile; nothing was taken back")),
            msg(N_("`coopctl undo` is now about that: see what it shows")),
        )


def remarks_on_lateness(
    connection: sqlite3.Connection, entries: Sequence[Entry]
) -> Iterable[Message]:
    """Say for which closed periods it comes too late to take back what they counted."""
    closed = {
        plan: list(list_closed(connection, plan)) for plan in {entry.plan for entry in entries}
    }
    counted = (entry for entry in entries if any(p.had(entry.id) for p in closed[entry.plan]))
    for plan, day in dict.fromkeys((entry.plan, entry.happened_on) for entry in counted):
        yield from late_remarks(connection, plan, day)


def undoing(connection: sqlite3.Connection, entry: Entry, reason: str | None) -> Draft:
    """Return what takes one entry back; the reason is not owed."""
    body: Body = {"reason": reason} if reason else {}
    plan = compiled.find_plan(connection, entry.plan)
    today = clock.today(plan.timezone if plan else None)
    return Draft(RETRACTION, entry.plan, entry.item, today, body, entry.id)
