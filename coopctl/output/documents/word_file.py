"""A document as a Word file: the pages that its parts are printed on. The only place that knows python-docx.

The same document makes the same bytes: no time, user or program is in the file but what it is told.
"""

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from coopctl.domain.words.text import excerpt
from coopctl.output.documents.blocks import BOTTOM, LEFT, PAPER, RIGHT, TOP, DocumentPart
from coopctl.output.documents.word_markup import NAMESPACE, block_markup, page_number

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.section import Section

FONT = "Times New Roman"
_HEADER = 10  # mm from the edge to the page number: it stands within the top margin
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)  # the first that the format can say
_LOCALES = {"vi": "vi-VN", "en": "en-GB"}
_BODY, _PLACE = "word/document.xml", "part"
_OF_TEMPLATE = ("/thumbnail", "/extended-properties")  # its picture, and the program that made it
_TITLE = 255  # characters that the format gives to a title


class Document(NamedTuple):
    """Its title and author for the file's properties, the day that it is about, its language, its parts."""

    title: str
    author: str
    day: date
    language: str
    parts: tuple[DocumentPart, ...]


def write_word(
    target: BinaryIO, document: Document, advance: Callable[[], None] = lambda: None
) -> None:
    """Write a document; `advance` is told of every paragraph and row. Imports python-docx: call it where that may be missing."""
    import docx

    word = docx.Document()
    _set_properties(word, document)
    _set_font(word, _LOCALES[document.language])
    for number, part in enumerate(document.parts):
        section = word.add_section() if number else word.sections[0]
        _set_pages(section, across=part.across)
        if number:
            _shrink(word)
        else:
            _number_pages(section)
        word.add_paragraph(_PLACE)
    whole = io.BytesIO()
    word.save(whole)
    _write_fixed(whole, target, [_part_markup(part, advance) for part in document.parts])


def _part_markup(part: DocumentPart, advance: Callable[[], None]) -> Iterator[bytes]:
    for block in part.blocks:
        for markup in block_markup(block, across=part.across):
            yield markup.encode()
            advance()


def _set_properties(word: "Word", document: Document) -> None:
    """Say what the file is, and nothing of the template that the library begins with."""
    about = word.core_properties
    about.title, about.author = (excerpt(one, _TITLE) for one in (document.title, document.author))
    about.comments = about.last_modified_by = about.keywords = ""
    about.language = _LOCALES[document.language]
    about.created = about.modified = datetime.combine(document.day, datetime.min.time())
    relations = word.part.package.rels
    for name in [name for name, one in relations.items() if one.reltype.endswith(_OF_TEMPLATE)]:
        relations.pop(name)


def _set_font(word: "Word", locale: str) -> None:
    """Make every letter Times New Roman, black, in the document's language."""
    from docx.oxml import parse_xml

    fonts = " ".join(f'w:{kind}="{FONT}"' for kind in ("ascii", "hAnsi", "eastAsia", "cs"))
    look = (
        f'<w:rPr xmlns:w="{NAMESPACE}"><w:rFonts {fonts}/><w:color w:val="000000"/>'
        f'<w:lang w:val="{locale}" w:eastAsia="{locale}"/></w:rPr>'
    )
    for style in (word.styles["Normal"], word.styles["Header"]):
        element = style.element
        element.remove(element.get_or_add_rPr())
        element.append(parse_xml(look))


def _set_pages(section: "Section", *, across: bool) -> None:
    """Set paper, margins and numbering. Source: Decree 30/2020/NĐ-CP, annex I."""
    from docx.enum.section import WD_ORIENT
    from docx.oxml import parse_xml
    from docx.shared import Mm

    short, long = map(Mm, PAPER)
    section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if across else (short, long)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.header_distance, section.footer_distance = Mm(_HEADER), Mm(_HEADER)
    section.different_first_page_header_footer = True
    numbering = parse_xml(f'<w:pgNumType xmlns:w="{NAMESPACE}" w:start="1"/>')
    settings = section._sectPr  # noqa: SLF001  (the library has no way to begin the numbers anew)
    for old in settings.findall(numbering.tag):
        settings.remove(old)
    settings.get_or_add_pgMar().addnext(numbering)


def _number_pages(section: "Section") -> None:
    """Put the page number into the top margin; the parts that follow take it over."""
    header = section.header
    header.is_linked_to_previous = False
    (empty,) = header.paragraphs
    place = empty._element  # noqa: SLF001  (markup takes its place)
    for element in _elements(page_number()):
        place.addprevious(element)
    place.getparent().remove(place)


def _shrink(word: "Word") -> None:
    """Take the height from the paragraph that ends a part: it must not come to stand on a page of its own."""
    *_, end = word.element.body.iterchildren("{*}p")
    end.pPr.insert(
        0, next(_elements('<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'))
    )


def _elements(markup: str) -> Iterator[Any]:
    """Yield the elements of some markup, each free to be put in its place."""
    from docx.oxml import parse_xml

    yield from list(parse_xml(f'<w:body xmlns:w="{NAMESPACE}">{markup}</w:body>'))


def _write_fixed(whole: io.BytesIO, target: BinaryIO, parts: Sequence[Iterable[bytes]]) -> None:
    """Copy a Word file without the times and the system that it was made at, the parts in their places.

    The markup goes in as it comes: as elements of the library, that of 10,000 items takes minutes.
    """
    with zipfile.ZipFile(whole) as made, zipfile.ZipFile(target, "w") as fixed:
        for name in made.namelist():
            about = zipfile.ZipInfo(name, _ZIP_TIME)
            about.create_system, about.external_attr = 0, 0
            about.compress_type = zipfile.ZIP_DEFLATED
            with fixed.open(about, "w") as place:
                content = made.read(name)
                place.writelines(_filled(content, parts) if name == _BODY else [content])


def _filled(content: bytes, parts: Sequence[Iterable[bytes]]) -> Iterator[bytes]:
    """Yield the body's file, each part where a paragraph keeps its place."""
    first, *others = content.split(f"<w:p><w:r><w:t>{_PLACE}</w:t></w:r></w:p>".encode())
    yield first
    for part, following in zip(parts, others, strict=True):
        yield from part
        yield following
