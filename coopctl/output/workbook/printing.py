"""How sheets come out on paper: A4 landscape, as wide as the page, the header row on every page."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_A4 = 9
_INCH = 25.4  # mm
_NUMBER = '&C&"Times New Roman,Regular"&13&P'


def set_page(sheet: "Worksheet", *, named: bool = False) -> None:
    """Set paper, margins and page number of a sheet; a `named` one has its name in the margin.

    Source: Decree 30/2020/NĐ-CP, annex I, part I: A4, wide tables in landscape; margins of 20 mm above
    and below, 30 left, 15 right; the number in the middle of the top margin, size 13, for each annex from 1.
    """
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=30 / _INCH, right=15 / _INCH, top=20 / _INCH, bottom=20 / _INCH)
    sheet.set_header(
        ('&L&"Times New Roman,Italic"&10&A' if named else "") + _NUMBER, {"margin": 10 / _INCH}
    )
    sheet.set_start_page(1)
    sheet.fit_to_pages(1, 0)


def set_table(sheet: "Worksheet", header: int, last: int, printed: int, columns: int) -> None:
    """Set what a table with its header on line `header` shows: the filter, what stays in view, what is printed.

    `printed` is how many of its `columns` go on paper.
    """
    last = max(header, last)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})  # `1.10` is no number
    sheet.autofilter(header, 0, last, columns - 1)
    sheet.freeze_panes(header + 1, min(2, columns))
    sheet.repeat_rows(header)
    sheet.print_area(0, 0, last, printed - 1)
