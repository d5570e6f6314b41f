"""`show PLAN`: the plan as it was agreed, its parties with their dated names, and its caveats."""

from coopctl.domain.plan.plan import Memorandum, Party, PartyName
from coopctl.domain.standing.dossiers import PlanDossier
from coopctl.language import _
from coopctl.output.screen.page import Page, Part
from coopctl.output.screen.standing.duty_lines import show_reports
from coopctl.output.words import words


def show_plan_definition(page: Page, dossier: PlanDossier) -> None:
    """Print the plan, its version in force, and the reports that come next."""
    plan, on, entry, reports = dossier
    names = words.Names(plan.parties, plan.date or on)
    page.line(Part(words.read(plan.title), "bold"))
    page.field(_("Plan"), plan.id)
    page.field(_("Number"), plan.number or "")
    page.field(_("Date"), words.day(plan.date))
    page.field(_("Issued by"), names.full(plan.issued_by))
    page.field(_("Version in the ledger"), entry or _("not recorded yet"))
    if plan.note:
        page.field(_("Note"), words.read(plan.note))
    if plan.memorandum:
        _show_memorandum(page, plan.memorandum)
    show_reports(page, plan.reporting, reports)
    page.heading(_("Parties"))
    for party in plan.parties:
        _show_party(page, party)
    page.heading(_("Contents"))
    for area in plan.areas:
        page.line(Part(f"{area.id}  {words.read(area.title)}", "bold"), indent=2, hang=4)
        for item in area.items:
            page.line(Part(f"{item.id}  {words.read(item.title)}"), indent=4, hang=6)


def _show_memorandum(page: Page, memorandum: Memorandum) -> None:
    page.heading(_("Memorandum"))
    period = "–".join(due.text for due in (memorandum.start, memorandum.end) if due)
    page.field(_("Title"), words.read(memorandum.title))
    page.field(_("Number"), memorandum.number or "")
    page.field(_("Signed on"), words.day(memorandum.signed))
    page.field(_("Period"), period)


def _show_party(page: Page, party: Party) -> None:
    page.line(Part(party.id, "bold"), indent=2)
    for name in party.names:
        page.line(Part(words.read(name.text)), Part(f"  {_span(name)}", "dim"), indent=4, hang=2)
        if name.basis:
            basis = _("Basis: {text}").format(text=words.read(name.basis))
            page.line(Part(basis), indent=6, hang=2)
        if not name.confirmed:
            page.line(Part(_("(succession not confirmed)"), "yellow"), indent=6)
        if name.note:
            page.line(Part(words.read(name.note), "dim"), indent=6)


def _span(name: PartyName) -> str:
    begins, ends = words.day(name.valid_from), words.day(name.valid_to)
    return f"{begins or '…'} – {ends or '…'}" if begins or ends else ""
