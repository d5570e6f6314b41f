"""What comes again: calendar periods, and how an item stands to what it owes in each of them.

A duty is fulfilled by an update or outcome dated in its period, whatever that says. A period that
has not begun yet owes nothing; one that was slept through stays missed for ever.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import NamedTuple

from coopctl.domain.codes import Status, Timeliness
from coopctl.domain.plan.plan import Item, Plan
from coopctl.domain.words.dates import Due, parse_span
from coopctl.domain.words.text import excerpt
from coopctl.messages import N_, CoopError, Message, msg

MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
LATELY = 6  # periods that an item's row shows

# What became of a period. `paused`: the item was suspended, cancelled or completed all through it.
DONE, MISSED, OPEN, PAUSED = "done", "missed", "open", "paused"
STATE_LABELS: dict[str, str] = {
    DONE: N_("Done"),
    MISSED: N_("Nothing recorded"),
    OPEN: N_("Open"),
    PAUSED: N_("Not counted"),
}
# Whoever is one of these owes nothing more.
STOPPED = {Status.SUSPENDED, Status.CANCELLED, Status.COMPLETED}
# Vietnamese numbers quarters in Roman figures.
_QUARTER_MARKS = (N_("Q1"), N_("Q2"), N_("Q3"), N_("Q4"))
_QUARTERS = (N_("Q1/{year}"), N_("Q2/{year}"), N_("Q3/{year}"), N_("Q4/{year}"))
_CODE = r"(\d{4})(?:-(?:([HQ])([1-4])|(\d{2})))?"
_DAY = timedelta(days=1)
_YEAR = 12


class Period(NamedTuple):
    """A stretch of days, both ends included. `code` is `2025`, `2025-H1`, `2025-Q1` or `2025-05`."""

    code: str
    first: date
    last: date


class Extension(NamedTuple):
    """A later deadline that was approved: as it was written, and by which document."""

    due: Due
    document: str | None = None


class Duty(NamedTuple):
    """What was owed in one period. `entry` fulfilled it, `on` that day; None where nothing did.

    `due` is its last day, or that of an extension; `due_text` and `document` are the extension's.
    """

    period: str
    first: date
    last: date
    state: str
    entry: str | None
    on: date | None
    due: date
    due_text: str | None = None
    document: str | None = None


class Cycle(NamedTuple):
    """What is owed once in every period, from the first day to the last; None is without end.

    The periods at both ends count too, as far as they lie between the two days. `extensions` are the later
    deadlines of single periods, by code.
    """

    every: str
    first: date
    last: date | None
    extensions: Mapping[str, Extension] = {}

    def due(self, period: Period) -> date:
        """Return by when a period's duty is to be done: its last day, or that of its extension."""
        extension = self.extensions.get(period.code)
        day = extension.due.day if extension else None
        return day or period.last

    def begun(self, as_of: date, most: int | None = None) -> list[Period]:
        """Return the periods that began by `as_of`, oldest first; only the last `most`."""
        return list(islice(self._backwards(as_of), most))[::-1]

    def _backwards(self, day: date) -> Iterator[Period]:
        day = min(day, self.last or day)
        while day >= self.first:
            period = self._at(day)
            yield period
            day = period.first - _DAY

    def after(self, period: Period | Duty | None) -> Period | None:
        """Return the period after one, the first after None; None where the cycle is over."""
        day = period.last + _DAY if period else self.first
        return None if self.last is not None and day > self.last else self._at(day)

    def _at(self, day: date) -> Period:
        period = period_of(self.every, day)
        last = min(period.last, self.last or period.last)
        return Period(period.code, max(period.first, self.first), last)


class Term(NamedTuple):
    """The period that something which comes back stands at, with its own last day.

    `over`: it is fulfilled, and the last one; nothing is owed any more. `begun` is False for one to come.
    """

    code: str
    last: date
    over: bool = False
    begun: bool = True


class DutyVerdict(NamedTuple):
    """How an item stands to its duties: at which period, due when; `days` as in an item's row."""

    term: Term
    due: date
    timeliness: Timeliness
    days: int | None


