"""`add-update`: what is typed lands in the journal whole, and mistakes land nowhere."""

import re
from pathlib import Path
from unicodedata import normalize

import pytest

from coopctl.domain.codes import STATUS_LABELS
from coopctl.domain.words.text import fold
from coopctl.language import in_all_languages
from tests.conftest import Runner
from tests.helpers.printed import read_json
from tests.helpers.recorded import journal, last, untouched

CODES = tuple(str(code) for code in STATUS_LABELS)
VIETNAMESE = {code: in_all_languages(label)[1] for code, label in STATUS_LABELS.items()}
HAS_VIETNAMESE = VIETNAMESE["completed"] != STATUS_LABELS["completed"]
needs_vietnamese = pytest.mark.skipif(not HAS_VIETNAMESE, reason="the catalogue is not compiled")


def update(coopctl: Runner, status: str, *more: str) -> int:
    done = ("--completed-on", "30/6/2026") if status == "completed" else ()
    return coopctl("add-update", "1.1", status, *done, *more).code


def test_every_flag_lands_in_the_body(coopctl: Runner, workspace: Path) -> None:
    result = coopctl(
        "add-update", "1.1", "completed", "--on", "2/7/2025", "--progress", "100 %",
        "--result", "Đã thống nhất\ndanh mục", "--difficulty", "Thiếu mẫu", "--cause", "Mưa",
        "--proposal", "Gia hạn", "--next-step", "Nghiệm thu", "--completed-on", "30/6/2025",
        "--evidence", "12/BC-SKHCN, 1/7/2025", "--evidence", "https://example.org/a?b=1&c=2",
        "--author", "Nguyễn Văn A", "--office", "hoa-binh",
    )  # fmt: skip
    entry = last(workspace)
    assert result.code == 0
    assert result.out == ""
    assert result.err == f"recorded `{entry.id}`: `1.1` is Completed, 100 %\n"
    assert entry.kind == "update"
    assert entry.item == "1.1"
    assert entry.happened_on == "2025-07-02"
    assert entry.author == "Nguyễn Văn A"
    assert entry.office == "hoa-binh"
    assert entry.body == {
        "status": "completed",
        "progress": 100,
        "result": "Đã thống nhất\ndanh mục",
        "difficulty": "Thiếu mẫu",
        "cause": "Mưa",
        "proposal": "Gia hạn",
        "next_step": "Nghiệm thu",
        "completed_on": "2025-06-30",
        "evidence": ["12/BC-SKHCN, 1/7/2025", "https://example.org/a?b=1&c=2"],
    }


def test_show_tells_what_was_recorded(coopctl: Runner, workspace: Path) -> None:
    coopctl(
        "add-update", "1.1", "in_progress", "--progress", "40", "--result", "Đã có danh mục",
        "--difficulty", "Thiếu mẫu", "--cause", "Mưa", "--proposal", "Gia hạn",
        "--next-step", "Nghiệm thu", "--evidence", "12/BC-SKHCN",
    )  # fmt: skip
    entry = last(workspace)
    for shown in (coopctl("show", "1.1"), coopctl("show", entry.id)):
        assert shown.code == 0
        for text in ("In progress", "40", "Đã có danh mục", "Thiếu mẫu", "Mưa", "Gia hạn",
                     "Nghiệm thu", "12/BC-SKHCN"):  # fmt: skip
            assert text in shown.out


def test_only_a_status_is_enough(coopctl: Runner, workspace: Path) -> None:
    result = coopctl("add-update", "2.2", "suspended")
    entry = last(workspace)
    assert (result.code, result.out) == (0, "")
    assert result.err == f"recorded `{entry.id}`: `2.2` is Suspended\n"
    assert (entry.body, entry.happened_on) == ({"status": "suspended"}, "2026-06-30")


def test_blank_texts_are_left_out(coopctl: Runner, workspace: Path) -> None:
    coopctl("add-update", "1.1", "in_progress", "--result", " \n", "--evidence", "")
    assert last(workspace).body == {"status": "in_progress"}


@pytest.mark.parametrize("code", CODES)
def test_status_by_code(coopctl: Runner, workspace: Path, code: str) -> None:
    assert update(coopctl, code) == 0
    assert last(workspace).body["status"] == code


@pytest.mark.parametrize("code", CODES)
def test_status_by_english_label(coopctl: Runner, workspace: Path, code: str) -> None:
    for label in (STATUS_LABELS[code], STATUS_LABELS[code].upper(), code.replace("_", "-")):
        assert coopctl("add-update", "1.1", label, *completion(code)).code == 0
        assert last(workspace).body["status"] == code


