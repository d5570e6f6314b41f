"""An annex as offices have it, read into areas, items and parties, with what became of every cell."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from coopctl.domain.exchange.annex import (
    HEADER,
    NOT_STATED,
    NUMBER,
    Annex,
    FoundArea,
    FoundItem,
    Stated,
)
from coopctl.domain.plan.plan import Party
from coopctl.domain.words.old_letters import code_of, find_old, old_letters
from coopctl.messages import N_, CoopError, Message, msg
from coopctl.sheets.annex.above import read_above
from coopctl.sheets.annex.areas import AreaHeading, Areas
from coopctl.sheets.annex.codes import Coded, give_ids
from coopctl.sheets.annex.columns import Spoken, make_names
from coopctl.sheets.annex.fields import Fields, ItemDraft
from coopctl.sheets.annex.header import AnnexHeader, find_header
from coopctl.sheets.annex.readings import Readings
from coopctl.sheets.annex.rows import BULLET, HEADING, MORE, AnnexRow, list_rows
from coopctl.sheets.book.grid import Grid
from coopctl.sheets.book.sheet import Sheet, column_name


class ReadingOptions(NamedTuple):
    """How a sheet is to be read: the row of its header from 1 (None: find it), the parties that are known."""

    header: int | None
    parties: Sequence[Party]
    spoken: Spoken


def read_annex(
    sheet: Sheet, asked: ReadingOptions, advance: Callable[[], object] = lambda: None
) -> Annex:
    """Return what a sheet says of a plan; `advance` is called for each row of it.

    Raises: HeaderProblem where its columns are not named.
    """
    grid = Grid(sheet)
    header, others = find_header(grid, make_names(asked.spoken), asked.header)
    return _SheetReader(grid, header, others, asked).read(advance)


class _SheetReader:
    """Goes through the rows of one sheet."""

    def __init__(
        self, grid: Grid, header: AnnexHeader, others: Sequence[AnnexHeader], asked: ReadingOptions
    ) -> None:
        self._grid, self._header, self._others = grid, header, others
        self._cells = Readings(grid)
        self._areas = Areas(grid, header, self._cells)
        self._fields = Fields(grid, header, self._cells, asked.parties, asked.spoken)
        self._items: list[ItemDraft] = []

    def read(self, advance: Callable[[], object]) -> Annex:
        grid, header = self._grid, self._header
        title, number, date = read_above(grid, header.top, self._cells)
        for at in range(header.top, header.bottom + 1):
            for column in grid.filled(at):
                about = header.columns.get(column)
                self._cells.note(at, column, HEADER, (about.field or "") if about else "")
        rows = list_rows(grid, header, self._others, self._cells)
        if header.is_own:
            self._refuse_several_plans(rows)
        self._fields.learn_names(rows)
        for row in rows:
            self._read_row(row)
            advance()
        self._doubt_old_letters()
        areas = self._finish()
        cells = tuple(self._cells.all())
        return Annex(
            grid.sheet.name, tuple(range(header.top + 1, header.bottom + 2)), self._fields.plan,
            title, number, date, self._fields.parties(), areas, cells,
            self._hidden_rows(), self._hidden_columns(),
            header.is_own,
        )  # fmt: skip

    def _doubt_old_letters(self) -> None:
        """Doubt every cell whose letters are, or may be, those of an old font, and say so in its item."""
        texts = {at: self._grid.text(*at) for at in self._cells.places()}
        old = find_old(texts.values())
        items = {item.row.at: item for item in self._items}
        for at, text in texts.items():
            if text in old and (code_of(text) or not self._cells.has_day(*at)):
                reading = self._cells.explain(*at, old_letters(text, old[text]))
                if at[0] in items:
                    gaps = items[at[0]].gaps
                    gaps[:] = [*(gap for gap in gaps if gap.place != reading.place), reading]

    def _hidden_rows(self) -> tuple[int, ...] | None:
        hidden, filled = self._grid.sheet.hidden, {row for row, _ in self._cells.places()}
        return None if hidden is None else tuple(row + 1 for row in sorted(hidden & filled))

    def _hidden_columns(self) -> tuple[str, ...] | None:
        hidden, filled = self._grid.sheet.hidden_columns, {at for _, at in self._cells.places()}
        return None if hidden is None else tuple(map(column_name, sorted(hidden & filled)))

    def _refuse_several_plans(self, rows: Sequence[AnnexRow]) -> None:
        texts = (self._grid.text(row.at, at) for row in rows for at in self._header.having("plan"))
        plans = tuple(dict.fromkeys(filter(None, texts)))
        if len(plans) > 1:
            raise CoopError(
                msg(N_("the table has the items of several plans: {plans}"), plans=plans),
                msg(N_("write one of them: `coopctl export xlsx --plan {plan}`"), plan=plans[0]),
            )

    def _read_row(self, row: AnnexRow) -> None:
        if row.role == HEADING:
            self._areas.open(row)
        elif row.role in {BULLET, MORE} and self._items:
            self._go_on(row)
        else:
            self._open_item(row)

    def _open_item(self, row: AnnexRow) -> None:
        column = row.title_at if row.title_at is not None else row.number_at
        at = self._grid.place(row.at, column if column is not None else 0)
        code_at = "" if row.number_at is None else self._grid.place(row.at, row.number_at)
        item = ItemDraft(row, self._areas.of(row), Stated(row.title or NOT_STATED, at), code_at)
        self._items.append(item)
        if row.title_at is not None:
            self._fields.read_title(item, (row.at, row.title_at))
        if row.number_at is not None and row.number_at != row.title_at:
            self._note_number(row, item)
        self._fields.read(row, item)

    def _note_number(self, row: AnnexRow, item: ItemDraft) -> None:
        column = row.number_at or 0
        if row.number is not None:
            self._cells.note(row.at, column, NUMBER, row.number.text)
        elif self._grid.text(row.at, column).strip(" -–•*+."):
            item.gaps.append(
                self._cells.fail(row.at, column, msg(N_("this is no code that is known here")))
            )
        else:
            self._cells.note(row.at, column, NUMBER)

    def _go_on(self, row: AnnexRow) -> None:
        item = self._items[-1]
        if row.title_at is not None:
            self._cells.note(row.at, row.title_at, "note", row.title)
            item.add("note", Stated(row.title, self._grid.place(row.at, row.title_at)))
        if row.number_at is not None:
            self._cells.note(row.at, row.number_at, "note")
        self._fields.read(row, item)

    def _finish(self) -> tuple[FoundArea, ...]:
        """Return the areas in their order, with their items under the ids that they are given."""
        order: dict[AreaHeading, list[FoundItem]] = {item.area: [] for item in self._items}
        index = {area: at for at, area in enumerate(order)}
        ids = give_ids(
            [area.code for area in order],
            [
                Coded(index[item.area], item.row.number, self._is_figure(item.row))
                for item in self._items
            ],
        )
        for item, (id_, remark, problem) in zip(self._items, ids.items, strict=True):
            self._tell_id(item, id_, remark, problem)
            order[item.area].append(item.finish(id_))
        return tuple(
            FoundArea(id_, area.title, tuple(items))
            for id_, (area, items) in zip(ids.areas, order.items(), strict=True)
        )

    def _is_figure(self, row: AnnexRow) -> bool:
        return row.number_at is not None and isinstance(
            self._grid.value(row.at, row.number_at), float
        )

    def _tell_id(
        self, item: ItemDraft, id_: str, remark: Message | None, problem: Message | None
    ) -> None:
        row = item.row
        column = row.number_at if row.number_at is not None else row.title_at
        if column is None:
            return
        if problem is not None:
            item.gaps.append(self._cells.fail(row.at, column, problem))
        elif row.number_at is not None and row.number is not None and row.number_at != row.title_at:
            self._cells.note(row.at, column, NUMBER, id_, remark=remark)
        elif remark is not None:
            self._cells.add_remark(row.at, column, remark)
