"""The versions of an entry: which is in force, what took it back, what hangs on it."""

import sqlite3
from datetime import timedelta
from typing import Any

import pytest

from coopctl.domain.record.corrections import ALWAYS
from coopctl.domain.record.entries import Entry
from coopctl.ledger.file import database
from coopctl.ledger.journal.journal import stamp
from coopctl.ledger.journal.versions import (
    State,
    count_records,
    find_last,
    find_later,
    find_state,
    highest_number,
    list_earlier,
    set_aside,
    stands,
)
from tests.ledger.helpers import NOON, put, update

HOUR = timedelta(hours=1)


@pytest.fixture
def ledger() -> sqlite3.Connection:
    return database.open_in_memory()


def correct(ledger: sqlite3.Connection, first: Entry, replaces: Entry, hours: int) -> Entry:
    placed = {"first": first.id, "placed_at": first.recorded_at, "reason": "x"}
    return update(
        ledger, "1.1", "2025-01-01", "suspended", at=NOON + hours * HOUR, replaces=replaces.id,
        correction=placed,
    )  # fmt: skip


def take_back(ledger: sqlite3.Connection, entry: Entry, hours: int, **body: Any) -> Entry:
    return put(ledger, "retraction", entry.item, "2025-01-02", at=NOON + hours * HOUR,
               replaces=entry.id, **body)  # fmt: skip


def test_states_of_a_chain(ledger: sqlite3.Connection) -> None:
    first = update(ledger, "1.1", "2025-01-01", "in_progress")
    assert find_state(ledger, first) == State(in_force=True)
    second = correct(ledger, first, first, 1)
    third = correct(ledger, first, second, 2)
    for one in (first, second):
        assert find_state(ledger, one) == State(in_force=False, live=third)
    assert find_state(ledger, first, stamp(NOON + HOUR)).live == second
    gone = take_back(ledger, third, 3, whole=True)
    for one in (first, second, third):
        assert find_state(ledger, one) == State(in_force=False, taken_back_by=gone)
    back = take_back(ledger, gone, 4)
    assert find_state(ledger, gone) == State(in_force=False, taken_back_by=back)
    assert stands(ledger, third)
    assert list_earlier(ledger, back) == [gone, third, second, first]


def test_a_branch_that_was_undone_is_not_taken_for_what_took_back(
    ledger: sqlite3.Connection,
) -> None:
    first = update(ledger, "1.1", "2025-01-01", "in_progress")
    undone = correct(ledger, first, first, 1)
    take_back(ledger, undone, 2)
    again = correct(ledger, first, first, 3)
    assert find_state(ledger, first).live == again
    assert find_state(ledger, undone).live == again
    gone = take_back(ledger, again, 4, whole=True)
    assert find_state(ledger, first).taken_back_by == gone


def test_odd_links_end(ledger: sqlite3.Connection) -> None:
    one = update(ledger, "1.1", "2025-01-01", "in_progress", replaces="nonsense")
    assert list_earlier(ledger, one) == []
    placed = {"first": "nonsense", "placed_at": "x", "reason": "x"}
    two = update(ledger, "1.1", "2025-01-01", "in_progress", replaces=one.id, correction=placed)
    assert find_state(ledger, one).live == two


def test_set_aside_leaves_no_trace(ledger: sqlite3.Connection) -> None:
    entries = [
        put(ledger, "extension", "1.1", f"2025-0{month}-01", due="2026-01-01", due_text="x")
        for month in (1, 3, 2)
    ]
    seen = "select id from extensions order by happened_on"
    before = ledger.execute("select * from superseded").fetchall()
    with set_aside(ledger, entries[2]):
        assert ledger.execute(seen).fetchall() == [(entries[0].id,)]
    assert ledger.execute("select * from superseded").fetchall() == before
    assert not ledger.in_transaction
    with database.transaction(ledger):
        with set_aside(ledger, entries[0]):
            assert ledger.execute(seen).fetchall() == []
        assert len(ledger.execute(seen).fetchall()) == 3


def test_later_ones_are_of_the_same_kind_and_in_force(ledger: sqlite3.Connection) -> None:
    first = update(ledger, "1.1", "2025-01-01", "in_progress")
    second = update(ledger, "1.1", "2025-01-01", "suspended")
    update(ledger, "1.2", "2025-01-09", "suspended")
    put(ledger, "outcome", "1.1", "2025-01-09", title="x")
    assert find_later(ledger, first) == second
    assert find_later(ledger, second) is None
    take_back(ledger, second, 1)
    assert find_later(ledger, first) is None


def test_records_of_an_action_and_its_numbers(ledger: sqlite3.Connection) -> None:
    duty = {"text": "t", "lead": "hoa-binh"}
    meeting = put(
        ledger, "meeting", None, "2025-01-01", title="m", actions=[duty, duty | {"number": 7}]
    )
    placed = {"first": meeting.id, "placed_at": meeting.recorded_at, "reason": "x"}
    put(ledger, "meeting", None, "2025-01-01", title="m", replaces=meeting.id, correction=placed)
    assert highest_number(ledger, meeting.id) == 7
    assert count_records(ledger, "test", f"{meeting.id}/1") == 0
    one = update(ledger, f"{meeting.id}/1", "2025-01-02", "in_progress")
    assert count_records(ledger, "test", f"{meeting.id}/1") == 1
    take_back(ledger, one, 1)
    assert count_records(ledger, "test", f"{meeting.id}/1") == 0


def test_the_last_entry_is_this_files_own(ledger: sqlite3.Connection) -> None:
    assert find_last(ledger) is None
    mine = update(ledger, "1.1", "2025-01-01", "in_progress")
    assert find_last(ledger) == mine
    ledger.execute("update replica set label = 'zz'")
    assert find_last(ledger) is None
    assert find_state(ledger, mine, ALWAYS).in_force
