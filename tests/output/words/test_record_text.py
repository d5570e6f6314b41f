"""A record in words, as people check it before and read it after."""

from datetime import date

import pytest

from coopctl import language
from coopctl.domain.record.entries import Body, Draft, Entry
from coopctl.output.words.record_text import body_lines, deadline, lines_of, person

DAY = date(2024, 9, 19)

UPDATE: Body = {
    "status": "completed",
    "progress": 100,
    "result": "Đã có\ndanh mục",
    "difficulty": "[red]x[/x]",
    "cause": "Mưa",
    "proposal": "{0} %s",
    "next_step": "Nghiệm thu",
    "completed_on": "2024-09-01",
    "evidence": ["12/BB", "=cmd()"],
}
MEETING: Body = {
    "title": "Họp",
    "until": "2024-09-20",
    "kind": "working_visit",
    "place": "Hòa Bình",
    "host": "hoa-binh",
    "chair": "B",
    "secretary": "C",
    "number": "12/BB",
    "attendees": [
        {"party": "hung-yen", "name": "A", "role": "Trưởng đoàn"},
        {"party": "hoa-binh", "name": "D"},
    ],
    "invited": [{"party": "hoa-binh", "name": "E"}],
    "items": ["1.1", "3.10"],
    "proceedings": "Trao đổi",
    "conclusions": ["Thống nhất"],
    "actions": [
        {
            "text": "gửi", "lead": "hoa-binh", "cooperating": ["hung-yen"],
            "due_text": "Q4/2025", "due": "2025-12-31",
        },
        {"text": "nhận", "lead": "hung-yen", "due_text": "15/10/2024", "due": "2024-10-15"},
        {"text": "xem", "lead": "hung-yen"},
    ],
}  # fmt: skip


def test_update() -> None:
    assert list(lines_of(Draft("update", "test", "1.1", DAY, UPDATE))) == [
        "Update · 1.1",
        "Date: 19/9/2024",
        "Status: Completed",
        "Progress, %: 100",
        "Result: Đã có\ndanh mục",
        "Difficulty: [red]x[/x]",
        "Cause: Mưa",
        "Proposal: {0} %s",
        "Next step: Nghiệm thu",
        "Completed on: 1/9/2024",
        "Evidence: 12/BB",
        "Evidence: =cmd()",
    ]


def test_meeting() -> None:
    assert list(lines_of(Draft("meeting", "test", None, DAY, MEETING))) == [
        "Meeting · test",
        "Date: 19/9/2024",
        "Title: Họp",
        "Until: 20/9/2024",
        "Kind: Working visit",
        "Place: Hòa Bình",
        "Host: hoa-binh",
        "Chair: B",
        "Secretary: C",
        "Number of the minutes: 12/BB",
        "Attendees: hung-yen: A, Trưởng đoàn",
        "Attendees: hoa-binh: D",
        "Invited: hoa-binh: E",
        "Items discussed: 1.1",
        "Items discussed: 3.10",
        "Proceedings: Trao đổi",
        "Conclusions: Thống nhất",
        "Actions: hoa-binh, hung-yen: gửi (due Q4/2025 (31/12/2025))",
        "Actions: hung-yen: nhận (due 15/10/2024)",
        "Actions: hung-yen: xem",
    ]


def test_outcome_and_extension() -> None:
    outcome: Body = {"title": "Lớp", "type": "other", "indicator": "trained", "value": "1234.5"}
    assert list(body_lines("outcome", outcome)) == [
        "Title: Lớp",
        "Type: Other",
        "Indicator: trained",
        "Value: 1,234.5",
    ]
    extension: Body = {
        "due_text": "Q1/2026", "due": "2026-03-31", "reason": "Chờ", "document": "15/UBND",
    }  # fmt: skip
    assert list(body_lines("extension", extension)) == [
        "New due: Q1/2026 (31/3/2026)",
        "Reason: Chờ",
        "Approving document: 15/UBND",
    ]


def test_an_entry_reads_as_its_draft() -> None:
    draft = Draft("update", "test", "1.1", DAY, UPDATE)
    entry = Entry("x", 1, "update", "test", "1.1", DAY, "", "A", None, None, UPDATE, "", "")
    assert list(lines_of(entry)) == list(lines_of(draft))


def test_a_kind_that_is_not_known_has_no_lines() -> None:
    assert list(body_lines("plan", {"title": "x"})) == []


def test_a_code_that_is_not_known_is_shown_as_it_is() -> None:
    assert list(body_lines("update", {"status": "on_the_moon"})) == ["Status: on_the_moon"]


def test_person_and_deadline() -> None:
    assert person({"party": "x", "name": "A", "role": "B, C"}) == "A, B, C"
    assert person({"party": "x", "name": "A"}) == "A"
    assert deadline({"due": "2025-12-31"}) == "31/12/2025"
    assert deadline({"due": "2025-12-31", "due_text": "31/12/2025"}) == "31/12/2025"
    assert deadline({"due": "2025-12-31", "due_text": "2025"}) == "2025 (31/12/2025)"


@pytest.mark.parametrize("kind", ["update", "meeting"])
def test_speaks_vietnamese(kind: str) -> None:
    body = {"update": UPDATE, "meeting": MEETING}[kind]
    english = list(body_lines(kind, body))
    language.choose("vi")
    vietnamese = list(body_lines(kind, body))
    assert len(vietnamese) == len(english)
    if language._("Status") == "Status":
        pytest.skip("the catalogue is not compiled")
    labels = {line.partition(":")[0] for line in english}
    assert labels.isdisjoint(line.partition(":")[0] for line in vietnamese)
