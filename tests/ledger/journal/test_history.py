"""The journal read back by question."""

import sqlite3
from datetime import date, timedelta

import pytest

from coopctl.ledger.file import database
from coopctl.ledger.journal.history import (
    Selection,
    count,
    list_newest,
    replaced_among,
    replacing_among,
)
from coopctl.ledger.journal.journal import Writer, stamp
from tests.ledger.helpers import NOON, put, update


@pytest.fixture
def ledger() -> sqlite3.Connection:
    connection = database.open_in_memory()
    update(connection, "1.1", "2025-01-10", "in_progress", word="a")
    put(connection, "meeting", None, "2025-01-12", items=["1.1", "2.1"], word="b")
    update(connection, "1.10", "2025-01-11", "in_progress", word="c",
           writer=Writer("Bình", "hung-yen"))  # fmt: skip
    update(connection, "1.1", "2025-01-11", "in_progress", plan="other", word="d")
    put(connection, "outcome", "1.1", "2025-01-09", at=NOON + timedelta(days=1), word="e")
    return connection


@pytest.mark.parametrize(
    ("selection", "words"),
    [
        (Selection(), "bdcae"),
        (Selection(plan="test"), "bcae"),
        (Selection(target="1.1"), "bdae"),
        (Selection(plan="test", target="1.1"), "bae"),
        (Selection(plan="test", target="2.1"), "b"),
        (Selection(kind="update"), "dca"),
        (Selection(office="hung-yen"), "c"),
        (Selection(since=date(2025, 1, 11)), "bdc"),
        (Selection(until=date(2025, 1, 10)), "ae"),
        (Selection(since=date(2025, 1, 10), until=date(2025, 1, 11), plan="test"), "ca"),
        (Selection(known_at=stamp(NOON)), "bdca"),
        (Selection(plan="none"), ""),
    ],
)
def test_newest_first_and_only_what_was_asked_for(
    ledger: sqlite3.Connection, selection: Selection, words: str
) -> None:
    assert "".join(one.body["word"] for one in list_newest(ledger, selection)) == words
    assert count(ledger, selection) == len(words)


@pytest.mark.parametrize(("limit", "words"), [(0, ""), (2, "bd"), (99, "bdcae"), (-1, "bdcae")])
def test_a_limit_keeps_the_newest(ledger: sqlite3.Connection, limit: int, words: str) -> None:
    assert "".join(one.body["word"] for one in list_newest(ledger, Selection(), limit)) == words


def test_which_of_some_entries_were_replaced(ledger: sqlite3.Connection) -> None:
    first, *rest = list_newest(ledger, Selection())
    put(ledger, "meeting", None, "2025-01-12", at=NOON + timedelta(1), replaces=first.id, word="f")
    assert replaced_among(ledger, [first, *rest]) == {first.id}
    assert replaced_among(ledger, rest) == set()
    assert replaced_among(ledger, []) == set()
    assert replaced_among(ledger, [first], stamp(NOON)) == set()


def test_of_a_replica_the_numbers_never_run_backwards_within_a_day(
    ledger: sqlite3.Connection,
) -> None:
    for word, hours in (("f", 5), ("g", -9), ("h", 2), ("i", 6)):
        update(
            ledger, "1.1", "2025-02-01", "in_progress", at=NOON + timedelta(hours=hours), word=word
        )
    found = [one.body["word"] for one in list_newest(ledger, Selection(), 4)]
    assert found == ["i", "h", "g", "f"]
    plan = ledger.execute(
        "explain query plan select id from journal "
        "order by happened_on desc, came_at desc, replica desc, seq desc limit 5"
    ).fetchall()
    assert [row[3] for row in plan] == ["SCAN journal USING INDEX journal_by_day"]


def test_what_replaces_an_entry_is_what_still_counts(ledger: sqlite3.Connection) -> None:
    first = update(ledger, "1.1", "2025-02-01", "in_progress", word="f")
    slip = update(ledger, "1.1", "2025-02-01", "in_progress", replaces=first.id, word="g")
    undo = put(ledger, "retraction", "1.1", "2025-02-01", replaces=slip.id, word="h")
    assert replacing_among(ledger, [first, slip, undo]) == {slip.id: undo}
    better = update(ledger, "1.1", "2025-02-01", "in_progress", replaces=first.id, word="i")
    assert replacing_among(ledger, [first, slip, undo]) == {first.id: better, slip.id: undo}