@needs_vietnamese
@pytest.mark.parametrize("code", CODES)
def test_status_by_vietnamese_label(coopctl: Runner, workspace: Path, code: str) -> None:
    label = VIETNAMESE[code]
    for typed in (label, label.upper(), normalize("NFD", label), fold(label)):
        assert coopctl("add-update", "1.1", typed, *completion(code)).code == 0
        assert last(workspace).body["status"] == code


def completion(code: str) -> tuple[str, ...]:
    return ("--completed-on", "30/6/2026") if code == "completed" else ()


@pytest.mark.parametrize(
    ("typed", "code"),
    [("comp", "completed"), ("in", "in_progress"), ("aw", "awaiting_confirmation"),
     ("susp", "suspended"), ("canc", "cancelled"), ("Not", "not_started")],
)  # fmt: skip
def test_status_by_unique_beginning(
    coopctl: Runner, workspace: Path, typed: str, code: str
) -> None:
    assert coopctl("add-update", "1.1", typed, *completion(code)).code == 0
    assert last(workspace).body["status"] == code


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [("complted", "completed"), ("in_progres5", "in_progress"), ("cancled", "cancelled"),
     ("suspendet", "suspended")],
)  # fmt: skip
def test_status_mistyped_names_the_nearest_first(
    coopctl: Runner, workspace: Path, typed: str, nearest: str
) -> None:
    result = coopctl("add-update", "1.1", typed)
    assert (result.code, result.out) == (2, "")
    assert f"`STATUS`: `{typed}`" in result.err
    hint = result.err.splitlines()[1]
    assert hint.startswith(f"hint: one of: {nearest} (")
    assert sorted(re.findall(r"(\w+) \(", hint)) == sorted(CODES)
    assert untouched(workspace)


def test_status_that_begins_several_is_refused(coopctl: Runner, workspace: Path) -> None:
    result = coopctl("add-update", "1.1", "c")
    assert result.code == 2
    assert "`STATUS`: `c`" in result.err
    assert untouched(workspace)


@pytest.mark.parametrize(
    ("typed", "item"),
    [("1.1", "1.1"), ("test:1.1", "1.1"), ("TEST:3.1", "3.1"), ("t:2.2", "2.2"), ("3.10", "3.10"),
     ("3.1", "3.1"), ("te:3.10", "3.10")],
)  # fmt: skip
def test_item_by_id_and_plan(coopctl: Runner, workspace: Path, typed: str, item: str) -> None:
    assert coopctl("add-update", typed, "in_progress").code == 0
    assert last(workspace).item == item


def test_item_by_unique_beginning(coopctl: Runner, workspace: Path) -> None:
    plan = workspace / "plans" / "test.yaml"
    plan.write_text(plan.read_text("utf-8").replace("id: 2.2", "id: exchange"), "utf-8")
    assert coopctl("add-update", "exc", "in_progress").code == 0
    assert last(workspace).item == "exchange"


def test_item_that_begins_several_names_them(coopctl: Runner, workspace: Path) -> None:
    result = coopctl("add-update", "1", "in_progress")
    assert (result.code, result.out) == (1, "")
    assert "`1`" in result.err
    assert "1.1, 1.2" in result.err
    assert untouched(workspace)


@pytest.mark.parametrize("typed", ["1.3", "test:1.3", "zzz", "abcd-1/1", "area", "1.1.1"])
def test_item_that_does_not_exist(coopctl: Runner, workspace: Path, typed: str) -> None:
    result = coopctl("add-update", typed, "in_progress")
    assert (result.code, result.out) == (1, "")
    assert f"`{typed}`" in result.err
    assert "hint: " in result.err
    assert untouched(workspace)


def test_item_that_does_not_exist_names_the_nearest(coopctl: Runner, workspace: Path) -> None:
    assert "3.10" in coopctl("add-update", "3.11", "in_progress").err.splitlines()[1]


def test_an_area_takes_no_update(coopctl: Runner, workspace: Path) -> None:
    plan = workspace / "plans" / "test.yaml"
    plan.write_text(plan.read_text("utf-8").replace("- id: 2\n", "- id: B\n"), "utf-8")
    assert coopctl("add-update", "B", "in_progress").code == 1
    assert untouched(workspace)


