"""Reading a record: texts by field name become a body, and every mistake is named."""

from datetime import date
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopctl.domain.codes import MEETING_KIND_LABELS, STATUS_LABELS
from coopctl.domain.plan.plan import Indicator, Text
from coopctl.domain.record.checks import FieldProblem, RecordRefused, Values, read_record
from coopctl.domain.record.kinds.catalogue import fields_of, typed_kinds
from coopctl.domain.record.kinds.field import Facts
from coopctl.domain.record.matching import find_party, match_code, read_id
from coopctl.messages import N_, CoopError, msg

ITEMS = ("1.1", "1.2")
VIETNAMESE = {"In progress": "Đang thực hiện", "Completed": "Hoàn thành", "Cancelled": "Hủy"}


def speak(label: str) -> tuple[str, ...]:
    return label, VIETNAMESE.get(label, label)


def find_item(word: str) -> str:
    if word not in ITEMS:
        raise CoopError(msg(N_("there is no `{word}`"), word=word))
    return word


TRAINED = Indicator("trained", Text("Người", "People"), Text("người", "people"), None, "120", None)
FACTS = Facts(
    today=date(2026, 6, 30),
    parties=("hoa-binh", "hung-yen"),
    spoken=speak,
    find_item=find_item,
    start=date(2024, 10, 1),
    due=date(2025, 12, 31),
    indicators=(TRAINED, TRAINED._replace(id="Người-học")),
)
GOOD: dict[str, Values] = {
    "update": {"status": ["in_progress"]},
    "meeting": {"on": ["19/9/2024"], "title": ["Họp"]},
    "outcome": {"title": ["Lớp"]},
    "extension": {"due": ["31/3/2026"], "reason": ["Chờ"], "document": ["15/UBND"]},
    "confirmation": {"verdict": ["confirmed"]},
}


def problems_of(kind: str, values: Values, facts: Facts = FACTS) -> list[FieldProblem]:
    with pytest.raises(RecordRefused) as refused:
        read_record(kind, values, facts)
    assert refused.value.exit_code == 2
    return list(refused.value.problems)


@pytest.mark.parametrize("kind", typed_kinds())
def test_nothing_typed_names_every_required_field(kind: str) -> None:
    problems = problems_of(kind, {})
    assert [problem.field for problem in problems] == [
        field.name for field in fields_of(kind) if field.required
    ]
    assert all(problem.missing for problem in problems)


@pytest.mark.parametrize("kind", typed_kinds())
def test_blank_is_missing(kind: str) -> None:
    values = {name: [" \n\t"] for name in GOOD[kind]}
    assert all(problem.missing for problem in problems_of(kind, values))


@pytest.mark.parametrize("kind", ["update", "outcome", "extension"])
def test_the_day_is_today_unless_told(kind: str) -> None:
    assert read_record(kind, GOOD[kind], FACTS)[0] == FACTS.today
    told = {**GOOD[kind], "on": ["hôm qua"]}
    day, body = read_record(kind, told, FACTS)
    assert day == date(2026, 6, 29)
    assert "on" not in body


def test_problems_say_which_of_several_texts() -> None:
    values = {**GOOD["meeting"], "item": ["1.1", " ", "9", "1.2", "8"]}
    assert [(one.field, one.place) for one in problems_of("meeting", values)] == [
        ("item", 2), ("item", 4),
    ]  # fmt: skip


def test_last_of_several_texts_counts_where_one_goes() -> None:
    """As flags that are given twice do everywhere."""
    _day, body = read_record("update", {"status": ["in_progress", "suspended"]}, FACTS)
    assert body == {"status": "suspended"}


DONE = {"status": ["completed"], "completed_on": ["1/1/2025"]}
BEGUN = {"status": ["in_progress"]}
LATER = {"reason": ["Chờ"], "document": ["15/UBND"]}
NO_PERSON, NO_DUTY = "does not say who came for whom", "does not say who is to do what"
NO_DAY = "`{}` names no last day"


