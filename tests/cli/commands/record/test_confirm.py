"""`coopctl confirm`: the other office agrees; who may, with what, and what it changes."""

from pathlib import Path
from typing import Any

import pytest

from tests.conftest import PLAN, Runner
from tests.helpers.printed import read_json
from tests.helpers.recorded import journal, last, untouched
from tests.helpers.story import entries, replace, tell

OURS = ("--office", "hoa-binh")
THEIRS = ("--office", "hung-yen", "--author", "Bình")


def status(coopctl: Runner, *words: str) -> dict[str, Any]:
    """Return `status --json`."""
    result = coopctl("status", "--json", *words)
    assert result.code == 0, result.err
    document: dict[str, Any] = read_json(result.out)
    return document


def item(coopctl: Runner, item_id: str, *words: str) -> dict[str, Any]:
    """Return an item's row."""
    (row,) = status(coopctl, item_id, *words)["items"]
    return dict(row)


def report(coopctl: Runner, workspace: Path, item_id: str = "1.1", *words: str) -> str:
    """Record an update by the office of Hòa Bình; return its id."""
    result = coopctl("add-update", item_id, "in_progress", *words, *OURS)
    assert result.code == 0, result.err
    return last(workspace).id


def complete(coopctl: Runner, workspace: Path) -> str:
    """Record that 1.1 was completed, by Hòa Bình, which the plan wants confirmed; return the id."""
    file = workspace / "plans" / "test.yaml"
    file.write_text(
        PLAN.replace("due: Q4/2025", "due: Q4/2025\n        confirm: required"), "utf-8"
    )
    words = ("--completed-on", "1/12/2025", "--on", "2/12/2025", "--evidence", "9/BC", *OURS)
    assert coopctl("add-update", "1.1", "completed", *words).code == 0
    return last(workspace).id


def test_the_other_office_confirms_an_entry(workspace: Path, coopctl: Runner) -> None:
    update = report(coopctl, workspace)
    result = coopctl("confirm", update, "--note", "Đã nhận", "--on", "29/6/2026", *THEIRS, "--yes")
    assert (result.code, result.out) == (2, "")  # the update itself is of 30/6/2026
    result = coopctl("confirm", update, "--note", "Đã nhận", *THEIRS)
    entry = last(workspace)
    assert (result.code, result.out) == (0, "")
    assert result.err == f"recorded `{entry.id}`: `hung-yen` confirms `{update}`\n"
    assert (entry.kind, entry.item, entry.office) == ("confirmation", "1.1", "hung-yen")
    assert entry.body == {"entry": update, "verdict": "confirmed", "note": "Đã nhận"}
    assert item(coopctl, "1.1")["confirmation"] == "confirmed"


def test_an_item_or_an_action_stands_for_its_last_update(workspace: Path, coopctl: Runner) -> None:
    story = tell(coopctl)
    result = coopctl("confirm", "1.1", *THEIRS)
    assert result.err.splitlines()[0] == (
        f"note: the last update of `1.1` is `{story.update}` of 1/3/2025: In progress"
    )
    assert last(workspace).body["entry"] == story.update
    assert coopctl("confirm", "1.1", "--on", "28/2/2025", *THEIRS).code == 1  # nothing by then
    assert coopctl("add-update", story.action, "in_progress", *OURS).code == 0
    update = last(workspace).id
    assert coopctl("confirm", story.action, *THEIRS).code == 0
    assert (last(workspace).item, last(workspace).body["entry"]) == (story.action, update)
    (row,) = status(coopctl)["actions"]
    assert row["confirmation"] == "confirmed"


@pytest.mark.parametrize("kind", ["meeting", "outcome", "extension"])
def test_other_kinds_are_confirmed_by_their_id(workspace: Path, coopctl: Runner, kind: str) -> None:
    story = tell(coopctl)
    entry: str = getattr(story, kind)
    assert coopctl("confirm", entry, *THEIRS).code == 0
    assert last(workspace).body == {"entry": entry, "verdict": "confirmed"}
    shown = coopctl("show", entry).out
    assert "✓ confirmed by Hưng Yên on 30/6/2026 (Bình)" in shown
    document = read_json(coopctl("show", entry, "--json").out)
    assert [one["office"] for one in document["confirmations"]] == ["hung-yen"]
    table = coopctl("export", "csv", f"{kind}s").out.splitlines()
    column = table[0].split(",").index("confirmation")
    assert "confirmed" in table[1].split(",")[column:]


