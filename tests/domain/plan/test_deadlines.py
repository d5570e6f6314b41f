"""A deadline is said as it was signed, with the day that it means, and how far it was moved back."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopctl.domain.plan.deadlines import deadline, shown
from coopctl.domain.plan.periods import (
    DONE,
    MISSED,
    OPEN,
    Cycle,
    Duty,
    Extension,
    Term,
    judge_duties,
    period_of,
    read_period,
    state_of,
)
from coopctl.domain.words.dates import Due, parse_due, show_due
from coopctl.language import render, speaking

_DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Trước 30/11/2026", "Trước 30/11/2026 (29/11/2026)"),
        ("Quý IV/2026", "Quý IV/2026 (31/12/2026)"),
        ("hằng quý", "hằng quý"),
        ("30/11/2026", "30/11/2026"),
        ("ngày 30 tháng 11 năm 2026", "ngày 30 tháng 11 năm 2026"),
        ("2026-11-30", "30/11/2026"),
        ("đến hết 30/11/2026", "đến hết 30/11/2026"),
        ("1/10–31/12/2025", "1/10–31/12/2025"),
        ("năm 2026", "năm 2026 (31/12/2026)"),
    ],
)
def test_the_day_stands_beside_what_is_not_the_day(text: str, said: str) -> None:
    assert show_due(parse_due(text)) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Q4/2026", "quý IV/2026 (31/12/2026)"),
        ("q1/2026", "quý I/2026 (31/3/2026)"),
        ("Quý IV/2026", "Quý IV/2026 (31/12/2026)"),
        ("trước Q4/2026", "trước Q4/2026 (30/9/2026)"),
    ],
)
def test_a_quarter_typed_short_is_said_in_vietnamese(text: str, said: str) -> None:
    with speaking("vi"):
        assert render(shown(parse_due(text))) == said


def test_an_extension_stands_behind_it_with_its_document() -> None:
    later = Extension(parse_due("Q1/2027"), "9/QĐ")
    assert str(deadline(parse_due("Q4/2026"), later)) == (
        "Q4/2026 (31/12/2026) (extended to Q1/2027 (31/3/2027), document 9/QĐ)"
    )
    assert str(deadline(None, later)) == "extended to Q1/2027 (31/3/2027), document 9/QĐ"
    assert deadline(None, None) is None


def test_what_comes_back_says_its_period() -> None:
    term = Term("2026-Q4", date(2026, 12, 31))
    assert str(deadline(None, None, "quarter", term)) == "every quarter (Q4/2026: 31/12/2026)"
    assert str(deadline(Due("hằng quý", None), None, "quarter", term._replace(over=True))) == (
        "hằng quý (the last period, Q4/2026: 31/12/2026)"
    )


@given(
    every=st.sampled_from(["month", "quarter", "half-year", "year"]), first=_DAYS,
    length=st.integers(0, 1200), until=st.integers(0, 1500),
    done=st.sets(st.integers(0, 60)), moved=st.dictionaries(st.integers(0, 60), st.integers(1, 200), max_size=3),
)  # fmt: skip
def test_the_term_and_its_day_agree(
    every: str, first: date, length: int, until: int, done: set[int], moved: dict[int, int]
) -> None:
    plain = Cycle(every, first, first + timedelta(days=length))
    as_of = first + timedelta(days=until)
    whole = plain.begun(first + timedelta(days=length))
    later = {
        whole[at].code: Extension(Due("", whole[at].last + timedelta(days=days)))
        for at, days in moved.items()
        if at < len(whole)
    }
    cycle = plain._replace(extensions=later)
    duties = []
    for at, period in enumerate(cycle.begun(as_of)):
        due, entry = cycle.due(period), "a-1" if at in done else None
        duties.append(Duty(*period, state_of(due, entry, None, as_of), entry, None, due))
    verdict = judge_duties(cycle, duties, as_of, 7)
    term = verdict.term
    (period,) = [one for one in whole if one.code == term.code]
    assert (term.last, verdict.due) == (period.last, cycle.due(period))
    states = {duty.period: duty.state for duty in duties}
    if term.over:
        assert (period, states[term.code]) == (whole[-1], DONE)
        assert OPEN not in states.values()
    elif not term.begun:
        assert period.first > as_of
        assert OPEN not in states.values()
    else:
        assert states[term.code] in {OPEN, MISSED}
    assert (verdict.timeliness == "overdue") == (states.get(term.code) == MISSED)
    assert read_period(term.code, cycle, as_of) == period
    assert period_of(every, period.last).code == term.code
