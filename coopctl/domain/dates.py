"""Dates as Vietnamese offices write them: days, quarters, months, halves, years, and no dates.

Day first, always; years have four digits. A deadline keeps the words that were typed beside the
last day that they leave.
"""

import calendar
import re
import unicodedata
from datetime import date, timedelta
from typing import NamedTuple

from coopctl.domain.messages import CoopError, Message, N_, msg
from coopctl.domain.plan import Due
from coopctl.domain.text import fold

_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_MONTHS = 12
_RELATIVE = {
    "hom nay": 0, "today": 0, "hom qua": -1, "yesterday": -1, "ngay mai": 1, "tomorrow": 1,
}  # fmt: skip
_DMY = re.compile(r"(?:ngay )?(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{1,4})")
_YMD = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_WORDS = re.compile(r"(?:ngay )?(\d{1,2}) thang (\d{1,2}) nam (\d{1,4})")


def parse_day(text: str, today: date | None = None) -> date:
    """Read one day: `19/9/2024`, `2024-09-19`, `19 tháng 9 năm 2024`; with `today`, `hôm nay` too.

    Raises: CoopError with the accepted forms.
    """
    typed = fold(text)
    if today is not None and typed in _RELATIVE:
        return today + timedelta(days=_RELATIVE[typed])
    found = _DMY.fullmatch(typed) or _WORDS.fullmatch(typed)
    if found:
        return _make_day(text, found[3], found[2], found[1])
    found = _YMD.fullmatch(typed)
    if found:
        return _make_day(text, found[1], found[2], found[3])
    raise CoopError(msg(N_("`{text}` is not a date"), text=text), _forms())


def _forms() -> Message:
    return msg(N_("write the day first, `19/9/2024`, or `2024-09-19`, or `hôm nay`"))


def _make_day(text: str, year_text: str, month_text: str, day_text: str) -> date:
    year = _make_year(text, year_text)
    month, day = int(month_text), int(day_text)
    if month > _MONTHS >= day > 0 and month <= calendar.monthrange(year, day)[1]:
        raise CoopError(
            msg(N_("`{text}`: there is no month {month}"), text=text, month=month),
            msg(N_("the day comes first: `{day}/{month}/{year}`"), day=month, month=day, year=year),
        )
    if not 1 <= month <= _MONTHS:
        raise CoopError(msg(N_("`{text}`: there is no month {month}"), text=text, month=month), _forms())
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        raise CoopError(
            msg(
                N_("`{text}`: there is no day {day} in month {month} of {year}"),
                text=text, day=day, month=month, year=year,
            ),
            _forms(),
        )  # fmt: skip
    return date(year, month, day)


def _make_year(text: str, year_text: str) -> int:
    digits = 4
    if len(year_text) != digits:
        raise CoopError(
            msg(N_("`{text}`: the year needs four digits"), text=text), _forms()
        )
    year = int(year_text)
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise CoopError(
            msg(
                N_("`{text}`: the year is not between {first} and {last}"),
                text=text, first=_FIRST_YEAR, last=_LAST_YEAR,
            ),
            _forms(),
        )  # fmt: skip
    return year


class _Span(NamedTuple):
    """A stretch of days, both ends included."""

    first: date
    last: date


_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_QUARTERS = 4
_LINK = r"(?:\s*[/-]\s*|\s+(?:nam\s+)?)"
_QUARTER = re.compile(rf"(?:q|quy|quarter)\s*([ivx]+|\d+){_LINK}(\d{{1,4}})")
_MONTH = re.compile(rf"(?:thang|t|month)?\s*(\d{{1,2}}){_LINK}(\d{{1,4}})")
_YEAR = re.compile(r"(?:nam\s+)?(\d{4})")
_HALF = re.compile(r"6 thang (dau|cuoi)(?: nam)?\s+(\d{1,4})|h([12])[\s/]+(\d{1,4})")
_ENGLISH = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,4})")
_NAMES = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
# Words around a deadline that do not move its last day.
_AROUND = re.compile(
    r"^(?:(?:den|cham nhat|han|xong|hoan thanh|trong|het|cuoi|ngay|by|until|end of|the end of)\b[\s:]*)+"
)
_BEFORE = re.compile(r"^(?:(?:hoan thanh|xong)\s+)?(?:truoc|before)\s+(?:ngay\s+)?")
_RANGE = re.compile(r"(.+?)\s*[–—-]\s*([^–—-]+)")
_MEANT = re.compile(r"\d{1,4}([/.-])\d{1,2}\1\d{1,4}")
_RECURRING = re.compile(r"(?:hang|thuong xuyen|annual|ongoing|every|yearly|monthly|quarterly)\b|hang ")


