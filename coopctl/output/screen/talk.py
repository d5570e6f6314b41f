"""Talk: confirmations, notices and errors, on stderr, beside the data on stdout.

On a terminal it breaks between words, and what stands in backticks stays whole, to be copied.
"""

import os
import re
import sys
from contextlib import suppress
from typing import TextIO

from coopctl.domain.words.text import visible
from coopctl.language import _, render
from coopctl.messages import Message

_RED, _YELLOW, _CYAN = "31", "33", "36"
_PIECE = r"(?:`[^`]*`|\S)+"


def say(text: str, indent: int = 0) -> None:
    """Print a line of talk; what follows in lines of its own stands further in."""
    further = " " * (indent + 2 if indent else 0)
    lines = " " * indent + visible(text).replace("\n", "\n" + further)
    _write(fitted(lines, width_of(sys.stderr)))


def say_as_it_is(text: str) -> None:
    """Print lines that are laid out already."""
    _write(visible(text))


def say_problem(message: Message, hint: Message | None = None) -> None:
    """Print an error, and below it what to do."""
    _say_under(_RED, _("error"), message)
    say_hint(hint)


def notice(message: Message, hint: Message | None = None) -> None:
    """Print something worth knowing that stops nothing."""
    _say_under(_YELLOW, _("note"), message)
    say_hint(hint)


def say_hint(hint: Message | None) -> None:
    """Print what to do, where there is something to do."""
    if hint is not None:
        _say_under(_CYAN, _("hint"), hint)


def forget(stream: TextIO) -> None:
    """Send what is left for a stream that failed to nowhere: at exit it would fail once more."""
    with suppress(OSError, ValueError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, stream.fileno())
        os.close(null)


def _say_under(colour: str, word: str, message: Message) -> None:
    label = word + ":"
    said = fitted(f"{label} {render(message)}", width_of(sys.stderr))
    _write(_coloured(label, colour) + said.removeprefix(label))


def fitted(text: str, width: int | None) -> str:
    """Return the text broken into lines of that width; as it is where None."""
    if width is None:
        return text
    return "\n".join(_broken(line, width) for line in text.split("\n"))


def width_of(stream: TextIO) -> int | None:
    """Return how many columns a terminal has; None for what is none, a pipe or a file."""
    if not stream.isatty():
        return None
    import shutil

    return shutil.get_terminal_size().columns


def _broken(line: str, width: int) -> str:
    """Return a line in as many as it takes, the further ones deeper; no piece of it is cut."""
    if len(line) <= width:
        return line
    indent = " " * (len(line) - len(line.lstrip()))
    lines: list[str] = []
    for piece in re.findall(_PIECE, line):
        if lines and len(lines[-1]) + 1 + len(piece) <= width:
            lines[-1] += f" {piece}"
        else:
            lines.append(f"{indent}  {piece}" if lines else indent + piece)
    return "\n".join(lines)


def _write(line: str) -> None:
    try:
        sys.stderr.write(line + "\n")
        sys.stderr.flush()
    except OSError:  # nobody is left to be told; the exit code says it still
        forget(sys.stderr)


def _coloured(text: str, colour: str) -> str:
    if not sys.stderr.isatty() or os.environ.get("NO_COLOR"):
        return text
    return f"\x1b[1;{colour}m{text}\x1b[0m"
