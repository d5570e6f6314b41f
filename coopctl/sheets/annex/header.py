"""Where the table of an annex begins, and what its columns hold: one header row, or two."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from coopctl.domain.exchange.annex import NOTED, NUMBER
from coopctl.domain.words.old_letters import find_old, longest, old_letters
from coopctl.domain.words.text import excerpt
from coopctl.messages import N_, CoopError, msg
from coopctl.sheets.annex.columns import DUE_DAY, LONGEST, HeaderWords, plain, usual_words
from coopctl.sheets.book.grid import Grid

_ROWS_SHOWN = 8  # of a sheet without a header
_OWN = {"plan", "kind", "every"}  # that only this program's own table of items has, all of them
_YEAR = re.compile(r"(?:năm |nam )?(?:19|20|21)\d\d", re.IGNORECASE)


class HeaderProblem(CoopError):
    """The header of a sheet was not found, or several rows may be one."""

    exit_code = 2


class HeaderColumn(NamedTuple):
    """A column: the field that it holds (None: its words are not known), and what stands above it."""

    field: str | None
    label: str


class AnnexHeader(NamedTuple):
    """The first and the last row of a header, from 0, and its columns."""

    top: int
    bottom: int
    columns: Mapping[int, HeaderColumn]

    def having(self, field: str) -> list[int]:
        """Return the columns of a field."""
        return [at for at, column in self.columns.items() if column.field == field]

    @property
    def is_own(self) -> bool:
        """Tell whether it is that of this program's own table: each row an item, its code as the plan has it."""
        return {column.field for column in self.columns.values()} >= _OWN

    def is_like(self, other: "AnnexHeader") -> bool:
        """Tell whether two headers say the same."""
        labels = (
            {plain(column.label) for column in header.columns.values()} for header in (self, other)
        )
        return next(labels) == next(labels)


def find_header(
    grid: Grid, names: HeaderWords, asked: int | None
) -> tuple[AnnexHeader, list[AnnexHeader]]:
    """Return the header, and all that the sheet has below it. `asked` is a row from 1.

    Raises: HeaderProblem where there is none, or where two differ and none was asked for.
    """
    found = list(_list_headers(grid, names))
    if asked is not None:
        return _asked_header(grid, names, asked), found
    if not found:
        raise _no_header(grid)
    others = [one for one in found[1:] if not one.is_like(found[0])]
    if others:
        rows = [found[0], *others]
        shown = tuple(msg("{row} ({words})", row=row.top + 1, words=_words_of(row)) for row in rows)
        raise HeaderProblem(
            msg(N_("several rows may be the header: {rows}"), rows=shown),
            msg(N_("say which is meant: `--header {row}`"), row=found[0].top + 1),
        )
    return found[0], found


def _words_of(header: AnnexHeader) -> str:
    return excerpt(" | ".join(column.label for column in header.columns.values()))


def _asked_header(grid: Grid, names: HeaderWords, row: int) -> AnnexHeader:
    header = _read_header(grid, names, row - 1) if 0 < row <= grid.height else None
    if header is None or not header.having("title"):
        raise HeaderProblem(
            msg(N_("row {row} is no header: no cell in it names the content"), row=row),
            msg(N_("a header has one of: {words}"), words=usual_words("title")),
        )
    return header


def _no_header(grid: Grid) -> HeaderProblem:
    lines = [
        f"  {row + 1}: " + " | ".join(grid.text(row, column) for column in grid.filled(row))
        for row in range(grid.height)
        if list(grid.filled(row))
    ]
    old = find_old(grid.text(row, at) for row in range(grid.height) for at in grid.filled(row))
    if old:
        text, code = longest(old)
        return HeaderProblem(
            msg(N_("the sheet “{sheet}” is written in {code}, not in Unicode"), sheet=grid.sheet.name, code=code),
            old_letters(text, code),
        )  # fmt: skip
    shown = "\n".join(
        excerpt(line, 100) if len(line) > LONGEST else line for line in lines[:_ROWS_SHOWN]
    )
    return HeaderProblem(
        msg(
            N_(
                "the sheet “{sheet}” has no row that names its columns: looked for one with {titles},"
                " and one of {others}"
            ),
            sheet=grid.sheet.name, titles=usual_words("title"), others=usual_words("others"),
        ),
        msg(
            N_("write such words above the columns, or name another sheet with `--sheet`; its first rows:\n{rows}"),
            rows=shown,
        ),
    )  # fmt: skip


