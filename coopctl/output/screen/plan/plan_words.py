"""The fields of a plan and their values, in words."""

from collections.abc import Callable
from datetime import date
from typing import Any

from coopctl.domain.plan.labels import FIELD_LABELS
from coopctl.domain.plan.plan import Clock, MonthDay, PeriodTarget, Pipeline, Report, Text
from coopctl.domain.words.dates import Due, show_due
from coopctl.domain.words.durations import Duration
from coopctl.language import _
from coopctl.output.screen.plan.stage_text import duration
from coopctl.output.words import words


def label(name: str) -> str:
    """Return what a field is called."""
    sentence = FIELD_LABELS.get(name)
    return _(sentence) if sentence else name


def said(name: str, value: Any, names: words.Names) -> str:
    """Return the value of a field in the reader's words; "not stated" where there is none."""
    if value is None or value == ():
        return _("not stated")
    if name in _CODES and isinstance(value, str):
        return words.label(_CODES[name], value)
    if name in {"lead", "issued_by"}:
        return names.short(value)
    if name == "cooperating":
        return names.shorts(value)
    if name == "order":
        return " ".join(value)
    return _plain(value, names)


_CODES = {
    "kind": "item_kind", "pipeline": "pipeline", "type": "indicator_type", "every": "every",
    "counts": "counts",
}  # fmt: skip


def _plain(value: Any, names: words.Names) -> str:
    for kind, in_words in _BY_TYPE.items():
        if isinstance(value, kind):
            return in_words(value)
    if hasattr(value, "_asdict"):
        stated = {name: one for name, one in value._asdict().items() if one is not None}
        stated.pop("id", None)
        return "; ".join(f"{label(name)}: {said(name, one, names)}" for name, one in stated.items())
    if isinstance(value, tuple):
        return " | ".join(_plain(one, names) for one in value) or _("not stated")
    return str(value)


def _month_day(one: MonthDay) -> str:
    return f"{one.day}/{one.month}" if one.month else str(one.day)


def _report(report: Report) -> str:
    sent = duration(Duration(report.send_within, "working_days"))
    return f"{_month_day(report.first)} – {_month_day(report.last)} ({sent})"


def _clock(clock: Clock) -> str:
    name = words.read(clock.name)
    return f"{name} ({duration(clock.duration)})" if clock.duration else name


def _target(one: PeriodTarget) -> str:
    return f"{one.period}: {one.target}"


# In this order: a truth value, and a text or a deadline, are tuples or numbers too.
_BY_TYPE: dict[type, Callable[[Any], str]] = {
    bool: lambda value: _("yes") if value else _("no"),
    date: words.day,
    Text: words.read,
    Due: show_due,
    MonthDay: _month_day,
    Duration: duration,
    Report: _report,
    Clock: _clock,
    Pipeline: lambda value: words.read(value.name),
    PeriodTarget: _target,
}
