"""`status --compare`: a closed period and now, side by side, and what came too late for it."""

from collections.abc import Sequence
from typing import Any

from coopctl.domain.codes import TIMELINESS_LABELS
from coopctl.domain.plan.plan import Plan
from coopctl.domain.record.entries import Entry
from coopctl.domain.standing.comparison import CHANGE_LABELS, Comparison, Row, StandingChange
from coopctl.domain.standing.standing import Tally
from coopctl.language import _
from coopctl.output.screen.marks import MARKS, due_parts, join, standing_parts
from coopctl.output.screen.page import WIDE, Page, Part
from coopctl.output.screen.record.journal_lines import gist
from coopctl.output.words import words

_MOST = 20  # actions of one kind of change, and late entries, that are listed
_LABEL_WIDTH, _WIDTHS = 32, (16, 16, 8)
_LATE_MARK = Part("◀", "magenta")


def show_comparison(page: Page, found: Comparison, plan: Plan, only: Sequence[str] = ()) -> None:
    """Print the counts of then and now, what moved from where to where, and the late entries.

    `only` says what of the plan is held against each other; empty where that is all of it.
    """
    period = found.period
    number = _("Plan {number}").format(number=plan.number) if plan.number else plan.id
    page.line(Part(f"{number}  {words.read(plan.title)}", "bold"))
    since = _("since “{name}” was closed: as of {then}, known {known} → as of {now}, known now")
    said = since.format(
        name=period.name, then=words.day(period.as_of), known=words.moment(period.known_at),
        now=words.day(found.as_of),
    )  # fmt: skip
    kept = (_("only {what}").format(what=what) for what in only)
    page.line(Part(" · ".join((said, *kept)), "dim"))
    _show_counts(page, found)
    _show_changes(page, _("Items"), found.items)
    _show_changes(page, _("Actions"), found.actions, _MOST)
    if not found.items and not found.actions:
        page.gap()
        page.line(Part(_("no item and no action changed")))
    _show_late(page, found)


def _show_counts(page: Page, found: Comparison) -> None:
    then, now = found.then, found.now
    page.gap()
    days = (words.day(found.period.as_of), words.day(found.as_of))
    _count_line(page, [], *(Part(day, "bold") for day in days))
    _number_line(page, [Part(_("Items"))], then.total, now.total)
    for code, mark in MARKS.items():
        if then.classes.get(code) or now.classes.get(code):
            label = [mark, Part(f" {_(TIMELINESS_LABELS[code])}")]
            _number_line(page, label, then.classes.get(code, 0), now.classes.get(code, 0))
    if then.withdrawn or now.withdrawn:
        _number_line(page, [Part(_("Withdrawn"))], then.withdrawn, now.withdrawn)
    _count_line(page, [Part(_("Official rate"))], Part(_official(then)), Part(_official(now)))
    _count_line(page, [Part(_("Plain rate"))], Part(_plain(then)), Part(_plain(now)))


def _number_line(page: Page, label: Sequence[Part], then: int, now: int) -> None:
    by = Part(f"{now - then:+d}" if now != then else "")
    _count_line(page, label, Part(words.number(then)), Part(words.number(now)), by)


def _count_line(page: Page, label: Sequence[Part], *cells: Part) -> None:
    """Print a label and up to three cells, each at the right of its column."""
    shown = [
        ([cell._replace(text=cell.text.rjust(width))], width)
        for cell, width in zip(cells, _WIDTHS, strict=False)
    ]
    page.columns([(label, _LABEL_WIDTH), *shown])


def _official(counted: Tally) -> str:
    return f"{words.percent(counted.official_rate)} ({counted.completed}/{counted.came_due})"


def _plain(counted: Tally) -> str:
    rest = counted.total - counted.cancelled
    return f"{words.percent(counted.plain_rate)} ({counted.completed}/{rest})"


