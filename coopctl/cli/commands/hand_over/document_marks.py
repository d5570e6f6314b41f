"""What one document alone bears: its number, its day, who signs it. Nothing of it is remembered."""

from datetime import date
from typing import NamedTuple

from coopctl.domain.exchange.letterhead import Letterhead
from coopctl.domain.words.text import clean_line, excerpt
from coopctl.messages import N_, UsageProblem, msg, naming
from coopctl.services.answering.question import read_day

_MOST_DIGITS = 6
_LONGEST = 100  # characters of a number with its code; of a name


class Marks(NamedTuple):
    """The number as typed, alone or with its code; None for what was not typed."""

    number: str | None
    day: date | None
    signer: str | None

    def put_on(self, letterhead: Letterhead) -> Letterhead:
        """Return the letterhead of this one document."""
        signer = self.signer or letterhead.signer
        return letterhead._replace(number=self.number, day=self.day, signer=signer)


def read_marks(number: str | None, day: str | None, signer: str | None) -> Marks:
    """Read the flags. Raises: UsageProblem naming the flag."""
    return Marks(_read_number(number), read_day("--day", day), _read_signer(signer))


def _read_number(text: str | None) -> str | None:
    if text is None:
        return None
    with naming("--number"):
        number = clean_line(text)
    digits, slash, code = number.partition("/")
    plain = digits.isascii() and digits.isdecimal() and len(digits) <= _MOST_DIGITS
    if (slash and digits and code and len(number) <= _LONGEST) or (
        not slash and plain and int(digits)
    ):
        return number if slash else str(int(digits))
    raise UsageProblem(
        msg(
            N_("`{flag}`: `{text}` is no number of a document"), flag="--number", text=excerpt(text)
        ),
        msg(N_("write the number alone, `5`, or with its code, `05/BC-SKHCN`")),
    )


def _read_signer(text: str | None) -> str | None:
    if text is None:
        return None
    with naming("--signer"):
        name = clean_line(text)
    if name and len(name) <= _LONGEST:
        return name
    raise UsageProblem(
        msg(N_("`{flag}`: `{text}` is no name"), flag="--signer", text=excerpt(text)),
        msg(N_("write who signs, in at most 100 characters")),
    )
