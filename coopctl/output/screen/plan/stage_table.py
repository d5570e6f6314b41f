"""`status --stages`: the table of tasks by stage that a leader asks for, and each task below it."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from coopctl.domain.codes import LEVEL_LABELS, STAGE_LABELS
from coopctl.domain.standing.tasks import StageRow, count_stages
from coopctl.language import _, _n
from coopctl.output.screen.marks import join
from coopctl.output.screen.page import Page, Part
from coopctl.output.screen.plan.stage_text import days_left, mark_of
from coopctl.output.words import words

_COUNT = 10  # cells of a column of counts


class StagePicture(NamedTuple):
    """What `status --stages` shows: the tasks, how many items are none, and by what they were chosen.

    `names` gives the parties' names of each plan; `soon` is how many days count as "due soon".
    """

    rows: tuple[StageRow, ...]
    left_out: int
    as_of: date
    only: tuple[str, ...]
    names: dict[str, words.Names]
    soon: int


def show_stages(page: Page, picture: StagePicture) -> None:
    """Print how many tasks are in each stage at each level, then the tasks."""
    total = _n("{count} S&T task", "{count} S&T tasks", len(picture.rows))
    page.line(
        Part(total.format(count=words.number(len(picture.rows))), "bold"),
        Part(" · " + " · ".join((_as_of(picture.as_of), *picture.only)), "dim"),
    )
    levels = [level for level in LEVEL_LABELS if any(row.level == level for row in picture.rows)]
    if picture.rows:
        page.gap()
        _show_counts(page, picture.rows, levels)
    for level in levels:
        page.heading(words.label("level", level))
        for row in picture.rows:
            if row.level == level:
                _show_task(page, row, picture)
    _show_left_out(page, picture.left_out)


def _as_of(day: date) -> str:
    return _("as of {day}").format(day=words.day(day))


def _show_counts(page: Page, rows: Sequence[StageRow], levels: Sequence[str]) -> None:
    width = page.width - (_COUNT + 2) * len(levels) - 4
    width = min(width, max(len(_(label)) for label in STAGE_LABELS.values()))
    head = [([Part(_("Stage"), "dim")], width)]
    page.columns(
        [*head, *(_right(words.label("level", level), "dim") for level in levels)], indent=2
    )
    for stage, counts in count_stages(rows):
        name = words.label("stage", stage) if stage else _("No stage recorded")
        cells = [
            _right(words.number(counts[level]) if counts.get(level) else "–") for level in levels
        ]
        page.columns([([Part(name)], width), *cells], indent=2)


def _right(text: str, style: str = "") -> tuple[list[Part], int]:
    return [Part(text.rjust(_COUNT), style)], _COUNT


def _show_task(page: Page, row: StageRow, picture: StagePicture) -> None:
    several = len(picture.names) > 1
    shown = f"{row.plan}:{row.item}" if several else row.item
    page.line(Part(f"{shown}  "), Part(row.title, "bold"), indent=2, hang=4)
    names = picture.names.get(row.plan)
    lead = [Part(names.short(row.lead) if names else row.lead)] if row.lead else []
    page.flow([*_where(row), lead or [Part(_("lead not stated"), "dim")]], Part(" · ", "dim"), 6)
    _show_clock(page, row, picture.soon)
    if row.difficulty:
        day = f" ({words.day(row.difficulty_on)})"
        page.line(Part(_("Difficulty") + day + ": ", "dim"), Part(row.difficulty), indent=6, hang=2)


def _where(row: StageRow) -> list[list[Part]]:
    """Return the stage since when, the grade, the document, a way out that is not the end."""
    if row.stage is None:
        return [[Part(_("No stage recorded"), "dim")], [Part(words.label("status", row.status))]]
    since = _("since {day}").format(day=words.day(row.since))
    said = [[Part(row.stage_name or row.stage, "cyan"), Part(f" {since}")]]
    if row.grade:
        said.append([Part(words.label("grade", row.grade), "bold")])
    if row.document:
        said.append([Part(row.document)])
    if row.aside and row.aside != row.stage:
        said.append([Part(words.label("stage", row.aside), "yellow")])
    return said


def _show_clock(page: Page, row: StageRow, soon: int) -> None:
    if row.clock_name is None or row.clock_days is None:
        return
    mark = mark_of(row.clock_days, soon)
    until = _("due {day}").format(day=words.day(row.clock_due))
    doubt = [Part(_("not verified"), "yellow")] if row.clock_unconfirmed else []
    said = [
        [mark, Part(f" {row.clock_name}: "), Part(days_left(row.clock_days), mark.style)],
        [Part(until)],
        doubt,
    ]
    page.line(*join(said), indent=6, hang=2)


def _show_left_out(page: Page, count: int) -> None:
    if not count:
        return
    said = _n(
        "{count} item follows no stages and is left out",
        "{count} items follow no stages and are left out",
        count,
    )
    page.gap()
    page.line(Part(said.format(count=words.number(count)), "dim"))
