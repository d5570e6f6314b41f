"""Stages and time limits in words: what a task's page and the table of tasks share."""

from collections.abc import Iterator

from coopctl.domain.codes import Timeliness
from coopctl.domain.plan.plan import Clock
from coopctl.domain.plan.stages import Running
from coopctl.domain.words.durations import Duration
from coopctl.language import _, _n
from coopctl.output.screen.marks import MARKS
from coopctl.output.screen.page import Part
from coopctl.output.words import words

NOT_VERIFIED = "yellow"


def mark_of(days: int, soon: int) -> Part:
    """Return the mark of a limit with so many days left."""
    if days < 0:
        return MARKS[Timeliness.OVERDUE]
    return MARKS[Timeliness.DUE_SOON if days <= soon else Timeliness.IN_TIME]


def days_left(days: int) -> str:
    """Say how many days are left, or over: `36 days left`."""
    if days == 0:
        return _("runs out today")
    count = words.number(abs(days))
    if days < 0:
        return _n("{count} day over", "{count} days over", -days).format(count=count)
    return _n("{count} day left", "{count} days left", days).format(count=count)


def duration(value: Duration) -> str:
    """Say how long: `10 working days`."""
    number = value.number
    if value.unit == "months":
        said = _n("{count} month", "{count} months", number)
    elif value.unit == "working_days":
        said = _n("{count} working day", "{count} working days", number)
    else:
        said = _n("{count} day", "{count} days", number)
    return said.format(count=number)


def clock_parts(running: Running, soon: int) -> list[Part]:
    """Say a running limit in a row: its name, the days, the last day, from when it counts."""
    style = mark_of(running.days, soon).style
    limit = running.clock.duration
    counted = _("{duration} from {day}").format(
        duration=duration(limit) if limit else "", day=words.day(running.started)
    )
    return [
        Part(words.read(running.clock.name)), Part(": "), Part(days_left(running.days), style),
        Part(", " + _("due {day}").format(day=words.day(running.due))), Part(f" ({counted})", "dim"),
    ]  # fmt: skip


def origin_parts(clock: Clock) -> Iterator[Part]:
    """Yield where a limit comes from, and that it is not verified where it is not."""
    if clock.overridden:
        yield Part(_("as this plan sets it"), "dim")
        return
    if clock.source:
        yield Part(words.read(clock.source), "dim")
    if clock.unconfirmed:
        gap = " · " if clock.source else ""
        yield Part(gap + _("not verified"), NOT_VERIFIED)
