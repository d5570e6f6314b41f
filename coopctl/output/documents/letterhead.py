"""What an office states once for its documents: its names, code and place, who signs, who gets copies."""

from datetime import date
from typing import NamedTuple

from coopctl.output.documents.blocks import OPEN

_TWO_DIGITS = 2


class Letterhead(NamedTuple):
    """The office and a document of it; None and empty for what nobody stated.

    An empty `superior` says that there is none above. `number` and `day` are those of this one document.
    `authority` is by what the signer signs: `TM. …`, `KT. …`, `TL. …`, `TUQ. …`, `Q. …`. `filed` is the
    unit that keeps the draft.
    """

    superior: str | None = None
    agency: str | None = None
    code: str | None = None
    place: str | None = None
    number: str | None = None
    day: date | None = None
    to: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    filed: str | None = None
    authority: str | None = None
    title: str | None = None
    signer: str | None = None


def letter_number(letterhead: Letterhead) -> str:
    """Return a letter's number and code, which ends with the unit that drafts it: `05/SKHCN-KHTC`."""
    number = letterhead.number
    if number is not None and "/" in number:
        return number
    return f"{_padded(number)}/{letterhead.code or OPEN}-{letterhead.filed or OPEN}"


def full_number(letterhead: Letterhead, kind: str, number: str | None = None) -> str:
    """Return a document's number and code: `05/BC-SKHCN`; what has a slash already is whole.

    Source: Decree 30/2020/NĐ-CP, annex I: numbers below 10 take a leading 0; annex III: the codes.
    """
    if number is not None and "/" in number:
        return number
    return f"{_padded(number)}/{kind}-{letterhead.code or OPEN}"


def _padded(number: str | None) -> str:
    return number.zfill(_TWO_DIGITS) if number else OPEN
