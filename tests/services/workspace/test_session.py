"""The plan files and the ledger: compiled once, changes noticed, nothing lost to a bad file."""

import json
import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from coopctl.services.workspace import clock
from tests.conftest import PLAN, TODAY, Runner
from tests.helpers.printed import read_json
from tests.ledger.helpers import check_chain

UPDATE = ("add-update", "1.1", "in_progress")
LONG_AGO = 1_700_000_000
READERS = [("status",), ("show", "1.1"), ("log",), ("export", "csv"), ("export", "json"),
           ("check",), ("schema",), (*UPDATE, "--dry-run")]  # fmt: skip


def write(path: Path, text: str, age: int = 0) -> Path:
    """Write a plan file that looks `age` seconds older than the last long ago."""
    path.write_text(text, "utf-8")
    os.utime(path, (LONG_AGO - age, LONG_AGO - age))
    return path


@pytest.fixture
def plan(workspace: Path) -> Path:
    return workspace / "plans" / "test.yaml"


@pytest.fixture
def ledger(coopctl: Runner, workspace: Path) -> Path:
    """Make a ledger with the plan and one update of 1.1."""
    assert coopctl(*UPDATE).code == 0
    return workspace / "coopctl.db"


def entries(ledger: Path) -> list[tuple[Any, ...]]:
    """Return (kind, plan, item) of every entry, the chain recomputed."""
    ids = check_chain(ledger)
    with closing(sqlite3.connect(ledger)) as plain:
        found = plain.execute("select kind, plan, item from journal order by seq").fetchall()
    assert len(found) == len(ids)
    return found


def files(ledger: Path) -> list[tuple[Any, ...]]:
    """Return what the ledger remembers of the plan files."""
    with closing(sqlite3.connect(ledger)) as plain:
        return plain.execute("select * from plan_files order by path").fetchall()


FIRST = [("plan", "test", None), ("update", "test", "1.1")]


@pytest.mark.parametrize("argv", READERS)
def test_reading_makes_nothing_and_touches_nothing(
    coopctl: Runner, workspace: Path, plan: Path, argv: tuple[str, ...]
) -> None:
    look = plan.stat()
    assert coopctl(*argv).code == 0
    assert [path.name for path in workspace.rglob("*")] == ["plans", "test.yaml"]
    now = plan.stat()
    assert (now.st_mtime_ns, now.st_ctime_ns) == (look.st_mtime_ns, look.st_ctime_ns)


@pytest.mark.parametrize("argv", READERS)
def test_reading_leaves_the_ledger_as_it_is(
    coopctl: Runner, ledger: Path, argv: tuple[str, ...]
) -> None:
    before = ledger.read_bytes()
    assert coopctl(*argv).code == 0
    assert ledger.read_bytes() == before


def test_the_first_write_makes_the_ledger_and_says_nothing_of_the_plan(
    coopctl: Runner, workspace: Path
) -> None:
    done = coopctl(*UPDATE, "--json")
    assert done.code == 0
    (entry,) = read_json(done.out)
    assert done.err == ""
    ledger = workspace / "coopctl.db"
    assert entries(ledger) == FIRST
    assert (entry["author"], entry["office"], entry["recorded_at"]) == (
        "tester", None, "2026-06-30T05:00:00.000000Z",
    )  # fmt: skip
    assert entry["id"].startswith("x")


def test_the_label_begins_with_the_office_that_wrote_first(
    coopctl: Runner, workspace: Path
) -> None:
    assert coopctl("--office", "hoa-binh", *UPDATE).code == 0
    assert coopctl("--office", "hung-yen", *UPDATE).code == 0
    ids = check_chain(workspace / "coopctl.db")
    assert all(entry.startswith("hb") for entry in ids)
    with closing(sqlite3.connect(workspace / "coopctl.db")) as plain:
        offices = plain.execute("select office from journal order by seq").fetchall()
    assert offices == [("hoa-binh",), ("hoa-binh",), ("hung-yen",)]


