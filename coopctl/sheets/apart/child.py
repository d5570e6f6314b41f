"""The process that reads a workbook: the file comes in, lines go out, and it may not grow nor last.

It is begun by `coopctl.sheets.apart.reader`, as `coopctl` with the word `READ_SHEETS`.
"""

import sys
from collections.abc import Iterator
from typing import BinaryIO

from coopctl.sheets.apart import bounds, lines
from coopctl.sheets.book.refusals import Refused


def serve(name: str) -> int:
    """Read the workbook on standard input, of a file with this name, and write its sheets as lines."""
    bounds.bind_self()
    answer(name, sys.stdin.buffer.read(), sys.stdout.buffer)
    sys.stdout.flush()
    return 0


def answer(name: str, content: bytes, out: BinaryIO) -> None:
    """Write the sheets as lines; last that all were told, or why they are not."""
    try:
        out.writelines(_list_lines(name, content))
    except Refused as error:
        last = {lines.REFUSED: error.reason}
    except ImportError as error:
        last = {lines.MISSING: error.name or ""}
    except MemoryError:
        last = {lines.REFUSED: "too large"}
    else:
        last = {lines.DONE: "all"}
    out.write(lines.line(last))


def _list_lines(name: str, content: bytes) -> Iterator[bytes]:
    """Yield the lines of all sheets. Raises: Refused, also where there are too many of them."""
    from coopctl.sheets.book.workbook import read_content

    told = 0
    for sheet in read_content(name, content):
        for text in lines.list_lines(sheet):
            told += len(text)
            if told > bounds.MOST_TOLD:
                raise Refused("too large")
            yield text
