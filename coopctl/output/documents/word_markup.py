"""Blocks as the markup of a Word file's body. Whatever people wrote stands in it as text.

Source: ECMA-376, part 1 (WordprocessingML): elements come in the order that its schema gives.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from xml.sax.saxutils import escape

from coopctl.domain.words.text import visible
from coopctl.output.documents.blocks import (
    WIDE,
    WIDTH,
    Block,
    Columns,
    Paragraph,
    ParagraphLook,
    Rule,
    Run,
    Table,
    TableRow,
)

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TWIPS_A_MM, _TWIPS_A_PT = 1440 / 25.4, 20
_CELL = ParagraphLook(size=12, align="left", after=0)
_UNBROKEN = 600  # characters of a cell, up to which its row stays on one page
_SIDE = 1.0  # mm between the lines of a table and its text
_LINE = '<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def block_markup(block: Block, *, across: bool = False) -> Iterator[str]:
    """Yield the elements of a block, a table row by row; it ends with the paragraph that Word wants after it."""
    if isinstance(block, Paragraph):
        yield _paragraph(block)
    elif isinstance(block, Rule):
        yield _rule(block)
    elif isinstance(block, Columns):
        yield from _columns(block)
        yield _gap()
    else:
        yield from _table(block, WIDE if across else WIDTH)
        yield _gap()


def page_number() -> str:
    """Return the paragraph that shows the number of its page."""
    digits = _tag("r", _run_look(ParagraphLook(size=13), Run("")), _tag("t", "2"))
    field = f'<w:fldSimple w:instr=" PAGE ">{digits}</w:fldSimple>'
    return _tag("p", _paragraph_look(ParagraphLook(align="center", after=0)), field)


def _tag(name: str, *inside: str, **attributes: object) -> str:
    stated = "".join(f' w:{key}="{value}"' for key, value in attributes.items())
    return f"<w:{name}{stated}>{''.join(inside)}</w:{name}>"


def _twips(millimetres: float) -> int:
    return round(millimetres * _TWIPS_A_MM)


def _paragraph(paragraph: Paragraph) -> str:
    runs = (_run(run, paragraph.look) for run in paragraph.runs)
    return _tag("p", _paragraph_look(paragraph.look), *runs)


def _paragraph_look(look: ParagraphLook) -> str:
    spacing = {"before": look.before * _TWIPS_A_PT, "after": look.after * _TWIPS_A_PT}
    level = "" if look.level is None else _tag("outlineLvl", val=look.level)
    return _tag(
        "pPr",
        _tag("keepNext") if look.keep else "",
        _tag("spacing", **spacing, line=240, lineRule="auto"),
        _tag("ind", left=_twips(look.hang), firstLine=_twips(look.indent)),
        _tag("jc", val=look.align),
        level,
    )


def _run(run: Run, look: ParagraphLook) -> str:
    return _tag("r", _run_look(look, run), *_letters(visible(run.text)))


def _run_look(look: ParagraphLook, run: Run) -> str:
    return _tag(
        "rPr",
        _tag("b") if look.bold or run.bold else "",
        _tag("i") if look.italic or run.italic else "",
        _tag("sz", val=2 * look.size),
        _tag("szCs", val=2 * look.size),
    )


def _letters(text: str) -> Iterator[str]:
    """Yield a text with its line feeds and tabs as Word has them."""
    for number, line in enumerate(text.split("\n")):
        if number:
            yield "<w:br/>"
        for place, piece in enumerate(line.split("\t")):
            if place:
                yield "<w:tab/>"
            yield f'<w:t xml:space="preserve">{escape(piece)}</w:t>'


def _rule(rule: Rule) -> str:
    side = _twips((rule.room - rule.length) / 2)
    border = _tag("pBdr", '<w:top w:val="single" w:sz="6" w:space="0" w:color="000000"/>')
    return _tag(
        "p",
        _tag(
            "pPr", border, _tag("spacing", before=40, after=0, line=40, lineRule="exact"),
            _tag("ind", left=side, right=side), _tag("rPr", _tag("sz", val=2)),
        ),
    )  # fmt: skip


def _gap() -> str:
    """Return a paragraph of almost no height."""
    return _tag(
        "p",
        _tag(
            "pPr", _tag("spacing", before=0, after=0, line=20, lineRule="exact"),
            _tag("rPr", _tag("sz", val=2)),
        ),
    )  # fmt: skip


def _columns(columns: Columns) -> Iterator[str]:
    rows = (
        _tag(
            "tr",
            _tag("trPr", _tag("cantSplit")),
            *(
                _cell("".join(map(_side_markup, side)), width)
                for side, width in zip(row, columns.widths, strict=True)
            ),
        )
        for row in columns.rows
    )
    yield from _grid(columns.widths, "", 0, rows)


def _side_markup(block: Paragraph | Rule) -> str:
    return _rule(block) if isinstance(block, Rule) else _paragraph(block)


def _table(table: Table, width: float) -> Iterator[str]:
    scale = width / sum(table.widths)
    widths = [one * scale for one in table.widths]
    borders = _tag("tblBorders", *(_LINE.format(side=side) for side in _SIDES))
    head = _tag(
        "tr",
        _tag("trPr", _tag("cantSplit"), _tag("tblHeader")),
        *(
            _text_cell(label, one, _CELL._replace(bold=True, align="center"))
            for label, one in zip(table.head, widths, strict=True)
        ),
    )
    rows = (_row(row, widths, table.centred) for row in table.rows)
    yield from _grid(widths, borders, _SIDE, chain([head], rows))


def _row(row: TableRow, widths: list[float], centred: frozenset[int]) -> str:
    look = _CELL._replace(bold=row.bold)
    if len(row.cells) == 1:
        group = look._replace(keep=True)
        return _tag("tr", _text_cell(row.cells[0], sum(widths), group, span=len(widths)))
    cells = (
        _text_cell(cell, width, look._replace(align="center") if place in centred else look)
        for place, (cell, width) in enumerate(zip(row.cells, widths, strict=True))
    )
    whole = all(len(cell) <= _UNBROKEN for cell in row.cells)
    return _tag("tr", _tag("trPr", _tag("cantSplit")) if whole else "", *cells)


def _text_cell(text: str, width: float, look: ParagraphLook, span: int = 1) -> str:
    return _cell(_paragraph(Paragraph((Run(text),), look)), width, span)


def _cell(inside: str, width: float, span: int = 1) -> str:
    spans = _tag("gridSpan", val=span) if span > 1 else ""
    measure = _tag("tcW", w=_twips(width), type="dxa")
    return _tag("tc", _tag("tcPr", measure, spans), inside)


def _grid(widths: Sequence[float], borders: str, side: float, rows: Iterable[str]) -> Iterator[str]:
    """Yield a table of fixed widths in the middle of the page, its rows as they come."""
    margins = (_tag(name, w=_twips(side), type="dxa") for name in ("left", "right"))
    yield "<w:tbl>"
    yield _tag(
        "tblPr", _tag("tblW", w=sum(map(_twips, widths)), type="dxa"), _tag("jc", val="center"),
        borders, _tag("tblLayout", type="fixed"), _tag("tblCellMar", *margins),
    )  # fmt: skip
    yield _tag("tblGrid", *(_tag("gridCol", w=_twips(width)) for width in widths))
    yield from rows
    yield "</w:tbl>"
