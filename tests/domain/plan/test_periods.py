"""Periods and what is owed in them: the calendar, the edges, and how an item stands."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopctl.domain.codes import Timeliness
from coopctl.domain.plan.periods import (
    DONE,
    MISSED,
    MONTHS,
    OPEN,
    PAUSED,
    Cycle,
    Duty,
    DutyVerdict,
    Period,
    Term,
    judge_duties,
    marks_text,
    period_name,
    period_of,
    read_marks,
    state_of,
)
from coopctl.language import choose, render

_DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))


@pytest.mark.parametrize(
    ("every", "day", "period"),
    [
        ("month", date(2024, 2, 29), Period("2024-02", date(2024, 2, 1), date(2024, 2, 29))),
        ("month", date(2025, 12, 31), Period("2025-12", date(2025, 12, 1), date(2025, 12, 31))),
        ("quarter", date(2025, 3, 31), Period("2025-Q1", date(2025, 1, 1), date(2025, 3, 31))),
        ("quarter", date(2025, 4, 1), Period("2025-Q2", date(2025, 4, 1), date(2025, 6, 30))),
        ("half-year", date(2025, 7, 1), Period("2025-H2", date(2025, 7, 1), date(2025, 12, 31))),
        ("year", date(2025, 6, 1), Period("2025", date(2025, 1, 1), date(2025, 12, 31))),
    ],
)
def test_the_calendar_period_of_a_day(every: str, day: date, period: Period) -> None:
    assert period_of(every, day) == period


@given(st.sampled_from(sorted(MONTHS)), _DAYS)
def test_periods_follow_one_another_without_gap_or_overlap(every: str, day: date) -> None:
    period = period_of(every, day)
    assert period.first <= day <= period.last
    after = period_of(every, period.last + timedelta(days=1))
    assert after.first == period.last + timedelta(days=1)
    assert after.code != period.code


@given(
    st.sampled_from(sorted(MONTHS)),
    _DAYS,
    st.integers(0, 2000),
    st.integers(-100, 2500),
    st.none() | st.integers(1, 6),
)
def test_a_cycle_cuts_its_days_into_the_calendars_periods(
    every: str, first: date, length: int, until: int, most: int | None
) -> None:
    last, as_of = first + timedelta(days=length), first + timedelta(days=until)
    cycle = Cycle(every, first, last)
    found = cycle.begun(as_of)
    owed = [first + timedelta(days=day) for day in range(min(length, until) + 1)]
    assert [period.code for period in found] == sorted({period_of(every, day).code for day in owed})
    assert all(period.first <= period.last for period in found)
    if found:
        assert (found[0].first, found[-1].last) == (
            first, min(last, period_of(every, found[-1].first).last),
        )  # fmt: skip
    assert cycle.begun(as_of, most) == (found[-most:] if most else found)


def test_what_comes_after_a_period_ends_with_the_cycle() -> None:
    cycle = Cycle("quarter", date(2025, 2, 1), date(2025, 5, 15))
    first = cycle.after(None)
    assert first == Period("2025-Q1", date(2025, 2, 1), date(2025, 3, 31))
    second = cycle.after(first)
    assert second == Period("2025-Q2", date(2025, 4, 1), date(2025, 5, 15))
    assert cycle.after(second) is None
    assert Cycle("year", date(2025, 2, 1), None).after(first) is not None


@pytest.mark.parametrize(
    ("code", "vi", "en"),
    [
        ("2025", "2025", "2025"),
        ("2025-Q3", "quý III/2025", "Q3/2025"),
        ("2025-05", "tháng 5/2025", "5/2025"),
        ("2025-H1", "6 tháng đầu năm 2025", "first half of 2025"),
        ("2025-H2", "6 tháng cuối năm 2025", "second half of 2025"),
        ("{x} [b]", "{x} [b]", "{x} [b]"),
    ],
)
def test_the_names_of_periods(code: str, vi: str, en: str) -> None:
    assert render(period_name(code)) == en
    choose("vi")
    assert render(period_name(code)) == vi


@pytest.mark.parametrize(
    ("entry", "status", "as_of", "state"),
    [
        ("a-1", None, date(2025, 2, 1), DONE),
        ("a-1", "suspended", date(2026, 1, 1), DONE),
        (None, None, date(2025, 3, 31), OPEN),
        (None, "in_progress", date(2025, 4, 1), MISSED),
        (None, "suspended", date(2025, 4, 1), PAUSED),
        (None, "cancelled", date(2025, 3, 1), PAUSED),
        (None, "completed", date(2025, 4, 1), PAUSED),
    ],
)
def test_what_became_of_a_period(
    entry: str | None, status: str | None, as_of: date, state: str
) -> None:
    period = period_of("quarter", date(2025, 1, 1))
    assert state_of(period.last, entry, status, as_of) == state


def at(
    code: str, last: date, timeliness: Timeliness, days: int | None, **more: bool
) -> DutyVerdict:
    """Return the verdict of standing at a period, which is due on its own last day."""
    return DutyVerdict(Term(code, last, **more), last, timeliness, days)


_IN_TIME, _SOON, _OVERDUE = Timeliness.IN_TIME, Timeliness.DUE_SOON, Timeliness.OVERDUE
_Q1, _Q2, _Q3 = date(2025, 3, 31), date(2025, 6, 30), date(2025, 9, 30)


@pytest.mark.parametrize(
    ("states", "as_of", "verdict"),
    [
        ((), date(2024, 12, 1), at("2025-Q1", _Q1, _IN_TIME, 120, begun=False)),
        ((OPEN,), date(2025, 3, 1), at("2025-Q1", _Q1, _IN_TIME, 30)),
        ((OPEN,), date(2025, 3, 24), at("2025-Q1", _Q1, _SOON, 7)),
        ((OPEN,), _Q1, at("2025-Q1", _Q1, _SOON, 0)),
        ((DONE,), _Q1, at("2025-Q2", _Q2, _IN_TIME, 91, begun=False)),
        ((DONE, OPEN), date(2025, 6, 29), at("2025-Q2", _Q2, _SOON, 1)),
        ((MISSED, OPEN), date(2025, 4, 1), at("2025-Q1", _Q1, _OVERDUE, 1)),
        ((MISSED, MISSED, OPEN), date(2025, 7, 1), at("2025-Q2", _Q2, _OVERDUE, 1)),
        ((MISSED, DONE), date(2025, 5, 1), at("2025-Q3", _Q3, _IN_TIME, 152, begun=False)),
        ((PAUSED, OPEN), date(2025, 4, 1), at("2025-Q2", _Q2, _IN_TIME, 90)),
        ((MISSED, PAUSED, OPEN), date(2025, 7, 1), at("2025-Q3", _Q3, _IN_TIME, 91)),
        ((MISSED, MISSED, DONE), date(2025, 12, 1), at("2025-Q3", _Q3, _IN_TIME, None, over=True)),
        ((DONE, DONE, MISSED), date(2025, 10, 2), at("2025-Q3", _Q3, _OVERDUE, 2)),
    ],
)
def test_how_an_item_stands_to_its_duties(
    states: tuple[str, ...], as_of: date, verdict: DutyVerdict
) -> None:
    cycle = Cycle("quarter", date(2025, 1, 1), _Q3)
    periods = cycle.begun(_Q3)
    duties = [
        Duty(*period, state, None, None, period.last)
        for period, state in zip(periods, states, strict=False)
    ]
    assert judge_duties(cycle, duties, as_of, 7) == verdict


def test_what_is_fulfilled_is_not_due_soon_however_near_the_next_end() -> None:
    cycle = Cycle("month", date(2025, 1, 1), None)
    duties = [
        Duty(
            "2025-01",
            date(2025, 1, 1),
            date(2025, 1, 31),
            DONE,
            "a-1",
            date(2025, 1, 2),
            date(2025, 1, 31),
        )
    ]
    verdict = judge_duties(cycle, duties, date(2025, 1, 30), 60)
    assert verdict == at("2025-02", date(2025, 2, 28), _IN_TIME, 29, begun=False)


def test_marks_go_to_text_and_back() -> None:
    periods = Cycle("half-year", date(2025, 1, 1), None).begun(date(2025, 12, 1))
    duties = [
        Duty(*period, state, None, None, period.last)
        for period, state in zip(periods, (MISSED, OPEN), strict=True)
    ]
    assert marks_text(duties) == "2025-H1:missed 2025-H2:open"
    assert read_marks("2025-H1:missed 2025-H2:open") == [("2025-H1", MISSED), ("2025-H2", OPEN)]
    assert (marks_text([]), read_marks(None)) == (None, [])
