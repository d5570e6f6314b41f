"""A sheet as it was read, whatever kind of file it came from."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

EPOCH, EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)  # the days that serial number 0 stands for
MOST_ROWS, MOST_COLUMNS = 2**20, 2**14  # of a sheet, in Excel
MOST_CELLS = (
    4_000_000  # of a workbook: from its first row and column to the last, the empty ones too
)

Value = str | int | float | bool | date | datetime | time | timedelta | None


class Range(NamedTuple):
    """Merged cells, first and last row and column, from 0."""

    top: int
    left: int
    bottom: int
    right: int


class Sheet(NamedTuple):
    """A sheet: its name, its cells by row from the first, all rows as wide as the widest.

    Text is as it stands in the file; an empty cell is None. `merged` is empty where the format does not say.
    `faults` are cells (row, column) without a value: their text is the error (`#REF!`) or the formula
    that was never computed (`=A1+B1`). `hidden` and `hidden_columns` are the rows and columns that are not
    shown, None where the format does not tell. A number with the format of a percentage is the text that it
    shows (`45%`); `untold` are the cells that show something else than their value, nobody can say what. `epoch` is the day that serial number 0 stands for.
    """

    name: str
    rows: Sequence[Sequence[Value]]
    merged: tuple[Range, ...] = ()
    visible: bool = True
    faults: frozenset[tuple[int, int]] = frozenset()
    hidden: frozenset[int] | None = frozenset()
    hidden_columns: frozenset[int] | None = frozenset()
    epoch: date = EPOCH
    untold: frozenset[tuple[int, int]] = frozenset()


def place(row: int, column: int) -> str:
    """Return the name of a cell, counted from 0: `B17`."""
    return f"{column_name(column)}{row + 1}"


def column_name(column: int) -> str:
    """Return the letters of a column, counted from 0."""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters
