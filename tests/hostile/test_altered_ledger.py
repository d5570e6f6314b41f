"""A ledger that somebody changed by other means: a clear line that says where, never a traceback."""

import json
import sqlite3
from pathlib import Path

import pytest

from coopctl.ledger.journal.journal import INSERT
from tests.conftest import Runner


def slip_in(
    workspace: Path,
    kind: str,
    item: str | None,
    body: object,
    on: str = "2025-01-01",
    replaces: str | None = None,
    seq: int = 1,
) -> None:
    """Put an entry into the ledger as no program would."""
    connection = sqlite3.connect(workspace / "coopctl.db")
    row = ("zz", seq, kind, "test", item, on, "2025-01-02T00:00:00.000000Z", "X", None, replaces)
    connection.execute(INSERT, (*row, json.dumps(body), "", "h"))
    connection.commit()
    connection.close()


@pytest.fixture
def ledger(workspace: Path, coopctl: Runner) -> Path:
    assert coopctl("add-update", "1.1", "in_progress", "--on", "1/1/2026").code == 0
    return workspace


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("update", {}),
        ("update", {"status": "completed", "completed_on": "soon"}),
        ("update", {"status": "in_progress", "evidence": "x"}),
        ("update", {"status": 3}),
        ("update", []),
        ("meeting", {"title": "m", "actions": "x"}),
        ("meeting", {"title": "m", "attendees": [{"name": "x"}]}),
        ("outcome", {"title": "o", "indicator": "trained", "value": "many"}),
        ("extension", {"due": "2026"}),
        ("update", {"status": "in_progress", "correction": {"first": "zz-1"}}),
        ("update", {"status": "in_progress", "came_after": 3}),
        ("meeting", {"title": "m", "actions": [{"text": "t", "lead": "x", "number": "1"}]}),
        ("retraction", {"reason": 3}),
    ],
)
def test_an_altered_entry_is_named(kind: str, body: object, ledger: Path, coopctl: Runner) -> None:
    slip_in(ledger, kind, None if kind == "meeting" else "1.1", body)
    shown = coopctl("show", "zz-1")
    assert shown.code == 1
    assert "`zz-1`" in shown.err
    listed = coopctl("log")
    assert listed.code == 0
    assert "understood, zz-1" in listed.err
    assert "1.1" in listed.out


def test_a_day_that_is_none_is_named(ledger: Path, coopctl: Runner) -> None:
    slip_in(ledger, "extension", "1.1", {"due": "someday", "due_text": "someday"})
    result = coopctl("status")
    assert result.code == 1
    assert "`zz-1`" in result.err


@pytest.mark.parametrize("kind", ["update", "outcome", "meeting"])
def test_an_entry_of_no_day_is_named_by_the_agenda(
    kind: str, ledger: Path, coopctl: Runner
) -> None:
    body = {"title": "x", "status": "in_progress", "items": ["1.1"]}
    slip_in(ledger, kind, None if kind == "meeting" else "1.2", body, on="2025-13-40")
    result = coopctl("agenda")
    assert result.code == 1
    assert "`zz-1`" in result.err or "`2025-13-40`" in result.err


def test_a_plan_that_is_none_is_named(ledger: Path, coopctl: Runner) -> None:
    connection = sqlite3.connect(ledger / "coopctl.db")
    connection.execute("update plans set definition = '{}'")
    connection.commit()
    connection.close()
    result = coopctl("status")
    assert result.code == 1
    assert "the plan `test`" in result.err
    assert "`coopctl verify --repair`" in result.err


def test_an_entry_of_a_kind_to_come_is_listed_and_shown(ledger: Path, coopctl: Runner) -> None:
    slip_in(ledger, "handshake", "1.1", {"agrees": True})
    assert "handshake" in coopctl("log").out
    assert coopctl("show", "zz-1").code == 0
    assert coopctl("show", "1.1").code == 0
