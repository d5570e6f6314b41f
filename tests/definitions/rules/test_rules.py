"""What must hold of a whole plan: dates run forward, and each item could be verified."""

import pytest

from tests.definitions.plans import (
    GOOD,
    find_problems,
    load,
    load_item,
    place_of,
    said,
    with_head,
    with_item,
    with_party,
)

VERIFIABLE = ("lead: hung-yen", "deliverable: Báo cáo")


def severities(text: str) -> list[tuple[str, str]]:
    return [(one.severity, one.code) for one in find_problems(text)]


def missing(*lines: str) -> str | None:
    """Return what `check` says an item lacks to be verified, or None."""
    problems = find_problems(with_item("title: x", *lines))
    said = [str(one.message) for one in problems if one.code == "not-verifiable"]
    assert len(said) <= 1
    return said[0].partition(": ")[2] if said else None


@pytest.mark.parametrize(("start", "end"), [
    ("2024", "2026"), ("9/8/2024", "9/8/2024"), ("2024", "2024"), ("Q3/2024", "tháng 8/2024"),
])  # fmt: skip
def test_a_period_that_runs_forward(start: str, end: str) -> None:
    text = with_head(f"memorandum: {{from: {start}, to: {end}}}").replace(
        "        due: 31/12/2025\n", "        kind: ongoing\n"
    )
    assert said(text) == []


@pytest.mark.parametrize(("start", "end"), [("2026", "2024"), ("10/8/2024", "9/8/2024")])
def test_a_period_that_runs_backward(start: str, end: str) -> None:
    text = with_head(f"memorandum: {{from: {start}, to: {end}}}")
    assert (place_of(text, f"{end}}}"), "end-before-start") in said(text)
    assert load_error(text) == "end-before-start"


def load_error(text: str) -> str:
    errors = [one for one in find_problems(text) if one.severity == "error"]
    assert len(errors) == 1
    return errors[0].code


@pytest.mark.parametrize(
    ("key", "typed"), [("from", "khi ký"), ("to", "khi xong"), ("from", "đến 2026")]
)
def test_a_period_needs_days(key: str, typed: str) -> None:
    text = with_head("memorandum:", f"  {key}: {typed}")
    assert said(text) == [(place_of(text, typed), "no-day")]


def test_half_a_period_is_no_mistake() -> None:
    assert said(with_head("memorandum: {from: 2024}")) == []
    assert said(with_head("memorandum: {to: 2026}")) == []
    assert said(with_head("memorandum: {signed: 9/8/2024}")) == []


@pytest.mark.parametrize("names", [
    ("{text: A}",), ("{text: A, from: 1/1/2024, to: 1/1/2024}",), ("{text: A, to: 30/6/2025}", "{text: B, from: 1/7/2025}"),
    ("{text: A, to: 28/2/2025}", "{text: B, from: 1/3/2025, to: 30/6/2025}", "{text: C, from: 1/8/2025}"),
])  # fmt: skip
def test_names_in_time_order(names: tuple[str, ...]) -> None:
    assert said(with_party(*names)) == []


@pytest.mark.parametrize("names", [
    ("{text: A}", "{text: B}"), ("{text: A, to: 1/7/2025}", "{text: B}"), ("{text: A}", "{text: B, from: 1/7/2025}"),
    ("{text: A, to: 1/7/2025}", "{text: B, from: 1/7/2025}"), ("{text: A, to: 1/7/2025}", "{text: B, from: 1/6/2025}"),
])  # fmt: skip
def test_names_that_overlap(names: tuple[str, ...]) -> None:
    text = with_party(*names)
    (_, code), = said(text)  # fmt: skip
    assert code == "name-order"
    assert find_problems(text)[0].excerpt.strip() == f"- {names[1]}"
    assert load_error(text) == "name-order"


def test_a_name_that_ends_before_it_begins() -> None:
    text = with_party("{text: A, from: 2/7/2025, to: 1/7/2025}")
    assert said(text) == [(place_of(text, "1/7/2025"), "end-before-start")]
    assert load_error(text) == "end-before-start"


@pytest.mark.parametrize("cooperating", ["hung-yen", "[hung-yen]", "[hoa-binh, hung-yen]"])
def test_the_lead_does_not_cooperate_with_itself(cooperating: str) -> None:
    text = GOOD + f"        cooperating: {cooperating}\n"
    problem, = find_problems(text)  # fmt: skip
    assert (problem.severity, problem.code) == ("error", "lead-cooperates")
    assert problem.excerpt[problem.column - 1 :].startswith("hung-yen")


def test_an_item_that_starts_after_it_is_due() -> None:
    text = GOOD + "        start: 1/1/2026\n"
    assert said(text) == [(place_of(text, "31/12/2025"), "end-before-start")]
    assert load_error(text) == "end-before-start"
    assert said(GOOD + "        start: 31/12/2025\n") == []


