"""A body back as the texts of its form, what changed, and the numbers of corrected actions."""

from datetime import date
from typing import Any

import pytest
from hypothesis import example, given, reject
from hypothesis import strategies as st

from coopctl.domain.codes import MEETING_KIND_LABELS, OUTCOME_TYPE_LABELS, STATUS_LABELS
from coopctl.domain.record.amending import (
    carried_over,
    list_changes,
    number_actions,
    texts_of,
    values_of,
)
from coopctl.domain.record.checks import RecordRefused, read_record
from coopctl.domain.record.entries import Body, Draft
from coopctl.domain.record.kinds.catalogue import fields_of, typed_kinds
from coopctl.messages import CoopError
from tests.domain.record.test_checks import ALPHABET, FACTS, GOOD

_WORDS = st.text(ALPHABET, min_size=1, max_size=30)
_PARTIES = st.sampled_from(["hoa-binh", "hung-yen", "Hưng Yên"])
_DAYS = st.dates(date(1990, 1, 1), date(2026, 6, 30)).map(lambda day: day.strftime("%d/%m/%Y"))
_DUES = st.sampled_from(["31/12/2026", "Q4/2026", "tháng 12/2026", "trước 1/10/2027", "2027"])
_ACTIONS = st.builds(
    lambda parties, text, due: f"{parties}: {text}{due}",
    st.sampled_from(["hoa-binh", "hung-yen, hoa-binh"]),
    _WORDS,
    st.just("") | st.just(":") | _DUES.map(": {}".format) | _WORDS.map(": {}".format),
)
_PEOPLE = st.builds(
    lambda party, name, role: f"{party}: {name}{role}",
    _PARTIES, _WORDS, st.just("") | _WORDS.map(", {}".format),
)  # fmt: skip
_NUMBERS = st.sampled_from(["12", "1.234,5", "0,1", "01.234", "-01.234", "1 234", "0", "-5.10"])
_BY_FIELD: dict[str, st.SearchStrategy[str]] = {
    "on": _DAYS, "until": _DAYS, "completed_on": _DAYS, "progress": st.integers(0, 100).map(str),
    "host": _PARTIES, "attendee": _PEOPLE, "invited": _PEOPLE, "action": _ACTIONS, "due": _DUES,
    "item": st.sampled_from(["1.1", "1.2"]), "value": _NUMBERS,
    "indicator": st.sampled_from([one.id for one in FACTS.indicators]), "kind": st.sampled_from(sorted(MEETING_KIND_LABELS)),
    "type": st.sampled_from(sorted(OUTCOME_TYPE_LABELS)), "status": st.sampled_from(sorted(STATUS_LABELS)),
}  # fmt: skip


@st.composite
def records(draw: st.DrawFn) -> tuple[str, date, Body]:
    """A record of any kind that can be read, with any of its fields."""
    kind = draw(st.sampled_from(sorted(typed_kinds())))
    values = dict(GOOD[kind])
    for field in fields_of(kind):
        if draw(st.booleans()):
            texts = _BY_FIELD.get(field.name, _WORDS)
            values[field.name] = draw(st.lists(texts, min_size=1, max_size=3 if field.many else 1))
    try:
        return kind, *read_record(kind, values, FACTS)
    except (RecordRefused, CoopError):
        reject()


def action(text: str, **more: Any) -> Body:
    return {"text": text, "lead": "hoa-binh", **more}


@given(records())
@example(("outcome", FACTS.today, {"title": "x", "indicator": "trained", "value": "1.234"}))
@example(("meeting", FACTS.today, {"title": "x", "actions": [action("a: 31/12/2025")]}))
@example(("meeting", FACTS.today, {"title": "x", "actions": [action("họp lúc: 14")]}))
@example(("meeting", FACTS.today, {"title": "x", "conclusions": ["a\nb", "a\nb", "c"]}))
def test_the_texts_of_a_body_read_again_give_the_same_body(record: tuple[str, date, Body]) -> None:
    kind, happened_on, body = record
    texts = texts_of(kind, happened_on, body)
    assert read_record(kind, texts, FACTS) == (happened_on, body)
    kept = values_of(kind, happened_on, body)
    assert read_record(kind, texts, FACTS._replace(parties=(), indicators=()), kept) == (
        happened_on, body,
    )  # fmt: skip


