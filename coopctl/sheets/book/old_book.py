"""What an old workbook (.xls) has beside the values that the library gives: its records, read one by one.

Of an error the library gives nothing, and of hidden rows and columns it does not know.
Source: [MS-CFB] for the streams of the file, [MS-XLS] for the records of the stream `Workbook`.
"""

import struct
from collections.abc import Iterator, Mapping
from datetime import date

from coopctl.sheets.book.beside import Beside, Cell
from coopctl.sheets.book.formats import meanings_of
from coopctl.sheets.book.refusals import Refused
from coopctl.sheets.book.sheet import EPOCH, EPOCH_1904

_END = 0xFFFFFFFA  # sector numbers from here on mean something else
_ENTRY, _SMALLEST = 128, 4096
_SMALL = 64  # bytes of a sector in the stream of small streams, which the root has
_NAMES, _ROOT = ("Workbook", "Book"), "Root Entry"
_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?",
    0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip
_FORMULA, _ERROR, _ROW, _COLUMNS = 0x06, 0x205, 0x208, 0x7D
_SHEET, _DAYS, _PASSWORD = 0x85, 0x22, 0x2F
_FORMAT, _STYLE, _NUMBERS = 0x41E, 0xE0, 0xBD  # how numbers are shown; a row of several of them
_STYLED = {_FORMULA, 0x203, 0x27E}  # cells with a number of their own
_BEGIN, _STOP = 0x809, 0x0A
_VERSION = b"\x00\x06"  # of Excel 97 and later
_HIDDEN, _IS_ERROR = 0x20, 2


def look_into_old(content: bytes) -> tuple[dict[str, Beside] | None, date]:
    """Return what stands beside the cells of each sheet, and the day of serial number 0.

    The first is None where the file is too old, or too broken, for that to be found.
    Raises: Refused where the workbook is encrypted.
    """
    try:
        stream = _find_stream(content)
        sheets, epoch = _read_globals(stream)
        styles = _read_styles(stream)
        return {name: _read_sheet(stream, at, styles) for name, at in sheets.items()}, epoch
    except (struct.error, IndexError, KeyError, StopIteration, ValueError):
        return None, EPOCH


def _find_stream(content: bytes) -> bytes:
    """Return the stream of the workbook. Raises: ValueError, IndexError or struct.error where it cannot be followed."""
    (shift,) = struct.unpack_from("<H", content, 30)
    if shift not in {9, 12}:
        raise ValueError(shift)
    size = 1 << shift
    fat = [
        sector
        for number in _fat_sectors(content, size)
        for sector in struct.unpack_from(f"<{size // 4}I", content, (number + 1) * size)
    ]
    body, (first, small) = (
        content[size:],
        (struct.unpack_from("<I", content, at)[0] for at in (48, 60)),
    )
    entries = dict(_list_entries(_follow(body, fat, first, size)))
    start, count = next(entries[name] for name in _NAMES if name in entries)
    if count >= _SMALLEST:
        return _follow(body, fat, start, size)[:count]
    table = _follow(body, fat, small, size)
    numbers = list(struct.unpack(f"<{len(table) // 4}I", table))
    return _follow(_follow(body, fat, entries[_ROOT][0], size), numbers, start, _SMALL)[:count]


def _list_entries(directory: bytes) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the streams by name: the first sector of each, and its size."""
    for at in range(0, len(directory), _ENTRY):
        (length,) = struct.unpack_from("<H", directory, at + 64)
        name = directory[at : at + max(length - 2, 0)].decode("utf-16-le", errors="replace")
        yield name, struct.unpack_from("<II", directory, at + 116)


def _fat_sectors(content: bytes, size: int) -> Iterator[int]:
    """Yield the sectors that hold the table of sectors."""
    yield from (one for one in struct.unpack_from("<109I", content, 76) if one < _END)
    following, count = struct.unpack_from("<II", content, 68)
    for _ in range(min(count, len(content) // size)):
        if following >= _END:
            return
        *sectors, following = struct.unpack_from(f"<{size // 4}I", content, (following + 1) * size)
        yield from (sector for sector in sectors if sector < _END)


def _follow(body: bytes, table: list[int], first: int, size: int) -> bytes:
    """Return the sectors of a stream: after each comes the one that the table names in its place."""
    pieces: list[bytes] = []
    while first < _END and len(pieces) <= len(table):
        pieces.append(body[first * size : (first + 1) * size])
        first = table[first]
    return b"".join(pieces)


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Yield the records from a place on, up to the end of what begins there."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        depth += (kind == _BEGIN) - (kind == _STOP)
        if depth <= 0:
            return
        at += 4 + length


def _read_globals(stream: bytes) -> tuple[dict[str, int], date]:
    sheets: dict[str, int] = {}
    epoch = EPOCH
    for kind, record in _records(stream, 0):
        if kind == _DAYS and record[:1] == b"\x01":
            epoch = EPOCH_1904
        elif kind == _PASSWORD:
            raise Refused("protected")
        elif kind == _SHEET:
            sheets[_text(record[6], record[7:])] = struct.unpack_from("<I", record)[0]
    return sheets, epoch


def _text(count: int, rest: bytes) -> str:
    """Return a text of so many characters, behind the byte that says how wide each is."""
    wide = rest[0] & 1
    body = rest[1 : 1 + count * (1 + wide)]
    return body.decode("utf-16-le" if wide else "latin-1", errors="replace")


def _read_styles(stream: bytes) -> dict[int, str]:
    """Return what the cells of each style show instead of their values."""
    codes: dict[int, str] = {}
    styles: list[int] = []
    wide = stream[4:6] == _VERSION
    for kind, record in _records(stream, 0):
        if kind == _STYLE:
            styles.append(struct.unpack_from("<H", record, 2)[0])
        elif kind == _FORMAT and wide:
            number, count = struct.unpack_from("<HH", record)
            codes[number] = _text(count, record[4:])
        elif kind == _FORMAT:
            codes[record[0]] = record[3 : 3 + record[2]].decode("latin-1")
    return meanings_of(codes, styles)


def _list_styles(kind: int, record: bytes) -> Iterator[tuple[Cell, int]]:
    """Yield the cells of a record, each with the number of its style."""
    if kind not in _STYLED and kind != _NUMBERS:
        return
    row, column, style = struct.unpack_from("<HHH", record)
    yield (row, column), style
    for at in range(10, len(record) - 6, 6) if kind == _NUMBERS else ():
        column += 1
        yield (row, column), struct.unpack_from("<H", record, at)[0]


def _read_sheet(stream: bytes, at: int, styles: Mapping[int, str]) -> Beside:
    shown: dict[Cell, str] = {}
    hidden: set[int] = set()
    hidden_columns: set[int] = set()
    faults: dict[Cell, str] = {}
    for kind, record in _records(stream, at):
        if kind == _ROW and record[12] & _HIDDEN:
            hidden.add(struct.unpack_from("<H", record)[0])
        elif kind == _COLUMNS and record[8] & 1:
            first, last = struct.unpack_from("<HH", record)
            hidden_columns.update(range(first, last + 1))
        elif kind == _ERROR and record[7]:
            faults[struct.unpack_from("<HH", record)] = _ERRORS.get(record[6], "#ERR!")
        elif kind == _FORMULA and record[12:14] == b"\xff\xff" and record[6] == _IS_ERROR:
            faults[struct.unpack_from("<HH", record)] = _ERRORS.get(record[8], "#ERR!")
        shown |= {
            cell: styles[style] for cell, style in _list_styles(kind, record) if style in styles
        }
    return Beside(frozenset(hidden), frozenset(hidden_columns), faults, (0, 0), (), shown)