@pytest.mark.parametrize("due", ["khi có kinh phí", "theo kế hoạch", "sớm nhất có thể"])
def test_words_that_name_no_day_are_warned_of(due: str) -> None:
    text = with_item("title: x", *VERIFIABLE, f"due: {due}")
    assert severities(text) == [("warning", "no-last-day")]
    assert said(text)[0][0] == place_of(text, due)


@pytest.mark.parametrize("due", ["hằng năm", "thường xuyên", "hàng quý", "annually"])
def test_what_recurs_needs_no_day_but_where_a_date_was_promised(due: str) -> None:
    assert severities(with_item("title: x", *VERIFIABLE, f"due: {due}")) == []
    dated = with_item("title: x", *VERIFIABLE, f"due: {due}", "kind: dated")
    assert severities(dated) == [("warning", "no-last-day")]


@pytest.mark.parametrize("every", [(), ("every: year",), ("kind: periodic",), ("kind: dated",)])
@pytest.mark.parametrize(
    "due",
    ["Trước ngày 30/6 hằng năm", "15/6 hằng năm", "Trước ngày 20 hằng tháng", "quý II và thường xuyên",
     "định kỳ, bắt đầu từ 2026", "annually by 30/6"],
)  # fmt: skip
def test_a_time_within_what_recurs_is_warned_of(due: str, every: tuple[str, ...]) -> None:
    text = with_item("title: x", *VERIFIABLE, f"due: {due}", *every)
    assert ("warning", "time-not-counted") in severities(text)
    assert (place_of(text, due), "time-not-counted") in said(text)


@pytest.mark.parametrize(("due", "codes"), [
    ("31/12/2023", ["outside-period"]), ("1/1/2024", []), ("31/12/2026", []), ("Q4/2026", []),
    ("1/1/2027", ["outside-period"]), ("2023", ["outside-period"]), ("hằng năm", []),
])  # fmt: skip
def test_a_deadline_outside_the_period_is_warned_of(due: str, codes: list[str]) -> None:
    text = with_head("memorandum: {from: 2024, to: 2026}").replace("31/12/2025", due)
    assert severities(text) == [("warning", code) for code in codes]


@pytest.mark.parametrize("half", ["from: 1/1/2026", "to: 30/12/2025"])
def test_a_period_open_at_one_end_still_bounds_the_other(half: str) -> None:
    text = with_head(f"memorandum: {{{half}}}")
    assert severities(text) == [("warning", "outside-period")]


@pytest.mark.parametrize(("lines", "lacks"), [
    ((), "no lead, no deadline, no deliverable"),
    (("lead: hung-yen",), "no deadline, no deliverable"),
    (("due: 2025",), "no lead, no deliverable"),
    (("deliverable: x",), "no lead, no deadline"),
    (("indicators: [{id: a, title: x}]",), "no lead, no deadline"),
    (("indicators: []",), "no lead, no deadline, no deliverable"),
    (("lead:", "due: ~", "deliverable: null"), "no lead, no deadline, no deliverable"),
    ((*VERIFIABLE, "due: 2025"), None),
    (("lead: hung-yen", "indicators: [{id: a, title: x}]", "due: 2025"), None),
    (VERIFIABLE, "no deadline"),
    ((*VERIFIABLE, "due: hằng năm"), None),
    ((*VERIFIABLE, "kind: periodic"), None),
    ((*VERIFIABLE, "kind: ongoing"), None),
    ((*VERIFIABLE, "kind: dated"), "no deadline"),
    ((*VERIFIABLE, "kind:"), "no deadline"),
    (("kind: periodic",), "no lead, no deliverable"),
    ((*VERIFIABLE, "every: quarter"), None),
    (("every: quarter",), "no lead, no deliverable"),
    (("withdrawn: Không còn cần",), None),
])  # fmt: skip
def test_what_an_item_lacks_to_be_verified(lines: tuple[str, ...], lacks: str | None) -> None:
    assert missing(*lines) == lacks


def test_a_plan_with_warnings_is_a_plan() -> None:
    text = with_item("title: x")
    assert severities(text) == [("warning", "not-verifiable")]
    assert said(text)[0][0] == place_of(text, "1.1")
    assert load(text).areas[0].items[0].id == "1.1"


def test_the_kind_follows_from_the_deadline_where_it_is_not_stated() -> None:
    assert load_item().kind is None
    assert load_item("due: 2025").kind == "dated"
    assert load_item("due: hằng năm").kind == "ongoing"
    assert load_item("kind: periodic").kind == "periodic"
    assert load_item("kind: periodic", "due: 2025").kind == "periodic"
