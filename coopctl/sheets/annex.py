"""An annex as offices have it, read into areas, items and parties, with what became of every cell."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from coopctl.domain.annex import (
    AREA,
    ASIDE,
    HEADER,
    ITEM_TEXTS,
    NEW_AREA,
    NOTED,
    NUMBER,
    Annex,
    FoundArea,
    FoundItem,
    FoundParty,
    Reading,
    Stated,
)  # fmt: skip
from coopctl.domain.messages import N_, CoopError, Message, msg
from coopctl.domain.plan import Party
from coopctl.domain.text import excerpt, fold
from coopctl.sheets.above import read_above
from coopctl.sheets.codes import Coded, give_ids
from coopctl.sheets.columns import Spoken, make_names
from coopctl.sheets.grid import Grid
from coopctl.sheets.header import Header, find_header
from coopctl.sheets.numbering import Number, as_id, read_number
from coopctl.sheets.parties import Parties
from coopctl.sheets.readings import Readings
from coopctl.sheets.rows import BULLET, HEADING, MORE, Row, list_rows
from coopctl.sheets.sides import LONGEST_NAME, key_of, read_sides, split_names
from coopctl.sheets.values import Meant, read_code, read_due, read_start
from coopctl.sheets.workbook import Sheet

NOT_STATED = "…"


class Asked(NamedTuple):
    """How a sheet is to be read: the row of its header from 1 (None: find it), the parties that are known.

    `advance` is called for each row.
    """

    header: int | None
    parties: Sequence[Party]
    spoken: Spoken
    advance: Callable[[], object]


@dataclass
class _Item:
    """An item while its rows are read."""

    row: Row
    area: "_Area"
    title: Stated
    code_at: str
    lead: Stated | None = None
    cooperating: dict[str, Stated] = field(default_factory=dict)
    texts: dict[str, Stated] = field(default_factory=dict)
    gaps: list[Reading] = field(default_factory=list)


class _Area(NamedTuple):
    """An area: its number and its heading in the sheet; its code and title with those above it."""

    number: Number | None
    heading: str
    code: str | None
    title: Stated


def read_annex(sheet: Sheet, asked: Asked) -> Annex:
    """Return what a sheet says of a plan. Raises: HeaderProblem where its columns are not named."""
    grid = Grid(sheet)
    header, others = find_header(grid, make_names(asked.spoken), asked.header)
    return _Reader(grid, header, others, asked).read()


class _Reader:
    """Goes through the rows of one sheet."""

    def __init__(self, grid: Grid, header: Header, others: Sequence[Header], asked: Asked) -> None:
        self._grid, self._header, self._others, self._asked = grid, header, others, asked
        self._cells = Readings(grid)
        self._parties = Parties(asked.parties)
        self._path: list[_Area] = []
        self._stated: dict[str, _Area] = {}
        self._items: list[_Item] = []
        self._plan: Stated | None = None

    def read(self) -> Annex:
        grid, header = self._grid, self._header
        title, number, date = read_above(grid, header.top, self._cells)
        for at in range(header.top, header.bottom + 1):
            for column in grid.filled(at):
                about = header.columns.get(column)
                self._cells.note(at, column, HEADER, (about.field or "") if about else "")
        rows = list_rows(grid, header, self._others, self._cells)
        self._alone = set(self._parties.keys()) | self._names_alone(rows)
        for row in rows:
            self._read_row(row)
            self._asked.advance()
        areas = self._areas()
        cells = tuple(self._cells.all())
        hidden = grid.sheet.hidden
        shown = None if hidden is None else tuple(
            row + 1 for row in sorted(hidden) if row < grid.height and list(grid.filled(row))
        )  # fmt: skip
        return Annex(
            grid.sheet.name, tuple(range(header.top + 1, header.bottom + 2)), self._plan,
            title, number, date, self._parties.found(), areas, cells, shown,
        )  # fmt: skip

    def _names_alone(self, rows: Sequence[Row]) -> set[str]:
        """Return the keys of what fills a cell of its own among the leads: a name, not a list."""
        columns = self._header.having("lead")
        texts = (self._grid.text(row.at, column) for row in rows for column in columns)
        return {key_of(text) for text in texts if text and len(split_names(text, ())) == 1}

    # Rows

    def _read_row(self, row: Row) -> None:
        if row.role == HEADING:
            self._open_area(row)
        elif row.role in {BULLET, MORE} and self._items:
            self._go_on(row)
        else:
            self._open_item(row)

    def _open_area(self, row: Row) -> None:
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

    def _under(self, row: Row, place: str) -> _Area:
        """Return the area that a heading opens, as a part of what it stands under."""
        code = as_id(row.number.text) if row.number else None
        if not self._path:
            return _Area(row.number, row.title, code, Stated(row.title, place))
        above = self._path[-1]
        if code and above.code and not code.startswith(f"{above.code}."):
            code = f"{above.code}.{code}"
        return _Area(
            row.number, row.title, code, Stated(f"{above.title.text} / {row.title}", place)
        )

    def _leave(self, number: Number | None) -> None:
        """Leave the areas that what comes is no part of."""
        while self._path:
            above = self._path[-1].number
            if (number is None) != (above is None) and number is None:
                return
            if number is not None and above is not None and number.is_below(above):
                return
            self._path.pop()

    def _open_item(self, row: Row) -> None:
        if row.number is not None:
            while (
                self._path
                and self._path[-1].number
                and not row.number.is_below(self._path[-1].number)
            ):
                self._path.pop()
        column = row.title_at if row.title_at is not None else row.number_at
        at = self._grid.place(row.at, column if column is not None else 0)
        code_at = "" if row.number_at is None else self._grid.place(row.at, row.number_at)
        item = _Item(row, self._area_of(row), Stated(row.title or NOT_STATED, at), code_at)
        self._items.append(item)
        if row.title_at is not None:
            self._note_title(item, (row.at, row.title_at))
        if row.number_at is not None and row.number_at != row.title_at:
            self._note_number(row, item)
        self._read_fields(row, item)

    def _note_title(self, item: _Item, at: tuple[int, int]) -> None:
        self._cells.note(*at, "title", item.row.title)
        try:
            self._refuse_faults(at)
        except CoopError as error:
            item.title = item.title._replace(text=NOT_STATED)
            item.gaps.append(self._cells.fail(*at, error.message))

    def _note_number(self, row: Row, item: _Item) -> None:
        column = row.number_at or 0
        if row.number is not None:
            self._cells.note(row.at, column, NUMBER, row.number.text)
        elif self._grid.text(row.at, column).strip(" -–•*+."):
            item.gaps.append(
                self._cells.fail(row.at, column, msg(N_("this is no code that is known here")))
            )
        else:
            self._cells.note(row.at, column, NUMBER)

    def _go_on(self, row: Row) -> None:
        item = self._items[-1]
        if row.title_at is not None:
            self._cells.note(row.at, row.title_at, "note", row.title)
            self._add(item, "note", Stated(row.title, self._grid.place(row.at, row.title_at)))
        if row.number_at is not None:
            self._cells.note(row.at, row.number_at, "note")
        self._read_fields(row, item)

    # Areas

    def _area_of(self, row: Row) -> _Area:
        for column in self._header.having(AREA):
            text = self._grid.shown(row.at, column)
            if text:
                self._cells.note(row.at, column, AREA, text)
                return self._stated_area(text, self._grid.origin(row.at, column))
        if self._path:
            return self._path[-1]
        return self._stated.setdefault("", _Area(None, "", None, Stated(NOT_STATED, "")))

    def _stated_area(self, text: str, at: tuple[int, int]) -> _Area:
        """Return the area that a cell of the row names: one above, or a new one."""
        for area in self._path:
            if fold(text) in {fold(area.heading), fold(area.number.text if area.number else "")}:
                return area
        number = read_number(text)
        place = self._grid.place(*at)
        title = Stated(NOT_STATED if number else text, place)
        code = as_id(number.text) if number else None
        return self._stated.setdefault(fold(text), _Area(number, text, code, title))

    def _areas(self) -> tuple[FoundArea, ...]:
        """Return the areas in their order, with their items under the ids that they are given."""
        order: list[_Area] = list(dict.fromkeys(item.area for item in self._items))
        coded = [
            Coded(order.index(item.area), item.row.number, self._is_figure(item.row))
            for item in self._items
        ]
        ids = give_ids([area.code for area in order], coded)
        for item, (id_, remark, problem) in zip(self._items, ids.items, strict=True):
            self._tell_id(item, id_, remark, problem)
        return tuple(
            FoundArea(
                ids.areas[index], area.title,
                tuple(
                    _found(item, id_)
                    for item, (id_, _, _) in zip(self._items, ids.items, strict=True)
                    if item.area == area
                ),
            )
            for index, area in enumerate(order)
        )  # fmt: skip

    def _is_figure(self, row: Row) -> bool:
        return row.number_at is not None and isinstance(
            self._grid.value(row.at, row.number_at), float
        )

    def _tell_id(
        self, item: _Item, id_: str, remark: Message | None, problem: Message | None
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

    # Fields

    def _read_fields(self, row: Row, item: _Item) -> None:
        for column, about in self._header.columns.items():
            at = self._grid.origin(row.at, column)
            if not self._grid.text(*at) or at[0] <= self._header.bottom or at[1] != column:
                continue
            if column in {row.number_at, row.title_at} or about.field in {NUMBER, "title", AREA}:
                continue
            self._read_field(item, about.field, about.label, at)
        for column in self._grid.filled(row.at):
            if column not in self._header.columns and column not in {row.number_at, row.title_at}:
                item.gaps.append(self._cells.fail(
                    row.at, column, msg(N_("no header stands above this column")),
                ))  # fmt: skip

    def _read_field(self, item: _Item, name: str | None, label: str, at: tuple[int, int]) -> None:
        if name == ASIDE:
            self._cells.note(*at, ASIDE)
            return
        try:
            self._refuse_faults(at)
            self._take(item, name, label, at)
        except CoopError as error:
            item.gaps.append(self._cells.fail(*at, error.message))

    def _refuse_faults(self, at: tuple[int, int]) -> None:
        if not self._grid.is_error(*at):
            return
        text = self._grid.text(*at)
        if text.startswith("="):
            raise CoopError(
                msg(N_("a formula that was never computed: open the file in Excel and save it"))
            )
        raise CoopError(msg(N_("the error {shown} stands there"), shown=text))

    def _take(self, item: _Item, name: str | None, label: str, at: tuple[int, int]) -> None:
        text, place = self._grid.text(*at), self._grid.place(*at)
        if name is None:
            raise CoopError(msg(N_("the column “{label}” is not known"), label=excerpt(label)))
        if name == "lead":
            self._take_lead(item, text, at)
        elif name == "cooperating":
            sides = read_sides(text)
            listed = sides.cooperating if sides.marked and sides.cooperating else text
            self._take_cooperating(item, listed, at)
        elif name in {"due", "start", "kind", "every"}:
            self._take_value(item, name, at)
        elif name == "plan":
            self._take_plan(text, at)
        else:
            key = "note" if name == NOTED else name
            labelled = name == NOTED or (name == "budget" and len(self._header.having(name)) > 1)
            said = f"{label}: {text}" if labelled or text.isdecimal() else text
            self._cells.note(*at, key, said)
            self._add(item, key, Stated(said, place))

    def _take_lead(self, item: _Item, text: str, at: tuple[int, int]) -> None:
        sides = read_sides(text)
        leads = split_names(sides.lead, self._alone)
        if len(leads) > 1:
            raise CoopError(
                msg(
                    N_("{count} parties stand there, and exactly one leads: {names}"),
                    count=len(leads),
                    names=tuple(leads),
                )
            )
        if sides.cooperating:
            self._take_cooperating(item, sides.cooperating, at)
        for name in leads:
            party = self._party(name, at, "lead")
            if item.lead is not None and item.lead.text != party.id:
                raise CoopError(
                    msg(N_("the item has a lead already, `{party}`"), party=item.lead.text)
                )
            item.lead = Stated(party.id, self._grid.place(*at))
            item.cooperating.pop(party.id, None)

    def _take_cooperating(self, item: _Item, text: str, at: tuple[int, int]) -> None:
        for name in split_names(text, self._alone):
            party = self._party(name, at, "cooperating")
            if item.lead is None or item.lead.text != party.id:
                item.cooperating.setdefault(party.id, Stated(party.id, self._grid.place(*at)))

    def _party(self, name: str, at: tuple[int, int], meaning: str) -> FoundParty:
        if len(name) > LONGEST_NAME:
            raise CoopError(
                msg(N_("this is longer than any party's name: {text}"), text=excerpt(name))
            )
        fresh = {one.id for one in self._parties.found()}
        party = self._parties.find(name, self._grid.place(*at))
        new = party.known is None and party.id not in fresh
        remark = msg(N_("a new party, `{id}`: {name}"), id=party.id, name=name) if new else None
        self._cells.note(*at, meaning, party.id, remark=remark)
        return party

    def _take_value(self, item: _Item, name: str, at: tuple[int, int]) -> None:
        text, value, epoch = self._grid.text(*at), self._grid.value(*at), self._grid.sheet.epoch
        read: Callable[[], Meant] = {
            "due": lambda: read_due(value, text, epoch),
            "start": lambda: read_start(value, text, epoch),
        }.get(name, lambda: read_code(name, text, self._asked.spoken))
        meant = read()
        if name in item.texts and item.texts[name].text != meant.text:
            raise CoopError(
                msg(N_("the item has “{text}” for it already"), text=excerpt(item.texts[name].text))
            )
        self._cells.note(*at, name, meant.shown, remark=meant.remark)
        item.texts[name] = Stated(meant.text, self._grid.place(*at))

    def _take_plan(self, text: str, at: tuple[int, int]) -> None:
        if self._plan is None:
            self._plan = Stated(text, self._grid.place(*at))
        if self._plan.text != text:
            raise CoopError(
                msg(N_("the row is of another plan than the first, `{plan}`"), plan=self._plan.text)
            )
        self._cells.note(*at, "plan", text)

    def _add(self, item: _Item, name: str, stated: Stated) -> None:
        """Put a text behind what the item has of it, once from each cell."""
        before = item.texts.get(name)
        if before is None:
            item.texts[name] = stated
        elif stated.place not in before.place.split(", "):
            item.texts[name] = Stated(
                f"{before.text}\n{stated.text}", f"{before.place}, {stated.place}"
            )


def _found(item: _Item, id_: str) -> FoundItem:
    return FoundItem(
        Stated(id_, item.code_at), item.title, item.lead, tuple(item.cooperating.values()),
        {name: item.texts[name] for name in ITEM_TEXTS if name in item.texts}, tuple(item.gaps),
    )  # fmt: skip
