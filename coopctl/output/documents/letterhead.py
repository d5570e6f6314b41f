"""The number of a document, with the code of the office and of the kind."""

from coopctl.domain.exchange.letterhead import Letterhead
from coopctl.output.documents.blocks import OPEN

_TWO_DIGITS = 2


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
