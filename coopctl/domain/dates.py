"""Days, deadlines and starts as people write them, in Vietnamese or English.

The day comes first and the year is written in full, always: nothing is guessed. What is only
words (`thường xuyên`) is kept as text and names no day; a mistaken date is refused.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple
from unicodedata import normalize

from coopctl.domain.messages import CoopError, Message, N_, msg
from coopctl.domain.plan import Due
from coopctl.domain.text import excerpt, fold

FIRST_YEAR, LAST_YEAR = 1900, 2200

# A longer text is a sentence, not one of the forms below.
_LONGEST_FORM = 80
_DAY = timedelta(days=1)
_NEARBY = {
    "hom qua": -_DAY, "yesterday": -_DAY,
    "hom nay": 0 * _DAY, "today": 0 * _DAY,
    "ngay mai": _DAY, "tomorrow": _DAY,
}  # fmt: skip
_RECURRING = (
    r"\b(?:(?:hang|moi) (?:nam|quy|thang|tuan|ngay)|thuong xuyen|dinh ky|lien tuc"
    r"|(?:every|each) (?:year|quarter|month|week|day)"
    r"|annual(?:ly)?|yearly|quarterly|monthly|weekly|daily|regularly|ongoing|continuous(?:ly)?)\b"
)


class _Span(NamedTuple):
    """A stretch of days, both ends included."""

    first: date
    last: date


class _Bounds(NamedTuple):
    """What a text says of a beginning and an end; None where it leaves one open."""

    first: date | None
    last: date | None


def show_day(day: date) -> str:
    """Return `19/9/2024`."""
    return f"{day.day}/{day.month}/{day.year}"


def parse_day(text: str, today: date | None = None) -> date:
    """Return the day that `text` names: `19/9/2024`, `2024-09-19`, `19 tháng 9 năm 2024`.

    With `today` given, also `hôm nay`, `hôm qua`, `ngày mai`. Raises: CoopError.
    """
    folded = _folded(text)
    if today is not None and folded in _NEARBY:
        return today + _NEARBY[folded]
    hint = (
        msg(N_("write `19/9/2024` or `2024-09-19`"))
        if today is None
        else msg(N_("write `19/9/2024`, `2024-09-19` or `hôm nay`"))
    )
    span = _hinting(hint, lambda: _first_form(folded, _DAY_FORMS))
    if span is None:
        raise _not_a_date(text, hint)
    return span.last


def parse_due(text: str) -> Due:
    """Return the deadline that `text` names, with its last day where it names one.

    `trước` and `before` are read strictly: the day before. Raises: CoopError for a mistaken date.
    """
    return Due(normalize("NFC", text).strip(), _parse_bounds(text).last)


def parse_start(text: str) -> Due:
    """Return the start that `text` names, with its first day where it names one.

    What bounds only the end (`đến 2026`, `cuối 2025`) names none. Raises: CoopError as `parse_due`.
    """
    return Due(normalize("NFC", text).strip(), _parse_bounds(text).first)


def is_recurring(text: str) -> bool:
    """Tell whether `text` speaks of something that comes again, or never stops."""
    return re.search(_RECURRING, fold(text)) is not None


def _parse_bounds(text: str) -> _Bounds:
    folded = _folded(text)
    hint = msg(N_("write `31/12/2025`, `tháng 12/2025`, `Q4/2025`, `2025`, or words only"))
    bounds = _hinting(hint, lambda: _read(folded)) if len(folded) <= _LONGEST_FORM else None
    if bounds is not None:
        return bounds
    if re.search("[0-9]", folded) and not re.search(r"[^\W\d_]", folded):
        # Figures without a word are meant as a date: to keep them as text would lose a deadline.
        raise _not_a_date(text, hint)
    return _Bounds(None, None)


def _not_a_date(text: str, hint: Message) -> CoopError:
    return CoopError(msg(N_("`{text}` is not a date"), text=excerpt(text)), hint)


def _hinting[T](hint: Message, read: Callable[[], T]) -> T:
    """Call `read`; give the error that it raises the hint, where it has none of its own."""
    try:
        return read()
    except CoopError as error:
        raise CoopError(error.message, error.hint or hint) from None


# How the folded text is read. First the words before a date are taken off, then the rest is
# matched as a whole against the forms, then as a range of two of them.

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAME = (
    r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"(?:(?<=jan)uary|(?<=feb)ruary|(?<=mar)ch|(?<=apr)il|(?<=jun)e|(?<=jul)y|(?<=aug)ust"
    r"|(?<=sep)t(?:ember)?|(?<=oct)ober|(?<=nov)ember|(?<=dec)ember)?\b"
)
_DASHES = {ord("\u2010"): "-", ord("\u2011"): "-", ord("\u2212"): "-", ord("—"): "–"}
