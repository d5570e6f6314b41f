"""`add-meeting`: the minutes land in the journal whole, and mistakes land nowhere."""

from pathlib import Path

import pytest

from tests.conftest import Runner
from tests.helpers.printed import read_json
from tests.helpers.recorded import last, untouched

BASE = ("add-meeting", "--on", "19/9/2024", "--title", "Họp")


def test_every_flag_lands_in_the_body(coopctl: Runner, workspace: Path) -> None:
    result = coopctl(
        "add-meeting", "--on", "19/9/2024", "--until", "20/9/2024",
        "--title", "Thăm, làm việc\nvề KH&CN", "--kind", "working_visit", "--place", "Hòa Bình",
        "--host", "HOA-BINH", "--chair", "Trần Thị B", "--secretary", "Lê C", "--number", "12/BB",
        "--attendee", "hung-yen: Nguyễn Văn A, Trưởng đoàn, Giám đốc", "--attendee", "hoa-binh: D",
        "--invited", "hoa-binh: E, UBND", "--item", "1.1", "--item", "test:3.10",
        "--proceedings", "Hai bên\ntrao đổi", "--conclusion", "Thống nhất", "--conclusion", "Ký\nlại",
        "--action", "hoa-binh, hung-yen: gửi danh mục: trước 15/10/2024",
        "--action", "hung-yen: làm: hai việc: thường xuyên", "--action", "hung-yen: xem",
        "--evidence", "12/BB-SKHCN, 19/9/2024", "--evidence", "https://example.org/",
    )  # fmt: skip
    entry = last(workspace)
    assert (result.code, result.out) == (0, "")
    assert result.err == f"recorded `{entry.id}`: meeting “Thăm, làm việc về KH&CN”\n"
    assert (entry.kind, entry.item, entry.happened_on) == ("meeting", None, "2024-09-19")
    assert entry.body == {
        "title": "Thăm, làm việc về KH&CN",
        "until": "2024-09-20",
        "kind": "working_visit",
        "place": "Hòa Bình",
        "host": "hoa-binh",
        "chair": "Trần Thị B",
        "secretary": "Lê C",
        "number": "12/BB",
        "attendees": [
            {"party": "hung-yen", "name": "Nguyễn Văn A", "role": "Trưởng đoàn, Giám đốc"},
            {"party": "hoa-binh", "name": "D"},
        ],
        "invited": [{"party": "hoa-binh", "name": "E", "role": "UBND"}],
        "items": ["1.1", "3.10"],
        "proceedings": "Hai bên\ntrao đổi",
        "conclusions": ["Thống nhất", "Ký\nlại"],
        "actions": [
            {
                "text": "gửi danh mục", "lead": "hoa-binh", "cooperating": ["hung-yen"],
                "due_text": "trước 15/10/2024", "due": "2024-10-14",
            },
            {"text": "làm: hai việc: thường xuyên", "lead": "hung-yen"},
            {"text": "xem", "lead": "hung-yen"},
        ],
        "evidence": ["12/BB-SKHCN, 19/9/2024", "https://example.org/"],
    }  # fmt: skip


def test_show_tells_what_was_recorded(coopctl: Runner, workspace: Path) -> None:
    (workspace / "ảnh.jpg").write_bytes(b"x")
    coopctl(
        *BASE, "--until", "20/9/2024", "--kind", "online", "--place", "Phòng họp", "--host",
        "hung-yen", "--chair", "Bà B", "--secretary", "Ông C", "--number", "12/BB", "--attendee",
        "hung-yen: Nguyễn Văn A, Trưởng đoàn", "--invited", "hoa-binh: Khách E", "--item", "1.1",
        "--proceedings", "Trao đổi", "--conclusion", "Thống nhất", "--action",
        "hoa-binh: gửi danh mục: 15/10/2024", "--evidence", "ảnh.jpg",
    )  # fmt: skip
    shown = coopctl("show", last(workspace).id)
    assert shown.code == 0
    for text in ("Họp", "19/9/2024", "20/9/2024", "Online meeting", "Phòng họp", "Bà B", "Ông C",
                 "12/BB", "Nguyễn Văn A", "Trưởng đoàn", "Khách E", "1.1", "Trao đổi", "Thống nhất",
                 "gửi danh mục", "15/10/2024", "ảnh.jpg"):  # fmt: skip
        assert text in shown.out, text
    assert "Họp" in coopctl("show", "1.1").out


