"""Reports that a plan owes by the calendar: over which days each one counts, and by when it is sent.

Source: Decree 09/2019/NĐ-CP on reports of state bodies, article 8 (at least one working day between the
last day counted and sending), and the days that were set under it: Circular 09/2019/TT-NHNN and
Decision 01/2023/QĐ-UBND of Khánh Hòa, article 4 (from the 15th to the 14th; sent within two working days).
All of it can be stated otherwise in a plan.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from coopctl.domain.plan.periods import begin_of, end_of, quarter_name
from coopctl.domain.plan.plan import MonthDay, Plan, Report
from coopctl.domain.words.workdays import add_working_days
from coopctl.messages import N_, Message, msg

SEND_WITHIN = 2  # working days

_MID, _BEFORE = 15, 14
_NEW_YEAR = MonthDay(_MID, 12)
DEFAULTS: dict[str, Report] = {
    report.kind: report
    for report in (
        Report("month", MonthDay(_MID, None), MonthDay(_BEFORE, None), SEND_WITHIN),
        Report("quarter", MonthDay(_MID, None), MonthDay(_BEFORE, None), SEND_WITHIN),
        Report("half-year", _NEW_YEAR, MonthDay(_BEFORE, 6), SEND_WITHIN),
        Report("nine-months", _NEW_YEAR, MonthDay(_BEFORE, 9), SEND_WITHIN),
        Report("year", _NEW_YEAR, MonthDay(_BEFORE, 12), SEND_WITHIN),
    )
}
# What a plan owes that says nothing of reports.
USUAL = (DEFAULTS["half-year"], DEFAULTS["year"])
LENGTHS = {"month": 1, "quarter": 3, "half-year": 6, "nine-months": 9, "year": 12}  # months

_SLACK = 60  # days, for weekends and long holidays
_JULY, _MONTHS = 7, 12
_MONTHLY = {"month", "quarter"}


class Window(NamedTuple):
    """The days that one report counts, both included, in the month or year of its last day."""

    report: Report
    first: date
    last: date


class ReportDate(NamedTuple):
    """One report: what it is called, the days that it counts, and the last day to send it."""

    kind: str
    name: Message
    first: date
    last: date
    send_by: date


def owed_reports(
    dates: Sequence[ReportDate], closed: Sequence[date], as_of: date
) -> list[ReportDate]:
    """Return the reports that are still owed: without those whose days a closed period covers.

    Of those that should have been sent already only the last of each kind is left.
    """
    open_ones = [one for one in dates if not any(day >= one.last for day in closed)]
    past = {one.kind: one for one in open_ones if one.send_by < as_of}
    return [one for one in open_ones if one.send_by >= as_of or past[one.kind] is one]


def report_dates(
    plan: Plan, since: date, until: date, is_off: Callable[[date], bool]
) -> list[ReportDate]:
    """Return the reports of a plan that are to be sent from `since` to `until`, the first first.

    A report counts where its days meet the memorandum's period, and the plan was issued before its
    last day. After the period's end it counts only for days that no report before it has.
    """
    dates = [
        _dated(window, is_off)
        for window in _owed(plan, since.year - 1, until.year + 1)
        if window.last <= until and _latest(window) >= since
    ]
    found = [one for one in dates if since <= one.send_by <= until]
    return sorted(found, key=_by_day)


def next_reports(plan: Plan, on: date, is_off: Callable[[date], bool]) -> list[ReportDate]:
    """Return the next report of each kind that is to be sent on a day or later, the first first."""
    found: dict[str, ReportDate] = {}
    windows = _owed(plan, on.year - 1, on.year + 2)
    for window in sorted(windows, key=lambda window: window.last):
        if window.report.kind not in found and _latest(window) >= on:
            one = _dated(window, is_off)
            if one.send_by >= on:
                found[one.kind] = one
    return sorted(found.values(), key=_by_day)


def _by_day(one: ReportDate) -> tuple[date, ...]:
    return one.send_by, one.last, one.first


def _dated(window: Window, is_off: Callable[[date], bool]) -> ReportDate:
    kind, within = window.report.kind, window.report.send_within
    send_by = add_working_days(window.last, within, is_off)
    return ReportDate(kind, report_name(window), window.first, window.last, send_by)


def _latest(window: Window) -> date:
    """Return a day by which a report is sent for sure: so nobody need ask what is off before."""
    return window.last + timedelta(days=_SLACK + 2 * window.report.send_within)


def _owed(plan: Plan, first_year: int, last_year: int) -> Iterator[Window]:
    begin, end = begin_of(plan) or date.min, end_of(plan) or date.max
    windows = [
        window
        for report in plan.reporting
        for window in list_windows(report, first_year, last_year)
        if window.last >= begin and window.first <= end
    ]
    for window in windows:
        if window.last <= end or not any(_says_more(one, window, end) for one in windows):
            yield window


def _says_more(one: Window, other: Window, end: date) -> bool:
    """Tell whether one report closes the period before another does, with all of its days."""
    return end <= one.last < other.last and one.first <= other.first


def list_windows(report: Report, first_year: int, last_year: int) -> Iterator[Window]:
    """Yield the windows of a report that end in these years, in time order."""
    step = LENGTHS[report.kind] if report.kind in _MONTHLY else _MONTHS
    for year in range(first_year, last_year + 1):
        for month in range(step, _MONTHS + 1, step):
            yield _window(report, year, report.last.month or month)


def list_beginnings(plan: Plan, last: date) -> list[date]:
    """Return the first days of the plan's reports that count up to a day, each once, the earliest first."""
    windows = (
        window
        for report in plan.reporting
        for window in list_windows(report, last.year, last.year)
        if window.last == last
    )
    return sorted({window.first for window in windows})


def _window(report: Report, year: int, month: int) -> Window:
    """Return the window that ends in a month: it begins where `first` last was before its end."""
    last = _day(year, month, report.last.day)
    if report.first.month is not None:
        begins = _day(year, report.first.month, report.first.day)
        if begins > last:
            begins = _day(year - 1, report.first.month, report.first.day)
        return Window(report, begins, last)
    early = report.first.day > report.last.day
    count = year * _MONTHS + month - LENGTHS[report.kind] - early
    return Window(report, _day(count // _MONTHS, count % _MONTHS + 1, report.first.day), last)


def _day(year: int, month: int, day: int) -> date:
    """Return a day of a month, the last one where the month is shorter."""
    after = date(year + month // _MONTHS, month % _MONTHS + 1, 1)
    return date(year, month, min(day, (after - timedelta(days=1)).day))


def report_name(window: Window) -> Message:
    """Return what a report is called, by the day with which it ends."""
    last, kind = window.last, window.report.kind
    if kind == "month":
        return msg(N_("report for {month}/{year}"), month=last.month, year=last.year)
    if kind == "quarter":
        quarter = (last.month + 2) // 3
        return msg(N_("report for {period}"), period=quarter_name(last.year, quarter))
    if kind == "half-year" and last.month > _JULY:
        return msg(N_("report for the second half of {year}"), year=last.year)
    sentences = {
        "half-year": N_("report for the first half of {year}"),
        "nine-months": N_("nine-month report for {year}"),
        "year": N_("annual report for {year}"),
    }
    return msg(sentences[kind], year=last.year)


def length_of(report: Report) -> int:
    """Return how many days a report counts, leap years aside."""
    window = next(list_windows(report, 2025, 2025))
    return (window.last - window.first).days + 1
