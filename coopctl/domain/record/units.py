"""The unit behind a value: it must be that of the indicator, in either language."""

from collections.abc import Collection, Iterator

from coopctl.domain.plan.plan import PERCENT, SUM, Indicator, Item
from coopctl.domain.record.entries import Body
from coopctl.domain.words.numbers import MAX_PERCENT, Quantity
from coopctl.domain.words.text import excerpt, fold
from coopctl.messages import N_, Message, msg

# How a percentage may be written behind its number, folded.
_PERCENT_UNITS = ("%", "phan tram", "percent")


def is_unit_of(indicator: Indicator, unit: str) -> bool:
    """Tell whether `unit`, as typed, is the indicator's, in either language; none typed always is."""
    return not unit or fold(unit) in {fold(one) for one in units_of(indicator)} | (
        set(_PERCENT_UNITS) if indicator.counts == PERCENT else set()
    )


def units_of(indicator: Indicator) -> tuple[str, ...]:
    """Return an indicator's unit in each language, once where they are the same."""
    stated = tuple(dict.fromkeys(one for one in indicator.unit or () if one))
    return stated or (("%",) if indicator.counts == PERCENT else ())


def refuse_unit(indicator: Indicator, quantity: Quantity) -> tuple[Message, Message]:
    """Say why a value with another unit is refused, and what to write instead."""
    units = units_of(indicator)
    if not units:
        return (
            msg(
                N_("the indicator `{id}` has no unit, and the value has `{unit}`"),
                id=indicator.id, unit=excerpt(quantity.unit),
            ),
            msg(N_("write the number alone: `{number}`"), number=quantity.amount),
        )  # fmt: skip
    return (
        msg(
            N_("`{unit}` is not the unit of the indicator `{id}`, which is {units}"),
            unit=excerpt(quantity.unit), id=indicator.id, units=units,
        ),
        msg(
            N_("convert the value and write it as `{number} {unit}`, or the number alone"),
            number="40", unit=units[0],
        ),
    )  # fmt: skip


def counted_by(unit: Collection[str]) -> str:
    """Return how the values of a unit count where the plan does not say: a percentage does not add up."""
    return PERCENT if unit and all(one.strip() == "%" for one in unit) else SUM


def strange_values(item: Item | None, body: Body) -> Iterator[Message]:
    """Yield what is odd about an outcome's value: it is left out, or no share of a whole (growth may be)."""
    value = body.get("value")
    named = (one for one in item.indicators if one.id == body.get("indicator")) if item else ()
    indicator = next(iter(named), None)
    if indicator is not None and value is None:
        yield msg(N_("no value is given, so nothing counts towards `{id}`"), id=indicator.id)
    if indicator is None or value is None or indicator.counts != PERCENT:
        return
    from decimal import Decimal

    if not 0 <= Decimal(value) <= MAX_PERCENT:
        yield msg(N_("{value} % is less than nothing or more than the whole"), value=value)
