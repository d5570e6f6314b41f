"""The columns of a table that is brought in, and its rows one after the other."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from coopctl.domain.exchange.headers import (
    LEFT_OUT,
    Header,
    HeaderFault,
    HeaderRefused,
    Spoken,
    field_names,
    knows_any,
    missing_columns,
    read_header,
)
from coopctl.domain.record.kinds.catalogue import fields_of
from coopctl.domain.words.old_letters import old_letters_in
from coopctl.domain.words.text import excerpt
from coopctl.messages import N_, CoopError, Message, Placed, PlacedProblems, msg
from coopctl.services.workspace.caller import Watch
from coopctl.services.workspace.extras import needing
from coopctl.sheets.book.sheet import place
from coopctl.sheets.book.table import is_book, list_csv_rows, read_book_rows

Rows = Iterator[tuple[int, list[str]]]  # each with its number, from 0
_FIRST = 5  # rows that are shown where there is no header


class TableLayout(NamedTuple):
    """A header, its cells, and what follows: where each field is and how its cell becomes texts.

    `strays` are the columns without a name.
    """

    header: Header
    cells: tuple[str, ...]
    used: tuple[tuple[int, str, Callable[[str], list[str]]], ...]
    strays: tuple[int, ...]


class OpenedTable(NamedTuple):
    """The rows of a table, which of them are not shown, from 1, and the cells, from 0, that nobody can read."""

    rows: Rows
    hidden: tuple[int, ...]
    unclear: Mapping[tuple[int, int], Message]


@contextmanager
def open_rows(path: Path, sheet: str | None, watch: Watch) -> Iterator[OpenedTable]:
    """Open a table; `watch` sees how far it was read.

    Raises: SheetError.
    """
    book = is_book(path)
    size = None if book else path.stat().st_size
    with watch(msg(N_("reading {file}"), file=path.name), size) as bar:
        if book:
            with needing("office"):
                found = read_book_rows(path, sheet)
            yield OpenedTable(iter(enumerate(found.rows)), found.hidden, found.unclear)
        else:
            yield OpenedTable(iter(enumerate(list_csv_rows(path, bar.advance))), (), {})


def read_layout(
    path: Path, kind: str, rows: Rows, maps: Mapping[str, str], spoken: Spoken
) -> TableLayout:
    """Take the first row that says something as the header. Raises: CoopError where it is none."""
    number, cells = next(((at, row) for at, row in rows if any(map(str.strip, row))), (0, []))
    where = f"{path}:{place(number, 0)}"
    if not knows_any(kind, cells, maps, spoken):
        raise _no_header(kind, where, [cells, *(row for _at, row in islice(rows, _FIRST))])
    try:
        header = read_header(kind, cells, maps, spoken)
    except HeaderRefused as error:
        raise PlacedProblems(
            [_placed(path, number, cells, fault) for fault in error.faults]
        ) from error
    missing = missing_columns(kind, header)
    if missing:
        raise CoopError(
            msg(N_("`{place}`: the table has no column for {names}"), place=where, names=missing),
            msg(N_("say with `--map COLUMN=FIELD` which column it is; the columns are: {names}"),
                names=tuple(excerpt(cell) for cell in cells if cell.strip())),
        )  # fmt: skip
    used = tuple(
        (at, field, _splitter(kind, field))
        for at, field in enumerate(header.fields)
        if field is not None and field != LEFT_OUT
    )
    strays = tuple(at for at, field in enumerate(header.fields) if field is None)
    return TableLayout(header, tuple(cells), used, strays)


def _placed(path: Path, row: int, cells: Sequence[str], fault: HeaderFault) -> Placed:
    """Return what is wrong with a column, with its cell and what to do."""
    hint = old_letters_in([cells[fault.column]]) or fault.hint
    return Placed(f"{path}:{place(row, fault.column)}", fault.message, hint)


def _no_header(kind: str, where: str, rows: Sequence[Sequence[str]]) -> CoopError:
    shown = tuple(excerpt(" | ".join(row)) for row in rows if any(row))
    return CoopError(
        msg(N_("`{place}`: this is no header; the first rows are: {rows}"), place=where,
            rows=tuple(f"“{row}”" for row in shown) or "…"),
        old_letters_in([cell for row in rows for cell in row])
        or msg(N_("the first row must name the columns: {codes}"), codes=field_names(kind)),
    )  # fmt: skip


def _splitter(kind: str, field: str) -> Callable[[str], list[str]]:
    """Return how a cell becomes the texts of a field: lines, or what `;` parts, where it takes several."""
    many = any(one.many for one in fields_of(kind) if one.name == field)
    if not many:
        return _single
    return _ids if field == "item" else _several


def _single(text: str) -> list[str]:
    return [text]


def _several(text: str) -> list[str]:
    parts = text.splitlines() if "\n" in text.strip() else text.split(";")
    return [part.strip() for part in parts if part.strip()]


def _ids(text: str) -> list[str]:
    return text.replace(";", " ").replace(",", " ").split()
