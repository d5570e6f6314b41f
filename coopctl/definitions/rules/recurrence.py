"""What comes again and must fit together: an item's periods, a plan's reporting windows."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from coopctl.definitions.schema.patterns import MONTH_DAY, NUMBER_OF_DAY
from coopctl.definitions.yaml.problems import Finding
from coopctl.definitions.yaml.tree import Mapping, Node, Scalar, pairs_at, text_at, value_at
from coopctl.domain.plan.plan import MonthDay, Report
from coopctl.domain.plan.reporting import DEFAULTS, LENGTHS, length_of
from coopctl.domain.words.dates import parse_day, parse_due, parse_start, show_day
from coopctl.messages import N_, CoopError, Message, msg

_DAYS = 365 / 12  # of a month, on average


def check_recurrence(root: Node, items: Sequence[Mapping]) -> Iterator[Finding]:
    """Yield what is wrong with the things that come again."""
    plan = value_at(root, "plan")
    begin = _begin_of(plan)
    for item in items:
        every = text_at(item, "every")
        if every is not None:
            yield from _check_kind(item, every)
            yield from _check_days(item, every, begin)
    for kind, window in pairs_at(plan, "reporting"):
        if kind.text in DEFAULTS:
            yield from _check_window(kind, window)


def _begin_of(plan: Node | None) -> date | None:
    """Return the day from which items owe something, as `coopctl.domain.plan.periods.begin_of`."""
    memorandum = text_at(value_at(plan, "memorandum"), "from")
    issued = text_at(plan, "date")
    days = (_read(memorandum, lambda text: parse_start(text).day), _read(issued, parse_day))
    return max((day for day in days if day is not None), default=None)


def _read(node: Scalar | None, read: Callable[[str], date | None]) -> date | None:
    try:
        return read(" ".join(node.text.split())) if node else None
    except CoopError:  # the schema's to refuse
        return None


def _check_kind(item: Mapping, every: Scalar) -> Iterator[Finding]:
    kind = text_at(item, "kind")
    if kind is not None and kind.text in {"dated", "ongoing"}:
        yield _finding(
            kind,
            "kind-of-every",
            msg(
                N_("an item with `every: {every}` is periodic, not `{kind}`"),
                every=every.text,
                kind=kind.text,
            ),
            msg(N_("take one of the two lines out")),
        )


def _check_days(item: Mapping, every: Scalar, begin: date | None) -> Iterator[Finding]:
    if text_at(item, "start") is not None:  # which end comes first is checked with all dates
        return
    due = text_at(item, "due")
    last = _read(due, lambda text: parse_due(text).day)
    if begin is None:
        yield _finding(
            every,
            "no-first-day",
            msg(N_("from which day on `every: {every}` counts is not stated"), every=every.text),
            msg(N_("give the item a `start`, or the plan its `date`; else nothing is ever owed")),
            "warning",
        )
    elif due is not None and last is not None and last < begin:
        yield _finding(
            due,
            "no-period",
            msg(
                N_("this ends on {last}, before the plan begins on {first}"),
                last=show_day(last),
                first=show_day(begin),
            ),
            msg(N_("give the item a `start`, or correct the date; else nothing is ever owed")),
            "warning",
        )


def _check_window(kind: Scalar, window: Node) -> Iterator[Finding]:
    """Yield an error where a report's days are far from what its name promises."""
    usual = DEFAULTS[kind.text]
    first, last = _end(window, "from", usual.first), _end(window, "to", usual.last)
    if first is None or last is None:
        return  # the schema's to refuse
    days = length_of(Report(usual.kind, first, last, usual.send_within))
    months = LENGTHS[kind.text]
    if 2 / 3 < days / (months * _DAYS) < 4 / 3:
        return
    place = text_at(window, "to") or text_at(window, "from") or kind
    yield _finding(
        place,
        "report-window",
        msg(
            N_("the days from {first} to {last} number {days}: no {months}-month report"),
            first=_show(first), last=_show(last), days=days, months=months,
        ),
        msg(
            N_("correct `from` or `to`; the usual days are {first} to {last}"),
            first=_show(usual.first), last=_show(usual.last),
        ),
    )  # fmt: skip


def _end(window: Node, key: str, usual: MonthDay) -> MonthDay | None:
    """Return a stated end of a window, else the usual one; None where it cannot be read."""
    text = text_at(window, key)
    if text is None:
        return usual
    if re.fullmatch(MONTH_DAY if usual.month else NUMBER_OF_DAY, text.text) is None:
        return None
    day, _, month = text.text.partition("/")
    return MonthDay(int(day), int(month) if month else None)


def _show(day: MonthDay) -> str:
    return f"{day.day}/{day.month}" if day.month else str(day.day)


def _finding(
    node: Scalar, code: str, message: Message, hint: Message, severity: str = "error"
) -> Finding:
    return Finding(node.line, node.column, code, message, hint, severity)
