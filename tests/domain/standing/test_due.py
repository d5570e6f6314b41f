"""Rows of what is due: their groups, their order, and what is left out."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopctl.domain.standing.due import DueRow, place

DAY = date(2026, 6, 30)


def row(name: str, due: date | None, plan: str = "p") -> DueRow:
    return DueRow("item", plan, name, name, "a", due)


@pytest.mark.parametrize(
    ("days", "group"),
    [(-1, "overdue"), (0, "today"), (1, "within_7"), (7, "within_7"), (8, "within_30"),
     (30, "within_30"), (31, "later")],
)  # fmt: skip
def test_groups_by_day(days: int, group: str) -> None:
    (placed,) = place([row("x", DAY + timedelta(days))], DAY, DAY + timedelta(99))
    assert (placed.days, placed.group) == (days, group)


def test_what_has_no_day_comes_last_and_never_goes() -> None:
    rows = [row("x", None), row("y", DAY + timedelta(1)), row("z", DAY + timedelta(9))]
    placed = place(rows, DAY, DAY + timedelta(7))
    assert [(one.id, one.days, one.group) for one in placed] == [
        ("y", 1, "within_7"), ("x", None, "undated"),
    ]  # fmt: skip


def test_what_is_overdue_is_there_whatever_the_horizon() -> None:
    assert [one.id for one in place([row("x", DAY - timedelta(900))], DAY, DAY)] == ["x"]


def test_numbers_in_ids_are_ordered_by_value() -> None:
    placed = place([row("1.10", DAY), row("1.2", DAY), row("1.1", DAY, "q")], DAY, DAY)
    assert [one.id for one in placed] == ["1.2", "1.10", "1.1"]


@given(st.lists(st.integers(-400, 400)))
def test_the_most_overdue_comes_first(days: list[int]) -> None:
    rows = [row(str(index), DAY + timedelta(one)) for index, one in enumerate(days)]
    placed = [one.days for one in place(rows, DAY, DAY + timedelta(400))]
    assert placed == sorted(days)
