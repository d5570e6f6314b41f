"""Items as stretches of days: what is drawn, from when to when."""

from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopctl.domain.plan.plan import Memorandum, Plan, Text
from coopctl.domain.standing.standing import ItemRow, judge
from coopctl.domain.standing.timeline import (
    Meeting,
    Stretch,
    keep_discussing,
    lay_out,
    month_starts,
)
from coopctl.domain.words.dates import Due

AS_OF = date(2025, 6, 30)
EMPTY: dict[str, Any] = dict.fromkeys(ItemRow._fields)


def plan_from(first: date | None, last: date | None) -> Plan:
    start, end = (Due(str(day.year), day) if day else None for day in (first, last))
    memorandum = Memorandum(None, None, None, start, end)
    return Plan("p", None, None, Text("P", "P"), "UTC", None, None, False, memorandum, (), (), ())


PLAN = plan_from(date(2024, 1, 1), date(2026, 12, 31))


def row_of(
    start: date | None = None, due: date | None = None, original: date | None = None,
    done: date | None = None, withdrawn: str | None = None, status: str | None = None,
) -> ItemRow:  # fmt: skip
    found = status or ("completed" if done else "in_progress")
    timeliness, days = judge(found, due, done, AS_OF, 7)
    return ItemRow(**{
        **EMPTY, "plan": "p", "area": "1", "item": "1.1", "title": "t", "cooperating": "",
        "start": start, "due": due, "original_due": original, "completed_on": done,
        "status": found, "timeliness": "not_counted" if withdrawn else timeliness, "days": days,
        "withdrawn": withdrawn,
    })  # fmt: skip


def stretches(row: ItemRow, plan: Plan = PLAN) -> list[tuple[str, str, str]]:
    [bar] = lay_out(plan, [row], [], [], AS_OF).items
    return [(one.kind, one.first.isoformat(), one.last.isoformat()) for one in bar.stretches]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (row_of(date(2025, 1, 1), date(2025, 12, 31)), [("planned", "2025-01-01", "2025-12-31")]),
        (row_of(None, date(2025, 12, 31)), [("planned", "2024-01-01", "2025-12-31")]),
        (
            row_of(date(2025, 1, 1), date(2025, 5, 31)),
            [("planned", "2025-01-01", "2025-05-31"), ("late", "2025-06-01", "2025-06-30")],
        ),
        (row_of(date(2025, 1, 1), AS_OF), [("planned", "2025-01-01", "2025-06-30")]),
        (
            row_of(date(2025, 1, 1), date(2025, 12, 31), date(2025, 3, 31)),
            [("planned", "2025-01-01", "2025-03-31"), ("extended", "2025-04-01", "2025-12-31")],
        ),
        (
            row_of(date(2025, 1, 1), date(2025, 4, 30), date(2025, 3, 31), date(2025, 5, 5)),
            [
                ("planned", "2025-01-01", "2025-03-31"),
                ("extended", "2025-04-01", "2025-04-30"),
                ("late", "2025-05-01", "2025-05-05"),
            ],
        ),
        (
            row_of(date(2025, 1, 1), date(2025, 4, 30), None, date(2025, 2, 5)),
            [("planned", "2025-01-01", "2025-04-30")],
        ),
        (row_of(date(2025, 1, 1)), [("open", "2025-01-01", "2026-12-31")]),
        (row_of(None, None, None, date(2025, 2, 5)), [("open", "2024-01-01", "2025-02-05")]),
        (row_of(None, date(2023, 12, 1), None, date(2023, 12, 1)), [("planned", "2023-12-01", "2023-12-01")]),
        (
            row_of(date(2025, 1, 1), date(2025, 4, 30), status="suspended"),
            [("planned", "2025-01-01", "2025-04-30")],
        ),
    ],
)  # fmt: skip
def test_stretches(row: ItemRow, expected: list[tuple[str, str, str]]) -> None:
    assert stretches(row) == expected


def test_what_is_withdrawn_suspended_or_cancelled_is_not_counted() -> None:
    rows = [row_of(withdrawn="x"), row_of(status="suspended"), row_of(status="cancelled"), row_of()]
    assert [bar.counted for bar in lay_out(PLAN, rows, [], [], AS_OF).items] == [False] * 3 + [True]


@pytest.mark.parametrize(
    ("due", "bounds"),
    [
        (date(2026, 12, 31), ("2024-01-01", "2026-12-31")),
        (date(2027, 3, 10), ("2024-01-01", "2027-03-31")),  # a little later: drawn
        (date(2022, 11, 10), ("2022-11-01", "2026-12-31")),
        (date(2126, 3, 10), ("2024-01-01", "2026-12-31")),  # a mistyped year: not
    ],
)
def test_what_is_drawn_is_the_period_and_what_is_near(due: date, bounds: tuple[str, str]) -> None:
    drawn = lay_out(PLAN, [row_of(None, due)], [], [], AS_OF)
    assert (drawn.first.isoformat(), drawn.last.isoformat()) == bounds


def test_a_plan_without_a_period_is_drawn_as_far_as_its_days_go() -> None:
    plan = plan_from(None, None)
    drawn = lay_out(plan, [row_of(None, date(2026, 2, 2))], [], [], AS_OF)
    assert (drawn.first, drawn.last) == (date(2025, 6, 1), date(2026, 2, 28))
    assert stretches(row_of(), plan) == [("open", "2025-06-01", "2025-06-30")]


def test_meetings_that_discussed_what_is_asked_for() -> None:
    meetings = [Meeting(str(n), AS_OF, None, "m", (f"1.{n}",)) for n in range(3)]
    assert keep_discussing(meetings, None) == tuple(meetings)
    assert [one.id for one in keep_discussing(meetings, {"1.2", "9"})] == ["2"]


_DAYS = st.none() | st.dates(date(1900, 1, 1), date(2200, 12, 31))


@given(_DAYS, _DAYS, _DAYS, _DAYS, st.dates(date(1900, 1, 1), date(2200, 12, 31)))
def test_stretches_follow_one_another_whatever_the_days(
    start: date | None, due: date | None, original: date | None, done: date | None, first: date
) -> None:
    plan = plan_from(first, date(2200, 12, 31))
    row = row_of(start, due, original if due else None, done)
    drawn = lay_out(plan, [row], [], [], AS_OF)
    found: tuple[Stretch, ...] = drawn.items[0].stretches
    assert found
    assert all(one.first <= one.last for one in found)
    assert all(before.last < after.first for before, after in pairwise(found))
    assert next(iter(month_starts(drawn.first, drawn.last))) == drawn.first
