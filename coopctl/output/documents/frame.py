"""What frames every document: names, motto, number and day above; copies and signature below.

Source: Decree 30/2020/NĐ-CP, annex I (places, letters, sizes, rules) and annex III (models 1.4, 1.5, 1.6, 1.9).
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from coopctl.domain.exchange.letterhead import Letterhead
from coopctl.language import _, current
from coopctl.output.documents.blocks import (
    BASIS,
    CENTRE,
    OPEN,
    WIDTH,
    Block,
    Columns,
    Paragraph,
    ParagraphLook,
    Rule,
    Run,
    text,
)
from coopctl.output.documents.letter import official_day

# What stands above a document in another language than the official one; by language.
_TRANSLATION = {"en": "Courtesy translation: the text in Vietnamese is the official one"}
_SIDES = (66.0, WIDTH - 66.0)
_HALVES = (WIDTH / 2, WIDTH / 2)
_MOTTO_RULES = {"vi": 56.0, "en": 73.0}  # mm, as long as the motto is
_TO = 25  # mm to the word before several receivers
_DASHES = {"vi": _TO + 17.5, "en": _TO + 5.4}  # mm to the dash before each: under that word's colon
_SMALL = ParagraphLook(size=12, align="center", after=0)
_NAME = _SMALL._replace(bold=True)
_MOTTO = ParagraphLook(size=13, bold=True, align="center", after=0)
_NUMBER = ParagraphLook(size=13, align="center", before=6, after=0)
_DAY = _NUMBER._replace(italic=True)
_SUBJECT = _SMALL._replace(before=6)
_TYPE = ParagraphLook(bold=True, align="center", before=12, after=0, keep=True)
_ABOUT = _TYPE._replace(before=0)
_COPIES = ParagraphLook(size=11, align="left", after=0)
_SIGNER = ParagraphLook(bold=True, align="center", after=0, keep=True)
_FIRST = _SIGNER._replace(before=12)
_ROOM_TO_SIGN = 4  # lines
_RULE_SHARE = 0.42  # of the line above it: between a third and a half
_RULE = 25.0  # mm, under a name that nobody stated
_LETTER, _CAPITAL, _SPACE = 0.52, 0.74, 0.25  # widths in bold Times, of its size
_MM_A_PT = 25.4 / 72


class Title(NamedTuple):
    """What a document is: its number and code, its type (none for a letter), its subject."""

    number: str
    kind: str | None
    subject: str


def translated() -> Iterator[Paragraph]:
    """Yield what a document that is a translation says of itself; nothing for one in Vietnamese."""
    if current() in _TRANSLATION:
        yield text(_TRANSLATION[current()], ParagraphLook(size=11, italic=True, align="center"))


def head(letterhead: Letterhead, title: Title, *, dated: bool = True) -> Iterator[Block]:
    """Yield all that stands above a document's text; minutes have no place and day."""
    yield from translated()
    number = text(_("No.: {number}").format(number=title.number), _NUMBER)
    place = f"{letterhead.place or OPEN}, {official_day(letterhead.day)}"
    left = (number,) if title.kind else (number, text(title.subject, _SUBJECT))
    right = (text(place, _DAY),) if dated else (text("", _DAY),)
    yield Columns(_SIDES, ((tuple(_office(letterhead)), tuple(_motto())), (left, right)))
    if title.kind is None:
        return
    yield text(title.kind, _TYPE)
    yield text(title.subject, _ABOUT)
    yield under(title.subject, 14, WIDTH)
    yield text("", CENTRE._replace(size=6))


def _office(letterhead: Letterhead) -> Iterator[Paragraph | Rule]:
    superior = OPEN if letterhead.superior is None else letterhead.superior
    if superior:
        yield text(superior.upper(), _SMALL)
    agency = (letterhead.agency or OPEN).upper()
    yield text(agency, _NAME)
    yield under(agency, _NAME.size, _SIDES[0])


def _motto() -> Iterator[Paragraph | Rule]:
    yield text(_("SOCIALIST REPUBLIC OF VIET NAM"), _NAME)
    yield text(_("Independence - Freedom - Happiness"), _MOTTO)
    yield Rule(_MOTTO_RULES[current()], _SIDES[1])


def under(words: str, size: int, room: float) -> Rule:
    """Return the rule under a text: a third to a half as long as its line, or as a usual name's where it is open."""
    last = words.rpartition("\n")[2]
    if last == OPEN:
        return Rule(_RULE, room)
    ems = sum(_SPACE if one.isspace() else _CAPITAL if one.isupper() else _LETTER for one in last)
    return Rule(min(ems * size * _MM_A_PT, room) * _RULE_SHARE, room)


def addressed(receivers: Sequence[str]) -> Iterator[Block]:
    """Yield to whom a document goes: one on the line, several below one another."""
    label = _("To: {receiver}")
    if len(receivers) <= 1:
        said = label.format(receiver=receivers[0] if receivers else OPEN)
        yield text(said, ParagraphLook(align="center", before=6, after=12))
        return
    yield text(
        label.format(receiver="").rstrip(), ParagraphLook(hang=_TO, align="left", before=6, after=0)
    )
    for number, receiver in enumerate(receivers, 1):
        end = "." if number == len(receivers) else ";"
        after = 12 if number == len(receivers) else 0
        yield text(
            f"- {receiver}{end}", ParagraphLook(hang=_DASHES[current()], align="left", after=after)
        )


def based(bases: Sequence[str]) -> Iterator[Block]:
    """Yield what a document rests on, each in a line that ends with a semicolon, the last with a full stop."""
    for number, basis in enumerate(bases, 1):
        end = "." if number == len(bases) else ";"
        yield text(basis.rstrip(" .;") + end, BASIS)


def signed(letterhead: Letterhead, *, as_above: bool) -> Columns:
    """Return who gets copies, and who signs; `as_above` where somebody is addressed."""
    stated = [line.upper() for line in (letterhead.authority, letterhead.title) if line] or [OPEN]
    first, *others = (*stated, *[""] * _ROOM_TO_SIGN, letterhead.signer or OPEN)
    right = (text(first, _FIRST), *(text(line, _SIGNER) for line in others))
    above = (_("as above;"),) if as_above else ()
    copies = (
        *above,
        *(f"{recipient.rstrip(' .;')};" for recipient in letterhead.recipients or (OPEN,)),
    )
    filed = _("file: {units}.").format(units=letterhead.filed or OPEN)
    return Columns(_HALVES, ((tuple(_copies((*copies, filed))), right),))


def signed_minutes(secretary: str | None, chair: str | None) -> Iterator[Block]:
    """Yield who signs minutes: the secretary on the left, the chair on the right; then the copies. Source: model 1.9."""
    sides = tuple(
        (
            text(office, _FIRST), *[text("", _SIGNER)] * _ROOM_TO_SIGN,
            text(name or OPEN, _SIGNER),
        )
        for office, name in ((_("SECRETARY"), secretary), (_("CHAIR"), chair))
    )  # fmt: skip
    yield Columns(_HALVES, ((sides[0], sides[1]),))
    filed = _("file: {units}.").format(units=_("the dossier"))
    yield Columns(_HALVES, ((tuple(_copies((f"{OPEN};", filed))), (text("", _COPIES),)),))


def _copies(lines: Sequence[str]) -> Iterator[Paragraph]:
    yield Paragraph(
        (Run(_("Copies:"), bold=True, italic=True),), _COPIES._replace(size=12, before=12)
    )
    for line in lines:
        yield text(f"- {line}", _COPIES)
