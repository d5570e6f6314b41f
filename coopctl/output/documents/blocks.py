"""What a document is made of: paragraphs, rules, columns, tables, in parts. No file format is known here.

Units: lengths are millimetres, sizes and distances between lines are points.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from coopctl.language import _

# Source: Decree 30/2020/NĐ-CP, annex I: A4; margins top and bottom 20–25, left 30–35, right 15–20 mm.
PAPER = (210, 297)
TOP, BOTTOM, LEFT, RIGHT = 20, 20, 30, 20
WIDTH, WIDE = PAPER[0] - LEFT - RIGHT, PAPER[1] - LEFT - RIGHT  # of the text, upright and across


class Run(NamedTuple):
    """Some text, told apart from the rest of its paragraph."""

    text: str
    bold: bool = False
    italic: bool = False


class ParagraphLook(NamedTuple):
    """How a paragraph looks. `indent` is that of its first line, `hang` that of all its lines.

    `align` is both, left or center. `keep` holds it together with the next one. `level` is its
    place in the outline from 0; None for what is no heading.
    """

    size: int = 14
    bold: bool = False
    italic: bool = False
    align: str = "both"
    indent: float = 0
    hang: float = 0
    before: int = 0
    after: int = 6
    keep: bool = False
    level: int | None = None


class Paragraph(NamedTuple):
    """Runs of text; a line feed in them begins a new line."""

    runs: tuple[Run, ...]
    look: ParagraphLook


class Rule(NamedTuple):
    """A line under a text, in the middle of `room`."""

    length: float
    room: float


class TableRow(NamedTuple):
    """Cells of a table's row; a single one goes across."""

    cells: tuple[str, ...]
    bold: bool = False


class Table(NamedTuple):
    """A table with lines, whose head comes again on every page. `centred` are columns, from 0."""

    widths: tuple[float, ...]
    head: tuple[str, ...]
    rows: Iterable[TableRow]
    centred: frozenset[int]


class Columns(NamedTuple):
    """What stands side by side, without lines: rows of a left and a right side, kept on one page."""

    widths: tuple[float, float]
    rows: "tuple[tuple[tuple[Paragraph | Rule, ...], tuple[Paragraph | Rule, ...]], ...]"


Block = Paragraph | Rule | Table | Columns


class DocumentPart(NamedTuple):
    """Pages that are numbered on their own, the first without its number; upright or `across`."""

    blocks: Iterable[Block]
    across: bool = False


BODY = ParagraphLook(indent=12.7)
BASIS = BODY._replace(italic=True)
CHAPTER = ParagraphLook(bold=True, indent=12.7, before=6, keep=True, level=0)
SECTION = CHAPTER._replace(level=1)
CENTRE = ParagraphLook(align="center", after=0)
OPEN = "…"  # what is not recorded
PERCENT = "\u00a0%"  # on the line of its number


def text(words: str, look: ParagraphLook = BODY) -> Paragraph:
    """Return a paragraph that looks the same all through."""
    return Paragraph((Run(words),), look)


def lines(words: str, look: ParagraphLook = BODY) -> Iterator[Paragraph]:
    """Yield a paragraph for each line of a text, or one that says that there is none."""
    for line in (words or OPEN).split("\n"):
        yield text(line, look)


def labelled(label: str, words: str, look: ParagraphLook = BODY) -> Paragraph:
    """Return a paragraph that begins with a label in bold."""
    return Paragraph((Run(f"{label}: ", bold=True), Run(words or OPEN)), look)


def listed(texts: Iterable[str], look: ParagraphLook = BODY) -> Iterator[Paragraph]:
    """Yield a paragraph for each text, after a dash, or one that says that nothing is recorded.

    Source: Decree 30/2020/NĐ-CP, annex I: a semicolon ends each, a full stop the last.
    """
    found = list(texts)
    for number, one in enumerate(found, 1):
        yield text(f"- {one}{'.' if number == len(found) else ';'}", look)
    if not found:
        yield text(OPEN, look)


def ended(blocks: Iterable[Block]) -> list[Block]:
    """Return the blocks, the last paragraph with the mark that ends a document, on the page of the signature.

    Source: Decree 30/2020/NĐ-CP, annex III, model 1.4.
    """
    found = list(blocks)
    last = found[-1]
    if isinstance(last, Paragraph):
        *others, end = last.runs
        closed = end._replace(text=_("{text}.").format(text=end.text.rstrip("./;")))
        found[-1] = last._replace(runs=(*others, closed), look=last.look._replace(keep=True))
    return found
