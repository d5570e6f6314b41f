"""`show`: one item, action, meeting or entry with all that belongs to it."""

from collections.abc import Sequence
from typing import Any

from coopctl.domain.plan.plan import Item, Plan
from coopctl.domain.record.confirmations import REQUIRED
from coopctl.domain.record.entries import Body, Entry
from coopctl.domain.record.evidence import files_in
from coopctl.domain.record.kinds import types
from coopctl.domain.record.kinds.catalogue import fields_of
from coopctl.domain.record.kinds.field import Field
from coopctl.domain.standing.dossiers import (
    ActionDossier,
    EntryDossier,
    Gone,
    ItemDossier,
    MeetingDossier,
    Trail,
)
from coopctl.domain.standing.standing import ActionRow, ItemRow
from coopctl.language import _, render
from coopctl.output.screen.marks import MARKS, due_parts, join, standing_parts
from coopctl.output.screen.page import Page, Part
from coopctl.output.screen.plan.indicators import show_indicators
from coopctl.output.screen.plan.task_page import show_task
from coopctl.output.screen.record.sides import move_parts, show_verdicts, verdict_in_words
from coopctl.output.screen.record.trail import show_relations, show_steps
from coopctl.output.screen.standing.duty_lines import show_duties
from coopctl.output.screen.standing.figures import figures_of
from coopctl.output.words import words
from coopctl.output.words.record_text import body_lines, evidence, in_words, lines_of, person
from coopctl.output.words.relations import list_notes


def show_item(page: Page, dossier: ItemDossier) -> None:
    """Print an item's definition, standing, and history."""
    plan, item, row = dossier.plan, dossier.item, dossier.row
    names = words.Names(plan.parties, dossier.as_of)
    page.line(Part(f"{item.id}  {words.read(item.title)}", "bold"))
    _show_standing(page, row, names)
    _show_definition(page, item, names)
    show_duties(page, dossier.duties)
    if dossier.task is not None:
        show_task(page, dossier.task, dossier.soon)
    live = [entry for entry in dossier.entries if entry.id not in dossier.replaced]
    if dossier.indicators:
        page.heading(_("Indicators"))
        show_indicators(page, dossier.indicators, dossier.as_of, indent=2)
    _show_kind(page, _("Updates"), dossier, "update")
    _show_kind(page, _("Extensions"), dossier, "extension")
    _show_kind(page, _("Outcomes"), dossier, "outcome")
    _show_meetings(page, live, dossier)
    _show_actions(page, _("Actions of these meetings"), dossier.actions, names)
    _show_evidence(page, live, dossier.gone)


def _show_standing(page: Page, row: ItemRow | ActionRow, names: words.Names) -> None:
    """Print timeliness, status, the due, what the other side said, and whose move it is."""
    said = [
        *standing_parts(row), due_parts(row), verdict_in_words(row.confirmation),
        move_parts(row, names),
    ]  # fmt: skip
    page.line(MARKS[row.timeliness], Part(" "), *join(said))


def _show_definition(page: Page, item: Item, names: words.Names) -> None:
    kinds = (words.label("item_kind", item.kind), words.label("every", item.every))
    page.field(_("Kind"), ", ".join(filter(None, kinds)))
    page.field(_("Lead"), names.full(item.lead))
    page.field(_("Cooperating"), ", ".join(names.full(one) for one in item.cooperating))
    for party, duty in item.owes:
        page.field(_("{party} owes").format(party=names.short(party)), words.read(duty))
    if item.confirm == REQUIRED:
        page.field(_("Confirmation"), _("completion counts once another party confirmed it"))
    page.field(_("Start"), words.day(item.start))
    page.field(_("Deadline as written"), item.due.text if item.due else "")
    page.field(_("Deliverable"), words.read(item.deliverable))
    page.field(_("Budget"), words.read(item.budget))
    if item.note:
        page.field(_("Note"), words.read(item.note))


def show_action(page: Page, dossier: ActionDossier) -> None:
    """Print an action, where it was agreed, and its history."""
    row = dossier.row
    names = words.Names(dossier.plan.parties, row.agreed_on)
    page.line(Part(f"{row.id}  {row.title}", "bold"))
    _show_standing(page, row, names)
    page.field(_("Lead"), names.full(row.lead))
    page.field(_("Cooperating"), ", ".join(names.full(one) for one in row.cooperating.split()))
    page.field(_("Agreed on"), f"{words.day(row.agreed_on)}, {row.meeting}")
    _show_kind(page, _("Updates"), dossier, "update")
    _show_kind(page, _("Extensions"), dossier, "extension")
    _show_kind(page, _("Outcomes"), dossier, "outcome")
    _show_gone(page, dossier.entries, dossier.gone)


