"""Talk: confirmations, notices and errors, on stderr, beside the data on stdout."""

import os
import sys

from coopctl.domain.messages import Message
from coopctl.domain.text import visible
from coopctl.language import _, render

_RED, _YELLOW, _CYAN = "31", "33", "36"


def say(text: str) -> None:
    """Print a line of talk."""
    sys.stderr.write(visible(text) + "\n")


def say_problem(message: Message, hint: Message | None = None) -> None:
    """Print an error, and below it what to do."""
    _say_under(_RED, _("error"), message)
    _say_hint(hint)


def notice(message: Message, hint: Message | None = None) -> None:
    """Print something worth knowing that stops nothing."""
    _say_under(_YELLOW, _("note"), message)
    _say_hint(hint)


def _say_hint(hint: Message | None) -> None:
    if hint is not None:
        _say_under(_CYAN, _("hint"), hint)


def _say_under(colour: str, word: str, message: Message) -> None:
    sys.stderr.write(f"{_coloured(word + ':', colour)} {render(message)}\n")


def _coloured(text: str, colour: str) -> str:
    if not sys.stderr.isatty() or os.environ.get("NO_COLOR"):
        return text
    return f"\x1b[1;{colour}m{text}\x1b[0m"
