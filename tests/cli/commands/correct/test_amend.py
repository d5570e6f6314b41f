"""`amend`: an entry takes another's place; the old one, and why, stay to be seen."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from coopctl.services.workspace import clock
from tests.conftest import TODAY, Runner
from tests.helpers.printed import read_json
from tests.helpers.recorded import journal, last
from tests.helpers.story import Story, entries, tell
from tests.ledger.helpers import check_chain

WHY = ("--reason", "Ghi nhầm")


@pytest.fixture
def story(coopctl: Runner, workspace: Path) -> Story:
    return tell(coopctl)


def amend(coopctl: Runner, *words: str) -> str:
    """Amend, and return the id of the new entry."""
    result = coopctl("amend", *words, *WHY, "--json", "--author", "Bình")
    assert result.code == 0, result.err
    (entry,) = read_json(result.out)
    return str(entry["id"])


def item_row(coopctl: Runner, item: str, *words: str) -> dict[str, Any]:
    (row,) = read_json(coopctl("status", item, "--json", *words).out)["items"]
    return dict(row)


def action_rows(coopctl: Runner, *words: str) -> list[dict[str, Any]]:
    return list(read_json(coopctl("status", "--json", *words).out)["actions"])


def test_the_corrected_entry_stands_in_the_place_of_the_old(
    coopctl: Runner, workspace: Path, story: Story
) -> None:
    result = coopctl("amend", story.update, "--progress", "30", "--difficulty", "", *WHY)
    entry = last(workspace)
    assert (result.code, result.out) == (0, "")
    assert result.err == (
        "  Progress, %: 40 → 30\n  Difficulty: Thiếu kinh phí → not stated\n"
        f"recorded `{entry.id}` in the place of `{story.update}`\n"
    )
    (old,) = [one for one in entries(coopctl) if one["id"] == story.update]
    assert (entry.kind, entry.item, entry.happened_on) == ("update", "1.1", "2025-03-01")
    assert entry.body == {
        "status": "in_progress", "progress": 30, "result": "Đã có 12 đề xuất",
        "correction": {
            "first": story.update, "placed_at": old["recorded_at"], "reason": "Ghi nhầm",
        },
    }  # fmt: skip
    assert len(check_chain(workspace / "coopctl.db")) == 7


def test_every_picture_uses_the_entry_as_corrected(
    coopctl: Runner, workspace: Path, story: Story
) -> None:
    new = amend(coopctl, story.update, "--progress", "30", "--result", "Đã có 9 đề xuất")
    row = item_row(coopctl, "1.1")
    assert (row["progress"], row["result"], row["entry"]) == (30, "Đã có 9 đề xuất", new)
    assert "9 đề xuất" in coopctl("status").out
    assert "12 đề xuất" not in coopctl("status").out
    exported = coopctl("export", "csv", "updates").out
    assert new in exported
    assert story.update not in exported
    shown = coopctl("show", "1.1").out
    assert "In progress 30 %" in shown.splitlines()[1]
    assert f"corrected by {new}, Bình, 30/6/2026: Ghi nhầm" in shown


def test_log_marks_both_and_says_by_whom_when_and_why(
    coopctl: Runner, workspace: Path, story: Story
) -> None:
    new = amend(coopctl, story.update, "--progress", "30")
    out = " ".join(coopctl("log").out.split())
    assert f"(corrected by {new}, Bình, 30/6/2026: Ghi nhầm)" in out
    assert f"(corrects {story.update} on 30/6/2026: Ghi nhầm)" in out
    by_id = {entry["id"]: entry["replaced_by"] for entry in read_json(coopctl("log", "--json").out)}
    assert (by_id[story.update], by_id[new]) == ([new], [])


def test_known_at_before_the_correction_shows_the_old(
    coopctl: Runner, workspace: Path, story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: TODAY + timedelta(days=10))
    new = amend(coopctl, story.update, "--progress", "30")
    before = ("--known-at", "1/7/2026")
    assert item_row(coopctl, "1.1", *before)["progress"] == 40
    assert item_row(coopctl, "1.1")["progress"] == 30
    assert new not in coopctl("show", story.update, *before).out
    assert "40" in coopctl("export", "csv", "updates", *before).out
    assert coopctl("show", new, *before).code == 1


def test_a_correction_of_a_correction_leaves_only_the_last(
    coopctl: Runner, workspace: Path, story: Story
) -> None:
    second = amend(coopctl, story.update, "--progress", "30")
    third = amend(coopctl, second, "--progress", "20")
    assert last(workspace).body["correction"]["first"] == story.update
    exported = coopctl("export", "csv", "updates").out
    assert [one in exported for one in (story.update, second, third)] == [False, False, True]
    shown = coopctl("show", third).out
    assert "    Progress, %: 30 → 20" in shown
    assert "    Progress, %: 40 → 30" in shown


def test_a_correction_keeps_its_place_among_those_of_its_day(
    coopctl: Runner, workspace: Path, story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: TODAY + timedelta(hours=1))
    coopctl("add-update", "1.1", "suspended", "--on", "1/3/2025")
    monkeypatch.setattr(clock, "now", lambda: TODAY + timedelta(hours=2))
    new = amend(coopctl, story.update, "--progress", "30")
    assert item_row(coopctl, "1.1")["status"] == "suspended"
    rows = coopctl("export", "csv", "updates").out.splitlines()[1:]
    assert [row.split(",")[0] for row in rows] == [new, f"{new[:-1]}7", story.done]


@pytest.mark.parametrize("again", ["amend", "retract"])
def test_what_was_corrected_already_names_the_live_entry(
    coopctl: Runner, workspace: Path, story: Story, again: str
) -> None:
    new = amend(coopctl, story.update, "--progress", "30")
    result = coopctl(again, story.update, *WHY)
    assert (result.code, result.out) == (1, "")
    assert result.err.splitlines() == [
        f"error: `{story.update}` was corrected already: `{new}` is in force",
        f"hint: `coopctl {again} {new}` is about that one",
    ]
    assert last(workspace).id == new


@pytest.mark.parametrize("again", ["amend", "retract"])
def test_what_was_taken_back_already_names_what_took_it_back(
    coopctl: Runner, workspace: Path, story: Story, again: str
) -> None:
    assert coopctl("retract", story.update, *WHY).code == 0
    gone = last(workspace).id
    result = coopctl(again, story.update, *WHY)
    assert (result.code, result.out) == (1, "")
    assert result.err.splitlines() == [
        f"error: `{story.update}` was taken back already, by `{gone}`",
        f"hint: `coopctl retract {gone} --reason …` brings it back",
    ]


@pytest.mark.parametrize(
    ("name", "words", "flags"),
    [
        ("update", ("--title", "x", "--place", "y"), "--title, --place"),
        ("outcome", ("--status", "completed"), "--status"),
        ("extension", ("--evidence", "x"), "--evidence"),
        ("meeting", ("--own-reason", "x"), "--own-reason"),
    ],
)
def test_a_flag_of_another_kind_is_refused(
    coopctl: Runner, workspace: Path, story: Story, name: str, words: tuple[str, ...], flags: str
) -> None:
    entry = getattr(story, name)
    result = coopctl("amend", entry, *words, *WHY)
    assert (result.code, result.out) == (2, "")
    assert result.err.splitlines()[0] == (
        f"error: `{entry}` is of the kind “{name.capitalize()}”, which does not have {flags}"
    )
    assert len(journal(workspace)) == 5


@pytest.mark.parametrize("reason", ["", "  ", "\n\t"])
@pytest.mark.parametrize("command", ["amend", "retract", "undo"])
def test_an_empty_reason_is_refused(
    coopctl: Runner, workspace: Path, story: Story, command: str, reason: str
) -> None:
    result = coopctl(command, story.done, "--reason", reason)
    assert (result.code, result.out) == (2, "")
    assert result.err.splitlines()[0] == "error: the reason is empty"
    assert len(journal(workspace)) == 5


@pytest.mark.parametrize("words", [("amend", "--progress", "1"), ("retract",)])
def test_a_reason_is_owed(
    coopctl: Runner, workspace: Path, story: Story, words: tuple[str, ...]
) -> None:
    result = coopctl(words[0], story.update, *words[1:])
    assert (result.code, result.out) == (2, "")
    assert "error: missing: --reason\n" in result.err
    assert len(journal(workspace)) == 5


@pytest.mark.parametrize("char", ["\x1b", "\u202e", "\x00", "\udcff"])
def test_a_reason_that_steers_a_terminal_is_refused(
    coopctl: Runner, workspace: Path, story: Story, char: str
) -> None:
    result = coopctl("amend", story.update, "--progress", "1", "--reason", f"a{char}")
    assert result.code == 2
    assert result.err.startswith("error: `--reason`: ")
    assert char not in result.err


def test_nothing_changed_is_refused(coopctl: Runner, workspace: Path, story: Story) -> None:
    for words in ((), ("--progress", "40"), ("--result", " Đã có 12 đề xuất "), ("--cause", "")):
        result = coopctl("amend", story.update, *words, *WHY)
        assert (result.code, result.out) == (1, "")
        assert result.err.startswith("error: nothing would change: ")
    assert len(journal(workspace)) == 5


def test_mistakes_are_named_with_their_flags(
    coopctl: Runner, workspace: Path, story: Story
) -> None:
    result = coopctl("amend", story.update, "--progress", "200", "--on", "31/2/2025",
                     "--status", "", *WHY)  # fmt: skip
    assert (result.code, result.out) == (2, "")
    errors = [line for line in result.err.splitlines() if line.startswith("error: ")]
    assert errors[0] == "error: missing: --status"
    assert [line.split(": ")[1] for line in errors[1:]] == ["`--on`", "`--progress`"]


def test_the_rules_of_recording_hold(coopctl: Runner, workspace: Path, story: Story) -> None:
    result = coopctl("amend", story.done, "--progress", "90", *WHY)
    assert (result.code, result.out) == (2, "")
    assert "`--progress`: completed, but the progress is 90 %" in result.err


def test_an_extension_is_compared_with_the_due_before_it(
    coopctl: Runner, workspace: Path, story: Story
) -> None:
    coopctl("add-extension", "1.1", "30/9/2026", "--on", "1/6/2026", "--reason", "x",
            "--document", "2/QĐ")  # fmt: skip
    later = last(workspace).id
    refused = coopctl("amend", story.extension, "--due", "31/12/2025", *WHY)
    assert refused.code == 2
    assert "31/12/2025 is not later than the present due, 31/12/2025" in refused.err
    result = coopctl("amend", story.extension, "--due", "28/2/2026", "--own-reason", "mưa", *WHY)
    assert result.code == 0
    assert f"note: a later extension stays in force: `{later}`, due 30/9/2026" in result.err
    body = last(workspace).body
    assert (body["due"], body["due_text"], body["reason"]) == ("2026-02-28", "28/2/2026", "mưa")
    assert body["correction"]["reason"] == "Ghi nhầm"
    assert item_row(coopctl, "1.1")["due"] == "2026-09-30"


def test_only_the_reason_of_an_extension_may_be_corrected(
    coopctl: Runner, workspace: Path, story: Story
) -> None:
    amend(coopctl, story.extension, "--own-reason", "Đổi nhân sự")
    assert item_row(coopctl, "1.1")["due"] == "2026-03-31"


def test_an_update_may_move_to_another_item_of_its_plan(
    coopctl: Runner, workspace: Path, story: Story
) -> None:
    new = amend(coopctl, story.update, "--item", "1.2")
    assert item_row(coopctl, "1.1")["status"] == "not_started"
    assert item_row(coopctl, "1.2")["progress"] == 40
    assert f"corrected by {new}" in coopctl("show", "1.1").out
    assert new in coopctl("show", "1.2").out


def test_an_indicator_of_another_item_is_read_anew(
    coopctl: Runner, workspace: Path, story: Story
) -> None:
    result = coopctl("amend", story.outcome, "--item", "1.2", *WHY)
    assert result.code == 2
    assert "`--indicator`: the item has no indicators" in result.err


def test_an_item_of_another_plan_is_refused(coopctl: Runner, workspace: Path, story: Story) -> None:
    text = (workspace / "plans" / "test.yaml").read_text("utf-8")
    (workspace / "plans" / "two.yaml").write_text(text.replace("id: test", "id: two", 1), "utf-8")
    result = coopctl("amend", story.update, "--item", "two:1.1", *WHY)
    assert result.code == 1
    assert f"error: `{story.update}` belongs to the plan `test`, and stays there" in result.err
    assert amend(coopctl, story.update, "--item", "1.2")
    assert "`test:9.9`" in coopctl("amend", story.done, "--item", "9.9", *WHY).err


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("1.1", "`1.1` is not the id of an entry"),
        ("zzzz-9", "the ledger has no `zzzz-9`"),
        ("\x1b[1m", "`␛[1m` is not the id of an entry"),
        ("hb7kq-99999999999999999999", "is not the id of an entry"),
    ],
)
@pytest.mark.parametrize("command", ["amend", "retract"])
def test_what_is_no_entry(
    coopctl: Runner, workspace: Path, story: Story, command: str, word: str, said: str
) -> None:
    result = coopctl(command, word, *WHY)
    assert (result.code, result.out) == (1, "")
    assert said in result.err.splitlines()[0]
    assert result.err.splitlines()[1].startswith("hint: ")


def test_an_action_is_part_of_its_meeting(coopctl: Runner, workspace: Path, story: Story) -> None:
    result = coopctl("amend", story.action, *WHY)
    assert result.code == 1
    assert f"`{story.action}` is an action, a part of the meeting `{story.meeting}`" in result.err
    assert f"`coopctl add-update {story.action} cancelled`" in result.err


def test_a_plan_and_a_retraction_are_not_amended(
    coopctl: Runner, workspace: Path, story: Story
) -> None:
    coopctl("retract", story.update, *WHY)
    for entry, kind in ((story.plan, "Plan"), (last(workspace).id, "Retraction")):
        result = coopctl("amend", entry, *WHY)
        assert (result.code, result.out) == (1, "")
        assert f"an entry of the kind “{kind}” is not amended" in result.err
    said = coopctl("amend", story.plan, *WHY, lang="vi").err
    assert "không đính chính bản ghi loại “Kế hoạch”" in said


def test_without_an_id_or_a_ledger(coopctl: Runner, workspace: Path) -> None:
    for command in ("amend", "retract"):
        assert coopctl(command, *WHY).code == 2
        result = coopctl(command, "zzzz-1", *WHY)
        assert (result.code, result.out) == (1, "")
    assert coopctl("undo").code == 1
    assert not (workspace / "coopctl.db").exists()


def test_dry_run_records_nothing(coopctl: Runner, workspace: Path, story: Story) -> None:
    words = ("amend", story.update, "--progress", "30", *WHY, "--dry-run")
    dry_run = "note: nothing was recorded: this was a dry run\n"
    assert coopctl(*words).err == "  Progress, %: 40 → 30\n" + dry_run
    result = coopctl(*words, "--json")
    assert (result.code, json.loads(result.err)["message"]) == (0, dry_run[6:-1])
    (draft,) = read_json(result.out)
    assert (draft["replaces"], draft["body"]["progress"]) == (story.update, 30)
    assert len(journal(workspace)) == 5


def test_somebody_elses_entry_is_remarked_on(
    coopctl: Runner, workspace: Path, story: Story
) -> None:
    coopctl("add-update", "1.2", "in_progress", "--office", "hung-yen", "--author", "Chi")
    entry = last(workspace).id
    for command, words in (("amend", ("--progress", "5")), ("retract", ())):
        result = coopctl(command, entry, *words, *WHY, "--office", "hoa-binh", "--dry-run")
        assert f"note: `{entry}` was recorded by Chi of another office, `hung-yen`" in result.err, (
            command
        )
    nobody = coopctl("amend", entry, "--progress", "5", *WHY, "--dry-run")
    assert f"`{entry}` was recorded by Chi of `hung-yen`; you state no office" in nobody.err
    ours = coopctl("amend", entry, "--progress", "5", *WHY, "--office", "hung-yen")
    assert "recorded by" not in ours.err


def test_what_the_other_side_said_of_the_old_text_is_remarked_on(
    coopctl: Runner, workspace: Path
) -> None:
    coopctl("add-update", "1.2", "in_progress", "--office", "hung-yen")
    entry = last(workspace).id
    words = ("amend", entry, "--progress", "5", *WHY, "--dry-run")
    assert "as it stands" not in coopctl(*words).err
    for verdict, done in (("confirm", "confirmed"), ("dispute", "disputed")):
        said = coopctl(verdict, entry, "--office", "hoa-binh", *WHY[: 2 * (verdict == "dispute")])
        assert said.code == 0, said.err
        note = f"note: `hoa-binh` {done} `{entry}` as it stands; once corrected it is unconfirmed"
        assert note in coopctl(*words).err


def test_a_day_to_come_that_was_meant_may_stay(coopctl: Runner, workspace: Path) -> None:
    coopctl("add-update", "1.1", "in_progress", "--on", "1/8/2026", "--yes")
    assert amend(coopctl, last(workspace).id, "--progress", "5")
    assert last(workspace).happened_on == "2026-08-01"


# Meetings


def test_actions_keep_their_ids(coopctl: Runner, workspace: Path) -> None:
    coopctl("add-meeting", "--on", "1/6/2026", "--title", "Họp",
            "--action", "hoa-binh: gửi danh mục: 15/6/2026",
            "--action", "hung-yen: mời chuyên gia")  # fmt: skip
    meeting = last(workspace).id
    coopctl("add-update", f"{meeting}/2", "in_progress", "--progress", "20")
    new = amend(
        coopctl, meeting, "--action", "hung-yen: mời chuyên gia đầu ngành: 30/7/2026",
        "--action", "hoa-binh: soạn quy chế", "--action", "hoa-binh: gửi danh mục: 15/6/2026",
    )  # fmt: skip
    rows = {row["id"]: row for row in action_rows(coopctl)}
    assert {key: row["title"] for key, row in rows.items()} == {
        f"{meeting}/1": "gửi danh mục", f"{meeting}/2": "mời chuyên gia đầu ngành",
        f"{meeting}/3": "soạn quy chế",
    }  # fmt: skip
    assert (rows[f"{meeting}/2"]["progress"], rows[f"{meeting}/2"]["due"]) == (20, "2026-07-30")
    for name in (meeting, new):
        shown = coopctl("show", name).out
        assert f"{meeting}/2  mời chuyên gia đầu ngành" in shown
        assert f"corrects {meeting}: Ghi nhầm" in shown
        assert coopctl("show", f"{name}/3").out.startswith(f"{meeting}/3  soạn quy chế")
    assert f"{meeting}/3" in coopctl("export", "csv", "actions").out
    coopctl("add-update", f"{new}/3", "in_progress")
    assert last(workspace).item == f"{meeting}/3"
    third = amend(coopctl, new, "--title", "Giao ban")
    assert {row["id"] for row in action_rows(coopctl)} == set(rows)
    assert last(workspace).id == third


def test_a_number_is_never_given_again(coopctl: Runner, workspace: Path) -> None:
    coopctl("add-meeting", "--on", "1/6/2026", "--title", "Họp", "--action", "hoa-binh: abc",
            "--action", "hoa-binh: xyz")  # fmt: skip
    meeting = last(workspace).id
    new = amend(coopctl, meeting, "--action", "hoa-binh: abc")
    amend(coopctl, new, "--action", "hoa-binh: abc", "--action", "hoa-binh: một việc khác hẳn")
    assert [row["id"] for row in action_rows(coopctl)] == [f"{meeting}/1", f"{meeting}/3"]
    gone = coopctl("add-update", f"{meeting}/2", "in_progress")
    assert gone.code == 1
    assert f"has no action `{meeting}/2`" in gone.err
    assert f"hint: its actions are: {meeting}/1, {meeting}/3" in gone.err


def test_an_action_with_records_is_not_left_out(
    coopctl: Runner, workspace: Path, story: Story
) -> None:
    coopctl("add-update", story.action, "in_progress")
    update = last(workspace).id
    result = coopctl("amend", story.meeting, "--action", "", *WHY)
    assert (result.code, result.out) == (1, "")
    assert result.err.splitlines() == [
        f"error: the corrected meeting leaves out actions that have records: {story.action}",
        f"hint: put them back, and call them off: `coopctl add-update {story.action} cancelled`",
    ]
    coopctl("retract", update, *WHY)
    assert amend(coopctl, story.meeting, "--action", "")
    assert action_rows(coopctl) == []


def test_the_clock_that_went_back_does_not_change_the_place(
    coopctl: Runner, workspace: Path, story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 6, 30, 4, tzinfo=UTC))
    coopctl("add-update", "1.1", "suspended", "--on", "1/3/2025")
    late = last(workspace)
    assert late.body["came_after"] == "2026-06-30T05:00:00.000000Z"
    new = amend(coopctl, late.id, "--progress", "55")
    assert "came_after" in last(workspace).body
    assert last(workspace).body["correction"]["placed_at"] == "2026-06-30T05:00:00.000000Z"
    assert item_row(coopctl, "1.1")["entry"] == new