def _show_kind(page: Page, title: str, dossier: ItemDossier | ActionDossier, kind: str) -> None:
    entries = [entry for entry in dossier.entries if entry.kind == kind]
    if entries:
        page.heading(title)
    for entry in entries:
        show_line(page, entry, dossier.replaced.get(entry.id))
        show_verdicts(page, dossier.verdicts.get(entry.id, ()), dossier.plan.parties, indent=6)


def show_line(page: Page, entry: Entry, replaced_by: Entry | None = None) -> None:
    """Print one entry: its day, id and writer, then every field that it states."""
    who = f"{entry.author} ({entry.office})" if entry.office else entry.author
    said = [Part(words.day(entry.happened_on), "bold"), Part(f"  {entry.id}  {who}", "dim")]
    page.line(*said, indent=2)
    for note in list_notes(entry, replaced_by):
        page.line(Part(note, "yellow"), indent=6, hang=2)
    for line in body_lines(entry.kind, entry.body):
        page.line(Part(line, "strike" if replaced_by else ""), indent=6, hang=2)


def _show_meetings(page: Page, live: Sequence[Entry], dossier: ItemDossier) -> None:
    meetings = [entry for entry in live if entry.kind == "meeting"]
    if meetings:
        page.heading(_("Meetings"))
    for entry in meetings:
        page.line(
            Part(words.day(entry.happened_on), "bold"), Part(f"  {entry.id}  ", "dim"),
            Part(entry.body["title"]), indent=2, hang=4,
        )  # fmt: skip
        show_verdicts(page, dossier.verdicts.get(entry.id, ()), dossier.plan.parties, indent=6)


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


def show_meeting(page: Page, dossier: MeetingDossier) -> None:
    """Print a meeting's minutes, and what became of its actions."""
    entry, body = dossier.entry, dossier.entry.body
    names = words.Names(dossier.plan.parties, entry.happened_on)
    page.line(Part(body["title"], "bold"))
    show_origin(page, entry, dossier.trail)
    show_verdicts(page, dossier.verdicts, dossier.plan.parties)
    until = body.get("until")
    days = words.day(entry.happened_on) + (f" – {words.iso_day(until)}" if until else "")
    page.field(_("Date"), days)
    fields = [one for one in fields_of("meeting") if one.in_body and one.kept not in _SHOWN_ABOVE]
    for field in fields:
        if not (field.many or field.long):
            page.field(_(field.label), _short(field, body.get(field.kept), names))
    for field in fields:
        if (
            field.type is types.ACTION and dossier.actions
        ):  # they stand with their meeting, or are gone with it
            _show_actions(page, _(field.label), dossier.actions, names)
        elif field.many or field.long:
            _show_long(page, field, body, names, dossier.plan)
    _show_evidence(page, [entry], dossier.gone)
    show_steps(page, dossier.trail.before)
    for note in dossier.notes:
        page.line(Part(render(note), "magenta"))


_SHOWN_ABOVE = ("title", "until", "evidence")


def _short(field: Field, value: Any, names: words.Names) -> str:
    """Return a line's worth of a meeting in words; empty where it is not stated."""
    if field.type is types.PARTY:
        return names.full(value)
    return in_words("meeting", field.kept, value) if value is not None else ""


def _show_long(page: Page, field: Field, body: Body, names: words.Names, plan: Plan) -> None:
    """Print a part of the minutes that takes a heading, where it is stated."""
    stated = body.get(field.kept, [])
    values = stated if field.many else [stated] if stated else []
    if field.type is types.PERSON:
        _show_people(page, _(field.label), values, names)
    elif field.type is types.ITEM:
        _show_items(page, plan, values)
    else:
        texts = [in_words("meeting", field.kept, value) for value in values]
        _show_texts(page, _(field.label), texts)


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


def show_origin(page: Page, entry: Entry, trail: Trail) -> None:
    """Print an entry's id, who recorded it when, what it corrects, and what became of it."""
    who = f"{entry.author} ({entry.office or _('office not stated')})"
    when = words.moment(entry.recorded_at)
    said = _("{id} · recorded by {who} at {when}").format(id=entry.id, who=who, when=when)
    page.line(Part(said, "dim"))
    show_relations(page, entry, trail)


def show_entry(page: Page, dossier: EntryDossier) -> None:
    """Print any other entry: every field that it states, and what is said of it."""
    entry, trail = dossier.entry, dossier.trail
    for line in lines_of(entry):
        page.line(Part(line), hang=2)
    for line in (*figures_of(dossier.figures), *map(render, dossier.notes)):
        page.line(Part(line), hang=2)
    _show_gone(page, [entry], dossier.gone)
    if entry.kind == "plan":
        page.line(Part(_("from the file {path}").format(path=entry.body.get("path", "?"))))
        if "basis" in entry.body:
            page.line(Part(_("basis: {document}").format(document=entry.body["basis"])), hang=2)
    show_origin(page, entry, trail)
    show_verdicts(page, dossier.verdicts, dossier.parties)
    page.line(Part(f"SHA-256 {entry.hash}", "dim"))
    show_steps(page, trail.before)