def _show_changes(page: Page, title: str, changes: Sequence[StandingChange], most: int = 0) -> None:
    """Print the changes under what became of them, at most so many of each (0: all)."""
    for kind, label in CHANGE_LABELS.items():
        ours = [change for change in changes if change.kind == kind]
        if ours:
            page.gap()
            page.line(Part(f"{title}: {_lower(_(label))}", "bold"), Part(f"  {len(ours)}", "dim"))
        for change in ours[: most or None]:
            _show_change(page, change)
        _show_rest(page, len(ours) - most if most else 0)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _show_change(page: Page, change: StandingChange) -> None:
    width = max(len(change.id), 4)
    indent = width + 4
    if page.width >= WIDE:
        room = page.width - width - 6
        side = room // 3
        page.columns([
            ([Part(change.id)], width), ([Part(change.title)], room - 2 * side - 2),
            (_state(change.then), side - 3), ([Part("→ "), *_state(change.now)], side),
        ], indent=2)  # fmt: skip
        return
    page.columns(
        [([Part(change.id)], width), ([Part(change.title)], page.width - indent)], indent=2
    )
    sides = [(_("then"), change.then), (_("now"), change.now)]
    label = max(len(word) for word, _row in sides) + 2
    for word, row in sides:
        if row is not None:
            said = [Part(word, "dim")]
            page.columns([(said, label - 2), (_state(row), page.width - indent - label)], indent)


def _state(row: Row | None) -> list[Part]:
    """Return how a row stands: mark, class, status, due; a dash where there is no row."""
    if row is None:
        return [Part("–", "dim")]
    return [MARKS[row.timeliness], Part(" "), *join([*standing_parts(row), due_parts(row)])]


def _show_late(page: Page, found: Comparison) -> None:
    if not found.late:
        return
    page.gap()
    title = _("Late: recorded after the closing, on what happened by {day}")
    page.line(
        Part(title.format(day=words.day(found.period.as_of)), "bold"),
        Part(f"  {len(found.late)}", "dim"),
    )
    for entry in found.late[:_MOST]:
        _show_late_entry(page, entry)
    _show_rest(page, len(found.late) - _MOST)


def _show_rest(page: Page, left_out: int) -> None:
    """Say how many are left out, if any."""
    if left_out > 0:
        more = _("and {count} more; `--json` has all")
        page.line(Part(more.format(count=words.number(left_out)), "dim"), indent=2)


def _show_late_entry(page: Page, entry: Entry) -> None:
    page.line(
        _LATE_MARK, Part(f" {words.day(entry.happened_on)}", "bold"), Part(f"  {entry.id}  ", "dim"),
        Part(f"{entry.item}  " if entry.item else "", "bold"),
        Part(words.label("entry_kind", entry.kind) + ": "), Part(gist(entry)), indent=2, hang=4,
    )  # fmt: skip
    recorded = _("recorded {when} by {who}")
    who = f"{entry.author} ({entry.office})" if entry.office else entry.author
    page.line(Part(recorded.format(when=words.moment(entry.recorded_at), who=who), "dim"), indent=6)


def comparison_data(found: Comparison) -> dict[str, Any]:
    """Return what `status --compare --json` prints."""
    from coopctl.output.files.json_text import entry_data, summary

    period = found.period
    return {
        "period": {
            "entry": period.entry, "plan": period.plan, "name": period.name,
            "as_of": period.as_of, "known_at": period.known_at,
        },
        "as_of": found.as_of,
        "then": summary(found.then),
        "now": summary(found.now),
        "items": [_change_data(change) for change in found.items],
        "actions": [_change_data(change) for change in found.actions],
        "late": [entry_data(entry) for entry in found.late],
    }  # fmt: skip


def _change_data(change: StandingChange) -> dict[str, Any]:
    return {
        **change._asdict(),
        "then": change.then._asdict() if change.then else None,
        "now": change.now._asdict() if change.now else None,
    }
