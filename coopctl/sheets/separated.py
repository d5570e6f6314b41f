"""Text files with commas, semicolons or tabs between the cells."""

import csv
import io
from collections import Counter
from itertools import islice
from pathlib import Path

from coopctl.domain.text import unguarded
from coopctl.sheets.refusals import broken, no_text, no_workbook
from coopctl.sheets.sheet import Sheet

_MOST_ROWS_TRIED = 200  # of a csv file, to see what stands between its cells


def read_separated(path: Path, content: bytes) -> Sheet:
    """Read text with commas, semicolons or tabs between the cells, in UTF-8 (or as Excel's "Unicode text")."""
    code = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = content.decode(code)
    except UnicodeDecodeError as error:
        raise no_text(path) from error
    if "\x00" in text or text.lstrip().startswith(("<", "%PDF", "{\\rtf")):
        raise no_workbook(path)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text)))
    except csv.Error as error:
        raise broken(path) from error
    width = max(map(len, rows), default=0)
    cells = [
        [unguarded(cell) or None for cell in row] + [None] * (width - len(row)) for row in rows
    ]
    return Sheet(path.stem, cells)


def _separator(text: str) -> str:
    """Return what stands between the cells: the mark by which most rows come out equally wide."""

    def evenness(mark: str) -> tuple[int, int]:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
        widths = Counter(map(len, islice(reader, _MOST_ROWS_TRIED)))
        return max(((count, width) for width, count in widths.items() if width > 1), default=(0, 0))

    return max(",;\t", key=evenness)
