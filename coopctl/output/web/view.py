"""What the page's template is filled with: a plan's record in the words of every other output."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from coopctl.domain.codes import Timeliness
from coopctl.domain.plan.indicators import IndicatorRow
from coopctl.domain.plan.plan import Area
from coopctl.domain.record.corrections import root_of
from coopctl.domain.record.entries import Body, Entry
from coopctl.domain.standing.period_figures import PeriodFigures
from coopctl.domain.standing.standing import ActionRow, ItemRow, tally
from coopctl.language import _
from coopctl.output.screen.marks import besides, official, plain
from coopctl.output.screen.page import Part
from coopctl.output.screen.plan.indicators import amounts, grounds, period_label, share, title_parts
from coopctl.output.screen.record.sides import count_parts
from coopctl.output.screen.standing.dashboard import head_sentences, number_and_date
from coopctl.output.web.activity import Activity, draw_activity
from coopctl.output.web.gantt import Gantt, draw_gantt
from coopctl.output.web.record import PlanRecord
from coopctl.output.web.shapes import percent
from coopctl.output.web.stacks import Class, Stack, list_classes, stack_areas
from coopctl.output.web.things import Anchor, EntryView, Things, ThingView
from coopctl.output.words import words
from coopctl.output.words.period_figures import (
    UncountedEntries,
    figure_cells,
    figures_head,
    figures_title,
    late_groups,
)

_WHOLE = 100  # percent
_OPEN = {
    Timeliness.OVERDUE, Timeliness.DUE_SOON, Timeliness.IN_TIME, Timeliness.NO_DEADLINE,
}  # fmt: skip


class PageFigures(NamedTuple):
    """How many items there are and in which class; each rate, and the sentence with its formula; what is in none."""

    total: int
    classes: tuple[Class, ...]
    official: tuple[str, str]
    plain: tuple[str, str]
    besides: str


class PeriodView(NamedTuple):
    """A closed period's own figures beside those from the beginning, and what came too late for it."""

    title: str
    head: tuple[str, str, str]
    rows: tuple[tuple[str, str, str], ...]
    late: tuple[UncountedEntries, ...]


class AreaView(NamedTuple):
    """An area and its items."""

    title: str
    items: tuple[ThingView, ...]


class SideView(NamedTuple):
    """A party and what waits for it."""

    name: str
    things: tuple[ThingView, ...]


class IndicatorView(NamedTuple):
    """A line of an indicator. `filled` is how much of the target is reached, of the drawing's width."""

    period: str
    whole: bool
    amounts: list[Part]
    share: str
    filled: str | None
    grounds: list[Part]


class MeasuredView(NamedTuple):
    """An indicator of an item, with its lines: the whole, then each period."""

    item: ThingView
    title: list[Part]
    rows: tuple[IndicatorView, ...]


class MeetingView(NamedTuple):
    """A meeting: what was concluded, what became of its actions, and the rest of its minutes."""

    link: Anchor
    days: str
    title: str
    conclusions: tuple[str, ...]
    actions: tuple[ThingView, ...]
    items: tuple[Anchor, ...]
    minutes: EntryView


class PlanView(NamedTuple):
    """A whole plan, as the template shows it. `anchor` begins all its anchors.

    `leaderless` counts the open items and actions that wait for nobody, having no lead.
    """

    anchor: str
    title: str
    number: str
    sentences: tuple[str, ...]
    asked: str
    notes: tuple[str, ...]
    note: str
    example: bool
    figures: PageFigures
    period: PeriodView | None
    confirmations: list[Part]
    sides: tuple[SideView, ...]
    leaderless: int
    stacks: tuple[Stack, ...]
    gantt: Gantt
    indicators: tuple[MeasuredView, ...]
    activity: Activity | None
    months: tuple[tuple[str, ...], ...]
    earlier: int
    areas: tuple[AreaView, ...]
    meetings: tuple[MeetingView, ...]


def view_plan(record: PlanRecord, anchor: str) -> PlanView:
    """Return what the template shows of a plan, under anchors that begin with `anchor`."""
    things = Things(record, anchor)
    plan = record.plan
    as_of = _("as of {day}").format(day=words.day(record.as_of))
    return PlanView(
        anchor, words.read(plan.title), number_and_date(plan),
        tuple(head_sentences(plan, things.names, record.as_of)),
        " · ".join((as_of, *record.known)), record.notes,
        words.read(plan.note) if plan.note else "", plan.example, _figures(record),
        _period(record.figures),
        count_parts(record.items, record.actions),
        tuple(_sides(things)), _count_leaderless(record), tuple(stack_areas(plan.areas, record.items)),
        draw_gantt(record.timeline, plan.areas, things.item_anchors), tuple(_measured(things)),
        draw_activity(record.months), tuple(_months(record)), record.earlier,
        tuple(_areas(things, plan.areas)), tuple(_meetings(things)),
    )  # fmt: skip


