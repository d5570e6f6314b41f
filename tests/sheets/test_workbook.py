"""Workbooks as they come: the cells of whole ones, and what is said of the others."""

import io
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from coopctl.sheets.workbook import Range, SheetError, place, read_file, read_sheets


def workbook() -> bytes:
    """Make a small workbook with merged cells, a number and a day."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    sheet = book.add_worksheet("Phụ lục")
    sheet.merge_range("B2:C3", "gộp")
    sheet.write("A5", 3.5)
    sheet.write_datetime("B5", date(2025, 1, 2), book.add_format({"num_format": "dd/mm/yyyy"}))
    book.close()
    return content.getvalue()


def test_cells_stand_where_they_are() -> None:
    (sheet,) = read_sheets(Path("a.xlsx"), workbook())
    assert (sheet.name, sheet.visible, sheet.merged) == ("Phụ lục", True, (Range(1, 1, 2, 2),))
    assert sheet.rows[1] == [None, "gộp"]
    assert sheet.rows[4] == [3.5, date(2025, 1, 2)]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv_as_programs_write_it(mark: str, code: str) -> None:
    text = f'Nội dung{mark}Hạn\r\n"hai\ndòng"{mark}\r\n'
    (sheet,) = read_sheets(Path("phụ lục.csv"), text.encode(code))
    assert sheet.name == "phụ lục"
    assert sheet.rows == [["Nội dung", "Hạn"], ["hai\ndòng", None]]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b" \r\n", "is empty"),
        (b"PK\x03\x04 and no more", "is damaged or not whole"),
        (workbook()[:900], "is damaged or not whole"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "is damaged or not whole"),
        (b"%PDF-1.7\n\x00\x01", "is no workbook"),
        (b"\xff\xfa\x80", "is neither a workbook nor text in UTF-8"),
    ],
)
def test_what_is_no_whole_workbook_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(SheetError) as caught:
        read_sheets(Path("a.xlsx"), content)
    assert said in str(caught.value.message)
    assert caught.value.hint is not None


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.xlsx"):
        with pytest.raises(SheetError) as caught:
            read_file(path)
        assert str(path) in str(caught.value.message)


def test_cells_are_named_as_in_excel() -> None:
    names = [place(row, column) for row, column in ((16, 1), (0, 26), (0, 701), (0, 702))]
    assert names == ["B17", "AA1", "ZZ1", "AAA1"]
