"""The summary: headline figures, areas, months and indicators, each with a chart of the same cells."""

from collections.abc import Mapping, Sequence
from itertools import repeat
from typing import TYPE_CHECKING, Any

from coopctl.domain.codes import Timeliness
from coopctl.domain.plan.indicators import IndicatorRow
from coopctl.domain.standing.period_figures import PeriodFigures
from coopctl.domain.standing.standing import ItemRow, Tally, tally
from coopctl.language import _
from coopctl.messages import N_
from coopctl.output.screen.marks import MARKS, official, plain, titled
from coopctl.output.words import words
from coopctl.output.words.check_codes import code_lines
from coopctl.output.words.period_figures import (
    figure_cells,
    figures_head,
    figures_title,
    late_groups,
)
from coopctl.output.workbook.cells import Cells, Value, marked, number_of
from coopctl.output.workbook.charts import LINE, SIDE, Block, Charts, Series
from coopctl.output.workbook.edition import WorkbookEdition
from coopctl.output.workbook.figures import FigureCounter, ItemGroup, MonthCount, group
from coopctl.output.workbook.formats import TINTS
from coopctl.output.workbook.printing import set_page

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_MOST = 30  # areas, plans or indicators that are listed; a chart of more could not be read
_KINDS = (
    (N_("Updates"), Timeliness.IN_TIME), (N_("Meetings"), Timeliness.DUE_SOON),
    (N_("Outcomes"), Timeliness.DONE_ON_TIME),
)  # fmt: skip
_NAME, _NUMBER = 44, 12  # widths, in characters
_HIGHEST = 760  # pixels of a chart, which are a page
_COLUMNS = 11  # a name, all, eight classes, a rate
_PAGE, _SCALE = 40, 74  # lines on a printed page, and by how many percent they are made smaller
_LETTERS = 110  # of a title that go on a line


