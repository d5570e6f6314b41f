"""The workbook as a file: its sheets in their order, its properties, its bytes.

The same rows and the same day give the same bytes: nothing in it comes from a clock.
"""

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, time
from functools import partial
from io import BytesIO
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from coopctl.domain.standing.standing import ItemRow
from coopctl.language import _
from coopctl.messages import N_
from coopctl.output.workbook.annex import write_annex
from coopctl.output.workbook.cells import Cells
from coopctl.output.workbook.edition import WorkbookEdition
from coopctl.output.workbook.figures import FigureCounter
from coopctl.output.workbook.formats import USUAL, make_formats
from coopctl.output.workbook.summary import Summary
from coopctl.output.workbook.tables import LAYOUTS, Row, write_table

if TYPE_CHECKING:
    from xlsxwriter import Workbook

ANNEX, SUMMARY = N_("Annex"), N_("Summary")


class Written(NamedTuple):
    """What went into a workbook: how many items; how many rows found no line in their sheet, by table."""

    items: int
    left_out: Mapping[str, int]


def write_workbook(
    target: BinaryIO,
    edition: WorkbookEdition,
    items: Sequence[ItemRow],
    tables: Callable[[str], Iterable[Row]],
    *,
    lean: bool,
) -> Written:
    """Write the workbook; `tables` gives the rows of the other tables by name.

    `lean` keeps no line in memory, which is a fifth slower. Imports XlsxWriter: call it where that may be missing. Raises: OSError where there is no room for it.
    """
    content = BytesIO()
    with _uncollected(), _opened(content, edition, lean=lean) as book:
        formats = make_formats(book)
        annex, summary, *flat = (
            Cells(book.add_worksheet(_(name)), formats)
            for name in (ANNEX, SUMMARY, *(layout.name for layout in LAYOUTS))
        )
        write_annex(annex, items, edition)
        figures = FigureCounter()
        left_out = {}
        for cells, layout in zip(flat, LAYOUTS, strict=True):
            rows = items if layout.table == "items" else tables(layout.table)
            left_out[layout.table] = write_table(
                cells, layout, figures.watch(layout.table, rows), edition
            )
        Summary(book, summary, edition).write(items, figures)
    target.write(content.getbuffer())
    return Written(len(items), {table: count for table, count in left_out.items() if count})


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the collector from looking for cycles in half a million cells, which takes a tenth of the time."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


@contextmanager
def _opened(content: BytesIO, edition: WorkbookEdition, *, lean: bool) -> Iterator["Workbook"]:
    """Open a workbook, and close it in any case."""
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    _end_lines_alike()
    with TemporaryDirectory(prefix="coopctl-") as folder:
        book = Workbook(content, {
            "constant_memory": lean, "tmpdir": folder, "default_format_properties": USUAL,
        })  # fmt: skip
        created = datetime.combine(edition.as_of, time.min)
        book.set_properties({"title": edition.title, "created": created})
        try:
            yield book
            book.close()
        except FileCreateError as error:
            raise OSError(*error.args[0].args) from error
        finally:
            for sheet in book.worksheets() if lean else ():
                sheet.row_data_fh.close()


def _end_lines_alike() -> None:
    """Let the library end lines as it does elsewhere: on Windows the same figures would make another file."""
    from xlsxwriter import theme, worksheet, xmlwriter

    for module in (theme, worksheet, xmlwriter):
        module.open = partial(open, newline="\n")
