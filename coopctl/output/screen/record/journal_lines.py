"""`log` on the terminal: an entry a line, and the start of what it says."""

from collections.abc import Callable, Mapping, Sequence

from coopctl.domain.record.corrections import RETRACTION
from coopctl.domain.record.entries import Entry
from coopctl.language import _, render
from coopctl.messages import Message
from coopctl.output.screen.page import Page, Part
from coopctl.output.words import words
from coopctl.output.words.relations import list_notes, relation


def show_log(
    page: Page,
    entries: Sequence[Entry],
    replaced: Mapping[str, Entry],
    total: int,
    notes: Mapping[str, Sequence[Message]] | None = None,
) -> None:
    """Print the entries, oldest first; say how many older ones are left out.

    `replaced` are those that are not in force, with what corrected them or took them back.
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
        page.columns([
            ([Part(words.day(entry.happened_on).rjust(10))], 10),
            ([Part(entry.id, "dim")], width),
            ([Part(words.label("entry_kind", entry.kind))], 12),
            ([*_saying(entry, replaced.get(entry.id)), *_noted(entry, notes or {})], page.width - fixed),
        ])  # fmt: skip


def _saying(entry: Entry, replaced_by: Entry | None) -> list[Part]:
    about = [Part(f"{entry.item}  ", "bold")] if entry.item else []
    said = [Part(gist(entry), "strike" if replaced_by else "")]
    marks = [Part(f"  ({_short(note)})", "yellow") for note in list_notes(entry, replaced_by)]
    if entry.kind == RETRACTION:
        said, marks[:1] = [Part(_short(relation(entry)), said[0].style)], []
    return [*about, *said, *marks, Part(f"  {entry.author}", "dim")]


def _noted(entry: Entry, notes: Mapping[str, Sequence[Message]]) -> list[Part]:
    """Return what to say beside an entry, each on a line of its own."""
    said = [_short(render(note)) for note in notes.get(entry.id, ())]
    return [Part(f"\n{sentence}", "magenta") for sentence in said]


def gist(entry: Entry) -> str:
    """Return what an entry says in a line; a kind that this version does not know, nothing."""
    say = _GISTS.get(entry.kind)
    return say(entry) if say else _short(str(entry.body.get("title", "")))


def _gist_of_update(entry: Entry) -> str:
    body = entry.body
    progress = f" {body['progress']} %" if "progress" in body else ""
    word = body.get("result") or body.get("difficulty") or body.get("next_step") or ""
    status = words.label("status", body.get("status")) + progress
    if "stage" in body:
        status += f" · {words.label('stage', body['stage'])}"
    return f"{status}: {_short(word)}" if word else status


def _gist_of_extension(entry: Entry) -> str:
    period = f"{words.period(str(entry.body['for']))} " if "for" in entry.body else ""
    return f"{period}→ {entry.body.get('due_text', '')}: {_short(entry.body.get('reason', ''))}"


def _gist_of_confirmation(entry: Entry) -> str:
    word = entry.body.get("reason") or entry.body.get("note") or ""
    verdict = words.label("confirmation", entry.body.get("verdict"))
    said = f"{verdict}: {entry.body.get('entry', '')}"
    return f"{said}, {_short(word)}" if word else said


def _gist_of_plan(entry: Entry) -> str:
    basis = f": {entry.body['basis']}" if "basis" in entry.body else ""
    return f"{entry.plan} ({entry.body.get('path', '')}){basis}"


def _gist_of_period(entry: Entry) -> str:
    as_of = _("as of {day}").format(day=words.day(entry.happened_on))
    return f"“{entry.body.get('name', '')}”: {as_of}"


def _gist_of_signing(entry: Entry) -> str:
    return _short(f"{entry.body.get('version', '')}: {entry.body.get('document', '')}")


def _gist_of_retraction(entry: Entry) -> str:
    return _short(relation(entry))


_GISTS: dict[str, Callable[[Entry], str]] = {
    "update": _gist_of_update,
    "extension": _gist_of_extension,
    "confirmation": _gist_of_confirmation,
    "plan": _gist_of_plan,
    "period": _gist_of_period,
    "signing": _gist_of_signing,
    RETRACTION: _gist_of_retraction,
}


def _short(text: str, most: int = 160) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"
