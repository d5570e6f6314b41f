"""A calendar file (iCalendar, RFC 5545): the same events always give the same bytes."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TextIO

from coopctl.domain.calendar import ALARM_DAYS, Event
from coopctl.domain.text import visible

if TYPE_CHECKING:
    from icalendar import Alarm
    from icalendar import Event as Component

_PRODUCT = "-//coopctl//coopctl//VI"
_MORNING = timedelta(hours=8)  # of the day on which an alarm goes off
_DAY = timedelta(days=1)


def write_calendar(
    target: TextIO,
    name: str,
    timezone: str | None,
    events: Iterable[Event],
) -> int:
    """Write a calendar of whole days; return how many events. Imports icalendar.

    `timezone` is that of all plans in it, None where they differ.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", visible(name))
    if timezone is not None:
        calendar.add("x-wr-timezone", timezone)
    count = 0
    for event in events:
        calendar.add_component(_component(event))
        count += 1
    target.write(calendar.to_ical().decode("utf-8"))
    return count


def _component(event: Event) -> "Component":
    from icalendar import Event as Component

    made = Component()
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
    if event.reminds:
        for days in ALARM_DAYS:
            made.add_component(_alarm(event, days))
    return made


def _alarm(event: Event, days: int) -> "Alarm":
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", visible(event.summary))
    alarm.add("trigger", _MORNING - days * _DAY)
    return alarm
