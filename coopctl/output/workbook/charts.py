"""Native charts: they show cells of the sheet that they stand in, and change with them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from coopctl.output.workbook.formats import FONT

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.chart import Chart
    from xlsxwriter.worksheet import Worksheet

SIDE = 5  # the column from which a chart stands beside a table
LINE = 20  # pixels of a line
_WIDE, _NARROW = 1190, 530  # pixels: over the whole width, and beside a table
_PLAIN = {"name": FONT["font_name"], "size": 10}
_TITLE = {"name": FONT["font_name"], "size": 12, "bold": True}
_COUNT, _SHARE = "#,##0;;", "#,##0.0;;"  # a part that is nothing has no label


class Series(NamedTuple):
    """A series of a chart: the column that holds it, and its colour."""

    column: int
    colour: str


class Block(NamedTuple):
    """A table in a sheet: the lines of its header and of its last row. Names stand in its first column."""

    sheet: str
    header: int
    last: int

    @property
    def first(self) -> int:
        """The line of its first row."""
        return self.header + 1

    def cells(self, column: int) -> list[Any]:
        """Return a column without its header, as charts take it."""
        return [self.sheet, self.first, column, self.last, column]


class Charts:
    """Makes the charts of one sheet and puts them into it."""

    def __init__(self, book: "Workbook", sheet: "Worksheet") -> None:
        self._book, self._sheet = book, sheet

    def shares(self, title: str, block: Block, column: int, colours: Sequence[str]) -> "Chart":
        """Make a ring of one column, a colour for each row."""
        chart = self._chart({"type": "doughnut"}, title)
        chart.add_series({
            "categories": block.cells(0), "values": block.cells(column),
            "points": [{"fill": {"color": colour}} for colour in colours],
            "data_labels": {"value": True, "num_format": _COUNT, "font": _PLAIN},
        })  # fmt: skip
        chart.set_legend({"position": "right", "font": _PLAIN})
        return chart

    def bars(self, title: str, block: Block, series: Sequence[Series], *, stacked: bool) -> "Chart":
        """Make bars, one for each row, in the table's order from above."""
        kind = {"type": "bar", "subtype": "stacked"} if stacked else {"type": "bar"}
        chart = self._filled(kind, title, block, series)
        chart.set_y_axis({"reverse": True, "num_font": _PLAIN})
        chart.set_x_axis({
            "visible": False, "min": 0, "major_gridlines": {"visible": False}, "num_font": _PLAIN,
        })  # fmt: skip
        return chart

    def columns(self, title: str, block: Block, series: Sequence[Series]) -> "Chart":
        """Make stacked columns, one for each row, from left to right."""
        chart = self._filled({"type": "column", "subtype": "stacked"}, title, block, series)
        chart.set_x_axis({"num_font": _PLAIN, "text_axis": True})
        chart.set_y_axis({"num_font": _PLAIN, "num_format": "#,##0", "min": 0})
        return chart

    def place(self, chart: "Chart", line: int, column: int, height: int) -> int:
        """Put a chart at a line and column, `height` pixels high; return the next free line."""
        chart.set_size({"width": _NARROW if column else _WIDE, "height": height})
        self._sheet.insert_chart(line, column, chart, {"y_offset": 4, "object_position": 2})
        return line + -(-height // LINE)

    def _filled(
        self, kind: dict[str, str], title: str, block: Block, series: Sequence[Series]
    ) -> "Chart":
        stacked = "subtype" in kind
        label = _COUNT if stacked else _SHARE
        chart = self._chart(kind, title)
        for column, colour in series:
            chart.add_series({
                "name": [block.sheet, block.header, column],
                "categories": block.cells(0), "values": block.cells(column),
                "fill": {"color": colour}, "gap": 45,
                "data_labels": {"value": True, "num_format": label, "font": _PLAIN},
            })  # fmt: skip
        chart.set_legend({"position": "bottom", "font": _PLAIN} if stacked else {"none": True})
        return chart

    def _chart(self, kind: dict[str, str], title: str) -> "Chart":
        chart = self._book.add_chart(kind)
        chart.set_title({"name": title, "name_font": _TITLE})
        return chart
