"""Items, actions and entries as the page shows them, each with the anchor where it stands."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from coopctl.domain.exchange.columns import TABLES
from coopctl.domain.record.corrections import root_of
from coopctl.domain.record.entries import Entry
from coopctl.domain.record.meetings import items_of
from coopctl.domain.standing.standing import ActionRow, ItemRow
from coopctl.domain.words.text import excerpt
from coopctl.language import _
from coopctl.output.files.csv_file import cell_in_words
from coopctl.output.screen.marks import MARKS, due_parts, join, standing_parts
from coopctl.output.screen.page import Part
from coopctl.output.screen.record.sides import mark, move_parts, verdict_parts
from coopctl.output.web.record import PlanRecord
from coopctl.output.words import words
from coopctl.output.words.achievements import achievement_lines, results_head
from coopctl.output.words.record_text import StatedField, fields_of
from coopctl.output.words.relations import list_notes

_LAST_WORD = 300  # characters of it in a table; the history has all
_HISTORY = ("update", "extension", "outcome")


class EntryView(NamedTuple):
    """One entry of a history. `gone` says that it is not in force any more."""

    day: str
    kind: str
    signed: str
    gone: bool
    notes: tuple[str, ...]
    fields: tuple[StatedField, ...]
    verdicts: tuple[list[Part], ...]


class Anchor(NamedTuple):
    """Something that the page tells of elsewhere: at which anchor (empty: nowhere), and its name."""

    anchor: str
    text: str


class ThingView(NamedTuple):
    """An item or an action: how it stands, what was achieved, every column of its row in words, and its history."""

    anchor: str
    id: str
    title: str
    code: str
    mark: str
    standing: list[Part]
    due: list[Part]
    periods: str
    lead: str
    move: list[Part]
    last: list[Part]
    results: str
    achieved: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    history: tuple[EntryView, ...]
    meetings: tuple[Anchor, ...]


class Things:
    """A plan's items, actions and meetings by their ids, ready to be shown; anchors begin with `anchor`."""

    def __init__(self, record: PlanRecord, anchor: str) -> None:
        self.record = record
        areas = {area.id: words.read(area.title) for area in record.plan.areas}
        self.names = words.Names(record.plan.parties, record.as_of, areas)
        self.meetings = [
            entry
            for entry in record.entries
            if entry.kind == "meeting" and entry.id not in record.replaced
        ]
        last = len(self.meetings)
        self._meeting_anchors = {
            root_of(entry): f"{anchor}-m{last - at}" for at, entry in enumerate(self.meetings)
        }
        self.item_anchors = {row.item: f"{anchor}-i{at}" for at, row in enumerate(record.items, 1)}
        self._histories = _histories(record.entries)
        self._discussed: dict[str, list[Anchor]] = {}
        for entry in self.meetings:
            for item in items_of(entry):
                self._discussed.setdefault(item, []).append(self.meeting(entry))
        self.items = {row.item: self._item(row) for row in record.items}
        self.actions = {
            row.id: self._action(row, f"{anchor}-a{at}") for at, row in enumerate(record.actions, 1)
        }

    def meeting(self, entry: Entry) -> Anchor:
        """Return the link to a meeting."""
        title = f"{words.day(entry.happened_on)}: {entry.body['title']}"
        return Anchor(self._meeting_anchors[root_of(entry)], title)

    def _item(self, row: ItemRow) -> ThingView:
        periods = words.periods(row.periods or "")
        return self._thing(row, row.item, self.item_anchors[row.item], periods, "items")

    def _action(self, row: ActionRow, anchor: str) -> ThingView:
        return self._thing(row, row.id, anchor, "", "actions")

    def _thing(
        self, row: ItemRow | ActionRow, id_: str, anchor: str, periods: str, table: str
    ) -> ThingView:
        return ThingView(
            anchor, id_, row.title, row.timeliness, MARKS[row.timeliness].text,
            join(standing_parts(row)), due_parts(row), periods, self.names.short(row.lead) or _("lead not stated"),
            move_parts(row, self.names), _last(row),
            results_head(self.record.since, self.record.as_of),
            tuple(achievement_lines(self.record.achieved[id_])), tuple(_facts(row, table, self.names)),
            tuple(self.entry(entry) for entry in self._histories.get(id_, ())),
            tuple(self._discussed.get(id_, ())),
        )  # fmt: skip

    def entry(self, entry: Entry, leave_out: Sequence[str] = ()) -> EntryView:
        """Return an entry with every field that it states, but those to leave out."""
        record = self.record
        by = record.replaced.get(entry.id)
        office = words.Names(record.plan.parties, entry.happened_on).short(entry.office)
        who = f"{entry.author} ({office})" if office else entry.author
        fields = (said for said in fields_of(entry.kind, entry.body) if said.name not in leave_out)
        verdicts = record.verdicts.get(entry.id, ())
        return EntryView(
            words.day(entry.happened_on), words.label("entry_kind", entry.kind),
            f"{entry.id} · {who}", by is not None, tuple(list_notes(entry, by)), tuple(fields),
            tuple(verdict_parts(verdict, record.plan.parties) for verdict in verdicts),
        )  # fmt: skip


def _histories(entries: Sequence[Entry]) -> dict[str | None, list[Entry]]:
    """Return the entries by the item or action that they are about."""
    found: dict[str | None, list[Entry]] = {}
    for entry in entries:
        if entry.kind in _HISTORY:
            found.setdefault(entry.item, []).append(entry)
    return found


def _last(row: ItemRow | ActionRow) -> list[Part]:
    """Return the day of the last update, what the other side said of it, and its beginning."""
    if not row.last_on:
        return []
    word = excerpt(row.last_word, _LAST_WORD) if row.last_word else "–"
    return [Part(words.day(row.last_on), "dim"), *mark(row.confirmation), Part(": "), Part(word)]


def _facts(row: ItemRow | ActionRow, table: str, names: words.Names) -> Iterator[tuple[str, str]]:
    """Yield label and value of every column that says something, as the CSV with labels has them."""
    for column, value in zip(TABLES[table], row, strict=True):
        said = cell_in_words(value, column.kind, names)
        if said not in {None, ""}:
            yield _(column.label), str(said)
