"""Working days: counted from a day on, over weekends and whatever else is off."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

_SATURDAY = 5
_MOST = 400  # days off in a row: then what says so is broken, and a plain day is better than none
_DAY = timedelta(days=1)
# First and last day (month, day) of the parts of a year in which no public holiday, nor a day off
# or worked in exchange for one, can fall.
_PLAIN = (((5, 10), (8, 15)), ((9, 15), (11, 15)), ((12, 1), (12, 20)))


class Exceptions(NamedTuple):
    """Days that are off, and days that are worked, whatever else says."""

    off: frozenset[date] = frozenset()
    work: frozenset[date] = frozenset()

    def is_off(self, day: date) -> bool:
        """Tell whether nobody works on a day, where all else off are the weekends."""
        return day in self.off or (is_weekend(day) and day not in self.work)


def is_weekend(day: date) -> bool:
    """Tell whether a day is a Saturday or a Sunday."""
    return day.weekday() >= _SATURDAY


def may_be_holiday(day: date) -> bool:
    """Tell whether a public holiday, or a day swapped because of one, may fall on a day.

    Source: Labour Code 45/2019/QH14, article 112 (1/1, Tết, 10/3 of the lunar year, 30/4, 1/5, 2/9 and a
    day beside it), Resolution 80-NQ/TW (24/11), with room for bridges on both sides.
    """
    return not any(first <= (day.month, day.day) <= last for first, last in _PLAIN)


def list_exceptions(first: date, last: date, is_off: Callable[[date], bool]) -> Exceptions:
    """Return in what a calendar differs from plain weekends, from one day to another."""
    days = [first + count * _DAY for count in range((last - first).days + 1)]
    return Exceptions(
        frozenset(day for day in days if is_off(day) and not is_weekend(day)),
        frozenset(day for day in days if is_weekend(day) and not is_off(day)),
    )


def add_working_days(day: date, count: int, is_off: Callable[[date], bool]) -> date:
    """Return the day that is `count` working days after `day`; for 0, the first working day from it."""
    if count == 0:
        return _next_working(day, is_off)
    for _ in range(count):
        day = _next_working(day + _DAY, is_off)
    return day


def _next_working(day: date, is_off: Callable[[date], bool]) -> date:
    for days in range(_MOST):
        if not is_off(day + days * _DAY):
            return day + days * _DAY
    return day
