"""What other SQLite tools see: plain columns, only what is in force."""

import csv
import io
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlite_utils

from coopctl.domain.exchange.columns import TABLES
from coopctl.ledger.file import database
from coopctl.ledger.file.tables import list_table
from coopctl.ledger.journal.journal import stamp
from coopctl.ledger.plan import compiled
from tests.conftest import Runner
from tests.ledger.helpers import NOON, put, update

VIEWS = ("updates", "meetings", "actions", "outcomes", "extensions")
AT = "2026-06-30T05:00:00.000000Z"


@pytest.fixture
def ledger() -> sqlite3.Connection:
    return database.open_in_memory()


def rows(ledger: sqlite3.Connection, view: str) -> list[dict[str, Any]]:
    """Read a view as any tool would."""
    cursor = ledger.execute(f"select * from {view}")
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


@pytest.mark.parametrize("view", ["updates", "meetings", "outcomes", "extensions"])
def test_a_view_has_the_columns_that_are_exported(ledger: sqlite3.Connection, view: str) -> None:
    names = [column[0] for column in ledger.execute(f"select * from {view}").description]
    assert names == [column.code for column in TABLES[view]]


def test_actions_have_what_does_not_depend_on_a_date(ledger: sqlite3.Connection) -> None:
    names = [column[0] for column in ledger.execute("select * from actions").description]
    exported = [column.code for column in TABLES["actions"]]
    signed = {"author", "office", "recorded_at"}
    assert [name for name in names if name in exported] == [
        "id", "plan", "meeting", "agreed_on", "title", "lead", "cooperating", "due_text", "due",
    ]  # fmt: skip
    assert set(names) - set(exported) == signed


def test_updates(ledger: sqlite3.Connection) -> None:
    entry = update(
        ledger, "1.1", "2025-01-02", "completed", progress=100, result="r", difficulty="d",
        cause="c", proposal="p", next_step="n", completed_on="2025-01-01", evidence=["a", "b; c"],
        stage="accepted", grade="passed", document="12/QĐ", reason="w",
    )  # fmt: skip
    assert rows(ledger, "updates") == [{
        "id": entry.id, "plan": "test", "item": "1.1", "happened_on": "2025-01-02",
        "status": "completed", "progress": 100, "result": "r", "difficulty": "d", "cause": "c",
        "proposal": "p", "next_step": "n", "completed_on": "2025-01-01", "evidence": "a; b; c",
        "stage": "accepted", "grade": "passed", "document": "12/QĐ", "reason": "w",
        "author": "An", "office": "hoa-binh", "recorded_at": AT, "confirmation": "unconfirmed",
    }]  # fmt: skip


def test_meetings_and_their_actions(ledger: sqlite3.Connection) -> None:
    entry = put(
        ledger, "meeting", None, "2025-01-02", title="Visit", until="2025-01-03",
        kind="working_visit", place="Hòa Bình", host="hoa-binh", chair="A", secretary="B",
        number="1/BB", proceedings="long", evidence=["e"], items=["1.1", "2.1"],
        attendees=[
            {"party": "hoa-binh", "name": "Nguyễn A", "role": "Director"},
            {"party": "hung-yen", "name": "Trần B"},
        ],
        invited=[{"name": "Lê C", "role": "guest"}],
        conclusions=["one", "two"],
        actions=[
            {"text": "send", "lead": "hoa-binh", "cooperating": ["hung-yen", "x"],
             "due_text": "Q1/2025", "due": "2025-03-31"},
            {"text": "wait", "lead": "hung-yen"},
        ],
    )  # fmt: skip
    assert rows(ledger, "meetings") == [{
        "id": entry.id, "plan": "test", "happened_on": "2025-01-02", "until": "2025-01-03",
        "title": "Visit", "kind": "working_visit", "place": "Hòa Bình", "host": "hoa-binh",
        "chair": "A", "secretary": "B", "number": "1/BB",
        "attendees": "hoa-binh: Nguyễn A, Director; hung-yen: Trần B", "invited": "Lê C, guest",
        "items": "1.1 2.1", "proceedings": "long", "conclusions": "one; two", "actions": 2,
        "evidence": "e", "author": "An", "office": "hoa-binh", "recorded_at": AT,
        "confirmation": "unconfirmed",
    }]  # fmt: skip
    shared = {
        "plan": "test", "meeting": entry.id, "agreed_on": "2025-01-02", "author": "An",
        "office": "hoa-binh", "recorded_at": AT,
    }  # fmt: skip
    assert rows(ledger, "actions") == [
        shared | {"id": f"{entry.id}/1", "title": "send", "lead": "hoa-binh",
                  "cooperating": "hung-yen x", "due_text": "Q1/2025", "due": "2025-03-31"},
        shared | {"id": f"{entry.id}/2", "title": "wait", "lead": "hung-yen", "cooperating": "",
                  "due_text": None, "due": None},
    ]  # fmt: skip


