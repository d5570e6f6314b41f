"""Workbooks as they come: the cells of whole ones, and what is said of the others."""

import io
import struct
import subprocess
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsxwriter.worksheet import Worksheet

from coopctl.sheets.apart.reader import read_sheets
from coopctl.sheets.book.file import read_file
from coopctl.sheets.book.refusals import Refused, SheetError
from coopctl.sheets.book.sheet import Range, place
from coopctl.sheets.book.workbook import read_content
from tests.helpers.machine import CALC, needs
from tests.helpers.searches import examples
from tests.sheets.annexes.make import HERE

# Real ones: encrypted with the password `matkhau` in the ways of Excel and LibreOffice, and with a VBA project.
FILES = Path(__file__).parents[1] / "files"


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
        (b"<html><table><tr><td>STT</td></tr></table></html>", "is no workbook"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"),
            "is no workbook",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "a password",
        ),
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


def packed(**parts: bytes) -> bytes:
    """Make an archive with these parts beside a workbook's first one."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/workbook.xml", "<workbook/>")
        for name, part in parts.items():
            made.writestr(name, part)
    return content.getvalue()


def refused(content: bytes) -> str:
    with pytest.raises(SheetError) as caught:
        read_sheets(Path("a.xlsx"), content)
    return str(caught.value.message)


def test_an_archive_that_is_no_workbook() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as made:
        made.writestr("word/document.xml", "<document/>")
    assert refused(content.getvalue()) == "`a.xlsx` is no workbook"


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"content.xml": "<office:text><table:table/></office:text>"}, "`a.xlsx` is no workbook"),
        ({"content.xml": "<office:spreadsheet/>"}, "`a.xlsx` is damaged or not whole"),
        (
            {"xl/workbook.bin": "x"},
            "`a.xlsx` is a binary workbook (xlsb), which is not read here",
        ),
    ],
)
def test_archives_of_other_programs(parts: dict[str, str], said: str) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as made:
        for name, part in parts.items():
            made.writestr(name, part)
    assert refused(content.getvalue()) == said


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_files_that_office_programs_encrypted(kind: str) -> None:
    assert refused((FILES / f"mat-khau.{kind}").read_bytes()) == (
        "`a.xlsx` is protected by a password"
    )


def test_macros_stay_out() -> None:
    content = (FILES / "macro.xlsm").read_bytes()
    assert "xl/vbaProject.bin" in zipfile.ZipFile(io.BytesIO(content)).namelist()
    (sheet,) = read_sheets(Path("a.xlsm"), content)
    assert sheet.rows == [["STT", "Nội dung", "Chủ trì"], [1.0, "Tập huấn", "Hưng Yên"]]


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    assert "is larger than any workbook" in refused(packed(bomb=bytes(200 * 2**20)))


@pytest.mark.parametrize("claimed", [5, 2**20])
def test_a_directory_that_lies_about_sizes(claimed: int) -> None:
    content = packed(bomb=bytes(500_001))
    size, crc = struct.pack("<I", 500_001), struct.pack("<I", zlib.crc32(bytes(500_001)))
    assert content.count(size) == content.count(crc) == 2
    lying = content.replace(size, struct.pack("<I", claimed))
    lying = lying.replace(crc, struct.pack("<I", zlib.crc32(bytes(claimed))))
    assert "is damaged" in refused(lying)


def test_two_parts_with_one_name() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as made:
        made.writestr("xl/workbook.xml", "<workbook/>")
        made.writestr("xl/workbook.xmL", "<workbook/>")
    assert "is damaged" in refused(content.getvalue().replace(b"xmL", b"xml"))


def test_an_encrypted_archive() -> None:
    content = bytearray(packed())
    for head, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(head) + flags] |= 1
    assert "is protected by a password" in refused(bytes(content))


def written(fill: Callable[[Worksheet], object], **options: object) -> bytes:
    """Make a workbook of one sheet."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, **options})
    fill(book.add_worksheet("Một & hai"))
    book.close()
    return content.getvalue()


def test_cells_so_far_apart_that_all_between_would_fill_the_memory() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.write("A1", "x")
        sheet.write("XFD1048576", "y")

    assert "is larger than any workbook" in refused(written(fill))


