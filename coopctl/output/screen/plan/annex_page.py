"""What was understood of a sheet, cell by cell, and what was not."""

from itertools import groupby
from typing import Any

from coopctl.domain.exchange.annex import HEADER, MEANING_LABELS, UNKNOWN, Annex, Reading
from coopctl.language import _, _n, render
from coopctl.messages import Message
from coopctl.output.screen.page import Page, Part

_PLACE, _MEANING = 6, 20  # columns


def show_annex(page: Page, annex: Annex) -> None:
    """Print every cell with what it was taken for, row by row; then the ones that were not understood."""
    rows = ", ".join(map(str, dict.fromkeys(annex.header)))
    page.line(
        Part(
            _("Sheet “{sheet}”, header in row {rows}").format(sheet=annex.sheet, rows=rows), "bold"
        )
    )
    if annex.hidden is None:
        said = _("whether rows or columns are hidden cannot be told from this kind of file")
        page.line(Part(said, "dim"))
    for sentence, hidden in (
        (_("rows that are hidden in the sheet were read as well: {rows}"), annex.hidden),
        (_("columns that are hidden in the sheet were read as well: {rows}"), annex.hidden_columns),
    ):
        if hidden:
            page.line(Part(sentence.format(rows=", ".join(map(str, hidden))), "yellow"))
    for _row, cells in groupby(annex.cells, key=lambda cell: cell.row):
        page.gap()
        for cell in cells:
            _show_cell(page, cell)
    _show_under(page, _("Worth a look"), [(remark, remark.remark) for remark in annex.remarks])
    _show_under(
        page, _("Not understood"), [(problem, problem.problem) for problem in annex.problems]
    )
    page.gap()
    page.line(Part(sum_up(annex), "bold"))


def _show_cell(page: Page, cell: Reading) -> None:
    meaning = _(MEANING_LABELS[cell.meaning])
    style = "red" if cell.meaning == UNKNOWN else "dim"
    said = [Part(" ".join(cell.text.split()))]
    value = _(MEANING_LABELS.get(cell.value, "")) if cell.meaning == HEADER else cell.value
    if value and " ".join(value.split()) != " ".join(cell.text.split()):
        beyond = value.rpartition(" → ")[2] if value.startswith(cell.text) else value
        said.append(Part(f" → {' '.join(beyond.split())}", "green"))
    page.columns([
        ([Part(cell.place)], _PLACE), ([Part(meaning, style)], _MEANING),
        (said, max(page.width - _PLACE - _MEANING - 6, 20)),
    ], indent=2)  # fmt: skip


def _show_under(page: Page, title: str, cells: list[tuple[Reading, Message | None]]) -> None:
    if not cells:
        return
    page.heading(f"{title}: {len(cells)}")
    for cell, message in cells:
        if message is not None:
            page.line(Part(f"{cell.place}: ", "bold"), Part(render(message)), indent=2, hang=2)


def sum_up(annex: Annex) -> str:
    """Return in a sentence how much was understood."""
    understood = len(annex.cells) - len(annex.problems)
    items = _n("{count} item", "{count} items", len(annex.items)).format(count=len(annex.items))
    areas = _n("{count} area", "{count} areas", len(annex.areas)).format(count=len(annex.areas))
    parties = _n("{count} party", "{count} parties", len(annex.parties)).format(
        count=len(annex.parties)
    )
    return _("{items} in {areas}, {parties}; understood {understood} of {cells} cells").format(
        items=items, areas=areas, parties=parties, understood=understood, cells=len(annex.cells)
    )


def annex_data(annex: Annex) -> dict[str, Any]:
    """Return what was understood as JSON has it."""
    return {
        "sheet": annex.sheet,
        "header": list(dict.fromkeys(annex.header)),
        "hidden": list(annex.hidden) if annex.hidden is not None else None,
        "hidden_columns": None if annex.hidden_columns is None else list(annex.hidden_columns),
        "cells": [_cell_data(cell) for cell in annex.cells],
    }


def _cell_data(cell: Reading) -> dict[str, Any]:
    return {
        "cell": cell.place,
        "text": cell.text,
        "meaning": cell.meaning,
        "value": cell.value,
        "remark": render(cell.remark) if cell.remark else None,
        "problem": render(cell.problem) if cell.problem else None,
    }
