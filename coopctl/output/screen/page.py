"""Lines on the reader's terminal, or plain lines in a pipe: wrapping, columns, styles.

What people wrote goes in as data: control characters are made visible, markup means nothing.
"""

import sys
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple, Self

from coopctl.domain.words.text import visible
from coopctl.language import _

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

WIDE = 120  # columns from which an item's facts stand side by side
_WIDEST = 200
_RUN = 500  # lines that are printed together: memory does not grow with the page


class Part(NamedTuple):
    """A run of text in one style: bold, dim, strike, red, yellow, green, or none."""

    text: str
    style: str = ""


class Page:
    """Where a picture is drawn: standard output, as wide as it is.

    Used in a `with`, it is printed in long runs of lines, which is a third faster; else line by line.
    """

    def __init__(self) -> None:
        from rich.console import Console

        class Plain(Console):
            def on_broken_pipe(self) -> None:
                """Leave a reader that went away to `main`; rich would end the process with 1."""
                raise BrokenPipeError

        # Off a terminal rich takes Windows for an old one, a column narrower.
        old = None if sys.stdout.isatty() else False
        self.console: Console = Plain(
            highlight=False, markup=False, emoji=False, legacy_windows=old
        )
        self.width = min(self.console.width, _WIDEST)
        self.coloured = self.console.is_terminal and not self.console.no_color
        self._held: list[Text] | None = None

    def __enter__(self) -> Self:
        self._held = []
        return self

    def __exit__(self, *error: object) -> None:
        held, self._held = self._held, None
        if held:
            self._emit(held)

    def line(self, *parts: Part, indent: int = 0, hang: int = 0, most: int = 0) -> None:
        """Print one paragraph, wrapped; further lines hang deeper. `most` cuts to that many lines."""
        self._print(wrap(self.console, parts, self.width - indent, hang, most), indent)

    def flow(self, groups: Sequence[Sequence[Part]], gap: Part, indent: int = 0) -> None:
        """Print groups in a row with `gap` between them; a line breaks between groups, not in one."""
        line: list[Part] = []
        for group in groups:
            longer = [*line, gap, *group] if line else list(group)
            if line and _cells(longer) > self.width - indent:
                self.line(*line, indent=indent)
                longer = list(group)
            line = longer
        if line:
            self.line(*line, indent=indent)

    def columns(self, cells: Sequence[tuple[Sequence[Part], int]], indent: int = 0) -> None:
        """Print cells side by side, each wrapped to its own width, two spaces between them."""
        from rich.text import Text

        if (parts := _on_one_line(cells)) is not None:  # the usual case, and three times faster
            line = _joined(parts)
            line.rstrip()
            self._print([line], indent)
            return
        wrapped = [wrap(self.console, parts, width) for parts, width in cells]
        lines = []
        for row in zip_longest(*wrapped):
            line = Text()
            for cell, (_parts, width) in zip(row, cells, strict=True):
                piece = cell.copy() if cell is not None else Text()
                piece.pad_right(max(width + 2 - piece.cell_len, 0))
                line.append_text(piece)
            line.rstrip()
            lines.append(line)
        self._print(lines, indent)

    def row(self, label: Sequence[Part], width: int, rest: Sequence[Part], indent: int = 0) -> None:
        """Print a label, cut or filled to `width` cells, and the rest of one line as it is."""
        line = _joined(label)
        line.truncate(width - 1, overflow="ellipsis")
        line.pad_right(width - line.cell_len)
        line.append_text(_joined(rest))
        line.rstrip()
        self._print([line], indent)

    def heading(self, title: str) -> None:
        """Print a heading, set off from what is above."""
        self.gap()
        self.line(Part(title, "bold"))

    def field(self, name: str, value: str) -> None:
        """Print `name: value`; what is empty is not stated."""
        self.line(Part(f"{name}: ", "dim"), Part(value or _("not stated")), indent=2, hang=4)

    def gap(self) -> None:
        """Print an empty line."""
        self._print([""], 0)

    def _print(self, lines: "Iterable[Text | str]", indent: int) -> None:
        from rich.text import Text

        indented = [Text(" " * indent).append(line) for line in lines]
        if self._held is not None:
            self._held += indented
            if len(self._held) >= _RUN:
                held, self._held = self._held, []
                self._emit(held)
        else:
            self._emit(indented)

    def _emit(self, lines: "Sequence[Text]") -> None:
        from rich.text import Text

        self.console.print(Text("\n").join(lines), soft_wrap=True)


def _on_one_line(cells: Sequence[tuple[Sequence[Part], int]]) -> list[Part] | None:
    """Return cells in a row, filled to their widths and a gap of two; None where one takes more than a line."""
    row: list[Part] = []
    for parts, width in cells:
        shown = [part._replace(text=visible(part.text)) for part in parts]
        left = width - _cells(shown)
        if left < 0 or any("\n" in part.text for part in shown):
            return None
        row += [*shown, Part(" " * (left + 2))]
    return row


def _cells(parts: Sequence[Part]) -> int:
    from rich.cells import cell_len

    return sum(cell_len(part.text) for part in parts)


def _joined(parts: Sequence[Part]) -> "Text":
    """Return parts as one text, with what a terminal would obey made visible."""
    from rich.text import Text

    text = Text()
    for part in parts:
        text.append(visible(part.text).replace("\t", " "), part.style or None)
    return text


def wrap(
    console: "Console", parts: Sequence[Part], width: int, hang: int = 0, most: int = 0
) -> list["Text"]:
    """Break a paragraph into lines of `width` cells at most; `most` cuts it there with `…`."""
    from rich.text import Text

    text = _joined(parts)
    if (
        "\n" not in text.plain and text.cell_len <= width - hang
    ):  # the usual case, and ten times faster
        text.rstrip()
        return [text]
    lines = list(text.wrap(console, max(width - hang, 8), tab_size=1))
    if most and len(lines) > most:
        lines = lines[:most]
        lines[-1].truncate(max(width - hang - 1, 8))
        lines[-1].append("…")
    for line in lines:
        line.rstrip()
    return [
        line if index == 0 else Text(" " * hang).append_text(line)
        for index, line in enumerate(lines)
    ]
