"""Codes in the reader's words: labels, dates, numbers, party names."""

from collections.abc import Iterable, Mapping
from datetime import date

from coopctl.domain import codes
from coopctl.domain.plan.periods import STATE_LABELS, period_name, quarter_mark, read_marks
from coopctl.domain.plan.plan import DEFAULT_TIMEZONE, Party, PartyName, Text
from coopctl.domain.record.confirmations import CONFIRMATION_LABELS
from coopctl.domain.words.dates import show_day, show_moment
from coopctl.domain.words.numbers import show_number
from coopctl.language import _, current, render

LABELS: dict[str, Mapping[str, str]] = {
    "status": codes.STATUS_LABELS,
    "timeliness": codes.TIMELINESS_LABELS,
    "item_kind": codes.ITEM_KIND_LABELS,
    "every": codes.EVERY_LABELS,
    "duty": STATE_LABELS,
    "report": codes.REPORT_LABELS,
    "entry_kind": codes.ENTRY_KIND_LABELS,
    "meeting_kind": codes.MEETING_KIND_LABELS,
    "outcome_type": codes.OUTCOME_TYPE_LABELS,
    "indicator_type": codes.INDICATOR_TYPE_LABELS,
    "confirmation": CONFIRMATION_LABELS,
    "due_kind": codes.DUE_KIND_LABELS,
    "due_group": codes.DUE_GROUP_LABELS,
    "stage": codes.STAGE_LABELS,
    "grade": codes.GRADE_LABELS,
    "level": codes.LEVEL_LABELS,
    "counts": codes.COUNTS_LABELS,
    "evidence_kind": codes.EVIDENCE_KIND_LABELS,
}


_UNITS = ("B", "KB", "MB", "GB", "TB")
_THOUSAND, _TEN = 1000, 10  # so that no number has more than three digits


def label(kind: str, code: str | None) -> str:
    """Return the words for a code of the list `kind`; a code that is not known, as it is."""
    if code is None:
        return ""
    sentence = LABELS[kind].get(code)
    return _(sentence) if sentence else code


def day(value: date | None) -> str:
    """Return `19/9/2024`, or nothing."""
    return show_day(value) if value else ""


def moment(stamp: str) -> str:
    """Return a recorded moment (UTC in the journal) as the clock showed it there: `19/9/2024 15:08`."""
    return show_moment(stamp, DEFAULT_TIMEZONE)


def period(code: str) -> str:
    """Return what a period is called: `Q1/2025`, `quý I/2025`."""
    return render(period_name(code))


def quarter(month: int) -> str:
    """Return the mark of the quarter that a month is in, for a time axis: `Q1`, `I`."""
    return render(quarter_mark(month))


def periods(text: str) -> str:
    """Return what became of an item's periods in words: `Q1/2025: Done; Q2/2025: Open`."""
    return "; ".join(f"{period(code)}: {label('duty', state)}" for code, state in read_marks(text))


def iso_day(text: str) -> str:
    """Return an ISO date as people read it; what is none, as it is."""
    try:
        return show_day(date.fromisoformat(text))
    except ValueError:
        return text


def number(value: int | str) -> str:
    """Return a number as the reader writes it: `1.234,5` or `1,234.5`."""
    return show_number(value, current())


def size(count: int) -> str:
    """Return a number of bytes as file managers show it: `345 B`, `1,2 MB`."""
    value, unit = float(count), 0
    while value >= _THOUSAND and unit < len(_UNITS) - 1:
        value, unit = value / 1024, unit + 1
    digits = 0 if unit == 0 or value >= _TEN else 1
    return f"{number(f'{value:.{digits}f}')} {_UNITS[unit]}"


def percent(share: float | None) -> str:
    """Return a share as `66,7 %`, or a dash where there is none."""
    if share is None:
        return "–"
    return f"{show_number(f'{share * 100:.1f}', current())} %"


def read(text: Text | None) -> str:
    """Return a plan's text in the reader's language; nothing where it is not stated."""
    return text.read(current()) if text else ""


def short_name(name: PartyName) -> str:
    """Return a party's short name where it has one."""
    return read(name.short or name.text)


class Names:
    """What the ids of a plan are called: its parties on a day, its areas; one that is not known is shown as it is."""

    def __init__(
        self, parties: Iterable[Party], on: date, areas: Mapping[str, str] | None = None
    ) -> None:
        self._names = {party.id: party.name_on(on) for party in parties}
        self._areas = areas or {}

    def short(self, party: str | None) -> str:
        """Return the short name of one party."""
        if party is None:
            return ""
        name = self._names.get(party)
        return short_name(name) if name else party

    def full(self, party: str | None) -> str:
        """Return the full name of one party."""
        if party is None:
            return ""
        name = self._names.get(party)
        return read(name.text) if name else party

    def area(self, area: str) -> str:
        """Return the id of an area with its title behind it, as its heading has them."""
        return f"{area}  {self._areas.get(area, '')}".rstrip()

    def shorts(self, parties: Iterable[str]) -> str:
        """Return several short names in a row."""
        return ", ".join(self.short(party) for party in parties)
