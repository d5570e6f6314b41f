"""How numbers and days are shown in a workbook: of 0.45 a reader sees 45%, of a day perhaps only its month.

A library gives values without formats. What is shown is found in the parts of the file, as plain data: for
each cell that shows something else than its value, a short word that says what.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from html import unescape
from typing import TypeGuard

from coopctl.sheets.book.sheet import Value

Cell = tuple[int, int]

# A percentage, with the count of its decimals behind it; of a day its month or its year; what is not told here.
PERCENT, MONTH, YEAR, HIDDEN = "%", "month", "year", "hidden"
BUILT_IN = {9: "0%", 10: "0.00%", 16: "d-mmm", 17: "mmm-yy"}
# Of a format: texts in it, and what only leaves room or colours.
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![<>=])[^\]]*\]')
_CONDITION = re.compile(r"\[[<>=]")
_THOUSANDS = re.compile(r"[0#?],+(?![0#?,])")  # `0,` leaves the last three digits out
_CELL_FORMATS = re.compile(r"<(?:[\w.-]+:)?cellXfs\b.*?</(?:[\w.-]+:)?cellXfs>", re.DOTALL)
_STYLE = re.compile(r"<(?:[\w.-]+:)?xf\s([^>]*)>")
_NUMBER_FORMAT = re.compile(r"<(?:[\w.-]+:)?numFmt\s([^>]*)>")
_PLACE = re.compile(r"\br=[\"']([A-Z]{1,3})([0-9]{1,7})[\"']")
_STYLE_OF = re.compile(r"\bs=[\"']([0-9]{1,6})[\"']")
_ATTRIBUTE = re.compile(r"""\b(\w+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


def meaning_of(code: str) -> str:
    """Return in a word what a number format shows instead of the value; nothing where it shows the value."""
    plain = _LITERAL.sub("", code).lower()
    first = plain.split(";")[0]
    if _CONDITION.search(plain) or _THOUSANDS.search(first) or ("%" in plain and "%" not in first):
        return HIDDEN
    if "%" in first:
        return f"{PERCENT}{len(re.findall('[0#?]', first.partition('.')[2]))}"
    if re.search("general|standard|[0#?@]", first) or not code:
        return ""
    return _meaning_of_day(first)


def _meaning_of_day(letters: str) -> str:
    """Return what a format without a place for digits shows of a day; of one without any, that is not told."""
    if "y" not in letters:
        return HIDDEN if "h" not in letters and "s" not in letters else ""
    if "d" in letters:
        return ""
    return MONTH if "m" in letters else YEAR


def meanings_of(codes: Mapping[int, str], formats: list[int]) -> dict[int, str]:
    """Return what the cells of each style show, by its number; only where that is not the value.

    `codes` are the formats that the file defines, `formats` the number of the one that each style has.
    """
    found = {
        at: meaning_of(codes.get(one) or BUILT_IN.get(one, "")) for at, one in enumerate(formats)
    }
    return {at: meaning for at, meaning in found.items() if meaning}


def read_styles(styles: str) -> dict[int, str]:
    """Return what the cells of each style show instead of their values, of the part `styles.xml`."""
    cells = _CELL_FORMATS.search(styles)
    codes = {
        int(about["numFmtId"]): about.get("formatCode", "")
        for about in map(_attributes, _NUMBER_FORMAT.findall(styles))
        if about.get("numFmtId", "").isdecimal()
    }
    ids = [
        _attributes(one).get("numFmtId", "0") for one in _STYLE.findall(cells[0] if cells else "")
    ]
    return meanings_of(codes, [int(one) if one.isdecimal() else 0 for one in ids])


def _attributes(text: str) -> dict[str, str]:
    return {name: unescape(double or single) for name, double, single in _ATTRIBUTE.findall(text)}


def list_shown(sheet: str, styles: Mapping[int, str]) -> Iterator[tuple[Cell, str]]:
    """Yield the cells of a sheet's part that show something else than their values, each with the word for it."""
    if not styles:
        return
    style = "|".join(map(str, styles))
    cell = rf"<(?:[\w.-]+:)?c\s([^>]*\bs=[\"'](?:{style})[\"'][^>]*)(?<!/)>"
    for found in re.finditer(cell, sheet):
        style_of, place = _STYLE_OF.search(found[1]), _PLACE.search(found[1])
        if style_of and place:
            yield (int(place[2]) - 1, _column(place[1])), styles[int(style_of[1])]


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def meaning_of_text(kind: str, shown: str) -> str:
    """Return in a word what an OpenDocument cell shows, by the kind of its value and its text."""
    if kind == "percentage":
        return f"{PERCENT}{len(re.sub('[^0-9]', '', re.split('[.,]', f'{shown}.', maxsplit=1)[1]))}"
    if kind == "float":
        return HIDDEN if shown and not re.search(r"\d", shown) else ""
    if kind != "date" or not shown or len(re.findall(r"\d+", shown)) > 2:  # noqa: PLR2004  (a day's numbers)
        return ""
    if re.fullmatch(r"\d{4}", shown):
        return YEAR
    return (
        MONTH
        if re.search(r"\d{4}|\d{2}$", shown) and not re.match(r"\d{1,2}\D+\d{1,2}$", shown)
        else HIDDEN
    )


def show_cells(rows: list[list[Value]], meanings: Mapping[Cell, str]) -> frozenset[Cell]:
    """Put what cells show in the place of their values; return those of which that cannot be told."""
    untold = set()
    for (row, column), meaning in meanings.items():
        if row < len(rows) and column < len(rows[row]):
            value = rows[row][column]
            shown = _show(value, meaning)
            if shown is not None:
                rows[row][column] = shown
            elif meaning == HIDDEN and (_is_number(value) or isinstance(value, date)):
                untold.add((row, column))
    return frozenset(untold)


def small_numbers(rows: Sequence[Sequence[Value]]) -> frozenset[Cell]:
    """Return the numbers that may be percentages, where no format is known: up to one."""
    return frozenset(
        (row, column)
        for row, values in enumerate(rows)
        for column, value in enumerate(values)
        if isinstance(value, float) and 0 < value <= 1
    )


def _show(value: Value, meaning: str) -> str | None:
    """Return what a cell shows; None where it shows its value, or that is not told here."""
    if meaning.startswith(PERCENT) and _is_number(value):
        shown = Decimal(repr(value)) * 100
        return f"{shown.quantize(Decimal(1).scaleb(-int(meaning[1:])), ROUND_HALF_UP):f}%"
    if isinstance(value, date) and meaning in {MONTH, YEAR}:
        return f"{value.month}/{value.year}" if meaning == MONTH else str(value.year)
    return None


def _is_number(value: Value) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)
