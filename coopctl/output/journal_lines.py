"""`log` on the terminal: an entry a line, and the start of what it says."""

from collections.abc import Collection, Mapping, Sequence

from coopctl.domain.entries import Entry
from coopctl.domain.messages import Message
from coopctl.language import _, render
from coopctl.output import words
from coopctl.output.page import Page, Part


def show_log(
    page: Page,
    entries: Sequence[Entry],
    replaced: Collection[str],
    total: int,
    notes: Mapping[str, Sequence[Message]] | None = None,
) -> None:
    """Print the entries, oldest first; say how many older ones are left out.

    `notes` are what to say beside an entry, by its id.
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
        style = "strike" if entry.id in replaced else ""
        page.columns([
            ([Part(words.day(entry.happened_on).rjust(10))], 10),
            ([Part(entry.id, "dim")], width),
            ([Part(words.label("entry_kind", entry.kind))], 12),
            ([*_saying(entry, style), *_noted(entry, notes or {})], page.width - fixed),
        ])  # fmt: skip


def _saying(entry: Entry, style: str) -> list[Part]:
    about = [Part(f"{entry.item}  ", "bold")] if entry.item else []
    return [*about, Part(gist(entry), style), Part(f"  {entry.author}", "dim")]


def _noted(entry: Entry, notes: Mapping[str, Sequence[Message]]) -> list[Part]:
    """Return what to say beside an entry, each on a line of its own."""
    said = [_short(render(note)) for note in notes.get(entry.id, ())]
    return [Part(f"\n{sentence}", "magenta") for sentence in said]


def gist(entry: Entry) -> str:
    """Return what an entry says in a line; a kind that this version does not know, nothing."""
    body = entry.body
    if entry.kind == "update":
        progress = f" {body['progress']} %" if "progress" in body else ""
        word = body.get("result") or body.get("difficulty") or body.get("next_step") or ""
        status = words.label("status", body.get("status")) + progress
        return f"{status}: {_short(word)}" if word else status
    if entry.kind == "extension":
        return f"→ {body.get('due_text', '')}: {_short(body.get('reason', ''))}"
    if entry.kind == "plan":
        basis = f": {body['basis']}" if "basis" in body else ""
        return f"{entry.plan} ({body.get('path', '')}){basis}"
    if entry.kind == "period":
        return (
            f"“{body.get('name', '')}”: {_('as of {day}').format(day=words.day(entry.happened_on))}"
        )
    if entry.kind == "signing":
        return _short(f"{body.get('version', '')}: {body.get('document', '')}")
    return _short(str(body.get("title", "")))


def _short(text: str, most: int = 160) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"
