"""The annex of a plan's items: a table across the page, in the columns that offices use.

Source: Decree 30/2020/NĐ-CP, annex I (annexes: the word, the title, what it goes with, pages of its own) and
annex III (model 2.1).
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from coopctl.domain.exchange.letterhead import Letterhead
from coopctl.domain.plan.plan import Plan
from coopctl.domain.record.heads import ChainHead
from coopctl.domain.standing.achievements import Achievement
from coopctl.domain.standing.standing import ActionRow, ItemRow
from coopctl.language import _
from coopctl.output.documents.blocks import (
    CENTRE,
    OPEN,
    PERCENT,
    WIDE,
    Block,
    DocumentPart,
    Table,
    TableRow,
    text,
)
from coopctl.output.documents.frame import translated, under
from coopctl.output.documents.letter import official_day
from coopctl.output.documents.letterhead import full_number
from coopctl.output.screen.marks import in_words, standing_parts
from coopctl.output.words import words
from coopctl.output.words.achievements import achievement_lines, results_head
from coopctl.output.words.check_codes import code_lines

_WIDTHS = (12, 36, 22, 26, 34, 27, 43, 25, 22)  # no word of a head is broken
_CENTRED = frozenset({0, 4})


class Annexed(NamedTuple):
    """A plan's items as they stand on a day, each with what was achieved from `since` on, by its id.

    `since` is None where that is all from the beginning. `heads` are the newest entries that it rests on.
    """

    plan: Plan
    items: Sequence[ItemRow]
    achieved: Mapping[str, Achievement]
    since: date | None
    as_of: date
    heads: tuple[ChainHead, ...] = ()


def annex(found: Annexed, letterhead: Letterhead) -> DocumentPart:
    """Return the annex: every item of a plan as it stands on a day, by area."""
    goes_with = _("(With report {number} of {date}, issued by {agency})").format(
        number=full_number(letterhead, "BC", letterhead.number), date=official_day(letterhead.day),
        agency=letterhead.agency or OPEN,
    )  # fmt: skip
    blocks: list[Block] = [
        *translated(),
        text(_("Annex"), CENTRE._replace(bold=True, level=0)),
        text(annex_subject(found.plan, found.as_of).upper(), CENTRE._replace(bold=True)),
        text(goes_with, CENTRE._replace(italic=True)),
        under(goes_with, CENTRE.size, WIDE),
        text("", CENTRE._replace(size=6)),
        _table(found),
        *_check_codes(found.heads),
    ]
    return DocumentPart(blocks, across=True)


def _check_codes(heads: Sequence[ChainHead]) -> Iterator[Block]:
    """Yield what proves later on what entries the figures rest: a line for each newest entry."""
    for line in code_lines(heads):
        yield text(f"{_('Check code')} {line}", CENTRE._replace(size=10, before=6, align="left"))


def annex_subject(plan: Plan, as_of: date) -> str:
    """Return what the annex is about."""
    about = _("How the items of plan {number} stand").format(number=plan.number or OPEN)
    return f"{about}\n{day_text(as_of)}"


def day_text(as_of: date) -> str:
    """Return as of which day something is said, as documents write it."""
    return _("as of {day}").format(day=official_day(as_of))


def _table(found: Annexed) -> Table:
    head = (
        _("No."), _("Content"), _("Lead"), _("Cooperating"), _("Deadline"), _("Deliverable"),
        results_head(found.since, found.as_of), _("Standing"), _("Notes"),
    )  # fmt: skip
    return Table(_WIDTHS, head, _rows(found), _CENTRED)


def _rows(found: Annexed) -> Iterator[TableRow]:
    names = words.Names(found.plan.parties, found.as_of)
    for area in found.plan.areas:
        yield TableRow((f"{area.id}. {words.read(area.title)}",), bold=True)
        for row in found.items:
            if row.area == area.id:
                yield TableRow(_cells(row, found.achieved[row.item], names))


def _cells(row: ItemRow, achieved: Achievement, names: words.Names) -> tuple[str, ...]:
    return (
        row.item,
        row.title,
        names.short(row.lead) or OPEN,
        names.shorts(row.cooperating.split()) or OPEN,
        row.deadline or OPEN,
        row.deliverable or OPEN,
        "\n".join(achievement_lines(achieved)) or OPEN,
        standing_text(row),
        row.evidence or "",
    )


def standing_text(row: ItemRow | ActionRow) -> str:
    """Return timeliness and status in the words of `status`, semicolons between."""
    if row.completed_on is not None:
        return f"{in_words(row)} ({words.day(row.completed_on)})"
    groups = ("".join(part.text for part in group) for group in standing_parts(row))
    said = "; ".join(filter(None, groups))
    if isinstance(row, ItemRow) and row.withdrawn is not None:
        return said  # with a reason that people wrote
    return said.replace(" %", PERCENT)
