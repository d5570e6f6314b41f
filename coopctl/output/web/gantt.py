"""A plan's items over its period: the bars of `timeline`, drawn."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from coopctl.domain.plan.plan import Area
from coopctl.domain.standing.timeline import OPEN, Bar, Timeline
from coopctl.domain.words.dates import show_day
from coopctl.language import _
from coopctl.output.screen.marks import MARKS
from coopctl.output.web.shapes import Box, DayScale, Tick
from coopctl.output.words import words


class Glyph(NamedTuple):
    """A sign at a day: `original`, `done`, `meeting`, or `before` and `after` at the edges."""

    kind: str
    x: str
    said: str = ""


class GanttRow(NamedTuple):
    """An item's bar; `anchor` is where the page tells more of it, `said` the bar in words."""

    anchor: str
    id: str
    title: str
    mark: str
    code: str
    boxes: tuple[Box, ...]
    glyphs: tuple[Glyph, ...]
    said: str


class AreaBars(NamedTuple):
    """The bars of an area."""

    title: str
    rows: tuple[GanttRow, ...]


class Gantt(NamedTuple):
    """The whole drawing. `today` is where the day asked about is; None outside of what is drawn."""

    ticks: tuple[Tick, ...]
    years: tuple[str, ...]
    today: str | None
    meetings: tuple[Glyph, ...]
    groups: tuple[AreaBars, ...]


def draw_gantt(timeline: Timeline, areas: Sequence[Area], anchors: Mapping[str, str]) -> Gantt:
    """Return the drawing; `anchors` says where the page tells more of an item, by its id."""
    scale = DayScale(timeline.first, timeline.last)
    groups = (
        AreaBars(
            f"{area.id}  {words.read(area.title)}",
            tuple(_row(bar, scale, anchors) for bar in timeline.items if bar.area == area.id),
        )
        for area in areas
    )
    ticks = tuple(scale.ticks())
    return Gantt(
        ticks,
        tuple(tick.x for tick in ticks if tick.kind == "year"),
        scale.middle(timeline.as_of) if scale.has(timeline.as_of) else None,
        tuple(
            Glyph("meeting", scale.middle(meeting.on), f"{show_day(meeting.on)}: {meeting.title}")
            for meeting in timeline.meetings
            if scale.has(meeting.on)
        ),
        tuple(group for group in groups if group.rows),
    )


def _row(bar: Bar, scale: DayScale, anchors: Mapping[str, str]) -> GanttRow:
    boxes = tuple(
        scale.box(stretch.kind, stretch.first, stretch.last)
        for stretch in bar.stretches
        if stretch.first <= scale.last and stretch.last >= scale.first
    )
    said = "; ".join((f"{bar.id} {bar.title}", *_facts(bar)))
    return GanttRow(
        anchors[bar.id], bar.id, bar.title, MARKS[bar.timeliness].text, bar.timeliness, boxes,
        tuple(_glyphs(bar, scale)), said,
    )  # fmt: skip


def _glyphs(bar: Bar, scale: DayScale) -> Iterator[Glyph]:
    for kind, day in (("original", bar.original_due), ("done", bar.completed_on)):
        if day is not None and scale.has(day):
            yield Glyph(kind, scale.middle(day))
    days = [
        day
        for stretch in bar.stretches
        if stretch.kind != OPEN
        for day in (stretch.first, stretch.last)
    ]
    if any(day < scale.first for day in days):
        yield Glyph("before", "0%")
    if any(day > scale.last for day in days):
        yield Glyph("after", "100%")


def _facts(bar: Bar) -> Iterator[str]:
    """Yield what a bar shows in words."""
    if bar.start is not None:
        yield _("start {day}").format(day=words.day(bar.start))
    yield _("due {day}").format(day=bar.deadline) if bar.deadline else _("deadline not stated")
    yield words.label("timeliness", bar.timeliness)
    if bar.completed_on is not None:
        yield f"{_('completed')} {words.day(bar.completed_on)}"
