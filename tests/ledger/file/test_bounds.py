"""A ledger gets no more work than all that is in it could need; Ctrl-C comes through while SQLite is at work."""

import os
import signal
import sqlite3
from contextlib import closing
from pathlib import Path
from threading import Timer

import pytest

from coopctl.ledger.file import bounds, database
from tests.conftest import Runner
from tests.helpers.altered import make_endless

_ENDLESS = "with recursive n(x) as (select 1 union all select x + 1 from n) select count(*) from n"
_COUNTED = "with recursive n(x) as (select 1 union all select x + 1 from n where x < 100000) select count(*) from n"


@pytest.fixture
def ledger(workspace: Path, coopctl: Runner) -> Path:
    assert coopctl("add-update", "1.1", "in_progress", "--on", "1/1/2026").code == 0
    return workspace / "coopctl.db"


def test_pages_that_lead_to_each_other_end_in_a_sentence(
    ledger: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "_STEPS", 100_000)
    monkeypatch.setattr(bounds, "_STEPS_A_BYTE", 1)
    make_endless(ledger, "plan_files")
    for words in (("status",), ("log",), ("add-update", "1.2", "in_progress"), ("export", "csv")):
        result = coopctl(*words)
        assert result.code == 1
        assert "asks for more time or memory than all that is in it could need" in result.err
        assert "`coopctl verify`" in result.err
    verified = coopctl("verify")
    assert verified.code == 1
    assert "SQLite finds:" in verified.out
    assert coopctl("verify", "--repair").code == 0
    assert coopctl("status").code == 0


def test_work_grows_with_the_file_and_with_what_is_changed(
    ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "_STEPS", 100_000)
    for a_byte, a_change, changed in ((0, 0, 0), (100, 0, 0), (0, 100_000, 100)):
        monkeypatch.setattr(bounds, "_STEPS_A_BYTE", a_byte)
        monkeypatch.setattr(bounds, "_STEPS_A_CHANGE", a_change)
        with closing(database.open_existing(ledger)) as connection:
            connection.execute("create temp table one (x)")
            connection.executemany("insert into one values (?)", [(1,)] * changed)
            if a_byte or a_change:
                assert connection.execute(_COUNTED).fetchone() == (100_000,)
                continue
            with pytest.raises(sqlite3.OperationalError, match="interrupted"):
                connection.execute(_COUNTED)


def test_memory_is_bound_too(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(database.open_existing(ledger)) as connection:
        monkeypatch.setattr(bounds, "_memory", lambda: 2**40)
        with pytest.raises(sqlite3.OperationalError, match="interrupted"):
            connection.execute(_COUNTED)


@pytest.mark.unix("a signal to itself")
def test_ctrl_c_comes_while_sqlite_is_at_work(ledger: Path) -> None:
    with closing(database.open_existing(ledger)) as connection:
        timer = Timer(0.2, os.kill, (os.getpid(), signal.SIGINT))
        timer.start()
        with pytest.raises(KeyboardInterrupt):
            connection.execute(_ENDLESS).fetchone()
