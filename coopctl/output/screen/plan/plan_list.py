"""`status` of several plans: a line each."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from coopctl.domain.codes import TIMELINESS_LABELS
from coopctl.domain.standing.standing import Tally
from coopctl.language import _
from coopctl.output.screen.marks import BAR, MARKS, bar, tail
from coopctl.output.screen.page import WIDE, Page, Part
from coopctl.output.words import words


class PlanLine(NamedTuple):
    """One plan among several: what `status` shows of it in a line."""

    id: str
    title: str
    counted: Tally


def show_no_plan(page: Page) -> None:
    """Say that there is nothing to show."""
    page.line(Part(_("there is no plan here, or none was recorded by then"), "dim"))


def show_plans(
    page: Page, lines: Sequence[PlanLine], as_of: date, limit: int, known: Sequence[str] = ()
) -> None:
    """Print one line a plan, at most `limit` of them (0: all); say how many are left out.

    `known` says by what knowledge, in words.
    """
    if not lines:
        show_no_plan(page)
        return
    said = ["", _("as of {day}").format(day=words.day(as_of)), *known]
    page.line(Part(_("{count} plans").format(count=words.number(len(lines))), "bold"),
              Part(" · ".join(said), "dim"))  # fmt: skip
    width = min(max((len(line.id) for line in lines), default=4), 30)
    room = 54 if page.width >= WIDE else BAR + 10
    most = limit or len(lines)
    for line in lines[:most]:
        rate = Part(words.percent(line.counted.official_rate).rjust(8) + "  ")
        shown = tail(line.counted) if page.width >= WIDE else bar(line.counted)
        page.columns([
            ([Part(line.id)], width), ([Part(line.title)], page.width - width - room - 4),
            ([rate, *shown], room),
        ])  # fmt: skip
    if len(lines) > most:
        more = _("and {count} more; `--limit 0` shows all").format(count=len(lines) - most)
        page.line(Part(more, "dim"))
    page.gap()
    legend = [[mark, Part(f" {_(TIMELINESS_LABELS[code])}", "dim")] for code, mark in MARKS.items()]
    page.flow(legend, Part("   "))
