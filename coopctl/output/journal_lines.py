"""`log` on the terminal: an entry a line, and the start of what it says."""

from collections.abc import Mapping, Sequence

from coopctl.domain.corrections import RETRACTION
from coopctl.domain.entries import Entry
from coopctl.language import _
from coopctl.output import words
from coopctl.output.page import Page, Part
from coopctl.output.relations import clock_note, fate, relation


def show_log(
    page: Page, entries: Sequence[Entry], replaced: Mapping[str, Entry], total: int
) -> None:
    """Print the entries, oldest first; say how many older ones are left out.

    `replaced` are those that are not in force, with what corrected them or took them back.
    """
    if not entries:
        page.line(Part(_("there are no such records"), "dim"))
        return
    if total > len(entries):
        left_out = words.number(total - len(entries))
        page.line(
            Part(
                _("{count} older ones are left out; `--limit 0` shows all").format(count=left_out),
                "dim",
            )
        )
    width = max(len(entry.id) for entry in entries)
    fixed = 10 + width + 12 + 8
    for entry in entries:
        page.columns([
            ([Part(words.day(entry.happened_on).rjust(10))], 10),
            ([Part(entry.id, "dim")], width),
            ([Part(words.label("entry_kind", entry.kind))], 12),
            ([*_saying(entry, replaced.get(entry.id))], page.width - fixed),
        ])  # fmt: skip


def _saying(entry: Entry, replaced_by: Entry | None) -> list[Part]:
    about = [Part(f"{entry.item}  ", "bold")] if entry.item else []
    gist = [Part(_gist(entry), "strike" if replaced_by else "")]
    notes = [relation(entry), fate(replaced_by) if replaced_by else "", clock_note(entry)]
    marks = [Part(f"  ({_short(note)})", "yellow") for note in notes if note]
    if entry.kind == RETRACTION:
        gist, marks[:1] = [Part(_short(relation(entry)), gist[0].style)], []
    return [*about, *gist, *marks, Part(f"  {entry.author}", "dim")]


def _gist(entry: Entry) -> str:
    """Return what an entry says in a line; a kind that this version does not know, nothing."""
    body = entry.body
    if entry.kind == "update":
        progress = f" {body['progress']} %" if "progress" in body else ""
        word = body.get("result") or body.get("difficulty") or body.get("next_step") or ""
        status = words.label("status", body.get("status")) + progress
        if "stage" in body:
            status += f" · {words.label('stage', body['stage'])}"
        return f"{status}: {_short(word)}" if word else status
    if entry.kind == "extension":
        return f"→ {body.get('due_text', '')}: {_short(body.get('reason', ''))}"
    if entry.kind == "confirmation":
        word = body.get("reason") or body.get("note") or ""
        verdict = words.label("confirmation", body.get("verdict"))
        said = f"{verdict}: {body.get('entry', '')}"
        return f"{said}, {_short(word)}" if word else said
    if entry.kind == "plan":
        return f"{entry.plan} ({body.get('path', '')})"
    return _short(str(body.get("title", "")))


def _short(text: str, most: int = 160) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"
