"""The sheet for the other side: what is recorded of a party's items and actions, and yellow cells to answer in.

Only the yellow cells can be written to; lists and dates are checked by the spreadsheet itself. Two hidden
sheets hold the words to choose from, and the fingerprint by which the answers are read back.
"""

import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from textwrap import wrap
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from coopctl.domain.codes import STATUS_LABELS, Status
from coopctl.domain.exchange.answers import (
    ABOVE,
    ABOVE_COLUMN,
    ASKED,
    FORMAT,
    SHOWN,
    Fingerprint,
    Sent,
    asked_label,
    encode,
)
from coopctl.domain.plan.plan import Plan
from coopctl.domain.standing.standing import ActionRow, ItemRow
from coopctl.domain.words.numbers import MAX_PERCENT
from coopctl.domain.words.text import excerpt, visible
from coopctl.language import _
from coopctl.output.screen import marks
from coopctl.output.words import words

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_MOST = 16_000  # letters of a cell: Excel holds 32,767, and counts an emoji twice
_NOTE = 200  # letters of the last word
_FONT = {"font_name": "Times New Roman", "font_size": 11}
_YELLOW, _GREY, _BLUE, _RED = "#FFF8DC", "#EDEDED", "#D9E5F2", "#F4B6A6"
_WIDTHS = (5, 11, 32, 11, 13, 21, 28, 18, 10, 13, 34, 24, 20, 22, 20, 22)  # letters
_STATUS, _PROGRESS, _COMPLETED = (
    len(SHOWN) + ASKED.index(name) for name in ("status", "progress", "completed_on")
)
_LAST = len(SHOWN) + len(ASKED) - 1
_DONE = f"INDEX(statuses,{list(STATUS_LABELS).index(Status.COMPLETED) + 1})"
_LINE, _FEWEST, _HIGHEST = 15, 3, 409  # points of a line, lines of a row, points of a row at most
_DAYS_ABOVE, _WIDE = ("on", "answered_on"), 3  # which of what is above are days; columns of each
_A3 = 8  # as Excel numbers paper
_FIRST_DAY = date(2000, 1, 1)


class SheetRequest(NamedTuple):
    """Whom a sheet asks about which items and actions, as of which day, known when (`known`: in words).

    `version` is the entry of the plan's version; None where the plan was not recorded.
    """

    plan: Plan
    version: str | None
    party: str
    as_of: date
    known_at: str | None
    period: str | None
    known: Sequence[str]
    items: Sequence[ItemRow]
    actions: Sequence[ActionRow]


class _Section(NamedTuple):
    """Rows under a heading."""

    title: str
    rows: tuple[Sent, ...]


class _Styles(NamedTuple):
    """How the kinds of cells look."""

    title: "Format"
    line: "Format"
    group: "Format"
    head: "Format"
    section: "Format"
    shown: "Format"
    answer: "Format"
    percent: "Format"
    day: "Format"
    missing: "Format"


def write_request(target: BinaryIO, asked: SheetRequest) -> int:
    """Write the sheet as a workbook; return how many rows it asks about. Imports xlsxwriter."""
    import xlsxwriter

    sections = list(_sections(asked))
    lines = _lines(asked)
    fingerprint = _fingerprint(asked, lines, sections)
    content = io.BytesIO()
    options = {"in_memory": True, "default_format_properties": _FONT}
    with xlsxwriter.Workbook(content, options) as book:
        book.set_properties({"title": lines[0], "created": datetime.combine(asked.as_of, time())})
        sheet = book.add_worksheet(_("Answers"))
        _write_lists(book)
        _write_fingerprint(book, fingerprint)
        styles = _styles(book)
        head = _write_top(sheet, lines, styles)
        last = _write_sections(sheet, head + 1, sections, styles)
        _check_cells(sheet, head, last, styles)
        _set_up(sheet, head)
    target.write(content.getvalue())
    return len(fingerprint.rows)


def _fingerprint(
    asked: SheetRequest, lines: Sequence[str], sections: Sequence[_Section]
) -> Fingerprint:
    headings = (*_groups(), *(section.title for section in sections))
    return Fingerprint(
        asked.plan.id, asked.version, asked.party, asked.as_of, asked.known_at, asked.period,
        above=tuple(map(_, ABOVE.values())), labels=tuple(_labels()), fixed=(*lines, *headings),
        rows=tuple(row for section in sections for row in section.rows),
    )  # fmt: skip


def _labels() -> list[str]:
    return [_(label) for label in (*SHOWN, *map(asked_label, ASKED))]


def _groups() -> tuple[str, str]:
    return _("As recorded"), _("Your answer")


