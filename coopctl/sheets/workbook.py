"""Workbooks as they are: xlsx, xlsm, xlsb, xls, ods and csv, told apart by their content.

Nothing in a file is run or fetched: macros, links and formulas stay out, a formula's cell has the
value that was saved with it. What is not a whole workbook is refused before a library sees it.
"""

import csv
import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import NamedTuple

from coopctl.domain.messages import N_, CoopError, Message, msg
from coopctl.domain.system import reason_of

Value = str | int | float | bool | date | datetime | time | timedelta | None

_MOST_BYTES = 100 * 2**20  # of a file, and of each part of one once it is unpacked
_MOST_UNPACKED = 500 * 2**20
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PROTECTED = "EncryptedPackage".encode(
    "utf-16-le"
)  # a stream of an encrypted xlsx, in its directory
_BOOKS = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")
_KINDS = "xlsx, xls, ods, csv"


class SheetError(CoopError):
    """A file is no workbook that can be read."""


class Range(NamedTuple):
    """Merged cells, first and last row and column, from 0."""

    top: int
    left: int
    bottom: int
    right: int


class Sheet(NamedTuple):
    """A sheet: its name, its cells by row from the first, all rows as wide as the widest.

    Text is as it stands in the file; an empty cell is None. `merged` is empty where the format does not say.
    """

    name: str
    rows: Sequence[Sequence[Value]]
    merged: tuple[Range, ...] = ()
    visible: bool = True


def place(row: int, column: int) -> str:
    """Return the name of a cell, counted from 0: `B17`."""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"


def read_sheets(path: Path, content: bytes) -> list[Sheet]:
    """Return the sheets of a workbook in its order; a csv file is one sheet.

    `content` is the whole file. Imports python-calamine: call it where that may be missing.
    Raises: SheetError with what the file is instead, and the remedy.
    """
    if not content.strip(b"\x00 \t\r\n"):
        raise SheetError(msg(N_("`{path}` is empty"), path=path), _remedy())
    if content.startswith(_ZIP):
        _check_zip(path, content)
    elif content.startswith(_OLE):
        if _PROTECTED in content:
            raise SheetError(
                msg(N_("`{path}` is protected by a password"), path=path),
                msg(N_("open it, remove the password and save a copy")),
            )
    else:
        return [_read_csv(path, content)]
    return _read_book(path, content)


def read_file(path: Path) -> bytes:
    """Return a file's content. Raises: SheetError where it cannot be read, or is too large for a workbook."""
    try:
        if path.is_dir():
            raise SheetError(msg(N_("`{path}` is a folder"), path=path), _remedy())
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise SheetError(
            msg(N_("cannot read `{path}`: {reason}"), path=path, reason=reason_of(error)),
            msg(N_("see that the name is right and that you may read the file")),
        ) from error
    if len(content) > _MOST_BYTES:
        raise _too_large(path)
    return content


def _check_zip(path: Path, content: bytes) -> None:
    """Refuse an archive that is broken, holds no workbook, or unpacks to more than any workbook has."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
        raise _broken(path) from error
    sizes = [part.file_size for part in parts]
    if sum(sizes) > _MOST_UNPACKED or max(sizes, default=0) > 5 * _MOST_BYTES:
        raise _too_large(path)
    if not any(part.filename in _BOOKS for part in parts):
        raise SheetError(msg(N_("`{path}` is no workbook"), path=path), _remedy())
    if any(part.flag_bits & 1 for part in parts):
        raise SheetError(
            msg(N_("`{path}` is protected by a password"), path=path),
            msg(N_("open it, remove the password and save a copy")),
        )


def _read_book(path: Path, content: bytes) -> list[Sheet]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = []
        for about in book.sheets_metadata:
            sheet = book.get_sheet_by_name(about.name)
            rows = sheet.to_python(skip_empty_area=False)
            merged = tuple(Range(*first, *last) for first, last in sheet.merged_cell_ranges or ())
            visible = about.visible == SheetVisibleEnum.Visible
            cells = [[None if value == "" else value for value in row] for row in rows]
            sheets.append(Sheet(about.name, cells, merged, visible))
    except PasswordError as error:
        raise SheetError(
            msg(N_("`{path}` is protected by a password"), path=path),
            msg(N_("open it, remove the password and save a copy")),
        ) from error
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        raise _broken(path) from error
    return sheets


def _read_csv(path: Path, content: bytes) -> Sheet:
    """Read text with commas, semicolons or tabs between the cells, in UTF-8 (or as Excel's "Unicode text")."""
    code = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = content.decode(code)
    except UnicodeDecodeError as error:
        raise SheetError(
            msg(N_("`{path}` is neither a workbook nor text in UTF-8"), path=path),
            msg(N_("save it from Excel as a workbook, or as “CSV UTF-8”")),
        ) from error
    if "\x00" in text:
        raise SheetError(msg(N_("`{path}` is no workbook"), path=path), _remedy())
    head = text[: text.find("\n")] if "\n" in text else text
    mark = max(",;\t", key=head.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    except csv.Error as error:
        raise _broken(path) from error
    width = max(map(len, rows), default=0)
    cells = [[cell or None for cell in row] + [None] * (width - len(row)) for row in rows]
    return Sheet(path.stem, cells)


def _broken(path: Path) -> SheetError:
    return SheetError(
        msg(N_("`{path}` is damaged or not whole"), path=path),
        msg(N_("open it in Excel or LibreOffice and save it again, or ask for it once more")),
    )


def _too_large(path: Path) -> SheetError:
    return SheetError(
        msg(N_("`{path}` is larger than any workbook that is read here"), path=path),
        msg(N_("copy the table that matters into a new workbook")),
    )


def _remedy() -> Message:
    return msg(N_("name a file of one of these kinds: {kinds}"), kinds=_KINDS)