def test_every_missing_flag_is_named_at_once(coopctl: Runner, workspace: Path) -> None:
    result = coopctl("add-meeting")
    assert (result.code, result.out) == (2, "")
    assert result.err.splitlines() == [
        "error: missing: --on, --title",
        "hint: `coopctl add-meeting --help` says what each is",
    ]
    assert untouched(workspace)


def test_every_mistake_is_named_at_once(coopctl: Runner, workspace: Path) -> None:
    result = coopctl(
        "add-meeting", "--title", "Họp", "--until", "31/2/2025", "--kind", "tea", "--host", "hanoi",
        "--attendee", "nobody", "--invited", "hanoi: A", "--item", "1.9", "--action", "hoa-binh:",
        "--action", "hoa-binh: x: 31/2/2025",
    )  # fmt: skip
    errors = [line for line in result.err.splitlines() if line.startswith("error: ")]
    assert (result.code, result.out) == (1, "")
    assert "`1.9`" in errors[0]
    result = coopctl(
        "add-meeting", "--title", "Họp", "--until", "31/2/2025", "--kind", "tea", "--host", "hanoi",
        "--attendee", "nobody", "--invited", "hanoi: A", "--item", "1.1", "--item", "1.9",
        "--action", "hoa-binh:", "--action", "hoa-binh: x: 31/2/2025",
    )  # fmt: skip
    assert (result.code, result.out) == (2, "")
    errors = [line for line in result.err.splitlines() if line.startswith("error: ")]
    assert [error.split(": ")[1] for error in errors] == [
        "missing", "`--until`", "`--kind`", "`--host`", "`--attendee`", "`--invited`", "`--item`",
        "`--action`", "`--action`",
    ]  # fmt: skip
    assert untouched(workspace)


def test_dry_run_records_nothing(coopctl: Runner, workspace: Path) -> None:
    result = coopctl(*BASE, "--action", "hoa-binh: gửi: Q4/2024", "--dry-run")
    assert (result.code, result.out) == (0, "")
    assert "hoa-binh: gửi (due Q4/2024 (31/12/2024))" in result.err
    assert untouched(workspace)


@pytest.fixture
def two_plans(workspace: Path) -> Path:
    text = (workspace / "plans" / "test.yaml").read_text("utf-8")
    second = text.replace("id: test", "id: second").replace("id: 3.10", "id: only-here")
    (workspace / "plans" / "second.yaml").write_text(second, "utf-8")
    return workspace


def test_several_plans_must_be_told_apart(coopctl: Runner, two_plans: Path) -> None:
    result = coopctl(*BASE)
    assert (result.code, result.out) == (1, "")
    assert "`--plan`: second, test" in result.err
    assert untouched(two_plans)
    unknown = coopctl(*BASE, "--plan", "secnd")
    assert unknown.code == 1
    assert "second" in unknown.err
    assert untouched(two_plans)


@pytest.mark.parametrize(
    ("words", "plan"),
    [(("--plan", "second"), "second"), (("--plan", "TEST"), "test"), (("--plan", "sec"), "second"),
     (("--item", "only-here"), "second"), (("--item", "test:1.1"), "test"),
     (("--plan", "second", "--item", "1.1"), "second")],
)  # fmt: skip
def test_plan_by_name_or_by_item(
    coopctl: Runner, two_plans: Path, words: tuple[str, ...], plan: str
) -> None:
    result = coopctl(*BASE, *words, "--json")
    assert result.code == 0, result.err
    assert read_json(result.out)[0]["plan"] == plan


def test_item_of_another_plan_is_refused(coopctl: Runner, two_plans: Path) -> None:
    result = coopctl(*BASE, "--plan", "test", "--item", "second:only-here")
    assert (result.code, result.out) == (2, "")
    assert "`--item`: " in result.err
    assert "`test:only-here`" in result.err
    assert untouched(two_plans)


def test_an_action_that_was_due_before_the_meeting_is_mentioned(
    workspace: Path, coopctl: Runner
) -> None:
    result = coopctl(
        "add-meeting", "--on", "1/6/2026", "--title", "m", "--action", "hoa-binh: gửi: 1/1/2020"
    )
    assert result.code == 0
    assert "the action “gửi” is due before the meeting" in result.err
