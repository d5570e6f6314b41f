"""Text files with commas, semicolons or tabs between the cells."""

import csv
import io
from collections import Counter
from itertools import islice

from coopctl.domain.words.text import unguarded
from coopctl.sheets.book.refusals import Refused, code_of_bytes
from coopctl.sheets.book.sheet import MOST_CELLS, Sheet, Value

_MOST_ROWS_TRIED = 200  # of a csv file, to see what stands between its cells


def read_separated(name: str, content: bytes) -> Sheet:
    """Read text with commas, semicolons or tabs between the cells, in UTF-8 (or as Excel's "Unicode text").

    Raises: Refused.
    """
    code = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = content.decode(code)
    except UnicodeDecodeError as error:
        raise Refused(code_of_bytes(content) or "no text") from error
    if "\x00" in text or text.lstrip().startswith(("<", "%PDF", "{\\rtf")):
        raise Refused("another")
    try:
        rows = _read_rows(text)
    except csv.Error as error:
        raise Refused("broken") from error
    return Sheet(name, rows)


def _read_rows(text: str) -> list[list[Value]]:
    """Return the rows, all as wide as the widest. Raises: csv.Error, Refused."""
    rows: list[list[Value]] = []
    width = 0
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text)):
        width = max(width, len(row))
        if (len(rows) + 1) * width > MOST_CELLS:
            raise Refused("too large")
        rows.append([unguarded(cell) or None for cell in row])
    return [row + [None] * (width - len(row)) for row in rows]


def _separator(text: str) -> str:
    """Return what stands between the cells: the mark by which most rows come out equally wide."""

    def evenness(mark: str) -> tuple[int, int]:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
        widths = Counter(map(len, islice(reader, _MOST_ROWS_TRIED)))
        return max(((count, width) for width, count in widths.items() if width > 1), default=(0, 0))

    return max(",;\t", key=evenness)
