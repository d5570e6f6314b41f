"""What corrected an entry or took it back, by whom, when and why; and what it said before."""

from collections.abc import Sequence

from coopctl.domain.record.corrections import RETRACTION
from coopctl.domain.record.entries import Entry
from coopctl.domain.standing.dossiers import Step, Trail
from coopctl.language import _
from coopctl.output.screen.page import Page, Part
from coopctl.output.words import words
from coopctl.output.words.changes_text import change_lines
from coopctl.output.words.record_text import lines_of
from coopctl.output.words.relations import clock_note, fate, relation


def show_relations(page: Page, entry: Entry, trail: Trail) -> None:
    """Print what an entry corrects or takes back, and what became of it, with who, when and why."""
    if note := clock_note(entry):
        page.line(Part(note, "yellow"))
    first, last = trail.command
    if first != last:
        said = _("recorded by one command: {first} to {last}").format(first=first, last=last)
        page.line(Part(said, "dim"), hang=2)
    said = relation(entry)
    if said and entry.kind != RETRACTION:  # that is the first that it says
        page.line(Part(said, "yellow"), hang=2)
    for step in trail.after:
        said = f"{fate(step.new)} ({_who_when(step.new)})"
        if not step.counts:
            said += " " + _("– {id} was itself taken back since").format(id=step.new.id)
        page.line(Part(said, "yellow" if step.counts else "dim"), hang=2)


def _who_when(entry: Entry) -> str:
    who = f"{entry.author} ({entry.office})" if entry.office else entry.author
    return f"{who}, {words.moment(entry.recorded_at)}"


def show_steps(page: Page, steps: Sequence[Step]) -> None:
    """Print what each correction changed; of what takes something back, what that said."""
    if steps:
        page.heading(_("What it said before"))
    for step in steps:
        head = f"{step.old.id} → {step.new.id}" if step.new.kind != RETRACTION else step.old.id
        page.line(Part(head, "bold"), Part(f"  {_who_when(step.new)}", "dim"), indent=2, hang=2)
        same_kind = step.old.kind == step.new.kind != RETRACTION
        for line in change_lines(step.old, step.new) if same_kind else lines_of(step.old):
            page.line(Part(line), indent=4, hang=2)
