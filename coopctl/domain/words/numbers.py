"""Numbers as people write them: percentages, and the values of indicators.

A value is kept as decimal text (`1234.5`), so that no digit is lost; languages only show it.
"""

import re
from typing import TYPE_CHECKING, NamedTuple

from coopctl.domain.words.text import excerpt
from coopctl.messages import N_, CoopError, msg

if TYPE_CHECKING:
    from decimal import Decimal

MAX_PERCENT = 100
# As many as Python's default decimal context adds up without rounding.
MAX_DIGITS = 28

_ONE_SEPARATOR = r"-?[0-9]+(?:[.,][0-9]+)?"
_GROUPED = (
    r"-?[1-9][0-9]{0,2}(?:"
    r"(?:\.[0-9]{3})+(?:,[0-9]+)?|(?:,[0-9]{3})+(?:\.[0-9]+)?|(?: [0-9]{3})+(?:[.,][0-9]+)?)"
)
_AMBIGUOUS = r"-?[1-9][0-9]{0,2}[.,][0-9]{3}"


def parse_percent(text: str) -> int:
    """Return the whole percentage that `text` names: `60`, `60%`, `60 %`, `60,0 %`. Raises: CoopError."""
    found = re.fullmatch(r"([0-9]{1,3})(?:[.,]([0-9]{1,9}))?\s*(%?)", text.strip())
    percent = int(found[1]) if found else None
    if found is None or percent is None or percent > MAX_PERCENT:
        raise CoopError(
            msg(N_("`{text}` is not a percentage from 0 to 100"), text=excerpt(text)),
            msg(N_("write a whole number from 0 to 100, such as `60`")),
        )
    if found[2] and not (found[3] or percent > 1) and (percent or int(found[2])):
        raise CoopError(
            msg(N_("`{text}` may be a share of 1, or percent"), text=excerpt(text)),
            msg(N_("write it as a whole number of percent, such as `60 %`")),
        )
    if found[2] and int(found[2]):
        raise CoopError(
            msg(N_("progress is kept in whole percent, which `{text}` is not"), text=excerpt(text)),
            msg(N_("write `{below}` or `{above}`"), below=percent, above=percent + 1)
            if percent < MAX_PERCENT
            else msg(N_("write a whole number from 0 to 100, such as `60`")),
        )
    return percent


def parse_amount(text: str) -> str:
    """Return the number that `text` names as decimal text: `1.234,5` and `1,234.5` as `1234.5`.

    Decimals are kept as typed. Raises: CoopError, also for what can be read in two ways (`1.234`).
    """
    typed = " ".join(text.replace("\u2212", "-").split())
    grouped = re.fullmatch(_GROUPED, typed) is not None
    if not grouped and not re.fullmatch(_ONE_SEPARATOR, typed):
        raise CoopError(
            msg(N_("`{text}` is not a number"), text=excerpt(text)),
            msg(N_("write digits, with a comma or a point before decimals: `12`, `12,5`")),
        )
    if re.fullmatch(_AMBIGUOUS, typed):
        raise CoopError(
            msg(
                N_("`{text}` can be read in two ways, with thousands or with decimals"), text=typed
            ),
            msg(
                N_("write `{thousands}` or `{decimals}`"),
                thousands=re.sub("[.,]", "", typed),
                decimals=f"{typed}0",
            ),
        )
    return _decimal_text(typed, grouped=grouped)


class Quantity(NamedTuple):
    """A number as decimal text, and the unit that stood behind it, as typed; empty for none."""

    amount: str
    unit: str


def parse_quantity(text: str) -> Quantity:
    """Read `40`, `40 người`, `7,5 %`. Raises: CoopError as `parse_amount`."""
    found = re.fullmatch(r"([-\u2212]?[0-9](?:[0-9.,\s]*[0-9])?)(.*)", text.strip(), re.DOTALL)
    if found is None or re.fullmatch("[eE][-+]?[0-9]+", found[2]):
        return Quantity(parse_amount(text), "")
    return Quantity(parse_amount(found[1]), " ".join(found[2].split()))


def _decimal_text(typed: str, *, grouped: bool) -> str:
    from decimal import Decimal

    plain = _ungrouped(typed) if grouped else typed.replace(",", ".")
    if sum(char.isdigit() for char in plain) > MAX_DIGITS:
        raise CoopError(
            msg(N_("`{text}` has more than {limit} digits"), text=excerpt(typed), limit=MAX_DIGITS),
            msg(N_("give a rounded value")),
        )
    value = Decimal(plain)
    return f"{value or abs(value):f}"


def _ungrouped(typed: str) -> str:
    """Drop the first separator wherever it stands; the other one, if any, starts the decimals."""
    separator = next(char for char in typed if char in " .,")
    return typed.replace(separator, "").replace(",", ".")


def show_number(value: "str | int | Decimal", language: str) -> str:
    """Return a number as `language` writes it: `1.234,5` in `vi`, else `1,234.5`.

    Decimals stay as given; a text that is no decimal number comes back as it is.
    """
    text = (
        value
        if isinstance(value, str)
        else f"{value:d}"
        if isinstance(value, int)
        else f"{value:f}"
    )
    found = re.fullmatch(r"(-?)([0-9]+)(?:\.([0-9]+))?", text)
    if found is None:
        return text
    sign, whole, decimals = found.groups()
    thousands, point = (".", ",") if language == "vi" else (",", ".")
    first = len(whole) % 3
    groups = [whole[:first]] if first else []
    groups += [whole[at : at + 3] for at in range(first, len(whole), 3)]
    return f"{sign}{thousands.join(groups)}" + (f"{point}{decimals}" if decimals else "")
