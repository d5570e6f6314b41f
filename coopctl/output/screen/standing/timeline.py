"""`timeline` on the terminal: a bar a line, scaled from days to cells; every texture is told apart without colour."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from coopctl.domain.plan.plan import Area
from coopctl.domain.standing.timeline import (
    EXTENDED,
    LATE,
    OPEN,
    PLANNED,
    Bar,
    Timeline,
    month_starts,
)
from coopctl.domain.words.dates import show_day
from coopctl.language import _
from coopctl.output.screen.marks import MARKS
from coopctl.output.screen.page import Page, Part
from coopctl.output.screen.standing.dashboard import Picture, show_head
from coopctl.output.words import words

_TEXTURES = {PLANNED: "█", EXTENDED: "▒", LATE: "─", OPEN: "·"}
_IDLE = "░"  # what is suspended, cancelled or withdrawn
_ORIGINAL, _DONE, _TODAY, _MEETING = "◇", "●", "│", "▼"
_BEFORE, _AFTER = "‹", "›"
_AGAIN = 30  # bars after which the scale is printed once more
_INDENT = 2
_MOST_SAME = 9  # meetings that one cell can count
_LEAST_CELLS = 8  # also in a window that has no room for them


class CellScale(NamedTuple):
    """How days fall into cells: `first` to `last` on `cells` cells."""

    first: date
    last: date
    cells: int

    def cell(self, day: date) -> int:
        """Return the cell of a day; -1 before the first, `cells` after the last."""
        if day < self.first:
            return -1
        if day > self.last:
            return self.cells
        return (day - self.first).days * self.cells // ((self.last - self.first).days + 1)

    def has(self, day: date) -> bool:
        """Tell whether a day is drawn."""
        return self.first <= day <= self.last


def show_timeline(page: Page, picture: Picture, timeline: Timeline, limit: int) -> None:
    """Print a plan's items as bars, its meetings above them; at most `limit` bars (0: all)."""
    show_head(page, picture, words.Names(picture.plan.parties, picture.as_of))
    left = max(24, page.width * 3 // 8)
    scale = CellScale(timeline.first, timeline.last, max(page.width - left - 1, _LEAST_CELLS))
    page.gap()
    _print(page, left, [Part(_("Meetings"))], _meeting_cells(timeline, scale))
    _show_scale(page, scale, left)
    bars = timeline.items[: limit or None]
    for area in picture.areas:
        _show_bars(
            page, scale, left, _title(area), (timeline, [b for b in bars if b.area == area.id])
        )
    _show_bars(page, scale, left, _("Actions"), (timeline, timeline.actions[: limit or None]))
    if len(bars) + len(timeline.actions) > _AGAIN:
        page.gap()
        _show_scale(page, scale, left)
    _show_rest(page, timeline, limit)
    page.gap()
    page.flow(list(_legend(timeline)), Part("   "))


def _title(area: Area) -> str:
    return f"{area.id}  {words.read(area.title)}"


def _show_bars(
    page: Page, scale: CellScale, left: int, title: str, drawn: tuple[Timeline, Sequence[Bar]]
) -> None:
    timeline, bars = drawn
    if not bars:
        return
    page.line(Part(title, "bold"), most=1)
    width = max(4, *(len(bar.id) for bar in bars))
    for bar in bars:
        mark = MARKS[bar.timeliness]
        style = "" if bar.counted else "dim"
        label = [
            Part(bar.id.ljust(width), style),
            Part(" "),
            mark,
            Part(" "),
            Part(bar.title, style),
        ]
        _print(page, left, label, _cells(bar, scale, timeline.as_of))


def _print(page: Page, left: int, label: Sequence[Part], cells: Sequence[Part]) -> None:
    page.row(label, left - _INDENT, cells, indent=_INDENT)


def _cells(bar: Bar, scale: CellScale, as_of: date) -> list[Part]:
    """Return one part a cell: stretches, then the line of the day, then the marks on top."""
    cells = [Part(" ")] * scale.cells
    style = MARKS[bar.timeliness].style if bar.counted else "dim"
    for stretch in bar.stretches:
        for at in _range(scale, stretch.first, stretch.last):
            cells[at] = Part(_TEXTURES[stretch.kind] if bar.counted else _IDLE, style)
    if scale.has(as_of):
        cells[scale.cell(as_of)] = Part(_TODAY, "bold")
    for day, mark in ((bar.original_due, _ORIGINAL), (bar.completed_on, _DONE)):
        if day is not None and scale.has(day):
            cells[scale.cell(day)] = Part(mark, style or "bold")
    return _with_edges(bar, scale, cells)


def _range(scale: CellScale, first: date, last: date) -> range:
    """Return the cells of a stretch; each stretch that is drawn has one at least."""
    return range(max(scale.cell(first), 0), min(scale.cell(last), scale.cells - 1) + 1)


def _with_edges(bar: Bar, scale: CellScale, cells: list[Part]) -> list[Part]:
    """Point to what lies outside of what is drawn."""
    days = [
        day
        for stretch in bar.stretches
        if stretch.kind != OPEN
        for day in (stretch.first, stretch.last)
    ]
    if any(day < scale.first for day in days):
        cells[0] = Part(_BEFORE, "bold")
    if any(day > scale.last for day in days):
        cells[-1] = Part(_AFTER, "bold")
    return cells


def _meeting_cells(timeline: Timeline, scale: CellScale) -> list[Part]:
    counts = [0] * scale.cells
    for meeting in timeline.meetings:
        if scale.has(meeting.on):
            counts[scale.cell(meeting.on)] += 1
    cells = [Part(_count(count), "bold") for count in counts]
    if scale.has(timeline.as_of) and not counts[scale.cell(timeline.as_of)]:
        cells[scale.cell(timeline.as_of)] = Part(_TODAY, "bold")
    return cells


def _count(meetings: int) -> str:
    if meetings <= 1:
        return _MEETING if meetings else " "
    return str(meetings) if meetings <= _MOST_SAME else "+"


def _show_scale(page: Page, scale: CellScale, left: int) -> None:
    """Print months or quarters where there is room for them, and the years below."""
    months = list(month_starts(scale.first, scale.last))
    room = scale.cells / len(months)
    if room >= 3:  # noqa: PLR2004  (two digits and a space)
        parts = [(month, str(month.month)) for month in months]
    elif room >= 1:
        parts = [(m, words.quarter(m.month)) for m in months if m.month % 3 == 1]
    else:
        parts = []
    years = [(month, str(month.year)) for month in months if month.month == 1 or month == months[0]]
    for labels in filter(None, (parts, years)):
        _print(page, left, [], [Part(_ruler(scale, labels), "dim")])


def _ruler(scale: CellScale, labels: Sequence[tuple[date, str]]) -> str:
    """Return labels at their cells; one that has no room after the one before is left out."""
    line = ""
    for day, label in labels:
        at = scale.cell(day)
        if at + len(label) <= scale.cells and (not line or at > len(line)):
            line = line.ljust(at) + label
    return line


def _show_rest(page: Page, timeline: Timeline, limit: int) -> None:
    left_out = sum(max(len(bars) - limit, 0) for bars in (timeline.items, timeline.actions))
    if limit and left_out:
        more = _("and {count} more; `--limit 0` shows all").format(count=left_out)
        page.gap()
        page.line(Part(more, "dim"))


def _legend(timeline: Timeline) -> Iterator[list[Part]]:
    for mark, meaning in (
        (_TEXTURES[PLANNED], _("until due")), (_TEXTURES[EXTENDED], _("extended")),
        (_ORIGINAL, _("original due")), (_TEXTURES[LATE], _("late")), (_DONE, _("completed")),
        (_TEXTURES[OPEN], _("no deadline")), (_IDLE, _("not counted")), (_MEETING, _("meeting")),
        (_TODAY, show_day(timeline.as_of)),
    ):  # fmt: skip
        yield [Part(mark), Part(f" {meaning}", "dim")]