class Summary:
    """Writes tables and charts below one another; `_line` is the next free one."""

    def __init__(self, book: "Workbook", cells: Cells, edition: WorkbookEdition) -> None:
        self._cells, self._edition = cells, edition
        self._charts = Charts(book, cells.sheet)
        self._line = 0
        self._page = 0  # the line on which the page begins
        self._breaks: list[int] = []

    def write(self, items: Sequence[ItemRow], figures: FigureCounter) -> None:
        """Write all of it."""
        sheet = self._cells.sheet
        self._cells.set_widths([_NAME, *[_NUMBER] * (_COLUMNS - 1)], _COLUMNS)
        self._write_head()
        counted = tally(items)
        if self._edition.figures is not None:
            self._write_period(self._edition.figures)
        self._write_classes(counted, figures.actions)
        self._write_groups(group(items, self._edition), counted)
        self._write_months(figures.months(self._edition.as_of))
        self._write_indicators(figures.indicators)
        self._write_check_codes()
        set_page(sheet)
        sheet.set_print_scale(_SCALE)  # Excel breaks no page where it fits them itself
        sheet.set_h_pagebreaks(self._breaks)
        sheet.hide_gridlines(2)
        sheet.print_area(0, 0, self._line, _COLUMNS - 1)

    def _write_head(self) -> None:
        edition, formats = self._edition, self._cells.formats
        for text, look in (
            (_("Summary").upper(), formats.title), (edition.title, formats.title),
            (edition.about, formats.subtitle),
        ):  # fmt: skip
            self._cells.sheet.set_row(self._line, 20 * (1 + len(text) // _LETTERS))
            self._cells.put_across(self._line, _COLUMNS - 1, text, look)
            self._line += 1
        self._line += 1

    def _write_period(self, found: PeriodFigures) -> None:
        """Write a closed period's own figures beside those from the beginning, then what came too late."""
        self._table(figures_title(found), figures_head(found), figure_cells(found))
        for late in late_groups(found):
            self._line += 1
            for sentence in (late.title, *late.lines[:_MOST]):
                self._cells.put(self._line, 0, sentence, self._cells.formats.flat)
                self._line += 1
            self._say_rest(len(late.lines))
        self._line += 1

    def _write_classes(self, counted: Tally, actions: Mapping[str, int]) -> None:
        """Write how many items and actions are in each class, and the rates with their formulas."""
        begin = self._line
        labels = (_("Timeliness"), _("Items"), _("Actions"))
        rows: list[list[Value]] = [
            [marked(code), counted.classes.get(code, 0), actions.get(code, 0)] for code in MARKS
        ]
        block = self._table(None, labels, rows)
        self._put_total([titled(_("Total"), counted), counted.total, sum(actions.values())])
        self._cells.colour(0, block.first, block.last)
        for formula in (official(counted), plain(counted)):
            self._cells.sheet.write_string(self._line, 0, formula, self._cells.formats.caption)
            self._line += 1
        if counted.total:
            chart = self._charts.shares(
                _("Items by timeliness"), block, 1, [TINTS[code].chart for code in MARKS]
            )
            self._beside(chart, begin, 260)
        self._line += 1

    def _write_groups(self, groups: Sequence[ItemGroup], counted: Tally) -> None:
        """Write the classes of each area, or of each plan where there are several."""
        one = self._edition.plan is not None
        name, title = (
            (_("Area"), _("Timeliness by area")) if one else (_("Plan"), _("Timeliness by plan"))
        )
        labels = (name, _("Items"), *(marked(code) for code in MARKS), _("Official rate, %"))
        rows = [_group_row(found.title, found.counted) for found in groups[:_MOST]]
        block = self._table(title, labels, rows)
        self._say_rest(len(groups))
        self._put_total(_group_row(_("Total"), counted))
        series = [
            Series(2 + at, TINTS[code].chart)
            for at, code in enumerate(MARKS)
            if counted.classes.get(code)
        ]
        if rows and series:
            self._below(self._charts.bars(title, block, series, stacked=True), len(rows))

    def _write_months(self, months: Sequence[MonthCount]) -> None:
        if not months:
            return
        title = _("What was recorded, month by month")
        labels = (_("Month"), *(_(label) for label, _tint in _KINDS))
        rows: list[list[Value]] = [[f"{month.first:%m/%Y}", *month.counts] for month in months]
        block = self._table(title, labels, rows)
        series = [Series(1 + at, TINTS[tint].chart) for at, (_label, tint) in enumerate(_KINDS)]
        self._beside(self._charts.columns(title, block, series), block.header, 300)
        self._line += 1

    def _write_indicators(self, rows: Sequence[IndicatorRow]) -> None:
        if not rows:
            return
        title = _("Indicators: what is reached of the target, %")
        labels = (_("Indicator"), _("Target"), _("Actual"), _("Unit"), _("Reached, %"))
        shown = [self._indicator_row(row) for row in rows[:_MOST]]
        block = self._table(title, labels, shown)
        self._say_rest(len(rows))
        self._line += 1
        series = [Series(4, TINTS[Timeliness.IN_TIME].chart)]
        self._below(self._charts.bars(title, block, series, stacked=False), len(shown))

    def _write_check_codes(self) -> None:
        """Write what proves later on what entries the figures rest."""
        for line in code_lines(self._edition.heads):
            text = f"{_('Check code')} {line}"
            self._cells.sheet.write_string(self._line, 0, text, self._cells.formats.caption)
            self._line += 1

    def _indicator_row(self, row: IndicatorRow) -> list[Value]:
        target, actual, share = (
            None if one is None else number_of(one) for one in (row.target, row.actual, row.share)
        )
        return [f"{row.item}  {row.title}", target, actual, row.unit, share]

    def _table(
        self, title: str | None, labels: Sequence[str], rows: Sequence[Sequence[Value]]
    ) -> Block:
        """Write a table under its title; return where it stands."""
        sheet, formats = self._cells.sheet, self._cells.formats
        self._keep(len(rows) + 5)
        if title is not None:
            sheet.write_string(self._line, 0, title, formats.heading)
            self._line += 1
        header = self._line
        sheet.set_row(header, 34)
        for at, label in enumerate(labels):
            sheet.write_string(header, at, label, formats.header)
        for row in rows:
            self._line += 1
            self._cells.put_row(self._line, row, repeat(formats.boxed))
        block = Block(sheet.get_name(), header, self._line)
        self._line += 1
        return block

    def _put_total(self, row: Sequence[Value]) -> None:
        self._cells.put_row(self._line, row, repeat(self._cells.formats.total))
        self._line += 1

    def _say_rest(self, count: int) -> None:
        """Say how many rows are left out, if any."""
        if count > _MOST:
            more = _("and {count} more").format(count=words.number(count - _MOST))
            self._cells.put(self._line, 0, more, self._cells.formats.boxed)
            self._line += 1

    def _beside(self, chart: Any, line: int, height: int) -> None:
        """Put a chart at the right of a table that begins at `line`; `height` is in pixels."""
        below = self._charts.place(chart, line, SIDE, height)
        self._line = max(self._line, below)

    def _below(self, chart: Any, bars: int) -> None:
        """Put a chart of so many bars over the whole width below a table."""
        height = min(110 + 26 * bars, _HIGHEST)
        self._line += 1
        self._keep(height // LINE + 1)
        self._line = self._charts.place(chart, self._line, 0, height) + 1

    def _keep(self, lines: int) -> None:
        """Begin a new page where this one has no room for so many lines."""
        if self._line + lines > self._page + _PAGE:
            self._page = self._line
            self._breaks.append(self._line)


def _group_row(title: str, counted: Tally) -> list[Value]:
    rate = counted.official_rate
    counts = (counted.classes.get(code, 0) for code in MARKS)
    return [
        titled(title, counted),
        counted.total,
        *counts,
        None if rate is None else round(100 * rate, 1),
    ]
