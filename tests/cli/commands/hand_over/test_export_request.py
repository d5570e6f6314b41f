"""`coopctl export request`: what the sheet shows and asks, and what keeps it from being spoilt."""

import os
import re
import sys
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from coopctl.domain.exchange.answers import FORMAT, decode
from tests.conftest import Runner
from tests.helpers.answered import ABOVE_ROW, opened, request, row_of
from tests.helpers.story import tell


def texts(sheet: Worksheet, at: int) -> list[object]:
    return [cell.value for cell in sheet[at] if cell.value is not None]


def test_a_party_s_items_and_open_actions(workspace: Path, coopctl: Runner) -> None:
    story = tell(coopctl)
    result = coopctl("export", "request", "hoa-binh", "-o", "r.xlsx")
    assert result == (0, "", "note: wrote `r.xlsx`: 3 rows\n")
    sheet = opened(Path("r.xlsx"))
    assert sheet["A1"].value == "Request for a report: Phu Tho DOST"
    assert sheet["A2"].value == "Test plan (48/KH-SKHCN) · as of 30/6/2026"
    assert [str(sheet.cell(at, 1).value)[:2] for at in (3, 4, 5)] == ["1.", "2.", "3."]
    assert texts(sheet, 11) == [
        "No.", "Code", "Content", "Role", "Due", "Recorded so far", "Last word", "Status",
        "Progress, %", "Completed on", "Result", "Difficulty", "Cause", "Proposal", "Next step",
        "Evidence",
    ]  # fmt: skip
    assert [texts(sheet, at) for at in range(12, sheet.max_row + 1)] == [
        ["1. Genetic resources"],
        ["1", "1.1", "Propose tasks", "Lead",
         "Q4/2025 (31/12/2025) (extended to 31/3/2026, document 12/QĐ)",
         "In progress 40 %\nOverdue 91 days", "Đã có 12 đề xuất"],
        ["3. Quality"],
        ["2", "3.1", "Apply systems", "Lead", "5/7/2026", "Completed 100 %\nDone on time", "Đã áp dụng"],
        ["Open actions from meetings"],
        ["3", story.action, "Gửi danh mục", "Lead", "1/12/2024", "Not started\nOverdue 576 days"],
    ]  # fmt: skip


def test_what_a_party_shares_in_and_without_what_is_closed(
    workspace: Path, coopctl: Runner
) -> None:
    story = tell(coopctl)
    coopctl("add-update", story.action, "cancelled")
    sheet = opened(request(coopctl, "Hưng Yên"))
    roles = [(sheet.cell(at, 2).value, sheet.cell(at, 4).value) for at in range(12, 23)]
    found = [pair for pair in roles if pair[0]]
    assert found == [("1.1", "Cooperating"), ("1.2", "Lead"), ("2.1", "Lead")]


