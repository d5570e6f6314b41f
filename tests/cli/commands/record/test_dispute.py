"""`coopctl dispute`: the other office does not agree, says why, and it stays to be seen."""

import csv
import io
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.cli.commands.record.test_confirm import OURS, THEIRS, complete, item, report, status
from tests.conftest import PLAN, Runner
from tests.helpers.printed import read_json
from tests.helpers.recorded import journal, last
from tests.helpers.story import tell


def table(coopctl: Runner, name: str, *words: str) -> list[dict[str, str]]:
    """Return a table as `export csv` writes it."""
    return list(csv.DictReader(io.StringIO(coopctl("export", "csv", name, *words).out)))


def test_a_dispute_is_recorded_with_its_reason(workspace: Path, coopctl: Runner) -> None:
    update = report(coopctl, workspace)
    result = coopctl("dispute", update, "--reason", "Mới có 30 hồ sơ", *THEIRS)
    assert (result.code, result.out) == (0, "")
    assert result.err == f"recorded `{last(workspace).id}`: `hung-yen` disputes `{update}`\n"
    assert last(workspace).body == {
        "entry": update, "verdict": "disputed", "reason": "Mới có 30 hồ sơ",
    }  # fmt: skip
    row = item(coopctl, "1.1")
    assert (row["confirmation"], row["move"]) == ("disputed", "hoa-binh")


@pytest.mark.parametrize("reason", [(), ("--reason", ""), ("--reason", " \n\t ")])
def test_an_empty_reason_is_refused(
    workspace: Path, coopctl: Runner, reason: tuple[str, ...]
) -> None:
    update = report(coopctl, workspace)
    result = coopctl("dispute", update, *reason, *THEIRS)
    assert (result.code, result.out) == (2, "")
    assert result.err.splitlines() == [
        "error: `--reason`: a dispute needs its reason",
        "hint: say what is not right, so that the other side can put it right",
    ]
    assert last(workspace).id == update


def test_a_second_verdict_of_an_office_replaces_its_first(workspace: Path, coopctl: Runner) -> None:
    update = report(coopctl, workspace)
    assert coopctl("dispute", update, "--reason", "Thiếu", *THEIRS).code == 0
    assert coopctl("confirm", update, "--note", "Đã bổ sung", *THEIRS).code == 0
    assert item(coopctl, "1.1")["confirmation"] == "confirmed"
    page = coopctl("show", "1.1").out
    assert "✓ confirmed by Hưng Yên on 30/6/2026 (Bình): Đã bổ sung" in page
    assert "Thiếu" not in page
    assert coopctl("dispute", "1.1", "--reason", "Sai số", *THEIRS).code == 0
    assert item(coopctl, "1.1")["confirmation"] == "disputed"
    assert [row.kind for row in journal(workspace)] == ["update", *["confirmation"] * 3]


def test_the_item_s_json_says_what_was_corrected_and_disputed(
    workspace: Path, coopctl: Runner
) -> None:
    update = report(coopctl, workspace)
    assert coopctl("dispute", update, "--reason", "Thiếu", *THEIRS).code == 0
    amended = coopctl(
        "amend", update, "--progress", "30", "--reason", "Sai số", "--office", "hoa-binh"
    )
    assert amended.code == 0
    live = last(workspace).id
    entries = {one["id"]: one for one in read_json(coopctl("show", "1.1", "--json").out)["entries"]}
    assert entries[update]["replaced_by"] == [live]
    assert [one["text"] for one in entries[update]["confirmations"]] == ["Thiếu"]
    assert (entries[live]["replaced_by"], entries[live]["confirmations"]) == ([], [])


def test_of_several_parties_one_that_disputes_is_enough(workspace: Path, coopctl: Runner) -> None:
    third = "  ha-noi: {names: [{text: Sở KH&CN Hà Nội}]}\nareas:"
    file = workspace / "plans" / "test.yaml"
    file.write_text(PLAN.replace("areas:", third, 1), "utf-8")
    update = report(coopctl, workspace)
    assert coopctl("dispute", update, "--reason", "Thiếu", "--office", "ha-noi").code == 0
    assert coopctl("confirm", update, *THEIRS).code == 0
    assert item(coopctl, "1.1")["confirmation"] == "disputed"
    assert coopctl("confirm", update, "--office", "ha-noi").code == 0
    assert item(coopctl, "1.1")["confirmation"] == "confirmed"
    assert coopctl("show", update).out.count("✓ confirmed by") == 2


def test_a_dispute_leaves_completion_waiting(workspace: Path, coopctl: Runner) -> None:
    complete(coopctl, workspace)
    assert coopctl("dispute", "1.1", "--reason", "Chưa đủ", *THEIRS).code == 0
    row = item(coopctl, "1.1")
    assert (row["status"], row["timeliness"], row["move"]) == (
        "awaiting_confirmation", "overdue", "hoa-binh",
    )  # fmt: skip


