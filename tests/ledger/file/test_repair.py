"""`verify --repair`, killed in the middle and beside a second writer: nothing is lost, the next run finishes it."""

import sqlite3
from contextlib import closing
from pathlib import Path
from threading import Thread

import pytest

from coopctl.ledger.check.repair import repair
from tests.conftest import Runner
from tests.ledger.points import Point, has_strace, list_calls, make_workspace, run
from tests.ledger.repair_points import REPAIR, list_rows, make_altered, try_point


@pytest.mark.skipif(not has_strace(), reason="strace is not here, or may not trace")
def test_killed_as_it_takes_its_place(tmp_path: Path) -> None:
    workspace = make_altered(tmp_path / "altered" / "work")
    calls = list_calls(workspace, REPAIR)
    ends = [one for one in calls if one[0] in {"rename", "unlink"}][-2:]
    within = [one for one in calls if one[0] == "pwrite64"][-3:-2]
    outcomes = {one: try_point(workspace, Point(*one, "killed")) for one in (*within, *ends)}
    assert len(outcomes) == 3
    assert [(one, outcome) for one, outcome in outcomes.items() if outcome.wrong is not None] == []


def test_beside_a_second_writer_nothing_is_lost(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "sound" / "work")
    done: list[tuple[int, str]] = []

    def act(*words: str) -> None:
        ran = run(workspace, (), words)
        done.append((ran.returncode, ran.stderr))

    record = ("add-update", "1.2", "in_progress", "--on", "1/6/2026")
    threads = [Thread(target=act, args=words) for words in (record, REPAIR.words, record, record)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [said for code, said in done if code] == []
    assert len(list_rows(workspace / "coopctl.db")) == 2 + 3  # the plan, the first record
    assert run(workspace, (), ("verify",)).returncode == 0


def test_who_holds_the_ledger_is_waited_for(workspace: Path, coopctl: Runner) -> None:
    assert coopctl("add-update", "1.1", "in_progress").code == 0
    ledger = workspace / "coopctl.db"
    with closing(sqlite3.connect(ledger)) as other:
        other.execute("begin immediate")
        other.execute("insert into plan_files values ('x', 'test', '', '')")
        thread = Thread(target=repair, args=(ledger,))
        thread.start()
        thread.join(0.3)
        assert thread.is_alive()
        other.commit()
        thread.join()
    assert coopctl("verify").code == 0