def is_recurring(text: str) -> bool:
    """Tell whether a deadline's words say that it comes back or never ends: `hằng năm`."""
    return _RECURRING.match(fold(text)) is not None


def parse_due(text: str) -> Due:
    """Read a deadline: the words as typed, and the last day that they leave; None for no end.

    Raises: CoopError for what is plainly meant as a date but is none: `31/2/2025`, `Q5/2025`.
    """
    kept = unicodedata.normalize("NFC", text).strip()
    span, before = _read_span(kept)
    if span is None:
        return Due(kept, None)
    return Due(kept, span.first - timedelta(days=1) if before else span.last)


def parse_start(text: str) -> Due:
    """Read a beginning as `parse_due` reads an end: the first day of what was typed."""
    kept = unicodedata.normalize("NFC", text).strip()
    span, _ = _read_span(kept)
    return Due(kept, span.first if span else None)


def _read_span(text: str) -> tuple[_Span | None, bool]:
    typed = fold(text)
    bare = _BEFORE.sub("", typed)
    before = bare != typed
    return _find_span(text, _AROUND.sub("", bare)), before


def _find_span(text: str, typed: str) -> _Span | None:
    if found := _DMY.fullmatch(typed) or _WORDS.fullmatch(typed):
        day = _make_day(text, found[3], found[2], found[1])
        return _Span(day, day)
    if found := _YMD.fullmatch(typed):
        day = _make_day(text, found[1], found[2], found[3])
        return _Span(day, day)
    if found := _QUARTER.fullmatch(typed):
        return _quarter(text, found[1], found[2])
    if found := _HALF.fullmatch(typed):
        second = found[1] == "cuoi" or found[3] == "2"
        year = _make_year(text, found[2] or found[4])
        return _months(year, 7, 12) if second else _months(year, 1, 6)
    if found := _MONTH.fullmatch(typed):
        return _month(text, int(found[1]), found[2])
    if found := _YEAR.fullmatch(typed):
        year = _make_year(text, found[1])
        return _months(year, 1, 12)
    return _find_words(text, typed)


def _find_words(text: str, typed: str) -> _Span | None:
    """Read an English month, or the end of a range."""
    if found := _ENGLISH.fullmatch(typed):
        months = [place for place, name in enumerate(_NAMES, 1) if name.startswith(found[1])]
        return _month(text, months[0], found[2]) if len(months) == 1 else None
    if found := _RANGE.fullmatch(typed):
        last = _find_span(text, found[2].strip())
        return _Span(_range_start(text, found[1].strip(), last), last.last) if last else None
    if found := _MEANT.fullmatch(typed):
        raise CoopError(msg(N_("`{text}` is not a date"), text=text), _forms())
    return None


def _range_start(text: str, typed: str, last: _Span) -> date:
    """Return where a range begins; `1/10` and `15` before `31/12/2025` take what is missing."""
    for missing in ("", f"/{last.last.year}", f"/{last.last.month}/{last.last.year}"):
        try:
            first = _find_span(text, typed + missing)
        except CoopError:
            continue
        if first is not None and first.first <= last.last:
            return first.first
    return last.first


def _quarter(text: str, number: str, year_text: str) -> _Span:
    quarter = _ROMAN.get(number, int(number) if number.isdecimal() else 0)
    if not 1 <= quarter <= _QUARTERS:
        raise CoopError(
            msg(N_("`{text}`: there is no such quarter"), text=text),
            msg(N_("quarters are I to IV: `Q4/2025`, `quý IV/2025`")),
        )
    return _months(_make_year(text, year_text), quarter * 3 - 2, quarter * 3)


def _month(text: str, month: int, year_text: str) -> _Span:
    if not 1 <= month <= _MONTHS:
        raise CoopError(msg(N_("`{text}`: there is no month {month}"), text=text, month=month), _forms())
    return _months(_make_year(text, year_text), month, month)


def _months(year: int, first: int, last: int) -> _Span:
    return _Span(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))


def show_day(day: date) -> str:
    """Return a day as people here read it: `19/9/2024`."""
    return f"{day.day}/{day.month}/{day.year}"