def _list_headers(grid: Grid, names: HeaderWords) -> Iterator[AnnexHeader]:
    """Yield every row that names columns: the content, and at least one thing more."""
    row = 0
    while row < grid.height:
        header = _read_header(grid, names, row)
        if header is not None and _is_certain(grid, header):
            yield header
            row = header.bottom
        row += 1


def _is_certain(grid: Grid, header: AnnexHeader) -> bool:
    fields = [column.field for column in header.columns.values() if column.field]
    filled = list(grid.filled(header.top))
    short = all(len(grid.text(header.top, column)) <= LONGEST for column in filled)
    return (
        short and "title" in fields and len(set(fields)) > 1
        and 2 * len(fields) >= len(header.columns)
    )  # fmt: skip


def _read_header(grid: Grid, names: HeaderWords, row: int) -> AnnexHeader | None:
    """Return what a row says as a header, with the row below where that divides its columns."""
    tops = {column: grid.shown(row, column) for column in range(grid.width)}
    if not any(names.find(text) for text in set(tops.values()) if text):
        return None
    divided = _is_divided(grid, names, row)
    columns: dict[int, HeaderColumn] = {}
    above = ""
    for column, top in tops.items():
        below = _below(grid, row, column) if divided else ""
        above = top or (above if below else "")
        if above:
            columns[column] = _column(names, above, below)
    own = AnnexHeader(row, row, columns).is_own
    columns = {at: _meant(names, column, own=own) for at, column in columns.items()}
    return AnnexHeader(row, row + divided, _only_one_deadline(columns))


def _meant(names: HeaderWords, column: HeaderColumn, *, own: bool) -> HeaderColumn:
    """Take a column of this program's own table by its words there; `Kế hoạch` elsewhere for what is planned."""
    if own:
        return column._replace(field=names.own.get(plain(column.label), column.field))
    return column._replace(field=NOTED) if column.field == "plan" else column


def _below(grid: Grid, row: int, column: int) -> str:
    below = grid.shown(row + 1, column)
    return below if below != grid.shown(row, column) else ""


def _column(names: HeaderWords, top: str, below: str) -> HeaderColumn:
    if not below or below == top:
        return HeaderColumn(names.find(top), top)
    label = f"{top} – {below}"
    return HeaderColumn(names.find(below) or names.find(f"{top} {below}") or names.find(top), label)


def _is_divided(grid: Grid, names: HeaderWords, row: int) -> bool:
    """Tell whether the next row belongs to the header: it divides what stands merged above it."""
    below = [column for column in range(grid.width) if grid.text(row + 1, column)]
    alone = len(list(grid.filled(row))) == 1
    if alone or not below or any(len(grid.text(row + 1, column)) > LONGEST for column in below):
        return False
    for column in below:
        top = names.find(grid.shown(row, column))
        if top in {NUMBER, "title"} and grid.across(row, column) == 1:
            return False
    texts = [grid.text(row + 1, column) for column in below]
    return any(
        names.find(text) or _YEAR.fullmatch(text)
        for text in texts
        if not text.isdecimal() or len(text) > 2  # noqa: PLR2004  (column numbers)
    )


def _only_one_deadline(columns: dict[int, HeaderColumn]) -> dict[int, HeaderColumn]:
    """Take the day beside a deadline as written for what follows from it; alone, for the deadline."""
    stated = any(column.field == "due" for column in columns.values())
    meant = "aside" if stated else "due"
    return {
        at: column._replace(field=meant) if column.field == DUE_DAY else column
        for at, column in columns.items()
    }
