"""`add-update`: what is typed lands in the journal whole, and mistakes land nowhere."""

import re
from pathlib import Path

from tests.conftest import Runner
from tests.helpers.printed import read_json
from tests.helpers.recorded import journal, last, untouched


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


def test_action_of_a_meeting(coopctl: Runner, workspace: Path) -> None:
    coopctl("add-meeting", "--on", "1/6/2026", "--title", "Họp",
            "--action", "hoa-binh: gửi danh mục: 15/6/2026")  # fmt: skip
    action = f"{last(workspace).id}/1"
    for word, status in ((action, "in_progress"), (action.upper(), "suspended")):
        assert coopctl("add-update", word, status).code == 0
        assert (last(workspace).item, last(workspace).body["status"]) == (action, status)
    assert "Suspended" in coopctl("show", action).out
    refused = coopctl("add-update", action[:-1] + "2", "completed")
    assert refused.code == 1
    assert f"`{action[:-1]}2`" in refused.err
    assert len(journal(workspace)) == 3


def test_future_date_needs_yes(coopctl: Runner, workspace: Path) -> None:
    words = ("add-update", "1.1", "in_progress", "--on", "1/7/2026")
    result = coopctl(*words)
    assert (result.code, result.out) == (2, "")
    assert result.err.splitlines() == [
        "error: `--on`: 1/7/2026 has not come yet",
        "hint: check the date; if it is meant, say `--yes`",
    ]
    assert untouched(workspace)
    assert coopctl(*words, "--yes").code == 0
    assert last(workspace).happened_on == "2026-07-01"


def test_today_is_the_plans_own(coopctl: Runner, workspace: Path) -> None:
    """At 05:00 UTC it is noon in Vietnam; a date typed today is no future date there."""
    assert coopctl("add-update", "1.1", "in_progress", "--on", "30/6/2026").code == 0


def test_completed_needs_the_day(coopctl: Runner, workspace: Path) -> None:
    result = coopctl("add-update", "1.1", "completed")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("error: missing: --completed-on\n")
    assert untouched(workspace)


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


def test_markup_and_formulas_are_text(coopctl: Runner, workspace: Path) -> None:
    text = "=cmd()|' /C calc'!A0 [red]x[/x] [/] :smile: {0} %s"
    words = ("add-update", "1.1", "in_progress", "--result", text)
    assert text in coopctl(*words, "--dry-run").err
    assert coopctl(*words).code == 0
    assert last(workspace).body["result"] == text
    assert text in coopctl("show", last(workspace).id).out


def test_unknown_office_is_refused(coopctl: Runner, workspace: Path) -> None:
    result = coopctl("add-update", "1.1", "in_progress", "--office", "hoa-bin")
    assert (result.code, result.out) == (1, "")
    assert "`hoa-bin`" in result.err
    assert "hoa-binh" in result.err.splitlines()[1]
    assert untouched(workspace)


def test_answers_in_vietnamese(coopctl: Runner, workspace: Path) -> None:
    result = coopctl("add-update", "1.1", "đang", "--progress", "40", lang="vi")
    assert "Đang thực hiện, 40 %" in result.err
    assert last(workspace).id in result.err
    refused = coopctl("add-update", lang="vi")
    assert refused.code == 2
    assert refused.err.splitlines()[0].count(",") == 1
    assert not {"missing", "ITEM"} & set(re.findall(r"\w+", refused.err))
