"""How far ahead to look, as people write it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopctl.domain.words.horizons import Horizon, parse_horizon
from coopctl.messages import CoopError

START = date(2026, 1, 31)


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("30d", date(2026, 3, 2)),
        ("30 ngày", date(2026, 3, 2)),
        ("30 NGAY", date(2026, 3, 2)),
        ("1 day", date(2026, 2, 1)),
        ("2w", date(2026, 2, 14)),
        ("2 tuần", date(2026, 2, 14)),
        ("2 weeks", date(2026, 2, 14)),
        ("1m", date(2026, 2, 28)),
        ("3 tháng", date(2026, 4, 30)),
        ("25 months", date(2028, 2, 29)),
        ("11m", date(2026, 12, 31)),
        ("0d", START),
        ("00030d", date(2026, 3, 2)),
        ("9999w", date(2217, 9, 20)),
    ],
)
def test_forms(text: str, last: date) -> None:
    assert parse_horizon(text).last_day(START) == last


def test_after_the_calendar_is_its_last_day() -> None:
    assert parse_horizon("9999m").last_day(date(9900, 1, 1)) == date.max
    assert parse_horizon("9999d").last_day(date(9999, 1, 1)) == date.max


@pytest.mark.parametrize("text", ["", "30", "d", "-3d", "1.5w", "3x", "30d 2w", "٣d", "3 năm"])
def test_anything_else_is_refused_with_the_forms(text: str) -> None:
    with pytest.raises(CoopError) as refused:
        parse_horizon(text)
    assert refused.value.hint is not None
    assert "`30d`, `2w`, `3m`" in str(refused.value.hint)


@pytest.mark.parametrize("text", ["10000d", "99999 tháng", "9" * 5000 + "w"])
def test_a_number_beyond_all_plans_is_refused_as_one(text: str) -> None:
    with pytest.raises(CoopError, match="is further ahead than any plan goes") as refused:
        parse_horizon(text)
    assert str(refused.value.hint) == "write at most 9999 days, weeks or months"


@given(st.dates(max_value=date(9000, 1, 1)), st.integers(0, 600))
def test_months_keep_the_day_or_end_with_the_month(start: date, months: int) -> None:
    last = Horizon(months, "months").last_day(start)
    assert (last.year - start.year) * 12 + last.month - start.month == months
    assert last.day == start.day or (last.day < start.day and (last.month in {2, 4, 6, 9, 11}))
