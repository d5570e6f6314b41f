"""`show`: one item, action, meeting or entry with all that belongs to it."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from coopctl.domain.entries import Entry
from coopctl.domain.plan import Item, Plan
from coopctl.domain.standing import ActionRow, ItemRow
from coopctl.language import _
from coopctl.output import words
from coopctl.output.dashboard import MARKS, due_parts, join, standing_parts
from coopctl.output.page import Page, Part
from coopctl.output.record_text import action, body_lines, in_words

_BAR = 12


class ItemFile(NamedTuple):
    """All that the ledger has of an item: its row, and its entries, newest first."""

    plan: Plan
    item: Item
    row: ItemRow
    entries: tuple[Entry, ...]
    actions: tuple[ActionRow, ...]
    replaced: frozenset[str]


def show_item(page: Page, file: ItemFile) -> None:
    """Print an item's definition, standing, and history."""
    plan, item, row = file.plan, file.item, file.row
    names = words.Names(plan.parties, date.max)
    page.line(Part(f"{item.id}  {words.read(item.title)}", "bold"))
    page.line(MARKS[row.timeliness], Part(" "), *join([*standing_parts(row), due_parts(row)]))
    _show_definition(page, item, names)
    live = [entry for entry in file.entries if entry.id not in file.replaced]
    _show_indicators(page, item, live)
    _show_kind(page, _("Updates"), file, "update")
    _show_kind(page, _("Extensions"), file, "extension")
    _show_kind(page, _("Outcomes"), file, "outcome")
    _show_meetings(page, live)
    _show_actions(page, file.actions, names)
    _show_evidence(page, live)


def _field(page: Page, name: str, value: str) -> None:
    page.line(Part(f"{name}: ", "dim"), Part(value or _("not stated")), indent=2, hang=4)


def _show_definition(page: Page, item: Item, names: words.Names) -> None:
    _field(page, _("Kind"), words.label("item_kind", item.kind))
    _field(page, _("Lead"), names.full(item.lead))
    _field(page, _("Cooperating"), ", ".join(names.full(one) for one in item.cooperating))
    for party, duty in item.owes:
        _field(page, _("{party} owes").format(party=names.short(party)), words.read(duty))
    _field(page, _("Start"), words.day(item.start))
    _field(page, _("Deadline as written"), item.due.text if item.due else "")
    _field(page, _("Deliverable"), words.read(item.deliverable))
    _field(page, _("Budget"), words.read(item.budget))
    if item.pipeline:
        _field(page, _("S&T stages"), words.label("pipeline", item.pipeline))
    if item.note:
        _field(page, _("Note"), words.read(item.note))


def _head(page: Page, title: str) -> None:
    page.gap()
    page.line(Part(title, "bold"))


def _show_kind(page: Page, title: str, file: ItemFile, kind: str) -> None:
    entries = [entry for entry in file.entries if entry.kind == kind]
    if entries:
        _head(page, title)
    for entry in entries:
        replaced = entry.id in file.replaced
        show_line(page, entry, replaced=replaced)


def show_line(page: Page, entry: Entry, *, replaced: bool = False) -> None:
    """Print one entry: its day, id and writer, then every field that it states."""
    who = f"{entry.author} ({entry.office})" if entry.office else entry.author
    said = [Part(words.day(entry.happened_on), "bold"), Part(f"  {entry.id}  {who}", "dim")]
    if replaced:
        said.append(Part("  " + _("replaced"), "yellow"))
    page.line(*said, indent=2)
    for line in body_lines(entry.kind, entry.body):
        page.line(Part(line, "strike" if replaced else ""), indent=6, hang=2)


def _show_indicators(page: Page, item: Item, live: Sequence[Entry]) -> None:
    if not item.indicators:
        return
    _head(page, _("Indicators"))
    for indicator in item.indicators:
        actual = _actual(indicator.id, indicator.baseline, live)
        page.line(Part(_indicator_line(indicator, actual)), indent=2, hang=4)


def _actual(indicator: str, baseline: str | None, live: Iterable[Entry]) -> Decimal:
    """Return the baseline and all that outcomes added to it."""
    values = [
        Decimal(entry.body["value"])
        for entry in live
        if entry.kind == "outcome" and entry.body.get("indicator") == indicator
        and "value" in entry.body
    ]  # fmt: skip
    return sum(values, Decimal(baseline or 0))


def _indicator_line(indicator: object, actual: Decimal) -> str:
    return str(indicator) + str(actual)


def _show_meetings(page: Page, live: Sequence[Entry]) -> None:
    meetings = [entry for entry in live if entry.kind == "meeting"]
    if meetings:
        _head(page, _("Meetings"))
    for entry in meetings:
        page.line(
            Part(words.day(entry.happened_on), "bold"), Part(f"  {entry.id}  ", "dim"),
            Part(entry.body["title"]), indent=2, hang=4,
        )  # fmt: skip


def _show_actions(page: Page, actions: Sequence[ActionRow], names: words.Names) -> None:
    if actions:
        _head(page, _("Actions"))
    for row in actions:
        page.line(MARKS[row.timeliness], Part(f" {row.id}  "), Part(row.title), indent=2, hang=4)
        page.line(
            *join([*standing_parts(row), due_parts(row), [Part(names.short(row.lead))]]), indent=6
        )


def _show_evidence(page: Page, live: Sequence[Entry]) -> None:
    found = [(entry, one) for entry in live for one in entry.body.get("evidence", ())]
    if found:
        _head(page, _("Evidence"))
    for entry, one in found:
        page.line(Part(one), Part(f"  {entry.id}, {words.day(entry.happened_on)}", "dim"), indent=2)
