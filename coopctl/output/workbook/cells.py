"""Cells: days as days, numbers as numbers, and text as text, whatever stands in it."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import cache, lru_cache
from inspect import unwrap
from types import MethodType
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from coopctl.domain.plan.plan import DEFAULT_TIMEZONE
from coopctl.domain.words.text import visible
from coopctl.language import _, _n
from coopctl.output.screen.marks import MARKS
from coopctl.output.words import words
from coopctl.output.workbook.formats import CellLook, Formats

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Value = str | int | float | date | None

MOST_UNITS = 32_767  # of UTF-16, that Excel keeps of a text
_SHORT = MOST_UNITS // 2  # letters, of which the longest take two units
LAST_LINE = 1_048_575  # of a sheet, from 0
_LINE_HEIGHT, _MOST_HEIGHT = 14, 409  # points; the latter is Excel's limit
_DIGIT, _SMALL = 11, 10  # how wide digits and small letters are, one to the other
_NOTHING = (None, "")  # that a cell is left out for
_MARK_UNITS = 100  # that the mark of a cut may take
_MOST_DIGITS = 15  # that Excel keeps of a number
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_FIRST_DAY = date(1900, 1, 1)  # that Excel knows
_ZONE = ZoneInfo(DEFAULT_TIMEZONE)


def reader_of(kind: str) -> Callable[[object, words.Names], Value] | None:
    """Return what makes a cell's value of what a row holds in a column of that kind; None for a text as it is.

    A day, moment or number that Excel has no room for, or that is none, stays a text.
    """
    if kind == "text":
        return None
    if kind in _READERS:
        read = _READERS[kind]
        return lambda value, _names: read(value)
    if kind == "area":
        return cache(lambda value, names: names.area(str(value)))
    if kind in {"party", "parties"}:  # the same few again and again
        return cache(lambda value, names: names.shorts(str(value).split()))
    labelled = cache(lambda code: words.label(kind, str(code)))
    return lambda value, _names: labelled(value)


def marked(code: object) -> str:
    """Return a class of timeliness with its mark, `▲ Overdue`, so that it is told apart without colour."""
    text = str(code)
    mark = f"{MARKS[text].text} " if text in MARKS else ""
    return mark + words.label("timeliness", text)


def number_of(value: object) -> int | float | str:
    """Return a number, or decimal text, as a number; as text where it has more digits than Excel keeps."""
    if isinstance(value, int):
        return value
    text = str(value)
    digits = sum(map(str.isdigit, text))
    if digits > _MOST_DIGITS or _NUMBER.fullmatch(text) is None:
        return words.number(text)
    return float(text) if "." in text else int(text)


def _day(value: object) -> date | str:
    try:
        day = value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError:
        return str(value)
    return day if day >= _FIRST_DAY else words.day(day)


def _moment(value: object) -> datetime | str:
    """Return a recorded moment (UTC in the journal) as the clock showed it there."""
    stamp = str(value)
    try:
        return datetime.fromisoformat(stamp).astimezone(_ZONE).replace(tzinfo=None, microsecond=0)
    except ValueError:
        return stamp


_READERS: dict[str, Callable[[object], Value]] = {
    "number": number_of,
    "day": _day,
    "moment": _moment,
    "period": lambda value: words.period(str(value)),
    "periods": lambda value: words.periods(str(value)),
    "timeliness": marked,
}


def cut(text: str) -> str:
    """Return a text as a cell can hold it: what is too long ends with a mark that says how much is missing."""
    units = text.encode("utf-16-le")
    if len(units) <= 2 * MOST_UNITS:
        return text
    # An emoji is two units: half of one at the end is dropped.
    kept = units[: 2 * (MOST_UNITS - _MARK_UNITS)].decode("utf-16-le", "ignore")
    left = len(text) - len(kept)
    more = _n("cut here, {count} character more", "cut here, {count} characters more", left).format(
        count=words.number(left)
    )
    return f"{kept}… [{more}]"


class Cells:
    """Writes values into a sheet, line by line; lines and columns count from 0.

    Lines are as high as their texts need in columns of these `widths` (in characters): LibreOffice does not look
    by itself.
    """

    def __init__(self, sheet: "Worksheet", formats: Formats) -> None:
        self.sheet = sheet
        # Cells have numbers here; the library would look each time whether they are named by letters.
        self._write_string = MethodType(unwrap(type(sheet).write_string), sheet)
        self.formats = formats
        # Each column by its number, and the width that texts are wrapped in; 0 where they are not.
        self._columns: Sequence[tuple[int, int]] = ()

    def set_widths(self, widths: Sequence[int], wrapped: int) -> None:
        """Set how wide the columns are, from the first one; texts are wrapped in so many of them."""
        self._columns = tuple(enumerate([*widths[:wrapped], *[0] * (len(widths) - wrapped)]))
        for column, width in enumerate(widths):
            self.sheet.set_column(column, column, width)

    def put_row(self, line: int, values: Iterable[Value], looks: Iterable[CellLook]) -> None:
        """Write the values of a line from its first column on, each with a look."""
        height = 1
        write_string = self._write_string
        for value, look, (column, width) in zip(values, looks, self._columns, strict=False):
            if isinstance(value, str) and value:
                # Nearly every text is plain, and a large workbook has a third of a million of them.
                if value[0] != "<" and len(value) <= _SHORT and value.isprintable():
                    write_string(line, column, value, look.text)
                else:
                    self._put_text(line, column, value, look.text)
                if width and (len(value) > width or "\n" in value):
                    lines = _count_lines(value, width)
                    height = max(height, lines)
            elif look.boxed or value not in _NOTHING:
                self.put(line, column, value, look)
        if height > 1:
            self.sheet.set_row(line, min(height * _LINE_HEIGHT + 2, _MOST_HEIGHT))

    def put(self, line: int, column: int, value: Value, look: CellLook) -> None:
        """Write a value by its kind; an empty one only where the look has borders."""
        if value is None or value == "":
            if look.boxed:
                self.sheet.write_blank(line, column, None, look.text)
        elif isinstance(value, date):
            day = look.moment if isinstance(value, datetime) else look.day
            self.sheet.write_datetime(line, column, value, day)
        elif isinstance(value, str):
            self._put_text(line, column, value, look.text)
        else:
            number = look.whole if isinstance(value, int) else look.decimal
            self.sheet.write_number(line, column, value, number)

    def _put_text(self, line: int, column: int, text: str, look: "Format | None") -> None:
        if len(text) > _SHORT or not text.isprintable():
            text = cut(visible(text))
        if text.startswith("<r>") and text.endswith("</r>"):
            # The library takes such a text for XML of its own; in a rich one it is data.
            parts = ("<", self.formats.plain, text[1:], *([look] if look else []))
            self.sheet.write_rich_string(line, column, *parts)
        else:
            self.sheet.write_string(line, column, text, look)

    def put_across(self, line: int, last: int, text: str, look: "Format") -> None:
        """Write a text over the columns from the first to `last`."""
        self.sheet.merge_range(line, 0, line, last, "", look)
        self._put_text(line, 0, text, look)

    def colour(self, column: int, first: int, last: int) -> None:
        """Colour the lines of a column by the mark of timeliness that their text begins with."""
        for code, rule in self.formats.rules.items():
            self.sheet.conditional_format(
                first, column, max(first, last), column,
                {"type": "text", "criteria": "begins with", "value": MARKS[code].text, "format": rule},
            )  # fmt: skip


@lru_cache(maxsize=1 << 15)  # a title or a result stands in several sheets
def _count_lines(text: str, width: int) -> int:
    """Return how many lines a text takes in a column, broken between words."""
    room = width * _DIGIT
    lines = 0
    for part in text.split("\n"):
        lines += 1
        left = room
        for size in map(_size_of, part.split(" ")):
            if size > left and left < room:
                lines += 1
                left = room
            if size > room:
                lines += (size - 1) // room
                left = room - (size % room or room) - _SMALL
            else:
                left -= size + _SMALL
    return lines


@lru_cache(maxsize=1 << 14)
def _size_of(word: str) -> int:
    """Return how wide a word is: small letters are narrower than digits, by which widths count; capitals are not."""
    return len(word) * (_SMALL if word[1:].islower() else _DIGIT)


def overfull(count: int, table: str) -> str:
    """Say how many rows of a table a sheet has no lines for, and what has them."""
    more = _("{count} more rows do not fit into a sheet; `coopctl export csv {table}` has all")
    return more.format(count=words.number(count), table=table)