def test_action_of_a_meeting(coopctl: Runner, workspace: Path) -> None:
    coopctl("add-meeting", "--on", "1/6/2026", "--title", "Họp",
            "--action", "hoa-binh: gửi danh mục: 15/6/2026")  # fmt: skip
    action = f"{last(workspace).id}/1"
    for word, status in ((action, "in_progress"), (action.upper(), "completed")):
        assert coopctl("add-update", word, status, *completion(status)).code == 0
        assert (last(workspace).item, last(workspace).body["status"]) == (action, status)
    assert "Completed" in coopctl("show", action).out
    refused = coopctl("add-update", action[:-1] + "2", "completed")
    assert refused.code == 1
    assert f"`{action[:-1]}2`" in refused.err
    assert len(journal(workspace)) == 3


@pytest.mark.parametrize("flag", ["--on", "--completed-on"])
@pytest.mark.parametrize("day", ["31/2/2025", "19/9/24", "9/19/2024", "tomorrowish", "0/1/2025"])
def test_date_that_is_none_is_refused(
    coopctl: Runner, workspace: Path, flag: str, day: str
) -> None:
    result = coopctl("add-update", "1.1", "completed", "--completed-on", "1/6/2026", flag, day)
    assert (result.code, result.out) == (2, "")
    assert f"error: `{flag}`: " in result.err
    assert "/2024" in result.err or "/2025" in result.err  # a form that is accepted
    assert untouched(workspace)


@pytest.mark.parametrize("flag", ["--on", "--completed-on"])
def test_future_date_needs_yes(coopctl: Runner, workspace: Path, flag: str) -> None:
    words = ("add-update", "1.1", "completed", "--completed-on", "30/6/2026", "--on", "1/7/2026")
    typed = (*words[:-2], "--on", "1/7/2026") if flag == "--on" else (*words, flag, "1/7/2026")
    result = coopctl(*typed)
    assert (result.code, result.out) == (2, "")
    assert f"`{flag}`: 1/7/2026" in result.err
    assert "`--yes`" in result.err
    assert untouched(workspace)
    assert coopctl(*typed, "--yes").code == 0
    assert last(workspace).happened_on == "2026-07-01"


@pytest.mark.parametrize(
    ("typed", "day"),
    [("hôm nay", "2026-06-30"), ("hom qua", "2026-06-29"), ("yesterday", "2026-06-29"),
     ("2024-09-19", "2024-09-19"), ("19.9.2024", "2024-09-19"), ("19 tháng 9 năm 2024", "2024-09-19")],
)  # fmt: skip
def test_dates_as_people_write_them(coopctl: Runner, workspace: Path, typed: str, day: str) -> None:
    assert coopctl("add-update", "1.1", "in_progress", "--on", typed).code == 0
    assert last(workspace).happened_on == day


def test_today_is_the_plans_own(coopctl: Runner, workspace: Path) -> None:
    """At 05:00 UTC it is noon in Vietnam; a date typed today is no future date there."""
    assert coopctl("add-update", "1.1", "in_progress", "--on", "30/6/2026").code == 0


@pytest.mark.parametrize(
    "progress", ["101", "-1", "abc", "12.345.6", "1e2", "٤٠", "100%%", "9999999"]
)
def test_progress_that_is_no_percentage(coopctl: Runner, workspace: Path, progress: str) -> None:
    result = coopctl("add-update", "1.1", "in_progress", f"--progress={progress}")
    assert (result.code, result.out) == (2, "")
    assert f"`--progress`: `{progress}`" in result.err
    assert "0 to 100" in result.err
    assert untouched(workspace)


@pytest.mark.parametrize(("typed", "kept"), [("0", 0), ("60%", 60), ("60 %", 60), ("100", 100)])
def test_progress_as_people_write_it(
    coopctl: Runner, workspace: Path, typed: str, kept: int
) -> None:
    assert coopctl("add-update", "1.1", "in_progress", "--progress", typed).code == 0
    assert last(workspace).body["progress"] == kept


def test_completed_with_progress_40_is_refused(coopctl: Runner, workspace: Path) -> None:
    result = coopctl(
        "add-update", "1.1", "completed", "--completed-on", "1/6/2026", "--progress", "40"
    )
    assert (result.code, result.out) == (2, "")
    assert "`--progress`: " in result.err
    assert "40 %" in result.err
    assert untouched(workspace)


def test_completed_needs_the_day(coopctl: Runner, workspace: Path) -> None:
    result = coopctl("add-update", "1.1", "completed")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("error: missing: --completed-on\n")
    assert untouched(workspace)


def test_the_day_of_completion_needs_completed(coopctl: Runner, workspace: Path) -> None:
    result = coopctl("add-update", "1.1", "in_progress", "--completed-on", "1/6/2026")
    assert result.code == 2
    assert "`--completed-on`: " in result.err
    assert "`completed`" in result.err
    assert untouched(workspace)


