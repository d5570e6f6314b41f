"""`agenda` on the terminal: what a meeting must look at, section by section, with every reason."""

from collections.abc import Mapping
from datetime import date
from itertools import groupby
from typing import NamedTuple

from coopctl.domain.plan.plan import Plan
from coopctl.domain.standing.agenda import SECTION_LABELS, AgendaRow
from coopctl.language import _
from coopctl.output.screen.marks import MARKS
from coopctl.output.screen.page import Page, Part
from coopctl.output.screen.standing.due_page import show_left_out
from coopctl.output.words import words
from coopctl.output.words.agenda_text import facts_of, reason_lines, way_back

_DOT = Part(" · ", "dim")
_NO_MARK = Part("·", "dim")  # of an entry: it has no deadline


class AgendaPicture(NamedTuple):
    """What `agenda` shows: rows by plan and section, the plans that they are of, and what was asked.

    `left_out` counts the rows that are not shown, by plan. `known` says by what knowledge, in words.
    """

    plans: tuple[Plan, ...]
    rows: tuple[AgendaRow, ...]
    on: date
    party: str | None
    left_out: Mapping[str, int]
    known: tuple[str, ...] = ()


def show_agenda(page: Page, picture: AgendaPicture) -> None:
    """Print the rows, section by section; plan by plan where there are several."""
    _show_head(page, picture)
    if not picture.rows:
        page.line(Part(_("nothing is left open, and nothing is due soon")))
        return
    plans = {plan.id: plan for plan in picture.plans}
    count = len(plans.keys() | picture.left_out.keys())
    for plan_id, rows in groupby(picture.rows, key=lambda row: row.plan):
        plan = plans[plan_id]
        if count > 1:
            page.heading(f"{plan.id}  {words.read(plan.title)}")
        names = words.Names(plan.parties, picture.on)
        for section, ours in groupby(rows, key=lambda row: row.section):
            _show_section(page, section, list(ours), names, picture.on)
    show_left_out(page, sum(picture.left_out.values()), count)


def _show_head(page: Page, picture: AgendaPicture) -> None:
    said = [_("for a meeting on {day}").format(day=words.day(picture.on)), *picture.known]
    if picture.party is not None:
        parties = [one for plan in picture.plans for one in plan.parties]
        name = words.Names(parties, picture.on).short(picture.party)
        said.append(_("only {what}").format(what=name))
    page.line(Part(_("Agenda"), "bold"), Part("  " + " · ".join(said), "dim"))


def _show_section(
    page: Page, section: str, rows: list[AgendaRow], names: words.Names, on: date
) -> None:
    page.gap()
    count = Part(f" ({words.number(len(rows))})", "dim")
    page.line(Part(_(SECTION_LABELS[section]), "bold"), count)
    width = max(4, *(len(row.id) for row in rows))
    for row in rows:
        mark = MARKS[row.timeliness] if row.timeliness else _NO_MARK
        page.columns(
            [([mark], 1), ([Part(row.id)], width), ([Part(row.title)], page.width - width - 7)],
            indent=2,
        )
        page.flow([[Part(fact)] for fact in facts_of(row, names)], _DOT, width + 7)
        for line in reason_lines(row, names, on):
            page.line(Part(line), indent=width + 7, hang=2)
        if row.meeting is not None:
            page.line(Part(way_back(row), "dim"), indent=width + 7, hang=2)
