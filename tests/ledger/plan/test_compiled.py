"""The plan in the ledger: filled, replaced, hidden by temporary tables, as known on a day."""

import sqlite3
from datetime import date, timedelta
from pathlib import Path

import pytest

from coopctl.domain.plan.plan import Plan
from coopctl.domain.record.entries import Draft
from coopctl.ledger.file import database
from coopctl.ledger.journal.journal import append, stamp
from coopctl.ledger.plan import compiled
from coopctl.ledger.plan.compiled import KnownFile, PlanInUse
from tests.conftest import PLAN
from tests.ledger.helpers import NOON, WRITER, ledger_with, plan_of, put, update

CHANGED = PLAN.replace("Propose tasks", "Propose them").replace("- id: 1.2", "- id: 1.3")


@pytest.fixture
def ledger(tmp_path: Path) -> sqlite3.Connection:
    return ledger_with(tmp_path)


def items(ledger: sqlite3.Connection, schema: str = "main") -> list[str]:
    """Return the items in the plan's order, with their titles."""
    rows = ledger.execute(f"select id, title_en from {schema}.items order by plan, position")
    return [f"{item} {title}" for item, title in rows]


def record_plan(ledger: sqlite3.Connection, plan: Plan, hours: int) -> str:
    """Write a version of a plan down, so many hours after noon; return the entry."""
    body = compiled.body_of(plan, "plans/test.yaml", "00")
    at = NOON + timedelta(hours=hours)
    draft = Draft("plan", plan.id, None, date(2026, 6, 30), body)
    entry = append(ledger, draft, WRITER, at)
    compiled.fill(ledger, plan, entry.id)
    return entry.id


def test_a_plan_comes_back_as_it_was_put_in(ledger: sqlite3.Connection, tmp_path: Path) -> None:
    assert compiled.find_plan(ledger, "test") == plan_of(PLAN, tmp_path)
    assert compiled.find_plan(ledger, "none") is None


def test_the_version_in_force_names_its_entry(ledger: sqlite3.Connection, tmp_path: Path) -> None:
    assert compiled.find_version(ledger, "test") is None
    entry = record_plan(ledger, plan_of(CHANGED, tmp_path), 0)
    assert compiled.find_version(ledger, "test") == entry
    assert compiled.find_version(ledger, "none") is None


def test_the_tables_say_what_the_plan_says(ledger: sqlite3.Connection) -> None:
    row = ledger.execute("select * from items where id = '1.1'").fetchone()
    assert row == (
        "test", "1.1", "1", 0, "Đề xuất nhiệm vụ", "Propose tasks", "dated", None, None,
        "hoa-binh", "hung-yen", "2024-10-01", "Q4/2025", "2025-12-31", None, None, "Danh mục", "List", None, None,
        " 1 1 | q4 2025 | de xuat nhiem vu | propose tasks | danh muc | list ", None,
    )  # fmt: skip
    assert ledger.execute("select * from indicators").fetchall() == [
        ("test", "2.1", "trained", 0, "Người học", "People", None, None, "20", "120", None, "sum")
    ]
    assert ledger.execute("select id from parties").fetchall() == [("hoa-binh",), ("hung-yen",)]
    assert ledger.execute("select id, title_en from areas order by position").fetchall() == [
        ("1", "Genetic resources"), ("2", "Exchange"), ("3", "Quality"),
    ]  # fmt: skip


def test_a_plan_without_indicators(tmp_path: Path) -> None:
    start = PLAN.index("        indicators:")
    end = PLAN.index("      - id: 2.2")
    ledger = ledger_with(tmp_path, PLAN, PLAN[:start] + PLAN[end:])
    assert ledger.execute("select * from indicators").fetchall() == []


def test_a_new_version_takes_the_place_of_the_old_and_of_no_other_plan(tmp_path: Path) -> None:
    ledger = ledger_with(tmp_path, PLAN, PLAN.replace("id: test", "id: other"))
    before = items(ledger)
    compiled.fill(ledger, plan_of(CHANGED, tmp_path), None)
    expected = [
        one.replace("Propose tasks", "Propose them").replace("1.2 ", "1.3 ") for one in before[6:]
    ]
    assert items(ledger) == [*before[:6], *expected]
    assert ledger.execute("pragma foreign_key_check").fetchall() == []