def test_completed_before_the_start_is_refused(coopctl: Runner, workspace: Path) -> None:
    result = coopctl("add-update", "1.1", "completed", "--completed-on", "30/9/2024")
    assert result.code == 2
    assert "`--completed-on`: " in result.err
    assert "30/9/2024" in result.err
    assert "1/10/2024" in result.err
    assert untouched(workspace)
    assert coopctl("add-update", "1.1", "completed", "--completed-on", "1/10/2024").code == 0


def test_completed_after_the_update_is_refused(coopctl: Runner, workspace: Path) -> None:
    words = ("add-update", "1.1", "completed", "--on", "1/6/2026", "--completed-on")
    result = coopctl(*words, "2/6/2026")
    assert result.code == 2
    assert "`--completed-on`: " in result.err
    assert "`--on`" in result.err
    assert untouched(workspace)
    assert coopctl(*words, "1/6/2026").code == 0


def test_completed_without_evidence_is_said(coopctl: Runner, workspace: Path) -> None:
    words = ("add-update", "1.1", "completed", "--completed-on", "1/6/2026")
    assert "note: completed without evidence" in coopctl(*words).err
    assert "evidence" not in coopctl(*words, "--evidence", "12/BC").err
    assert len(journal(workspace)) == 2


def test_before_the_memorandums_period_is_said(coopctl: Runner, workspace: Path) -> None:
    result = coopctl("add-update", "2.2", "in_progress", "--on", "31/12/2023")
    assert result.code == 0
    assert result.err.startswith("note: 31/12/2023 ")


def test_withdrawn_item_is_said(coopctl: Runner, workspace: Path) -> None:
    plan = workspace / "plans" / "test.yaml"
    withdrawn = "        withdrawn: {vi: Không còn cần, en: Not needed}\n"
    plan.write_text(plan.read_text("utf-8") + withdrawn, "utf-8")
    result = coopctl("add-update", "3.10", "cancelled")
    assert result.code == 0, result.err
    assert "note: the item `3.10` was withdrawn" in result.err


def test_every_missing_flag_is_named_at_once(coopctl: Runner, workspace: Path) -> None:
    result = coopctl("add-update")
    assert (result.code, result.out) == (2, "")
    assert result.err.splitlines() == [
        "error: missing: ITEM, STATUS",
        "hint: `coopctl add-update --help` says what each is",
    ]
    assert coopctl("add-update", "1.1").err.startswith("error: missing: STATUS\n")
    assert untouched(workspace)


def test_every_mistake_is_named_at_once(coopctl: Runner, workspace: Path) -> None:
    result = coopctl(
        "add-update", "1.1", "complted", "--on", "31/2/2025", "--progress", "101",
        "--result", "a\x1b[31m", "--evidence", "good", "--evidence", "b\x00",
    )  # fmt: skip
    assert result.code == 2
    flags = ["`STATUS`", "`--on`", "`--progress`", "`--result`", "`--evidence`"]
    errors = [line for line in result.err.splitlines() if line.startswith("error: ")]
    assert [line.split(": ")[1] for line in errors] == flags
    assert untouched(workspace)


def test_dry_run_records_nothing(coopctl: Runner, workspace: Path) -> None:
    result = coopctl("add-update", "1.1", "in_progress", "--progress", "40", "--dry-run")
    assert (result.code, result.out) == (0, "")
    assert "In progress" in result.err
    assert "40" in result.err
    assert "nothing was recorded" in result.err.splitlines()[-1]
    assert untouched(workspace)
    coopctl("add-update", "1.1", "in_progress")
    before = (workspace / "coopctl.db").read_bytes()
    assert coopctl("add-update", "1.1", "suspended", "--dry-run").code == 0
    assert (workspace / "coopctl.db").read_bytes() == before


def test_dry_run_as_json_has_no_number(coopctl: Runner, workspace: Path) -> None:
    result = coopctl("add-update", "1.1", "in_progress", "--dry-run", "--json")
    assert read_json(result.out) == [
        {
            "kind": "update", "plan": "test", "item": "1.1", "happened_on": "2026-06-30",
            "body": {"status": "in_progress"}, "replaces": None,
        }
    ]  # fmt: skip
    assert untouched(workspace)


def test_dry_run_refuses_what_recording_refuses(coopctl: Runner, workspace: Path) -> None:
    assert coopctl("add-update", "1.1", "in_progress", "--progress", "101", "--dry-run").code == 2
    assert untouched(workspace)


