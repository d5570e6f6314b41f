"""Talk: confirmations, notices and errors, on stderr, beside the data on stdout.

On a terminal it breaks between words, and what stands in backticks stays whole, to be copied.
"""

import os
import re
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import NamedTuple, TextIO

from coopctl.domain.words.text import visible
from coopctl.language import _, render
from coopctl.messages import Message

_RED, _YELLOW, _CYAN = "31", "33", "36"
_PIECE = r"(?:`[^`]*`|\S)+"


_as_json = False


def choose(*, as_json: bool) -> None:
    """Choose for this run whether talk is for people, or lines of JSON for programs."""
    global _as_json  # noqa: PLW0603  (once a run, as the language is)
    _as_json = as_json


def is_json() -> bool:
    """Tell whether talk is lines of JSON."""
    return _as_json


def say(text: str, indent: int = 0) -> None:
    """Print a line of talk; what follows in lines of its own stands further in."""
    if _as_json:
        _write_note(text.strip(), None)
        return
    further = " " * (indent + 2 if indent else 0)
    lines = " " * indent + visible(text).replace("\n", "\n" + further)
    _write(fitted(lines, width_of(sys.stderr)))


def say_as_it_is(text: str) -> None:
    """Print lines that are laid out already."""
    if _as_json:
        _write_note(text, None)
    else:
        _write(visible(text))


class Aside(NamedTuple):
    """What stands beside an error: the line that shows how a command is called, the place in a file, lines that say why."""

    usage: str | None = None
    place: str | None = None
    lines: Sequence[Message] = ()


_NOTHING = Aside()


def say_problem(
    message: Message, hint: Message | None = None, *, exit_code: int = 1, aside: Aside = _NOTHING
) -> None:
    """Print an error, and below it what to do."""
    if _as_json:
        _write_error(message, hint, exit_code, aside)
    elif aside.place is not None:
        say(f"{aside.place}: {_('error')}: {render(message)}")
        if hint is not None:
            say(f"{_('hint')}: {render(hint)}")
    else:
        _say_under(_RED, _("error"), message)
        if aside.usage is not None:
            say_as_it_is(aside.usage)
        for line in aside.lines:
            say(render(line), indent=2)
        say_hint(hint)


def notice(message: Message, hint: Message | None = None) -> None:
    """Print something worth knowing that stops nothing."""
    if _as_json:
        _write_note(render(message), hint)
        return
    _say_under(_YELLOW, _("note"), message)
    say_hint(hint)


def say_hint(hint: Message | None) -> None:
    """Print what to do, where there is something to do."""
    if hint is None:
        return
    if _as_json:
        _write_note(render(hint), None)
    else:
        _say_under(_CYAN, _("hint"), hint)


def _write_error(message: Message, hint: Message | None, exit_code: int, aside: Aside) -> None:
    from coopctl.output.files import formats
    from coopctl.output.files.json_text import line_of

    data = {"message": render(message), "hint": render(hint) if hint else None}
    asides = aside._asdict() | {"lines": [render(line) for line in aside.lines]}
    given = {key: value for key, value in asides.items() if value}
    _write(line_of(formats.ERROR, {**data, "exit_code": exit_code, **given}))


def _write_note(text: str, hint: Message | None) -> None:
    from coopctl.output.files import formats
    from coopctl.output.files.json_text import line_of

    _write(line_of(formats.NOTE, {"message": text, "hint": render(hint) if hint else None}))


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