def test_a_plan_is_compiled_once(coopctl: Runner, ledger: Path) -> None:
    assert coopctl(*UPDATE).err.count("note:") == 0
    assert coopctl("status").err == ""
    assert entries(ledger) == [*FIRST, ("update", "test", "1.1")]


def test_the_plan_entry_holds_the_plan_its_file_and_its_hash(
    coopctl: Runner, plan: Path, ledger: Path
) -> None:
    import hashlib

    with closing(sqlite3.connect(ledger)) as plain:
        happened, body = plain.execute(
            "select happened_on, body from journal where kind = 'plan'"
        ).fetchone()
    stored = json.loads(body)
    assert happened == "2026-06-30"
    assert stored["path"] == "plans/test.yaml"
    assert stored["sha256"] == hashlib.sha256(plan.read_bytes()).hexdigest()
    assert stored["plan"]["areas"][0]["items"][0]["title"]["en"] == "Propose tasks"


@pytest.mark.parametrize("argv", [("status",), ("log",), UPDATE])
def test_a_change_is_noticed_by_whatever_command_comes_next(
    coopctl: Runner, plan: Path, ledger: Path, argv: tuple[str, ...]
) -> None:
    write(plan, PLAN.replace("31/12/2026", "30/11/2026").replace("48/KH", "49/KH"), age=5)
    done = coopctl(*argv)
    assert done.code == 0
    notes = [line for line in done.err.splitlines() if line.startswith("note:")]
    assert notes == [
        "note: the plan `test` changed (plans/test.yaml): `1.2`: Due, of the plan: Number"
    ]
    assert entries(ledger)[:3] == [*FIRST, ("plan", "test", None)]
    assert coopctl("status").err == ""


def test_a_comment_is_no_new_version(coopctl: Runner, plan: Path, ledger: Path) -> None:
    write(plan, "# a comment\n" + PLAN, age=5)
    before = files(ledger)
    assert coopctl("status").err == ""
    assert entries(ledger) == FIRST
    assert files(ledger) != before


def test_a_file_that_was_only_touched_is_only_looked_at_again(
    coopctl: Runner, plan: Path, ledger: Path
) -> None:
    before = files(ledger)
    write(plan, PLAN, age=5)
    assert coopctl("status").err == ""
    assert entries(ledger) == FIRST
    ((path, plan_id, signature, sha256),) = files(ledger)
    assert (path, plan_id, sha256) == ("plans/test.yaml", "test", before[0][3])
    assert signature != before[0][2]


def test_edits_within_one_second_and_of_one_size_are_all_noticed(
    coopctl: Runner, plan: Path, ledger: Path
) -> None:
    for minute in range(10, 16):
        now = time.time()
        plan.write_text(PLAN.replace("Q4/2025", f"{minute}/1/2026"), "utf-8")
        os.utime(plan, (now, now))
        assert "`1.1`: Due" in coopctl("status").err
        assert coopctl("status").err == ""
    assert len(entries(ledger)) == 8


def test_a_file_that_was_just_written_is_not_written_down_at_each_command(
    coopctl: Runner, plan: Path, ledger: Path
) -> None:
    plan.write_text(PLAN, "utf-8")
    assert coopctl("status").code == 0
    before = ledger.read_bytes()
    assert coopctl("status").code == 0
    assert ledger.read_bytes() == before


def test_a_deleted_file_leaves_its_plan_in_force(coopctl: Runner, plan: Path, ledger: Path) -> None:
    plan.unlink()
    shown = coopctl("status", "1.1")
    assert shown.code == 0
    assert "note: the plan `test` has no file any more: `plans/test.yaml` is gone" in shown.err
    assert "Propose tasks" in shown.out
    recorded = coopctl(*UPDATE)
    assert recorded.code == 0
    assert recorded.err.count("is gone") == 1


def test_a_renamed_file_is_the_same_plan(coopctl: Runner, plan: Path, ledger: Path) -> None:
    plan.rename(plan.with_name("other.yml"))
    assert coopctl("status").err == ""
    assert entries(ledger) == FIRST


