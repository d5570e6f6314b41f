"""The rows of tables as texts, whichever program wrote them."""

import io
from pathlib import Path

import pytest
import xlsxwriter

from coopctl.sheets.book.refusals import SheetError
from coopctl.sheets.book.table import NumberText, is_book, list_csv_rows, read_book_rows


def rows(path: Path) -> list[list[str]]:
    return list(list_csv_rows(path, lambda _steps: None))


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv_as_programs_write_it(mark: str, code: str, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(f"Nội dung{mark}Hạn\r\n\"hai\r\ndòng\"{mark}'=1\r\n'a{mark}\r\n".encode(code))
    assert not is_book(file)
    assert rows(file) == [["Nội dung", "Hạn"], ["hai\r\ndòng", "=1"], ["'a", ""]]


def test_how_far_it_was_read_is_told(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("a,b\n" * 50_000, "utf-8")
    told: list[int] = []
    assert sum(1 for _row in list_csv_rows(file, told.append)) == 50_000
    assert len(told) == 50
    assert 0 < sum(told) <= file.stat().st_size


def test_cells_of_a_workbook_are_what_would_have_been_typed(tmp_path: Path) -> None:
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content)
    hidden, shown = book.add_worksheet("ẩn"), book.add_worksheet("hiện")
    shown.activate()
    hidden.hide()
    days = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    shown.write_row(0, 0, ["chữ", 7, 3.5])
    shown.write_number(0, 3, 45659, days)  # 2/1/2025
    shown.write_number(0, 4, 45659.4375, days)
    book.close()
    file = tmp_path / "a.xlsx"
    file.write_bytes(content.getvalue())
    assert is_book(file)
    (row,) = read_book_rows(file, None).rows
    assert row == ["chữ", "7", "3.5", "2025-01-02", "2025-01-02 10:30:00"]
    assert [isinstance(cell, NumberText) for cell in row] == [False, False, True, False, False]
    with pytest.raises(SheetError, match="has no sheet `none`"):
        read_book_rows(file, "none")


@pytest.mark.parametrize(
    "text",
    ["," * (2**24 + 1), "a,b\n" + "x;" * 2**24, '"' + '\n","' * 2**23],
    ids=["the first line", "a later one", "a row of many lines"],
)
def test_a_row_without_end_is_refused(text: str, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(text, "utf-8")
    with pytest.raises(SheetError, match="larger than any"):
        for _row in list_csv_rows(file, lambda _steps: None):
            pass
