"""What stands in the parts of a workbook beside the values that a library gives.

Which rows and columns are hidden, which cells hold an error or a formula that was never computed, how far the
cells reach. The parts are searched, not parsed: no entity is expanded, nothing outside is fetched.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from html import unescape
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import unquote

from coopctl.sheets.book import formats
from coopctl.sheets.book.archive import Archive
from coopctl.sheets.book.sheet import EPOCH, EPOCH_1904, MOST_COLUMNS, MOST_ROWS

Cell = tuple[int, int]
Box = tuple[int, int, int, int]  # first row and column, last row and column

_TRUE = {"1", "true", "on"}


class Beside(NamedTuple):
    """Of one sheet: hidden rows and columns, cells without a value and what they show instead, how far cells reach.

    Rows and columns count from 0; `faults` has `#REF!` for an error, `=A1+B1` for a formula. `merged`
    is stated for ods only: of the others the library knows it. `formats` are the words of
    `coopctl.sheets.book.formats` for cells that show something else than their values.
    """

    hidden: frozenset[int]
    hidden_columns: frozenset[int]
    faults: Mapping[Cell, str]
    extent: Cell
    merged: tuple[Box, ...] = ()
    formats: Mapping[Cell, str] = {}


def look_beside(archive: Archive) -> tuple[dict[str, Beside], date]:
    """Return what stands beside the cells of each sheet, by its name, and the day of serial number 0."""
    if "content.xml" in archive:
        return dict(_read_ods(_text(archive, "content.xml"))), EPOCH
    book = _text(archive, "xl/workbook.xml")
    paths = dict(_read_targets(_text(archive, "xl/_rels/workbook.xml.rels")))
    styles = formats.read_styles(_text(archive, "xl/styles.xml"))
    sheets = {
        about["name"]: _read_xlsx(_text(archive, paths.get(about.get("id", ""), "")), styles)
        for about in _elements("sheet", book)
        if "name" in about
    }
    dated = next(_elements("workbookPr", book), {}).get("date1904", "")
    return sheets, EPOCH_1904 if dated in _TRUE else EPOCH


def _text(archive: Archive, name: str) -> str:
    content = archive.read(name)
    code = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    return content.decode(code, errors="replace")


# How elements and attributes are found: `<x:row r="5" hidden="1">` with any prefix, or none.
_ATTRIBUTE = re.compile(r"""(?:[\w.-]+:)?([\w.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_INSIDE = """(?:[^>"']|"[^"]*"|'[^']*')*"""


def _elements(name: str, xml: str) -> Iterator[dict[str, str]]:
    """Yield the attributes of each element of that name."""
    for found in re.finditer(rf"<(?:[\w.-]+:)?{name}\b({_INSIDE})>", xml):
        yield _attributes(found[1])


def _attributes(text: str) -> dict[str, str]:
    return {name: unescape(double or single) for name, double, single in _ATTRIBUTE.findall(text)}


def _read_targets(xml: str) -> Iterator[tuple[str, str]]:
    """Yield the id and the path of each part that the workbook is made of."""
    for about in _elements("Relationship", xml):
        target = unquote(about.get("Target", ""))
        path = target[1:] if target.startswith("/") else f"xl/{target}"
        yield about.get("Id", ""), path


# Cells of xlsx. One that is closed at once holds nothing but a format.
_CELL = re.compile(r'<(?:[\w.-]+:)?c\s[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^>]*(?<!/)>')
_ERROR = re.compile(
    r"<(?:[\w.-]+:)?c\s([^>]*\bt=[\"']e[\"'][^>]*)>(?:(?!</(?:[\w.-]+:)?c>).)*?"
    r"<(?:[\w.-]+:)?v[^>]*>([^<]*)<",
    re.DOTALL,
)
_UNCOMPUTED = re.compile(
    r"<(?:[\w.-]+:)?c\s([^>]*(?<!/))>\s*"
    r"<(?:[\w.-]+:)?f(?:[^>]*/>|\b[^>]*>([^<]*)</(?:[\w.-]+:)?f>)\s*"
    r"(?:<(?:[\w.-]+:)?v\s*/>|<(?:[\w.-]+:)?v>\s*</(?:[\w.-]+:)?v>)?\s*</(?:[\w.-]+:)?c>"
)


def _read_xlsx(xml: str, styles: Mapping[int, str]) -> Beside:
    faults = {}
    for pattern, mark in ((_ERROR, ""), (_UNCOMPUTED, "=")):
        for found in pattern.finditer(xml):
            cell = _cell_of(_attributes(found[1]).get("r", ""))
            if cell:
                faults[cell] = mark + unescape(found[2] or "").strip()
    reach = _CELL.findall(xml)
    rows = max((int(row) for row in {row for _, row in reach}), default=0)
    columns = max((_number_of(letters) for letters in {letters for letters, _ in reach}), default=0)
    return Beside(
        frozenset(_hidden_rows(xml)), frozenset(_hidden_columns(xml)), faults, (rows, columns),
        formats=dict(formats.list_shown(xml, styles)),
    )  # fmt: skip


def _hidden_rows(xml: str) -> Iterator[int]:
    number = 0
    for about in _elements("row", xml):
        number = int(about["r"]) if about.get("r", "").isdecimal() else number + 1
        if about.get("hidden") in _TRUE:
            yield number - 1


def _hidden_columns(xml: str) -> Iterator[int]:
    for about in _elements("col", xml[: xml.find("sheetData")]):
        if about.get("hidden") in _TRUE:
            first, last = (
                int(about[key]) if about.get(key, "").isdecimal() else 0 for key in ("min", "max")
            )
            yield from range(first - 1, min(last, MOST_COLUMNS))


def _cell_of(name: str) -> Cell | None:
    found = re.fullmatch("([A-Z]{1,3})([0-9]{1,7})", name)
    return (int(found[2]) - 1, _number_of(found[1]) - 1) if found else None


def _number_of(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


# Tables, columns, rows and cells of ods, in the order in which they open.
_ODS = re.compile(
    rf"<table:(table|table-column|table-row|table-cell|covered-table-cell)(?=[\s/>])({_INSIDE})>"
)
_ODS_TEXT = re.compile(r"<text:p[^>]*>([^<]*)<")


def _read_ods(xml: str) -> Iterator[tuple[str, Beside]]:
    """Yield each table of a spreadsheet by its name."""
    starts = [found.start() for found in re.finditer(r"<table:table(?=[\s>])", xml)]
    for start, end in pairwise([*starts, len(xml)]):
        name, beside = _read_ods_table(xml[start:end])
        yield name, beside


_MOST_DIGITS = 9  # of a count: with more, it is beyond every bound all the same
_UNSEEN = {"collapse", "filter"}


def _read_ods_table(xml: str) -> tuple[str, Beside]:
    hidden: set[int] = set()
    hidden_columns: set[int] = set()
    faults: dict[Cell, str] = {}
    merged: list[Box] = []
    shown: dict[Cell, str] = {}
    name, row, next_row, column, reach = "", 0, 0, 0, (0, 0)
    for found in _ODS.finditer(xml):
        about = _attributes(found[2])
        if found[1] == "table":
            name = about.get("name", "")
        elif found[1] == "table-column":
            first, column = column, column + _count(about, "number-columns-repeated")
            if about.get("visibility") in _UNSEEN:
                hidden_columns.update(range(first, min(column, MOST_COLUMNS)))
        elif found[1] == "table-row":
            row, column = next_row, 0
            next_row += _count(about, "number-rows-repeated")
            if about.get("visibility") in _UNSEEN:
                hidden.update(range(row, min(next_row, row + MOST_ROWS)))
        else:
            after = column + _count(about, "number-columns-repeated")
            if not found[2].rstrip().endswith("/") or "value-type" in about:
                reach = (max(reach[0], next_row), max(reach[1], after))
            if fault := _ods_fault(found[2], about, xml[found.end() : found.end() + 500]):
                faults[row, column] = fault
            elif about.get("value-type") in {"percentage", "date", "float"}:
                shown |= _ods_shown((row, column), about, xml[found.end() : found.end() + 500])
            merged += _ods_span(row, column, about)
            column = after
    return name, Beside(
        frozenset(hidden), frozenset(hidden_columns), faults, reach, tuple(merged), shown
    )


def _ods_shown(at: Cell, about: Mapping[str, str], rest: str) -> dict[Cell, str]:
    """Return the word for what a percentage or a day shows, for each cell that the element stands for."""
    text = _ODS_TEXT.match(rest.lstrip())
    meaning = formats.meaning_of_text(about["value-type"], unescape(text[1]) if text else "")
    last = min(at[1] + _count(about, "number-columns-repeated"), MOST_COLUMNS)
    return {(at[0], column): meaning for column in range(at[1], last) if meaning}


def _ods_span(row: int, column: int, about: Mapping[str, str]) -> Iterator[Box]:
    rows, columns = (_count(about, f"number-{way}-spanned") for way in ("rows", "columns"))
    if rows > 1 or columns > 1:
        yield row, column, row + rows - 1, column + columns - 1


def _count(about: Mapping[str, str], key: str) -> int:
    count = about.get(key, "1")
    return int(count[:_MOST_DIGITS]) if count.isdecimal() else 1


def _ods_fault(tag: str, about: Mapping[str, str], rest: str) -> str | None:
    """Return what a cell with a formula shows in place of a value; None where it has one."""
    if "formula" not in about and about.get("value-type") != "error":
        return None
    if re.search(r"calcext:value-type=[\"']error", tag):
        shown = _ODS_TEXT.match(rest.lstrip())
        return unescape(shown[1]) if shown else "#ERR"
    if "value-type" not in about:
        return "=" + re.sub(r"^\w+:=?", "", about.get("formula", "")).lstrip("=")
    return None
