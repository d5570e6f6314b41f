"""What was achieved of an item or action: results, outcomes, stages passed; what comes again, by its periods.

A report is about the days from `since` on: what is dated before belongs to another one.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from coopctl.domain.plan.periods import DONE, MISSED, OPEN, Duty


class AchievedRow(NamedTuple):
    """An update that states a result, a stage or evidence, or an outcome: `kind` says which.

    `text` is the result, or what the outcome is called. `measure` and `unit` are those of the indicator that
    `value`, a decimal text, counts towards.
    """

    id: str
    plan: str
    item: str
    happened_on: date
    kind: str
    status: str | None
    text: str | None
    stage: str | None
    grade: str | None
    document: str | None
    type: str | None
    indicator: str | None
    measure: str | None
    value: str | None
    unit: str | None
    evidence: str | None


class DutyCount(NamedTuple):
    """How many periods were fulfilled, of how many that were owed so far; `missed` are their codes."""

    done: int
    owed: int
    missed: tuple[str, ...]


class Achievement(NamedTuple):
    """All that was achieved of one item or action in the days reported, oldest first.

    Of what is owed again and again, `every` says how often, `own` counts in those days and `whole` from the
    beginning; None of all else. `own` is None too where it is the beginning that is reported from.
    """

    rows: tuple[AchievedRow, ...]
    every: str | None = None
    own: DutyCount | None = None
    whole: DutyCount | None = None


def achievement_of(
    rows: Sequence[AchievedRow], every: str | None, duties: Sequence[Duty], since: date | None
) -> Achievement:
    """Return what was achieved; `rows` are those of the days reported, `duties` all so far."""
    if every is None or not duties:
        return Achievement(tuple(rows))
    own = None if since is None else count_duties(one for one in duties if _is_of(one, since))
    return Achievement(tuple(rows), every, own, count_duties(duties))


def count_duties(duties: Iterable[Duty]) -> DutyCount:
    """Count the periods that were owed: what was suspended all through one owed nothing."""
    states = [(one.period, one.state) for one in duties]
    return DutyCount(
        sum(state == DONE for _period, state in states),
        sum(state in {DONE, MISSED, OPEN} for _period, state in states),
        tuple(period for period, state in states if state == MISSED),
    )


def _is_of(duty: Duty, since: date) -> bool:
    """Tell whether a period counts from `since` on: by the day that fulfilled it, else by its last day."""
    return (duty.on or duty.last) >= since
