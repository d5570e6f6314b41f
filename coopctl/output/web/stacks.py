"""Timeliness as stacked bars: one an area, one part a class, in the order of the marks."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from coopctl.domain.codes import TIMELINESS_LABELS
from coopctl.domain.plan.plan import Area
from coopctl.domain.standing.standing import ItemRow, Tally, tally
from coopctl.language import _
from coopctl.output.screen.marks import MARKS, besides
from coopctl.output.web.shapes import Box, percent
from coopctl.output.words import words


class Class(NamedTuple):
    """How many items are in a class: its code, mark and label."""

    code: str
    mark: str
    size: int
    label: str


class Stack(NamedTuple):
    """An area's bar: what it is of, the classes, and their boxes; `said` has all of it in words.

    `besides` says how many withdrawn items are in no class.
    """

    title: str
    total: int
    classes: tuple[Class, ...]
    boxes: tuple[Box, ...]
    said: str
    besides: str


def list_classes(counted: Tally) -> Iterator[Class]:
    """Yield the classes that have items, in the order of the marks."""
    for code, mark in MARKS.items():
        size = counted.classes.get(code)
        if size:
            yield Class(code, mark.text, size, _(TIMELINESS_LABELS[code]))


def stack_areas(areas: Sequence[Area], rows: Sequence[ItemRow]) -> list[Stack]:
    """Return a bar for each area with items; the longest is as wide as the drawing."""
    tallies = {area.id: tally(row for row in rows if row.area == area.id) for area in areas}
    there = {row.area for row in rows}
    most = max((counted.total for counted in tallies.values()), default=0)
    return [_stack(area, tallies[area.id], most) for area in areas if area.id in there]


def _stack(area: Area, counted: Tally, most: int) -> Stack:
    classes = tuple(list_classes(counted))
    boxes, begin = [], 0
    for one in classes:
        boxes.append(Box(one.code, percent(begin, most), percent(one.size, most)))
        begin += one.size
    title = f"{area.id}  {words.read(area.title)}"
    counts = ", ".join(f"{class_.size} {class_.label}" for class_ in classes)
    left_out = besides(counted)
    said = f"{title}: {'; '.join(filter(None, (counts, left_out)))}"
    return Stack(title, counted.total, classes, tuple(boxes), said, left_out)
