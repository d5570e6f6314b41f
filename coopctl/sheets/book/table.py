"""A table's rows as texts: of a csv file one after the other, however many; of a workbook's sheet.

The texts are those that a person would have typed: a day as `2025-01-02`, a whole number without a point.
"""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO, NamedTuple

from coopctl.domain.words.text import unguarded
from coopctl.messages import N_, Message, msg
from coopctl.sheets.apart.reader import read_sheets
from coopctl.sheets.book.file import read_file, read_head
from coopctl.sheets.book.refusals import (
    SheetError,
    broken,
    code_of_bytes,
    no_text,
    nothing_in,
    old_code,
    too_large,
    untold,
)
from coopctl.sheets.book.sheet import Sheet, Value

_BOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_MOST_OF_A_ROW = 2**24  # letters
_LOOKED_AT = 2**20  # bytes, for the code of an old font
_HEAD = 8  # bytes that tell what a file is
_EVERY = 1000  # rows between two ticks


class NumberText(str):
    """A text that is a number in the sheet: of `1.10` only `1.1` is left there."""

    __slots__ = ()


def is_book(path: Path) -> bool:
    """Tell whether a file is a workbook, not text. Raises: SheetError where it cannot be read."""
    return read_head(path, _HEAD).startswith(_BOOKS)


class BookRows(NamedTuple):
    """The rows of a sheet, and which of them say something but are not shown, counted from 1.

    `unclear` are cells, from 0, without a value or which show something else than it, nobody can say what.
    """

    rows: list[list[str]]
    hidden: tuple[int, ...]
    unclear: Mapping[tuple[int, int], Message]


def read_book_rows(path: Path, sheet: str | None) -> BookRows:
    """Return the rows of a workbook's sheet, the named one or else the first that is shown.

    Imports python-calamine. Raises: SheetError, with the sheets that there are where none has the name.
    """
    found = _find_sheet(path, read_sheets(path, read_file(path)), sheet)
    rows = [[_text(value) for value in row] for row in found.rows]
    hidden = sorted(at for at in found.hidden or () if at < len(rows) and any(rows[at]))
    return BookRows(rows, tuple(at + 1 for at in hidden), dict(_list_unclear(found, rows)))


def _list_unclear(
    sheet: Sheet, rows: Sequence[Sequence[str]]
) -> Iterator[tuple[tuple[int, int], Message]]:
    for row, column in sheet.faults:
        text = rows[row][column]
        yield (row, column), msg(N_("the formula of the cell has no value: `{text}`"), text=text)
    for row, column in sheet.untold:
        yield (row, column), untold(rows[row][column])


def _find_sheet(path: Path, sheets: Sequence[Sheet], name: str | None) -> Sheet:
    wanted = [sheet for sheet in sheets if (sheet.visible if name is None else sheet.name == name)]
    if wanted:
        return wanted[0]
    names = tuple(sheet.name for sheet in sheets)
    raise SheetError(
        msg(N_("`{path}` has no sheet `{sheet}`"), path=path, sheet=name or "…"),
        msg(N_("its sheets are: {names}"), names=names),
    )


def _text(value: Value) -> str:
    """Return a cell as it would have been typed."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return NumberText(value) if isinstance(value, float) else str(value)


def list_csv_rows(path: Path, advance: Callable[[int], object]) -> Iterator[list[str]]:
    """Yield the rows of a csv file with commas, semicolons or tabs; `advance` is told the bytes read.

    The mark that an export puts before what looks like a formula is taken off. Raises: SheetError.
    """
    head = read_head(path, _HEAD)
    if not head.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise nothing_in(path)
    code = "utf-16" if head.startswith(_WIDE) else "utf-8-sig"
    with path.open("rb") as file, TextIOWrapper(file, code, newline="") as text:
        try:
            yield from _rows(text, file, advance)
        except UnicodeDecodeError as error:
            old = code_of_bytes(read_head(path, _LOOKED_AT))
            raise (old_code(path, old) if old else no_text(path)) from error
        except csv.Error as error:
            raise broken(path) from error
        except _TooLong as error:
            raise too_large(path) from error


def _rows(
    text: TextIOWrapper, file: BinaryIO, advance: Callable[[int], object]
) -> Iterator[list[str]]:
    lines = _BoundedLines(text)
    mark = max(",;\t", key=lines.first.count)
    seen = 0
    for count, row in enumerate(csv.reader(lines, delimiter=mark)):
        lines.end_row()
        if count % _EVERY == 0:
            place = file.tell()
            advance(place - seen)
            seen = place
        yield [unguarded(cell) if cell[:1] == "'" else cell for cell in row]


class _BoundedLines:
    """The lines of a text, as long as no row of a table is without end.

    Raises: _TooLong, by whoever asks for the next.
    """

    def __init__(self, text: TextIOWrapper) -> None:
        self._text = text
        self._length = 0
        self.first = self._read()
        self._next: str | None = self.first

    def __iter__(self) -> "_BoundedLines":
        return self

    def __next__(self) -> str:
        line, self._next = self._read() if self._next is None else self._next, None
        if not line:
            raise StopIteration
        return line

    def _read(self) -> str:
        line = self._text.readline(_MOST_OF_A_ROW + 1)
        self._length += len(line)
        if self._length > _MOST_OF_A_ROW:
            raise _TooLong
        return line

    def end_row(self) -> None:
        """Note that a row has come to its end, of however many lines it was."""
        self._length = 0


class _TooLong(Exception):
    """A row of a text file is longer than any that is read here."""
