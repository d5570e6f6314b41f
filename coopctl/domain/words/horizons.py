"""How far ahead to look: `30d`, `2w`, `3m`, or in words, `30 ngày`, `2 tuần`, `3 tháng`."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from coopctl.domain.words.dates import months_later
from coopctl.domain.words.text import excerpt, fold
from coopctl.messages import N_, CoopError, msg

_FORM = r"([0-9]+) ?(?:(d|days?|ngay)|(w|weeks?|tuan)|(m|months?|thang))"
_UNITS = ("days", "weeks", "months")
_MOST = 9999


class Horizon(NamedTuple):
    """So many days, weeks or months (`unit`)."""

    length: int
    unit: str

    def last_day(self, start: date) -> date:
        """Return the day that lies so far after `start`; the last of its month where that is shorter."""
        try:
            if self.unit == "months":
                return months_later(start, self.length)
            return start + timedelta(**{self.unit: self.length})
        except (ValueError, OverflowError):  # after the calendar's end
            return date.max


def parse_horizon(text: str) -> Horizon:
    """Return how far `text` looks ahead. Raises: CoopError with the forms."""
    found = re.fullmatch(_FORM, fold(text), re.ASCII)
    if found is None:
        raise CoopError(
            msg(N_("`{text}` says no number of days, weeks or months"), text=excerpt(text)),
            msg(N_("write `30d`, `2w`, `3m`, or `30 ngày`, `2 tuần`, `3 tháng`")),
        )
    length = found[1].lstrip("0") or "0"
    if len(length) > len(str(_MOST)):
        raise CoopError(
            msg(N_("`{text}` is further ahead than any plan goes"), text=excerpt(text)),
            msg(N_("write at most {most} days, weeks or months"), most=_MOST),
        )
    return Horizon(int(length), _UNITS[(found.lastindex or 2) - 2])
