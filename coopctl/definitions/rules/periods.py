"""Days that must fit together: names in a row, starts before ends, the plan's period."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from coopctl.definitions.yaml.problems import Finding
from coopctl.definitions.yaml.tree import (
    Mapping,
    Node,
    Scalar,
    mappings_at,
    pairs_at,
    text_at,
    value_at,
)
from coopctl.domain.words.dates import (
    Due,
    is_recurring,
    names_time,
    parse_day,
    parse_due,
    parse_start,
    show_day,
)
from coopctl.messages import N_, CoopError, Message, msg


class _Dated(NamedTuple):
    """A text of the file and the day that it means."""

    node: Scalar
    day: date


def check_periods(root: Node, items: Sequence[Mapping]) -> Iterator[Finding]:
    """Yield what does not fit together in time."""
    for id_, party in pairs_at(root, "parties"):
        yield from _check_names(id_, mappings_at(party, "names"))
    memorandum = value_at(value_at(root, "plan"), "memorandum")
    first = _dated(text_at(memorandum, "from"), _first_day)
    last = _dated(text_at(memorandum, "to"), _last_day)
    yield from _check_bound(text_at(memorandum, "from"), parse_start)
    yield from _check_bound(text_at(memorandum, "to"), parse_due)
    yield from _check_order(first, last)
    for item in items:
        yield from _check_item(item, first, last)


def _dated(node: Scalar | None, read: Callable[[str], date | None]) -> _Dated | None:
    """Return a text with its day; None without either, and where the schema refuses the text."""
    if node is None:
        return None
    try:
        day = read(" ".join(node.text.split()))
    except CoopError:
        return None
    return _Dated(node, day) if day else None


def _first_day(text: str) -> date | None:
    return parse_start(text).day


def _last_day(text: str) -> date | None:
    return parse_due(text).day


def _check_bound(text: Scalar | None, read: Callable[[str], Due]) -> Iterator[Finding]:
    """Yield an error where a bound of the plan's period is words that name no day."""
    if text is not None and _is_dayless(text, read):
        yield Finding(
            text.line,
            text.column,
            "no-day",
            msg(N_("`{text}` names no day"), text=text.text),
            msg(N_("write a year or a date: `2024`, `9/8/2024`")),
        )


def _is_dayless(text: Scalar, read: Callable[[str], Due]) -> bool:
    try:
        return read(text.text).day is None
    except CoopError:  # the schema's to refuse
        return False


def _check_order(first: _Dated | None, last: _Dated | None) -> Iterator[Finding]:
    if first and last and first.day > last.day:
        yield Finding(
            last.node.line,
            last.node.column,
            "end-before-start",
            msg(
                N_("this ends on {last}, before it begins on {first}"),
                last=show_day(last.day),
                first=show_day(first.day),
            ),
            msg(N_("correct one of the two dates")),
        )


def _check_names(party: Scalar, names: Sequence[Mapping]) -> Iterator[Finding]:
    spans = [
        (name, _dated(text_at(name, "from"), parse_day), _dated(text_at(name, "to"), parse_day))
        for name in names
    ]
    for _, first, last in spans:
        yield from _check_order(first, last)
    for (before, _, ended), (name, begins, _) in pairwise(spans):
        # A date that is stated but cannot be read is the schema's to refuse.
        unknown = _misread(ended, before, "to") or _misread(begins, name, "from")
        if not unknown and not (begins and ended and begins.day > ended.day):
            yield _out_of_order(party, name)


def _misread(read: _Dated | None, name: Mapping, key: str) -> bool:
    return read is None and text_at(name, key) is not None


def _out_of_order(party: Scalar, name: Mapping) -> Finding:
    place = text_at(name, "from") or name
    return Finding(
        place.line,
        place.column,
        "name-order",
        msg(N_("the names of `{party}` overlap or are out of order"), party=party.text),
        msg(N_("oldest first; each `from` comes after the `to` of the one before")),
    )


def _check_item(item: Mapping, first: _Dated | None, last: _Dated | None) -> Iterator[Finding]:
    text = text_at(item, "due")
    due = _dated(text, _last_day)
    yield from _check_order(_dated(text_at(item, "start"), parse_day), due)
    if due:
        yield from _check_inside(due, first, last)
    elif text is not None and _is_dayless(text, parse_due):
        yield from _check_underivable(item, text)


def _check_inside(due: _Dated, first: _Dated | None, last: _Dated | None) -> Iterator[Finding]:
    if (first and due.day < first.day) or (last and due.day > last.day):
        yield _warning(
            due.node,
            "outside-period",
            msg(N_("{day} is outside the memorandum's period"), day=show_day(due.day)),
            msg(N_("check the date, or the period")),
        )


def _check_underivable(item: Mapping, text: Scalar) -> Iterator[Finding]:
    every = text_at(item, "every") is not None
    if names_time(text.text) and (every or is_recurring(text.text)):
        yield _warning(
            text,
            "time-not-counted",
            msg(
                N_("the time that `{text}` names within what recurs is not counted"), text=text.text
            ),
            msg(N_("say a single deadline as a day: `31/12/2025`; else it is only shown")),
        )
        return
    if every:
        return  # its periods are its deadlines
    kind = text_at(item, "kind")
    dated = kind is not None and kind.text == "dated"
    if dated or (kind is None and not is_recurring(text.text)):
        yield _warning(
            text,
            "no-last-day",
            msg(N_("no last day follows from `{text}`"), text=text.text),
            msg(
                N_(
                    "say the day as well, or a span: `31/12/2025`, `Q4/2025`; "
                    "else it is never overdue"
                )
            ),
        )


def _warning(node: Scalar, code: str, message: Message, hint: Message) -> Finding:
    return Finding(node.line, node.column, code, message, hint, "warning")
