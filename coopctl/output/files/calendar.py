"""A calendar file (iCalendar, RFC 5545): the same events always give the same bytes."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TextIO

from coopctl.domain.exchange.calendar import ALARM_DAYS, Event
from coopctl.domain.words.text import visible

if TYPE_CHECKING:
    from icalendar import Component

_PRODUCT = "-//coopctl//coopctl//VI"
_MORNING = timedelta(hours=8)  # of the day on which an alarm goes off
_DAY = timedelta(days=1)
_END_OF_CALENDAR, _END_OF_EVENT, _TRIGGER = "END:VCALENDAR", "END:VEVENT", "TRIGGER"


def write_calendar(
    target: TextIO,
    name: str,
    timezone: str | None,
    events: Iterable[Event],
) -> int:
    """Write a calendar of whole days, event by event; return how many. Imports icalendar.

    `timezone` is that of all plans in it, None where they differ.
    """
    head, end = _frame(name, timezone)
    triggers = _triggers()
    count = 0
    target.write(head)
    for event in events:
        target.write(_event_text(event, triggers))
        count += 1
    target.write(end)
    return count


def _frame(name: str, timezone: str | None) -> tuple[str, str]:
    """Return what stands before the events and after them."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", visible(name))
    if timezone is not None:
        calendar.add("x-wr-timezone", timezone)
    head, end, rest = _text(calendar).partition(_END_OF_CALENDAR)
    return head, end + rest


def _text(component: "Component") -> str:
    text: bytes = component.to_ical()
    return text.decode("utf-8")


def _event_text(event: Event, triggers: Sequence[str]) -> str:
    text = _text(_event(event))
    if not event.reminds:
        return text
    head, end, rest = text.rpartition(_END_OF_EVENT)
    return head + _alarms(event, triggers) + end + rest


def _event(event: Event) -> "Component":
    from icalendar import Event as CalendarEvent

    made = CalendarEvent()
    stamp = datetime.fromisoformat(event.edition.recorded_at).replace(microsecond=0)
    made.add("uid", event.uid)
    made.add("dtstamp", stamp)
    made.add("last-modified", stamp)
    made.add("sequence", event.edition.number)
    made.add("dtstart", event.first)
    made.add("dtend", event.last + _DAY)  # the standard's end is the day after
    made.add("summary", visible(event.summary))
    if event.details:
        made.add("description", visible("\n".join(event.details)))
    if event.place:
        made.add("location", visible(event.place))
    made.add("categories", [event.category])
    made.add("status", event.status)
    made.add("transp", "OPAQUE" if event.busy else "TRANSPARENT")
    return made


def _triggers() -> list[str]:
    """Return the line that says when each alarm goes off."""
    return [_trigger_in(_text(_alarm("-", days))) for days in ALARM_DAYS]


def _trigger_in(alarm: str) -> str:
    return next(line for line in alarm.splitlines(keepends=True) if line.startswith(_TRIGGER))


def _alarms(event: Event, triggers: Sequence[str]) -> str:
    """Return an event's alarms: one is made, the others differ in the line that says when."""
    first = _text(_alarm(event.summary, ALARM_DAYS[0]))
    head, _line, tail = first.rpartition(triggers[0])
    return "".join(head + trigger + tail for trigger in triggers)


def _alarm(summary: str, days: int) -> "Component":
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", visible(summary))
    alarm.add("trigger", _MORNING - days * _DAY)
    return alarm
