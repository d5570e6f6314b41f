"""A row of an agenda in words: how it stands, why it is there, where it was agreed."""

from collections.abc import Iterator
from datetime import date

from coopctl.domain.codes import Timeliness
from coopctl.domain.standing.agenda import (
    DIFFICULTY,
    DISPUTED,
    NO_EVIDENCE,
    PROPOSAL,
    SILENT,
    AgendaRow,
)
from coopctl.language import _, _n
from coopctl.output.words import words

_DAYS_MEAN = {Timeliness.OVERDUE, Timeliness.DUE_SOON}


def facts_of(row: AgendaRow, names: words.Names) -> Iterator[str]:
    """Yield how a thing stands, when it is due, and who leads it."""
    if row.kind in {"outcome", "meeting", "extension"}:
        yield words.day(row.last_on)
        yield _kind_of_entry(row)
    elif row.timeliness in _DAYS_MEAN:
        yield _timeliness(row)
    if row.status is not None:
        yield words.label("status", row.status)
    if row.deadline is not None:
        yield _("due {day}").format(day=row.deadline)
    if row.kind != "meeting":
        yield names.short(row.lead) or _("lead not stated")


def _kind_of_entry(row: AgendaRow) -> str:
    if row.kind == "outcome":
        return _("outcome of {item}").format(item=row.item)
    kind = words.label("entry_kind", row.kind)
    return f"{kind} {row.item}" if row.item else kind


def _timeliness(row: AgendaRow) -> str:
    label = words.label("timeliness", row.timeliness)
    if not row.days:
        return _("Due today")
    days = _n("{count} day", "{count} days", row.days).format(count=words.number(row.days))
    return f"{label} {days}"


def reason_lines(row: AgendaRow, names: words.Names, on: date) -> Iterator[str]:
    """Yield a sentence for each reason that the facts do not say already."""
    reasons = row.reasons.split()
    day = words.day(row.last_on)
    if DIFFICULTY in reasons:
        yield _("Difficulty without an answer ({day}, {entry}): {text}").format(
            day=day, entry=row.entry, text=_on_a_line(row.difficulty)
        )
    if PROPOSAL in reasons:
        yield _("Proposal without an answer ({day}, {entry}): {text}").format(
            day=day, entry=row.entry, text=_on_a_line(row.proposal)
        )
    if DISPUTED in reasons:
        yield _("Disputed by {party}: {reason}").format(
            party=names.short(row.disputed_by), reason=_on_a_line(row.dispute)
        )
    if SILENT in reasons:
        yield _silence(row.last_on, on)
    if NO_EVIDENCE in reasons and row.kind != "outcome":
        yield _("Completed without evidence")
    elif NO_EVIDENCE in reasons and DISPUTED in reasons:
        yield _("Without evidence")


def _silence(last_on: date | None, on: date) -> str:
    if last_on is None:
        return _("No news so far")
    count = (on - last_on).days
    days = _n("{count} day", "{count} days", count).format(count=words.number(count))
    return _("No news since {day}, {days} ago").format(day=words.day(last_on), days=days)


def way_back(row: AgendaRow) -> str:
    """Return where an action was agreed: the meeting's day, title, number of the minutes and id."""
    said = (f"“{row.meeting_title}”" if row.meeting_title else "", row.meeting_number, row.meeting)
    where = ", ".join(one for one in said if one)
    return _("agreed on {day}: {where}").format(day=words.day(row.meeting_on), where=where)


def _on_a_line(text: str | None) -> str:
    return " ".join((text or "").split())


def point(row: AgendaRow, names: words.Names, on: date) -> str:
    """Return a row as one line of an agenda: `1.1 Title: overdue 12 days; …`."""
    said = [*facts_of(row, names), *reason_lines(row, names, on)]
    if row.kind == "outcome" and row.section == "no_evidence":  # no heading says it here
        said.append(_("Without evidence"))
    return _on_a_line(f"{row.id} {row.title}: {'; '.join(said)}")
