"""A calendar's events: what stands in it under which lasting name, and in which edition."""

from datetime import date
from typing import NamedTuple

from coopctl.domain.entries import Body

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


class Version(NamedTuple):
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
