"""A ledger to try things on, and the chain recomputed from what is stored, apart from the program."""

import hashlib
import json
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from coopctl.definitions.load import load_plans
from coopctl.domain.plan.plan import Plan
from coopctl.domain.record.entries import Draft, Entry
from coopctl.ledger.file import database
from coopctl.ledger.journal.journal import Writer, append
from coopctl.ledger.plan import compiled
from tests.conftest import PLAN

NOON = datetime(2026, 6, 30, 5, 0, tzinfo=UTC)
WRITER = Writer("An", "hoa-binh")
# The columns that the hash covers, in their order, as the journal's documentation states them.
COVERED = (
    "replica, seq, kind, plan, item, happened_on, recorded_at, author, office, replaces, body, prev"
)


def plan_of(text: str, folder: Path, name: str = "plan.yaml") -> Plan:
    """Load a plan from its YAML text."""
    file = folder / name
    file.write_text(text, "utf-8")
    plan, problems = load_plans({name: file})[name]
    assert plan is not None, problems
    return plan


def ledger_with(folder: Path, *texts: str) -> sqlite3.Connection:
    """Make a ledger in memory whose plan tables hold these plans."""
    connection = database.open_in_memory()
    for text in texts or (PLAN,):
        compiled.fill(connection, plan_of(text, folder), None)
    return connection


def put(
    connection: sqlite3.Connection,
    kind: str,
    item: str | None,
    on: str,
    /,
    *,
    at: datetime = NOON,
    plan: str = "test",
    replaces: str | None = None,
    writer: Writer = WRITER,
    **body: Any,
) -> Entry:
    """Append one entry that happened `on` an ISO day and was recorded `at` a moment."""
    draft = Draft(kind, plan, item, date.fromisoformat(on), body, replaces)
    return append(connection, draft, writer, at)


def update(connection: sqlite3.Connection, item: str, on: str, status: str, **more: Any) -> Entry:
    """Append an update."""
    return put(connection, "update", item, on, status=status, **more)


def check_chain(path: Path) -> list[str]:
    """Recompute numbers and hashes from the stored columns; return the ids in order.

    One replica is expected, as one file writes.
    """
    with closing(sqlite3.connect(path)) as connection:
        return chain_ids(connection)


def chain_ids(connection: sqlite3.Connection) -> list[str]:
    """Do as `check_chain` on an open ledger."""
    assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
    rows = connection.execute(
        f"select {COVERED}, hash, id from journal order by replica, seq"
    ).fetchall()
    labels = connection.execute("select label from replica").fetchall()
    assert {row[0] for row in rows} == {label for (label,) in labels}
    before = ""
    for number, row in enumerate(rows, 1):
        *fields, found, entry_id = row
        assert fields[1] == number
        assert fields[-1] == before
        text = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
        assert found == hashlib.sha256(text.encode()).hexdigest()
        assert entry_id == f"{fields[0]}-{number}"
        before = found
    return [row[-1] for row in rows]
