"""A plan month by month: columns of what was recorded, completed and overdue."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from coopctl.domain.codes import Timeliness
from coopctl.domain.standing.chart import Month
from coopctl.language import _
from coopctl.output.web.shapes import CROWDED, Tick, percent
from coopctl.output.words import words

_TALL, _LOW = 96, 48  # px of a panel's columns
_HEAD = 24  # px above them, for the title
_AXIS = 20  # px below all panels, for the years
_YEAR = 12  # months
_BODY = 0.76  # of a month's width that its column takes


class Piece(NamedTuple):
    """A part of a column: what it counts, where it begins from above and how high it is, in px."""

    kind: str
    y: str
    height: str


class MonthColumn(NamedTuple):
    """A month's column: where it stands across, and its parts."""

    x: str
    width: str
    pieces: tuple[Piece, ...]


class Panel(NamedTuple):
    """One row of columns: its title and highest number, its upper and lower edge in px."""

    title: str
    most: str
    top: int
    base: int
    columns: tuple[MonthColumn, ...]


class Activity(NamedTuple):
    """The whole drawing, `height` px high, and what it says in a sentence."""

    height: int
    panels: tuple[Panel, ...]
    ticks: tuple[Tick, ...]
    said: str


class _Kind(NamedTuple):
    """What a panel counts: its title, height, and the parts of its columns."""

    title: str
    height: int
    parts: tuple[tuple[str, Callable[[Month], int]], ...]


def draw_activity(months: Sequence[Month]) -> Activity | None:
    """Return the drawing; None without a month."""
    if not months:
        return None
    panels, top = [], 0
    for kind in _kinds():
        panels.append(_panel(kind, months, top))
        top += _HEAD + kind.height
    return Activity(top + _AXIS, tuple(panels), tuple(_years(months)), _said(months))


def _years(months: Sequence[Month]) -> Iterator[Tick]:
    """Yield a label at each January, and at the first month where there is room before the next."""
    for at, month in enumerate(months):
        room = (_YEAR + 1 - month.first.month) / len(months)
        if month.first.month == 1 or (at == 0 and room > CROWDED):
            yield Tick("year", percent(at, len(months)), str(month.first.year))


def _kinds() -> tuple[_Kind, ...]:
    return (
        _Kind(_("Entries"), _TALL, (
            ("update", lambda month: month.updates), ("meeting", lambda month: month.meetings),
            ("outcome", lambda month: month.outcomes),
        )),
        _Kind(_("Items completed"), _LOW, (
            (Timeliness.DONE_ON_TIME, lambda month: month.completed),
        )),
        _Kind(_("Overdue at the end"), _LOW, ((Timeliness.OVERDUE, lambda month: month.overdue),)),
    )  # fmt: skip


def _panel(kind: _Kind, months: Sequence[Month], top: int) -> Panel:
    most = max(sum(count(month) for _code, count in kind.parts) for month in months)
    base = top + _HEAD + kind.height
    step = kind.height / most if most else 0.0
    columns = tuple(
        MonthColumn(
            percent(at + (1 - _BODY) / 2, len(months)),
            percent(_BODY, len(months)),
            tuple(_pieces(kind, month, base, step)),
        )
        for at, month in enumerate(months)
    )
    return Panel(kind.title, words.number(most), top, base, columns)


def _pieces(kind: _Kind, month: Month, base: int, step: float) -> list[Piece]:
    """Return the parts of a column, the first at the bottom."""
    pieces, y = [], float(base)
    for code, count in kind.parts:
        height = count(month) * step
        y -= height
        if height:
            pieces.append(Piece(code, f"{y:.1f}", f"{height:.1f}"))
    return pieces


def _said(months: Sequence[Month]) -> str:
    return _(
        "{count} months from {first}: {entries} entries, {completed} items completed, "
        "{overdue} overdue at the end"
    ).format(
        count=len(months),
        first=f"{months[0].first.month}/{months[0].first.year}",
        entries=words.number(sum(month.entries for month in months)),
        completed=sum(month.completed for month in months),
        overdue=months[-1].overdue,
    )
