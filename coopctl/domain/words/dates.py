"""Days, deadlines and starts as people write them, in Vietnamese or English.

The day comes first and the year is written in full, always: nothing is guessed. What is only
words (`thường xuyên`) is kept as text and names no day; a mistaken date is refused.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple, TypeVar
from unicodedata import normalize

from coopctl.domain.words.text import excerpt, fold
from coopctl.messages import N_, CoopError, Message, msg

FIRST_YEAR, LAST_YEAR = 1900, 2200
_MONTHS = 12

_T = TypeVar("_T")

# A longer text is a sentence, not one of the forms below.
_LONGEST_FORM = 80
_DAY = timedelta(days=1)
_NEARBY = {
    "hom qua": -_DAY, "yesterday": -_DAY,
    "hom nay": 0 * _DAY, "today": 0 * _DAY,
    "ngay mai": _DAY, "tomorrow": _DAY,
}  # fmt: skip
# What speaks of a certain time: `30/6`, `2026`, `quý II`, `tháng 7`, `ngày 15`, `cuối năm`.
_TIME = (
    r"(?<!\d)\d{1,2} ?[/.-] ?\d{1,2}(?!\d)|(?<!\d)(?:19|20|21)\d\d(?!\d)|\b(?:quy|quarter|q) ?(?:[ivx]+|\d)\b"
    r"|\b(?:thang|ngay|day|t) ?\d{1,2}\b|\b\d{1,2}(?:st|nd|rd|th)\b|\b(?:ca|trong|cuoi|dau|giua|het) (?:nam|quy|thang)\b"
    r"|\bthang (?:dau|cuoi) (?:nam|quy)\b"
)
_RECURRING = (
    r"\b(?:hang (?:nam|quy|thang|tuan|ngay)|thuong xuyen|dinh ky|lien tuc"
    r"|(?:every|each) (?:year|quarter|month|week|day)"
    r"|annual(?:ly)?|yearly|quarterly|monthly|weekly|daily|regularly|ongoing|continuous(?:ly)?)\b"
)


class Due(NamedTuple):
    """A deadline as typed (`Q4/2025`, `hằng năm`), and the last day it leaves.

    `day` is None where the text names no end (`thường xuyên`).
    """

    text: str
    day: date | None


class _Span(NamedTuple):
    """A stretch of days, both ends included."""

    first: date
    last: date


class _Bounds(NamedTuple):
    """What a text says of a beginning and an end; None where it leaves one open."""

    first: date | None
    last: date | None


def months_later(day: date, months: int) -> date:
    """Return the same day so many months later, or the last of that month where it is shorter.

    Raises: ValueError after the year 9999.
    """
    from calendar import monthrange

    years, month = divmod(day.month - 1 + months, _MONTHS)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def show_day(day: date) -> str:
    """Return `19/9/2024`."""
    return f"{day.day}/{day.month}/{day.year}"


def show_moment(stamp: str, timezone: str) -> str:
    """Return a recorded moment (UTC in the journal) as the clock showed it there: `19/9/2024 15:08`."""
    from zoneinfo import ZoneInfo

    try:
        when = datetime.fromisoformat(stamp).astimezone(ZoneInfo(timezone))
    except ValueError:
        return stamp
    return f"{show_day(when.date())} {when:%H:%M}"


@lru_cache(maxsize=1024)  # tables of many rows have the same deadlines
def show_due(due: Due) -> str:
    """Return a deadline as it was written, with the day that it means where the text is not that day."""
    if due.day is None:
        return due.text
    day = show_day(due.day)
    if not due.text or _is_iso(due):
        return day
    named = re.search(rf"(?<![0-9/.-]){re.escape(day)}(?![0-9/.-])", due.text) is not None
    return due.text if named or _is_day(due) else f"{due.text} ({day})"


def _is_iso(due: Due) -> bool:
    return due.day is not None and due.text == due.day.isoformat()


def _is_day(due: Due) -> bool:
    """Tell whether a deadline's text is just the day that it means, in whatever form."""
    try:
        return parse_day(due.text) == due.day
    except CoopError:
        return False


@lru_cache(maxsize=1024)  # tables of many rows name the same days
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


def parse_span(text: str) -> tuple[date, date] | None:
    """Return the first and the last day that `text` names; None where it leaves one of them open.

    Raises: CoopError as `parse_due`.
    """
    first, last = _parse_bounds(text)
    return (first, last) if first and last else None


def is_recurring(text: str) -> bool:
    """Tell whether `text` speaks of something that comes again, or never stops."""
    return re.search(_RECURRING, fold(text)) is not None


def names_time(text: str) -> bool:
    """Tell whether `text` speaks of a day, a month, a quarter or a year by its number or name."""
    return re.search(_TIME, _folded(text)) is not None


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


