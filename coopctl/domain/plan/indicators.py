"""Where indicators stand on a date: actual against target, for the whole and for each period.

All values are decimals, never floats: nothing is lost in adding them up.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from typing import NamedTuple

from coopctl.domain.plan.plan import SUM, PeriodTarget
from coopctl.domain.words.numbers import MAX_PERCENT

_NAMED = 3  # documents that a row names, the newest
# Enough for the quotient of any two values that are let in, to a tenth of a percent.
_WIDE = Context(prec=100, rounding=ROUND_HALF_UP)


class IndicatorRow(NamedTuple):
    """An indicator of an item on a date: as a whole where `period` is None, else in that period.

    `baseline`, `target` and `actual` are decimal texts; None where none is stated, or the period is
    still to come. `share` is the part of the target that is reached, in percent to a tenth.
    `outcomes` counts those with a value, `evidenced` those of them with evidence; `evidence`
    names the newest pieces; `last_on` is the day of the last value.
    """

    plan: str
    area: str
    item: str
    indicator: str
    title: str
    unit: str | None
    counts: str
    period: str | None
    first: date | None
    last: date | None
    baseline: str | None
    target: str | None
    actual: str | None
    share: Decimal | None
    outcomes: int
    evidenced: int
    evidence: str | None
    last_on: date | None


class StatedValue(NamedTuple):
    """A value that an outcome states, the day that it happened, and the names of its evidence."""

    on: date
    value: Decimal
    evidence: tuple[str, ...]


def measure(
    head: IndicatorRow, periods: Sequence[PeriodTarget], stated: Sequence[StatedValue], as_of: date
) -> Iterator[IndicatorRow]:
    """Yield how an indicator stands as a whole, then in each period, in the order given.

    `head` says which it is, with baseline and target; `stated` is in the order of time, up to `as_of`.
    """
    baseline = _decimal(head.baseline)
    actual = _actual(head.counts, baseline, stated)
    yield _filled(head, actual, stated)
    for period in periods:
        row = head._replace(
            period=period.period, first=period.first, last=period.last, target=period.target,
            baseline=None if head.counts == SUM else head.baseline,
        )  # fmt: skip
        if period.first > as_of:
            yield row
            continue
        known = [one for one in stated if one.on <= period.last]
        within = [one for one in known if one.on >= period.first]
        # A level that nobody measured in the period is still what it was before.
        counted = within if head.counts == SUM else known
        yield _filled(row, _actual(head.counts, None, counted), within)


def _filled(
    row: IndicatorRow, actual: Decimal | None, stated: Sequence[StatedValue]
) -> IndicatorRow:
    return row._replace(
        actual=None if actual is None else f"{actual:f}",
        share=share_of(_decimal(row.baseline), _decimal(row.target), actual),
        outcomes=len(stated),
        evidenced=sum(bool(one.evidence) for one in stated),
        evidence=_name_newest(stated),
        last_on=stated[-1].on if stated else None,
    )


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _actual(counts: str, baseline: Decimal | None, stated: Sequence[StatedValue]) -> Decimal | None:
    if counts == SUM:
        with localcontext(_WIDE):
            return sum((one.value for one in stated), baseline or Decimal(0))
    return stated[-1].value if stated else baseline


def share_of(
    baseline: Decimal | None, target: Decimal | None, actual: Decimal | None
) -> Decimal | None:
    """Return how much of the target is reached, in percent to a tenth; None where none can be said.

    A target below the baseline is to be come down to: what counts is the way from the baseline.
    """
    if target is None or actual is None:
        return None
    with localcontext(_WIDE):
        if baseline is not None and target < baseline:
            part = (baseline - actual) / (baseline - target)
        elif target > 0:
            part = actual / target
        else:
            return None
        return (part * MAX_PERCENT).quantize(Decimal("0.1"))


def _name_newest(stated: Sequence[StatedValue]) -> str | None:
    """Return the newest pieces of evidence, the newest first, `…` for those before them."""
    names = [name for one in reversed(stated) for name in reversed(one.evidence)]
    shown = names[:_NAMED] + ["…"] * (len(names) > _NAMED)
    return "; ".join(shown) or None


def evidence_names(evidence: Sequence[object]) -> tuple[str, ...]:
    """Return what the pieces of an entry's evidence are called: a text itself, a file by its name."""
    return tuple(
        str(one.get("file", "")) if isinstance(one, dict) else str(one) for one in evidence
    )
