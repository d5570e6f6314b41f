"""The letter that reminds a party, word for word as `remind` prints it, in the form of an official letter.

Source: Decree 30/2020/NĐ-CP, annex III, model 1.5.
"""

from collections.abc import Iterator

from coopctl.domain.exchange.letterhead import Letterhead
from coopctl.output.documents import frame
from coopctl.output.documents.blocks import BODY, CHAPTER, Block, DocumentPart, ParagraphLook, text
from coopctl.output.documents.letter import Wording
from coopctl.output.documents.letterhead import letter_number

_LOOKS: tuple[ParagraphLook, ...] = (CHAPTER, BODY._replace(keep=True), BODY)


def reminder(said: Wording, letterhead: Letterhead) -> tuple[DocumentPart, ...]:
    """Return the letter as one part; its code ends with the unit that drafts it, which also keeps it."""
    title = frame.Title(letter_number(letterhead), None, said.subject)
    blocks = [
        *frame.head(letterhead, title),
        *frame.addressed([said.receiver]),
        *frame.based(said.bases),
        *_body(said),
        frame.signed(letterhead, as_above=True),
    ]
    return (DocumentPart(blocks),)


def _body(said: Wording) -> Iterator[Block]:
    yield text(said.opening)
    for line in said.lines:
        detail = line.level == len(_LOOKS) - 1
        yield text(f"- {line.text}" if detail else line.text, _LOOKS[line.level])
    yield text(said.request, BODY._replace(keep=True))