def test_a_dispute_of_what_waits_for_nothing_changes_no_count(
    workspace: Path, coopctl: Runner
) -> None:
    story = tell(coopctl)
    before = status(coopctl)["summary"]
    assert coopctl("dispute", story.done, "--reason", "Chưa áp dụng", *THEIRS).code == 0
    after = status(coopctl)["summary"]
    assert after | {"confirmations": None} == before | {"confirmations": None}
    assert after["confirmations"] == {"confirmed": 0, "disputed": 1, "unconfirmed": 1}
    row = item(coopctl, "3.1")
    assert (row["status"], row["confirmation"], row["move"]) == (
        "completed",
        "disputed",
        "hoa-binh",
    )


def test_status_marks_and_counts_what_was_said(workspace: Path, coopctl: Runner) -> None:
    story = tell(coopctl)
    quiet = coopctl("status").out
    assert "unconfirmed" not in quiet
    assert "Whose move: Phú Thọ 2 · Hưng Yên 2 (items and actions)" in quiet.splitlines()
    coopctl("confirm", story.update, *THEIRS)
    coopctl("dispute", story.done, "--reason", "Chưa áp dụng", *THEIRS)
    lines = coopctl("status").out.splitlines()
    assert "Last updates: ✓ 1 confirmed · ≠ 1 disputed · 0 unconfirmed" in lines
    assert "           1/3/2025 ✓: Đã có 12 đề xuất" in lines
    assert "           1/6/2026 ≠: Đã áp dụng" in lines
    wide = coopctl("status", env={"COLUMNS": "160"}).out
    (row,) = [line for line in wide.splitlines() if "Apply systems" in line]
    assert "1/6/2026 ≠: Đã áp dụng" in row
    vietnamese = coopctl("status", lang="vi").out
    assert "✓ 1 đã xác nhận · ≠ 1 có ý kiến khác · 0 chưa xác nhận" in vietnamese


def test_disputed_lists_last_updates_and_other_entries_with_the_reason(
    workspace: Path, coopctl: Runner
) -> None:
    story = tell(coopctl)
    for entry in (story.update, story.meeting, story.outcome):
        assert coopctl("dispute", entry, "--reason", f"Sai {entry}", *THEIRS).code == 0
    coopctl("confirm", story.done, *THEIRS)
    lines = coopctl("status", "--disputed").out.splitlines()
    assert "as of 30/6/2026 · only what is disputed" in lines
    start = lines.index("What is disputed")
    assert lines[start + 1 :] == [
        f"  19/9/2024  {story.meeting}  Meeting  Gặp nhau tại Hòa Bình",
        f"    ≠ disputed by Hưng Yên on 30/6/2026: Sai {story.meeting}",
        f"  1/2/2025  {story.outcome}  Outcome · 2.1  Lớp đầu",
        f"    ≠ disputed by Hưng Yên on 30/6/2026: Sai {story.outcome}",
        f"  1/3/2025  {story.update}  Update · 1.1  Đã có 12 đề xuất",
        f"    ≠ disputed by Hưng Yên on 30/6/2026: Sai {story.update}",
    ]
    assert "Apply systems" not in "\n".join(lines)
    document = status(coopctl, "--disputed")
    assert [row["item"] for row in document["items"]] == ["1.1"]
    assert [row["id"] for row in document["disputed"]] == [
        story.meeting, story.outcome, story.update,
    ]  # fmt: skip
    assert document["disputed"][1] == {
        "plan": "test", "id": story.outcome, "kind": "outcome", "item": "2.1",
        "happened_on": "2025-02-01", "title": "Lớp đầu", "disputed_by": "hung-yen",
        "disputed_on": "2026-06-30", "reason": f"Sai {story.outcome}", "confirmation": "disputed",
    }  # fmt: skip
    assert "disputed" not in status(coopctl)


def test_disputed_goes_with_the_other_filters(workspace: Path, coopctl: Runner) -> None:
    story = tell(coopctl)
    for entry in (story.update, story.meeting, story.outcome, story.done):
        assert coopctl("dispute", entry, "--reason", "Sai", *THEIRS).code == 0

    def ids(*words: str) -> list[str]:
        return [row["id"] for row in status(coopctl, "--disputed", *words)["disputed"]]

    assert ids("--party", "Phú Thọ") == [story.meeting, story.update, story.done]
    assert ids("--timeliness", "overdue") == [story.update]
    assert ids("2") == [story.meeting, story.outcome]
    assert ids("3.1") == [story.done]
    assert ids("--as-of", "29/6/2026") == []
    assert "nothing is disputed" in coopctl("status", "--disputed", "--as-of", "29/6/2026").out


