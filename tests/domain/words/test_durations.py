"""Time limits as people write them, and the day on which they run out."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopctl.domain.words.durations import Duration, add_duration, parse_duration
from coopctl.messages import CoopError
from tests.helpers.tasks import add_weekdays


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("6 tháng", (6, "months")), ("06 THÁNG", (6, "months")), ("6 thang", (6, "months")),
        ("6 months", (6, "months")), ("1 month", (1, "months")), ("30 ngày", (30, "days")),
        ("30days", (30, "days")), ("10 ngày làm việc", (10, "working_days")),
        ("10  working days", (10, "working_days")), ("1 working day", (1, "working_days")),
    ],
)  # fmt: skip
def test_read(text: str, meant: tuple[int, str]) -> None:
    assert parse_duration(text) == Duration(*meant)


@pytest.mark.parametrize("text", ["không", "Khong", "none", "NONE"])
def test_no_limit(text: str) -> None:
    assert parse_duration(text) is None


@pytest.mark.parametrize(
    "text",
    ["", "6", "tháng", "0 ngày", "-6 tháng", "1,5 tháng", "2 tuần", "1000 ngày", "6 tháng 2"],
)
def test_refused_with_the_forms(text: str) -> None:
    with pytest.raises(CoopError) as refused:
        parse_duration(text)
    assert refused.value.hint is not None
    assert "10 working days" in str(refused.value.hint)


@pytest.mark.parametrize(
    ("day", "duration", "last"),
    [
        (date(2026, 8, 31), Duration(6, "months"), date(2027, 2, 28)),
        (date(2027, 8, 31), Duration(6, "months"), date(2028, 2, 29)),
        (date(2026, 6, 15), Duration(6, "months"), date(2026, 12, 15)),
        (date(2026, 12, 1), Duration(1, "months"), date(2027, 1, 1)),
        (date(2026, 11, 30), Duration(30, "days"), date(2026, 12, 30)),
        (date(2026, 11, 27), Duration(1, "working_days"), date(2026, 11, 30)),  # a Friday
        (date(2026, 11, 28), Duration(10, "working_days"), date(2026, 12, 11)),
    ],
)  # fmt: skip
def test_runs_out(day: date, duration: Duration, last: date) -> None:
    assert add_duration(day, duration, add_weekdays) == last


def test_working_days_are_counted_by_what_is_given() -> None:
    duration = Duration(5, "working_days")
    assert add_duration(
        date(2026, 1, 1), duration, lambda day, count: day.replace(day=count)
    ) == date(2026, 1, 5)


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.integers(1, 999))
def test_months_keep_the_day_or_take_the_last(day: date, months: int) -> None:
    last = add_duration(day, Duration(months, "months"), add_weekdays)
    assert (last.year * 12 + last.month) - (day.year * 12 + day.month) == months
    assert last.day == day.day or (last.day < day.day and last.replace(day=last.day).day >= 28)