def test_a_new_file_is_a_new_plan(coopctl: Runner, workspace: Path, ledger: Path) -> None:
    write(workspace / "plans" / "more.yml", PLAN.replace("id: test", "id: more"))
    assert coopctl("status").err == "note: new plan `more` (plans/more.yml): 6 items\n"
    assert entries(ledger) == [*FIRST, ("plan", "more", None)]
    assert coopctl("add-update", "1.1", "completed").code != 0
    assert coopctl("add-update", "more:1.1", "in_progress").code == 0


@pytest.mark.parametrize("name", [".hidden.yaml", "notes.txt", "plan.yaml~", "plan.yaml.bak"])
def test_other_files_beside_the_plans_are_not_read(
    coopctl: Runner, workspace: Path, name: str
) -> None:
    (workspace / "plans" / name).write_text("\t: not a plan", "utf-8")
    done = coopctl("status")
    assert (done.code, done.err) == (0, "")


LOST = PLAN.replace("- id: 1.1", "- id: 1.9")


def test_an_item_with_entries_may_not_go_for_those_who_write(
    coopctl: Runner, plan: Path, ledger: Path
) -> None:
    write(plan, LOST, age=5)
    refused = coopctl("add-update", "1.2", "in_progress")
    assert refused.code == 1
    lines = refused.err.splitlines()
    assert "the changed plan `test` leaves out items that have records: 1.1" in refused.err
    assert "`withdrawn:`" in lines[-1]
    assert entries(ledger) == FIRST


def test_those_who_read_go_on_with_the_plan_as_it_was(
    coopctl: Runner, plan: Path, ledger: Path
) -> None:
    write(plan, LOST, age=5)
    shown = coopctl("status")
    assert shown.code == 0
    assert "Propose tasks" in shown.out
    assert shown.err.startswith("note: the changed plan `test` leaves out items")
    assert "hint: " in shown.err
    assert entries(ledger) == FIRST
    write(plan, PLAN.replace("due: Q4", "withdrawn: {vi: thôi, en: off}\n        due: Q4"), age=6)
    assert "`1.1`: Withdrawn" in coopctl("status").err


def test_an_item_without_entries_may_go(coopctl: Runner, plan: Path, ledger: Path) -> None:
    write(plan, PLAN.replace("- id: 1.2", "- id: 1.3"), age=5)
    err = coopctl("status").err
    assert err == (
        "note: the plan `test` changed (plans/test.yaml): new items: 1.3, items left out: 1.2\n"
    )


def test_one_refused_plan_does_not_keep_another_from_changing(
    coopctl: Runner, workspace: Path, plan: Path, ledger: Path
) -> None:
    write(plan, LOST, age=5)
    write(workspace / "plans" / "more.yaml", PLAN.replace("id: test", "id: more"))
    err = coopctl("status").err
    assert "leaves out items that have records" in err
    assert "new plan `more`" in err
    assert entries(ledger) == [*FIRST, ("plan", "more", None)]


@pytest.mark.parametrize(
    "text",
    ["plan: [", "\t", "", "plan: {id: test}\n", PLAN.replace("lead: hoa-binh", "lead: nobody")],
)
def test_a_broken_file_stops_those_who_write_and_not_those_who_read(
    coopctl: Runner, plan: Path, ledger: Path, text: str
) -> None:
    write(plan, text, age=5)
    shown = coopctl("status", "1.1")
    assert shown.code == 0
    assert "Propose tasks" in shown.out
    assert shown.err.startswith("note: ")
    assert "what the ledger has of the plan is shown" in shown.err
    refused = coopctl(*UPDATE)
    assert refused.code == 1
    assert "plans/test.yaml" in refused.err
    assert entries(ledger) == FIRST


@pytest.mark.parametrize("argv", [("status",), ("export", "csv"), UPDATE])
def test_a_broken_file_before_there_is_a_ledger_is_an_error(
    coopctl: Runner, workspace: Path, plan: Path, argv: tuple[str, ...]
) -> None:
    write(plan, PLAN.replace("lead: hoa-binh", "lead: nobody"))
    done = coopctl(*argv)
    assert (done.code, done.out) == (1, "")
    assert "plans/test.yaml" in done.err
    assert not (workspace / "coopctl.db").exists()


