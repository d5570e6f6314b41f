"""`undo`: what the newest command recorded is taken back, all of it; once more brings it back."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from coopctl.domain.record.entries import Draft
from coopctl.ledger.file import database
from coopctl.ledger.journal.journal import Writer, append
from coopctl.services.workspace import clock
from tests.conftest import PLAN, Runner
from tests.helpers.printed import read_json
from tests.helpers.recorded import journal, last
from tests.helpers.story import Story, tell


@pytest.fixture
def story(coopctl: Runner, workspace: Path) -> Story:
    return tell(coopctl)


def row(coopctl: Runner, item: str) -> dict[str, Any]:
    (found,) = read_json(coopctl("status", item, "--json").out)["items"]
    return dict(found)


def write_plan(workspace: Path, text: str, at: int) -> None:
    plan = workspace / "plans" / "test.yaml"
    plan.write_text(text, "utf-8")
    os.utime(plan, (at, at))


@contextmanager
def of_another(workspace: Path) -> Iterator[sqlite3.Connection]:
    """Write into the ledger as another file would have, whose entries were taken in."""
    with closing(database.open_existing(workspace / "coopctl.db")) as connection:
        label = connection.execute("select label from replica").fetchone()[0]
        connection.execute("update replica set label = 'other'")
        yield connection
        connection.execute("update replica set label = ?", (label,))


def test_undo_after_undo_brings_it_back(coopctl: Runner, workspace: Path, story: Story) -> None:
    result = coopctl("undo")
    first = last(workspace)
    assert (result.code, result.out) == (0, "")
    assert result.err.splitlines()[0] == "  Update · 3.1"
    assert result.err.splitlines()[-2:] == [
        f"recorded `{first.id}`: took back `{story.done}`",
        "hint: `coopctl undo` once more takes that back",
    ]
    assert (first.kind, first.body) == ("retraction", {})
    assert row(coopctl, "3.1")["status"] == "not_started"
    result = coopctl("undo")
    assert f"took back `{first.id}`, so that `{story.done}` is in force again" in result.err
    assert row(coopctl, "3.1")["status"] == "completed"
    result = coopctl("undo")
    assert f"so that `{story.done}` is taken back again" in result.err
    assert row(coopctl, "3.1")["status"] == "not_started"
    assert [entry.kind for entry in journal(workspace)[-3:]] == ["retraction"] * 3


def test_undo_of_a_correction_brings_the_first_back(
    coopctl: Runner, workspace: Path, story: Story
) -> None:
    coopctl("amend", story.update, "--progress", "30", "--reason", "x")
    new = last(workspace).id
    result = coopctl("undo")
    assert f"took back `{new}`, so that `{story.update}` is in force again" in result.err
    assert row(coopctl, "1.1")["entry"] == story.update
    coopctl("undo")
    assert row(coopctl, "1.1")["entry"] == new


def test_undo_of_a_retraction(coopctl: Runner, workspace: Path, story: Story) -> None:
    coopctl("amend", story.update, "--progress", "30", "--reason", "x")
    new = last(workspace).id
    coopctl("retract", new, "--reason", "x")
    assert row(coopctl, "1.1")["entry"] is None
    coopctl("undo")
    assert row(coopctl, "1.1")["entry"] == new


def test_undo_with_a_reason_and_as_json(coopctl: Runner, workspace: Path, story: Story) -> None:
    result = coopctl("undo", "--reason", "lỡ tay", "--json")
    (entry,) = read_json(result.out)
    assert entry["replaces"] == story.done
    assert entry["body"] == {"reason": "lỡ tay", "command": entry["id"]}
    assert f"takes back {story.done}: lỡ tay" in " ".join(coopctl("log").out.split())


def test_lines_of_a_text_stay_under_it(coopctl: Runner, workspace: Path) -> None:
    words = ("add-meeting", "--on", "1/6/2026", "--title", "Họp", "--proceedings", "một\nhai")
    shown = "\n  Title: Họp\n  Proceedings: một\n    hai\n"
    assert shown in coopctl(*words, "--dry-run").err
    assert coopctl(*words).code == 0
    assert shown in coopctl("undo").err


def test_dry_run_records_nothing(coopctl: Runner, workspace: Path, story: Story) -> None:
    result = coopctl("undo", "--dry-run", "--json")
    assert (result.code, read_json(result.out)[0]["replaces"]) == (0, story.done)
    assert last(workspace).id == story.done


def test_nothing_to_undo(coopctl: Runner, workspace: Path) -> None:
    result = coopctl("undo")
    assert (result.code, result.out) == (1, "")
    assert result.err.splitlines()[0] == "error: there is nothing to undo"
    assert not (workspace / "coopctl.db").exists()


def test_the_first_version_of_a_plan_counts_as_nothing(coopctl: Runner, workspace: Path) -> None:
    coopctl("add-update", "1.1", "in_progress")
    (workspace / "plans" / "two.yaml").write_text(PLAN.replace("id: test", "id: two", 1), "utf-8")
    assert coopctl("plan", "update").code == 0
    result = coopctl("undo")
    assert (result.code, result.out) == (1, "")
    assert result.err.splitlines() == [
        "error: there is nothing to undo",
        "hint: last came the first version of the plan `two`; take its file out of the folder",
    ]


def test_a_named_entry_must_be_of_the_newest_command(
    coopctl: Runner, workspace: Path, story: Story
) -> None:
    result = coopctl("undo", story.update)
    assert (result.code, result.out) == (1, "")
    assert result.err.splitlines() == [
        f"error: the newest command did not record `{story.update}`: it recorded `{story.done}`",
        f"hint: `coopctl retract {story.update} --reason …` takes back any entry",
    ]
    assert coopctl("undo", story.done.upper()).code == 0


def test_a_version_that_was_taken_up_is_not_undone(
    coopctl: Runner, workspace: Path, story: Story
) -> None:
    result = coopctl("undo", story.plan)
    assert (result.code, result.out) == (1, "")
    assert result.err.splitlines() == [
        f"error: `{story.plan}` is a version of the plan `test`, taken up from its file: `undo` leaves it",
        "hint: change the plan in its file",
    ]
    write_plan(workspace, PLAN.replace("due: 31/12/2026", "due: 30/9/2026"), 1_700_000_100)
    coopctl("status")
    assert coopctl("undo").code == 0
    assert row(coopctl, "3.1")["status"] == "not_started"
    assert row(coopctl, "1.2")["due"] == "2026-09-30"


def test_another_ledgers_entry_is_refused_with_whose_it_is(
    coopctl: Runner, workspace: Path, story: Story
) -> None:
    with database.open_existing(workspace / "coopctl.db") as connection:
        connection.execute("update replica set label = 'other'")
        draft = Draft("update", "test", "1.2", clock.today(None), {"status": "in_progress"})
        append(connection, draft, Writer("Chi", "hung-yen"), clock.now())
        label = story.update.partition("-")[0]
        connection.execute("update replica set label = ?", (label,))
    connection.close()
    result = coopctl("undo", "other-1")
    assert (result.code, result.out) == (1, "")
    assert result.err.splitlines()[0] == (
        "error: `other-1` was recorded in another ledger, by Chi (hung-yen)"
    )
    assert "`coopctl retract other-1 --reason …` takes back any entry" in result.err
    assert last(workspace).kind != "retraction"
    coopctl("undo")  # not what came last, but what this ledger recorded last
    assert row(coopctl, "3.1")["status"] == "not_started"
    assert row(coopctl, "1.2")["status"] == "in_progress"


def test_what_another_ledger_took_back_is_passed_over(
    coopctl: Runner, workspace: Path, story: Story
) -> None:
    with of_another(workspace) as connection:
        draft = Draft("retraction", "test", "3.1", clock.today(None), {"reason": "x"}, story.done)
        append(connection, draft, Writer("Chi", "hung-yen"), clock.now())
    result = coopctl("undo")
    assert (result.code, result.out) == (0, "")
    assert f"took back `{story.extension}`" in result.err


def test_a_plan_version_goes_and_the_one_before_is_in_force_again(
    coopctl: Runner, workspace: Path, story: Story
) -> None:
    write_plan(workspace, PLAN.replace("due: 31/12/2026", "due: 30/9/2026"), 1_700_000_100)
    assert coopctl("plan", "update").code == 0
    assert row(coopctl, "1.2")["due"] == "2026-09-30"
    version = read_json(coopctl("show", "test", "--json").out)["entry"]
    result = coopctl("undo")
    assert result.code == 0, result.err
    assert (
        f"note: the plan `test` is now as in `{story.plan}`; its file may say otherwise"
        in result.err
    )
    assert row(coopctl, "1.2")["due"] == "2026-12-31"
    assert read_json(coopctl("show", "test", "--json").out)["entry"] == story.plan
    assert row(coopctl, "1.2")["due"] == "2026-12-31"  # the file is not taken up again by itself
    result = coopctl("undo")
    assert f"the plan `test` is now as in `{version}`" in result.err
    assert row(coopctl, "1.2")["due"] == "2026-09-30"


def test_a_plan_file_that_changed_meanwhile_is_not_what_undo_takes_back(
    coopctl: Runner, workspace: Path, story: Story
) -> None:
    write_plan(workspace, PLAN.replace("due: 31/12/2026", "due: 30/9/2026"), 1_700_000_100)
    assert coopctl("undo").code == 0
    assert row(coopctl, "3.1")["status"] == "not_started"
    assert row(coopctl, "1.2")["due"] == "2026-09-30"


def test_known_at_keeps_a_plan_version_that_was_taken_back_later(
    coopctl: Runner, workspace: Path, story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import timedelta

    from tests.conftest import TODAY

    write_plan(workspace, PLAN.replace("due: 31/12/2026", "due: 30/9/2026"), 1_700_000_100)
    assert coopctl("plan", "update").code == 0
    monkeypatch.setattr(clock, "now", lambda: TODAY + timedelta(days=2))
    coopctl("undo")
    (then,) = read_json(coopctl("status", "1.2", "--json", "--known-at", "30/6/2026").out)["items"]
    assert then["due"] == "2026-09-30"
    (now,) = read_json(coopctl("status", "1.2", "--json", "--known-at", "2/7/2026").out)["items"]
    assert now["due"] == "2026-12-31"
