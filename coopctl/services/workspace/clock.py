"""The clock, in one place: what tests replace, and what the domain never asks."""

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from coopctl.domain.plan.plan import DEFAULT_TIMEZONE

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


def now() -> datetime:
    """Return the present moment, in UTC."""
    return datetime.now(UTC)


def zone(name: str | None) -> "ZoneInfo":
    """Return a time zone by its name; the default one for None."""
    from zoneinfo import ZoneInfo

    return ZoneInfo(name or DEFAULT_TIMEZONE)


def today(name: str | None) -> date:
    """Return the date in a time zone at present."""
    return now().astimezone(zone(name)).date()
