"""Workbooks as they are: xlsx, xlsm, xls, ods and csv, told apart by their content.

Nothing in a file is run or fetched: macros, links and formulas stay out, a formula's cell has the
value that was saved with it. What is not a whole workbook is refused before a library sees it.
A library may still end the process, or fill the memory: who has a file that others made asks
`coopctl.sheets.apart.reader`, which reads it in a process of its own.
"""

import io
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from coopctl.sheets.book.archive import Archive
from coopctl.sheets.book.beside import Beside, look_beside
from coopctl.sheets.book.formats import show_cells, small_numbers
from coopctl.sheets.book.old_book import look_into_old
from coopctl.sheets.book.refusals import Refused
from coopctl.sheets.book.separated import read_separated
from coopctl.sheets.book.sheet import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Range, Sheet, Value

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Streams that say what an old document is, by their names in its directory.
_PROTECTED, _LETTER = (name.encode("utf-16-le") for name in ("EncryptedPackage", "WordDocument"))
_BINARY = "xl/workbook.bin"
_ENCRYPTED = b"encryption-data"  # in the list of what an OpenDocument file holds


def read_content(name: str, content: bytes) -> Iterator[Sheet]:
    """Yield the sheets of a workbook in its order; a csv file is one sheet, of this name.

    Imports python-calamine for all but csv. Raises: Refused.
    """
    if not content.strip(b"\x00 \t\r\n"):
        raise Refused("empty")
    if content.startswith(_ZIP):
        yield from _read_book(content, *_look_into(content))
    elif content.startswith(_OLE):
        _refuse_other(content)
        yield from _read_book(content, *look_into_old(content))
    else:
        yield read_separated(name, content)


def _look_into(content: bytes) -> tuple[dict[str, Beside], date]:
    """Return what an archive has beside its cells. Raises: Refused for what is no workbook, or too large."""
    archive = Archive(content)
    if _ENCRYPTED in archive.read("META-INF/manifest.xml"):
        raise Refused("protected")
    if _BINARY in archive:
        raise Refused("binary")
    if _is_no_book(archive):
        raise Refused("another")
    sheets, epoch = look_beside(archive)
    _refuse_large([sheet.extent for sheet in sheets.values()])
    return sheets, epoch


def _refuse_large(extents: list[tuple[int, int]]) -> None:
    """Refuse sheets, by their numbers of rows and columns, that Excel has not, or that no memory should hold."""
    if (
        any(rows > MOST_ROWS or columns > MOST_COLUMNS for rows, columns in extents)
        or sum(rows * columns for rows, columns in extents) > MOST_CELLS
    ):
        raise Refused("too large")


def _is_no_book(archive: Archive) -> bool:
    if "content.xml" in archive:  # of letters and drawings too
        return b":spreadsheet" not in archive.read("content.xml")
    return "xl/workbook.xml" not in archive


def _refuse_other(content: bytes) -> None:
    """Raise for an old document that is no workbook, or is encrypted."""
    if _PROTECTED in content:
        raise Refused("protected")
    if _LETTER in content:
        raise Refused("another")


def _read_book(content: bytes, beside: Mapping[str, Beside] | None, epoch: date) -> Iterator[Sheet]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        yield from _list_sheets(CalamineWorkbook.from_filelike(io.BytesIO(content)), beside, epoch)
    except PasswordError as error:
        raise Refused("protected") from error
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        raise Refused("broken") from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # how the library says that it is at a loss
            raise Refused("broken") from error
        raise


def _list_sheets(
    book: "CalamineWorkbook", beside: Mapping[str, Beside] | None, epoch: date
) -> Iterator[Sheet]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    extents: list[tuple[int, int]] = []
    for about in book.sheets_metadata:
        if about.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(about.name)
        extents.append((sheet.total_height, sheet.total_width))
        _refuse_large(extents)
        rows = [
            [None if value == "" else value for value in row]
            for row in sheet.to_python(skip_empty_area=False)
        ]
        looked = (beside or {}).get(about.name, _NOTHING)
        _refuse_large([*extents, _reach(looked.faults)])
        untold = show_cells(rows, looked.formats) if beside is not None else small_numbers(rows)
        yield Sheet(
            about.name,
            _with_shown(rows, looked.faults),
            tuple(Range(*first, *last) for first, last in sheet.merged_cell_ranges or ())
            or tuple(Range(*box) for box in looked.merged),
            about.visible == SheetVisibleEnum.Visible,
            frozenset(looked.faults),
            looked.hidden if beside is not None else None,
            looked.hidden_columns if beside is not None else None,
            epoch,
            untold,
        )


def _reach(cells: Mapping[tuple[int, int], str]) -> tuple[int, int]:
    """Return over how many rows and columns some cells reach."""
    rows, columns = (
        ((max(at, default=-1) + 1) for at in zip(*cells, strict=True)) if cells else (0, 0)
    )
    return rows, columns


_NOTHING = Beside(frozenset(), frozenset(), {}, (0, 0))


def _with_shown(rows: list[list[Value]], shown: Mapping[tuple[int, int], str]) -> list[list[Value]]:
    """Return the rows with what some cells show instead of a value, wide and long enough for them."""
    height = max([len(rows), *(row + 1 for row, _ in shown)])
    width = max([*map(len, rows), 0, *(column + 1 for _, column in shown)])
    filled = [row + [None] * (width - len(row)) for row in rows]
    filled += [[None] * width for _ in range(height - len(rows))]
    for (row, column), text in shown.items():
        filled[row][column] = text
    return filled