def test_what_is_kept_is_not_read_anew_but_rules_hold() -> None:
    file = {"file": "a.pdf", "size": 1, "sha256": "0" * 64, "kept": True}
    kept = values_of("update", date(2026, 1, 1), {"status": "in_progress", "evidence": [file]})
    texts = {"status": ["completed"], "evidence": list(kept["evidence"]), "on": ["1/1/2026"]}
    with pytest.raises(RecordRefused) as refused:
        read_record("update", texts, FACTS, kept)
    assert [problem.field for problem in refused.value.problems] == ["completed_on"]
    texts |= {"completed_on": ["1/1/2026"]}
    assert read_record("update", texts, FACTS, kept)[1]["evidence"] == [file]


def draft(kind: str, item: str | None = "1.1", day: int = 1, **body: Any) -> Draft:
    return Draft(kind, "test", item, date(2026, 1, day), body)


def test_changes_are_in_the_order_of_the_form_with_what_left_and_what_came() -> None:
    old = draft("update", status="in_progress", result="a", evidence=["x", "y"])
    new = draft("update", "1.2", 2, status="in_progress", difficulty="b", evidence=["y", "z"])
    assert [(one.name, one.old, one.new) for one in list_changes(old, new)] == [
        ("item", ("1.1",), ("1.2",)),
        ("on", (date(2026, 1, 1),), (date(2026, 1, 2),)),
        ("result", ("a",), ()),
        ("difficulty", (), ("b",)),
        ("evidence", ("x",), ("z",)),
    ]


def test_a_number_that_is_only_stated_now_is_no_change() -> None:
    old = draft("meeting", None, title="t", actions=[action("a"), action("b")])
    same = draft("meeting", None, title="t", actions=[action("a", number=1), action("b", number=2)])
    other = draft(
        "meeting", None, title="t", actions=[action("b", number=2), action("a", number=1)]
    )
    assert list_changes(old, same) == []
    assert [(one.name, one.old, one.new) for one in list_changes(old, other)] == [
        ("actions", (), ())
    ]


def test_what_an_update_has_beyond_its_fields_is_carried_over() -> None:
    body = {"status": "in_progress", "later_field": 1, "came_after": "x", "correction": {}}
    assert carried_over("update", body) == {"later_field": 1}
    assert carried_over("extension", {"due": "2026-01-01", "due_text": "x"}) == {}


_OLD = [action("gửi danh mục nguồn gen"), action("mời họp"), action("nộp báo cáo", number=7)]


@pytest.mark.parametrize(
    ("texts", "numbers"),
    [
        (["gửi danh mục nguồn gen", "mời họp", "nộp báo cáo"], [1, 2, 7]),
        (["nộp báo cáo", "gửi danh mục nguồn gen", "mời họp"], [7, 1, 2]),
        (["gửi danh mục các nguồn gen quý", "mời họp"], [1, 2]),
        (["nộp báo cáo quý", "nộp báo cáo"], [10, 7]),
        (["xyz"], [10]),
        (["xyz", "uvw", "mời họp"], [10, 11, 2]),
        ([], []),
    ],
)
def test_numbers_of_corrected_actions(texts: list[str], numbers: list[int]) -> None:
    found = number_actions([action(text) for text in texts], _OLD, 9)
    assert [one["number"] for one in found] == numbers


def test_of_two_duties_in_the_same_words_each_keeps_its_own() -> None:
    old = [action("báo cáo"), {"text": "báo cáo", "lead": "hung-yen"}]
    due = {"due": "2026-12-31", "due_text": "Q4/2026"}
    new = [{"text": "báo cáo", "lead": "hung-yen"} | due, action("báo cáo") | due]
    assert [one["number"] for one in number_actions(new, old, 2)] == [2, 1]


@given(
    st.lists(st.sampled_from("abcdef"), max_size=6), st.lists(st.sampled_from("abcxyz"), max_size=6)
)
def test_no_number_is_given_twice(old: list[str], new: list[str]) -> None:
    found = number_actions([action(one) for one in new], [action(one) for one in old], len(old))
    numbers = [one["number"] for one in found]
    assert len(set(numbers)) == len(new)
    assert [one["text"] for one in found] == new
