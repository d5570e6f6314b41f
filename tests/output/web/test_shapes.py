"""Where days fall in a drawing of the web page."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from coopctl.output.web.shapes import DayScale, Tick, percent

DAYS = st.dates(date(1990, 1, 1), date(2199, 12, 31))
YEARS = DayScale(date(2024, 1, 1), date(2025, 12, 31))


def test_a_share_is_short() -> None:
    assert [percent(0), percent(1), percent(0.5), percent(1, 3)] == ["0%", "100%", "50%", "33.33%"]


def test_days_fall_from_the_beginning_of_the_first_to_the_end_of_the_last() -> None:
    whole = YEARS.box("planned", YEARS.first, YEARS.last)
    assert (whole.x, whole.width) == ("0%", "100%")
    assert YEARS.box("planned", date(2020, 1, 1), date(2199, 12, 31)) == whole
    assert YEARS.box("late", date(2025, 12, 31), date.max).width == "0.14%"


@given(DAYS, DAYS, DAYS, DAYS)
def test_a_box_stays_in_the_drawing(one: date, two: date, three: date, four: date) -> None:
    scale = DayScale(min(one, two), max(one, two))
    box = scale.box("planned", min(three, four), max(three, four))
    begin, width = float(box.x[:-1]), float(box.width[:-1])
    assert 0 <= begin <= 100
    assert 0 <= width <= 100.01 - begin


@given(DAYS)
def test_later_days_stand_further_on(day: date) -> None:
    assert YEARS.at(day) <= YEARS.at(day + timedelta(days=1))


def test_ticks_name_years_and_quarters() -> None:
    ticks = list(YEARS.ticks())
    assert ticks[:3] == [
        Tick("year", "0%", "2024"), Tick("quarter", "0%", "Q1"), Tick("quarter", "12.45%", "Q2"),
    ]  # fmt: skip
    assert [tick.label for tick in ticks if tick.kind == "year"] == ["2024", "2025"]


def test_a_year_that_has_just_an_end_has_no_label() -> None:
    crowded = DayScale(date(2023, 12, 1), date(2025, 12, 31))
    assert [tick.label for tick in crowded.ticks() if tick.kind == "year"] == ["2024", "2025"]
    short = DayScale(date(2024, 5, 1), date(2024, 9, 30))
    assert [tick.label for tick in short.ticks() if tick.kind == "year"] == ["2024"]
