"""Targets by period: which periods a plan may state, and what does not fit together."""

from datetime import date

import pytest

from coopctl.domain.plan.plan import Indicator
from tests.definitions.plans import find_problems, load_item, place_of, said, with_item

KEPT = ("title: Danh mục", "lead: hung-yen", "due: 2026", "deliverable: Báo cáo")


def text_with(*lines: str) -> str:
    """Return a plan whose one indicator has these lines after its title."""
    indicator = ["indicators:", "  - id: n", "    title: Người", *(f"    {one}" for one in lines)]
    return with_item(*KEPT, *indicator)


def indicator_with(*lines: str) -> Indicator:
    [indicator] = load_item("lead: hung-yen", "indicators:", "  - id: n", "    title: Người",
                            *(f"    {one}" for one in lines)).indicators  # fmt: skip
    return indicator


def test_periods_come_in_the_order_of_time_the_longer_first() -> None:
    stated = "targets: {Q2/2025: 20, 2026: 60, 6 tháng đầu năm 2025: 30, 2025: 40.50, 2024: 0}"
    targets = indicator_with(stated).targets
    assert [(one.period, one.target) for one in targets] == [
        ("2024", "0"), ("2025", "40.50"), ("6 tháng đầu năm 2025", "30"), ("Q2/2025", "20"),
        ("2026", "60"),
    ]  # fmt: skip
    assert (targets[3].first, targets[3].last) == (date(2025, 4, 1), date(2025, 6, 30))


@pytest.mark.parametrize(
    ("lines", "counts"),
    [
        ((), "sum"),
        (("unit: người",), "sum"),
        (("unit: '%'",), "percent"),
        (("unit: {vi: '%', en: '%'}",), "percent"),
        (("unit: {vi: '%', en: points}",), "sum"),
        (("unit: '%'", "counts: sum"), "sum"),
        (("counts: last",), "last"),
    ],
)
def test_how_values_count_follows_from_the_unit_where_it_is_not_said(
    lines: tuple[str, ...], counts: str
) -> None:
    assert indicator_with(*lines).counts == counts


@pytest.mark.parametrize(
    ("period", "code"),
    [
        ("thường xuyên", "no-span"),
        ("đến 2026", "no-span"),
        ("từ 2025", "no-span"),
        ("trước 1/1/2026", "no-span"),
        ("31/2/2025", "date"),
        ("Q5/2025", "date"),
        ("25", "date"),
        ("2026-2024", "date"),
    ],
)
def test_a_period_without_two_days_is_refused_at_its_place(period: str, code: str) -> None:
    text = text_with(f"targets: {{2025: 10, {period}: 20}}")
    assert said(text) == [(place_of(text, f"{period}: 20"), code)]
    assert find_problems(text)[0].hint is not None


@pytest.mark.parametrize("amount", ["nhiều", "'1.234,5'", "''", "~", "[1]"])
def test_an_amount_that_is_none_is_refused(amount: str) -> None:
    text = text_with("target: 10", f"targets: {{2025: {amount}}}")
    [problem] = find_problems(text)
    assert (problem.severity, problem.column) == ("error", 29)


def test_the_same_days_twice_are_refused_longer_and_shorter_are_not() -> None:
    text = text_with("targets: {2025: 10, năm 2025: 10, Q1/2025: 2, 1/1–31/3/2025: 3}")
    assert said(text) == [
        (place_of(text, "năm 2025: 10"), "duplicate-period"),
        (place_of(text, "1/1–31/3/2025"), "duplicate-period"),
    ]


def test_periods_that_cross_are_told() -> None:
    text = text_with("targets: {1/1–30/6/2025: 10, 1/4–31/12/2025: 10}")
    [problem] = find_problems(text)
    assert (problem.severity, problem.code) == ("warning", "periods-cross")
    assert "30/6/2025" in str(problem.message)


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (("target: 100", "targets: {2024: 40, 2025: 60}"), []),
        (("baseline: 20", "target: 120", "targets: {2024: 40, 2025: 60, Q1/2025: 50}"), []),
        (("target: 0.3", "targets: {2024: 0.1, 2025: 0.2}"), []),
        (("target: 100", "targets: {2024: 40, 2025: 50}"), ["targets-differ"]),
        (("baseline: 20", "target: 100", "targets: {2024: 40, 2025: 60}"), ["targets-differ"]),
        (("target: 100", "counts: last", "targets: {2024: 40, 2025: 50}"), []),
        (("target: 9", "unit: '%'", "targets: {2024: 4, 2025: 8}"), []),
        (("target: 9", "targets: {}"), []),
        (("targets: {2024: 4}",), []),
    ],
)
def test_what_adds_up_is_held_against_the_whole(lines: tuple[str, ...], found: list[str]) -> None:
    problems = find_problems(text_with(*lines))
    assert [one.code for one in problems] == found
    assert all(one.severity == "warning" for one in problems)


def test_a_point_that_may_mean_thousands_is_told() -> None:
    text = text_with("targets: {2025: 1.200}")
    assert said(text) == [(place_of(text, "1.200"), "ambiguous-number")]


def test_an_unknown_way_to_count_names_those_there_are() -> None:
    text = text_with("counts: average")
    [problem] = find_problems(text)
    assert (f"{problem.line}:{problem.column}", problem.code) == (
        place_of(text, "average"),
        "choice",
    )
    assert "sum" in str(problem.hint)
    assert "percent" in str(problem.hint)
