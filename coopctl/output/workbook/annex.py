"""The annex: the items by area, in the columns that every office knows."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from coopctl.domain.record.confirmations import Confirmation
from coopctl.domain.standing.standing import ItemRow
from coopctl.language import _
from coopctl.messages import N_, CoopError, msg
from coopctl.output.screen.marks import MARKS, standing_parts
from coopctl.output.words import words
from coopctl.output.words.achievements import achievement_lines, results_head
from coopctl.output.workbook.cells import LAST_LINE, Cells, Value, marked
from coopctl.output.workbook.edition import WorkbookEdition
from coopctl.output.workbook.printing import set_page, set_table

_HEADER = 5  # the line of the header, from 0
_LETTERS = 74  # of a title in capitals that go on a line
_TITLE_HEIGHT = 19  # points a line


class AnnexColumn(NamedTuple):
    """A column of the annex: its label, its width in characters, and what it says of an item."""

    label: str
    width: int
    value: Callable[[ItemRow, words.Names], Value]


def _standing(row: ItemRow, _names: words.Names) -> str:
    said = ("".join(part.text for part in group) for group in standing_parts(row))
    return f"{MARKS[row.timeliness].text} " + "\n".join(filter(None, said))


def _note(row: ItemRow, _names: words.Names) -> str:
    return "\n".join(_notes(row))


def _notes(row: ItemRow) -> Iterator[str]:
    if row.difficulty:
        yield f"{_('Difficulty')}: {row.difficulty}"
    if row.confirmation == Confirmation.DISPUTED:
        yield words.label("confirmation", row.confirmation)


# Source: the annexes in use, `STT, nội dung, chủ trì, phối hợp, thời hạn, sản phẩm, kết quả, tình trạng, ghi chú`.
COLUMNS = (
    AnnexColumn(N_("No."), 7, lambda row, _names: row.item),
    AnnexColumn(N_("Content"), 34, lambda row, _names: row.title),
    AnnexColumn(N_("Lead"), 13, lambda row, names: names.short(row.lead)),
    AnnexColumn(N_("Cooperating"), 15, lambda row, names: names.shorts(row.cooperating.split())),
    AnnexColumn(N_("Deadline"), 24, lambda row, _names: row.deadline),
    AnnexColumn(N_("Deliverable"), 20, lambda row, _names: row.deliverable),
    AnnexColumn(N_("Results"), 44, lambda row, _names: row.result),
    AnnexColumn(N_("Standing"), 20, _standing),
    AnnexColumn(N_("Notes"), 24, _note),
)
_RESULTS, _STANDING = 6, 7  # the places of these columns
_CENTRED = {0, 4}  # the number and the deadline


def write_annex(cells: Cells, rows: Sequence[ItemRow], edition: WorkbookEdition) -> None:
    """Write the items under their areas, and under their plans where there are several.

    Raises: CoopError where they are more than a sheet has lines.
    """
    formats = cells.formats
    looks = [formats.centred if at in _CENTRED else formats.boxed for at in range(len(COLUMNS))]
    _write_head(cells, edition)
    line = _HEADER
    above: ItemRow | None = None
    for row in rows:
        for head in _heads(above, row, edition):
            line += 1
            for at, value in enumerate(_group(head)):
                cells.put(line, at, value, formats.group)
        above = row
        line += 1
        names = edition.names(row.plan)
        told = row._replace(result="\n".join(achievement_lines(edition.achieved(row))))
        cells.put_row(line, [column.value(told, names) for column in COLUMNS], looks)
    if line > LAST_LINE:
        raise CoopError(
            msg(N_("there are more items than a sheet has lines")),
            msg(N_("name one plan with `--plan`")),
        )
    cells.colour(_STANDING, _HEADER + 1, line)
    set_page(cells.sheet)
    set_table(cells.sheet, _HEADER, line, len(COLUMNS), len(COLUMNS))


class _Head(NamedTuple):
    """What heads some items: an area by its number and title, or a plan, which has no number."""

    number: str | None
    title: str


def _heads(above: ItemRow | None, row: ItemRow, edition: WorkbookEdition) -> Iterator[_Head]:
    """Yield what begins with a row: an area, and its plan where there are several."""
    if edition.plan is None and (above is None or above.plan != row.plan):
        yield _Head(None, f"{row.plan}  {edition.titles.get(row.plan, '')}")
    if above is None or (above.plan, above.area) != (row.plan, row.area):
        yield _Head(row.area, edition.areas.get((row.plan, row.area), ""))


def _group(head: _Head) -> list[Value]:
    """Return the line of a heading: its title runs on over the empty cells."""
    return [head.number, head.title, *[None] * (len(COLUMNS) - 2)]


def _write_head(cells: Cells, edition: WorkbookEdition) -> None:
    """Write the titles, the legend and the header."""
    sheet, formats, last = cells.sheet, cells.formats, len(COLUMNS) - 1
    cells.set_widths([column.width for column in COLUMNS], len(COLUMNS))
    title = _("Progress of: {title}").format(title=edition.title).upper()
    lines = (
        (_("Annex").upper(), formats.title, 1),
        (title, formats.title, 1 + len(title) // _LETTERS),
        (edition.about, formats.subtitle, 1),
    )
    for line, (text, look, height) in enumerate(lines):
        sheet.set_row(line, _TITLE_HEIGHT * height)
        cells.put_across(line, last, text, look)
    _write_legend(cells, len(lines))
    sheet.set_row(_HEADER - 1, 6)
    sheet.set_row(_HEADER, 34)
    for at, column in enumerate(COLUMNS):
        label = _(column.label)
        if at == _RESULTS:
            label = results_head(edition.since, edition.as_of)
        sheet.write_string(_HEADER, at, label, formats.header)


def _write_legend(cells: Cells, line: int) -> None:
    """Write what the marks and colours stand for, a class in each of the last columns."""
    cells.sheet.set_row(line, 32)
    for at, code in enumerate(MARKS, len(COLUMNS) - len(MARKS)):
        cells.sheet.write_string(line, at, marked(code), cells.formats.tints[code])
