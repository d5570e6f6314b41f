"""A ledger that somebody else passed on: nothing in it runs, and one command makes it sound."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import Runner
from tests.helpers.recorded import journal

_ENDLESS = "with recursive n(x) as (select 1 union all select x + 1 from n) select x from n"
# What is slipped in, and how it is named.
FOREIGN = {
    "create trigger sly after insert on journal begin delete from late; end": "the trigger `sly` is not of coopctl",
    f"create view notes as {_ENDLESS}": "the view `notes` is not of coopctl",
    "create table notes (a)": "the table `notes` is not of coopctl",
    "create index notes on journal (author)": "the index `notes` is not of coopctl",
    f"drop view updates; create view updates as {_ENDLESS}": "the view `updates` is not as coopctl makes it",
    f"drop table superseded; create view superseded as select x as entry, x as since, x as until from ({_ENDLESS})":
        "the view `superseded` is not of coopctl",
    "drop trigger journal_never_updated": "the trigger `journal_never_updated` is gone",
    "drop index journal_by_day": "the index `journal_by_day` is gone",
    "alter table items add column x text": "the table `items` is not as coopctl makes it",
}  # fmt: skip


def slip_in(workspace: Path, script: str) -> None:
    with closing(sqlite3.connect(workspace / "coopctl.db")) as connection:
        connection.executescript(script)


@pytest.fixture
def ledger(workspace: Path, coopctl: Runner) -> Path:
    assert coopctl("add-update", "1.1", "in_progress", "--on", "1/1/2026").code == 0
    return workspace


@pytest.mark.parametrize("script", FOREIGN)
def test_it_is_refused_and_repaired(ledger: Path, coopctl: Runner, script: str) -> None:
    before = journal(ledger)
    shown = coopctl("status").out
    slip_in(ledger, script)
    altered = (ledger / "coopctl.db").read_bytes()
    for words in (("status",), ("log",), ("add-update", "1.2", "in_progress"), ("export", "csv")):
        refused = coopctl(*words)
        assert refused.code == 1
        assert FOREIGN[script] in refused.err
        assert "`coopctl verify --repair`" in refused.err
        assert len(refused.err.splitlines()) == 2
    verified = coopctl("verify")
    assert verified.code == 1
    assert FOREIGN[script] in verified.out
    assert (ledger / "coopctl.db").read_bytes() == altered

    (ledger / "coopctl.db").chmod(0o600)
    repaired = coopctl("verify", "--repair")
    assert repaired.code == 0, repaired.out
    assert "coopctl.db.before-repair" in repaired.err
    assert (ledger / "coopctl.db.before-repair").stat().st_mode & 0o777 == 0o600
    assert journal(ledger) == before
    assert coopctl("status").out == shown
    assert coopctl("add-update", "1.2", "in_progress").code == 0
    assert coopctl("verify").code == 0
    with closing(sqlite3.connect(ledger / "coopctl.db.before-repair")) as copy:
        assert copy.execute("select count(*) from journal").fetchone() == (len(before) + 1,)


def test_a_copy_never_takes_the_place_of_another(ledger: Path, coopctl: Runner) -> None:
    for name in ("before-repair", "before-repair-2"):
        assert coopctl("verify", "--repair").code == 0
        assert (ledger / f"coopctl.db.{name}").is_file()


def test_what_follows_from_the_entries_is_derived_anew(ledger: Path, coopctl: Runner) -> None:
    shown = coopctl("status").out
    slip_in(ledger, "update items set due = 'x', title_en = 'y'; delete from entry_words_data")
    assert coopctl("verify").code == 1
    assert coopctl("verify", "--repair").code == 0
    assert coopctl("status").out == shown


def test_there_is_nothing_to_repair_where_there_is_no_ledger(
    workspace: Path, coopctl: Runner
) -> None:
    assert coopctl("verify", "--repair").code == 0
    assert not (workspace / "coopctl.db").exists()


def test_a_journal_that_is_a_view_is_not_read(ledger: Path, coopctl: Runner) -> None:
    slip_in(ledger, f"drop table journal; create view journal as {_ENDLESS}")
    for words in (("status",), ("verify",), ("verify", "--repair")):
        assert coopctl(*words).code == 1


@pytest.mark.parametrize("name", [".", "..", "/", "plans", "pipe.db", "/dev/null", "/dev/zero"])
def test_what_is_no_file_is_no_ledger(workspace: Path, coopctl: Runner, name: str) -> None:
    os.mkfifo(workspace / "pipe.db")
    for words in (("status",), ("add-update", "1.1", "in_progress"), ("verify",), ("undo",)):
        result = coopctl("--ledger", name, *words)
        assert result.code == 1
        assert "is not a ledger: it is no ordinary file" in result.out + result.err