def test_ones_own_entry_is_for_the_other_side(workspace: Path, coopctl: Runner) -> None:
    update = report(coopctl, workspace)
    before = journal(workspace)
    for command in (("confirm", update), ("dispute", "1.1", "--reason", "x")):
        result = coopctl(*command, *OURS, "--author", "Bình")
        assert (result.code, result.out) == (1, "")
        assert result.err.splitlines() == [
            f"error: `{update}` was recorded by the office of `hoa-binh` itself",
            "hint: confirming or disputing it is for the other side: hung-yen",
        ]
    assert journal(workspace) == before


def test_an_entry_without_office_is_not_confirmed_by_its_author(
    workspace: Path, coopctl: Runner
) -> None:
    story = tell(coopctl)
    result = coopctl("confirm", story.update, "--office", "hung-yen", "--author", "An")
    assert (result.code, result.out) == (1, "")
    assert result.err.splitlines()[0] == (
        f"error: `{story.update}` was recorded by An, without an office"
    )
    assert coopctl("confirm", story.update, *THEIRS).code == 0


def test_without_an_office_nobody_can_tell_whose_word_it_is(
    workspace: Path, coopctl: Runner
) -> None:
    update = report(coopctl, workspace)
    result = coopctl("confirm", update)
    assert (result.code, result.out) == (2, "")
    assert "`--office`: hung-yen, hoa-binh" in result.err.splitlines()[1]
    assert last(workspace).id == update
    (workspace / "coopctl.toml").write_text('office = "hung-yen"\n', "utf-8")
    assert coopctl("confirm", update).code == 0


def test_an_office_that_is_no_party_of_the_plan(workspace: Path, coopctl: Runner) -> None:
    update = report(coopctl, workspace)
    result = coopctl("confirm", update, "--office", "ha-noi")
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith("error: the plan has no party `ha-noi`\nhint: one of: ")


def test_what_was_corrected_is_refused_with_the_live_entry(
    workspace: Path, coopctl: Runner
) -> None:
    story = tell(coopctl)
    assert coopctl("confirm", story.update, *THEIRS).code == 0
    (old,) = [entry for entry in entries(coopctl) if entry["id"] == story.update]
    correction = {"first": old["id"], "placed_at": old["recorded_at"], "reason": "x"}
    new = replace(workspace, old, progress=60, correction=correction)
    assert item(coopctl, "1.1")["confirmation"] == "unconfirmed"
    result = coopctl("confirm", story.update, *THEIRS)
    assert (result.code, result.out) == (1, "")
    assert result.err.splitlines() == [
        f"error: `{story.update}` was corrected; `{new}` stands in its place",
        f"hint: read that one with `coopctl show {new}`, then name it",
    ]
    assert coopctl("confirm", new, "--office", "hoa-binh").code == 0
    assert item(coopctl, "1.1")["confirmation"] == "confirmed"


def test_what_was_taken_back_is_not_confirmed(workspace: Path, coopctl: Runner) -> None:
    story = tell(coopctl)
    (old,) = [entry for entry in entries(coopctl) if entry["id"] == story.outcome]
    replace(workspace, {**old, "kind": "retraction"}, reason="x")
    result = coopctl("confirm", story.outcome, *THEIRS)
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith(f"error: `{story.outcome}` was taken back\nhint: ")


@pytest.mark.parametrize("word", ["plan", "confirmation"])
def test_kinds_that_nobody_confirms(workspace: Path, coopctl: Runner, word: str) -> None:
    story = tell(coopctl)
    assert coopctl("confirm", story.update, *THEIRS).code == 0
    entry = story.plan if word == "plan" else last(workspace).id
    result = coopctl("confirm", entry, *OURS)
    assert (result.code, result.out) == (1, "")
    assert result.err.splitlines() == [
        f"error: `{entry}` is nothing to be confirmed: {word.title()}",
        "hint: updates, meetings, outcomes and extensions are",
    ]


