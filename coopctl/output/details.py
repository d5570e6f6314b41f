"""`show`: one item, action, meeting or entry with all that belongs to it."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from coopctl.domain.entries import Body, Entry
from coopctl.domain.evidence import files_in
from coopctl.domain.plan import Indicator, Item, Plan
from coopctl.domain.standing import ActionRow, ItemRow
from coopctl.language import _
from coopctl.output import words
from coopctl.output.dashboard import MARKS, due_parts, join, standing_parts
from coopctl.output.page import Page, Part
from coopctl.output.record_text import body_lines, evidence, lines_of, person

_BAR = 12
Gone = frozenset[str]  # the hashes of kept files that are not there any more


class ItemFile(NamedTuple):
    """All that the ledger has of an item: its row, and its entries, newest first."""

    plan: Plan
    item: Item
    row: ItemRow
    entries: tuple[Entry, ...]
    actions: tuple[ActionRow, ...]
    replaced: frozenset[str]
    as_of: date
    gone: Gone = frozenset()


def show_item(page: Page, file: ItemFile) -> None:
    """Print an item's definition, standing, and history."""
    plan, item, row = file.plan, file.item, file.row
    names = words.Names(plan.parties, file.as_of)
    page.line(Part(f"{item.id}  {words.read(item.title)}", "bold"))
    page.line(MARKS[row.timeliness], Part(" "), *join([*standing_parts(row), due_parts(row)]))
    _show_definition(page, item, names)
    live = [entry for entry in file.entries if entry.id not in file.replaced]
    _show_indicators(page, item, live)
    _show_kind(page, _("Updates"), file, "update")
    _show_kind(page, _("Extensions"), file, "extension")
    _show_kind(page, _("Outcomes"), file, "outcome")
    _show_meetings(page, live)
    _show_actions(page, _("Actions of these meetings"), file.actions, names)
    _show_evidence(page, live, file.gone)


def _show_definition(page: Page, item: Item, names: words.Names) -> None:
    page.field(_("Kind"), words.label("item_kind", item.kind))
    page.field(_("Lead"), names.full(item.lead))
    page.field(_("Cooperating"), ", ".join(names.full(one) for one in item.cooperating))
    for party, duty in item.owes:
        page.field(_("{party} owes").format(party=names.short(party)), words.read(duty))
    page.field(_("Start"), words.day(item.start))
    page.field(_("Deadline as written"), item.due.text if item.due else "")
    page.field(_("Deliverable"), words.read(item.deliverable))
    page.field(_("Budget"), words.read(item.budget))
    if item.pipeline:
        page.field(_("S&T stages"), words.label("pipeline", item.pipeline))
    if item.note:
        page.field(_("Note"), words.read(item.note))


class ActionFile(NamedTuple):
    """All that the ledger has of an action: its row, and its entries, newest first."""

    plan: Plan
    row: ActionRow
    entries: tuple[Entry, ...]
    replaced: frozenset[str]
    gone: Gone = frozenset()


def show_action(page: Page, file: ActionFile) -> None:
    """Print an action, where it was agreed, and its history."""
    row = file.row
    names = words.Names(file.plan.parties, row.agreed_on)
    page.line(Part(f"{row.id}  {row.title}", "bold"))
    page.line(MARKS[row.timeliness], Part(" "), *join([*standing_parts(row), due_parts(row)]))
    page.field(_("Lead"), names.full(row.lead))
    page.field(_("Cooperating"), ", ".join(names.full(one) for one in row.cooperating.split()))
    page.field(_("Agreed on"), f"{words.day(row.agreed_on)}, {row.meeting}")
    _show_kind(page, _("Updates"), file, "update")
    _show_kind(page, _("Extensions"), file, "extension")
    _show_kind(page, _("Outcomes"), file, "outcome")
    _show_gone(page, file.entries, file.gone)


def _show_kind(page: Page, title: str, file: ItemFile | ActionFile, kind: str) -> None:
    entries = [entry for entry in file.entries if entry.kind == kind]
    if entries:
        page.heading(title)
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
    page.heading(_("Indicators"))
    for indicator in item.indicators:
        page.line(*_indicator_parts(indicator, _actual(indicator, live)), indent=2, hang=4)


def _actual(indicator: Indicator, live: Iterable[Entry]) -> Decimal:
    """Return the baseline and all that outcomes added to it."""
    values = [
        Decimal(entry.body["value"])
        for entry in live
        if entry.kind == "outcome"
        and entry.body.get("indicator") == indicator.id
        and "value" in entry.body
    ]
    return sum(values, Decimal(indicator.baseline or 0))


def _indicator_parts(indicator: Indicator, actual: Decimal) -> list[Part]:
    """Return `title: 80 of 120 people ████████░░░░ 66,7 %`, and where it began."""
    unit = words.read(indicator.unit)
    parts = [Part(f"{words.read(indicator.title)}: "), Part(words.number(f"{actual:f}"), "bold")]
    if indicator.target is not None:
        parts.append(Part(" / " + words.number(indicator.target)))
    parts.append(Part(f" {unit}" if unit else ""))
    target = Decimal(indicator.target or 0)
    if target > 0:
        share = actual / target
        filled = min(max(round(share * _BAR), 0), _BAR)
        parts += [
            Part("  " + "█" * filled, "green"), Part("░" * (_BAR - filled), "dim"),
            Part("  " + words.percent(float(share))),
        ]  # fmt: skip
    if indicator.baseline is not None:
        baseline = _("baseline {number}").format(number=words.number(indicator.baseline))
        parts.append(Part(f"  ({baseline})", "dim"))
    return parts


