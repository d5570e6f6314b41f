"""Workbooks as they are: xlsx, xlsm, xls, ods and csv, told apart by their content.

Nothing in a file is run or fetched: macros, links and formulas stay out, a formula's cell has the
value that was saved with it. What is not a whole workbook is refused before a library sees it.
"""

import io
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from coopctl.domain.messages import N_, msg
from coopctl.domain.system import reason_of
from coopctl.sheets.archive import Archive, Damaged, Protected, TooLarge
from coopctl.sheets.beside import Beside, look_beside
from coopctl.sheets.old_book import look_into_old
from coopctl.sheets.refusals import (
    SheetError,
    broken,
    no_workbook,
    nothing_in,
    protected,
    remedy,
    too_large,
)
from coopctl.sheets.separated import read_separated
from coopctl.sheets.sheet import Range, Sheet, Value

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

_MOST_BYTES = 100 * 2**20
_MOST_CELLS = 20_000_000  # of a sheet: a library holds them all at once, the empty ones too
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Streams that say what an old document is, by their names in its directory.
_PROTECTED, _LETTER = (name.encode("utf-16-le") for name in ("EncryptedPackage", "WordDocument"))
_BINARY = "xl/workbook.bin"
_ENCRYPTED = b"encryption-data"  # in the list of what an OpenDocument file holds

_READ_ALL = """
import io, sys
from python_calamine import CalamineWorkbook
book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
for name in book.sheet_names:
    book.get_sheet_by_name(name).to_python(skip_empty_area=False)
"""


def read_sheets(path: Path, content: bytes) -> list[Sheet]:
    """Return the sheets of a workbook in its order; a csv file is one sheet.

    `content` is the whole file. Imports python-calamine: call it where that may be missing.
    Raises: SheetError with what the file is instead, and the remedy.
    """
    if not content.strip(b"\x00 \t\r\n"):
        raise nothing_in(path)
    if content.startswith(_ZIP):
        return _read_book(path, content, *_look_into(path, content))
    if content.startswith(_OLE):
        _refuse_other(path, content)
        try:
            beside = look_into_old(content)
        except Protected as error:
            raise protected(path) from error
        return _read_book(path, content, *beside)
    return [read_separated(path, content)]


def read_file(path: Path) -> bytes:
    """Return a file's content. Raises: SheetError where it cannot be read, or is too large for a workbook."""
    content = read_head(path, _MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise too_large(path)
    return content


def read_head(path: Path, most: int) -> bytes:
    """Return the first bytes of a file, `most` of them at most. Raises: SheetError where it cannot be read."""
    try:
        if path.is_dir():
            raise SheetError(msg(N_("`{path}` is a folder"), path=path), remedy())
        with path.open("rb") as file:
            return file.read(most)
    except OSError as error:
        raise SheetError(
            msg(N_("cannot read `{path}`: {reason}"), path=path, reason=reason_of(error)),
            msg(N_("see that it is there and that you may read it")),
        ) from error


def _look_into(path: Path, content: bytes) -> tuple[dict[str, Beside], date]:
    """Return what an archive has beside its cells. Raises: SheetError for what is no workbook, or too large."""
    try:
        archive = Archive(content)
    except Damaged as error:
        raise broken(path) from error
    except TooLarge as error:
        raise too_large(path) from error
    except Protected as error:
        raise protected(path) from error
    if _ENCRYPTED in archive.read("META-INF/manifest.xml"):
        raise protected(path)
    if _BINARY in archive:
        raise SheetError(
            msg(N_("`{path}` is a binary workbook (xlsb), which is not read here"), path=path),
            msg(N_("open it in Excel and save it as “Excel Workbook (*.xlsx)”")),
        )
    if _is_no_book(archive):
        raise no_workbook(path)
    sheets, epoch = look_beside(archive)
    if any(
        rows * columns > _MOST_CELLS for rows, columns in (one.extent for one in sheets.values())
    ):
        raise too_large(path)
    return sheets, epoch


def _is_no_book(archive: Archive) -> bool:
    if "content.xml" in archive:  # of letters and drawings too
        return b":spreadsheet" not in archive.read("content.xml")
    return "xl/workbook.xml" not in archive


def _refuse_other(path: Path, content: bytes) -> None:
    """Raise for an old document that is no workbook, or is encrypted."""
    if _PROTECTED in content:
        raise protected(path)
    if _LETTER in content:
        raise no_workbook(path)


def _read_book(
    path: Path, content: bytes, beside: Mapping[str, Beside] | None, epoch: date
) -> list[Sheet]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    if content.startswith(_OLE):
        _try_apart(path, content)
    try:
        return list(
            _list_sheets(CalamineWorkbook.from_filelike(io.BytesIO(content)), beside, epoch)
        )
    except PasswordError as error:
        raise protected(path) from error
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        raise broken(path) from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # how the library says that it is at a loss
            raise broken(path) from error
        raise


def _try_apart(path: Path, content: bytes) -> None:
    """Refuse an old file by which the library ends its process, as by a size that no memory has."""
    command = [sys.executable, "-c", _READ_ALL]
    tried = subprocess.run(command, input=content, capture_output=True, check=False)  # noqa: S603
    if tried.returncode not in {0, 1}:  # 1: an error that is met again, and told
        raise broken(path)


def _list_sheets(
    book: "CalamineWorkbook", beside: Mapping[str, Beside] | None, epoch: date
) -> Iterator[Sheet]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    for about in book.sheets_metadata:
        if about.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(about.name)
        rows = [
            [None if value == "" else value for value in row]
            for row in sheet.to_python(skip_empty_area=False)
        ]
        looked = (beside or {}).get(about.name, _NOTHING)
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
        )


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
