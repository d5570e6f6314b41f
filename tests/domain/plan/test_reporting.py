"""Reports by the calendar: the days that each counts, and the last day to send it."""

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopctl.domain.plan.plan import MonthDay, Plan, Report
from coopctl.domain.plan.reporting import (
    DEFAULTS,
    USUAL,
    ReportDate,
    list_windows,
    next_reports,
    report_dates,
    report_name,
)
from coopctl.domain.words.workdays import is_weekend
from coopctl.language import choose, render
from tests.conftest import PLAN
from tests.ledger.helpers import plan_of


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    """A plan of 17/9/2024 for 2024–2026 that says nothing of reports."""
    return plan_of(PLAN, tmp_path)


def dates(plan: Plan, since: date, until: date) -> list[tuple[str, date, date, date]]:
    found = report_dates(plan, since, until, is_weekend)
    return [(one.kind, one.first, one.last, one.send_by) for one in found]


def windows(kind: str, year: int) -> list[tuple[date, date]]:
    return [(one.first, one.last) for one in list_windows(DEFAULTS[kind], year, year)]


def test_the_usual_windows() -> None:
    assert windows("half-year", 2025) == [(date(2024, 12, 15), date(2025, 6, 14))]
    assert windows("nine-months", 2025) == [(date(2024, 12, 15), date(2025, 9, 14))]
    assert windows("year", 2025) == [(date(2024, 12, 15), date(2025, 12, 14))]
    quarters = windows("quarter", 2025)
    assert quarters[0] == (date(2024, 12, 15), date(2025, 3, 14))
    assert quarters[3] == (date(2025, 9, 15), date(2025, 12, 14))
    months = windows("month", 2025)
    assert (months[0], len(months)) == ((date(2024, 12, 15), date(2025, 1, 14)), 12)


@given(st.sampled_from(["month", "quarter", "year"]), st.integers(1950, 2150))
def test_windows_follow_one_another(kind: str, year: int) -> None:
    found = list(list_windows(DEFAULTS[kind], year, year + 1))
    for before, after in pairwise(found):
        assert after.first == before.last + timedelta(days=1)


def test_a_plan_that_says_nothing_owes_half_years_and_years(plan: Plan) -> None:
    assert plan.reporting == USUAL
    assert dates(plan, date(2024, 1, 1), date(2025, 12, 31)) == [
        ("year", date(2023, 12, 15), date(2024, 12, 14), date(2024, 12, 17)),
        ("half-year", date(2024, 12, 15), date(2025, 6, 14), date(2025, 6, 17)),
        ("year", date(2024, 12, 15), date(2025, 12, 14), date(2025, 12, 16)),
    ]


def test_both_days_of_the_question_are_included(plan: Plan) -> None:
    day = date(2025, 6, 17)
    assert len(dates(plan, day, day)) == 1
    assert dates(plan, day + timedelta(days=1), day + timedelta(days=9)) == []
    assert dates(plan, day - timedelta(days=9), day - timedelta(days=1)) == []


def test_after_the_period_comes_one_last_report_and_no_other(plan: Plan) -> None:
    assert dates(plan, date(2026, 12, 1), date(2030, 1, 1)) == [
        ("year", date(2025, 12, 15), date(2026, 12, 14), date(2026, 12, 16)),
        ("half-year", date(2026, 12, 15), date(2027, 6, 14), date(2027, 6, 16)),
    ]


def test_a_last_report_with_days_that_no_other_has_is_owed_too(plan: Plan) -> None:
    plan = plan._replace(reporting=(DEFAULTS["month"], DEFAULTS["year"]))
    assert plan.memorandum is not None
    assert plan.memorandum.end is not None
    end = plan.memorandum.end._replace(day=date(2026, 6, 20))
    plan = plan._replace(memorandum=plan.memorandum._replace(end=end))
    assert [(kind, last) for kind, _, last, _ in dates(plan, date(2026, 6, 20), date(2028, 1, 1))] == [
        ("month", date(2026, 7, 14)), ("year", date(2026, 12, 14)),
    ]  # fmt: skip


def test_without_a_memorandum_reports_go_on(plan: Plan) -> None:
    plan = plan._replace(memorandum=None, date=None)
    assert len(dates(plan, date(2000, 1, 1), date(2009, 12, 31))) == 20


def test_no_reports_where_the_plan_owes_none(plan: Plan) -> None:
    assert dates(plan._replace(reporting=()), date(2024, 1, 1), date(2030, 1, 1)) == []


def test_a_day_that_a_month_does_not_have_is_its_last() -> None:
    report = Report("month", MonthDay(1, None), MonthDay(31, None), 2)
    found = list(list_windows(report, 2024, 2024))
    assert [one.last.day for one in found[:4]] == [31, 29, 31, 30]
    assert {one.first.day for one in found} == {1}
    leap = Report("half-year", MonthDay(1, 9), MonthDay(29, 2), 2)
    (window,) = list_windows(leap, 2025, 2025)
    assert (window.first, window.last) == (date(2024, 9, 1), date(2025, 2, 28))


def test_what_is_off_moves_the_day_to_send(plan: Plan) -> None:
    off = {date(2025, 6, 16), date(2025, 6, 17)}
    found = report_dates(
        plan, date(2025, 6, 1), date(2025, 7, 1), lambda day: is_weekend(day) or day in off
    )
    assert [one.send_by for one in found] == [date(2025, 6, 19)]


def test_the_next_report_of_each_kind_the_first_first(plan: Plan) -> None:
    plan = plan._replace(reporting=tuple(DEFAULTS.values()))
    found: list[ReportDate] = next_reports(plan, date(2025, 3, 20), is_weekend)
    assert [one.kind for one in found] == ["month", "half-year", "quarter", "nine-months", "year"]
    assert [one.last for one in found[:2]] == [date(2025, 4, 14), date(2025, 6, 14)]


@pytest.mark.parametrize(
    ("report", "vi", "en"),
    [
        (DEFAULTS["month"], "báo cáo tháng 1/2025", "report for 1/2025"),
        (DEFAULTS["quarter"], "báo cáo quý I/2025", "report for Q1/2025"),
        (DEFAULTS["half-year"], "báo cáo 6 tháng đầu năm 2025", "report for the first half of 2025"),
        (
            Report("half-year", MonthDay(15, 6), MonthDay(14, 12), 2),
            "báo cáo 6 tháng cuối năm 2025", "report for the second half of 2025",
        ),
        (DEFAULTS["nine-months"], "báo cáo 9 tháng năm 2025", "nine-month report for 2025"),
        (DEFAULTS["year"], "báo cáo năm 2025", "annual report for 2025"),
    ],
)  # fmt: skip
def test_the_names_of_reports(report: Report, vi: str, en: str) -> None:
    name = report_name(next(list_windows(report, 2025, 2025)))
    assert render(name) == en
    choose("vi")
    assert render(name) == vi