@pytest.mark.parametrize(
    ("kind", "values", "field", "message"),
    [
        ("update", {"status": ["completed"]}, "completed_on", "is missing"),
        ("update", {**BEGUN, "completed_on": ["1/1/2025"]}, "completed_on", "a date of completion stands beside another status"),
        ("update", {**DONE, "progress": ["99"]}, "progress", "completed, but the progress is 99 %"),
        ("update", {**DONE, "completed_on": ["30/9/2024"]}, "completed_on", "completed on 30/9/2024, before the start, 1/10/2024"),
        ("update", {**DONE, "on": ["31/12/2024"]}, "completed_on", "completed on 1/1/2025, after the day of this update, 31/12/2024"),
        ("update", {**DONE, "on": ["1/7/2026"]}, "on", "1/7/2026 has not come yet"),
        ("update", {**DONE, "completed_on": ["1/7/2026"]}, "completed_on", "1/7/2026 has not come yet"),
        ("update", {**BEGUN, "progress": ["101"]}, "progress", "`101` is not a percentage from 0 to 100"),
        ("meeting", {"until": ["18/9/2024"]}, "until", "ends on 18/9/2024, before it begins on 19/9/2024"),
        ("meeting", {"host": ["hoa-bin"]}, "host", "the plan has no party `hoa-bin`"),
        *(("meeting", {"attendee": [text]}, "attendee", NO_PERSON) for text in ("A", "hoa-binh", "hoa-binh:", "hoa-binh: , x", ":")),
        ("meeting", {"invited": ["hoa-bin: A"]}, "invited", "the plan has no party `hoa-bin`"),
        *(("meeting", {"action": [text]}, "action", NO_DUTY) for text in ("gửi", "hoa-binh:", "hoa-binh: : 15/10/2024")),
        ("meeting", {"action": ["hung-yen, hoa-bin: gửi"]}, "action", "the plan has no party `hoa-bin`"),
        ("meeting", {"action": ["hoa-binh: gửi: 31/2/2025"]}, "action", "there is no day 31 in month 2 of 2025"),
        ("outcome", {"value": ["40"]}, "indicator", "a value needs an indicator"),
        ("outcome", {"indicator": ["trainde"]}, "indicator", "the item has no indicator `trainde`"),
        *(("extension", {**LATER, "due": [text]}, "due", NO_DAY.format(text)) for text in ("thường xuyên", "từ 1/1/2027")),
        *(
            ("extension", {**LATER, "due": [text]}, "due", f"{day} is not later than the present due, 31/12/2025")
            for text, day in (("31/12/2025", "31/12/2025"), ("Q1/2025", "31/3/2025"))
        ),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said_of_its_field(
    kind: str, values: Values, field: str, message: str
) -> None:
    [problem] = problems_of(kind, {**GOOD[kind], **values})
    assert (problem.field, problem.missing) == (field, message == "is missing")
    assert message in str(problem.message)


def test_an_item_without_indicators_takes_none() -> None:
    values = {**GOOD["outcome"], "indicator": ["trained"]}
    [problem] = problems_of("outcome", values, FACTS._replace(indicators=()))
    assert str(problem.message) == "the item has no indicators"


@pytest.mark.parametrize("kind", typed_kinds())
@pytest.mark.parametrize("char", ["\x1b", "\u202e", "\x00", "\udcff"])
def test_no_field_takes_a_character_that_steers_a_terminal(kind: str, char: str) -> None:
    for field in fields_of(kind):
        problems = problems_of(kind, {**GOOD[kind], field.name: [f"ab{char}c"]})
        assert [one.field for one in problems] == [field.name]
        assert f"character 3 of the text is U+{ord(char):04X}" in str(problems[0].message)


def test_completion_without_a_start_may_be_any_day() -> None:
    values = {"status": ["completed"], "completed_on": ["1/1/2020"]}
    _day, body = read_record("update", values, FACTS._replace(start=None))
    assert body["completed_on"] == "2020-01-01"


def test_a_day_to_come_may_be_meant() -> None:
    values = {**GOOD["update"], "on": ["1/7/2026"]}
    day, _body = read_record("update", values, FACTS._replace(future_allowed=True))
    assert day == date(2026, 7, 1)


@pytest.mark.parametrize(
    ("text", "code"),
    [("in_progress", "in_progress"), ("IN PROGRESS", "in_progress"), ("in-progress", "in_progress"),
     ("đang thực hiện", "in_progress"), ("Dang thuc hien", "in_progress"), ("đang", "in_progress"),
     ("hoàn thành", "completed"), ("hoàn", "completed"), ("huỷ", "cancelled"), ("HUY", "cancelled"),
     ("s", "suspended"), (normalize("NFD", "hủy"), "cancelled")],
)  # fmt: skip
def test_match_code(text: str, code: str) -> None:
    assert match_code(text, STATUS_LABELS, speak) == code


@pytest.mark.parametrize("text", ["", " ", "c", "xyz", "inprogress", "completedx", "h"])
def test_match_code_refuses(text: str) -> None:
    if text == "h":
        labels = {**VIETNAMESE, "Cancelled": "Hủy", "Completed": "Hoàn thành"}
        with pytest.raises(CoopError):
            match_code(text, STATUS_LABELS, lambda label: (label, labels.get(label, label)))
        return
    with pytest.raises(CoopError) as refused:
        match_code(text, STATUS_LABELS, speak)
    hint = refused.value.hint
    assert hint is not None
    codes = hint.values["codes"]
    assert isinstance(codes, tuple)
    named = {one.values["code"] for one in codes}
    assert named == set(STATUS_LABELS) if text != "c" else named < set(STATUS_LABELS)


def test_match_code_gives_the_nearest_first() -> None:
    with pytest.raises(CoopError) as refused:
        match_code("hoàn thnh", STATUS_LABELS, speak)
    assert refused.value.hint is not None
    codes = refused.value.hint.values["codes"]
    assert isinstance(codes, tuple)
    assert codes[0].values["code"] == "completed"


def test_messages_do_not_repeat_a_long_text() -> None:
    long = "x" * 90_000
    values = {
        "on": ["1/1/2025"], "title": ["Họp"], "kind": [long], "host": [long], "attendee": [long],
        "action": [long], "item": [long],
    }  # fmt: skip
    for problem in problems_of("meeting", values):
        assert len(str(problem.message)) < 200, problem.field
    for kind, field in (("outcome", "indicator"), ("extension", "due")):
        [problem] = problems_of(kind, {**GOOD[kind], field: [long]})
        assert len(str(problem.message)) < 200


def test_a_party_is_found_by_any_name_it_had() -> None:
    names = {"hoa-binh": ("Sở Hòa Bình", "Phú Thọ", "hung-yen"), "hung-yen": ("Hưng Yên", "Đôi")}
    both = {**names, "ha-noi": ("Đôi",)}
    for typed in ("sở hoà bình", "PHU THO", "Phú  Thọ", "phu-tho"):
        assert find_party(typed, FACTS.parties, names) == "hoa-binh"
    assert find_party("hung-yen", FACTS.parties, names) == "hung-yen"  # an id goes first
    with pytest.raises(CoopError, match="several parties are called `doi`") as refused:
        find_party("doi", FACTS.parties, both)
    assert str(refused.value.hint) == "write one of: hung-yen, ha-noi"


def test_find_party() -> None:
    assert find_party("Hoà Bình", FACTS.parties) == "hoa-binh"
    with pytest.raises(CoopError) as refused:
        find_party("hung-yn", FACTS.parties)
    assert refused.value.hint == msg(N_("one of: {codes}"), codes=("hung-yen",))
    with pytest.raises(CoopError) as refused:
        find_party("zzz", FACTS.parties)
    assert refused.value.hint == msg(N_("one of: {codes}"), codes=FACTS.parties)


def test_indicator_with_or_without_marks() -> None:
    values = {**GOOD["outcome"], "indicator": ["nguoi-hoc"], "value": ["3"]}
    assert read_record("outcome", values, FACTS)[1]["indicator"] == "Người-học"


def test_read_id_refuses_what_can_be_none() -> None:
    assert read_id(" 1.1\n") == "1.1"
    for text in ("1" * 201, "\x1b", "\ud800"):
        with pytest.raises(CoopError):
            read_id(text)


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("hoa-binh: gửi", {"text": "gửi", "lead": "hoa-binh"}),
        (
            "hoa-binh: gửi: 31/12/2025",
            {"text": "gửi", "lead": "hoa-binh", "due_text": "31/12/2025", "due": "2025-12-31"},
        ),
        ("hoa-binh: gửi: hai bản", {"text": "gửi: hai bản", "lead": "hoa-binh"}),
        (
            "hoa-binh ,Hưng Yên: gửi: Q4/2025",
            {
                "text": "gửi", "lead": "hoa-binh", "cooperating": ["hung-yen"],
                "due_text": "Q4/2025", "due": "2025-12-31",
            },
        ),
        ("hoa-binh: https://a.org/x", {"text": "https://a.org/x", "lead": "hoa-binh"}),
    ],
)  # fmt: skip
def test_actions(text: str, action: dict[str, object]) -> None:
    values = {**GOOD["meeting"], "action": [text]}
    [read] = read_record("meeting", values, FACTS)[1]["actions"]
    assert read == action


