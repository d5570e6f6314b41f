"""`retract`: an entry counts nowhere any more, with all that hangs on it, and stays to be seen."""

from datetime import timedelta
from pathlib import Path

import pytest

from coopctl.services.workspace import clock
from tests.conftest import TODAY, Runner
from tests.helpers.printed import read_json
from tests.helpers.recorded import journal, last
from tests.helpers.story import Story, entries, tell

WHY = ("--reason", "Ghi nhầm")


@pytest.fixture
def story(coopctl: Runner, workspace: Path) -> Story:
    return tell(coopctl)


def retract(coopctl: Runner, entry: str) -> str:
    """Retract, and return the id of the retraction."""
    result = coopctl("retract", entry, *WHY, "--json")
    assert result.code == 0, result.err
    (found,) = read_json(result.out)
    return str(found["id"])


def status_of(coopctl: Runner, item: str, *words: str) -> str:
    (row,) = read_json(coopctl("status", item, "--json", *words).out)["items"]
    return str(row["status"])


def test_an_update_counts_no_more_and_stays_to_be_seen(
    coopctl: Runner, workspace: Path, story: Story
) -> None:
    result = coopctl("retract", story.update, *WHY)
    entry = last(workspace)
    assert (result.code, result.out) == (0, "")
    assert result.err.splitlines() == [
        "  Update · 1.1", "  Date: 1/3/2025", "  Status: In progress", "  Progress, %: 40",
        "  Result: Đã có 12 đề xuất", "  Difficulty: Thiếu kinh phí",
        f"recorded `{entry.id}`: took back `{story.update}`",
        "hint: `coopctl undo` takes that back",
    ]  # fmt: skip
    assert (entry.kind, entry.item, entry.happened_on) == ("retraction", "1.1", "2026-06-30")
    assert entry.body == {"reason": "Ghi nhầm", "whole": True}
    assert status_of(coopctl, "1.1") == "not_started"
    assert story.update not in coopctl("export", "csv", "updates").out
    assert f"taken back by {entry.id}, tester, 30/6/2026: Ghi nhầm" in coopctl("show", "1.1").out
    shown = coopctl("show", story.update).out
    assert f"taken back by {entry.id}: Ghi nhầm (tester, 30/6/2026 12:00)" in shown
    itself = coopctl("show", entry.id).out
    assert f"takes back {story.update}: Ghi nhầm" in itself
    assert "    Result: Đã có 12 đề xuất" in itself
    out = " ".join(coopctl("log").out.split())
    assert f"(taken back by {entry.id}, tester, 30/6/2026: Ghi nhầm)" in out
    assert f"Retraction 1.1 takes back {story.update}: Ghi nhầm" in out


def test_log_shows_only_retractions(coopctl: Runner, workspace: Path, story: Story) -> None:
    gone = retract(coopctl, story.update)
    for word in ("retraction", "Retraction"):
        (entry,) = read_json(coopctl("log", "--kind", word, "--json").out)
        assert entry["id"] == gone


def test_a_corrected_thing_goes_with_all_its_versions(
    coopctl: Runner, workspace: Path, story: Story
) -> None:
    coopctl("amend", story.update, "--progress", "30", *WHY)
    second = last(workspace).id
    retract(coopctl, second)
    assert status_of(coopctl, "1.1") == "not_started"
    for entry in (story.update, second):
        assert f"by `{last(workspace).id}`" in coopctl("amend", entry, *WHY).err
    retract(coopctl, last(workspace).id)
    assert status_of(coopctl, "1.1") == "in_progress"
    assert second in coopctl("export", "csv", "updates").out


def test_a_retracted_retraction_brings_back(coopctl: Runner, workspace: Path, story: Story) -> None:
    gone = retract(coopctl, story.update)
    result = coopctl("retract", gone, *WHY)
    assert result.code == 0
    assert f"took back `{gone}`, so that `{story.update}` is in force again" in result.err
    assert f"(tester, 30/6/2026 12:00) – {gone} was itself taken back since" in (
        " ".join(coopctl("show", story.update).out.split())
    )
    assert status_of(coopctl, "1.1") == "in_progress"
    again = coopctl("retract", last(workspace).id, *WHY)
    assert f"so that `{story.update}` is taken back again" in again.err
    assert status_of(coopctl, "1.1") == "not_started"


def test_a_meeting_says_first_what_goes_with_it(
    coopctl: Runner, workspace: Path, story: Story
) -> None:
    coopctl("add-update", story.action, "in_progress")
    coopctl("add-outcome", story.action, "--title", "Danh mục")
    result = coopctl("retract", story.meeting, *WHY, "--dry-run")
    assert result.code == 0
    assert f"note: with it goes the action `{story.action}`, 2 records: Gửi danh mục" in result.err
    assert last(workspace).kind == "outcome"


def test_a_meeting_takes_its_actions_and_their_records_along(
    coopctl: Runner, workspace: Path, story: Story
) -> None:
    for words in (
        ("add-update", story.action, "in_progress", "--result", "Đã gửi nháp"),
        ("add-outcome", story.action, "--title", "Danh mục"),
        ("add-extension", story.action, "1/1/2025", "--reason", "x", "--document", "y"),
    ):
        assert coopctl(*words).code == 0
    kept = {table: coopctl("export", "csv", table).out for table in ("updates", "outcomes")}
    gone = retract(coopctl, story.meeting)
    assert read_json(coopctl("status", "--json").out)["actions"] == []
    for table in ("updates", "outcomes", "extensions", "actions", "meetings"):
        assert story.meeting not in coopctl("export", "csv", table).out, table
    assert story.update in coopctl("export", "csv", "updates").out
    assert story.outcome in coopctl("export", "csv", "outcomes").out
    assert "Gửi danh mục" not in coopctl("show", "1.1").out
    meeting = coopctl("show", story.meeting).out
    assert f"taken back by {gone}: Ghi nhầm" in meeting
    assert "hoa-binh: Gửi danh mục (due 1/12/2024)" in meeting
    assert coopctl("search", "gửi nháp").out == "nothing has “gửi nháp”\n"
    retract(coopctl, gone)
    assert {table: coopctl("export", "csv", table).out for table in kept} == kept
    assert "[Đã gửi nháp]" in coopctl("search", "Đã gửi nháp").out


