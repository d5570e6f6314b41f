"""`add-meeting`: the minutes land in the journal whole, and mistakes land nowhere."""

import re
from pathlib import Path

import pytest

from coopctl.domain.codes import MEETING_KIND_LABELS
from coopctl.domain.words.text import fold
from coopctl.language import in_all_languages
from tests.conftest import Runner
from tests.helpers.printed import read_json
from tests.helpers.recorded import journal, last, untouched

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


def test_an_end_before_the_beginning_is_refused(coopctl: Runner, workspace: Path) -> None:
    result = coopctl(*BASE, "--until", "18/9/2024")
    assert (result.code, result.out) == (2, "")
    assert "`--until`: " in result.err
    assert "18/9/2024" in result.err
    assert "19/9/2024" in result.err
    assert untouched(workspace)
    assert coopctl(*BASE, "--until", "19/9/2024").code == 0


@pytest.mark.parametrize("day", ["31/2/2025", "19/9/24", "9/19/2024", "tomorrowish"])
@pytest.mark.parametrize("flag", ["--on", "--until"])
def test_date_that_is_none_is_refused(
    coopctl: Runner, workspace: Path, flag: str, day: str
) -> None:
    result = coopctl(*BASE, flag, day)
    assert result.code == 2
    assert f"`{flag}`: " in result.err
    assert "hint: write `" in result.err
    assert untouched(workspace)


def test_future_meeting_needs_yes(coopctl: Runner, workspace: Path) -> None:
    result = coopctl(*BASE, "--on", "ngày mai")
    assert result.code == 2
    assert "`--on`: 1/7/2026" in result.err
    assert "`--yes`" in result.err
    assert untouched(workspace)
    assert coopctl(*BASE, "--on", "ngày mai", "--yes").code == 0
    assert last(workspace).happened_on == "2026-07-01"


@pytest.mark.parametrize("code", MEETING_KIND_LABELS)
def test_kind_by_code_and_labels(coopctl: Runner, workspace: Path, code: str) -> None:
    for words in (code, *in_all_languages(MEETING_KIND_LABELS[code])):
        for typed in (words, words.upper(), fold(words)):
            assert coopctl(*BASE, "--kind", typed).code == 0, typed
            assert last(workspace).body["kind"] == code


def test_kind_mistyped_names_the_nearest_first(coopctl: Runner, workspace: Path) -> None:
    result = coopctl(*BASE, "--kind", "confrence")
    assert result.code == 2
    hint = result.err.splitlines()[1]
    assert hint.startswith("hint: one of: conference (Conference), ")
    assert set(re.findall(r"(\w+) \(", hint)) == set(MEETING_KIND_LABELS)
    assert untouched(workspace)


@pytest.mark.parametrize(
    ("flag", "text"),
    [("--host", "hoa-bin"), ("--attendee", "hoa-bin: A"), ("--invited", "hoa-bin: A"),
     ("--action", "hoa-bin: gửi"), ("--action", "hung-yen, hoa-bin: gửi: 15/10/2024")],
)  # fmt: skip
def test_unknown_party_names_the_nearest(
    coopctl: Runner, workspace: Path, flag: str, text: str
) -> None:
    result = coopctl(*BASE, flag, text)
    assert (result.code, result.out) == (2, "")
    assert f"`{flag}`: " in result.err
    assert "`hoa-bin`" in result.err
    assert "hint: one of: hoa-binh" in result.err
    assert untouched(workspace)


@pytest.mark.parametrize("typed", ["hoa-binh", "Hoa Binh", "HÒA BÌNH", "hoà  bình"])
def test_party_with_marks_and_spaces(coopctl: Runner, workspace: Path, typed: str) -> None:
    assert coopctl(*BASE, "--host", typed).code == 0
    assert last(workspace).body["host"] == "hoa-binh"