def _hinting(hint: Message, read: Callable[[], _T]) -> _T:
    """Call `read`; give the error that it raises the hint, where it has none of its own."""
    try:
        return read()
    except CoopError as error:
        raise CoopError(error.message, error.hint or hint) from None


# How the folded text is read: the words before a date are taken off, then the rest is matched as a
# whole against the forms, and failing that as a range of two of them.

_MONTH_NAME = (
    r"\b(?:(jan)(?:uary)?|(feb)(?:ruary)?|(mar)(?:ch)?|(apr)(?:il)?|(may)|(jun)e?|(jul)y?"
    r"|(aug)(?:ust)?|(sep)(?:t(?:ember)?)?|(oct)(?:ober)?|(nov)(?:ember)?|(dec)(?:ember)?)\b"
)
_DASHES = {0x2010: "-", 0x2011: "-", 0x2212: "-", 0x2014: "–"}
# Words before a date. The name of the group says what they do to the span that follows.
_LEADING = (
    r"(?:(?P<start>tu|ke tu|bat dau(?: tu)?|from|since|starting)"
    r"|(?P<before>truoc|before)"
    r"|(?P<end>cuoi|het|(?:the )?end(?: of)?)"
    r"|(?P<until>den|toi|(?:cham|muon) nhat|khong (?:cham|muon) hon|(?:thoi )?han(?: chot| cuoi)?"
    r"|xong|hoan thanh|by|until|due|no later than|completed?)"
    r"|(?:trong|vao|la|in|on|within|during))[ :]+"
)


def _folded(text: str) -> str:
    folded = fold(text).translate(_DASHES)
    return re.sub(_MONTH_NAME, lambda found: f"thang {found.lastindex}", folded)


def _read(text: str) -> _Bounds | None:
    marks: set[str] = set()
    while found := re.match(_LEADING, text):
        marks.add(found.lastgroup or "")
        text = text[found.end() :]
    if span := _first_form(text, _FORMS):
        return _bounded(span, marks)
    span = _read_range(text)
    return _bounded(span, marks & {"before"}) if span else None


def _bounded(span: _Span, marks: set[str]) -> _Bounds:
    """Return what the words before a span leave of it."""
    if "end" in marks:
        # "Before the end" is over when the span is: the last day still belongs to it.
        return _Bounds(None, None if "start" in marks else span.last)
    if "before" in marks:
        return _Bounds(None, span.first - _DAY)
    if "start" in marks:
        return _Bounds(span.first, None)
    return _Bounds(None if "until" in marks else span.first, span.last)


def _read_range(text: str) -> _Span | None:
    """Read `1/10–31/12/2025`, `2024-2026`, `quý III-IV/2025`, `15-20/12/2025`."""
    for cut in re.finditer(r" ?[-–] ?| (?:den|to|until) ", text):
        left, right = text[: cut.start()], text[cut.end() :]
        end = _first_form(right, _FORMS)
        if end is None and left.startswith("q"):
            end = _first_form(f"quy {right}", _FORMS)
        beginning = _read_beginning(left, end) if end else None
        if beginning and end:
            return _in_order(beginning, end)
    return None


def _read_beginning(left: str, end: _Span) -> _Span | None:
    """Read the left side of a range, which may leave out what the right side says."""
    year, is_day = end.last.year, end.first == end.last
    shared = (f"/{end.last.month}/{year}", f"/{year}") if is_day else (f"/{year}",)
    for rest in shared:
        span = _first_form(f"{left}{rest}", _FORMS)
        if span and (span.first == span.last) == is_day:
            return span
    return _first_form(left, _FORMS)


def _in_order(beginning: _Span, end: _Span) -> _Span:
    if beginning.first > end.last:
        raise CoopError(
            msg(
                N_("the beginning, {first}, comes after the end, {last}"),
                first=show_day(beginning.first),
                last=show_day(end.last),
            ),
            msg(N_("check both dates")),
        )
    return _Span(beginning.first, end.last)


def _first_form(text: str, forms: "tuple[_Form, ...]") -> _Span | None:
    for pattern, read in forms:
        if found := re.fullmatch(pattern, text, re.ASCII):
            return read(*found.groups())
    return None


def _read_day(day: str, month: str, year: str) -> _Span:
    number = _read_year(year)
    try:
        only = date(number, int(month), int(day))
    except ValueError:
        raise _no_such_day(int(day), int(month), number) from None
    return _Span(only, only)


