"""What comes again, line by line: an item's periods, a plan's reports."""

from collections.abc import Sequence

from coopctl.domain.plan.deadlines import extended
from coopctl.domain.plan.periods import DONE, OPEN, Duty, Extension, period_name
from coopctl.domain.plan.plan import MonthDay, Report
from coopctl.domain.plan.reporting import USUAL, ReportDate
from coopctl.domain.words.dates import Due
from coopctl.language import _, _n, render
from coopctl.output.screen.marks import PERIOD_MARKS
from coopctl.output.screen.page import Page, Part
from coopctl.output.words import words


def show_duties(page: Page, duties: Sequence[Duty]) -> None:
    """Print every period with what fulfilled it, or that nothing did; the oldest first."""
    if not duties:
        return
    page.heading(_("Periods"))
    names = [render(period_name(duty.period)) for duty in duties]
    width = max(map(len, names))
    days = max(len(words.day(duty.on)) for duty in duties)
    for name, duty in zip(names, duties, strict=True):
        mark = PERIOD_MARKS[duty.state]
        said = Part(f" {_said_of(duty, days)}", "" if duty.state == DONE else mark.style)
        page.line(mark, Part(f" {name:<{width}} "), said, indent=2, hang=width + 4)


def _said_of(duty: Duty, width: int) -> str:
    label = words.label("duty", duty.state)
    if duty.state == DONE:
        label = f"{words.day(duty.on):>{width}}  {duty.entry}"
    elif duty.state == OPEN:
        label = _("{status}, until {day}").format(status=label, day=words.day(duty.last))
    if duty.due_text is None:
        return label
    return f"{label} ({render(extended(Extension(Due(duty.due_text, duty.due), duty.document)))})"


def show_reports(page: Page, reports: Sequence[Report], coming: Sequence[ReportDate]) -> None:
    """Print what days each report counts and how soon it is sent, then those that come next."""
    page.heading(_("Reports"))
    if not reports:
        page.line(Part(_("none")), indent=2)
    if tuple(reports) == USUAL:
        usual = _("as is usual under Decree 09/2019/NĐ-CP; `reporting:` in the plan states others")
        page.line(Part(usual, "dim"), indent=2, hang=2)
    for report in reports:
        said = _("{report}: {first} to {last}, sent within {days}").format(
            report=words.label("report", report.kind), first=_beginning(report),
            last=_end(report.last), days=_days(report.send_within),
        )  # fmt: skip
        page.line(Part(said), indent=2, hang=2)
    for one in coming:
        due = _("next: {report}, {first} to {last}, to be sent by {day}").format(
            report=render(one.name), first=words.day(one.first), last=words.day(one.last),
            day=words.day(one.send_by),
        )  # fmt: skip
        page.line(Part(due), indent=2, hang=2)


def _beginning(report: Report) -> str:
    first = report.first
    if first.month is None and first.day > report.last.day:
        return _("day {day} of the month before").format(day=first.day)
    return _end(first)


def _end(day: MonthDay) -> str:
    if day.month is None:
        return _("day {day}").format(day=day.day)
    return f"{day.day}/{day.month}"


def _days(count: int) -> str:
    return _n("{count} working day", "{count} working days", count).format(count=count)