def test_outcomes_and_extensions(ledger: sqlite3.Connection) -> None:
    put(ledger, "outcome", "2.1", "2025-01-02", title="Course", type="other", indicator="trained",
        value="30.5", evidence=["list"])  # fmt: skip
    put(ledger, "extension", "1.1", "2025-01-03", due_text="Q1/2026", due="2026-03-31", reason="r",
        document="1/QĐ")  # fmt: skip
    (outcome,) = rows(ledger, "outcomes")
    assert (outcome["item"], outcome["indicator"], outcome["value"]) == ("2.1", "trained", "30.5")
    assert (outcome["title"], outcome["type"], outcome["evidence"]) == ("Course", "other", "list")
    (extension,) = rows(ledger, "extensions")
    assert (extension["due_text"], extension["due"]) == ("Q1/2026", "2026-03-31")
    assert (extension["reason"], extension["document"]) == ("r", "1/QĐ")


def test_evidence(ledger: sqlite3.Connection) -> None:
    file = {"file": "a.pdf", "size": 3, "sha256": "ab" * 32, "kept": True}
    entry = update(ledger, "1.1", "2025-01-02", "completed", evidence=["12/BB", file])
    met = put(ledger, "meeting", None, "2025-01-03", title="m", evidence=[file | {"kept": False}])
    update(ledger, "1.1", "2025-01-04", "completed")
    seen = [
        [row[name] for name in ("id", "item", "meeting", "evidence", "size", "sha256", "kept")]
        for row in rows(ledger, "evidence")
    ]
    assert seen == [
        [entry.id, "1.1", None, "12/BB", None, None, None],
        [entry.id, "1.1", None, "a.pdf", 3, "ab" * 32, 1],
        [met.id, None, met.id, "a.pdf", 3, "ab" * 32, 0],
    ]
    assert rows(ledger, "updates")[0]["evidence"] == "12/BB; a.pdf"


@pytest.mark.parametrize(
    ("kind", "item", "view"),
    [
        ("update", "1.1", "updates"),
        ("meeting", None, "meetings"),
        ("meeting", None, "actions"),
        ("outcome", "1.1", "outcomes"),
        ("extension", "1.1", "extensions"),
    ],
)
def test_what_was_replaced_is_not_in_force(
    ledger: sqlite3.Connection, kind: str, item: str | None, view: str
) -> None:
    old = put(ledger, kind, item, "2025-01-02", actions=[{"text": "a"}])
    new = put(ledger, kind, item, "2025-01-02", replaces=old.id, actions=[{"text": "b"}])
    assert [row["id"].partition("/")[0] for row in rows(ledger, view)] == [new.id]


def test_a_bare_entry_gives_empty_cells(ledger: sqlite3.Connection) -> None:
    put(ledger, "meeting", None, "2025-01-02", title="m")
    (meeting,) = rows(ledger, "meetings")
    assert (meeting["attendees"], meeting["evidence"], meeting["actions"]) == (None, None, None)
    assert rows(ledger, "actions") == []


def test_a_table_comes_in_the_order_of_what_happened_and_by_both_times(
    ledger: sqlite3.Connection,
) -> None:
    second = update(ledger, "1.1", "2025-01-02", "in_progress")
    first = update(ledger, "1.2", "2025-01-01", "in_progress")
    third = update(ledger, "1.1", "2025-01-02", "in_progress", at=NOON + timedelta(seconds=1))

    def ids(as_of: date | None = None) -> list[object]:
        return [entry for _item, entry in list_table(ledger, "updates", ("item", "id"), as_of)]

    assert ids() == [first.id, second.id, third.id]
    assert ids(as_of=date(2025, 1, 1)) == [first.id]
    compiled.shadow_as_known(ledger, stamp(NOON))
    assert ids() == [first.id, second.id]


