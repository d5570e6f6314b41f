from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopctl.domain.words.numbers import parse_amount, parse_percent, show_number
from coopctl.messages import CoopError

DECIMALS = st.decimals(
    min_value=Decimal(-(10**18)), max_value=Decimal(10**18), allow_nan=False, places=4
)


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("60", 60),
        ("60%", 60),
        ("60 %", 60),
        (" 5 ", 5),
        ("0", 0),
        ("100", 100),
        ("60\xa0%", 60),
        ("60,0%", 60),
        ("60.0 %", 60),
        ("35,00 %", 35),
        ("0,0 %", 0),
        ("100.0%", 100),
        ("60,0", 60),
    ],
)
def test_parse_percent(text: str, percent: int) -> None:
    assert parse_percent(text) == percent


@pytest.mark.parametrize("text", ["101", "-1", "abc", "", "%", "60 % %", "٦٠", "9" * 5_000])
def test_parse_percent_refuses_the_rest(text: str) -> None:
    with pytest.raises(CoopError) as refused:
        parse_percent(text)
    assert str(refused.value).endswith("` is not a percentage from 0 to 100")
    assert str(refused.value.hint) == "write a whole number from 0 to 100, such as `60`"


@pytest.mark.parametrize(
    ("text", "said", "hint"),
    [("12.5", "progress is kept in whole percent, which `12.5` is not", "write `12` or `13`"),
     ("35,5%", "progress is kept in whole percent, which `35,5%` is not", "write `35` or `36`"),
     ("0,5 %", "progress is kept in whole percent, which `0,5 %` is not", "write `0` or `1`"),
     ("0.35", "`0.35` may be a share of 1, or percent", "write it as a whole number of percent, such as `60 %`"),
     ("1.0", "`1.0` may be a share of 1, or percent", "write it as a whole number of percent, such as `60 %`")],
)  # fmt: skip
def test_a_percentage_that_is_not_whole_is_refused_as_what_it_is(
    text: str, said: str, hint: str
) -> None:
    with pytest.raises(CoopError) as refused:
        parse_percent(text)
    assert (str(refused.value), str(refused.value.hint)) == (said, hint)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("12", "12"),
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("12.50", "12.50"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1 234,5", "1234.5"),
        ("1 234.567", "1234.567"),
        ("1\u202f234\xa0567", "1234567"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("1.234.567,89", "1234567.89"),
        ("1234,567", "1234.567"),
        ("0,125", "0.125"),
        ("1.2340", "1.2340"),
        ("1,2340", "1.2340"),
        ("-1.234,5", "-1234.5"),
        ("\u22125", "-5"),
        ("007", "7"),
        ("-0,0", "0.0"),
        (" 3 ", "3"),
        ("0," + "0" * 26 + "1", "0." + "0" * 26 + "1"),
    ],
)
def test_parse_amount(text: str, amount: str) -> None:
    assert parse_amount(text) == amount


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("1.234", "write `1234` or `1.2340`"),
        ("1,234", "write `1234` or `1,2340`"),
        ("-12.000", "write `-12000` or `-12.0000`"),
    ],
)
def test_parse_amount_asks_what_can_be_read_in_two_ways(text: str, hint: str) -> None:
    with pytest.raises(CoopError) as refused:
        parse_amount(text)
    assert (
        str(refused.value) == f"`{text}` can be read in two ways, with thousands or with decimals"
    )
    assert str(refused.value.hint) == hint


@pytest.mark.parametrize(
    "text",
    [
        "",
        "abc",
        "12 kg",
        "1e5",
        ",5",
        "5,",
        "1.23.456",
        "0.234.567",
        "1.234,567,8",
        "--1",
        "½",
        "٣",
    ],
)
def test_parse_amount_refuses_what_is_no_number(text: str) -> None:
    with pytest.raises(CoopError) as refused:
        parse_amount(text)
    assert str(refused.value) == f"`{text}` is not a number"
    assert "`12,5`" in str(refused.value.hint)


def test_parse_amount_refuses_more_digits_than_can_be_added_up() -> None:
    with pytest.raises(CoopError, match="has more than 28 digits"):
        parse_amount("9" * 29)


@pytest.mark.parametrize(
    ("value", "vietnamese", "english"),
    [
        (0, "0", "0"),
        (-1234, "-1.234", "-1,234"),
        (1234567, "1.234.567", "1,234,567"),
        ("1234.50", "1.234,50", "1,234.50"),
        ("66.7", "66,7", "66.7"),
        ("123456", "123.456", "123,456"),
        (Decimal("1E+3"), "1.000", "1,000"),
        (Decimal("1234.890"), "1.234,890", "1,234.890"),
        (Decimal("NaN"), "NaN", "NaN"),
        ("about 12", "about 12", "about 12"),
        ("", "", ""),
    ],
)
def test_show_number(value: str | int | Decimal, vietnamese: str, english: str) -> None:
    assert show_number(value, "vi") == vietnamese
    assert show_number(value, "en") == english


def test_show_number_takes_any_length() -> None:
    assert len(show_number("9" * 6_000, "vi")) == 6_000 + 1_999


@given(DECIMALS)
def test_what_is_shown_with_four_decimals_is_read_again(value: Decimal) -> None:
    for language in ("vi", "en"):
        assert Decimal(parse_amount(show_number(value, language))) == value


@given(st.text() | st.text("0123456789.,- "))
def test_parse_amount_gives_a_decimal_or_a_clear_error(text: str) -> None:
    try:
        amount = parse_amount(text)
    except CoopError:
        return
    assert f"{Decimal(amount):f}" == amount
