"""What is in force, in the ledger: kept as entries come, the same when derived anew."""

import sqlite3
from datetime import timedelta

import pytest

from coopctl.ledger.file import database
from coopctl.ledger.journal import corrections
from coopctl.ledger.journal.journal import find_in_force, stamp
from tests.ledger.helpers import NOON, put, update

HOUR = timedelta(hours=1)


@pytest.fixture
def ledger() -> sqlite3.Connection:
    return database.open_in_memory()


def superseded(ledger: sqlite3.Connection) -> list[tuple[str, str, str]]:
    return ledger.execute("select * from superseded order by entry, since").fetchall()


def statuses(ledger: sqlite3.Connection) -> list[str]:
    return [row[0] for row in ledger.execute("select status from updates order by id")]


def corrected(
    ledger: sqlite3.Connection, first: str, status: str, hours: int, replaces: str
) -> str:
    """Record a correction of an update, `hours` after noon."""
    placed = {"first": first, "placed_at": stamp(NOON), "reason": "x"}
    entry = put(
        ledger, "update", "1.1", "2025-01-01", at=NOON + hours * HOUR, replaces=replaces,
        status=status, correction=placed,
    )  # fmt: skip
    return entry.id


def test_undo_of_a_correction_brings_the_first_back(ledger: sqlite3.Connection) -> None:
    first = update(ledger, "1.1", "2025-01-01", "in_progress")
    second = corrected(ledger, first.id, "completed", 1, first.id)
    assert statuses(ledger) == ["completed"]
    put(ledger, "retraction", "1.1", "2025-01-01", at=NOON + 2 * HOUR, replaces=second)
    assert statuses(ledger) == ["in_progress"]
    entry = find_in_force(ledger, first.id)
    assert entry is not None
    assert entry.id == first.id
    known = find_in_force(ledger, first.id, stamp(NOON + HOUR))
    assert known is not None
    assert known.id == second


def test_a_correction_of_a_correction_is_found_by_the_first_id(ledger: sqlite3.Connection) -> None:
    first = update(ledger, "1.1", "2025-01-01", "in_progress")
    second = corrected(ledger, first.id, "suspended", 1, first.id)
    third = corrected(ledger, first.id, "completed", 2, second)
    entry = find_in_force(ledger, first.id)
    assert entry is not None
    assert entry.id == third
    put(ledger, "retraction", "1.1", "2025-01-01", at=NOON + 3 * HOUR, replaces=third)
    put(ledger, "retraction", "1.1", "2025-01-01", at=NOON + 4 * HOUR, replaces=second)
    put(ledger, "retraction", "1.1", "2025-01-01", at=NOON + 5 * HOUR, replaces=first.id)
    assert find_in_force(ledger, first.id) is None
    assert statuses(ledger) == []


def test_derived_anew_it_is_the_same(ledger: sqlite3.Connection) -> None:
    first = update(ledger, "1.1", "2025-01-01", "in_progress")
    second = corrected(ledger, first.id, "completed", 1, first.id)
    put(ledger, "retraction", "1.1", "2025-01-01", at=NOON + 2 * HOUR, replaces=second)
    before = superseded(ledger)
    assert len(before) == 2
    ledger.execute("delete from superseded")
    corrections.rebuild(ledger)
    assert superseded(ledger) == before


def test_an_entry_that_replaces_nothing_known_is_kept(ledger: sqlite3.Connection) -> None:
    update(ledger, "1.1", "2025-01-01", "in_progress", replaces="zz999-7")
    update(ledger, "1.1", "2025-01-01", "suspended", replaces="nonsense")
    assert statuses(ledger) == ["in_progress", "suspended"]


def test_a_clock_that_went_back_is_noted(ledger: sqlite3.Connection) -> None:
    times = (0, 2, 1, 1.5, 2, 3, 2.5)
    ids = [
        update(ledger, "1.1", "2025-01-01", "in_progress", at=NOON + hours * HOUR).id
        for hours in times
    ]
    late = ledger.execute("select entry, latest from late order by entry").fetchall()
    assert late == [
        (ids[2], stamp(NOON + 2 * HOUR)), (ids[3], stamp(NOON + 2 * HOUR)),
        (ids[6], stamp(NOON + 3 * HOUR)),
    ]  # fmt: skip
