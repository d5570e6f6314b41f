"""Cells that say nothing by themselves: a tick, whose words stand in the header; a mark for what is above."""

import re

from coopctl.domain.words.text import fold
from coopctl.messages import N_, CoopError, Message, msg

# What stands for a tick, and what for the words above it, folded.
_TICKS = re.compile(r"[xv*+√✓✔✗✘☑☒●•■◼oO]{1,3}|co|yes")
_DITTO = re.compile(
    r"[-–(.\s]*(?:n[./]? ?t\.?|nhu (?:tren|muc tren|dong tren|muc \S+)|(?:tuong tu|giong)(?: nhu)?(?: muc| dong)? tren|ditto|idem|do\.|as above|same as above)[-–).\s]*"
    r"|[\s\"“”″〃'`´’-]*(?:[\"“”″〃»]|''|//|\\\\|,,)[\s\"“”″〃'`´’-]*"
)


def is_tick(text: str) -> bool:
    """Tell whether a cell only says that something holds: `x`."""
    return _TICKS.fullmatch(fold(text)) is not None


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
