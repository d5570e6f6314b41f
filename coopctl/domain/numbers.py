"""Numbers as people type and read them in Vietnamese and in English."""

import re
from typing import TYPE_CHECKING

from coopctl.domain.messages import CoopError, N_, msg

if TYPE_CHECKING:
    from decimal import Decimal

_PERCENT = re.compile(r"(\d{1,3})\s*%?")
_WHOLE_PERCENT = 100
_PLAIN = re.compile(r"-?\d+")
_GROUPED = re.compile(r"-?\d{1,3}([ .,])\d{3}(?:\1\d{3})*(?:(?!\1)[.,]\d+)?")
_DECIMAL = re.compile(r"-?\d+[.,]\d+")
_AMBIGUOUS = re.compile(r"-?[1-9]\d{0,2}[.,]\d{3}")


def parse_percent(text: str) -> int:
    """Read a share of a hundred: `60`, `60 %`. Raises: CoopError for all but 0 to 100."""
    found = _PERCENT.fullmatch(text.strip())
    if found and int(found[1]) <= _WHOLE_PERCENT:
        return int(found[1])
    raise CoopError(
        msg(N_("`{text}` is not a share of a hundred"), text=text),
        msg(N_("write a whole number from 0 to 100")),
    )


def parse_amount(text: str) -> str:
    """Read a number as plain decimal text: `12,5`, `12.5` and `1.234,5` are `12.5` and `1234.5`.

    Raises: CoopError for what is no number, or may be two (`1.234`).
    """
    typed = text.strip().replace("\u00a0", " ")
    if _AMBIGUOUS.fullmatch(typed):
        bare = typed.replace(".", "").replace(",", "")
        raise CoopError(
            msg(N_("`{text}` may be read as two numbers"), text=text),
            msg(N_("write `{whole}`, or `{part}` with another decimal"), whole=bare, part=typed + "0"),
        )
    if _PLAIN.fullmatch(typed):
        return _normal(typed)
    if _DECIMAL.fullmatch(typed):
        return _normal(typed.replace(",", "."))
    found = _GROUPED.fullmatch(typed)
    if found:
        return _normal(typed.replace(found[1], "").replace(",", "."))
    raise CoopError(
        msg(N_("`{text}` is not a number"), text=text),
        msg(N_("write it like `1234`, `12,5` or `12.5`")),
    )


def _normal(text: str) -> str:
    from decimal import Decimal

    return f"{Decimal(text):f}"


def show_number(value: "str | int | Decimal", language: str) -> str:
    """Return a number as the language writes it: `1.234,5` in Vietnamese, `1,234.5` in English."""
    whole, _, part = str(value).partition(".")
    digits = whole.lstrip("-")
    if not digits.isdecimal():
        return str(value)
    grouped = f"{int(digits):,}"
    sign = "-" if whole.startswith("-") else ""
    english = sign + grouped + (f".{part}" if part else "")
    return english if language == "en" else english.translate(str.maketrans(",.", ".,"))
