"""The areas that the items of an annex stand under: headings one below another, or a column."""

from typing import NamedTuple

from coopctl.domain.exchange.annex import AREA, NEW_AREA, NOT_STATED, Stated
from coopctl.domain.words.text import fold
from coopctl.messages import N_, msg
from coopctl.sheets.annex.header import AnnexHeader
from coopctl.sheets.annex.numbering import CODE, ItemNumber, as_id, read_number, split_number
from coopctl.sheets.annex.readings import Readings
from coopctl.sheets.annex.rows import AnnexRow
from coopctl.sheets.book.grid import Grid


class AreaHeading(NamedTuple):
    """An area: its number and its heading in the sheet; its code and title with those above it."""

    number: ItemNumber | None
    heading: str
    code: str | None
    title: Stated


class Areas:
    """Knows the area of each row, as the rows are gone through from the first to the last."""

    def __init__(self, grid: Grid, header: AnnexHeader, cells: Readings) -> None:
        self._grid, self._header, self._cells = grid, header, cells
        self._path: list[AreaHeading] = []
        self._stated: dict[str, AreaHeading] = {}

    def open(self, row: AnnexRow) -> None:
        """Open the area that a heading names, as a part of those that it stands under."""
        self._leave(row.number)
        column = row.title_at if row.title_at is not None else row.number_at or 0
        area = self._under(row, self._grid.place(row.at, column))
        self._path.append(area)
        self._cells.note(row.at, column, NEW_AREA, row.title)
        if row.number_at is not None and row.number:
            self._cells.note(row.at, row.number_at, NEW_AREA, row.number.text)
        elif row.number_at is not None and row.number_at != column:
            self._cells.fail(row.at, row.number_at, msg(N_("this is no code that is known here")))
        for at in self._grid.filled(row.at):
            if at not in {column, row.number_at}:
                self._cells.fail(
                    row.at,
                    at,
                    msg(N_("it stands beside the heading of an area, which has only a title")),
                )

    def of(self, row: AnnexRow) -> AreaHeading:
        """Return the area of an item: the one that its row names, else the last that was opened."""
        self._close_above(row.number)
        for column in self._header.having(AREA):
            text = self._grid.shown(row.at, column)
            if text:
                self._cells.note(row.at, column, AREA, text)
                return self._stated_area(text, self._grid.origin(row.at, column))
        if self._path:
            return self._path[-1]
        return self._stated.setdefault("", AreaHeading(None, "", None, Stated(NOT_STATED, "")))

    def _under(self, row: AnnexRow, place: str) -> AreaHeading:
        """Return the area that a heading opens, as a part of what it stands under."""
        code = as_id(row.number.text) if row.number else None
        if not self._path:
            return AreaHeading(row.number, row.title, code, Stated(row.title, place))
        above = self._path[-1]
        if code and above.code and not code.startswith(f"{above.code}."):
            code = f"{above.code}.{code}"
        return AreaHeading(
            row.number, row.title, code, Stated(f"{above.title.text} / {row.title}", place)
        )

    def _leave(self, number: ItemNumber | None) -> None:
        """Leave the areas that what comes is no part of."""
        while self._path:
            above = self._path[-1].number
            if (number is None) != (above is None) and number is None:
                return
            if number is not None and above is not None and number.is_below(above):
                return
            self._path.pop()

    def _close_above(self, number: ItemNumber | None) -> None:
        """Leave the areas that an item with this number is no part of."""
        while number and self._path and self._path[-1].number:
            if number.is_below(self._path[-1].number):
                return
            self._path.pop()

    def _stated_area(self, text: str, at: tuple[int, int]) -> AreaHeading:
        """Return the area that a cell of the row names: one above, or a new one."""
        for area in self._path:
            if fold(text) in {fold(area.heading), fold(area.number.text if area.number else "")}:
                return area
        number, title = self._split(text)
        code = as_id(number.text) if number else None
        stated = Stated(title or NOT_STATED, self._grid.place(*at))
        return self._stated.setdefault(fold(text), AreaHeading(number, text, code, stated))

    def _split(self, text: str) -> tuple[ItemNumber | None, str]:
        """Return the code and the title of an area that a cell names: `I. Nguồn gen`, or only one of them."""
        if self._header.is_own:
            code, _, title = text.partition("  ")
            return ItemNumber(CODE, code), title.strip()
        number = read_number(text)
        return (number, "") if number else split_number(text)