def _no_such_day(day: int, month: int, year: int) -> CoopError:
    if 1 <= month <= _MONTHS:
        return CoopError(
            msg(
                N_("there is no day {day} in month {month} of {year}"),
                day=day,
                month=month,
                year=year,
            )
        )
    try:
        swapped = date(year, day, month)
    except ValueError:
        return CoopError(msg(N_("there is no month {month}"), month=month))
    return CoopError(
        msg(N_("there is no month {month}: the day comes first"), month=month),
        msg(N_("write `{day}`"), day=show_day(swapped)),
    )


def _read_year(text: str) -> int:
    if len(text) != len(str(LAST_YEAR)):
        raise CoopError(msg(N_("the year `{year}` does not have four digits"), year=text))
    year = int(text)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise CoopError(
            msg(
                N_("the year {year} is not between {first} and {last}"),
                year=year,
                first=FIRST_YEAR,
                last=LAST_YEAR,
            )
        )
    return year


def _months(first: int, last: int, year: int) -> _Span:
    """Return the span from the month `first` to the month `last`."""
    after = date(year + last // _MONTHS, last % _MONTHS + 1, 1)
    return _Span(date(year, first, 1), after - _DAY)


def _read_month(month: str, year: str) -> _Span:
    number, of_year = int(month), _read_year(year)
    if not 1 <= number <= _MONTHS:
        raise CoopError(msg(N_("there is no month {month}"), month=number))
    return _months(number, number, of_year)


def _read_quarter(quarter: str, year: str) -> _Span:
    number = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}.get(quarter)
    if number is None:
        raise CoopError(msg(N_("there is no quarter `{quarter}`"), quarter=quarter.upper()))
    return _months(3 * number - 2, 3 * number, _read_year(year))


def _read_half(half: str, year: str) -> _Span:
    if half not in {"1", "2"}:
        raise CoopError(msg(N_("there is no half-year `{half}`"), half=half))
    return _months(1, 6, _read_year(year)) if half == "1" else _months(7, 12, _read_year(year))


def _read_part(count: str, side: str, year: str) -> _Span:
    """Read `6 tháng đầu năm 2025`, `9 tháng đầu năm 2025`, `6 tháng cuối năm 2025`."""
    months = {"ba": 3, "sau": 6, "chin": 9}.get(count) or int(count)
    if not 1 <= months <= _MONTHS:
        raise CoopError(msg(N_("a year does not have {count} months"), count=months))
    of_year = _read_year(year)
    return (
        _months(1, months, of_year)
        if side == "dau"
        else _months(_MONTHS + 1 - months, _MONTHS, of_year)
    )


# The forms: a pattern that the whole text matches, and what reads its groups.
_Form = tuple[str, Callable[..., _Span]]
_OF = "(?: ?[/.,-] ?| )(?:of |nam )?"
_YEAR = "([0-9]{1,9})"
_DAY_FORMS: tuple[_Form, ...] = (
    (
        rf"(?:ngay )?([0-9]{{1,2}}) ?([/.-]) ?([0-9]{{1,2}}) ?\2 ?{_YEAR}",
        lambda day, _, month, year: _read_day(day, month, year),
    ),
    (
        r"(?:ngay )?([0-9]{4})([/.-])([0-9]{1,2})\2([0-9]{1,2})",
        lambda year, _, month, day: _read_day(day, month, year),
    ),
    (rf"(?:ngay )?([0-9]{{1,2}})[ /-]thang ([0-9]{{1,2}}){_OF}{_YEAR}", _read_day),
    (
        rf"thang ([0-9]{{1,2}}) ([0-9]{{1,2}}), ?{_YEAR}",
        lambda month, day, year: _read_day(day, month, year),
    ),
)
_FORMS: tuple[_Form, ...] = (
    *_DAY_FORMS,
    (rf"([0-9]{{1,2}}) ?[/.-] ?{_YEAR}", _read_month),
    (rf"(?:thang |thang|t|t )([0-9]{{1,2}}){_OF}{_YEAR}", _read_month),
    (r"([0-9]{4})[/.-]([0-9]{1,2})", lambda year, month: _read_month(month, year)),
    (rf"(?:quy|quarter|q) ?([0-9]{{1,2}}|[ivx]+){_OF}{_YEAR}", _read_quarter),
    (rf"h([0-9]){_OF}{_YEAR}", _read_half),
    (
        rf"(first|second) half(?: of)? {_YEAR}",
        lambda half, year: _read_half("1" if half == "first" else "2", year),
    ),
    (rf"([0-9]{{1,2}}|ba|sau|chin) thang (dau|cuoi) (?:nam )?{_YEAR}", _read_part),
    (rf"nam {_YEAR}", lambda year: _months(1, _MONTHS, _read_year(year))),
    (r"([0-9]{4})", lambda year: _months(1, _MONTHS, _read_year(year))),
)
