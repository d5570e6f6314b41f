"""The first day that a report is about: that of the plan's report which ends on the last one."""

from datetime import date

from coopctl.cli.terminal import prompts
from coopctl.domain.plan.plan import Plan
from coopctl.domain.plan.reporting import list_beginnings
from coopctl.domain.words.dates import show_day
from coopctl.language import _
from coopctl.messages import UsageProblem
from coopctl.output.screen.talk import notice
from coopctl.services.answering.question import read_day
from coopctl.services.recording.period import check_order, find_first


def find_or_ask_first(plan: Plan, last: date, *, may_ask: bool) -> date:
    """Return the first day of the plan's report that ends on a day; where that is open, ask for it.

    Raises: UsageProblem where nobody can be asked.
    """
    try:
        return find_first(plan, last)
    except UsageProblem as error:
        if not may_ask:
            raise
        notice(error.message)
    return _ask_first(last, ", ".join(show_day(day) for day in list_beginnings(plan, last)))


def _ask_first(last: date, choices: str) -> date:
    """Ask for the first day until it is one."""
    while True:
        try:
            day = read_day("--from", prompts.ask(_("First day of the period"), choices))
            if day is not None:
                check_order(day, last)
                return day
        except UsageProblem as error:
            notice(error.message, error.hint)