def test_the_chart_counts_nothing_of_a_retracted_meeting(
    coopctl: Runner, workspace: Path, story: Story
) -> None:
    before = coopctl("chart", "--json").out
    assert (
        coopctl("add-meeting", "--on", "3/6/2026", "--title", "Họp", "--action", "hung-yen: x").code
        == 0
    )
    meeting = last(workspace).id
    assert coopctl("add-update", f"{meeting}/1", "in_progress").code == 0
    with_it = coopctl("chart", "--json").out
    gone = retract(coopctl, meeting)
    assert coopctl("chart", "--json").out == before != with_it
    retract(coopctl, gone)
    assert coopctl("chart", "--json").out == with_it


def test_the_action_of_a_retracted_meeting_cannot_be_updated(
    coopctl: Runner, workspace: Path, story: Story
) -> None:
    gone = retract(coopctl, story.meeting)
    for words in (("add-update", story.action, "completed", "--completed-on", "1/6/2026"),
                  ("add-outcome", story.action, "--title", "x"), ("show", story.action)):  # fmt: skip
        result = coopctl(*words)
        assert (result.code, result.out) == (1, "")
        assert result.err.splitlines()[0] == (
            f"error: the meeting of `{story.action}` was taken back by `{gone}`, and its actions with it"
        )
        assert f"`coopctl retract {gone} --reason …` brings it back" in result.err
    assert last(workspace).id == gone


def test_the_update_of_an_action_of_a_retracted_meeting_is_not_confirmed(
    coopctl: Runner, workspace: Path, story: Story
) -> None:
    assert coopctl("add-update", story.action, "in_progress", "--office", "hoa-binh").code == 0
    update = last(workspace).id
    gone = retract(coopctl, story.meeting)
    result = coopctl("confirm", update, "--office", "hung-yen")
    assert (result.code, result.out) == (1, "")
    assert f"the meeting of `{story.action}` was taken back by `{gone}`" in result.err
    assert last(workspace).id == gone


@pytest.mark.parametrize("number", ["2", "99999999999999999"])
def test_a_number_that_the_meeting_does_not_have(
    coopctl: Runner, workspace: Path, story: Story, number: str
) -> None:
    word = f"{story.meeting}/{number}"
    result = coopctl("add-update", word, "in_progress")
    assert (result.code, result.out) == (1, "")
    assert result.err.splitlines() == [
        f"error: the meeting `{story.meeting}` has no action `{word}`",
        f"hint: its actions are: {story.action}",
    ]


def test_known_at_before_the_retraction_shows_all(
    coopctl: Runner, workspace: Path, story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    coopctl("add-update", story.action, "in_progress")
    monkeypatch.setattr(clock, "now", lambda: TODAY + timedelta(days=10))
    retract(coopctl, story.meeting)
    before = ("--known-at", "1/7/2026")
    assert len(read_json(coopctl("status", "--json", *before).out)["actions"]) == 1
    assert story.action in coopctl("export", "csv", "updates", *before).out
    assert story.action not in coopctl("export", "csv", "updates").out
    assert coopctl("show", story.meeting, *before).out.startswith("Gặp nhau")
    assert "taken back" not in coopctl("show", story.meeting, *before).out
    assert coopctl("show", story.action, *before).out.startswith(f"{story.action}  Gửi danh mục")
    assert coopctl("show", story.action, "--known-at", "10/7/2026").code == 1


def test_what_was_recorded_later_says_so(
    coopctl: Runner, workspace: Path, story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: TODAY + timedelta(days=10))
    gone = retract(coopctl, story.meeting)
    result = coopctl("show", gone, "--known-at", "1/7/2026")
    assert (result.code, result.out) == (1, "")
    assert result.err.splitlines() == [
        f"error: there was no `{gone}` yet at that time",
        "hint: name a later day, or leave out `--as-of`, `--known-at` and `--period`",
    ]


def test_a_plan_is_not_retracted(coopctl: Runner, workspace: Path, story: Story) -> None:
    result = coopctl("retract", story.plan, *WHY)
    assert (result.code, result.out) == (1, "")
    assert f"error: `{story.plan}` is a version of the plan `test`" in result.err
    assert len(journal(workspace)) == 5


def test_an_action_is_not_retracted(coopctl: Runner, workspace: Path, story: Story) -> None:
    result = coopctl("retract", story.action, *WHY)
    assert (result.code, result.out) == (1, "")
    assert "is an action, a part of the meeting" in result.err


def test_every_entry_of_the_journal_stays(coopctl: Runner, workspace: Path, story: Story) -> None:
    before = entries(coopctl)
    retract(coopctl, story.meeting)
    after = {entry["id"]: entry for entry in entries(coopctl)}
    assert all(after[entry["id"]]["hash"] == entry["hash"] for entry in before)
    assert len(after) == len(before) + 1