def test_two_files_of_one_plan(coopctl: Runner, workspace: Path, ledger: Path) -> None:
    write(workspace / "plans" / "again.yaml", PLAN.replace("Training", "Lessons"))
    shown = coopctl("status")
    assert shown.code == 0
    assert "Training" in shown.out
    assert "plans/again.yaml" in shown.err
    refused = coopctl(*UPDATE)
    assert refused.code == 1
    assert "plans/test.yaml" in refused.err
    assert "plans/again.yaml" in refused.err
    assert entries(ledger) == FIRST


def test_a_link_that_leads_nowhere(coopctl: Runner, workspace: Path, ledger: Path) -> None:
    (workspace / "plans" / "lost.yaml").symlink_to("nowhere.yaml")
    shown = coopctl("status")
    assert shown.code == 0
    assert "plans/lost.yaml" in shown.err
    assert coopctl(*UPDATE).code == 1


def test_a_folder_that_looks_like_a_plan(coopctl: Runner, workspace: Path, ledger: Path) -> None:
    (workspace / "plans" / "folder.yaml").mkdir()
    shown = coopctl("status")
    assert shown.code == 0
    assert "plans/folder.yaml" in shown.err


def test_a_plans_folder_that_goes_away(
    coopctl: Runner, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scandir = os.scandir

    def gone(folder: str | os.PathLike[str] = ".") -> object:
        if os.fspath(folder).endswith("plans"):
            raise PermissionError(13, "Permission denied")
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", gone)
    done = coopctl("status")
    assert done.code == 1
    assert "plans" in done.err
    assert "Permission denied" in done.err


def test_what_was_known_then_is_judged_by_the_plan_of_then(
    coopctl: Runner, plan: Path, ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: TODAY.replace(month=7, day=5))
    write(plan, PLAN.replace("Propose tasks", "Propose them"), age=5)
    assert coopctl("add-update", "1.1", "suspended").code == 0
    now = coopctl("status", "1.1")
    assert ("Propose them" in now.out, "Suspended" in now.out) == (True, True)
    then = coopctl("status", "1.1", "--known-at", "1/7/2026")
    assert "Propose tasks" in then.out
    assert "In progress" in then.out
    assert coopctl("status", "--known-at", "1/1/2020").code == 0


def test_asking_what_was_known_reads_no_plan_file(
    coopctl: Runner, plan: Path, ledger: Path
) -> None:
    write(plan, "plan: [", age=5)
    done = coopctl("status", "--known-at", "30/6/2026")
    assert (done.code, done.err) == (0, "")
    assert "Propose tasks" in done.out


def test_nothing_was_known_before_there_was_a_ledger(coopctl: Runner, workspace: Path) -> None:
    done = coopctl("status", "--known-at", "30/6/2026")
    assert done.code == 0
    assert "Propose tasks" not in done.out


def test_a_dry_run_keeps_nothing(coopctl: Runner, workspace: Path) -> None:
    done = coopctl(*UPDATE, "--dry-run")
    assert done.code == 0
    assert not (workspace / "coopctl.db").exists()


def test_the_day_is_that_of_each_plans_time_zone(
    coopctl: Runner, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(
        workspace / "plans" / "far.yaml",
        PLAN.replace("id: test", "id: far\n  timezone: Pacific/Kiritimati"),
    )
    evening = TODAY.replace(day=30, hour=11)  # 18:00 in Hanoi, 1:00 of the next day on Kiritimati
    monkeypatch.setattr(clock, "now", lambda: evening)
    rows = {
        f"{row['plan']}:{row['item']}": row["timeliness"]
        for row in read_json(coopctl("status", "--json").out)["items"]
    }
    assert (rows["test:3.10"], rows["far:3.10"]) == ("due_soon", "overdue")
    for plan, day in (("test", "2026-06-30"), ("far", "2026-07-01")):
        done = coopctl("add-update", f"{plan}:1.1", "in_progress", "--json")
        assert read_json(done.out)[0]["happened_on"] == day
