"""The rows of an annex: which head an area, which are items, which go on with the item above."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise, takewhile
from typing import NamedTuple

from coopctl.domain.exchange.annex import BELOW, COUNTER, HEADER, NUMBER
from coopctl.domain.words.text import fold
from coopctl.messages import N_, msg
from coopctl.sheets.annex.header import AnnexHeader
from coopctl.sheets.annex.numbering import (
    CODE,
    LETTER,
    PART,
    ROMAN,
    ItemNumber,
    as_id,
    read_number,
    split_number,
)
from coopctl.sheets.annex.readings import Readings
from coopctl.sheets.book.grid import Grid

HEADING, ITEM, BULLET, MORE = "heading", "item", "bullet", "more"
_DETAILS = ("lead", "cooperating", "due", "start", "deliverable", "budget")
_FEWEST_COUNTERS, _COUNTERS = 3, set("ABCDE")
_FOOT = re.compile(
    r"(?:ghi chu|luu y|noi nhan|nguoi lap|nguoi tong hop|tm\.|kt\.|tl\.|tuq\.|q\.|giam doc|pho giam doc|chu tich"
    r"|thu truong|nguon:|note|\(\*|\*|xac nhan cua|.{0,30}, ngay .{0,12} thang)"
)
_TOTAL = re.compile(
    r"(?:tổng cộng|tổng số|(?:grand |sub-?)?totals?\b|(?:tổng|cộng|cong|tong)\s*(?::|=|\(|\+|\d|[ivx]+\b|$)"
    r"|(?:tổng |cộng )(?:chung|kinh phí|dự toán|nhu cầu|mục|phần|nhóm|khoản|nguồn|vốn|toàn|theo|các mục)\b"
    r"|lũy kế|luỹ kế)"
)
# Below the last item with a code: what a footnote, and what the block of the signatures of a side begins with.
_FOOTNOTE = re.compile(r"\(?\d{1,2}\)\s|\[\d{1,2}\]|[¹²³⁴⁵⁶⁷⁸⁹⁰]|[*†‡]|\([*a-z]\)")
_SIDE = re.compile(r"(?:dai dien|thay mat|ben [ab12]\b|on behalf|for and on behalf|signed)")
_OF_AREAS = {LETTER, ROMAN, PART}
_BULLET = re.compile(r"[-–•+*]\s*")


class AnnexRow(NamedTuple):
    """A row: its role, its code and title with the columns they stand in, and what it is detailed by."""

    at: int
    role: str
    number: ItemNumber | None
    number_at: int | None
    title: str
    title_at: int | None
    detailed: bool


def list_rows(
    grid: Grid, header: AnnexHeader, others: Sequence[AnnexHeader], cells: Readings
) -> list[AnnexRow]:
    """Return the rows below a header that say something of the plan; note what the others are."""
    end = next(
        (other.top for other in others if other.top > header.bottom and not other.is_like(header)),
        grid.height,
    )
    rows = [
        _read_row(grid, header, index, cells) for index in _body(grid, header, others, end, cells)
    ]
    for row in range(end, grid.height):
        for column in grid.filled(row):
            cells.fail(
                row, column,
                msg(N_("another table begins in row {row}: `--header {row}` reads it"), row=end + 1),
            )  # fmt: skip
    return list(_with_roles(grid, header, rows))


def _body(
    grid: Grid, header: AnnexHeader, others: Sequence[AnnexHeader], end: int, cells: Readings
) -> Iterator[int]:
    """Yield the rows of the table; note the numbers of columns, repeated headers and what stands below."""
    repeated = {
        row
        for other in others
        if other.top > header.bottom
        for row in range(other.top, other.bottom + 1)
    }
    below = False
    last = _last_numbered(grid, header, end)
    for row in range(header.bottom + 1, end):
        filled = list(grid.filled(row))
        if not filled:
            continue
        if row in repeated or _is_counter(grid, row, filled):
            for column in filled:
                cells.note(row, column, HEADER if row in repeated else COUNTER)
            continue
        resumes = _resumes(grid, header, row)
        after = last is not None and row > last
        foot = _is_foot(grid, row, filled) or (after and _is_closing(grid, row, filled))
        below = (below or foot) and not resumes
        if (
            after
            and not below
            and not _is_total(grid, row, filled)
            and not _leads(grid, header, row)
        ):
            for column in filled:
                cells.fail(row, column, msg(N_(
                    "it stands below the last code, and no item was made of it",
                )))  # fmt: skip
        elif below or (_is_total(grid, row, filled) and not resumes):
            for column in filled:
                cells.note(row, column, BELOW)
        else:
            yield row


def _is_counter(grid: Grid, row: int, filled: Sequence[int]) -> bool:
    """Tell whether a row numbers the columns: `1 2 3`, `(1) (2) (3)`, `A B 1 2`."""
    texts = [grid.text(row, column).strip("() ") for column in filled]
    letters = list(takewhile(lambda text: text in _COUNTERS, texts))
    numbers = texts[len(letters) :]
    if len(texts) < _FEWEST_COUNTERS or len(numbers) == 1:
        return False
    if not all(text.isdecimal() and len(text) <= 2 for text in numbers):  # noqa: PLR2004  (digits)
        return False
    return all(int(after) == int(before) + 1 for before, after in pairwise(numbers))


def _is_foot(grid: Grid, row: int, filled: Sequence[int]) -> bool:
    text = fold(grid.text(row, filled[0]))
    return read_number(text) is None and _FOOT.match(text) is not None


def _last_numbered(grid: Grid, header: AnnexHeader, end: int) -> int | None:
    """Return the last row with a code in the column of codes; None where nearly no row has one."""
    coded = [
        row
        for row in range(header.bottom + 1, end)
        if any(read_number(grid.text(row, column)) for column in header.having(NUMBER))
        and any(grid.text(row, column) for column in header.having("title"))
    ]
    return coded[-1] if coded and not header.is_own else None


def _is_closing(grid: Grid, row: int, filled: Sequence[int]) -> bool:
    """Tell whether a row below the last code is a footnote, or the head of the signatures of the sides."""
    texts = [grid.text(row, column) for column in filled]
    if len(texts) == 1 and _FOOTNOTE.match(texts[0]):
        return True
    return any(_SIDE.match(fold(text)) for text in texts) or (
        len(texts) > 1 and all(text.isupper() for text in texts)
    )


def _leads(grid: Grid, header: AnnexHeader, row: int) -> bool:
    """Tell whether a row without a code is surely an item: it has a lead, or goes on with the item above."""
    titled = any(grid.text(row, column) for column in header.having("title"))
    party = any(
        grid.shown(row, column)
        for name in ("lead", "cooperating")
        for column in header.having(name)
    )
    bullet = any(_BULLET.match(grid.text(row, column)) for column in header.having("title"))
    return (
        party
        or bullet
        or (
            not titled
            and any(grid.text(row, column) for name in _DETAILS for column in header.having(name))
        )
    )


def _is_total(grid: Grid, row: int, filled: Sequence[int]) -> bool:
    texts = (grid.text(row, column).casefold() for column in filled[:2])
    return any(_TOTAL.match(text) or _TOTAL.match(fold(text)) for text in texts)


def _resumes(grid: Grid, header: AnnexHeader, row: int) -> bool:
    """Tell whether a row is surely one of the table: code, content and one thing more."""
    codes = [grid.text(row, column) for column in header.having(NUMBER)]
    titled = any(grid.text(row, column) for column in header.having("title"))
    if header.is_own:
        return titled and any(codes)
    return titled and any(map(read_number, codes)) and _is_detailed(grid, header, row)


def _is_detailed(grid: Grid, header: AnnexHeader, row: int) -> bool:
    return any(
        grid.shown(row, column) and grid.origin(row, column)[0] > header.bottom
        and grid.origin(row, column)[1] == column
        for field in _DETAILS
        for column in header.having(field)
    )  # fmt: skip


def _read_row(grid: Grid, header: AnnexHeader, row: int, cells: Readings) -> AnnexRow:
    number_at = next((c for c in header.having(NUMBER) if grid.text(row, c)), None)
    title_at = next((c for c in header.having("title") if grid.text(row, c)), None)
    detailed = _is_detailed(grid, header, row)
    title = grid.text(row, title_at) if title_at is not None else ""
    if number_at is None:
        if title_at is None and not detailed:
            title_at = next(iter(grid.filled(row)), None)
            title_at = title_at if title_at is not None and title_at not in header.columns else None
            title = grid.text(row, title_at) if title_at is not None else ""
        number, rest = (
            split_number(title) if not header.having(NUMBER) or not detailed else (None, title)
        )
        return AnnexRow(row, ITEM, number, None, rest, title_at, detailed)
    text = grid.text(row, number_at)
    if title_at is None:
        number, title = split_number(text)
        if number is None and read_number(text):
            number, title = read_number(text), ""
            return AnnexRow(row, ITEM, number, number_at, "", None, detailed)
        return AnnexRow(row, ITEM, number, None, title, number_at, detailed)
    if isinstance(grid.value(row, number_at), date):
        cells.fail(row, number_at, msg(N_("a date stands where a code must: Excel made one of it")))
        return AnnexRow(row, ITEM, None, None, title, title_at, detailed)
    number = ItemNumber(CODE, text) if header.is_own and as_id(text) == text else read_number(text)
    return AnnexRow(row, ITEM, number, number_at, title, title_at, detailed)


def _with_roles(grid: Grid, header: AnnexHeader, rows: Sequence[AnnexRow]) -> Iterator[AnnexRow]:
    numbered = any(row.number for row in rows)
    for at, row in enumerate(rows):
        after = next((one for one in rows[at + 1 :] if one.title or one.number), None)
        yield row._replace(role=_role(grid, header, row, after, numbered=numbered))


def _role(
    grid: Grid, header: AnnexHeader, row: AnnexRow, after: AnnexRow | None, *, numbered: bool
) -> str:
    if not row.title and not row.number:
        return MORE
    if row.number is None and _BULLET.match(row.title) and not row.detailed:
        return BULLET
    if after is None or not row.title or header.is_own:
        return ITEM
    heads = (
        _heads_by_number(row, row.number, after)
        if row.number is not None
        else not row.detailed and numbered and (after.number is not None or after.detailed)
    )
    across = not row.detailed and _is_across(grid, header, row)
    return HEADING if heads or (across and (after.number is not None or not numbered)) else ITEM


def _heads_by_number(row: AnnexRow, number: ItemNumber, after: AnnexRow) -> bool:
    """Tell whether what follows is a part of what has the number."""
    if after.number is None:
        return number.kind in _OF_AREAS and not row.detailed
    if row.detailed and number.kind not in {LETTER, ROMAN}:
        return False
    return after.number.is_below(number)


def _is_across(grid: Grid, header: AnnexHeader, row: AnnexRow) -> bool:
    """Tell whether a title stands over the columns of what items have."""
    if row.title_at is None:
        return False
    across = grid.across(row.at, row.title_at)
    covered = set(range(row.title_at, row.title_at + across))
    return bool(covered & {c for field in _DETAILS for c in header.having(field)})