@pytest.mark.parametrize("kind", ["update", "outcome", "extension"])
def test_items_with_entries_may_not_be_left_out(
    ledger: sqlite3.Connection, tmp_path: Path, kind: str
) -> None:
    changed = plan_of(CHANGED, tmp_path)
    compiled.refuse_lost_items(ledger, changed)
    put(ledger, kind, "1.2", "2025-01-01", plan="other")
    compiled.refuse_lost_items(ledger, changed)
    put(ledger, kind, "1.2", "2025-01-01")
    with pytest.raises(PlanInUse, match=r"leaves out items that have records: 1\.2"):
        compiled.refuse_lost_items(ledger, changed)


def test_an_item_that_a_meeting_discussed_may_not_be_left_out(
    ledger: sqlite3.Connection, tmp_path: Path
) -> None:
    put(ledger, "meeting", None, "2025-01-01", title="m", items=["1.2"])
    with pytest.raises(PlanInUse):
        compiled.refuse_lost_items(ledger, plan_of(CHANGED, tmp_path))


def test_plan_files_are_remembered_by_path(ledger: sqlite3.Connection) -> None:
    assert compiled.list_files(ledger) == {}
    compiled.note_file(ledger, "plans/a.yaml", KnownFile("a", "1", "00"))
    compiled.note_file(ledger, "plans/b.yaml", KnownFile("b", "1", "00"))
    compiled.note_file(ledger, "plans/a.yaml", KnownFile("a", "2", "01"))
    assert compiled.list_files(ledger) == {
        "plans/a.yaml": KnownFile("a", "2", "01"), "plans/b.yaml": KnownFile("b", "1", "00"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("language", "titles"),
    [
        ("en", {"test": "Test plan", "only": "Chỉ"}),
        ("vi", {"test": "Kế hoạch thử", "only": "Chỉ"}),
    ],
)
def test_titles_in_a_language_or_the_other(
    tmp_path: Path, language: str, titles: dict[str, str]
) -> None:
    only = PLAN.replace("id: test", "id: only").replace(
        "{vi: Kế hoạch thử, en: Test plan}", "{vi: Chỉ}"
    )
    assert compiled.list_titles(ledger_with(tmp_path, PLAN, only), language) == titles


def test_a_shadow_hides_the_tables_and_leaves_them_alone(
    ledger: sqlite3.Connection, tmp_path: Path
) -> None:
    before = items(ledger)
    compiled.shadow(ledger)
    assert items(ledger, "temp") == before
    compiled.fill(ledger, plan_of(CHANGED, tmp_path), None, "temp")
    found = compiled.find_plan(ledger, "test")
    assert found is not None
    assert [item.id for item in found.items()][:2] == ["1.1", "1.3"]
    assert items(ledger, "main") == before


def test_each_plan_as_it_was_known_at_a_moment(tmp_path: Path) -> None:
    file = tmp_path / "ledger.db"
    ledger = database.open_or_make(file)
    record_plan(ledger, plan_of(PLAN, tmp_path), 0)
    record_plan(ledger, plan_of(PLAN.replace("id: test", "id: other"), tmp_path), 1)
    record_plan(ledger, plan_of(CHANGED, tmp_path), 2)
    update(ledger, "1.1", "2025-01-01", "in_progress")
    ledger.close()

    def known(hours: int) -> dict[str, str]:
        reader = database.open_existing(file)
        compiled.shadow_as_known(reader, stamp(NOON + timedelta(hours=hours)))
        rows = reader.execute("select plan, title_en from items where id = '1.1'").fetchall()
        reader.close()
        return dict(rows)

    assert known(-1) == {}
    assert known(0) == {"test": "Propose tasks"}
    assert known(1) == {"test": "Propose tasks", "other": "Propose tasks"}
    assert known(2) == {"test": "Propose them", "other": "Propose tasks"}