def test_only_the_fields_can_be_written_to(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    sheet = opened(request(coopctl, "hoa-binh"))
    at = row_of(sheet, "1.1")
    open_cells = {
        cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked
    }
    answers = {f"{letter}{row}" for row in (at, at + 2, at + 4) for letter in "HIJKLMNOP"}
    assert open_cells == answers | {
        f"{letter}{ABOVE_ROW + at}" for at in range(4) for letter in "DEF"
    }
    assert sheet.protection.sheet
    assert sheet.protection.password is None


def test_what_the_spreadsheet_checks(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    book = openpyxl.load_workbook(request(coopctl, "hoa-binh", lang="vi"))
    sheet = book.worksheets[0]
    assert isinstance(sheet, Worksheet)
    rules = {str(rule.sqref).split(":")[0]: rule for rule in sheet.data_validations.dataValidation}
    assert {place: rule.type for place, rule in rules.items()} == {
        "H12": "list", "I12": "whole", "J12": "date", f"D{ABOVE_ROW}": "date", f"D{ABOVE_ROW + 3}": "date",
    }  # fmt: skip
    assert (rules["I12"].formula1, rules["I12"].formula2) == ("0", "100")
    assert rules["J12"].formula2 == "TODAY()"
    assert (rules["H12"].formula1, book.defined_names["statuses"].value) == (
        "statuses", "'Danh mục'!$A$1:$A$6",
    )  # fmt: skip
    assert [cell.value for cell in book["Danh mục"]["A"]] == [
        "Chưa thực hiện", "Đang thực hiện", "Chờ xác nhận", "Đã hoàn thành", "Tạm dừng", "Hủy",
    ]  # fmt: skip
    assert [one.sheet_state for one in book.worksheets] == ["visible", "hidden", "veryHidden"]


def test_the_fingerprint(workspace: Path, coopctl: Runner) -> None:
    story = tell(coopctl)
    path = request(coopctl, "hoa-binh", "--as-of", "1/6/2026", "--known-at", "1/7/2026")
    column = [str(cell.value) for cell in openpyxl.load_workbook(path)["coopctl"]["A"]]
    found = decode(column[1:])
    assert column[0] == FORMAT
    assert found is not None
    assert found[:4] == ("test", story.plan, "hoa-binh", date(2026, 6, 1))
    assert found.known_at == "2026-07-01T16:59:59.999999Z"
    assert [(row.id, row.entry) for row in found.rows] == [
        ("1.1", story.update), ("3.1", story.done), (story.action, None),
    ]  # fmt: skip


def test_the_same_ledger_and_day_give_the_same_bytes(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    first = request(coopctl, "hoa-binh").read_bytes()
    assert request(coopctl, "hoa-binh").read_bytes() == first


def test_without_a_ledger_there_is_a_sheet_too(workspace: Path, coopctl: Runner) -> None:
    sheet = opened(request(coopctl, "hoa-binh"))
    assert sheet.cell(row_of(sheet, "1.1"), 6).value == "Not started\nOverdue 181 days"
    assert not (workspace / "coopctl.db").exists()


def test_a_closed_period(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    assert (
        coopctl("close-period", "Q1", "--as-of", "31/3/2025", "--from", "1/1/2025", "--yes").code
        == 0
    )
    sheet = opened(request(coopctl, "hoa-binh", "--period", "Q1"))
    assert sheet["A2"].value == "Test plan (48/KH-SKHCN) · as of 31/3/2025 · as reported for “Q1”"


def test_vietnamese_leaves_no_english(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    book = openpyxl.load_workbook(request(coopctl, "hoa-binh", lang="vi"))
    sheet = book.worksheets[0]
    assert isinstance(sheet, Worksheet)
    said = " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)
    said += " ".join(
        f"{rule.errorTitle} {rule.error} {rule.prompt}"
        for rule in sheet.data_validations.dataValidation
    )
    assert not re.search(r"\b(the|of|and|Status|Date|Code|Write|Answers)\b", said)
    assert book.sheetnames == ["Trả lời", "Danh mục", "coopctl"]


HOSTILE = (
    "=1+1", "+cmd", "-x", "@SUM(A1)", "<r>x</r>", "</script>", "]]>", "_x0041_", "😀", "=HYPERLINK(1)",
    "https://x.vn", "0012", "{=1}",
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_data(workspace: Path, coopctl: Runner, text: str) -> None:
    assert coopctl("add-update", "1.1", "in_progress", f"--result={text}").code == 0
    sheet = opened(request(coopctl, "hoa-binh"))
    cell = sheet.cell(row_of(sheet, "1.1"), 7)
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_a_long_text_is_cut_with_a_mark(workspace: Path, coopctl: Runner) -> None:
    text = "dài lắm " * 5_000
    assert coopctl("add-update", "1.1", "in_progress", "--result", text).code == 0
    sheet = opened(request(coopctl, "hoa-binh"))
    shown = str(sheet.cell(row_of(sheet, "1.1"), 7).value)
    assert shown.endswith("…")
    assert len(shown) == 200


def test_nothing_to_ask(workspace: Path, coopctl: Runner) -> None:
    plan = workspace / "plans" / "test.yaml"
    text = plan.read_text("utf-8")
    plan.write_text(text.replace("areas:", "  ha-noi: {names: [{text: Hà Nội}]}\nareas:"), "utf-8")
    result = coopctl("export", "request", "ha-noi", "-o", "r.xlsx")
    assert result == (0, "", "note: `ha-noi` has no items and no open actions\n")
    assert not Path("r.xlsx").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "missing: PARTY"),
        (("hoa-binh",), "missing: -o"),
        (("ha-noi", "-o", "r.xlsx"), "`PARTY`: the plan has no party `ha-noi`"),
        (("hoa-binh", "-o", "r.xlsx", "--plan", "x"), "there is no plan `x`"),
        (("hoa-binh", "-o", "r.xlsx", "--as-of", "31/2/2025"), "`--as-of`"),
        (("hoa-binh", "-o", "plans"), "`plans` is a folder"),
        (("hoa-binh", "-o", "none/r.xlsx"), "cannot write"),
    ],
)
def test_what_is_refused(
    workspace: Path, coopctl: Runner, words: tuple[str, ...], said: str
) -> None:
    result = coopctl("export", "request", *words)
    assert result.code in {1, 2}
    assert said in result.err
    assert not Path("r.xlsx").exists()


def test_several_plans_are_named(workspace: Path, coopctl: Runner) -> None:
    plan = workspace / "plans" / "test.yaml"
    text = plan.read_text("utf-8").replace("id: test", "id: other")
    (workspace / "plans" / "other.yaml").write_text(text, "utf-8")
    result = coopctl("export", "request", "hoa-binh", "-o", "r.xlsx")
    assert result.code == 1
    assert "`--plan`: other, test" in result.err
    assert coopctl("export", "request", "hoa-binh", "--plan", "other", "-o", "r.xlsx").code == 0


def test_a_failed_export_leaves_the_old_file(
    workspace: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("r.xlsx").write_text("old", "utf-8")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    result = coopctl("export", "request", "hoa-binh", "-o", "r.xlsx", "--overwrite")
    assert result.code == 1
    assert "No space left on device" in result.err
    assert Path("r.xlsx").read_text("utf-8") == "old"


def test_a_missing_library_is_named_with_what_brings_it(
    workspace: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    result = coopctl("export", "request", "hoa-binh", "-o", "r.xlsx")
    assert result.code == 1
    assert "`xlsxwriter`" in result.err
    assert "` brings it" in result.err
    assert not Path("r.xlsx").exists()
