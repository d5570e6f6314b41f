"""What a reader sees in a cell is what is read, whatever program saved the workbook."""

import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from coopctl.sheets.apart.reader import read_sheets
from coopctl.sheets.book.formats import HIDDEN, meaning_of, small_numbers
from coopctl.sheets.book.sheet import Sheet, Value
from tests.helpers.machine import CALC, PATIENCE, needs

# A number or a day, its format, and what is read: the text that it shows; None where that cannot be told.
SHOWN: list[tuple[float | date, str, Value]] = [
    (1, "0%", "100%"), (0.45, "0%", "45%"), (0.455, "0.0%", "45.5%"), (0.455, "0%", "46%"),
    (1 / 3, "0.00%", "33.33%"), (0, "0%", "0%"), (0.5, "0%;[Red]-0%", "50%"), (45, '0" %"', 45),
    (1, "General", 1), (1234567, "#,##0", 1234567), (1234567, "#,##0,", None),
    (1, '[=1]"Đạt";"Không đạt"', None), (0.5, "[>0.9]0%;0.0", None),
    (date(2026, 12, 15), "mmm-yy", "12/2026"), (date(2026, 12, 1), "mm/yyyy", "12/2026"),
    (date(2026, 12, 1), "yyyy", "2026"), (date(2026, 12, 1), "d/m/yyyy", date(2026, 12, 1)),
    (date(2026, 12, 1), "dd/mm", None), (date(2026, 12, 1), '"ngày "d" tháng "m" năm "yyyy', date(2026, 12, 1)),
]  # fmt: skip


def write(path: Path) -> None:
    from xlsxwriter import Workbook

    book = Workbook(str(path))
    sheet = book.add_worksheet()
    for row, (value, code, _) in enumerate(SHOWN):
        sheet.write(row, 0, value, book.add_format({"num_format": code}))
    book.close()


def check(sheet: Sheet, *, told: bool = True) -> None:
    for row, (value, code, shown) in enumerate(SHOWN):
        if shown is None:
            assert (row, 0) in sheet.untold or not told, code
        else:
            assert sheet.rows[row][0] == shown, (value, code)
            assert (row, 0) not in sheet.untold


def test_xlsx(tmp_path: Path) -> None:
    write(tmp_path / "a.xlsx")
    [sheet] = read_sheets(tmp_path / "a.xlsx", (tmp_path / "a.xlsx").read_bytes())
    check(sheet)


@needs(*CALC)
@pytest.mark.parametrize("ending", ["ods", "xls", "xlsx"])
def test_as_libreoffice_saves_it(tmp_path: Path, ending: str) -> None:
    write(tmp_path / "a.xlsx")
    profile = (tmp_path / "office").as_uri()
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", ending,
         "--outdir", str(tmp_path / "out"), str(tmp_path / "a.xlsx")],
        check=True, capture_output=True, timeout=PATIENCE,
    )  # fmt: skip
    path = tmp_path / "out" / f"a.{ending}"
    [sheet] = read_sheets(path, path.read_bytes())
    check(sheet, told=ending != "ods")  # of ods only the text is at hand
    shutil.rmtree(tmp_path / "out")


def test_without_formats_small_numbers_may_be_percentages() -> None:
    assert small_numbers([[1.0, 0.45, 0.0, 2.0], ["x", None, True, 1]]) == {(0, 0), (0, 1)}


@pytest.mark.parametrize(
    ("code", "meaning"),
    [("", ""), ("@", ""), ("0.00E+00", ""), ("[h]:mm:ss", ""), ("mm:ss", ""), ("dd/mm/yyyy hh:mm", ""),
     (r"0\%", ""), ('0"%"', ""), ("[$-42A]0.0%", "%1"), ("#,##0.00 %", "%2"), ("??0%", "%0"),
     (";;;", HIDDEN), ('"xong"', HIDDEN), ("mmmm", HIDDEN), ('"Quý "0', ""), ("_(* #,##0_)", "")],
)  # fmt: skip
def test_a_format_says_what_it_shows(code: str, meaning: str) -> None:
    assert meaning_of(code) == meaning
    assert re.fullmatch(r"%\d+|month|year|hidden|", meaning)
