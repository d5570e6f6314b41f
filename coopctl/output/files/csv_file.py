"""Tables as CSV: every row streams, and nothing that a person wrote can run in a spreadsheet."""

import csv
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TextIO

from coopctl.domain.exchange.columns import Column
from coopctl.domain.words.text import FORMULA_STARTS, visible
from coopctl.language import _
from coopctl.output.words import words

_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)*")

Cell = str | int | date | None


def write_csv(
    target: TextIO,
    columns: Sequence[Column],
    rows: Iterable[Sequence[object]],
    labelled: Callable[[str], words.Names] | None = None,
) -> int:
    """Write a header row of codes and all rows as they come; return how many rows.

    With `labelled` (a plan's id → what its ids are called) header and values are in the reader's words.
    """
    writer = csv.writer(target, lineterminator="\r\n")
    if labelled is None:
        writer.writerow([column.code for column in columns])
        written: Iterable[list[object]] = map(_defused, rows)
    else:
        writer.writerow([_(column.label) for column in columns])
        plan_at = [column.code for column in columns].index("plan")
        written = (_defused(_in_words(row, columns, labelled(str(row[plan_at])))) for row in rows)
    count = 0
    for row in written:
        writer.writerow(row)
        count += 1
    return count


def _defused(row: Sequence[object]) -> list[object]:
    return [_defuse(cell) if isinstance(cell, str) else cell for cell in row]


def _defuse(cell: str) -> str:
    cell = visible(cell)
    if cell.startswith(FORMULA_STARTS) and _NUMBER.fullmatch(cell) is None:
        return "'" + cell
    return cell


def _in_words(row: Sequence[object], columns: Sequence[Column], names: words.Names) -> list[object]:
    return [
        cell_in_words(value, column.kind, names) for value, column in zip(row, columns, strict=True)
    ]


def cell_in_words(value: object, kind: str, names: words.Names) -> object:
    """Return a cell of a column of that kind as people read it; None and plain text as they are."""
    if value is None or kind == "text":
        return value
    text = str(value)
    if kind in _SAYINGS:
        return _SAYINGS[kind](text)
    if kind == "area":
        return names.area(text)
    if kind in {"party", "parties"}:
        return names.shorts(text.split())
    return words.label(kind, text)


_SAYINGS: dict[str, Callable[[str], str]] = {
    "day": words.iso_day,
    "moment": words.moment,
    "number": words.number,
    "period": words.period,
    "periods": words.periods,
}
