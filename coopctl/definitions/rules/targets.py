"""The targets of an indicator by period: each names a span of days, none the same as another's."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from coopctl.definitions.schema.patterns import AMOUNT
from coopctl.definitions.yaml.problems import Finding
from coopctl.definitions.yaml.tree import Mapping, Scalar, mappings_at, pairs_at, stated, text_at
from coopctl.domain.plan.plan import SUM
from coopctl.domain.record.units import counted_by
from coopctl.domain.words.dates import parse_span, show_day
from coopctl.messages import N_, CoopError, msg

_AMOUNT = re.compile(AMOUNT)


class _Target(NamedTuple):
    """A period that a file states, its days, and the amount where it is one."""

    node: Scalar
    first: date
    last: date
    amount: Decimal | None


def check_targets(item: Mapping) -> Iterator[Finding]:
    """Yield what does not fit in the targets by period of an item's indicators."""
    for indicator in mappings_at(item, "indicators"):
        targets: list[_Target] = []
        for period, value in pairs_at(indicator, "targets"):
            read = _read(period, stated(value))
            if isinstance(read, Finding):
                yield read
            elif read is not None:
                yield from _check_new(read, targets)
                targets.append(read)
        yield from _check_total(indicator, targets)


def _read(period: Scalar, value: Scalar | None) -> _Target | Finding | None:
    """Return a target, what is wrong with it, or None where the schema refuses the period."""
    if stated(period) is None:
        return None
    try:
        span = parse_span(" ".join(period.text.split()))
    except CoopError:
        return None
    if span is None:
        return Finding(
            period.line,
            period.column,
            "no-span",
            msg(N_("`{text}` names no period with a first and a last day"), text=period.text),
            msg(
                N_(
                    "write a year, a quarter, a month or two days: `2025`, `Q4/2025`, `1/7–31/12/2025`"
                )
            ),
        )
    return _Target(period, *span, _amount(value))


def _amount(node: Scalar | None) -> Decimal | None:
    return Decimal(node.text) if node is not None and _AMOUNT.fullmatch(node.text) else None


def _check_new(target: _Target, before: Sequence[_Target]) -> Iterator[Finding]:
    for other in before:
        if (other.first, other.last) == (target.first, target.last):
            yield Finding(
                target.node.line,
                target.node.column,
                "duplicate-period",
                msg(
                    N_("`{text}` is the same period as `{other}` in line {line}"),
                    text=target.node.text, other=other.node.text, line=other.node.line,
                ),
                msg(N_("keep one of the two")),
            )  # fmt: skip
        elif other.first < target.first <= other.last < target.last or (
            target.first < other.first <= target.last < other.last
        ):
            yield _crossing(target, other)


def _crossing(target: _Target, other: _Target) -> Finding:
    """Warn of periods that share some days, of which neither lies in the other."""
    return Finding(
        target.node.line,
        target.node.column,
        "periods-cross",
        msg(
            N_("`{text}` shares only some of its days with `{other}`, up to {day}"),
            text=target.node.text, other=other.node.text, day=show_day(min(target.last, other.last)),
        ),
        msg(N_("an outcome on one of these days counts in both; check that this is meant")),
        "warning",
    )  # fmt: skip


def _check_total(indicator: Mapping, targets: Sequence[_Target]) -> Iterator[Finding]:
    """Warn where values add up, and the periods' targets do not add up to the whole's."""
    whole = text_at(indicator, "target")
    total = _amount(whole)
    outermost = [
        target for target in targets if not any(_holds(other, target) for other in targets)
    ]
    amounts = [one.amount for one in outermost if one.amount is not None]
    if whole is None or total is None or not _adds_up(indicator) or len(amounts) < len(outermost):
        return
    planned = sum(amounts, _amount(text_at(indicator, "baseline")) or Decimal(0))
    if outermost and planned != total:
        yield Finding(
            whole.line,
            whole.column,
            "targets-differ",
            msg(
                N_("the target is {target}, and baseline and periods add up to {sum}"),
                target=whole.text, sum=f"{planned:f}",
            ),
            msg(N_("correct one of them, or say `counts: last` if the values do not add up")),
            "warning",
        )  # fmt: skip


def _holds(outer: _Target, inner: _Target) -> bool:
    """Tell whether `inner` lies in `outer`, another one."""
    return (
        outer is not inner
        and outer.first <= inner.first
        and inner.last <= outer.last
        and (outer.first, outer.last) != (inner.first, inner.last)
    )


def _adds_up(indicator: Mapping) -> bool:
    counts = text_at(indicator, "counts")
    if counts is not None:
        return counts.text == SUM
    unit = text_at(indicator, "unit")
    return counted_by([unit.text] if unit else []) == SUM