def test_an_older_update_is_no_longer_listed(workspace: Path, coopctl: Runner) -> None:
    update = report(coopctl, workspace, "1.1", "--on", "1/3/2026")
    assert coopctl("dispute", update, "--reason", "Sai", *THEIRS).code == 0
    report(coopctl, workspace, "1.1", "--on", "1/4/2026")
    document = status(coopctl, "--disputed")
    assert (document["items"], document["disputed"]) == ([], [])
    assert "≠ disputed by Hưng Yên on 30/6/2026 (Bình): Sai" in coopctl("show", "1.1").out


def test_disputes_over_several_plans(workspace: Path, coopctl: Runner) -> None:
    other = PLAN.replace("id: test", "id: other")
    (workspace / "plans" / "other.yaml").write_text(other, "utf-8")
    update = report(coopctl, workspace, "other:1.1")
    assert coopctl("dispute", update, "--reason", "Sai", *THEIRS).code == 0
    out = coopctl("status", "--disputed").out
    assert f"{update}  Update · 1.1" in out
    assert "disputed by Hưng Yên on 30/6/2026: Sai" in out
    assert "What is disputed" not in coopctl("status").out


def test_tables_say_what_was_said_as_of_the_day(workspace: Path, coopctl: Runner) -> None:
    story = tell(coopctl)
    coopctl("dispute", story.update, "--reason", "Sai", *THEIRS)
    for name in ("items", "actions", "updates", "meetings", "outcomes", "extensions"):
        assert "confirmation" in table(coopctl, name)[0]
    assert [row["confirmation"] for row in table(coopctl, "updates")] == ["disputed", "unconfirmed"]
    early = table(coopctl, "updates", "--as-of", "29/6/2026")
    assert [row["confirmation"] for row in early] == ["unconfirmed", "unconfirmed"]
    unknown = table(coopctl, "updates", "--known-at", "30/6/2026")
    assert [row["confirmation"] for row in unknown] == ["disputed", "unconfirmed"]
    rows = {row["item"]: row for row in table(coopctl, "items")}
    assert (rows["1.1"]["confirmation"], rows["1.1"]["move"]) == ("disputed", "hoa-binh")
    labels = coopctl("export", "csv", "items", "--labels", lang="vi").out
    assert "Bên phải xử lý" in labels.splitlines()[0]
    assert "Có ý kiến khác,Phú Thọ" in labels


def test_text_of_a_reason_is_data(workspace: Path, coopctl: Runner) -> None:
    update = report(coopctl, workspace)
    reason = "[red]{count}[/red] %s :smile: " + "漢字" * 60
    assert coopctl("dispute", update, "--reason", reason, *THEIRS).code == 0
    for words in (("show", "1.1"), ("show", update), ("status", "--disputed"), ("log",)):
        result = coopctl(*words)
        assert result.code == 0
        assert "[red]{count}[/red] %s :smile:" in " ".join(result.out.split())
        assert max(map(cell_len, result.out.splitlines())) <= 80
    refused = coopctl("dispute", update, "--reason", "a\x1bb", *THEIRS)
    assert (refused.code, refused.out) == (2, "")


def test_an_entry_shows_what_is_said_of_it(workspace: Path, coopctl: Runner) -> None:
    story = tell(coopctl)
    coopctl("dispute", story.meeting, "--reason", "Thiếu kết luận", "--on", "29/6/2026", *THEIRS)
    verdict = last(workspace).id
    line = "≠ disputed by Hưng Yên on 29/6/2026 (Bình): Thiếu kết luận"
    assert line in coopctl("show", story.meeting).out.splitlines()
    assert f"      {line}" in coopctl("show", "1.1").out.splitlines()
    lines = coopctl("show", verdict).out.splitlines()
    assert lines[:5] == [
        "Confirmation · test", "Date: 29/6/2026", f"Entry: {story.meeting}", "Verdict: Disputed",
        "Reason: Thiếu kết luận",
    ]  # fmt: skip
    assert "≠" not in coopctl("show", story.meeting, "--as-of", "28/6/2026").out
    assert read_json(coopctl("show", story.meeting, "--json").out)["confirmations"] == [{
        "id": verdict, "entry": story.meeting, "verdict": "disputed", "office": "hung-yen",
        "author": "Bình", "on": "2026-06-29", "text": "Thiếu kết luận",
    }]  # fmt: skip


def test_confirming_a_form_that_disputes_nothing(workspace: Path, coopctl: Runner) -> None:
    report(coopctl, workspace)
    form = "{record: confirmation, item: 1.1, verdict: confirmed, reason: x}"
    result = coopctl("add-update", "--from", "-", *THEIRS, stdin=form)
    assert (result.code, result.out) == (1, "")
    assert "`reason`: only a dispute has a reason" in result.err
    own = coopctl("add-update", "--from", "-", *OURS, stdin=form.replace(", reason: x", ""))
    assert "was recorded by the office of `hoa-binh` itself" in own.err
