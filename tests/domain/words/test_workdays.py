"""Working days: counted over whatever is off."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopctl.domain.words.workdays import add_working_days, is_weekend, may_be_holiday

FRIDAY = date(2025, 6, 13)
_DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (FRIDAY, 1, date(2025, 6, 16)),
        (date(2025, 6, 14), 2, date(2025, 6, 17)),
        (date(2025, 6, 16), 5, date(2025, 6, 23)),
        (FRIDAY, 0, FRIDAY),
        (date(2025, 6, 14), 0, date(2025, 6, 16)),
    ],
)
def test_weekends_do_not_count(day: date, count: int, expected: date) -> None:
    assert add_working_days(day, count, is_weekend) == expected


@given(_DAYS, st.integers(1, 40), st.sets(st.integers(0, 120)))
def test_so_many_working_days_lie_between(day: date, count: int, off: set[int]) -> None:
    holidays = {day + timedelta(days=number) for number in off}

    def is_off(one: date) -> bool:
        return is_weekend(one) or one in holidays

    end = add_working_days(day, count, is_off)
    assert not is_off(end)
    between = [day + timedelta(days=number) for number in range(1, (end - day).days + 1)]
    assert sum(not is_off(one) for one in between) == count


def test_a_calendar_that_never_works_does_not_hang() -> None:
    assert add_working_days(FRIDAY, 2, lambda _day: True) == FRIDAY + timedelta(days=2)


def test_every_holiday_that_the_library_knows_is_where_one_may_fall() -> None:
    from holidays import country_holidays

    found = country_holidays("VN", years=range(1990, 2101))
    days = {*found, *found.weekend_workdays}
    assert len(days) > 1000
    assert [day for day in days if not may_be_holiday(day)] == []
    assert not any(may_be_holiday(date(2025, month, 15)) for month in (6, 7, 10, 12))
