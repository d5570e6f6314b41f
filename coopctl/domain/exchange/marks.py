"""Cells that say nothing by themselves: a tick, whose words stand in the header; a mark for what is above."""

import re
from unicodedata import category, normalize

from coopctl.domain.words.text import fold
from coopctl.messages import N_, CoopError, Message, msg

# What stands for a tick; and, folded, what for the words above it.
_TICKS = re.compile(r"[xv*+√✓✔✗✘☑☒●•■◼oO]{1,3}|có|co|yes")
_DITTO = re.compile(
    r"[-–(.\s]*(?:n[./]? ?t\.?|nhu (?:tren|muc tren|dong tren|muc \S+)|(?:tuong tu|giong)(?: nhu)?(?: muc| dong)? tren|ditto|idem|do\.|as above|same as above)[-–).\s]*"
    r"|[\s\"“”″〃'`´’-]*(?:[\"“”″〃»]|''|//|\\\\|,,)[\s\"“”″〃'`´’-]*"
)


# Words that only say that there is nothing to say, folded.
_NOTHING = re.compile(
    r"n\W?a\W?|none|nil|tbd|tba|khong(?: co| ro| xac dinh)?|chua(?: co| ro| xac dinh| biet)?|de trong"
)


def says_nothing(text: str) -> bool:
    """Tell whether a cell states nothing: no letter and no digit in it, a tick, or a word for nothing."""
    bare = fold(text).strip(" .,;:!()[]-–—_")
    speaks = any(char.isalnum() or category(char) == "So" for char in text)
    return not speaks or is_tick(text) or _NOTHING.fullmatch(bare) is not None


def is_tick(text: str) -> bool:
    """Tell whether a cell only says that something holds: `x`."""
    return _TICKS.fullmatch(normalize("NFC", text).strip().lower()) is not None


def stands_for_above(text: str) -> Message | None:
    """Return what is said of a text that stands for what is above it: `nt`, `"`, `như trên`; None for any other."""
    if _DITTO.fullmatch(fold(text)) is None:
        return None
    return msg(
        N_("“{text}” stands for what is above it, which is not taken over"), text=text.strip()
    )


def refuse_ditto(text: str) -> None:
    """Refuse a text that stands for what is above it. Raises: CoopError."""
    problem = stands_for_above(text)
    if problem is not None:
        raise CoopError(problem, msg(N_("write into the cell what it should say")))
