"""A number and the unit behind it, held against an indicator."""

import pytest

from coopctl.domain.plan.plan import Indicator, Text
from coopctl.domain.record.units import is_unit_of, strange_values
from coopctl.domain.words.numbers import Quantity, parse_quantity
from coopctl.messages import CoopError
from tests.definitions.plans import load_item

PEOPLE = Indicator("n", Text("N", "N"), Text("Người", "people"), None, "120", None)
RATE = Indicator("r", Text("R", "R"), None, None, "7.5", None, "percent")
BARE = Indicator("b", Text("B", "B"), None, None, None, None)


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("40", "40", ""), ("40 người", "40", "người"), ("40người", "40", "người"), ("7,5 %", "7.5", "%"),
        ("7.50%", "7.50", "%"), ("1.234,5 kg", "1234.5", "kg"), ("1 234 567 đồng", "1234567", "đồng"),
        ("-3 điểm phần trăm", "-3", "điểm phần trăm"), ("\u22123\u00a0%", "-3", "%"), (" 12  m2 ", "12", "m2"),
        ("12 e5", "12", "e5"),
    ],
)  # fmt: skip
def test_a_number_with_what_stands_behind_it(text: str, amount: str, unit: str) -> None:
    assert parse_quantity(text) == Quantity(amount, unit)


@pytest.mark.parametrize(
    "text",
    [
        "người",
        "bốn mươi",
        "",
        "%",
        "1e5",
        "1.234 người",
        "1.2.3 kg",
        "NaN",
        "∞",
        "٤٠",
        "--4",
        "+ 4",
    ],
)
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(CoopError) as refused:
        parse_quantity(text)
    assert refused.value.hint is not None


@pytest.mark.parametrize(
    ("indicator", "unit", "ours"),
    [
        (PEOPLE, "", True), (PEOPLE, "người", True), (PEOPLE, "NGUOI", True), (PEOPLE, "People", True),
        (PEOPLE, "kg", False), (PEOPLE, "%", False), (PEOPLE, "người học", False),
        (RATE, "%", True), (RATE, "phần trăm", True), (RATE, "percent", True), (RATE, "người", False),
        (BARE, "", True), (BARE, "người", False),
    ],
)  # fmt: skip
def test_a_unit_is_the_indicators_in_either_language(
    indicator: Indicator, unit: str, ours: bool
) -> None:
    assert is_unit_of(indicator, unit) == ours


@pytest.mark.parametrize(("value", "odd"), [("0", 0), ("100", 0), ("100.1", 1), ("-0.5", 1)])
def test_a_percentage_beyond_the_whole_is_remarked(value: str, odd: int) -> None:
    item = load_item("indicators: [{id: r, title: R, unit: '%'}, {id: n, title: N}]")
    assert len(list(strange_values(item, {"indicator": "r", "value": value}))) == odd
    assert not list(strange_values(item, {"indicator": "n", "value": value}))
    assert not list(strange_values(None, {"indicator": "r", "value": value}))
