"""The first day that a report is about: that of the plan's report which ends on the last one."""

from datetime import date

from coopctl.cli.terminal import prompts
from coopctl.domain.plan.plan import Plan
from coopctl.domain.plan.reporting import list_beginnings
from coopctl.domain.words.dates import show_day
from coopctl.language import _
from coopctl.messages import N_, UsageProblem, msg
from coopctl.output.screen.talk import notice
from coopctl.services.answering.question import read_day


def check_order(first: date, last: date) -> None:
    """Refuse a first day after the last one. Raises: UsageProblem."""
    if first > last:
        raise UsageProblem(
            msg(
                N_("`--from`: {first} is after the last day, {last}"),
                first=show_day(first), last=show_day(last),
            ),
            msg(N_("check both dates")),
        )  # fmt: skip


def find_first(plan: Plan, last: date, *, may_ask: bool) -> date:
    """Return the first day of the plan's report that ends on a day; where that is open, ask for it.

    Raises: UsageProblem where nobody can be asked.
    """
    found = list_beginnings(plan, last)
    if len(found) == 1:
        return found[0]
    days = tuple(show_day(day) for day in found)
    if found:
        problem = N_("several reports of the plan end on {day}, and begin on different days")
        hint = msg(N_("say with `--from` which is meant: {days}"), days=days)
    else:
        problem = N_(
            "no report of the plan ends on {day}: the first day of the period is not known"
        )
        hint = msg(N_("name it with `--from`"))
    if not may_ask:
        raise UsageProblem(msg(problem, day=show_day(last)), hint)
    notice(msg(problem, day=show_day(last)))
    return _ask_first(last, ", ".join(days))


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
