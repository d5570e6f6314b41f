"""Which months, quarters, half-years and years a text speaks of: `bản tin quý II và III năm 2025`."""

import re
from collections.abc import Iterator

from coopctl.domain.words.text import fold

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_AND = r"\s*(?:,|;|&|va|and)\s*"
_TO = r"\s*(?:-|–|den|to)\s*"
_YEAR = r"[\s/,-]*(?:nam|of)?\s*(20\d\d)\b"
_QUARTER = r"(?:quy|q|quarter)?\s*(?:iv|i{1,3}|[1-4])"
_QUARTERS = re.compile(rf"\b(?:quy|q|quarter)\s*({_QUARTER}(?:(?:{_AND}|{_TO}){_QUARTER})*){_YEAR}")
_MONTH = r"(?:thang)?\s*\d{1,2}"
_MONTHS = re.compile(rf"\bthang\s*({_MONTH}(?:(?:{_AND}|{_TO}){_MONTH})*){_YEAR}")
_HALVES = re.compile(
    r"\b(?:(6 thang dau|nua dau|first half)|(?:6 thang cuoi|nua cuoi|second half)(?: of)?)(?: nam| of)?\s*(20\d\d)\b"
)
_YEARS = re.compile(r"(?<!\d)(?<!/)\b(20\d\d)\b")
_LAST_MONTH = 12


def mentioned_periods(text: str) -> set[str]:
    """Return the periods that a text names with their year, by their codes: `2025-07`, `2025-Q3`, `2025-H1`, `2025`."""
    folded = fold(text)
    halves = {f"{found[2]}-H{1 if found[1] else 2}" for found in _HALVES.finditer(folded)}
    quarters = {
        f"{found[2]}-Q{number}"
        for found in _QUARTERS.finditer(folded)
        for number in _list(found[1])
    }
    months = {
        f"{found[2]}-{number:02}"
        for found in _MONTHS.finditer(folded)
        for number in _list(found[1])
        if 1 <= number <= _LAST_MONTH
    }
    return halves | quarters | months | set(_YEARS.findall(folded))


def _list(text: str) -> Iterator[int]:
    """Yield the numbers of a list, those in between where it is a span."""
    marks = re.findall(r"iv|i{1,3}|\d+|-|–|den|to\b", text)
    before, spans = 0, False
    for mark in marks:
        number = _ROMAN.get(mark) or (int(mark) if mark.isdecimal() else 0)
        if not number:
            spans = True
            continue
        yield from range(before + 1 if spans else number, number + 1)
        before, spans = number, False
