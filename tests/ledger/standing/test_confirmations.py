"""What the other side said of an entry, as of a day and as known at a moment."""

import sqlite3
from datetime import date, timedelta
from pathlib import Path

import pytest

from coopctl.domain.record.confirmations import CONFIRMABLE
from coopctl.domain.record.corrections import ALWAYS
from coopctl.domain.record.entries import Entry
from coopctl.ledger.journal.journal import Writer, stamp
from coopctl.ledger.standing import standings
from coopctl.ledger.standing.confirmations import list_disputed, list_verdicts
from coopctl.ledger.standing.standings import Moment, Scope, list_item_rows
from coopctl.messages import Reader
from tests.ledger.helpers import NOON, ledger_with, put, update

OTHER = Writer("Bình", "hung-yen")
LATER = date(2030, 1, 1)


@pytest.fixture
def ledger(tmp_path: Path) -> sqlite3.Connection:
    return ledger_with(tmp_path)


def say(
    ledger: sqlite3.Connection, entry: Entry, on: str, verdict: str, writer: Writer = OTHER
) -> Entry:
    """Record a verdict about an entry."""
    return put(
        ledger, "confirmation", entry.item, on, writer=writer, entry=entry.id, verdict=verdict
    )


def said(
    ledger: sqlite3.Connection, as_of: date = LATER, known_at: str = ALWAYS
) -> tuple[str | None, str]:
    """Return what is said of 1.1's last update, and whose move it is."""
    (row,) = list_item_rows(
        ledger, Scope("test", item="1.1"), Moment(as_of, known_at), Reader("en")
    )
    return row.confirmation, row.move


def test_without_an_update_there_is_nothing_to_confirm(ledger: sqlite3.Connection) -> None:
    assert said(ledger) == (None, "hoa-binh")


def test_a_verdict_counts_from_its_day_and_once_it_was_known(ledger: sqlite3.Connection) -> None:
    entry = update(ledger, "1.1", "2025-01-01", "in_progress")
    put(ledger, "confirmation", "1.1", "2025-02-01", at=NOON + timedelta(hours=1), writer=OTHER,
        entry=entry.id, verdict="disputed")  # fmt: skip
    assert said(ledger, date(2025, 1, 31))[0] == "unconfirmed"
    assert said(ledger, date(2025, 2, 1)) == ("disputed", "hoa-binh")
    assert said(ledger, LATER, stamp(NOON))[0] == "unconfirmed"


def test_the_newest_by_its_day_counts(ledger: sqlite3.Connection) -> None:
    entry = update(ledger, "1.1", "2025-01-01", "in_progress")
    say(ledger, entry, "2025-03-01", "disputed")
    say(ledger, entry, "2025-02-01", "confirmed")
    assert said(ledger)[0] == "disputed"
    assert said(ledger, date(2025, 2, 15))[0] == "confirmed"
    say(ledger, entry, "2025-03-01", "confirmed")
    assert said(ledger)[0] == "confirmed"


def test_what_was_taken_back_does_not_count(ledger: sqlite3.Connection) -> None:
    entry = update(ledger, "1.1", "2025-01-01", "in_progress")
    first = say(ledger, entry, "2025-02-01", "confirmed")
    second = say(ledger, entry, "2025-03-01", "disputed")
    put(ledger, "retraction", "1.1", "2025-03-02", replaces=second.id, reason="x")
    assert said(ledger)[0] == "confirmed"
    put(ledger, "retraction", "1.1", "2025-03-03", replaces=first.id, reason="x")
    assert said(ledger)[0] == "unconfirmed"


def test_a_verdict_is_about_the_very_entry(ledger: sqlite3.Connection) -> None:
    entry = update(ledger, "1.1", "2025-01-01", "in_progress")
    say(ledger, entry, "2025-02-01", "confirmed")
    update(ledger, "1.1", "2025-01-01", "in_progress", replaces=entry.id)
    assert said(ledger)[0] == "unconfirmed"


@pytest.mark.parametrize("verdict", ["confirmed", "disputed"])
def test_ones_own_verdict_counts_nothing(ledger: sqlite3.Connection, verdict: str) -> None:
    """As it may come from a ledger that other programs wrote to."""
    entry = update(ledger, "1.1", "2025-01-01", "in_progress")
    say(ledger, entry, "2025-02-01", verdict, Writer("An", "hoa-binh"))
    say(ledger, entry, "2025-02-01", verdict, Writer("An", None))
    say(ledger, entry, "2025-02-01", "nonsense")
    assert said(ledger)[0] == "unconfirmed"
    assert list_verdicts(ledger, [entry.id]) == {}
    assert list(list_disputed(ledger, None, LATER)) == []


def test_verdicts_are_told_by_entry_oldest_first(ledger: sqlite3.Connection) -> None:
    first = update(ledger, "1.1", "2025-01-01", "in_progress")
    second = put(ledger, "outcome", "1.1", "2025-01-02", title="x")
    say(ledger, first, "2025-03-01", "confirmed")
    third = say(ledger, first, "2025-02-01", "disputed", Writer("C", "ha-noi"))
    fourth = say(ledger, second, "2025-02-02", "confirmed")
    found = list_verdicts(ledger, [second.id, first.id])
    assert [(one.office, one.verdict) for one in found[first.id]] == [
        ("ha-noi", "disputed"), ("hung-yen", "confirmed"),
    ]  # fmt: skip
    assert found[first.id][0].id == third.id
    assert [one.id for one in found[second.id]] == [fourth.id]
    assert list_verdicts(ledger, [first.id], date(2025, 1, 31)) == {}


def test_disputed_entries_in_force_by_kind_and_plan(ledger: sqlite3.Connection) -> None:
    made = [
        put(ledger, kind, "1.1", f"2025-01-0{day}", title="x", status="in_progress")
        for day, kind in enumerate(CONFIRMABLE, 1)
    ]
    for entry in made:
        say(ledger, entry, "2025-02-01", "disputed")
    say(ledger, made[0], "2025-03-01", "confirmed")
    put(ledger, "retraction", "1.1", "2025-03-01", replaces=made[1].id, reason="x")
    assert [one.kind for one in list_disputed(ledger, "test", LATER)] == ["outcome", "extension"]
    assert [one.kind for one in list_disputed(ledger, "test", date(2025, 2, 28))] == [
        "update", "outcome", "extension",
    ]  # fmt: skip
    assert [one.kind for one in list_disputed(ledger, None, LATER, kinds=("outcome",))] == [
        "outcome"
    ]
    assert list(list_disputed(ledger, "other", LATER)) == []


def test_verdicts_are_found_through_their_index(ledger: sqlite3.Connection) -> None:
    query = standings.ITEMS.format(language="en", where="true")
    values = {"as_of": "2030-01-01", "known_at": ALWAYS}
    steps = [row[3] for row in ledger.execute(f"explain query plan {query}", values)]
    uses = [step for step in steps if "journal_by_confirmed" in step]
    assert uses
    assert all("(<expr>=?)" in step for step in uses)
