"""What single cells of an annex state: deadlines in every form, days, words for codes."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from coopctl.domain.codes import EVERY_LABELS, ITEM_KIND_LABELS
from coopctl.domain.record.matching import match_code
from coopctl.domain.words.dates import is_recurring, names_time, parse_due, parse_start, show_day
from coopctl.domain.words.text import excerpt
from coopctl.messages import N_, CoopError, Message, msg
from coopctl.sheets.annex.columns import Spoken
from coopctl.sheets.book.sheet import Value

# Serial numbers of days that a plan may have: from 2000 to 2100.
_FIRST_DAY, _LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)


class Meant(NamedTuple):
    """What a cell means: the text for the plan, how it is shown, and what is worth knowing of it.

    `doubt` says why it may mean something else; it stays in the plan as it is written.
    """

    text: str
    shown: str
    remark: Message | None = None
    doubt: Message | None = None


# What an annex of this program has behind a deadline as it was signed: an extension, and the day meant.
_EXTENDED = re.compile(r" \((?:gia hạn đến|extended to) .*\)$")
_DAY_MEANT = re.compile(r" \((?:(?P<period>[^()]*): )?(?P<day>\d{1,2}/\d{1,2}/\d{4})\)$")


def _without_day(text: str) -> str:
    """Return a deadline without the day behind it, where that is just what the words before it mean."""
    found = _DAY_MEANT.search(text)
    if found is None:
        return text
    signed = text[: found.start()]
    if found["period"] is not None:
        return signed if is_recurring(signed) else text
    try:
        day = parse_due(signed).day
    except CoopError:
        return text
    return signed if day is not None and show_day(day) == found["day"] else text


def read_due(value: Value, text: str, epoch: date) -> Meant:
    """Return the deadline that a cell states. Raises: CoopError where it is mistaken."""
    day = _serial_day(value, text, epoch)
    if day is not None:
        return Meant(show_day(day), show_day(day), _serial(day))
    text = " ".join(text.split())
    extended = _EXTENDED.search(text)
    text = _without_day(_EXTENDED.sub("", text))
    due = parse_due(text)
    if extended is not None:
        doubt = msg(
            N_("left out, an extension is no part of a plan: “{text}”"), text=extended[0].strip()
        )
        return Meant(text, text, doubt=doubt)
    if due.day is not None:
        return Meant(text, text if show_day(due.day) == text else f"{text} → {show_day(due.day)}")
    if not is_recurring(text):
        doubt = msg(N_("kept as words: no day follows from “{text}”"), text=excerpt(text))
        return Meant(text, text, doubt=doubt)
    if names_time(text):
        doubt = msg(
            N_("kept as words: the time that “{text}” names is not counted"), text=excerpt(text)
        )
        return Meant(text, text, doubt=doubt)
    return Meant(text, text)


def read_start(value: Value, text: str, epoch: date) -> Meant:
    """Return the first day that a cell states. Raises: CoopError where it is mistaken, or names none."""
    day = _serial_day(value, text, epoch)
    if day is not None:
        return Meant(show_day(day), show_day(day), _serial(day))
    start = parse_start(" ".join(text.split())).day
    if start is None:
        raise CoopError(msg(N_("“{text}” names no first day"), text=excerpt(text)))
    return Meant(show_day(start), show_day(start))


def _serial(day: date) -> Message:
    return msg(N_("the number is a day as Excel counts them, {day}"), day=show_day(day))


def _serial_day(value: Value, text: str, epoch: date) -> date | None:
    """Return the day that a bare number stands for; None for what is none, as a year."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    if not re.fullmatch(r"\d{5}(?:\.0+)?", text):
        return None
    day = epoch + timedelta(int(float(text)))
    return day if _FIRST_DAY <= day <= _LAST_DAY else None


def read_code(field: str, text: str, spoken: Spoken) -> Meant:
    """Return the code of an item's kind, or of how often something is owed. Raises: CoopError."""
    labels = EVERY_LABELS if field == "every" else ITEM_KIND_LABELS
    code = match_code(text, labels, spoken)
    return Meant(code, code)
