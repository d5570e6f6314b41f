"""Workbooks made to hang, to fill the memory or to run something: small files, each built anew."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random

import xlwt

from tests.sheets.annexes.make import HERE

_OLD = (HERE / "excel-cu.xls").read_bytes()
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_BOOK = f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>'
_RELS = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{_RELATIONS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
_ODS = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


def packed(parts: dict[str, str | bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Make an archive."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", how) as made:
        for name, part in parts.items():
            made.writestr(name, part)
    return content.getvalue()


def xlsx(rows: str, *, before: str = "", after: str = "", strings: str = "", **more: str) -> bytes:
    """Make a workbook of one sheet with this XML for its rows."""
    parts: dict[str, str | bytes] = {
        "xl/workbook.xml": _BOOK, "xl/_rels/workbook.xml.rels": _RELS,
        "xl/worksheets/sheet1.xml":
            f'{before}<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">{strings}</sst>',
        **more,
    }  # fmt: skip
    return packed(parts)


def ods(table: str, before: str = "") -> bytes:
    """Make a spreadsheet of one table with this XML inside."""
    return packed({
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": "<manifest/>",
        "content.xml":
            f'{before}<office:document-content {_ODS}><office:body><office:spreadsheet><table:table table:name="a">'
            f"{table}</table:table></office:spreadsheet></office:body></office:document-content>",
    })  # fmt: skip


def _cell(name: str, value: str = "1") -> str:
    return f'<c r="{name}"><v>{value}</v></c>'


def _row(number: int, cells: str) -> str:
    return f'<row r="{number}">{cells}</row>'


_FILLED = '<table:table-cell {} office:value-type="string"><text:p>x</text:p></table:table-cell>'


def _repeated(columns: str, rows: str) -> bytes:
    cell = _FILLED.format(f'table:number-columns-repeated="{columns}"')
    return ods(f'<table:table-row table:number-rows-repeated="{rows}">{cell}</table:table-row>')


def _laughs(kind: str) -> str:
    """Return a document type whose entities unfold tenfold at each of twelve levels."""
    levels = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 13))
    return f'<?xml version="1.0"?><!DOCTYPE {kind} [<!ENTITY l0 "ha">{levels}]>'


def _fetching(kind: str, place: str) -> str:
    return f'<?xml version="1.0"?><!DOCTYPE {kind} [<!ENTITY l12 SYSTEM "{place}">]>'


def _wide_old() -> bytes:
    book = xlwt.Workbook()
    for number in range(20):
        sheet = book.add_sheet(f"s{number}")
        sheet.write(0, 0, "x")
        sheet.write(65535, 255, "y")
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _scrambled(seed: int) -> bytes:
    random, content = Random(seed), bytearray(_OLD)
    for _ in range(40):
        content[random.randrange(len(content))] = random.randrange(256)
    return bytes(content)


def _lying_directory() -> bytes:
    """Make an archive whose directory gives a gigabyte as nothing."""
    content = packed({"xl/workbook.xml": _BOOK, "bomb": bytes(2**22)})
    return content.replace((2**22).to_bytes(4, "little"), bytes(4))


_SHARED = '<c r="A1" t="s"><v>0</v></c>'
# What each file is made of; none of them is a workbook that anybody could read.
REFUSED: dict[str, Callable[[], bytes]] = {
    "columns repeated.ods": lambda: _repeated("1000000000", "1"),
    "columns repeated beyond numbers.ods": lambda: _repeated("9" * 40, "1"),
    "rows and columns repeated.ods": lambda: _repeated("16384", "1048576"),
    "rows repeated.ods": lambda: _repeated("3", "2000000000"),
    "a repeated cell whose attribute has another prefix.ods": lambda: _repeated("1", "1").replace(
        b"a", b"a"
    ) and ods(
        f'<table:table-row>{_FILLED.format("table:number-columns-repeated = " + chr(39) + "99999999" + chr(39))}</table:table-row>'
    ),
    "many rows of many columns.ods": lambda: ods(
        f'<table:table-row>{_FILLED.format(chr(39).join(["table:number-columns-repeated=", "16384", ""]))}</table:table-row>'
        * 2000
    ),
    "entities.ods": lambda: ods(
        f"<table:table-row>{_FILLED.format('').replace('>x<', '>&l12;<')}</table:table-row>", _laughs("a")
    ),
    "nested without end.ods": lambda: ods("<table:table-row>" * 1_000_000),
    "a cell far away.xlsx": lambda: xlsx(_row(1, _cell("A1")) + _row(1048576, _cell("XFD1048576"))),
    "a cell far away in other quotes.xlsx": lambda: xlsx(
        _row(1, _cell("A1")) + "<row><c r='XFD1048576'><v>1</v></c></row>"
    ),
    "a cell beyond Excel.xlsx": lambda: xlsx(_row(1, _cell("A1")) + _row(9999999, _cell("ZZZ9999999"))),
    "a formula far away.xlsx": lambda: xlsx(
        _row(1, _cell("A1")) + "<row><c r='XFD1048576'><f>A1</f></c></row>"
    ),
    "one text a million times.xlsx": lambda: xlsx(
        "".join(_row(at, f'<c r="A{at}" t="s"><v>0</v></c>') for at in range(1, 200_000)),
        strings=f"<si><t>{'x' * 32_767}</t></si>",
    ),
    "shared texts that are not there.xlsx": lambda: xlsx(
        _row(1, '<c r="A1" t="s"><v>4000000000</v></c>'), strings="<si><t>x</t></si>"
    ),
    "zeros.xlsx": lambda: xlsx(_row(1, _cell("A1")), **{"xl/media/image1.png": "\0" * (201 * 2**20)}),
    "spaces in the sheet.xlsx": lambda: xlsx(" " * (190 * 2**20)),
    "columns hidden again and again.xlsx": lambda: packed({
        "xl/workbook.xml": _BOOK, "xl/_rels/workbook.xml.rels": _RELS,
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}"><cols>'
        + '<col min="1" max="16384" hidden="1"/>' * 100_000
        + f"</cols><sheetData>{_row(1, _cell('A1'))}</sheetData></worksheet>",
    }),
    "errors that are not closed.xlsx": lambda: xlsx('<c r="A1" t="e">' * 100_000),
    "a directory that lies.xlsx": _lying_directory,
    "cut off.xlsx": lambda: xlsx(_row(1, _cell("A1")))[:-40],
    "another archive.xlsx": lambda: packed({"a.txt": "x"}),
    "packed in another way.xlsx": lambda: packed({"xl/workbook.xml": _BOOK}, zipfile.ZIP_LZMA),
    "no archive.xlsx": lambda: b"PK\x03\x04" + bytes(1000),
    "no old document.xls": lambda: _OLD[:512] + bytes(5000),
    "sectors that name themselves.xls": lambda: _OLD[:512] + bytes(range(256)) * 200,
    "wide and long.xls": _wide_old,
    "commas.csv": lambda: b"," * 5_000_000,
    "lines.csv": lambda: b"a,b\n" * 3_000_000,
    "a wide line and many short ones.csv": lambda: b"," * 20_000 + b"\n" * 1_000_000,
    "one quotation mark.csv": lambda: b'"' + b"x" * 3_000_000,
}  # fmt: skip

# Files that may be read or refused: what counts is that nothing else happens.
DOUBTFUL: dict[str, Callable[[], bytes]] = {
    "entities.xlsx": lambda: xlsx(
        _row(1, '<c r="A1" t="inlineStr"><is><t>&l12;</t></is></c>'), before=_laughs("worksheet")
    ),
    "a file of this computer.xlsx": lambda: xlsx(
        _row(1, '<c r="A1" t="inlineStr"><is><t>&l12;</t></is></c>'),
        before=_fetching("worksheet", "file:///etc/passwd"),
    ),
    "nested without end.xlsx": lambda: xlsx("<row>" * 1_000_000),
    "everything merged.xlsx": lambda: xlsx(
        "".join(_row(at, _cell(f"A{at}")) for at in range(1, 2000)),
        after='<mergeCells count="50000">' + '<mergeCell ref="A1:XFD1048576"/>' * 50_000 + "</mergeCells>",
    ),
    "a million rows.xlsx": lambda: xlsx("".join(_row(at, _cell(f"A{at}")) for at in range(1, 2**20))),
    "every column.xlsx": lambda: xlsx("<row>" + "<c><v>1</v></c>" * 16_384 + "</row>"),
    "a huge number.xlsx": lambda: xlsx(_row(1, _cell("A1", "9" * 100_000))),
    "many sheets.xlsx": lambda: packed({
        "xl/workbook.xml": _BOOK.replace(
            "</sheets>", "".join(f'<sheet name="s{at}" sheetId="{at}" r:id="r1"/>' for at in range(2, 5000)) + "</sheets>"
        ),
        "xl/_rels/workbook.xml.rels": _RELS,
        "xl/worksheets/sheet1.xml":
            f'<worksheet xmlns="{_MAIN}"><sheetData>{_row(1, _cell("ZZ1"))}</sheetData></worksheet>',
    }),
    **{f"scrambled {seed}.xls": lambda seed=seed: _scrambled(seed) for seed in range(6)},  # type: ignore[misc]
}  # fmt: skip


def write(folder: Path, name: str) -> Path:
    """Write one of them into a folder."""
    path = folder / name
    path.write_bytes((REFUSED | DOUBTFUL)[name]())
    return path
