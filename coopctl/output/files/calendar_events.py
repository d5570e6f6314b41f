"""Items, actions and meetings as events of a calendar, in the reader's words.

What stands in an event follows from the entries, not from the day on which it is written: so that an
event changes only together with its edition.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from coopctl.domain.codes import Status
from coopctl.domain.exchange.calendar import (
    CANCELLED,
    CONFIRMED,
    TENTATIVE,
    Edition,
    Event,
    MeetingVersion,
    period_thing,
    uid_of,
)
from coopctl.domain.plan.periods import DONE, PAUSED, Period
from coopctl.domain.standing.standing import ActionRow, ItemRow
from coopctl.language import _
from coopctl.output.words import words
from coopctl.output.words.record_text import fields_of

_STATUSES = {Status.CANCELLED: CANCELLED, Status.SUSPENDED: TENTATIVE}
_SILENT = {Status.COMPLETED, Status.CANCELLED, Status.SUSPENDED}
_IN_PLACE = {"title", "place", "until"}  # of a meeting's fields, what the event has by itself


def item_event(row: ItemRow, names: words.Names, edition: Edition) -> Event | None:
    """Return an item's deadline; None where it has none."""
    if row.due is None:
        return None
    details = [*_lead(row, names), *_deadline(row), *_stated(_("Deliverable"), row.deliverable)]
    details += _standing(row)
    if row.withdrawn is not None:
        details.append(_("Withdrawn: {reason}").format(reason=row.withdrawn))
    event = _due_event(row, f"{row.item} {row.title}", edition, details)
    event = event._replace(uid=uid_of("item", row.plan, row.item), category=_("Plan item"))
    return event if row.withdrawn is None else _called_off(event, f"{row.item} {row.title}")


class Owed(NamedTuple):
    """What a periodic item owes in one period: the state as in `periods`, its day, that in full."""

    period: Period
    state: str
    due: date
    deadline: str


def period_event(row: ItemRow, owed: Owed, names: words.Names, edition: Edition) -> Event:
    """Return what a periodic item owes in one period, as an event of its own."""
    title, done = f"{row.item} {row.title}", owed.state == DONE
    details = (
        *_lead(row, names), *_stated(_("Period covered"), words.period(owed.period.code)),
        *_stated(_("Deadline"), owed.deadline), *_stated(_("Deliverable"), row.deliverable),
    )  # fmt: skip
    event = Event(
        uid_of("item", row.plan, period_thing(row.item, owed.period.last)), edition, owed.due,
        owed.due, _headed(Status.COMPLETED if done else None, title), details,
        _("Plan item"), reminds=not done,
    )  # fmt: skip
    return _called_off(event, title) if owed.state == PAUSED else event


def action_event(row: ActionRow, names: words.Names, edition: Edition) -> Event | None:
    """Return an action's deadline; None where it has none."""
    if row.due is None:
        return None
    agreed = _("Agreed on {day}").format(day=words.day(row.agreed_on))
    details = [*_lead(row, names), agreed, *_deadline(row), *_standing(row)]
    event = _due_event(row, row.title, edition, details)
    return event._replace(uid=uid_of("action", row.plan, row.id), category=_("Action"))


def lost_due_event(uid: str, title: str, due: date, edition: Edition) -> Event:
    """Return the event of a deadline that is gone, so that calendars drop it."""
    category = _("Action") if uid.startswith("action-") else _("Plan item")
    return _called_off(Event(uid, edition, due, due, title, (), category), title)


def meeting_event(
    plan: str, meeting: MeetingVersion, names: words.Names, edition: Edition
) -> Event:
    """Return a meeting, with all that is stated of it."""
    on, body = meeting.on, meeting.body
    last = date.fromisoformat(body["until"]) if "until" in body else on
    details = tuple(
        f"{one.label}: {names.short(one.text) if one.name == 'host' else one.text}"
        for one in fields_of("meeting", body)
        if one.name not in _IN_PLACE
    )
    return Event(
        uid_of("meeting", plan, meeting.root), edition, on, max(on, last), body["title"], details,
        _("Meeting"), busy=True, place=body.get("place", ""),
    )  # fmt: skip


def lost_meeting_event(plan: str, meeting: MeetingVersion, edition: Edition) -> Event:
    """Return the event of a meeting that was taken back, so that calendars drop it."""
    event = meeting_event(plan, meeting, words.Names((), meeting.on), edition)
    return _called_off(event, event.summary)


def _called_off(event: Event, title: str) -> Event:
    summary = _headed(Status.CANCELLED, title)
    return event._replace(status=CANCELLED, reminds=False, busy=False, summary=summary)


def _due_event(
    row: ItemRow | ActionRow, title: str, edition: Edition, details: Sequence[str]
) -> Event:
    due = row.due or date.max
    return Event(
        "", edition, due, due, _headed(row.status, title), tuple(details), "",
        status=_STATUSES.get(Status(row.status), CONFIRMED) if row.status in set(Status) else CONFIRMED,
        reminds=row.status not in _SILENT,
    )  # fmt: skip


def _headed(status: str | None, title: str) -> str:
    """Say before the title what is the matter with it."""
    if status == Status.COMPLETED:
        return f"✓ {title}"
    if status == Status.CANCELLED:
        return f"✗ {title}"
    return _("Due: {title}").format(title=title)


def _lead(row: ItemRow | ActionRow, names: words.Names) -> Iterator[str]:
    yield from _stated(_("Lead"), names.short(row.lead))
    yield from _stated(_("Cooperating"), names.shorts(row.cooperating.split()))


def _deadline(row: ItemRow | ActionRow) -> Iterator[str]:
    yield from _stated(_("Deadline"), row.deadline)


def _standing(row: ItemRow | ActionRow) -> Iterator[str]:
    status = words.label("status", row.status)
    yield f"{_('Status')}: {status}" + (f", {row.progress} %" if row.progress is not None else "")
    yield from _stated(_("Completed on"), words.day(row.completed_on))
    yield from _stated(_("Last word"), row.last_word)


def _stated(label: str, text: str | None) -> list[str]:
    return [f"{label}: {text}"] if text else []