def _figures(record: PlanRecord) -> PageFigures:
    counted = tally(record.items)
    return PageFigures(
        counted.total, tuple(list_classes(counted)),
        (words.percent(counted.official_rate), official(counted)),
        (words.percent(counted.plain_rate), plain(counted)), besides(counted),
    )  # fmt: skip


def _period(found: PeriodFigures | None) -> PeriodView | None:
    if found is None:
        return None
    rows = tuple(
        (label, words.number(period), words.number(beginning))
        for label, period, beginning in figure_cells(found)
    )
    return PeriodView(figures_title(found), figures_head(found), rows, tuple(late_groups(found)))


def _sides(things: Things) -> Iterator[SideView]:
    """Yield who has something to do next, and what: whom most waits for first."""
    record = things.record
    rows = [(row.move, things.items[row.item]) for row in record.items]
    rows += [(row.move, things.actions[row.id]) for row in record.actions]
    waiting: dict[str, list[ThingView]] = {}
    for move, thing in rows:
        for party in move.split():
            waiting.setdefault(party, []).append(thing)
    for party, found in sorted(waiting.items(), key=lambda one: (-len(one[1]), one[0])):
        yield SideView(things.names.short(party), tuple(found))


def _count_leaderless(record: PlanRecord) -> int:
    rows: tuple[ItemRow | ActionRow, ...] = (*record.items, *record.actions)
    return sum(not row.lead and not row.move and row.timeliness in _OPEN for row in rows)


def _areas(things: Things, areas: Sequence[Area]) -> Iterator[AreaView]:
    for area in areas:
        rows = [row for row in things.record.items if row.area == area.id]
        if rows:
            title = f"{area.id}  {words.read(area.title)}"
            yield AreaView(title, tuple(things.items[row.item] for row in rows))


def _measured(things: Things) -> Iterator[MeasuredView]:
    found: dict[tuple[str, str], list[IndicatorRow]] = {}
    for row in things.record.indicators:
        found.setdefault((row.item, row.indicator), []).append(row)
    for (item, _indicator), rows in found.items():
        yield MeasuredView(things.items[item], title_parts(rows[0]), tuple(map(_line, rows)))


def _line(row: IndicatorRow) -> IndicatorView:
    filled = None
    if row.share is not None:
        filled = percent(min(max(float(row.share), 0.0), _WHOLE), _WHOLE)
    return IndicatorView(
        period_label(row), row.period is None, amounts(row), share(row), filled, grounds(row)
    )


def _months(record: PlanRecord) -> Iterator[tuple[str, ...]]:
    """Yield the numbers of the drawing, a row a month."""
    for month in record.months:
        counts = (month.updates, month.meetings, month.outcomes, month.completed, month.overdue)
        yield (f"{month.first.month}/{month.first.year}", *map(words.number, counts))


def _meetings(things: Things) -> Iterator[MeetingView]:
    """Yield the meetings that were not taken back, the newest first."""
    actions: dict[str | None, list[ThingView]] = {}
    for row in things.record.actions:
        actions.setdefault(row.meeting, []).append(things.actions[row.id])
    for entry in things.meetings:
        body, ours = entry.body, tuple(actions.get(root_of(entry), ()))
        told = ("title", "conclusions", "items", *(("actions",) if ours else ()))
        yield MeetingView(
            things.meeting(entry), _days(entry), body["title"],
            tuple(body.get("conclusions", ())), ours, tuple(_discussed(things, body)),
            things.entry(entry, told),
        )  # fmt: skip


def _days(meeting: Entry) -> str:
    until = meeting.body.get("until")
    return words.day(meeting.happened_on) + (f" – {words.iso_day(until)}" if until else "")


def _discussed(things: Things, body: Body) -> Iterator[Anchor]:
    for item in body.get("items", ()):
        found = things.items.get(item)
        yield Anchor(found.anchor, f"{item} {found.title}") if found else Anchor("", item)
