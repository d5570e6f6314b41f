"""What indicators have reached: in decimals, for the whole and for each period."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopctl.domain.plan.indicators import IndicatorRow, StatedValue, measure, share_of
from coopctl.domain.plan.plan import PeriodTarget

AS_OF = date(2025, 6, 30)
Y2024 = PeriodTarget("2024", date(2024, 1, 1), date(2024, 12, 31), "40")
Y2025 = PeriodTarget("2025", date(2025, 1, 1), date(2025, 12, 31), "60")
Y2026 = PeriodTarget("2026", date(2026, 1, 1), date(2026, 12, 31), "60")
Q1 = PeriodTarget("Q1/2025", date(2025, 1, 1), date(2025, 3, 31), "30")


def head(counts: str, baseline: str | None = "20", target: str | None = "120") -> IndicatorRow:
    return IndicatorRow(
        "p", "1", "1.1", "n", "N", "người", counts, None, None, None, baseline, target, None, None,
        0, 0, None, None,
    )  # fmt: skip


def stated(day: str, value: str, *evidence: str) -> StatedValue:
    return StatedValue(date.fromisoformat(day), Decimal(value), evidence)


STATED = (
    stated("2024-12-31", "30.5", "1/BC"),
    stated("2025-01-01", "10", "2/BC", "3/BC"),
    stated("2025-06-30", "5.25"),
)


def test_what_adds_up() -> None:
    rows = list(measure(head("sum"), [Y2024, Y2025, Q1, Y2026], STATED, AS_OF))
    assert [(r.period, r.baseline, r.target, r.actual, r.share, r.outcomes) for r in rows] == [
        (None, "20", "120", "65.75", Decimal("54.8"), 3),
        ("2024", None, "40", "30.5", Decimal("76.3"), 1),
        ("2025", None, "60", "15.25", Decimal("25.4"), 2),
        ("Q1/2025", None, "30", "10", Decimal("33.3"), 1),
        ("2026", None, "60", None, None, 0),
    ]
    assert [row.evidenced for row in rows] == [2, 1, 1, 1, 0]
    assert [row.last_on for row in rows[:3]] == [AS_OF, date(2024, 12, 31), AS_OF]
    assert rows[0].evidence == "3/BC; 2/BC; 1/BC"


@pytest.mark.parametrize("counts", ["last", "percent"])
def test_of_what_is_a_level_the_last_value_counts(counts: str) -> None:
    rows = list(measure(head(counts), [Y2024, Y2025, Q1, Y2026], STATED, AS_OF))
    assert [(r.period, r.baseline, r.actual, r.outcomes) for r in rows] == [
        (None, "20", "5.25", 3),
        ("2024", "20", "30.5", 1),
        ("2025", "20", "5.25", 2),
        ("Q1/2025", "20", "10", 1),
        ("2026", "20", None, 0),
    ]


def test_a_level_that_nobody_measured_in_a_period_is_what_it_was() -> None:
    rows = list(measure(head("last"), [Y2024, Y2025], STATED[:1], AS_OF))
    assert [(row.actual, row.outcomes, row.last_on) for row in rows[1:]] == [
        ("30.5", 1, date(2024, 12, 31)), ("30.5", 0, None),
    ]  # fmt: skip
    [_whole, never] = measure(head("last"), [Y2024], STATED[1:], AS_OF)
    assert never.actual is None


def test_without_outcomes_there_is_the_baseline() -> None:
    assert [next(measure(head(c), [], [], AS_OF)).actual for c in ("sum", "last")] == ["20", "20"]
    assert next(measure(head("sum", None), [], [], AS_OF)).actual == "0"
    assert next(measure(head("last", None), [], [], AS_OF)).actual is None


def test_only_the_newest_evidence_is_named() -> None:
    many = [stated(f"2025-01-0{day}", "1", f"{day}/BC") for day in range(1, 6)]
    assert next(measure(head("sum"), [], many, AS_OF)).evidence == "5/BC; 4/BC; 3/BC; …"


@pytest.mark.parametrize(
    ("baseline", "target", "actual", "share"),
    [
        (None, "120", "60", "50.0"), ("20", "120", "20", "16.7"), ("0", "3", "2", "66.7"),
        ("30", "10", "20", "50.0"),  # to be come down to
        ("30", "0", "30", "0.0"), ("30", "10", "40", "-50.0"), ("30", "-10", "-10", "100.0"),
        (None, "0", "5", None), (None, "-5", "5", None), (None, None, "5", None),
        ("0", "10", None, None),
        (None, "0.000000000000001", "9" * 15, "99999999999999900000000000000000.0"),
    ],
)  # fmt: skip
def test_share(
    baseline: str | None, target: str | None, actual: str | None, share: str | None
) -> None:
    numbers = [None if one is None else Decimal(one) for one in (baseline, target, actual)]
    found = share_of(*numbers)
    assert found == (None if share is None else Decimal(share))


_VALUES = st.decimals(-(10**12), 10**12, places=4)


@given(st.lists(st.tuples(st.integers(0, 700), _VALUES), max_size=12))
def test_years_add_up_to_the_whole_and_lose_no_digit(values: list[tuple[int, Decimal]]) -> None:
    first = date(2024, 1, 1)
    outcomes = [StatedValue(first + timedelta(days), value, ()) for days, value in sorted(values)]
    whole, *years = measure(head("sum", "0.0001"), [Y2024, Y2025], outcomes, date(2026, 1, 1))
    parts = sum(Decimal(year.actual or 0) for year in years)
    assert Decimal(whole.actual or 0) == parts + Decimal("0.0001")
    assert whole.outcomes == sum(year.outcomes for year in years) == len(values)
