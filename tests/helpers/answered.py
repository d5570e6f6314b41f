"""A sheet of `export request` as somebody fills it in, opened and saved by another program."""

import subprocess
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import openpyxl
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from coopctl.domain.exchange.answers import ABOVE, ABOVE_COLUMN, ASKED, SHOWN
from tests.conftest import Runner
from tests.helpers.machine import PATIENCE

Filled = Mapping[str, Mapping[str, object]]

ABOVE_ROW = 6  # the first line of what is asked above the table, below title and instructions
SIGNED: Mapping[str, object] = {
    "name": "Trần Thị Bình", "position": "Phó Giám đốc", "answered_on": date(2026, 6, 30),
}  # fmt: skip


def request(coopctl: Runner, party: str, *words: str, lang: str = "en") -> Path:
    """Export the sheet for a party; return its path."""
    result = coopctl("export", "request", party, "-o", "request.xlsx", *words, lang=lang)
    assert result.code == 0, result.err
    return Path("request.xlsx")


def opened(path: Path) -> Worksheet:
    """Return the first sheet of a workbook."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert isinstance(sheet, Worksheet)
    return sheet


def save(sheet: Worksheet, name: str = "answers.xlsx") -> Path:
    """Save the workbook of a sheet anew, as Excel does."""
    assert sheet.parent is not None
    sheet.parent.save(name)
    return Path(name)


def row_of(sheet: Worksheet, code: str) -> int:
    """Return the row, from 1, that is about an item or action."""
    return next(at for at in range(1, sheet.max_row + 1) if sheet.cell(at, 2).value == code)


def column_of(field: str) -> int:
    """Return the column, from 1, that asks for a field."""
    return len(SHOWN) + ASKED.index(field) + 1


class Bare(int):
    """A number in a cell that has lost the format of a date."""


def put(cell: Cell | MergedCell, value: object) -> None:
    """Write a value into a cell."""
    assert isinstance(cell, Cell)
    cell.value = value  # type: ignore[assignment]
    if isinstance(value, Bare):
        cell.number_format = "General"


def above(sheet: Worksheet, field: str) -> Cell:
    """Return the cell of what is asked above the table."""
    cell = sheet.cell(ABOVE_ROW + list(ABOVE).index(field), ABOVE_COLUMN + 1)
    assert isinstance(cell, Cell)
    return cell


def fill(
    path: Path,
    filled: Filled,
    on: date | None = None,
    signed: Mapping[str, object] = SIGNED,
) -> Path:
    """Fill cells in by item or action and field, and who answers; save the workbook anew."""
    sheet = opened(path)
    for code, cells in filled.items():
        at = row_of(sheet, code)
        for field, value in cells.items():
            put(sheet.cell(at, column_of(field)), value)
    for field, value in {"on": on, **signed}.items():
        if value is not None:
            put(above(sheet, field), value)
    return save(sheet)


def through_libreoffice(path: Path, ending: str) -> Path:
    """Let LibreOffice open a workbook and save it anew, in the format of that ending."""
    profile = path.resolve().parent / "profile"
    folder = path.resolve().parent / "saved"
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", ending,
         "--outdir", str(folder), str(path)],
        check=True, capture_output=True, timeout=PATIENCE,
    )  # fmt: skip
    return folder / path.with_suffix(f".{ending}").name


def answer(coopctl: Runner, party: str, filled: Filled, on: date | None = None) -> Path:
    """Export the sheet for a party, and fill it in."""
    return fill(request(coopctl, party), filled, on)
