"""Flat sheets: a table as `export csv --labels` has it, a row a line, the columns that are printed first."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from coopctl.domain.exchange.columns import TABLES, Column
from coopctl.language import _
from coopctl.messages import N_
from coopctl.output.workbook.cells import LAST_LINE, Cells, overfull, reader_of
from coopctl.output.workbook.edition import WorkbookEdition
from coopctl.output.workbook.printing import set_page, set_table

Row = Sequence[Any]


class Layout(NamedTuple):
    """A flat sheet: its table, its name, and which columns are printed, in their order.

    The others stand to the right of the page.
    """

    table: str
    name: str
    printed: tuple[str, ...]


LAYOUTS = (
    Layout(
        "items", N_("Items"),
        (
            "item", "title", "lead", "cooperating", "deadline", "due", "status",
            "progress", "timeliness", "days", "last_on", "last_word",
        ),
    ),
    Layout(
        "actions", N_("Actions"),
        (
            "id", "agreed_on", "title", "lead", "cooperating", "deadline", "due", "status", "progress",
            "timeliness", "days", "last_on", "last_word",
        ),
    ),
    Layout(
        "meetings", N_("Meetings"),
        (
            "happened_on", "title", "kind", "place", "host", "attendees", "items", "conclusions",
            "actions", "number",
        ),
    ),
    Layout(
        "outcomes", N_("Outcomes"),
        ("happened_on", "item", "title", "type", "indicator", "value", "evidence", "confirmation"),
    ),
    Layout(
        "indicators", N_("Indicators"),
        (
            "item", "title", "unit", "period", "baseline", "target", "actual", "share", "outcomes",
            "evidenced", "evidence", "last_on",
        ),
    ),
    Layout(
        "updates", N_("Updates"),
        (
            "happened_on", "item", "status", "progress", "result", "difficulty", "cause", "proposal",
            "next_step", "evidence", "confirmation",
        ),
    ),
)  # fmt: skip

# In characters; of the kinds of values first, then of columns that need another one.
_KIND_WIDTHS = {
    "day": 11, "moment": 16, "number": 10, "party": 14, "parties": 16, "status": 14, "timeliness": 18,
    "stage": 18, "period": 14, "periods": 24,
}  # fmt: skip
_WIDTHS = {
    "title": 36, "result": 40, "difficulty": 30, "cause": 26, "proposal": 26, "next_step": 26,
    "last_word": 36, "evidence": 24, "conclusions": 40, "proceedings": 40, "attendees": 32,
    "invited": 24, "deliverable": 24, "due_text": 14, "deadline": 24, "withdrawn": 24, "place": 16, "type": 22,
    "item": 8, "area": 24, "unit": 10,
}  # fmt: skip
_USUAL = 14


def write_table(cells: Cells, layout: Layout, rows: Iterable[Row], edition: WorkbookEdition) -> int:
    """Write a header and all rows as they come; return how many found no line in the sheet."""
    columns = TABLES[layout.table]
    order = _order(columns, layout.printed, several=edition.plan is None)
    printed = len(layout.printed) + (edition.plan is None)
    _write_header(cells, [columns[at] for at in order], printed)
    plan_at = [column.code for column in columns].index("plan")
    readers = [(at, reader_of(columns[at].kind)) for at in order]
    further = len(order) - printed
    looks = [cells.formats.flat] * printed + [cells.formats.further] * further
    line = left_out = 0
    for row in rows:
        if line == LAST_LINE - 1:
            left_out += 1
            continue
        line += 1
        names = edition.names(str(row[plan_at]))
        values = [
            row[at] if read is None or row[at] is None else read(row[at], names)
            for at, read in readers
        ]
        cells.put_row(line, values, looks)
    for column, at in enumerate(order):
        if columns[at].kind == "timeliness":
            cells.colour(column, 1, line)
    if left_out:
        cells.put(line + 1, 0, overfull(left_out, layout.table), cells.formats.flat)
    set_page(cells.sheet, named=True)
    set_table(cells.sheet, 0, line, printed, len(order))
    cells.sheet.hide_gridlines(0)  # they are the lines of the table on paper
    return left_out


def _order(columns: Sequence[Column], printed: Sequence[str], *, several: bool) -> list[int]:
    """Return the places of the columns as the sheet has them; the plan comes first where there are several."""
    codes = [column.code for column in columns]
    first = [*(["plan"] if several else []), *printed]
    return [codes.index(code) for code in (*first, *(code for code in codes if code not in first))]


def _write_header(cells: Cells, columns: Sequence[Column], printed: int) -> None:
    usual = (_KIND_WIDTHS.get(column.kind, _USUAL) for column in columns)
    widths = [_WIDTHS.get(column.code, width) for column, width in zip(columns, usual, strict=True)]
    cells.set_widths(widths, printed)
    cells.sheet.set_row(0, 46)
    for at, column in enumerate(columns):
        look = cells.formats.header if at < printed else cells.formats.further_header
        cells.sheet.write_string(0, at, _(column.label), look)
