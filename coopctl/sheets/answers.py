"""A sheet that came back: its fingerprint, and the answers cell by cell, wherever they stand by now.

Columns are found by their headers and rows by their codes, so that a re-save, a new name of the sheet or
an added row moves nothing. What was changed beside the answers is listed, never taken for one.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

from coopctl.domain.exchange.answers import (
    ABOVE,
    ABOVE_COLUMN,
    ASKED,
    CODE,
    FORMAT,
    SHOWN,
    AnsweredRow,
    Cell,
    Fingerprint,
    Sent,
    decode,
    shown_text,
)
from coopctl.domain.words.text import excerpt
from coopctl.messages import N_, Message, Placed, msg
from coopctl.sheets.apart.reader import read_sheets
from coopctl.sheets.book.refusals import SheetError
from coopctl.sheets.book.sheet import Sheet, Value, place


class Returned(NamedTuple):
    """A sheet as it came back.

    `above` are the cells of what is asked of the answers as a whole, by field, but for those whose label is
    gone. `answers` are the rows that have
    any. `strays` are cells that were changed, or filled, outside the fields; `lost` the codes of the
    rows that are gone; `problems` the answers of which nobody can tell what they are about.
    """

    fingerprint: Fingerprint
    above: Mapping[str, Cell]
    answers: tuple[AnsweredRow, ...]
    strays: tuple[Cell, ...]
    lost: tuple[str, ...]
    problems: tuple[Placed, ...]


class _Table(NamedTuple):
    """Where the table is: its sheet, the row of the headers, the column of each label in order."""

    sheet: Sheet
    head: int
    columns: tuple[int, ...]


def read_answers(path: Path, content: bytes) -> Returned:
    """Read a sheet that `export request` made and somebody filled in.

    Raises: SheetError where the file is no workbook, or no such sheet.
    """
    sheets = read_sheets(path, content)
    fingerprint = _find_fingerprint(path, sheets)
    table = _find_table(path, sheets, fingerprint.labels)
    by_code = {_normal(row.id): row for row in fingerprint.rows}
    rows = {
        at: by_code[code]
        for at, row in enumerate(table.sheet.rows)
        if at > table.head and (code := _normal(row[table.columns[CODE]])) in by_code
    }
    above = dict(_find_above(table, fingerprint.above))
    there = {sent.id for sent in rows.values()}
    answers = [_read_row(table, at, sent) for at, sent in rows.items()]
    answers = [answer for answer in answers if answer.filled]
    return Returned(
        fingerprint,
        {field: _cell(table.sheet, *at) for field, at in above.items()},
        tuple(answers),
        tuple(_list_strays(table, fingerprint, rows, set(above.values()))),
        tuple(sent.id for sent in fingerprint.rows if sent.id not in there),
        (*_list_unknown(table, rows), *_list_doubled(answers)),
    )


def _find_fingerprint(path: Path, sheets: Sequence[Sheet]) -> Fingerprint:
    for sheet in sheets:
        column = [row[0] for row in sheet.rows if row and isinstance(row[0], str)]
        if column[:1] == [FORMAT]:
            found = decode(str(text) for text in column[1:])
            if found is not None:
                return found
            raise SheetError(
                msg(
                    N_("`{path}`: what the sheet was made from cannot be read any more"), path=path
                ),
                _remedy(),
            )
    raise SheetError(
        msg(N_("`{path}` is no sheet that `coopctl export request` made"), path=path), _remedy()
    )


def _find_table(path: Path, sheets: Sequence[Sheet], labels: Sequence[str]) -> _Table:
    wanted = [_normal(label) for label in labels]
    for sheet in sheets:
        for at, row in enumerate(sheet.rows):
            there = [_normal(value) for value in row]
            if all(label in there for label in wanted):
                return _Table(sheet, at, tuple(there.index(label) for label in wanted))
    raise SheetError(
        msg(N_("`{path}`: the row with the headers was not found: {labels}"), path=path,
            labels=tuple(f"“{label}”" for label in labels)),
        msg(N_("take the sheet as it was sent, and copy the answers into its yellow cells")),
    )  # fmt: skip


def _find_above(table: _Table, labels: Sequence[str]) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield where each answer above the table stands: behind its label."""
    wanted = {_normal(label): field for field, label in zip(ABOVE, labels, strict=True)}
    for at, row in enumerate(table.sheet.rows[: table.head]):
        field = next((wanted.pop(text) for text in map(_normal, row) if text in wanted), None)
        if field is not None:
            yield field, (at, table.columns[ABOVE_COLUMN])


def _read_row(table: _Table, at: int, sent: Sent) -> AnsweredRow:
    return AnsweredRow(sent, place(at, table.columns[CODE]), _read_cells(table, at))


def _read_cells(table: _Table, at: int) -> dict[str, Cell]:
    """Return the cells of a row that are to be filled in, by field."""
    columns = zip(ASKED, table.columns[len(SHOWN) :], strict=True)
    return {field: _cell(table.sheet, at, column) for field, column in columns}


def _cell(sheet: Sheet, row: int, column: int) -> Cell:
    value = sheet.rows[row][column]
    blank = isinstance(value, str) and not value.strip()
    at = row, column
    return Cell(place(*at), None if blank else value, at in sheet.faults, at in sheet.untold)


def _list_strays(
    table: _Table, found: Fingerprint, rows: Mapping[int, Sent], above: Collection[tuple[int, int]]
) -> Iterator[Cell]:
    """Yield the cells outside the fields that do not say, or no longer say, what was sent."""
    fixed = {_normal(text) for text in (*found.labels, *found.fixed, *found.above)}
    asked = table.columns[len(SHOWN) :]
    for at, row in enumerate(table.sheet.rows):
        sent = dict(zip(table.columns, rows[at].shown, strict=False)) if at in rows else None
        for column, value in enumerate(row):
            if (at, column) in above or (at > table.head and column in asked):
                continue
            text = _normal(value)
            known = text in fixed if sent is None else text == _normal(sent.get(column))
            if not known and (text or sent is not None):
                yield Cell(place(at, column), value)


def _list_unknown(table: _Table, rows: Mapping[int, Sent]) -> Iterator[Placed]:
    """Yield the answers in rows whose code is none of those that were sent."""
    for at in range(table.head + 1, len(table.sheet.rows)):
        cells = [] if at in rows else list(_read_cells(table, at).values())
        filled = [cell for cell in cells if cell.value is not None]
        if filled:
            code = excerpt(shown_text(table.sheet.rows[at][table.columns[CODE]]))
            unknown = msg(N_("an answer in a row whose code, `{code}`, was not sent"), code=code)
            yield Placed(
                filled[0].place,
                unknown if code else msg(N_("an answer in a row that is about nothing")),
                msg(N_("put it into the row of the item or action that it is about")),
            )


def _list_doubled(answers: Sequence[AnsweredRow]) -> Iterator[Placed]:
    """Yield the rows that answer for an item or action a second time."""
    seen: dict[str, str] = {}
    for answer in answers:
        if answer.sent.id in seen:
            yield Placed(
                answer.place,
                msg(N_("`{code}` is answered twice, first in {place}"), code=answer.sent.id,
                    place=seen[answer.sent.id]),
                msg(N_("keep one of the two")),
            )  # fmt: skip
        seen.setdefault(answer.sent.id, answer.place)


def _normal(value: Value) -> str:
    """Return a cell's content as cells are compared: composed, single spaces."""
    return " ".join(normalize("NFC", shown_text(value)).split())


def _remedy() -> Message:
    return msg(
        N_("take the sheet as `coopctl export request` wrote it, filled in and saved as .xlsx")
    )