def _lines(asked: SheetRequest) -> list[str]:
    """Return what stands above the table: the title, whom it asks about what, how to fill it in."""
    names = words.Names(asked.plan.parties, asked.as_of)
    number = f" ({asked.plan.number})" if asked.plan.number else ""
    example = [_("EXAMPLE: everything here is invented")] if asked.plan.example else []
    moment = _("as of {day}").format(day=words.day(asked.as_of))
    return [
        _fitted(line)
        for line in (
            _("Request for a report: {party}").format(party=names.full(asked.party)),
            " · ".join([f"{words.read(asked.plan.title)}{number}", moment, *asked.known, *example]),
            _("1. Fill in the yellow cells only; leave a row empty where there is nothing to report. Do not add, move or delete rows or columns."),
            _("2. Choose the status from the list; “{completed}” needs the day of completion. Progress is a whole number from 0 to 100.").format(
                completed=words.label("status", Status.COMPLETED)
            ),
            _("3. As evidence, write a document’s number and date or an address, one a line (Alt+Enter). Say below who answers. Save the file and send it back."),
        )
    ]  # fmt: skip


def _sections(asked: SheetRequest) -> Iterator[_Section]:
    """Yield the items area by area, then the actions, numbered through."""
    number = 0
    for area in asked.plan.areas:
        items = [row for row in asked.items if row.area == area.id]
        if items:
            title = _fitted(f"{area.id}. {words.read(area.title)}")
            yield _Section(
                title,
                tuple(
                    _sent(at, row.item, row, asked.party)
                    for at, row in enumerate(items, number + 1)
                ),
            )
            number += len(items)
    if asked.actions:
        actions = enumerate(asked.actions, number + 1)
        rows = tuple(_sent(at, row.id, row, asked.party) for at, row in actions)
        yield _Section(_("Open actions from meetings"), rows)


def _sent(number: int, code: str, row: ItemRow | ActionRow, party: str) -> Sent:
    """Return a row as it is shown: everything in words, what is not stated empty."""
    progress = f" {row.progress} %" if row.progress is not None else ""
    recorded = f"{words.label('status', row.status)}{progress}"
    if row.timeliness not in marks.SAID_BY_STATUS:
        recorded += f"\n{marks.in_words(row)}"
    role = _("Lead") if row.lead == party else _("Cooperating")
    due = row.deadline or ""
    last = excerpt(row.last_word or "", _NOTE)
    shown = (str(number), code, row.title, role, due, recorded, last)
    return Sent(code, row.entry, tuple(map(_fitted, shown)))


def _fitted(text: str) -> str:
    """Return a text that fits into a cell, visible and cut with a mark."""
    text = visible(text)
    return text if len(text) <= _MOST else f"{text[: _MOST - 1]}…"


def _styles(book: "Workbook") -> _Styles:
    def style(**more: object) -> "Format":
        return book.add_format({**_FONT, "valign": "top", **more})

    wrapped = {"text_wrap": True, "border": 1, "border_color": "#A6A6A6"}
    answer = {**wrapped, "bg_color": _YELLOW, "locked": False}
    return _Styles(
        title=style(bold=True, font_size=14, valign="vcenter"),
        line=style(),
        group=style(bold=True, align="center", bg_color=_BLUE, border=1, border_color="#A6A6A6"),
        head=style(**{**wrapped, "valign": "vcenter"}, bold=True, align="center", bg_color=_BLUE),
        section=style(bold=True, bg_color=_GREY, top=1, bottom=1, border_color="#A6A6A6"),
        shown=style(**wrapped),
        answer=style(**answer, num_format="@"),
        percent=style(**answer, num_format='0" %"', align="center"),
        day=style(**answer, num_format="dd/mm/yyyy", align="center"),
        missing=style(bg_color=_RED),
    )


def _write_lists(book: "Workbook") -> None:
    """Write the words to choose from, on a hidden sheet."""
    lists = book.add_worksheet(_("Lists"))
    lists.write_column(0, 0, [words.label("status", code) for code in STATUS_LABELS])
    lists.hide()
    book.define_name("statuses", f"='{lists.get_name()}'!$A$1:$A${len(STATUS_LABELS)}")


def _write_fingerprint(book: "Workbook", fingerprint: Fingerprint) -> None:
    """Write what the sheet was made from, on a sheet that only programs show."""
    hidden = book.add_worksheet("coopctl")
    for at, text in enumerate((FORMAT, *encode(fingerprint))):
        hidden.write_string(at, 0, text)
    hidden.very_hidden()


