"""What a workbook is of: which plans, as of when, and what things are called in it."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from coopctl.domain.plan.plan import Plan
from coopctl.domain.record.heads import ChainHead
from coopctl.domain.standing.achievements import Achievement
from coopctl.domain.standing.period_figures import PeriodFigures
from coopctl.domain.standing.standing import ItemRow
from coopctl.language import _
from coopctl.output.words import words


class WorkbookEdition(NamedTuple):
    """What every sheet needs to know.

    `plan` is the only plan; None where there are several, or none. `titles` are those of the plans by id, `areas`
    those of their areas by (plan, area). `names` gives what the ids of a plan are called. `known` says by what
    knowledge, in words. `since` is the first day that is reported (None: from the beginning), and `achieved` gives
    what was achieved of an item from then on. `heads` are the newest entries that all of it rests on.
    """

    plan: Plan | None
    as_of: date
    titles: Mapping[str, str]
    areas: Mapping[tuple[str, str], str]
    names: Callable[[str], words.Names]
    achieved: Callable[[ItemRow], Achievement]
    since: date | None = None
    figures: PeriodFigures | None = None
    known: tuple[str, ...] = ()
    heads: tuple[ChainHead, ...] = ()

    @property
    def title(self) -> str:
        """The plan's title, or how many plans there are."""
        if self.plan is not None:
            return words.read(self.plan.title)
        return _("{count} plans").format(count=words.number(len(self.titles)))

    @property
    def about(self) -> str:
        """The plan's number and date, as of when, by what knowledge, and that it is invented where it is an example."""
        as_of = _("as of {day}").format(day=words.day(self.as_of))
        return " · ".join(filter(None, (*self._numbers(), as_of, *self.known)))

    def _numbers(self) -> Iterator[str]:
        if self.plan is None:
            return
        if self.plan.example:
            yield _("EXAMPLE: everything here is invented")
        number = _("Plan {number}").format(number=self.plan.number) if self.plan.number else ""
        yield "  ".join(filter(None, (number, words.day(self.plan.date))))