@pytest.mark.parametrize("text", ["A", "hoa-binh", "hoa-binh:", "hoa-binh: , Giám đốc", ":"])
def test_attendee_without_party_or_name(coopctl: Runner, workspace: Path, text: str) -> None:
    result = coopctl(*BASE, "--attendee", text)
    assert result.code == 2
    assert f"`--attendee`: `{text}`" in result.err
    assert "`party: name, role`" in result.err
    assert untouched(workspace)


@pytest.mark.parametrize("text", ["gửi", "hoa-binh:", "hoa-binh: : 15/10/2024"])
def test_action_without_party_or_duty(coopctl: Runner, workspace: Path, text: str) -> None:
    result = coopctl(*BASE, "--action", text)
    assert result.code == 2
    assert "`--action`: " in result.err
    assert untouched(workspace)


@pytest.mark.parametrize("day", ["31/2/2025", "15/10/24", "10/15/2024"])
def test_action_with_a_mistaken_due(coopctl: Runner, workspace: Path, day: str) -> None:
    result = coopctl(*BASE, "--action", f"hoa-binh: gửi: {day}")
    assert result.code == 2
    assert "`--action`: " in result.err
    assert untouched(workspace)


def test_unknown_item_names_the_nearest(coopctl: Runner, workspace: Path) -> None:
    result = coopctl(*BASE, "--item", "3.11")
    assert (result.code, result.out) == (1, "")
    assert "`3.11`" in result.err
    assert "3.10" in result.err.splitlines()[1]
    assert untouched(workspace)


def test_json_prints_the_entry_of_the_ledger(coopctl: Runner, workspace: Path) -> None:
    result = coopctl(*BASE, "--json")
    [printed] = read_json(result.out)
    entry = last(workspace)
    assert (printed["hash"], printed["id"]) == (entry.hash, entry.id)
    assert (printed["item"], printed["body"]) == (None, {"title": "Họp", "command": entry.id})


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


@pytest.mark.parametrize("flag", ["--title", "--place", "--chair", "--proceedings", "--number",
                                  "--conclusion", "--evidence", "--item", "--host", "--kind"])  # fmt: skip
@pytest.mark.parametrize("char", ["\x1b", "\u202e", "\x00", "\udcff"])
def test_character_that_steers_a_terminal_is_refused(
    coopctl: Runner, workspace: Path, flag: str, char: str
) -> None:
    result = coopctl("add-meeting", "--on", "1/1/2025", "--title", "Họp", flag, f"a{char}b")
    assert (result.code, result.out) == (2, "")
    assert f"`{flag}`: " in result.err
    assert f"U+{ord(char):04X}" in result.err
    assert char not in result.err
    assert untouched(workspace)


@pytest.mark.parametrize("text", ["[red]x[/x]", ":smile:", "=cmd()", "{0} %s"])
def test_markup_and_formulas_are_text(coopctl: Runner, workspace: Path, text: str) -> None:
    assert coopctl("add-meeting", "--on", "1/1/2025", "--title", text,
                   "--action", f"hoa-binh: {text} x", "--conclusion", text).code == 0  # fmt: skip
    body = last(workspace).body
    assert (body["title"], body["actions"][0]["text"], body["conclusions"]) == (
        text,
        f"{text} x",
        [text],
    )
    assert coopctl("show", last(workspace).id).out.count(text) >= 3


def test_meetings_are_numbered_in_a_row(coopctl: Runner, workspace: Path) -> None:
    for _ in range(3):
        assert coopctl(*BASE).code == 0
    numbers = [int(entry.id.partition("-")[2]) for entry in journal(workspace)]
    assert numbers == [2, 3, 4]  # the plan is 1


def test_an_action_that_was_due_before_the_meeting_is_mentioned(
    workspace: Path, coopctl: Runner
) -> None:
    result = coopctl(
        "add-meeting", "--on", "1/6/2026", "--title", "m", "--action", "hoa-binh: gửi: 1/1/2020"
    )
    assert result.code == 0
    assert "the action “gửi” is due before the meeting" in result.err
