"""Timeliness on every class and day boundary, and the rates."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopctl.domain.codes import Status
from coopctl.domain.standing.standing import ItemRow, judge, tally

DUE = date(2025, 12, 31)
_OPEN = ("not_started", "in_progress", "awaiting_confirmation")
_DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize("status", _OPEN)
@pytest.mark.parametrize(
    ("after", "verdict"),
    [
        (-400, ("in_time", 400)),
        (-8, ("in_time", 8)),
        (-7, ("due_soon", 7)),
        (-1, ("due_soon", 1)),
        (0, ("due_soon", 0)),
        (1, ("overdue", 1)),
        (400, ("overdue", 400)),
    ],
)
def test_due_on_a_day_is_overdue_from_the_next(
    status: str, after: int, verdict: tuple[str, int]
) -> None:
    assert judge(status, DUE, None, DUE + timedelta(days=after), 7) == verdict


@pytest.mark.parametrize(
    ("soon", "left", "verdict"),
    [(0, 0, "due_soon"), (0, 1, "in_time"), (30, 30, "due_soon"), (30, 31, "in_time")],
)
def test_the_number_of_days_that_are_soon_is_a_setting(soon: int, left: int, verdict: str) -> None:
    assert judge("in_progress", DUE, None, DUE - timedelta(days=left), soon) == (verdict, left)


@pytest.mark.parametrize(
    ("after", "verdict"),
    [
        (-1, ("done_on_time", None)),
        (0, ("done_on_time", None)),
        (1, ("done_late", 1)),
        (30, ("done_late", 30)),
    ],
)
@pytest.mark.parametrize("asked", [DUE, DUE + timedelta(days=900)])
def test_lateness_survives_completion(
    asked: date, after: int, verdict: tuple[str, int | None]
) -> None:
    assert judge("completed", DUE, DUE + timedelta(days=after), asked, 7) == verdict


@pytest.mark.parametrize("status", _OPEN)
def test_without_a_deadline_nothing_is_late(status: str) -> None:
    assert judge(status, None, None, DUE, 7) == ("no_deadline", None)


def test_completed_without_a_deadline() -> None:
    assert judge("completed", None, DUE, DUE, 7) == ("done_no_deadline", None)
    assert judge("completed", DUE, None, DUE, 7) == ("done_no_deadline", None)


@pytest.mark.parametrize("status", ["suspended", "cancelled"])
@pytest.mark.parametrize("due", [None, DUE])
def test_suspended_and_cancelled_are_not_counted(status: str, due: date | None) -> None:
    assert judge(status, due, None, DUE + timedelta(days=9), 7) == ("not_counted", None)


@given(st.sampled_from(list(Status)), st.none() | _DAYS, _DAYS, _DAYS, st.integers(0, 60))
def test_days_are_never_negative_and_stand_only_where_they_mean_something(
    status: str, due: date | None, done: date, as_of: date, soon: int
) -> None:
    completed = done if status == Status.COMPLETED else None
    verdict, days = judge(status, due, completed, as_of, soon)
    assert (days is not None) == (verdict in {"overdue", "due_soon", "in_time", "done_late"})
    assert days is None or days >= 0
    assert verdict != "overdue" or (due is not None and as_of > due)


@given(st.sampled_from(_OPEN), _DAYS, _DAYS, st.integers(0, 60))
def test_time_only_moves_an_open_item_towards_overdue(
    status: str, due: date, as_of: date, soon: int
) -> None:
    order = ["in_time", "due_soon", "overdue"]
    today, _ = judge(status, due, None, as_of, soon)
    tomorrow, _ = judge(status, due, None, as_of + timedelta(days=1), soon)
    assert order.index(tomorrow) >= order.index(today)


def row(status: str, timeliness: str, withdrawn: str | None = None) -> ItemRow:
    """Make an item that stands so."""
    blank = dict.fromkeys(ItemRow._fields)
    return ItemRow(
        **blank | {"status": status, "timeliness": timeliness, "withdrawn": withdrawn}  # type: ignore[arg-type]
    )


def test_the_official_rate_divides_by_what_came_due() -> None:
    counted = tally(
        [
            row("completed", "done_on_time"),
            row("completed", "done_late"),
            row("completed", "done_no_deadline"),
            row("in_progress", "overdue"),
            row("in_progress", "in_time"),
            row("cancelled", "not_counted"),
            row("suspended", "not_counted"),
            row("completed", "not_counted", "agreed to drop it"),
        ]
    )
    assert counted.total == 7
    assert counted.classes == {
        "done_on_time": 1, "done_late": 1, "done_no_deadline": 1, "overdue": 1, "in_time": 1,
        "not_counted": 2,
    }  # fmt: skip
    assert (counted.completed, counted.cancelled, counted.came_due) == (3, 1, 4)
    assert counted.official_rate == 3 / 4
    assert counted.plain_rate == 3 / 6


def test_rates_of_nothing_are_none() -> None:
    assert tally([]).official_rate is None
    assert tally([]).plain_rate is None
    only_cancelled = tally([row("cancelled", "not_counted")])
    assert only_cancelled.plain_rate is None
    assert only_cancelled.official_rate is None
    assert tally([row("in_progress", "in_time")]).plain_rate == 0
    assert tally([row("in_progress", "overdue")]).official_rate == 0


@given(
    st.lists(
        st.builds(
            row,
            st.sampled_from(list(Status)),
            st.sampled_from(["overdue", "in_time"]),
            st.sampled_from([None, "why"]),
        )
    )
)
def test_classes_add_up_and_rates_are_shares(rows: list[ItemRow]) -> None:
    counted = tally(rows)
    assert sum(counted.classes.values()) == counted.total
    assert counted.total == sum(one.withdrawn is None for one in rows)
    for rate in (counted.official_rate, counted.plain_rate):
        assert rate is None or 0 <= rate <= 1
