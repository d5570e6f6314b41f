"""A meeting's form that begins with the agenda: its items, its points, and the actions still open."""

import sqlite3

from coopctl.domain.plan.plan import Plan
from coopctl.domain.standing.agenda import OPEN, AgendaRow
from coopctl.domain.words.dates import show_day
from coopctl.domain.words.text import visible
from coopctl.language import _
from coopctl.ledger.plan.choice import plan_of
from coopctl.ledger.standing.standings import Scope
from coopctl.output.words.agenda_text import point, way_back
from coopctl.output.words.words import Names
from coopctl.services.answering.agenda import AgendaQuery, list_agenda
from coopctl.services.answering.question import find_party_anywhere, read_day
from coopctl.services.recording.prepare import Request, find_about
from coopctl.services.workspace import clock
from coopctl.services.workspace.settings import Settings


def begin_with_agenda(
    connection: sqlite3.Connection, settings: Settings, request: Request, party: str | None
) -> Request:
    """Return the request with the agenda of its day in it; what was typed stays and comes first."""
    plan = plan_of(connection, find_about(connection, request).plan)
    typed_on = request.typed.get("on", ())
    on = read_day("--on", typed_on[-1] if typed_on else None) or clock.today(plan.timezone)
    query = AgendaQuery(on, find_party_anywhere(connection, party), settings.stale_days)
    rows = tuple(list_agenda(connection, settings, Scope(plan=plan.id), query).rows())
    names = Names(plan.parties, on)
    points = [visible(point(row, names, on)) for row in rows]
    typed = {
        **request.typed,
        "on": [show_day(on)],
        "item": [*request.typed.get("item", ()), *_items(plan, rows)],
        "proceedings": ["\n".join([*request.typed.get("proceedings", ()), *points])],
    }
    typed["item"] = list(dict.fromkeys(typed["item"]))
    return request._replace(typed=typed, notes=_notes(rows, names))


def _items(plan: Plan, rows: tuple[AgendaRow, ...]) -> list[str]:
    """Return the items on the agenda, in the plan's order."""
    found = {row.item for row in rows}
    return [item.id for item in plan.items() if item.id in found]


def _notes(rows: tuple[AgendaRow, ...], names: Names) -> tuple[str, ...]:
    """Return the open actions in lines of their own, with the way back to the minutes."""
    lines = [
        f"  {row.id}  {row.title} ({names.short(row.lead)}; {way_back(row)})"
        for row in rows
        if OPEN in row.reasons.split()
    ]
    title = _("Actions of earlier meetings that are not done:")
    return tuple(visible(" ".join(line.splitlines())) for line in [title, *lines]) if lines else ()