def test_an_item_that_nothing_was_reported_of(workspace: Path, coopctl: Runner) -> None:
    result = coopctl("confirm", "2.2", *THEIRS)
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith("error: there is no update of `2.2` by 30/6/2026\n")
    assert untouched(workspace)


@pytest.mark.parametrize("word", ["9.9", "zzzz-1", "zzzz-1/1", "đ", "1.1/2"])
def test_what_is_not_there(workspace: Path, coopctl: Runner, word: str) -> None:
    result = coopctl("confirm", word, *THEIRS)
    assert (result.code, result.out) == (1, "")
    assert f"`{word}`" in result.err
    assert untouched(workspace)


def test_the_id_is_owed(workspace: Path, coopctl: Runner) -> None:
    result = coopctl("confirm", *THEIRS)
    assert (result.code, result.out) == (2, "")
    assert result.err == "error: missing: ID\nhint: `coopctl confirm --help` says what each is\n"
    assert untouched(workspace)


def test_a_day_before_the_entry_or_to_come(workspace: Path, coopctl: Runner) -> None:
    update = report(coopctl, workspace, "1.1", "--on", "1/3/2026")
    early = coopctl("confirm", update, "--on", "28/2/2026", *THEIRS)
    assert (early.code, early.out) == (2, "")
    assert early.err.startswith("error: `--on`: 28/2/2026 is before the entry itself, 1/3/2026\n")
    late = coopctl("confirm", update, "--on", "1/7/2026", *THEIRS)
    assert (late.code, late.out) == (2, "")
    assert last(workspace).id == update


def test_dry_run_and_json(workspace: Path, coopctl: Runner) -> None:
    update = report(coopctl, workspace)
    dry = coopctl("confirm", update, "--dry-run", *THEIRS)
    assert (dry.code, dry.out) == (0, "")
    assert dry.err.splitlines() == [
        "  Confirmation · 1.1", "  Date: 30/6/2026", f"  Entry: {update}", "  Verdict: Confirmed",
        "note: nothing was recorded: this was a dry run",
    ]  # fmt: skip
    assert last(workspace).id == update
    (made,) = read_json(coopctl("confirm", update, "--json", *THEIRS).out)
    assert made["id"] == last(workspace).id
    assert made["body"] == {"entry": update, "verdict": "confirmed", "command": made["id"]}


def test_completion_waits_for_the_other_side_where_the_plan_says_so(
    workspace: Path, coopctl: Runner
) -> None:
    update = complete(coopctl, workspace)
    waiting = item(coopctl, "1.1")
    assert {name: waiting[name] for name in ("status", "timeliness", "completed_on", "move")} == {
        "status": "awaiting_confirmation", "timeliness": "overdue", "completed_on": None,
        "move": "hung-yen",
    }  # fmt: skip
    assert status(coopctl)["summary"]["completed"] == 0
    said = " ".join(coopctl("status").out.split())
    assert "Awaiting confirmation 100 % due Q4/2025 (31/12/2025) · Phú Thọ · move: Hưng Yên" in said
    assert coopctl("confirm", "1.1", *THEIRS).code == 0
    assert last(workspace).body["entry"] == update
    done = item(coopctl, "1.1")
    assert {name: done[name] for name in ("status", "timeliness", "completed_on", "move")} == {
        "status": "completed", "timeliness": "done_on_time", "completed_on": "2025-12-01",
        "move": "",
    }  # fmt: skip
    assert status(coopctl)["summary"]["completed"] == 1
    assert item(coopctl, "1.1", "--as-of", "29/6/2026")["status"] == "awaiting_confirmation"
    page = coopctl("show", "1.1").out
    assert "  Confirmation: completion counts once another party confirmed it" in page


def test_only_the_very_entry_that_was_confirmed_counts(workspace: Path, coopctl: Runner) -> None:
    complete(coopctl, workspace)
    assert coopctl("confirm", "1.1", *THEIRS).code == 0
    words = ("--completed-on", "2/12/2025", "--evidence", "10/BC", *OURS)
    assert coopctl("add-update", "1.1", "completed", *words).code == 0
    assert item(coopctl, "1.1")["status"] == "awaiting_confirmation"