def convert(folder: Path, kind: str) -> None:
    """Let LibreOffice make `a.xlsx` into a file of another kind."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", folder, folder / "a.xlsx"],
        check=True, capture_output=True,
    )  # fmt: skip


def faulty(sheet: Worksheet) -> None:
    sheet.write("A1", "x")
    sheet.write_formula("B1", "=1/0", None, "#REF!")
    sheet.write_formula("C2", "=A1&B1", None, "")
    sheet.write_formula("A2", "=1+1", None, 2)
    sheet.write_string("B3", "=không phải công thức")
    sheet.set_row(2, None, None, {"hidden": True})
    sheet.set_column("C:D", None, None, {"hidden": True})


def test_errors_formulas_hidden_rows_and_columns_are_told() -> None:
    (sheet,) = read_sheets(Path("a.xlsx"), written(faulty, strings_to_formulas=False))
    assert sheet.rows == [
        ["x", "#REF!", None], [2.0, None, "=A1&B1"], [None, "=không phải công thức", None],
    ]  # fmt: skip
    assert sheet.faults == {(0, 1), (1, 2)}
    assert (sheet.hidden, sheet.hidden_columns) == (frozenset({2}), frozenset({2, 3}))


@pytest.mark.parametrize("old", [False, True])
def test_days_counted_from_1904(old: bool) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.write_datetime("A1", date(2025, 1, 2), None)

    (sheet,) = read_sheets(
        Path("a.xlsx"), written(fill, date_1904=old, default_date_format="d/m/yyyy")
    )
    assert sheet.rows == [[date(2025, 1, 2)]]
    assert sheet.epoch == (date(1904, 1, 1) if old else date(1899, 12, 30))


@needs(*CALC)
def test_ods_as_libreoffice_writes_it(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        faulty(sheet)
        sheet.merge_range("D1:E4", "gộp")

    (tmp_path / "a.xlsx").write_bytes(written(fill, strings_to_formulas=False))
    convert(tmp_path, "ods")
    (sheet,) = read_sheets(Path("a.ods"), (tmp_path / "a.ods").read_bytes())
    assert (sheet.name, sheet.hidden, sheet.merged) == (
        "Một & hai",
        frozenset({2}),
        (Range(0, 3, 3, 4),),
    )
    assert sheet.hidden_columns == frozenset({2, 3})
    assert {(0, 1)} <= sheet.faults
    assert sheet.rows[0][:2] == ["x", "#DIV/0!"]


def test_xls_with_an_error_a_hidden_row_and_a_hidden_column() -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Một")
    sheet.write(0, 0, "x")
    sheet.row(1).set_cell_error(1, "#REF!")
    sheet.write(2, 0, "ẩn")
    sheet.row(2).hidden = True
    sheet.col(1).hidden = True
    book.dates_1904 = True
    content = io.BytesIO()
    book.save(content)
    (read,) = read_sheets(Path("a.xls"), content.getvalue())
    assert read.rows == [["x", None], [None, "#REF!"], ["ẩn", None]]
    assert (read.faults, read.hidden) == (frozenset({(1, 1)}), frozenset({2}))
    assert read.hidden_columns == frozenset({1})
    assert read.epoch == date(1904, 1, 1)


@needs(*CALC)
def test_xls_with_a_formula_that_fails(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.write("A1", "x")
        sheet.write_formula("B1", "=1/0", None, "#DIV/0!")
        sheet.write_formula("C1", "=1+1", None, 2)

    (tmp_path / "a.xlsx").write_bytes(written(fill))
    convert(tmp_path, "xls")
    (sheet,) = read_sheets(Path("a.xls"), (tmp_path / "a.xls").read_bytes())
    assert sheet.rows == [["x", "#DIV/0!", 2.0]]
    assert sheet.faults == {(0, 1)}


@settings(max_examples=examples(25))
@given(st.integers(0, 6000), st.binary(min_size=1, max_size=4))
def test_a_changed_old_file_is_read_or_refused(at: int, put: bytes) -> None:
    content = (HERE / "excel-cu.xls").read_bytes()
    at %= len(content)
    with suppress(SheetError):
        read_sheets(Path("a.xls"), content[:at] + put + content[at + len(put) :])


def test_ods_that_repeats_its_cells_without_end() -> None:
    cells = '<office:spreadsheet/><table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="1048576">{cells}</table:table-row>'
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as made:
        made.writestr("content.xml", f'<table:table table:name="a">{row}</table:table>')
    assert "is larger than any workbook" in refused(content.getvalue())


@pytest.mark.parametrize(
    "text",
    [
        "Phụ lục I, kèm theo Kế hoạch\nSTT;Nội dung;Chủ trì\n1;Tập huấn, hội thảo, tham quan;A\n2;Thử;B\n",
        '"Phụ lục; I"\nSTT,Nội dung,Chủ trì\n1,"a;b;c;d",A\n2,x,B\n',
    ],
)
def test_titles_above_a_csv_table_do_not_say_what_stands_between_its_cells(text: str) -> None:
    (sheet,) = read_sheets(Path("a.csv"), text.encode())
    assert sheet.rows[1] == ["STT", "Nội dung", "Chủ trì"]


@given(st.integers(0, 5000), st.binary(min_size=1, max_size=4), st.integers(0, 3))
def test_a_changed_file_is_read_or_refused(at: int, put: bytes, cut: int) -> None:
    content = workbook()
    at %= len(content)
    changed = content[:at] + put + content[at + len(put) :]
    with suppress(Refused):
        list(read_content("a", changed[: len(changed) - cut * 50]))
