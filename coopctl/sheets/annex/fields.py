"""What the cells of an item's rows state of it: who leads and helps, days, texts; and what nobody could read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from coopctl.domain.exchange.annex import (  # fmt: skip
    AREA,
    ASIDE,
    ITEM_TEXTS,
    NOT_STATED,
    NOTED,
    NUMBER,
    FoundItem,
    FoundParty,
    Reading,
    Stated,
)
from coopctl.domain.exchange.marks import is_tick, refuse_ditto, says_nothing
from coopctl.domain.plan.plan import Party
from coopctl.domain.words.text import excerpt
from coopctl.messages import N_, CoopError, msg
from coopctl.sheets.annex.areas import AreaHeading
from coopctl.sheets.annex.columns import Spoken
from coopctl.sheets.annex.header import AnnexHeader
from coopctl.sheets.annex.parties import Parties
from coopctl.sheets.annex.readings import Readings
from coopctl.sheets.annex.rows import AnnexRow
from coopctl.sheets.annex.sides import LONGEST_NAME, key_of, may_be_several, read_sides, split_names
from coopctl.sheets.annex.values import Meant, read_code, read_due, read_start
from coopctl.sheets.book.grid import Grid
from coopctl.sheets.book.refusals import untold

# What an item says in words of its own, which a mark does not.
_STATED = {"lead", "cooperating", "due", "start", "deliverable", "budget", "note"}


def _refuse_nothing(text: str) -> None:
    if says_nothing(text):
        raise CoopError(msg(N_("“{text}” states nothing"), text=text))


@dataclass
class ItemDraft:
    """An item while its rows are read."""

    row: AnnexRow
    area: AreaHeading
    title: Stated
    code_at: str
    lead: Stated | None = None
    cooperating: dict[str, Stated] = field(default_factory=dict)
    texts: dict[str, Stated] = field(default_factory=dict)
    gaps: list[Reading] = field(default_factory=list)

    def add(self, name: str, stated: Stated) -> None:
        """Put a text behind what the item has of it, once from each cell."""
        before = self.texts.get(name)
        if before is None:
            self.texts[name] = stated
        elif stated.place not in before.place.split(", "):
            self.texts[name] = Stated(
                f"{before.text}\n{stated.text}", f"{before.place}, {stated.place}"
            )

    def finish(self, id_: str) -> FoundItem:
        """Return the item under its id."""
        return FoundItem(
            Stated(id_, self.code_at), self.title, self.lead, tuple(self.cooperating.values()),
            {name: self.texts[name] for name in ITEM_TEXTS if name in self.texts}, tuple(self.gaps),
        )  # fmt: skip


class Fields:
    """Reads the cells beside an item's title into it. `plan` is the id that the rows name, None without one."""

    def __init__(
        self,
        grid: Grid,
        header: AnnexHeader,
        cells: Readings,
        parties: Sequence[Party],
        spoken: Spoken,
    ) -> None:
        self._grid, self._header, self._cells, self._spoken = grid, header, cells, spoken
        self._parties = Parties(parties)
        self._alone: set[str] = set()
        self.plan: Stated | None = None

    def learn_names(self, rows: Sequence[AnnexRow]) -> None:
        """Learn from what fills a cell of its own among the leads: it is a name, not a list."""
        columns = self._header.having("lead")
        texts = (self._grid.text(row.at, column) for row in rows for column in columns)
        alone = {
            key_of(text)
            for text in texts
            if text and len(split_names(text, ())) == 1 and not may_be_several(text)
        }
        self._alone = set(self._parties.keys()) | alone

    def parties(self) -> tuple[FoundParty, ...]:
        """Return the parties that were named, as they came."""
        return self._parties.found()

    def read_title(self, item: ItemDraft, at: tuple[int, int]) -> None:
        """Note the title of an item; an error is none."""
        self._cells.note(*at, "title", item.row.title)
        try:
            self._refuse_faults(at)
            _refuse_nothing(item.row.title)
        except CoopError as error:
            item.title = item.title._replace(text=NOT_STATED)
            item.gaps.append(self._cells.fail(*at, error.message))

    def read(self, row: AnnexRow, item: ItemDraft) -> None:
        """Read what a row says of an item beside its code and its title."""
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

    def _read_field(
        self, item: ItemDraft, name: str | None, label: str, at: tuple[int, int]
    ) -> None:
        if name == ASIDE:
            self._cells.note(*at, ASIDE)
            return
        try:
            self._refuse_faults(at)
            self._refuse_marks(name, at)
            self._take(item, name, label, at)
        except CoopError as error:
            item.gaps.append(self._cells.fail(*at, error.message))

    def _refuse_faults(self, at: tuple[int, int]) -> None:
        text = self._grid.text(*at)
        if self._grid.is_untold(*at):
            raise CoopError(untold(text))
        if not self._grid.is_error(*at):
            return
        if text.startswith("="):
            raise CoopError(
                msg(N_("a formula that was never computed: open the file in Excel and save it"))
            )
        raise CoopError(msg(N_("the error {shown} stands there"), shown=text))

    def _refuse_marks(self, name: str | None, at: tuple[int, int]) -> None:
        """Refuse what only points to another cell, a tick where a party or a day belongs, and what states nothing."""
        text = self._grid.text(*at)
        refuse_ditto(text)
        if is_tick(text) and name in {"lead", "cooperating", "due", "start"}:
            raise CoopError(
                msg(N_("“{text}” is only a mark: what it says stands in the header"), text=text)
            )
        if name in _STATED or (name == NOTED and not is_tick(text)):
            _refuse_nothing(text)

    def _take(self, item: ItemDraft, name: str | None, label: str, at: tuple[int, int]) -> None:
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
            item.add(key, Stated(said, place))

    def _take_lead(self, item: ItemDraft, text: str, at: tuple[int, int]) -> None:
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
        if sides.marked and not leads:
            raise CoopError(
                msg(
                    N_("who leads does not stand there, only who cooperates: {text}"),
                    text=excerpt(text),
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

    def _take_cooperating(self, item: ItemDraft, text: str, at: tuple[int, int]) -> None:
        for name in split_names(text, self._alone):
            party = self._party(name, at, "cooperating")
            if item.lead is None or item.lead.text != party.id:
                item.cooperating.setdefault(party.id, Stated(party.id, self._grid.place(*at)))

    def _party(self, name: str, at: tuple[int, int], meaning: str) -> FoundParty:
        if len(name) > LONGEST_NAME:
            raise CoopError(
                msg(N_("this is longer than any party's name: {text}"), text=excerpt(name))
            )
        if may_be_several(name) and not self._parties.knows(name):
            raise CoopError(
                msg(
                    N_("“{text}” may be several parties, and is taken for none"), text=excerpt(name)
                )
            )
        fresh = {one.id for one in self._parties.found()}
        party = self._parties.find(name, self._grid.place(*at))
        new = party.known is None and party.id not in fresh
        remark = msg(N_("a new party, `{id}`: {name}"), id=party.id, name=name) if new else None
        self._cells.note(*at, meaning, party.id, remark=remark)
        return party

    def _take_value(self, item: ItemDraft, name: str, at: tuple[int, int]) -> None:
        text, value, epoch = self._grid.text(*at), self._grid.value(*at), self._grid.sheet.epoch
        read: Callable[[], Meant] = {
            "due": lambda: read_due(value, text, epoch),
            "start": lambda: read_start(value, text, epoch),
        }.get(name, lambda: read_code(name, text, self._spoken))
        meant = read()
        if name in item.texts and item.texts[name].text != meant.text:
            raise CoopError(
                msg(N_("the item has “{text}” for it already"), text=excerpt(item.texts[name].text))
            )
        self._cells.note(*at, name, meant.shown, remark=meant.remark)
        if meant.doubt is not None:
            item.gaps.append(self._cells.doubt(*at, meant.doubt))
        item.texts[name] = Stated(meant.text, self._grid.place(*at))

    def _take_plan(self, text: str, at: tuple[int, int]) -> None:
        self.plan = self.plan or Stated(text, self._grid.place(*at))
        self._cells.note(*at, "plan", text)
