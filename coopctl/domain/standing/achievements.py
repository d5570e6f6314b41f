"""What was achieved of an item or action: results, outcomes, stages passed; what comes again, by its periods.

A report is about the days from `since` on: what is dated before belongs to another one.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from coopctl.domain.plan.periods import DONE, MISSED, OPEN, Duty
from coopctl.domain.words.mentions import mentioned_periods


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
    """How many periods were fulfilled, of how many that were owed so far.

    Of the others, by their codes: `later` are those that a result names which was recorded after their end, `missed`
    those for which nothing was recorded.
    """

    done: int
    owed: int
    later: tuple[str, ...]
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
    later = _list_later(rows, duties)
    ours = [duty for duty in duties if since is not None and _is_of(duty, since)]
    own = None if since is None else _count(ours, later)
    return Achievement(tuple(rows), every, own, _count(duties, later))


def _count(duties: Sequence[Duty], later: Collection[str]) -> DutyCount:
    """Count the periods that were owed: what was suspended all through one owed nothing."""
    missed = [duty.period for duty in duties if duty.state == MISSED]
    return DutyCount(
        sum(duty.state == DONE for duty in duties),
        sum(duty.state in {DONE, MISSED, OPEN} for duty in duties),
        tuple(period for period in missed if period in later),
        tuple(period for period in missed if period not in later),
    )


def _list_later(rows: Iterable[AchievedRow], duties: Iterable[Duty]) -> set[str]:
    """Return the periods without an entry of their own that a later one names."""
    named = [(row.happened_on, mentioned_periods(row.text)) for row in rows if row.text]
    return {
        duty.period
        for duty in duties
        if duty.state == MISSED
        and any(day > duty.last and duty.period in periods for day, periods in named)
    }


def _is_of(duty: Duty, since: date) -> bool:
    """Tell whether a period counts from `since` on: by the day that fulfilled it, else by its last day."""
    return (duty.on or duty.last) >= since