def test_ordinary_tools_read_every_view_of_a_ledger_that_the_program_wrote(
    coopctl: Runner, workspace: Path
) -> None:
    for argv in (
        ("add-update", "1.1", "in_progress", "--on", "1/6/2026", "--progress", "40"),
        ("add-meeting", "--on", "1/6/2026", "--title", "Họp", "--action", "hoa-binh: gửi: Q3/2026"),
        ("add-outcome", "2.1", "--title", "Lớp", "--on", "2/6/2026", "--indicator", "trained",
         "--value", "30"),
        ("add-extension", "1.1", "31/12/2026", "--reason", "mưa", "--document", "1/QĐ"),
    ):  # fmt: skip
        assert coopctl(*argv).code == 0
    path = workspace / "coopctl.db"
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as plain:
        seen = {view: rows(plain, view) for view in VIEWS}
    assert {view: len(found) for view, found in seen.items()} == dict.fromkeys(VIEWS, 1)
    tools = sqlite_utils.Database(path)
    assert set(VIEWS) <= set(tools.view_names())
    assert {view: list(tools[view].rows) for view in VIEWS} == seen
    tools.close()
    exported = csv.DictReader(io.StringIO(coopctl("export", "csv", "updates").out))
    (line,) = exported
    shown = {name: "" if cell is None else str(cell) for name, cell in seen["updates"][0].items()}
    assert {name: line[name] for name in ("id", "item", "status", "progress")} == {
        name: shown[name] for name in ("id", "item", "status", "progress")
    }


def test_records_about_actions_go_and_come_back_with_their_meeting(
    ledger: sqlite3.Connection,
) -> None:
    duty = {"text": "t", "lead": "hoa-binh"}
    meeting = put(ledger, "meeting", None, "2025-01-02", title="m", actions=[duty])
    about = [
        update(ledger, f"{meeting.id}/1", "2025-01-03", "in_progress"),
        put(ledger, "outcome", f"{meeting.id}/1", "2025-01-03", title="x"),
        put(ledger, "extension", f"{meeting.id}/1", "2025-01-03", due="2025-02-01", due_text="x"),
    ]
    other = update(ledger, "1.1", "2025-01-03", "in_progress")
    placed = {"first": meeting.id, "placed_at": AT, "reason": "x"}
    views = ("updates", "outcomes", "extensions")

    def ids() -> list[str]:
        return [row["id"] for view in views for row in rows(ledger, view)]

    every = [about[0].id, other.id, about[1].id, about[2].id]
    assert ids() == every
    second = put(ledger, "meeting", None, "2025-01-02", replaces=meeting.id, title="n",
                 actions=[duty], correction=placed)  # fmt: skip
    assert ids() == every
    gone = put(ledger, "retraction", None, "2025-01-04", replaces=second.id, whole=True,
               at=NOON + timedelta(hours=1))  # fmt: skip
    assert ids() == [other.id]
    put(ledger, "retraction", None, "2025-01-04", replaces=gone.id, at=NOON + timedelta(hours=2))
    assert ids() == every
    compiled.shadow_as_known(ledger, stamp(NOON + timedelta(hours=1)))
    assert ids() == [other.id]


def test_a_corrected_row_keeps_its_place(ledger: sqlite3.Connection) -> None:
    first = update(ledger, "1.1", "2025-01-02", "in_progress")
    second = update(ledger, "1.1", "2025-01-02", "suspended", at=NOON + timedelta(seconds=1))
    placed = {"first": first.id, "placed_at": first.recorded_at, "reason": "x"}
    new = update(ledger, "1.1", "2025-01-02", "completed", at=NOON + timedelta(seconds=2),
                 replaces=first.id, correction=placed)  # fmt: skip
    assert [row[0] for row in list_table(ledger, "updates", ("id",))] == [new.id, second.id]
