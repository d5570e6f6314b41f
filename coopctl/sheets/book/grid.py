"""A sheet as texts: every value as people read it, merged cells known by their first."""

import re
from collections.abc import Iterator
from datetime import date, datetime

from coopctl.domain.words.dates import show_day
from coopctl.domain.words.text import LIMIT, clean, visible
from coopctl.messages import CoopError
from coopctl.sheets.book.sheet import Sheet, Value, place

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")  # how xlsx writes characters that XML has not
_INVISIBLE = str.maketrans(
    {"\u00a0": " ", "\u202f": " ", "\u200b": None, "\u200c": None, "\u200d": None, "\u00ad": None}
)
_ERROR = re.compile(r"#(?:REF|VALUE|DIV/0|NAME|NULL|NUM|N/A|SPILL|CALC|GETTING_DATA)[!?]?")


class Grid:
    """The cells of a sheet by row and column, from 0."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self._texts = [[show_value(value) for value in row] for row in sheet.rows]
        self._origins = {
            (row, column): (box.top, box.left)
            for box in sheet.merged
            for row in range(box.top, min(box.bottom + 1, len(self._texts)))
            for column in range(box.left, min(box.right + 1, len(self._texts[0])))
        }
        self._across = {(box.top, box.left): box.right - box.left + 1 for box in sheet.merged}

    @property
    def height(self) -> int:
        """The number of rows."""
        return len(self._texts)

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self._texts[0]) if self._texts else 0

    def text(self, row: int, column: int) -> str:
        """Return what stands in the cell itself; nothing outside."""
        if not 0 <= row < self.height or not 0 <= column < self.width:
            return ""
        return self._texts[row][column]

    def value(self, row: int, column: int) -> Value:
        """Return the value of a cell as the file has it."""
        return self.sheet.rows[row][column]

    def origin(self, row: int, column: int) -> tuple[int, int]:
        """Return the first of the merged cells that a cell belongs to, or itself."""
        return self._origins.get((row, column), (row, column))

    def across(self, row: int, column: int) -> int:
        """Return over how many columns the cell is merged, 1 where it is not."""
        return self._across.get(self.origin(row, column), 1)

    def shown(self, row: int, column: int) -> str:
        """Return what the cell shows, with what a merged one has in its first."""
        return self.text(*self.origin(row, column))

    def filled(self, row: int) -> Iterator[int]:
        """Yield the columns of a row's own texts."""
        return (column for column, text in enumerate(self._texts[row]) if text)

    def place(self, row: int, column: int) -> str:
        """Return the name of a cell: `B17`."""
        return place(row, column)

    def is_untold(self, row: int, column: int) -> bool:
        """Tell whether a reader sees something else than the value, and nobody can say what."""
        return (row, column) in self.sheet.untold

    def is_error(self, row: int, column: int) -> bool:
        """Tell whether an error stands in the cell, or a formula that was never computed."""
        return (row, column) in self.sheet.faults or bool(_ERROR.fullmatch(self.text(row, column)))


def show_value(value: Value) -> str:
    """Return a value as text: a day as `19/9/2024`, a number without needless digits."""
    if value is None:
        return ""
    if isinstance(value, str):
        return _clean(value)
    if isinstance(value, datetime):
        return show_day(value.date())
    if isinstance(value, date):
        return show_day(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _clean(text: str) -> str:
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text).translate(_INVISIBLE)
    text = text.replace("\v", "\n").replace("\f", "\n")
    try:
        return clean(text)
    except CoopError:  # steering characters, or too long
        text = clean(
            visible(text.replace("\r\n", "\n").replace("\r", "\n")[: LIMIT - 1]), 10 * LIMIT
        )
        return text if len(text) < LIMIT - 1 else f"{text}…"
