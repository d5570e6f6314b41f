"""Workbooks read back with another program's library, as values by sheet."""

import subprocess
from datetime import date, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from coopctl.sheets.apart import reader
from tests.helpers.machine import PATIENCE

Cell = object


def read(path: Path) -> dict[str, list[list[Cell]]]:
    """Return the cells of every sheet, empty ones as None."""
    book = CalamineWorkbook.from_path(str(path))
    return {
        name: [
            [None if value == "" else value for value in row]
            for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        ]
        for name in book.sheet_names
    }


def is_day(value: Cell) -> bool:
    """Tell whether a cell holds a day, without a time."""
    return isinstance(value, date) and not isinstance(value, datetime)


def part(path: Path, name: str) -> str:
    """Return the XML of a part of a workbook."""
    with ZipFile(path) as archive:
        return archive.read(name).decode()


def render(path: Path) -> Path:
    """Return the PDF that LibreOffice makes of a workbook."""
    profile = path.parent / "office"
    subprocess.run(
        [
            "soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless",
            "--convert-to", "pdf", "--outdir", str(path.parent), str(path),
        ],
        check=True, capture_output=True, timeout=PATIENCE,
    )  # fmt: skip
    return path.with_suffix(".pdf")


def pages(pdf: Path) -> list[str]:
    """Return the text of each page, as it is laid out."""
    done = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True)
    return done.stdout.decode().split("\f")[:-1]


def take_library_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the process that reads workbooks find no library for them."""
    begin = f"import sys; sys.modules['python_calamine'] = None; {reader._BEGIN}"
    monkeypatch.setattr(reader, "_BEGIN", begin)
