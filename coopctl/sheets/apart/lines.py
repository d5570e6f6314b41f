"""Sheets as lines of JSON: how a process that reads a workbook hands them to the one that asked.

A line that begins with `{` says something of a workbook or begins a sheet, one that begins with `[` is a row of it.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from coopctl.sheets.book.sheet import Range, Sheet, Value

# Keys of lines: a sheet begins, all were told, or why there is none.
SHEET, DONE, REFUSED, MISSING = "sheet", "done", "refused", "missing"


def list_lines(sheet: Sheet) -> Iterator[bytes]:
    """Yield a sheet: what is said of it, then each row up to its last cell."""
    yield line({
        SHEET: sheet.name, "rows": len(sheet.rows), "columns": len(sheet.rows[0]) if sheet.rows else 0,
        "merged": sheet.merged, "visible": sheet.visible, "faults": sorted(sheet.faults),
        "hidden": _sorted(sheet.hidden), "hidden_columns": _sorted(sheet.hidden_columns),
        "epoch": sheet.epoch.isoformat(), "untold": sorted(sheet.untold),
    })  # fmt: skip
    for row in sheet.rows:
        end = len(row)
        while end and row[end - 1] is None:
            end -= 1
        yield line(row[:end])


def line(data: object) -> bytes:
    """Return a line of the protocol."""
    text = json.dumps(data, default=_encode, ensure_ascii=False, separators=(",", ":"))
    return text.encode(errors="surrogatepass") + b"\n"


def _sorted(numbers: frozenset[int] | None) -> list[int] | None:
    return None if numbers is None else sorted(numbers)


def _encode(value: object) -> dict[str, str | list[int]]:
    """Return a value that JSON has not, by its type."""
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, time):
        return {"time": value.isoformat()}
    if isinstance(value, timedelta):
        return {"span": [value.days, value.seconds, value.microseconds]}
    raise TypeError(value)


def _span(parts: list[int]) -> timedelta:
    days, seconds, microseconds = parts
    return timedelta(days, seconds, microseconds)


_DECODE: dict[str, Callable[[Any], Value]] = {
    "moment": datetime.fromisoformat,
    "day": date.fromisoformat,
    "time": time.fromisoformat,
    "span": _span,
}


def _decode(data: dict[str, Any]) -> Value:
    ((kind, value),) = data.items()
    return _DECODE[kind](value)


def read_row(text: bytes, columns: int) -> list[Value]:
    """Return a row, as wide as the others."""
    row: list[Value] = json.loads(text, object_hook=_decode)
    return row + [None] * (columns - len(row))


def make_sheet(head: dict[str, Any], rows: Sequence[Sequence[Value]]) -> Sheet:
    """Return a sheet from what was said of it and its rows."""
    return Sheet(
        head[SHEET],
        rows,
        tuple(Range(*box) for box in head["merged"]),
        head["visible"],
        frozenset((row, column) for row, column in head["faults"]),
        None if head["hidden"] is None else frozenset(head["hidden"]),
        None if head["hidden_columns"] is None else frozenset(head["hidden_columns"]),
        date.fromisoformat(head["epoch"]),
        frozenset((row, column) for row, column in head["untold"]),
    )