def period_of(every: str, day: date) -> Period:
    """Return the calendar period of the kind `every` that a day belongs to."""
    months = MONTHS[every]
    number = (day.month - 1) // months  # within the year, from 0
    ends = (number + 1) * months
    after = date(day.year + ends // _YEAR, ends % _YEAR + 1, 1)
    return Period(
        _code(every, day.year, number + 1), date(day.year, number * months + 1, 1), after - _DAY
    )


def read_period(text: str, cycle: Cycle, today: date) -> Period:
    """Return the period of a cycle that a text names: `2025-Q1`, `Q1/2025`, `quý I/2025`.

    Raises: CoopError with the periods that there are around today.
    """
    period = _named(text, cycle)
    if period is None:
        raise CoopError(
            msg(N_("`{text}` names no period in which something is owed"), text=excerpt(text)),
            msg(N_("one of: {codes}"), codes=tuple(map(period_name, list_nearby(cycle, today)))),
        )
    return period


def is_code(text: str) -> bool:
    """Tell whether a text is the code of a calendar period, as a record keeps it: `2025-Q1`."""
    span = _span_of(text)
    return span is not None and re.fullmatch(_CODE, text) is not None


def list_nearby(cycle: Cycle, today: date) -> list[str]:
    """Return the codes of the periods that began last, and of the next one."""
    begun = cycle.begun(today, LATELY)
    coming = cycle.after(begun[-1] if begun else None)
    return [period.code for period in (*begun, coming) if period is not None]


def last_day(code: str, cycle: Cycle) -> date | None:
    """Return the last day of a cycle's period; None where it has none of that code."""
    period = _named(code, cycle)
    return period.last if period else None


def _named(text: str, cycle: Cycle) -> Period | None:
    span = _span_of(text)
    if span is None:
        return None
    whole = period_of(cycle.every, span[0])
    if span != (whole.first, whole.last) or whole.last < cycle.first:
        return None
    return next((one for one in cycle.begun(whole.last, 1) if one.code == whole.code), None)


def _span_of(text: str) -> tuple[date, date] | None:
    """Return the days that a code stands for, or words; None where neither names both ends."""
    found = re.fullmatch(_CODE, text.strip().upper())
    kind, number = (found[2], found[3]) if found else (None, None)
    return parse_span(f"{kind}{number}/{text[:4]}" if kind else text)


def _code(every: str, year: int, number: int) -> str:
    rest = {"month": f"-{number:02}", "quarter": f"-Q{number}", "half-year": f"-H{number}"}
    return f"{year}{rest.get(every, '')}"


def period_name(code: str) -> Message:
    """Return a period's name for people: `Q1/2025`, `5/2025`, `2025`."""
    found = re.fullmatch(_CODE, code)
    if found is None:
        return msg("{text}", text=code)
    year, kind, number = found[1], found[2], int(found[3] or found[4] or 0)
    if kind == "H":
        half = N_("first half of {year}") if number == 1 else N_("second half of {year}")
        return msg(half, year=year)
    if kind == "Q":
        return quarter_name(year, number)
    if number:
        return msg(N_("{number}/{year}"), number=number, year=year)
    return msg("{year}", year=year)


def quarter_name(year: int | str, number: int) -> Message:
    """Return the name of a year's quarter, counted from 1, for people: `Q1/2025`."""
    return msg(_QUARTERS[number - 1], year=year)


def quarter_mark(month: int) -> Message:
    """Return what stands on a time axis where the quarter of a month begins: `Q1`, `I`."""
    return msg(_QUARTER_MARKS[(month - 1) // 3])


def cycle_of(plan: Plan, item: Item) -> Cycle | None:
    """Return what an item owes again and again; None where it does not, or from an unknown day.

    It begins on the item's first day; else with the memorandum's period, though not before the plan
    was issued. It ends on the item's last day, else with the memorandum's period.
    """
    first = item.start or begin_of(plan)
    if item.every is None or first is None:
        return None
    return Cycle(item.every, first, item.due.day if item.due and item.due.day else end_of(plan))


def begin_of(plan: Plan) -> date | None:
    """Return the first day on which a plan can owe anything; None where it states none."""
    period = plan.memorandum.start if plan.memorandum else None
    days = [day for day in (period and period.day, plan.date) if day is not None]
    return max(days, default=None)


def end_of(plan: Plan) -> date | None:
    """Return the last day of the memorandum's period; None where it states none."""
    period = plan.memorandum.end if plan.memorandum else None
    return period.day if period else None


def state_of(due: date, entry: str | None, status: str | None, as_of: date) -> str:
    """Say what became of a period that is due on a day: `entry` fulfilled it, or `status` was the last said before it."""
    if entry is not None:
        return DONE
    if status in STOPPED:
        return PAUSED
    return MISSED if due < as_of else OPEN


def judge_duties(
    cycle: Cycle,
    duties: Sequence[Duty],
    as_of: date,
    soon: int,
) -> DutyVerdict:
    """Say how an item that goes on stands to its duties so far, oldest first.

    A period that was missed makes it overdue until something is recorded in a later one. Else what is
    owed first is what is due; where nothing is, the next period; after the last one, that one for ever.
    """
    missed = _missed_last(duties)
    if missed is not None:
        days = (as_of - missed.due).days
        return DutyVerdict(_term(missed), missed.due, Timeliness.OVERDUE, days)
    latest = duties[-1] if duties else None
    owed = min(
        (duty for duty in duties if duty.state == OPEN), key=lambda duty: duty.due, default=None
    )
    if owed is not None:
        return _near(_term(owed), owed.due, as_of, soon)
    coming = cycle.after(latest)
    if coming is not None:
        due = cycle.due(coming)
        verdict = _near(Term(coming.code, coming.last, begun=False), due, as_of, soon)
        return verdict if latest is None else verdict._replace(timeliness=Timeliness.IN_TIME)
    if latest is None:
        raise ValueError(cycle)  # a cycle has one period at least
    return DutyVerdict(_term(latest, over=True), latest.due, Timeliness.IN_TIME, None)


def _term(duty: Duty, *, over: bool = False) -> Term:
    return Term(duty.period, duty.last, over)


def _near(term: Term, due: date, as_of: date, soon: int) -> DutyVerdict:
    left = (due - as_of).days
    return DutyVerdict(term, due, Timeliness.DUE_SOON if left <= soon else Timeliness.IN_TIME, left)


def _missed_last(duties: Sequence[Duty]) -> Duty | None:
    """Return the last duty that is over, where it was missed and nothing was recorded since."""
    last = next((duty for duty in reversed(duties) if duty.state != OPEN), None)
    return last if last is not None and last.state == MISSED else None


def marks_text(duties: Sequence[Duty]) -> str | None:
    """Return what became of the periods as a text: `2025-Q1:done 2025-Q2:missed`; None of none."""
    return " ".join(f"{duty.period}:{duty.state}" for duty in duties) or None


def read_marks(text: str | None) -> list[tuple[str, str]]:
    """Return the pairs (period, state) of `marks_text`."""
    pairs = (one.partition(":") for one in (text or "").split())
    return [(period, state) for period, _, state in pairs]