def _write_top(sheet: "Worksheet", lines: Sequence[str], styles: _Styles) -> int:
    """Write all above the rows; return the row of the headers, from 0."""
    for at, line in enumerate(lines):
        _put(sheet, at, 0, line, styles.line if at else styles.title)
    for at, (field, label) in enumerate(ABOVE.items(), len(lines)):
        sheet.write_string(at, 0, _(label), styles.line)
        style = styles.day if field in _DAYS_ABOVE else styles.answer
        sheet.merge_range(at, ABOVE_COLUMN, at, ABOVE_COLUMN + _WIDE - 1, "", style)
    groups = len(lines) + len(ABOVE)
    for first, count, group in zip(
        (0, len(SHOWN)), (len(SHOWN), len(ASKED)), _groups(), strict=True
    ):
        sheet.merge_range(groups, first, groups, first + count - 1, group, styles.group)
    for column, label in enumerate(_labels()):
        sheet.write_string(groups + 1, column, label, styles.head)
    return groups + 1


def _write_sections(
    sheet: "Worksheet", at: int, sections: Sequence[_Section], styles: _Styles
) -> int:
    """Write the rows under their headings; return the last row."""
    for section in sections:
        _put(sheet, at, 0, section.title, styles.section)
        for column in range(1, len(_WIDTHS)):
            sheet.write_blank(at, column, None, styles.section)
        for row in section.rows:
            at += 1
            _write_row(sheet, at, row, styles)
        at += 1
    return at - 1


def _write_row(sheet: "Worksheet", at: int, row: Sent, styles: _Styles) -> None:
    sheet.set_row(at, _height(row))
    for column, text in enumerate(row.shown):
        _put(sheet, at, column, text, styles.shown)
    own = {"progress": styles.percent, "completed_on": styles.day}
    for column, field in enumerate(ASKED, len(SHOWN)):
        sheet.write_blank(at, column, None, own.get(field, styles.answer))


def _height(row: Sent) -> int:
    """Return how high a row must be for all that it shows, and for a few lines of an answer, in points."""
    lines = (
        sum(max(1, len(wrap(line, width))) for line in text.split("\n"))
        for text, width in zip(row.shown, _WIDTHS, strict=False)
    )
    return min(_LINE * max(_FEWEST, *lines), _HIGHEST)


def _put(sheet: "Worksheet", row: int, column: int, text: str, style: "Format") -> None:
    """Write a text as it is; the library would take `<r>…</r>` for XML of its own, but not in a rich text."""
    if text.startswith("<r>") and text.endswith("</r>"):
        sheet.write_rich_string(row, column, "<", style, text[1:], style)
    elif not text:
        sheet.write_blank(row, column, None, style)
    else:
        sheet.write_string(row, column, text, style)


def _check_cells(sheet: "Worksheet", head: int, last: int, styles: _Styles) -> None:
    """Let the spreadsheet check statuses, percentages and days, and colour what is still missing."""
    first = head + 1
    sheet.data_validation(first, _STATUS, last, _STATUS, {
        "validate": "list", "source": "=statuses",
        "error_title": _("Status"), "error_message": _("Choose one of the words of the list."),
    })  # fmt: skip
    sheet.data_validation(first, _PROGRESS, last, _PROGRESS, {
        "validate": "integer", "criteria": "between", "minimum": 0, "maximum": MAX_PERCENT,
        "error_title": _("Progress, %"), "error_message": _("Write a whole number from 0 to 100."),
    })  # fmt: skip
    top = head - 1 - len(ABOVE)  # the group of the headers is between
    days = [top + at for at, field in enumerate(ABOVE) if field in _DAYS_ABOVE]
    for row, end, column in ((first, last, _COMPLETED), *((at, at, ABOVE_COLUMN) for at in days)):
        sheet.data_validation(row, column, end, column, {
            "validate": "date", "criteria": "between", "minimum": _FIRST_DAY, "maximum": "=TODAY()",
            "input_title": _("Date"), "input_message": _("day/month/year, not later than today"),
            "error_title": _("Date"), "error_message": _("Write a day that has come, such as 30/6/2026."),
        })  # fmt: skip
    for column, missing in (
        (
            _STATUS,
            f'=AND({_at(first, _STATUS)}="",COUNTA({_at(first, _PROGRESS)}:{_at(first, _LAST)})>0)',
        ),
        (_COMPLETED, f'=AND({_at(first, _COMPLETED)}="",{_at(first, _STATUS)}={_DONE})'),
    ):
        rule = {"type": "formula", "criteria": missing, "format": styles.missing}
        sheet.conditional_format(first, column, last, column, rule)


def _at(row: int, column: int) -> str:
    """Return a cell of the first row that a rule is for; the row moves with the rule, the column stays."""
    return f"${chr(ord('A') + column)}{row + 1}"


def _set_up(sheet: "Worksheet", head: int) -> None:
    """Set widths, what stays in sight, how it prints, and what may be changed."""
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.set_row(0, 24)
    sheet.set_row(head, 2 * _LINE + 3)
    sheet.freeze_panes(head + 1, SHOWN.index("Content") + 1)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(_A3)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.repeat_rows(head - 1, head)
    sheet.set_footer("&C&P / &N")
    sheet.protect("", {"format_rows": True, "format_columns": True})
    sheet.activate()
