"""`due` on the terminal: what is overdue and what comes due, under a heading for each group."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from coopctl.domain.codes import DUE_GROUP_LABELS
from coopctl.domain.plan.plan import Plan
from coopctl.domain.standing.due import OVERDUE, TODAY, UNDATED, WITHIN_7, DueRow
from coopctl.language import _, _n
from coopctl.output.screen.marks import join
from coopctl.output.screen.page import WIDE, Page, Part
from coopctl.output.words import words

_MARKS: dict[str, Part] = {
    OVERDUE: Part("▲", "bold red"),
    TODAY: Part("◆", "bold yellow"),
    WITHIN_7: Part("◆", "yellow"),
    UNDATED: Part("░", "dim"),
}
_LATER = Part("▒", "cyan")
_SIDE = 42  # columns for what stands beside a title on a wide page


class DuePicture(NamedTuple):
    """What `due` shows: rows by plan, the plans that they are of, and what was asked.

    At most `most` rows are shown; all are counted. `known` says by what knowledge, in words.
    """

    plans: tuple[Plan, ...]
    rows: tuple[DueRow, ...]
    as_of: date
    until: date
    party: str | None
    most: int
    known: tuple[str, ...] = ()


class _Layout(NamedTuple):
    """How wide the columns are: days, id, and title."""

    days: int
    id: int
    title: int


def show_dues(page: Page, picture: DuePicture) -> None:
    """Print the rows, group by group; plan by plan where there are several."""
    _show_head(page, picture)
    if not picture.rows:
        until = words.day(picture.until)
        page.line(
            Part(_("nothing is overdue, and nothing comes due until {day}").format(day=until))
        )
        return
    _show_counts(page, picture.rows)
    plans = {plan.id: plan for plan in picture.plans}
    shown = picture.rows[: picture.most]
    layout = _lay_out(page, shown)
    for plan_id, rows in groupby(shown, key=lambda row: row.plan):
        plan = plans[plan_id]
        if len(plans) > 1:
            page.heading(f"{plan.id}  {words.read(plan.title)}")
        names = words.Names(plan.parties, picture.as_of)
        for group, ours in groupby(rows, key=lambda row: row.group):
            page.heading(_(DUE_GROUP_LABELS[group]))
            for row in ours:
                _show_row(page, row, names, layout)
    show_left_out(page, len(picture.rows) - len(shown), len(plans))


def show_left_out(page: Page, count: int, plans: int) -> None:
    """Say how many rows are not shown, where some are not; of several plans one may be named."""
    if count > 0:
        page.gap()
        more = _("and {count} more; `--limit 0` shows all")
        if plans > 1:
            more = _("and {count} more; name a plan, or `--limit 0` for all")
        page.line(Part(more.format(count=words.number(count)), "dim"))


def _show_head(page: Page, picture: DuePicture) -> None:
    said = [_("as of {day}").format(day=words.day(picture.as_of))]
    said.append(_("until {day}").format(day=words.day(picture.until)))
    said += picture.known
    if picture.party is not None:
        parties = [one for plan in picture.plans for one in plan.parties]
        name = words.Names(parties, picture.as_of).short(picture.party)
        said.append(_("only {what}").format(what=name))
    page.line(Part(_("Deadlines"), "bold"), Part("  " + " · ".join(said), "dim"))


def _show_counts(page: Page, rows: Sequence[DueRow]) -> None:
    counts = {code: sum(row.group == code for row in rows) for code in DUE_GROUP_LABELS}
    groups = [
        [_mark(code), Part(f" {count} {_(DUE_GROUP_LABELS[code])}")]
        for code, count in counts.items()
        if count
    ]
    page.flow(groups, Part("   "))


def _mark(group: str) -> Part:
    return _MARKS.get(group, _LATER)


def _lay_out(page: Page, rows: Sequence[DueRow]) -> _Layout:
    days = max(len(days_in_words(row)) for row in rows)
    ids = min(max(len(row.id) for row in rows), 24)
    left = page.width - 2 - 1 - days - ids - 3 * 2
    wide = page.width >= WIDE
    return _Layout(days, ids, left - _SIDE - 2 if wide else left)


def days_in_words(row: DueRow) -> str:
    """Return how many days are over or left: `12 days`; a dash for none."""
    if not row.days:
        return "–" if row.days is None else _("today")
    count = abs(row.days)
    return _n("{count} day", "{count} days", count).format(count=words.number(count))


def _show_row(page: Page, row: DueRow, names: words.Names, layout: _Layout) -> None:
    """Print a row: mark, days, id and title; beside or below it when, how it stands and whose it is."""
    cells = [
        ([_mark(row.group)], 1), ([Part(days_in_words(row).rjust(layout.days))], layout.days),
        ([Part(row.id)], layout.id), ([Part(row.title)], layout.title),
    ]  # fmt: skip
    indent = 2 + 1 + layout.days + layout.id + 3 * 2
    if page.width >= WIDE:
        page.columns([*cells, (join(_facts(row, names)), _SIDE)], indent=2)
    else:
        page.columns(cells, indent=2)
        page.flow(_facts(row, names), Part(" · ", "dim"), indent)
    if row.note:
        page.line(Part(row.note, "dim"), indent=indent, most=1)


def _facts(row: DueRow, names: words.Names) -> list[list[Part]]:
    """Return when it is due, how it stands and whose it is, each where that is known."""
    whose = names.shorts(row.parties.split())
    said = [
        "" if row.kind == "item" else words.label("due_kind", row.kind),
        _("due {day}").format(day=row.deadline or words.day(row.due)) if row.due else "",
        words.label("status", row.status),
    ]
    unknown = _("issuer not stated") if row.kind == "report" else _("lead not stated")
    parties = Part(whose) if whose else Part(unknown, "dim")
    return [*([Part(one)] for one in said if one), [parties]]
