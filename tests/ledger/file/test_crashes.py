"""Killed, crowded, out of room: what was acknowledged is there, and the chain is whole."""

import random
import re
import signal
import sqlite3
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from coopctl.ledger.file import database
from tests.conftest import PLAN, Runner
from tests.ledger.helpers import check_chain
from tests.ledger.processes import finish, run_limited, start, start_endless

UPDATE = ("add-update", "1.1", "in_progress", "--on", "1/6/2026")
PAGE = 4096


def acknowledged(err: str) -> list[str]:
    """Return the ids that the program said it had recorded."""
    return re.findall(r"^recorded `([a-z0-9]+-\d+)`", err, re.MULTILINE)


def recorded(workspace: Path) -> list[str]:
    """Return the ids in the ledger, its chain recomputed; none where no ledger is."""
    ledger = workspace / "coopctl.db"
    return check_chain(ledger) if database.exists(ledger) else []


def test_killed_at_random_moments(workspace: Path) -> None:
    chance = random.Random(48)
    said: list[str] = []
    for number in range(25):
        process = start_endless(workspace, *UPDATE)
        assert process.stderr is not None
        heard = process.stderr.readline() if number % 2 else ""  # some die before they say a word
        time.sleep(chance.uniform(0, 0.4))
        process.kill()
        ended = finish(process)
        assert ended.returncode == -signal.SIGKILL
        said += acknowledged(heard + ended.stderr)
        assert set(said) <= set(recorded(workspace))
    assert len(said) == len(set(said)) >= 12
    last = finish(start(workspace, *UPDATE))
    assert last.returncode == 0, last.stderr
    assert {*said, *acknowledged(last.stderr)} <= set(recorded(workspace))


@pytest.mark.parametrize("pages", [0, 1, 2, 3, 5, 8, 11, 14, 17, 20, 23, 26, 40])
def test_killed_at_each_write_that_makes_the_ledger(
    coopctl: Runner, workspace: Path, pages: int
) -> None:
    ended = run_limited(workspace, pages * PAGE, *UPDATE, die=True)
    if ended.returncode == 0:
        assert recorded(workspace)[1:] == acknowledged(ended.stderr)
        return
    assert ended.returncode == -signal.SIGXFSZ
    assert acknowledged(ended.stderr) == []
    shown = coopctl("status")
    assert (shown.code, shown.err) == (0, "")
    assert recorded(workspace) == []
    again = coopctl(*UPDATE)
    assert again.code == 0
    assert recorded(workspace)[1:] == acknowledged(again.err)


@pytest.mark.parametrize("die", [True, False])
def test_cut_off_or_refused_at_each_write_that_adds_to_it(
    coopctl: Runner, workspace: Path, die: bool
) -> None:
    assert coopctl(*UPDATE).code == 0
    before = recorded(workspace)
    grown = (workspace / "coopctl.db").stat().st_size // PAGE
    failed = 0
    for pages in [0.1, *range(grown + 6)]:
        ended = run_limited(workspace, int(pages * PAGE), *UPDATE, "--result", "x" * 9000, die=die)
        before += acknowledged(ended.stderr)
        shown = coopctl("log")
        assert (shown.code, shown.err) == (0, "")
        assert recorded(workspace) == before
        failed += ended.returncode != 0
        if ended.returncode and not die:
            assert ended.returncode == 1
            assert ended.stderr.splitlines()[-2:] == [
                f"error: the disk failed while the ledger `{workspace / 'coopctl.db'}` was used",
                "hint: nothing was recorded; see that the disk is there and has room",
            ]
    assert 3 < failed < grown + 7
    assert coopctl(*UPDATE).code == 0


def test_where_the_disk_takes_nothing_a_reader_still_sees_all_and_the_changed_plan(
    coopctl: Runner, workspace: Path
) -> None:
    assert coopctl(*UPDATE, "--result", "gặp nhau").code == 0
    plan = workspace / "plans" / "test.yaml"
    plan.write_text(PLAN.replace("Propose tasks", "Propose them"), "utf-8")
    before = recorded(workspace)
    ended = run_limited(workspace, 0, "status", "1.1")
    assert ended.returncode == 0, ended.stderr
    assert "Propose them" in ended.stdout
    assert "gặp nhau" in ended.stdout
    assert ended.stderr.count("note:") == 1
    assert "`1.1`: Title" in ended.stderr
    assert recorded(workspace) == before


def test_a_full_disk_says_so(
    coopctl: Runner, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert coopctl(*UPDATE).code == 0
    before = recorded(workspace)
    connect = database.connect

    def connect_to_a_full_disk(uri: str) -> sqlite3.Connection:
        connection = connect(uri)
        connection.execute("pragma max_page_count = 1")  # as large as it is, and no larger
        return connection

    with monkeypatch.context() as patch:
        patch.setattr(database, "connect", connect_to_a_full_disk)
        refused = coopctl(*UPDATE, "--result", "x" * 50_000)
        assert coopctl("log").code == 0
    assert refused.code == 1
    assert refused.err == (
        f"error: the disk is full, or the ledger `{workspace / 'coopctl.db'}` may not grow\n"
        "hint: nothing was recorded; make room and try again\n"
    )
    assert recorded(workspace) == before
    assert coopctl(*UPDATE).code == 0


def test_eight_writers_at_once_from_nothing(workspace: Path) -> None:
    words = [(*UPDATE, "--author", f"w{number}") for number in range(8)]
    said: list[str] = []
    for _ in range(5):
        ended = [finish(one) for one in [start(workspace, *argv) for argv in words]]
        assert [one.returncode for one in ended] == [0] * 8, [one.stderr for one in ended]
        said += [entry for one in ended for entry in acknowledged(one.stderr)]
    ids = recorded(workspace)
    assert len(said) == len(set(said)) == 40
    assert set(said) == set(ids[1:])  # the first holds the plan
    assert len({entry.partition("-")[0] for entry in ids}) == 1
    with closing(sqlite3.connect(workspace / "coopctl.db")) as plain:
        kinds = Counter(plain.execute("select kind, author from journal where kind = 'update'"))
        plans = plain.execute("select count(*) from journal where kind = 'plan'").fetchone()
    assert kinds == {("update", f"w{number}"): 5 for number in range(8)}
    assert plans == (1,)
    assert not (workspace / "coopctl.db-journal").exists()