def test_every_field_has_one_name_in_forms() -> None:
    for kind in typed_kinds():
        fields = fields_of(kind)
        names = [field.kept for field in fields]
        assert len(set(names)) == len(names), kind
        assert {field.name for field in fields}.isdisjoint(
            field.kept for field in fields if field.kept != field.name
        )


ALPHABET = st.one_of(
    st.characters(),
    st.sampled_from("0123456789/.:-,% đĐầ\u0323\x1b\u202e\x00\ud800\udfff\n\r\u2028"),
)
WORDS = st.sampled_from(
    [*STATUS_LABELS, *MEETING_KIND_LABELS, *STATUS_LABELS.values(), "hoa-binh", "hung-yen: A, b",
     "hoa-binh: gửi: Q4/2025", "1.1", "19/9/2024", "31/2/2025", "hôm nay", "trước 1/1/1900", "100",
     "1.234,5", "trained", "quý IV/2025", "1/1/2200"]
)  # fmt: skip
TEXT = st.one_of(st.text(ALPHABET, max_size=40), WORDS)


@given(st.data(), st.sampled_from(sorted(typed_kinds())))
def test_arbitrary_texts_are_read_or_refused(data: st.DataObject, kind: str) -> None:
    names = st.sampled_from([field.name for field in fields_of(kind)])
    values = data.draw(st.dictionaries(names, st.lists(TEXT, max_size=3)))
    try:
        day, body = read_record(kind, {**GOOD[kind], **values}, FACTS)
    except CoopError:
        return
    assert day <= FACTS.today
    assert "on" not in body
    assert all(value not in (None, "", []) for value in body.values())


@given(
    st.lists(st.text(ALPHABET, max_size=60), max_size=4), st.sampled_from(["result", "evidence"])
)
def test_what_is_kept_is_read_the_same_again(texts: list[str], field: str) -> None:
    try:
        _day, body = read_record("update", {**GOOD["update"], field: texts}, FACTS)
    except CoopError:
        return
    kept = body.get(field, [])
    again = [kept] if isinstance(kept, str) else kept
    assert read_record("update", {**GOOD["update"], field: again}, FACTS)[1] == body
    assert all(normalize("NFC", text) == text for text in again)


@given(st.text(ALPHABET, max_size=30))
def test_match_code_finds_or_refuses(text: str) -> None:
    try:
        code = match_code(text, STATUS_LABELS, speak)
    except CoopError:
        return
    assert code in STATUS_LABELS
