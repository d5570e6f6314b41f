"""Lines of styled text: measured in the cells of a terminal, cut, filled and wrapped.

What people wrote goes in as data: control characters are made visible, markup means nothing.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from coopctl.domain.words.text import visible

# Letters that take one cell each: Latin with Vietnamese, Greek and Cyrillic, dashes and quotes, arrows, boxes, blocks.
# Whatever else there is, rich measures (Unicode's East Asian Width, emoji, combining marks).
_NARROW = re.compile(
    r"[\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u1e00-\u1eff\u2010-\u2027\u2190-\u2199\u2500-\u25fc\u2800-\u28ff]*"
).fullmatch
_WORD = re.compile(r"\s*\S+\s*")
_LEAST = 8  # cells that a paragraph gets, however deep it stands


class Part(NamedTuple):
    """A run of text in one style: bold, dim, strike, red, yellow, green, or none."""

    text: str
    style: str = ""


Line = list[Part]


def shown(parts: Sequence[Part]) -> Line:
    """Return parts with what a terminal would obey made visible; their line breaks stay."""
    return [part._replace(text=visible(part.text).replace("\t", " ")) for part in parts]


def text_of(parts: Sequence[Part]) -> str:
    """Return the text of parts, without their styles."""
    return "".join([part.text for part in parts])


def cells(text: str) -> int:
    """Return how many cells a text takes."""
    if _NARROW(text):
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def width_of(parts: Sequence[Part]) -> int:
    """Return how many cells parts take."""
    return cells(text_of(parts))


def filled(parts: Sequence[Part], width: int) -> Line:
    """Return parts with spaces up to `width` cells; as they are where they take more."""
    left = width - width_of(parts)
    return [*parts, Part(" " * left)] if left > 0 else [*parts]


def stripped(parts: Sequence[Part]) -> Line:
    """Return parts without spaces at their end."""
    return _slice(parts, 0, len(text_of(parts).rstrip()))


def cut(parts: Sequence[Part], width: int) -> Line:
    """Return as much of parts as fits in `width` cells."""
    if width_of(parts) <= width:
        return [*parts]
    (first, *_rest) = _chunks(text_of(parts), width)
    return _slice(parts, 0, len(first))


def ellipsized(parts: Sequence[Part], width: int) -> Line:
    """Return parts as they are, or cut to `width` cells with `…` at the end."""
    if width_of(parts) <= width:
        return [*parts]
    kept = cut(parts, width - 1)
    return [*kept, Part("…", kept[-1].style if kept else "")]


def wrap(parts: Sequence[Part], width: int, hang: int = 0, most: int = 0) -> list[Line]:
    """Break a paragraph into lines of `width` cells at most; further ones stand `hang` deeper.

    `most` cuts it to that many lines, the last of which ends in `…`.
    """
    paragraph = shown(parts)
    text = text_of(paragraph)
    if "\n" not in text and cells(text) <= width - hang:  # the usual case
        return [stripped(paragraph)]
    room = max(width - hang, _LEAST)
    lines = [_slice(paragraph, start, end) for start, end in _breaks(text, room)]
    if most and len(lines) > most:
        lines = [*lines[: most - 1], [*cut(lines[most - 1], max(room - 1, _LEAST)), Part("…")]]
    lines = [stripped(line) for line in lines]
    return [lines[0], *([Part(" " * hang), *line] for line in lines[1:])]


def _breaks(text: str, width: int) -> Iterator[tuple[int, int]]:
    """Yield where each line starts and ends: between words, and within those that are too long."""
    at = 0
    for line in text.split("\n"):
        starts = [0, *_break(line, width)]
        for start, end in zip(starts, [*starts[1:], len(line)], strict=True):
            yield at + start, at + end
        at += len(line) + 1


def _break(line: str, width: int) -> Iterator[int]:
    """Yield where a line is broken."""
    used = 0
    for match in _WORD.finditer(line):
        start, word = match.start(), match[0]
        length = cells(word.rstrip())
        if length <= width - used:
            used += cells(word)
        elif length > width:
            for chunk in _chunks(word, width):
                if start:
                    yield start
                start += len(chunk)
                used = cells(chunk)
        elif start:
            yield start
            used = cells(word)


def _chunks(text: str, width: int) -> list[str]:
    """Return a text in pieces of `width` cells at most; what belongs to a letter stays with it."""
    if _NARROW(text):
        return [text[at : at + width] for at in range(0, len(text), width)]
    from rich.cells import chop_cells

    return chop_cells(text, width)


def _slice(parts: Sequence[Part], start: int, end: int) -> Line:
    """Return what stands between two places in the text of parts."""
    found, at = [], 0
    for part in parts:
        text = part.text[max(start - at, 0) : max(end - at, 0)]
        if text:
            found.append(part._replace(text=text))
        at += len(part.text)
    return found
