"""A short history of the shared test plan, recorded as a user would, for tests that read it."""

from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from coopctl.domain.record.entries import Draft
from coopctl.ledger.file import database
from coopctl.ledger.journal.journal import Writer, append
from coopctl.services.workspace import clock
from tests.conftest import Runner
from tests.helpers.printed import read_json


class Story(NamedTuple):
    """The ids that the ledger gave to what `tell` recorded."""

    plan: str
    meeting: str
    action: str
    update: str
    outcome: str
    extension: str
    done: str


_RECORDS = (
    (
        "add-meeting", "--on", "19/9/2024", "--title", "Gặp nhau tại Hòa Bình",
        "--kind", "working_visit", "--place", "Hòa Bình", "--host", "hoa-binh",
        "--chair", "Đỗ Hải Hồ", "--secretary", "Thư ký A", "--number", "05/BB",
        "--attendee", "hung-yen: Trần Tùng Chuẩn, Giám đốc", "--attendee", "hoa-binh: Đỗ Hải Hồ",
        "--invited", "hung-yen: Báo chí", "--item", "1.1", "--item", "2.1",
        "--proceedings", "Hai bên trao đổi.", "--conclusion", "Lập danh mục chung",
        "--action", "hoa-binh: Gửi danh mục: 1/12/2024", "--evidence", "Biên bản 05/BB",
    ),
    (
        "add-update", "1.1", "in_progress", "--on", "1/3/2025", "--progress", "40",
        "--result", "Đã có 12 đề xuất", "--difficulty", "Thiếu kinh phí",
    ),
    ("add-outcome", "2.1", "--on", "1/2/2025", "--title", "Lớp đầu", "--indicator", "trained",
     "--value", "30"),
    ("add-extension", "1.1", "31/3/2026", "--on", "1/6/2025", "--reason", "Sáp nhập tỉnh",
     "--document", "12/QĐ"),
    ("add-update", "3.1", "completed", "--on", "1/6/2026", "--completed-on", "30/5/2026",
     "--result", "Đã áp dụng", "--evidence", "Báo cáo 9/BC"),
)  # fmt: skip


def tell(coopctl: Runner) -> Story:
    """Record a visit, two updates, an outcome and an extension; return their ids."""
    for words in _RECORDS:
        result = coopctl(*words, "--author", "An")
        assert result.code == 0, result.err
    replica = entries(coopctl)[0]["replica"]
    ids = [f"{replica}-{number}" for number in range(1, 7)]
    return Story(
        plan=ids[0], meeting=ids[1], action=f"{ids[1]}/1", update=ids[2],
        outcome=ids[3], extension=ids[4], done=ids[5],
    )  # fmt: skip


def entries(coopctl: Runner) -> list[dict[str, Any]]:
    """Return every entry of the journal, by number."""
    result = coopctl("log", "--json", "--limit", "0")
    assert result.code == 0, result.err
    found: list[dict[str, Any]] = read_json(result.out)
    return sorted(found, key=lambda entry: int(entry["seq"]))


def replace(workspace: Path, old: dict[str, Any], **changes: Any) -> str:
    """Record an entry in place of another, as correcting does; return its id."""
    connection = database.open_existing(workspace / "coopctl.db")
    placed = {"first": old["id"], "placed_at": old["recorded_at"], "reason": "Ghi nhầm"}
    correction = {"correction": old["body"].get("correction", placed)}
    draft = Draft(
        old["kind"], old["plan"], old["item"], date.fromisoformat(old["happened_on"]),
        old["body"] | changes | correction, replaces=old["id"],
    )  # fmt: skip
    with database.transaction(connection):
        entry = append(connection, draft, Writer("Bình", "hung-yen"), clock.now())
    connection.close()
    return entry.id
