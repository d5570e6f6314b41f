"""A calendar's events: what stands in it under which lasting name, in which edition, and for whom."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from coopctl.domain.record.entries import Body

ALARM_DAYS = (
    7,
    3,
    1,
)  # before a deadline; Source: reminders of assigned tasks, domain.md section 2

# An event's status as the standard names it. Source: RFC 5545, 3.8.1.11
CONFIRMED, TENTATIVE, CANCELLED = "CONFIRMED", "TENTATIVE", "CANCELLED"


class Edition(NamedTuple):
    """How many entries touched a thing after the first, and the stamp (UTC) of the last of them."""

    number: int
    recorded_at: str


class MeetingVersion(NamedTuple):
    """A meeting as it was recorded once: `root` is the id that it keeps through corrections."""

    id: str
    root: str
    on: date
    body: Body


class Event(NamedTuple):
    """Whole days, both included, in a calendar.

    `uid` never changes, so that a calendar which has the event already takes the later edition in its
    place. `reminds`: it has alarms. `busy`: somebody's day is taken by it.
    """

    uid: str
    edition: Edition
    first: date
    last: date
    summary: str
    details: tuple[str, ...]
    category: str
    status: str = CONFIRMED
    reminds: bool = False
    busy: bool = False
    place: str = ""


def uid_of(kind: str, plan: str, thing: str) -> str:
    """Return the lasting name of an event: of an `item`, an `action` or a `meeting` of a plan."""
    return f"{kind}-{thing.replace('/', '-')}@{plan}.coopctl"


def period_thing(item: str, last: date) -> str:
    """Return what names the event of an item's period that ends on a day."""
    return f"{item}-{last.isoformat()}"


def shares(party: str | None, lead: str | None, cooperating: Sequence[str]) -> bool:
    """Tell whether a party leads or shares in something; None stands for every party."""
    return party is None or party == lead or party in cooperating


def meets(party: str | None, meeting: Body, items: set[str]) -> bool:
    """Tell whether a meeting concerns a party: by who took part, what it discussed and gave to do.

    `items` are those that the party has to do with. A meeting that names nobody concerns everybody.
    """
    named = {one["party"] for name in ("attendees", "invited") for one in meeting.get(name, ())}
    named |= {meeting["host"]} if "host" in meeting else set()
    given = {one for action in meeting.get("actions", ()) for one in duty_of(action)}
    discussed = set(meeting.get("items", ())) & items
    return party is None or party in named | given or bool(discussed) or not named


def duty_of(action: Body) -> tuple[str, ...]:
    """Return the parties that an action was given to, as a meeting's minutes have it: the lead first."""
    return (action["lead"], *action.get("cooperating", ()))