def _show_meetings(page: Page, live: Sequence[Entry]) -> None:
    meetings = [entry for entry in live if entry.kind == "meeting"]
    if meetings:
        page.heading(_("Meetings"))
    for entry in meetings:
        page.line(
            Part(words.day(entry.happened_on), "bold"), Part(f"  {entry.id}  ", "dim"),
            Part(entry.body["title"]), indent=2, hang=4,
        )  # fmt: skip


def _show_actions(page: Page, title: str, actions: Sequence[ActionRow], names: words.Names) -> None:
    if actions:
        page.heading(title)
    for row in actions:
        page.line(MARKS[row.timeliness], Part(f" {row.id}  "), Part(row.title), indent=2, hang=4)
        page.line(
            *join([*standing_parts(row), due_parts(row), [Part(names.short(row.lead))]]), indent=6
        )


def _show_evidence(page: Page, live: Sequence[Entry], gone: Gone) -> None:
    found = [(entry, one) for entry in live for one in entry.body.get("evidence", ())]
    if found:
        page.heading(_("Evidence"))
    for entry, one in found:
        page.line(
            Part(evidence(one)), Part(f"  {entry.id}, {words.day(entry.happened_on)}", "dim"),
            indent=2, hang=2,
        )  # fmt: skip
    _show_gone(page, live, gone)


def _show_gone(page: Page, entries: Sequence[Entry], gone: Gone) -> None:
    """Print which of the kept files that the entries name are not there any more."""
    for entry in entries:
        for one in files_in(entry.body):
            if one["kept"] and one["sha256"] in gone:
                said = _("the kept file `{file}` of {id} is gone; `coopctl verify` tells more")
                page.line(Part(said.format(file=one["file"], id=entry.id), "red"), indent=2, hang=2)


class MeetingFile(NamedTuple):
    """A meeting's entry, its actions as they stand, and the entries that replaced it."""

    plan: Plan
    entry: Entry
    actions: tuple[ActionRow, ...]
    replaced_by: tuple[str, ...]
    gone: Gone = frozenset()


def show_meeting(page: Page, file: MeetingFile) -> None:
    """Print a meeting's minutes, and what became of its actions."""
    entry, body = file.entry, file.entry.body
    names = words.Names(file.plan.parties, entry.happened_on)
    page.line(Part(body["title"], "bold"))
    show_origin(page, entry, file.replaced_by)
    until = body.get("until")
    days = words.day(entry.happened_on) + (f" – {words.iso_day(until)}" if until else "")
    page.field(_("Date"), days)
    page.field(_("Kind"), words.label("meeting_kind", body.get("kind")))
    for label, name in (
        (_("Place"), "place"), (_("Chair"), "chair"), (_("Secretary"), "secretary"),
        (_("Number of the minutes"), "number"),
    ):  # fmt: skip
        page.field(label, body.get(name, ""))
    page.field(_("Host"), names.full(body.get("host")))
    _show_people(page, _("Attendees"), body.get("attendees", ()), names)
    _show_people(page, _("Invited"), body.get("invited", ()), names)
    _show_items(page, file.plan, body.get("items", ()))
    _show_texts(page, _("Proceedings"), [body["proceedings"]] if "proceedings" in body else [])
    _show_texts(page, _("Conclusions"), body.get("conclusions", ()))
    _show_actions(page, _("Actions"), file.actions, names)
    _show_evidence(page, [entry], file.gone)


def _show_people(page: Page, title: str, people: Sequence[Body], names: words.Names) -> None:
    """Print who came (or was invited), by party in the order of the record."""
    if people:
        page.heading(title)
    for party in dict.fromkeys(one["party"] for one in people):
        page.line(Part(names.full(party)), indent=2)
        for one in people:
            if one["party"] == party:
                page.line(Part(person(one)), indent=4, hang=2)


def _show_items(page: Page, plan: Plan, ids: Sequence[str]) -> None:
    if ids:
        page.heading(_("Items discussed"))
    titles = {item.id: words.read(item.title) for item in plan.items()}
    for one in ids:
        page.line(Part(f"{one}  {titles.get(one, '')}"), indent=2, hang=4)


def _show_texts(page: Page, title: str, texts: Sequence[str]) -> None:
    if texts:
        page.heading(title)
    for text in texts:
        page.line(Part(text), indent=2)


def show_origin(page: Page, entry: Entry, replaced_by: Sequence[str]) -> None:
    """Print an entry's id, who recorded it when, and what replaced it."""
    who = f"{entry.author} ({entry.office or _('office not stated')})"
    when = words.moment(entry.recorded_at)
    said = _("{id} · recorded by {who} at {when}").format(id=entry.id, who=who, when=when)
    page.line(Part(said, "dim"))
    if entry.replaces:
        page.line(Part(_("replaces {id}").format(id=entry.replaces), "yellow"))
    for one in replaced_by:
        page.line(Part(_("replaced by {id}").format(id=one), "yellow"))


def show_entry(
    page: Page, entry: Entry, replaced_by: Sequence[str], gone: Gone = frozenset()
) -> None:
    """Print any other entry: every field that it states."""
    for line in lines_of(entry):
        page.line(Part(line), hang=2)
    _show_gone(page, [entry], gone)
    if entry.kind == "plan":
        page.line(Part(_("from the file {path}").format(path=entry.body.get("path", "?"))))
    show_origin(page, entry, replaced_by)
    page.line(Part(f"SHA-256 {entry.hash}", "dim"))
