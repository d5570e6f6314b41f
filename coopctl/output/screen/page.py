"""Pages on the reader's terminal, or plain lines in a pipe: paragraphs, columns, fields."""

import os
import sys
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Self

from coopctl.language import _
from coopctl.output.screen.lines import (
    Line,
    Part,
    ellipsized,
    filled,
    shown,
    stripped,
    text_of,
    width_of,
    wrap,
)

__all__ = ["WIDE", "Page", "Part"]

WIDE = 120  # columns from which an item's facts stand side by side
_WIDEST, _WIDTH = 200, 80
_RUN = 500  # lines that are printed together: memory does not grow with the page
# ECMA-48, Select Graphic Rendition.
_CODES = {
    "bold": "1", "dim": "2", "strike": "9",
    "red": "31", "green": "32", "yellow": "33", "magenta": "35", "cyan": "36",
}  # fmt: skip


class Page:
    """Where a picture is drawn: standard output, as wide as it is.

    Used in a `with`, it is printed in long runs of lines; else line by line.
    """

    def __init__(self) -> None:
        self.width = min(_find_width(), _WIDEST)
        self.coloured = _is_coloured()
        self._held: list[str] | None = None

    def __enter__(self) -> Self:
        self._held = []
        return self

    def __exit__(self, *error: object) -> None:
        held, self._held = self._held, None
        if held:
            _write(held)

    def line(self, *parts: Part, indent: int = 0, hang: int = 0, most: int = 0) -> None:
        """Print one paragraph, wrapped; further lines hang deeper. `most` cuts to that many lines."""
        self._print(wrap(parts, self.width - indent, hang, most), indent)

    def flow(self, groups: Sequence[Sequence[Part]], gap: Part, indent: int = 0) -> None:
        """Print groups in a row with `gap` between them; a line breaks between groups, not in one."""
        line: list[Part] = []
        for group in groups:
            longer = [*line, gap, *group] if line else list(group)
            if line and width_of(longer) > self.width - indent:
                self.line(*line, indent=indent)
                longer = list(group)
            line = longer
        if line:
            self.line(*line, indent=indent)

    def columns(self, cells: Sequence[tuple[Sequence[Part], int]], indent: int = 0) -> None:
        """Print cells side by side, each wrapped to its own width, two spaces between them."""
        wrapped = [wrap(parts, width) for parts, width in cells]
        rows = [
            [
                part
                for line, (_parts, width) in zip(row, cells, strict=True)
                for part in filled(line, width + 2)
            ]
            for row in zip_longest(*wrapped, fillvalue=())
        ]
        self._print([stripped(row) for row in rows], indent)

    def row(self, label: Sequence[Part], width: int, rest: Sequence[Part], indent: int = 0) -> None:
        """Print a label, cut or filled to `width` cells, and the rest of one line as it is."""
        head = filled(ellipsized(shown(label), width - 1), width)
        self._print([stripped([*head, *shown(rest)])], indent)

    def heading(self, title: str) -> None:
        """Print a heading, set off from what is above."""
        self.gap()
        self.line(Part(title, "bold"))

    def field(self, name: str, value: str) -> None:
        """Print `name: value`; what is empty is not stated."""
        self.line(Part(f"{name}: ", "dim"), Part(value or _("not stated")), indent=2, hang=4)

    def gap(self) -> None:
        """Print an empty line."""
        self._print([[]], 0)

    def _print(self, lines: Iterable[Line], indent: int) -> None:
        draw = _in_colour if self.coloured else text_of
        drawn = [" " * indent + draw(line) for line in lines]
        if self._held is None:
            _write(drawn)
            return
        self._held += drawn
        if len(self._held) >= _RUN:
            held, self._held = self._held, []
            _write(held)


def _write(lines: Sequence[str]) -> None:
    sys.stdout.write("\n".join([*lines, ""]))


def _in_colour(line: Line) -> str:
    return "".join([_styled(part) if part.style else part.text for part in line])


def _styled(part: Part) -> str:
    codes = ";".join(_CODES[word] for word in part.style.split())
    return f"\x1b[{codes}m{part.text}\x1b[0m"


def _find_width() -> int:
    """Return the width of the terminal that the reader sits at; COLUMNS says otherwise, 80 where there is none."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdigit() and int(columns):
        return int(columns)
    for stream in (sys.__stdout__, sys.__stderr__, sys.__stdin__):
        try:
            return os.get_terminal_size(stream.fileno()).columns or _WIDTH  # type: ignore[union-attr]
        except (AttributeError, OSError, ValueError):  # closed, or no terminal
            continue
    return _WIDTH


def _is_coloured() -> bool:
    """Tell whether colours are seen, or wanted in a pipe (force-color.org, no-color.org)."""
    wanted = os.environ.get("FORCE_COLOR")
    is_terminal = sys.stdout.isatty() if wanted is None else wanted != ""
    return is_terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