def test_json_prints_the_entry_of_the_ledger(coopctl: Runner, workspace: Path) -> None:
    result = coopctl("add-update", "1.1", "in_progress", "--result", "Đã có", "--json")
    entry = last(workspace)
    [printed] = read_json(result.out)
    assert printed["id"] == entry.id
    assert printed["hash"] == entry.hash
    assert printed["body"].pop("command") == entry.id
    assert printed["body"] == entry.body == {"status": "in_progress", "result": "Đã có"}
    assert "Đã có" in result.out  # letters stay letters
    assert result.code == 0


def test_text_is_stored_composed(coopctl: Runner, workspace: Path) -> None:
    text = "Đề nghị hoà giải, hòa bình"
    assert normalize("NFD", text) != text
    coopctl("add-update", "1.1", "in_progress", "--result", normalize("NFD", text),
            "--evidence", normalize("NFD", "Biên bản"))  # fmt: skip
    body = last(workspace).body
    assert (body["result"], body["evidence"]) == (text, ["Biên bản"])


@pytest.mark.parametrize(
    ("char", "code"),
    [("\x1b", "U+001B"), ("\x9b", "U+009B"), ("\u202e", "U+202E"), ("\u2067", "U+2067"),
     ("\x00", "U+0000"), ("\udcff", "U+DCFF"), ("\x07", "U+0007"), ("\x7f", "U+007F")],
)  # fmt: skip
@pytest.mark.parametrize("flag", ["--result", "--difficulty", "--next-step", "--evidence"])
def test_character_that_steers_a_terminal_is_refused(
    coopctl: Runner, workspace: Path, flag: str, char: str, code: str
) -> None:
    result = coopctl("add-update", "1.1", "in_progress", flag, f"ab{char}c")
    assert (result.code, result.out) == (2, "")
    assert f"error: `{flag}`: " in result.err
    assert code in result.err
    assert "3" in result.err
    assert "hint: " in result.err
    assert char not in result.err
    assert untouched(workspace)


@pytest.mark.parametrize("char", ["\x1b", "\u202e", "\x00", "\udcff"])
@pytest.mark.parametrize("place", [0, 1])
def test_steering_characters_in_arguments_are_refused(
    coopctl: Runner, workspace: Path, place: int, char: str
) -> None:
    words = ["1.1", "in_progress"]
    words[place] += char
    result = coopctl("add-update", *words)
    assert result.code in {1, 2}
    assert result.out == ""
    assert char not in result.err
    assert "mistake in coopctl" not in result.err
    assert untouched(workspace)


@pytest.mark.parametrize("text", ["[red]x[/x]", "[/]", ":smile:", "=cmd()|' /C calc'!A0", "{0} %s"])
def test_markup_and_formulas_are_text(coopctl: Runner, workspace: Path, text: str) -> None:
    for lang in ("en", "vi"):
        words = ("add-update", "1.1", "in_progress", "--result", text)
        shown = coopctl(*words, "--dry-run", lang=lang)
        assert text in shown.err
        assert coopctl(*words, lang=lang).code == 0
        assert last(workspace).body["result"] == text
        assert text in coopctl("show", last(workspace).id, lang=lang).out


def test_a_megabyte_in_a_flag_is_refused(coopctl: Runner, workspace: Path) -> None:
    result = coopctl("add-update", "1.1", "in_progress", "--result", "x" * 1_000_000)
    assert result.code == 2
    assert "`--result`: " in result.err
    assert len(result.err) < 1000
    assert untouched(workspace)


@pytest.mark.parametrize("place", [0, 1])
def test_a_megabyte_in_an_argument_is_refused_briefly(
    coopctl: Runner, workspace: Path, place: int
) -> None:
    words = ["1.1", "in_progress"]
    words[place] = "x" * 1_000_000
    result = coopctl("add-update", *words)
    assert result.code in {1, 2}
    assert len(result.err) < 1000
    assert untouched(workspace)


def test_unknown_office_is_refused(coopctl: Runner, workspace: Path) -> None:
    result = coopctl("add-update", "1.1", "in_progress", "--office", "hoa-bin")
    assert (result.code, result.out) == (1, "")
    assert "`hoa-bin`" in result.err
    assert "hoa-binh" in result.err.splitlines()[1]
    assert untouched(workspace)


@needs_vietnamese
def test_answers_in_vietnamese(coopctl: Runner, workspace: Path) -> None:
    result = coopctl("add-update", "1.1", "in_progress", "--progress", "40", lang="vi")
    assert f"{VIETNAMESE['in_progress']}" in result.err
    assert last(workspace).id in result.err
    refused = coopctl("add-update", lang="vi")
    assert refused.code == 2
    assert "missing" not in refused.err
    assert "ITEM" not in refused.err
    assert refused.err.splitlines()[0].count(",") == 1