def test_everything_else_waits_for_nothing(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    row = item(coopctl, "3.1")
    assert (row["status"], row["confirmation"], row["move"]) == ("completed", "unconfirmed", "")
    assert item(coopctl, "2.2")["confirmation"] is None


def test_a_form_may_hold_verdicts(workspace: Path, coopctl: Runner) -> None:
    story = tell(coopctl)
    form = (
        "- {record: confirmation, item: 1.1, verdict: confirmed, note: Đúng}\n"
        f"- {{record: confirmation, item: {story.meeting}, verdict: disputed, reason: Thiếu}}\n"
    )
    assert coopctl("add-update", "--from", "-", *THEIRS, stdin=form).code == 0
    assert [row.body["verdict"] for row in journal(workspace)[-2:]] == ["confirmed", "disputed"]
    bad = form.replace(", reason: Thiếu", "")
    result = coopctl("add-update", "--from", "-", *THEIRS, stdin=bad)
    assert (result.code, result.out) == (1, "")
    assert "<stdin>:2:3: error: `reason`: a dispute needs its reason" in result.err
    assert len(journal(workspace)) == 7


def test_log_shows_verdicts_and_can_be_kept_to_them(workspace: Path, coopctl: Runner) -> None:
    story = tell(coopctl)
    assert coopctl("confirm", story.update, "--note", "Đúng", *THEIRS).code == 0
    said = " ".join(coopctl("log", "--kind", "confirmation").out.split())
    assert said == (
        f"30/6/2026 {last(workspace).id} Confirmation 1.1 Confirmed: {story.update}, Đúng Bình"
    )
    assert "Đã xác nhận" in coopctl("log", "--kind", "xác nhận", lang="vi").out


@pytest.mark.parametrize("office", ["Hưng Yên", "hung yen", "Hung Yen DOST", "HUNG-YEN"])
def test_the_office_by_any_name_is_recorded_by_its_id(
    workspace: Path, coopctl: Runner, office: str
) -> None:
    update = report(coopctl, workspace)
    assert coopctl("confirm", update, "--office", office, "--author", "Bình").code == 0
    assert last(workspace).office == "hung-yen"


def test_the_party_was_called_otherwise_before(workspace: Path, coopctl: Runner) -> None:
    for name in ("Sở KH&CN tỉnh Hòa Bình", "phu tho", "Phú Thọ", "Hoa Binh DOST"):
        assert coopctl("add-update", "1.2", "in_progress", "--office", name).code == 0
        assert last(workspace).office == "hoa-binh"
        shown = coopctl("log", "--kind", "update", "--party", name)
        assert last(workspace).id in shown.out
        rows = status(coopctl, "--party", name)["items"]
        assert {row["item"] for row in rows} == {"1.1", "3.1"}


def test_a_meeting_takes_names_of_parties(workspace: Path, coopctl: Runner) -> None:
    words = (
        "--on", "1/2/2025", "--title", "Họp", "--host", "Hòa Bình",
        "--attendee", "Sở KH&CN tỉnh Hưng Yên: Trần B", "--action", "Phú Thọ, Hưng Yên: gửi: 1/3/2025",
    )  # fmt: skip
    assert coopctl("add-meeting", *words).code == 0
    body = last(workspace).body
    assert body["host"] == "hoa-binh"
    assert body["attendees"] == [{"party": "hung-yen", "name": "Trần B"}]
    assert (body["actions"][0]["lead"], body["actions"][0]["cooperating"]) == (
        "hoa-binh", ["hung-yen"],
    )  # fmt: skip


def test_a_name_of_several_parties_is_refused_with_all(workspace: Path, coopctl: Runner) -> None:
    file = workspace / "plans" / "test.yaml"
    file.write_text(PLAN.replace("short: Hưng Yên", "short: Phú Thọ"), "utf-8")
    for words in (
        ("status", "--party", "Phú Thọ"),
        ("add-update", "1.1", "in_progress", "--office", "phu tho"),
    ):
        result = coopctl(*words)
        assert (result.code, result.out) == (1, "")
        assert result.err.splitlines()[0].startswith("error: several parties are called `")
        assert result.err.splitlines()[1] == "hint: write one of: hung-yen, hoa-binh"
