"""Places in a drawing: across in percent of its width, so that text keeps its size on any screen."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from coopctl.domain.standing.timeline import month_starts
from coopctl.output.words import words

CROWDED = 0.07  # of the width between two years, below which the first has no room
_DAY = timedelta(days=1)


class Box(NamedTuple):
    """A rectangle: what it stands for, and where from and how far across (`12.5%`)."""

    kind: str
    x: str
    width: str


class Tick(NamedTuple):
    """A label of the time axis; `kind` is `year` or `quarter`."""

    kind: str
    x: str
    label: str


def percent(part: float, whole: float = 1) -> str:
    """Return a share of the width, to a hundredth of a percent: `12.5%`."""
    share = f"{part * 100 / whole:.2f}".rstrip("0").rstrip(".")
    return f"{share}%"


class DayScale(NamedTuple):
    """How days fall across: from the beginning of `first` to the end of `last`."""

    first: date
    last: date

    def at(self, day: date) -> float:
        """Return where a day begins, from 0 to 1; what is outside, at the edge."""
        return min(max((day - self.first) / (self.last + _DAY - self.first), 0.0), 1.0)

    def has(self, day: date) -> bool:
        """Tell whether a day is drawn."""
        return self.first <= day <= self.last

    def middle(self, day: date) -> str:
        """Return where a day's middle is."""
        return percent((self.at(day) + self.at(day + _DAY)) / 2)

    def box(self, kind: str, first: date, last: date) -> Box:
        """Return the rectangle over some days, both included."""
        begin, end = self.at(first), self.at(min(last, self.last) + _DAY)
        return Box(kind, percent(begin), percent(max(end - begin, 0)))

    def ticks(self) -> Iterator[Tick]:
        """Yield the years, and the quarters in them."""
        months = list(month_starts(self.first, self.last))
        for month in months:
            if month.month == 1 or (month == months[0] and self._has_room(month)):
                yield Tick("year", percent(self.at(month)), str(month.year))
            if month.month % 3 == 1:
                label = words.quarter(month.month)
                yield Tick("quarter", percent(self.at(month)), label)

    def _has_room(self, month: date) -> bool:
        """Tell whether the next year begins far enough from the first month for both labels."""
        return month.year == self.last.year or self.at(date(month.year + 1, 1, 1)) > CROWDED
