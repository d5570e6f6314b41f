"""How long something may take: read as people write it, and counted from a day."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from coopctl.domain.words.dates import months_later
from coopctl.domain.words.text import excerpt, fold
from coopctl.messages import N_, CoopError, msg

AddWorkingDays = Callable[[date, int], date]

_FORM = re.compile(
    r"0*([1-9][0-9]{0,2}) ?"
    r"(?:(?P<months>thang|months?)"
    r"|(?P<working_days>ngay lam viec|working days?)"
    r"|(?P<days>ngay|days?))"
)
_NONE = {"khong", "none"}


class Duration(NamedTuple):
    """How long something may take. `unit` is months, days or working_days."""

    number: int
    unit: str


def parse_duration(text: str) -> Duration | None:
    """Read `6 tháng`, `30 days`, `10 ngày làm việc`; None for `không` and `none`.

    Raises: CoopError for anything else.
    """
    folded = fold(text)
    if folded in _NONE:
        return None
    found = _FORM.fullmatch(folded)
    if found is None or found.lastgroup is None:
        raise CoopError(
            msg(N_("`{text}` does not say how long"), text=excerpt(text)),
            msg(
                N_(
                    "write `6 tháng`, `30 ngày`, `10 ngày làm việc` (or `6 months`, `30 days`, "
                    "`10 working days`), or `không` for no limit"
                )
            ),
        )
    return Duration(int(found[1]), found.lastgroup)


def add_duration(day: date, duration: Duration, add_working_days: AddWorkingDays) -> date:
    """Return the last day of a time limit that starts on `day`; that day itself is not counted.

    A month ends on the same day of the month, or on its last one: 31/8 and 6 months make 28/2.
    """
    if duration.unit == "working_days":
        return add_working_days(day, duration.number)
    if duration.unit == "days":
        return day + timedelta(days=duration.number)
    return months_later(day, duration.number)
