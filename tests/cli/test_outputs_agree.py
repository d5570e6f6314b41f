"""No output may disagree with another: csv, xlsx, docx, html, json and `status --json`, cell by cell."""

import csv
import io
import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import docx

from coopctl.domain.dates import show_day
from tests.conftest import Runner
from tests.pages import read_facts, read_section
from tests.story import tell
from tests.workbooks import read

SHARED = (
    "Item",
    "Content",
    "Lead",
    "Cooperating",
    "Deliverable",
    "Result",
)  # of all that show items
CELLS = (*SHARED, "Due", "Status", "Timeliness", "Completed on", "Evidence", "Entry")
CODES = ("item", "title", "lead", "cooperating", "deliverable", "result")
CODED = (*CODES, "due", "status", "timeliness", "completed_on", "evidence", "entry")


def from_csv(coopctl: Runner, *words: str) -> list[dict[str, str]]:
    out = coopctl("export", "csv", *words).out
    return list(csv.DictReader(io.StringIO(out, newline="")))


def in_text(value: object) -> str:
    """Return a cell of a workbook as the CSV with labels has it."""
    text = show_day(value) if isinstance(value, date) else str(value or "")
    return text.partition(" ")[2] if text[:1] in "▲◆▒░█▓■×" else text


def test_every_output_says_the_same_of_every_item(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    coded = from_csv(coopctl)
    listed = [{label: row[label] for label in CELLS} for row in from_csv(coopctl, "--labels")]
    assert len(listed) == 6

    status = json.loads(coopctl("status", "--json").out)["items"]
    assert [[row[code] or "" for code in CODED] for row in status] == [
        [row[code] for code in CODED] for row in coded
    ]

    assert coopctl("export", "xlsx", "-o", "out.xlsx").code == 0
    head, *rows = read(workspace / "out.xlsx")["Items"]
    found = [dict(zip(head, map(in_text, row), strict=True)) for row in rows]
    assert [{label: row[label] for label in CELLS} for row in found] == listed

    facts = read_facts(coopctl("export", "html").out)[: len(listed)]
    assert [{label: row.get(label, "") for label in CELLS} for row in facts] == listed

    assert coopctl("export", "docx", "--kind", "annex", "-o", "out.docx").code == 0
    (table,) = docx.Document(str(workspace / "out.docx")).tables
    annex = [[cell.text for cell in row.cells] for row in table.rows[1:]]
    items = [[*row[:4], *row[5:7]] for row in annex if len(set(row)) > 1]
    assert items == [[row[label] or "…" for label in SHARED] for row in listed]

    journal = json.loads(coopctl("export", "json").out)["entries"]
    recorded = {entry["id"]: entry["body"].get("result", "") for entry in journal}
    told = [row for row in coded if row["entry"]]
    assert [recorded[row["entry"]] for row in told] == [row["result"] for row in told]


def test_every_output_counts_the_same(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    summary: dict[str, Any] = json.loads(coopctl("status", "--json").out)["summary"]
    counted = Counter(row["timeliness"] for row in from_csv(coopctl))
    assert summary["classes"] == counted
    assert summary["total"] == counted.total()

    assert coopctl("export", "xlsx", "-o", "out.xlsx").code == 0
    sheet = read(workspace / "out.xlsx")["Summary"]
    by_label = Counter(row["Timeliness"] for row in from_csv(coopctl, "--labels"))
    figures = {in_text(row[0]): row[1] for row in sheet[5:13]}
    assert {label: count for label, count in figures.items() if count} == by_label

    assert coopctl("export", "docx", "-o", "out.docx").code == 0
    document = docx.Document(str(workspace / "out.docx"))
    *_, total = (row for row in document.tables[1].rows)
    done = sum(counted[code] for code in ("done_on_time", "done_late", "done_no_deadline"))
    classes = ("overdue", "due_soon", "in_time", "no_deadline", "not_counted")
    assert [cell.text for cell in total.cells[2:]] == [
        str(count) for count in (summary["total"], done, *(counted[code] for code in classes))
    ]

    rates = [line for line in coopctl("status").out.splitlines() if " rate " in line]
    assert len(rates) == 2
    said = [paragraph.text for paragraph in document.paragraphs]
    page = read_section(coopctl("export", "html").out, "figures")
    for rate in rates:
        assert f"{rate}." in said
        assert rate in page
        assert rate in [row[0] for row in sheet]
