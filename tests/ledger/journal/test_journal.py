"""The journal's one way in: numbers, chain, times, append-only."""

import json
import sqlite3
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopctl.domain.record.entries import Draft
from coopctl.ledger.file import database
from coopctl.ledger.journal.journal import (
    Writer,
    append,
    find_entry,
    list_all,
    list_replacements,
    stamp,
)
from tests.ledger.helpers import NOON, WRITER, chain_ids, check_chain, put, update

_TEXTS = st.text(max_size=30)


def test_numbers_run_without_gaps_and_each_hash_covers_the_one_before() -> None:
    connection = database.open_in_memory()
    entries = [update(connection, "1.1", "2025-01-01", "in_progress") for _ in range(5)]
    assert [entry.seq for entry in entries] == [1, 2, 3, 4, 5]
    assert chain_ids(connection) == [entry.id for entry in entries]
    assert [entry.prev for entry in entries] == ["", *(entry.hash for entry in entries[:-1])]


@given(st.lists(st.tuples(_TEXTS, _TEXTS, st.integers(), st.none() | _TEXTS), max_size=6))
def test_any_content_is_kept_and_chained(rows: list[tuple[str, str, int, str | None]]) -> None:
    connection = database.open_in_memory()
    written = [
        put(
            connection, "update", item, "2025-01-01",
            writer=Writer(author or "?", "a"), word=item, number=number, nested={"z": [author]},
        )
        for author, item, number, _ in rows
    ]  # fmt: skip
    assert list(list_all(connection)) == written
    assert len(chain_ids(connection)) == len(rows)


@pytest.mark.parametrize(
    "column",
    ["kind", "plan", "item", "happened_on", "recorded_at", "author", "office", "replaces", "body"],
)
def test_every_column_is_under_the_hash(column: str) -> None:
    connection = database.open_in_memory()
    for _ in range(3):
        update(connection, "1.1", "2025-01-01", "in_progress")
    chain_ids(connection)
    connection.execute("drop trigger journal_never_updated")
    forged = '{"status":"completed"}' if column == "body" else "forged"
    connection.execute(f"update journal set {column} = ? where seq = 2", (forged,))
    with pytest.raises(AssertionError):
        chain_ids(connection)


def test_a_lost_entry_shows() -> None:
    connection = database.open_in_memory()
    for _ in range(3):
        update(connection, "1.1", "2025-01-01", "in_progress")
    connection.execute("drop trigger journal_never_deleted")
    connection.execute("delete from journal where seq = 2")
    with pytest.raises(AssertionError):
        chain_ids(connection)


_REPLACE = """
insert or replace into journal (replica, seq, kind, plan, happened_on, recorded_at, author, body,
  prev, hash)
select replica, seq, 'x', plan, happened_on, recorded_at, author, body, prev, hash from journal
"""


@pytest.mark.parametrize(
    "statement",
    [
        "update journal set author = 'x'",
        "update journal set body = '{}' where seq = 1",
        "delete from journal",
        _REPLACE,
    ],
)
def test_the_journal_is_append_only(statement: str) -> None:
    connection = database.open_in_memory()
    entry = update(connection, "1.1", "2025-01-01", "in_progress")
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute(statement)
    assert list(list_all(connection)) == [entry]


def test_a_body_is_stored_in_one_form_only_with_letters_as_they_are() -> None:
    connection = database.open_in_memory()
    entry = put(connection, "update", "1.1", "2025-01-01", b="Hòa Bình", a=[1, {"d": 1, "c": None}])
    stored = connection.execute("select body from journal").fetchone()[0]
    assert stored == f'{{"a":[1,{{"c":null,"d":1}}],"b":"Hòa Bình","command":"{entry.id}"}}'
    assert entry.body == json.loads(stored)


def test_moments_are_kept_in_utc_to_the_microsecond() -> None:
    hanoi = timezone(timedelta(hours=7))
    assert stamp(datetime(2024, 9, 19, 8, 15, 30, 42, hanoi)) == "2024-09-19T01:15:30.000042Z"
    connection = database.open_in_memory()
    draft = Draft("update", "test", "1.1", date(2024, 9, 19), {})
    entry = append(connection, draft, WRITER, datetime(2024, 9, 19, 1, 0, tzinfo=hanoi))
    assert entry.recorded_at == "2024-09-18T18:00:00.000000Z"
    assert entry.happened_on == date(2024, 9, 19)


@given(*[st.datetimes(datetime(1970, 1, 1), timezones=st.just(UTC))] * 2)  # noqa: DTZ001  (hypothesis adds the zone)
def test_stamps_sort_as_moments_do(one: datetime, other: datetime) -> None:
    assert (stamp(one) < stamp(other)) == (one < other)


@pytest.mark.parametrize(
    ("office", "begin"),
    [
        ("hoa-binh", "hb"),
        ("so-khcn-hung-yen", "skh"),
        (None, "x"),
        ("", "x"),
        ("Đông-ắc", "x"),
        ("-", "x"),
        ("7-a", "7a"),
    ],
)
def test_the_replica_label_begins_with_the_office(office: str | None, begin: str) -> None:
    connection = database.open_in_memory()
    entry = put(connection, "update", "1.1", "2025-01-01", writer=Writer("An", office))
    assert entry.replica.startswith(begin)
    assert len(entry.replica) == len(begin) + 3
    assert entry.replica.isascii()
    assert entry.office == office


def test_the_label_is_made_once_whoever_writes_later() -> None:
    connection = database.open_in_memory()
    first = put(connection, "update", "1.1", "2025-01-01", writer=Writer("An", None))
    second = put(connection, "update", "1.1", "2025-01-01", writer=Writer("Bình", "hung-yen"))
    assert second.id == f"{first.replica}-2"
    assert (second.author, second.office) == ("Bình", "hung-yen")
    assert connection.execute("select count(*) from replica").fetchone() == (1,)


def test_what_fails_in_the_callers_transaction_leaves_neither_entry_nor_label(
    tmp_path: Path,
) -> None:
    path = tmp_path / "coopctl.db"
    connection = database.open_or_make(path)
    with pytest.raises(ZeroDivisionError):
        _fail_after_an_entry(connection)
    assert list(list_all(connection)) == []
    assert connection.execute("select * from replica").fetchall() == []
    with database.transaction(connection):
        entry = update(connection, "1.1", "2025-01-01", "in_progress")
    connection.close()
    assert entry.seq == 1
    assert check_chain(path) == [entry.id]


def _fail_after_an_entry(connection: sqlite3.Connection) -> None:
    with database.transaction(connection):
        update(connection, "1.1", "2025-01-01", "in_progress")
        1 / 0  # noqa: B018  (it fails: that is its use)


def test_an_entry_is_found_by_its_id_and_so_is_what_replaced_it() -> None:
    connection = database.open_in_memory()
    first = update(connection, "1.1", "2025-01-01", "in_progress")
    later = update(
        connection, "1.1", "2025-01-02", "completed",
        replaces=first.id, at=NOON + timedelta(days=1),
    )  # fmt: skip
    assert find_entry(connection, first.id) == first
    assert find_entry(connection, later.id) == later
    assert find_entry(connection, f"{first.replica}-3") is None
    assert find_entry(connection, "other-1") is None
    assert list_replacements(connection, first.id) == [later.id]
    assert list_replacements(connection, later.id) == []
