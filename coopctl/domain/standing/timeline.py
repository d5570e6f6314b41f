"""Items and actions as stretches of days, over the period of their plan."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from coopctl.domain.codes import Timeliness
from coopctl.domain.plan.plan import Plan
from coopctl.domain.standing.standing import ActionRow, ItemRow

PLANNED, EXTENDED, LATE, OPEN = "planned", "extended", "late", "open"
_DAY = timedelta(days=1)
_FAR = timedelta(days=5 * 366)  # from the day asked about, where a plan states no period


class Stretch(NamedTuple):
    """Days, both included, of one kind.

    `planned` goes to the original due, `extended` to a later one, `late` from there to the completion
    or the day asked about; `open` is without a due.
    """

    kind: str
    first: date
    last: date


class Bar(NamedTuple):
    """One item or action on a timeline, with the stretches that it is drawn as, in order.

    `area` is None for an action. `counted` is False for what is suspended, cancelled or withdrawn.
    """

    area: str | None
    id: str
    title: str
    start: date | None
    due: date | None
    original_due: date | None
    deadline: str | None
    completed_on: date | None
    status: str
    timeliness: str
    counted: bool
    stretches: tuple[Stretch, ...]


class Meeting(NamedTuple):
    """A meeting, its days, and the ids of the items that it discussed."""

    id: str
    on: date
    until: date | None
    title: str
    items: tuple[str, ...]


class Timeline(NamedTuple):
    """What `timeline` shows of a plan. `first` and `last` bound what is drawn, in whole months."""

    as_of: date
    first: date
    last: date
    meetings: tuple[Meeting, ...]
    items: tuple[Bar, ...]
    actions: tuple[Bar, ...]


def lay_out(
    plan: Plan,
    items: Sequence[ItemRow],
    actions: Sequence[ActionRow],
    meetings: Sequence[Meeting],
    as_of: date,
) -> Timeline:
    """Return the rows as bars; what has no start begins with the plan's period, or what is drawn."""
    period = _period(plan)
    days = [
        *(
            day
            for item in items
            for day in (item.start, item.due, item.original_due, item.completed_on)
        ),
        *(day for action in actions for day in (action.agreed_on, action.due, action.completed_on)),
        *(meeting.on for meeting in meetings),
        as_of,
    ]
    first, last = _bounds(period, [day for day in days if day], as_of)
    begin = period[0] if period else first
    return Timeline(
        as_of, first, last, tuple(meetings),
        tuple(_bar_of(row, row.start, begin, (last, as_of)) for row in items),
        tuple(_bar_of(row, row.agreed_on, begin, (last, as_of)) for row in actions),
    )  # fmt: skip


def _period(plan: Plan) -> tuple[date, date] | None:
    memorandum = plan.memorandum
    start, end = (memorandum.start, memorandum.end) if memorandum else (None, None)
    if start and end and start.day and end.day and start.day <= end.day:
        return start.day, end.day
    return None


def _bounds(
    period: tuple[date, date] | None, days: Sequence[date], as_of: date
) -> tuple[date, date]:
    """Return what is drawn: the period, and days that are not further from it than half its length.

    One mistyped year would else press three years of work into a corner.
    """
    first, last = period or (as_of, as_of)
    room = (last - first) / 2 if period else _FAR
    near = [day for day in days if first - room <= day <= last + room]
    first, last = min([first, *near]), max([last, *near])
    return first.replace(day=1), month_end(last)


def month_end(day: date) -> date:
    """Return the last day of a day's month."""
    following = (day.replace(day=28) + 4 * _DAY).replace(day=1)
    return following - _DAY


def month_starts(first: date, last: date) -> Iterator[date]:
    """Yield the first day of every month from that of `first` to that of `last`."""
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = month_end(month) + _DAY


def _bar_of(
    row: ItemRow | ActionRow, start: date | None, begin: date, until: tuple[date, date]
) -> Bar:
    return Bar(
        row.area if isinstance(row, ItemRow) else None,
        row.item if isinstance(row, ItemRow) else row.id,
        row.title, start, row.due, row.original_due, row.deadline,
        row.completed_on, row.status, row.timeliness,
        row.timeliness != Timeliness.NOT_COUNTED,
        tuple(_stretches(row, start or begin, *until)),
    )  # fmt: skip


def _stretches(row: ItemRow | ActionRow, begin: date, last: date, as_of: date) -> Iterator[Stretch]:
    due, done = row.due, row.completed_on
    if due is None:
        yield Stretch(OPEN, begin, max(begin, done or last))
        return
    first_due = min(row.original_due or due, due)
    yield Stretch(PLANNED, min(begin, first_due), first_due)
    if due > first_due:
        yield Stretch(EXTENDED, first_due + _DAY, due)
    behind = done if done is not None else as_of if row.timeliness == Timeliness.OVERDUE else None
    if behind is not None and behind > due:
        yield Stretch(LATE, due + _DAY, behind)


def keep_discussing(meetings: Iterable[Meeting], items: set[str] | None) -> tuple[Meeting, ...]:
    """Return the meetings that discussed one of these items; all where None."""
    return tuple(meeting for meeting in meetings if items is None or items & set(meeting.items))
