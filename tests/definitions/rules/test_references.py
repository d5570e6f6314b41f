"""Ids are used once, parties exist: every place where a name stands is looked at."""

import pytest

from tests.definitions.plans import (
    AREA,
    GOOD,
    HEAD,
    ITEM,
    find_problems,
    place_of,
    said,
    with_head,
    with_item,
)


def test_a_good_plan_has_no_problem() -> None:
    assert said(GOOD) == []


@pytest.mark.parametrize("line", [
    "lead: xa-la", "cooperating: xa-la", "cooperating: [xa-la]", "owes: {xa-la: Kinh phí}",
])  # fmt: skip
def test_an_unknown_party_of_an_item(line: str) -> None:
    text = with_item("title: x", "withdrawn: x", line)
    problem, = find_problems(text)  # fmt: skip
    assert f"{problem.line}:{problem.column}" == place_of(text, "xa-la")
    assert problem.code == "unknown-party"
    assert str(problem.message) == "there is no party `xa-la`"
    assert str(problem.hint) == "one of: hung-yen, hoa-binh"


def test_an_unknown_party_that_issued_the_plan() -> None:
    text = with_head("issued_by: hoa-bin")
    assert said(text) == [(place_of(text, "hoa-bin\n"), "unknown-party")]
    assert str(find_problems(text)[0].hint) == "one of: hoa-binh"


def test_parties_are_told_apart_by_case() -> None:
    assert [code for _, code in said(with_head("issued_by: Hoa-Binh"))] == ["unknown-party"]


def test_a_name_left_empty_is_no_name() -> None:
    assert said(with_head("issued_by:")) == []
    assert said(with_item("title: x", "withdrawn: x", "lead: ~", "cooperating:", "owes:")) == []


@pytest.mark.parametrize("second", ["1.1", "1", "'1.1'"])
def test_two_items_or_areas_with_one_id(second: str) -> None:
    text = f"{GOOD}      - id: {second}\n        title: Hai\n        withdrawn: x\n"
    problem, = find_problems(text)  # fmt: skip
    assert (problem.line, problem.column, problem.code) == (16, 13, "duplicate-id")
    first = 11 if "." in second else 8
    assert (
        str(problem.message)
        == f"the id `{second.strip(chr(39))}` is used twice; first in line {first}"
    )


def test_ids_are_the_same_whatever_their_case() -> None:
    text = GOOD.replace("id: 1.1", "id: gen-A") + ITEM.replace("1.1", "GEN-a")
    assert [code for _, code in said(text)] == ["duplicate-id"]


def test_ids_are_texts_not_numbers() -> None:
    assert said(GOOD + ITEM.replace("1.1", "1.10") + ITEM.replace("1.1", "01.1")) == []


def test_an_id_used_three_times_is_said_twice() -> None:
    assert [code for _, code in said(GOOD + ITEM + ITEM)] == ["duplicate-id"] * 2


def test_two_ids_in_one_line() -> None:
    text = f"{HEAD}{AREA.rstrip()} [{{id: a, title: x, withdrawn: x}}, {{id: a, title: y, withdrawn: x}}]\n"
    assert [code for _, code in said(text)] == ["duplicate-id"]


def test_items_of_two_areas_share_their_ids() -> None:
    text = GOOD + "  - id: 2\n    title: Hai\n    items:\n" + ITEM
    assert said(text) == [("19:13", "duplicate-id")]


def test_indicator_ids_are_an_items_own() -> None:
    indicators = "        indicators: [{id: a, title: x}, {id: b, title: y}]\n"
    assert said(GOOD + indicators + ITEM.replace("1.1", "1.2") + indicators) == []
    twice = "        indicators: [{id: a, title: x}, {id: A, title: y}]\n"
    assert [code for _, code in said(GOOD + twice)] == ["duplicate-id"]


def test_party_ids_are_the_same_whatever_their_case() -> None:
    text = GOOD.replace("  hoa-binh:", "  HUNG-YEN:")
    assert said(text) == [("6:3", "duplicate-id")]


@pytest.mark.parametrize("text", [
    "plan: x\nparties: [a]\nareas: x\n", "plan:\nparties: {}\nareas: [x, [], {items: x}]\n", "- x\n", "x\n",
    "areas: [{items: [x, {owes: [a], cooperating: {a: b}, indicators: {id: a}}]}]\n",
])  # fmt: skip
def test_where_things_have_the_wrong_form_only_that_is_said(text: str) -> None:
    codes = {code for _, code in said(text)}
    assert codes <= {"wrong-type", "missing-key", "unknown-key", "too-few", "not-verifiable"}
    assert codes
