"""One way through a table: row by row into records, checked as the `add-…` commands check one.

Memory does not grow with the rows: what is about the same thing is looked up once, entries are inserted
in numbers, and of mistakes and remarks the first ones are kept.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from coopctl.domain.exchange.headers import Header, about_field
from coopctl.domain.exchange.marks import stands_for_above
from coopctl.domain.record.checks import FieldProblem, RecordRefused
from coopctl.domain.record.entries import Draft, is_action_id
from coopctl.domain.record.evidence import files_in
from coopctl.domain.words.old_letters import old_letters_in
from coopctl.domain.words.text import excerpt
from coopctl.ledger.file.database import LedgerError
from coopctl.ledger.journal.bulk import Bulk, IdRange
from coopctl.ledger.journal.journal import Writer
from coopctl.ledger.journal.repeats import Repeats
from coopctl.messages import N_, CoopError, Message, Placed, PlacedProblems, msg, problem_at
from coopctl.services.recording.prepare import (
    Request,
    Subject,
    check_record,
    late_remarks,
    look_up,
    remarks_on,
)
from coopctl.services.recording.table_columns import TableLayout, open_rows, read_layout
from coopctl.services.workspace import clock
from coopctl.services.workspace.offices import writer_for
from coopctl.services.workspace.settings import Settings
from coopctl.sheets.book.sheet import place
from coopctl.sheets.book.table import NumberText

_ABOUT_STAGE = {"stage", "grade"}
MOST = 20  # rows, mistakes and remarks that are kept


class WrongCell(NamedTuple):
    """A mistake and the cell that has it, row and column from 0."""

    row: int
    column: int
    message: Message
    hint: Message | None


class TableReport(NamedTuple):
    """What came of a table: the first drafts and remarks with their rows, and how many there are in all.

    `rows` counts those that are new, `known` those that the ledger had already; `hidden` are the numbers of those
    that the sheet does not show.
    """

    rows: int
    known: int
    first: tuple[tuple[int, Draft], ...]
    remarks: tuple[tuple[int, Message], ...]
    remark_count: int
    with_files: tuple[Draft, ...]
    left_out: tuple[str, ...]
    hidden: tuple[int, ...]
    ids: IdRange | None


class TableReader:
    """One way through a table. Memory does not grow with its rows.

    `rehearsed`: nothing is recorded but what later rows are checked against, and that is taken back.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        settings: Settings,
        request: Request,
        plan: str | None,
        *,
        rehearsed: bool,
    ) -> None:
        self._connection, self._settings, self._request = connection, settings, request
        self._plan, self._rehearsed = plan, rehearsed
        self._bulk = Bulk(connection, clock.now)
        self._abouts: dict[tuple[str, str], tuple[Subject, Writer]] = {}
        self._late: dict[tuple[str, object], tuple[Message, ...]] = {}
        self._layout = TableLayout(Header((), ()), (), (), ())
        self._unclear: Mapping[tuple[int, int], Message] = {}
        self._wrong: list[WrongCell] = []
        self._wrong_count = self._count = self._known_count = self._remark_count = 0
        self._repeats = Repeats(connection, request.kind)
        self._first: list[tuple[int, Draft]] = []
        self._remarks: list[tuple[int, Message]] = []
        self._with_files: list[Draft] = []

    def read(self, path: Path, maps: dict[str, str], sheet: str | None) -> TableReport:
        """Check every row, and append it. Raises: PlacedProblems naming each cell that is wrong."""
        settings, kind = self._settings, self._request.kind
        with open_rows(path, sheet, settings.watch) as opened:
            self._layout = read_layout(path, kind, opened.rows, maps, settings.reader.spoken)
            self._unclear = opened.unclear
            for number, cells in opened.rows:
                self._read_row(number, cells)
        if self._wrong:
            raise self._refusal(path)
        self._bulk.flush()
        return TableReport(
            self._count - self._known_count, self._known_count, tuple(self._first),
            tuple(self._remarks), self._remark_count, tuple(self._with_files),
            self._layout.header.left_out, opened.hidden, self._bulk.ids(),
        )  # fmt: skip

    def _read_row(self, number: int, cells: list[str]) -> None:
        typed = {
            field: split(text)
            for at, field, split in self._layout.used
            if at < len(cells) and (text := cells[at]) and not text.isspace()
        }
        self._refuse_strays(number, cells)
        if not typed:
            return
        self._count += 1
        if self._refuse_unclear(number, cells):
            return
        self._doubt_letters(number, typed)
        try:
            draft, about, writer = self._check(typed, cells)
        except RecordRefused as error:
            for problem in error.problems:
                cause = old_letters_in(typed.get(problem.field, []))
                self._note_wrong(number, problem._replace(hint=cause or problem.hint))
        except LedgerError:
            raise
        except CoopError as error:
            self._note_wrong(
                number, FieldProblem(self._about_field(), 0, error.message, error.hint)
            )
        else:
            if self._repeats.has(draft, writer.office):
                self._known_count += 1
            else:
                self._keep(number, draft, about, writer)

    def _about_field(self) -> str:
        return about_field(self._request.kind)

    def _refuse_strays(self, number: int, cells: list[str]) -> None:
        """Refuse what stands in a column without a name: it would be lost."""
        beyond = range(len(self._layout.header.fields), len(cells))
        for at in (*self._layout.strays, *beyond):
            if at < len(cells) and cells[at].strip():
                message = msg(
                    N_("`{text}` stands in a column without a name"), text=excerpt(cells[at])
                )
                hint = msg(N_("name the column in the header, or take the text out"))
                self._wrong_count += 1
                if len(self._wrong) < MOST:
                    self._wrong.append(WrongCell(number, at, message, hint))

    def _doubt_letters(self, number: int, typed: dict[str, list[str]]) -> None:
        """Remark on texts of a row whose letters are those of an old font."""
        for field, texts in typed.items():
            if problem := old_letters_in(texts):
                column = self._layout.cells[self._layout.header.column_of(field)]
                self._remark(number, problem_at(column, problem))

    def _remark(self, number: int, remark: Message) -> None:
        self._remark_count += 1
        if len(self._remarks) < MOST:
            self._remarks.append((number, remark))

    def _refuse_unclear(self, number: int, cells: list[str]) -> bool:
        """Refuse a row with cells that say nothing by themselves: tell whether it has any.

        They have no value, show something else than it, or stand for what is above them.
        """
        wrong = [
            (field, problem)
            for at, field, _split in self._layout.used
            if at < len(cells)
            and (problem := self._unclear.get((number, at)) or stands_for_above(cells[at]))
        ]
        hint = msg(N_("write into the cell what it should say"))
        for field, problem in wrong:
            self._note_wrong(number, FieldProblem(field, 0, problem, hint))
        return bool(wrong)

    def _check(
        self, typed: dict[str, list[str]], cells: list[str]
    ) -> tuple[Draft, Subject, Writer]:
        request = self._request._replace(typed=self._qualified(typed))
        about, writer = self._look_up(request, cells)
        return check_record(request, about), about, writer

    def _qualified(self, typed: dict[str, list[str]]) -> dict[str, list[str]]:
        """Put the plan before the item, and in the place of none."""
        plan = typed.pop("plan", [self._plan] if self._plan else None)
        if plan is None:
            return typed
        if about_field(self._request.kind) == "plan":
            return {**typed, "plan": plan}
        item = typed.get("item", [""])[0].strip()
        if item and ":" not in item and not is_action_id(item.lower()):
            typed["item"] = [f"{plan[0].strip()}:{item}"]
        return typed

    def _look_up(self, request: Request, cells: list[str]) -> tuple[Subject, Writer]:
        """Find what a row is about: once for each item, but for what its earlier rows have a say in."""
        typed = request.typed
        key = (
            typed.get("plan", ("",))[0],
            "" if request.kind == "meeting" else typed.get("item", ("",))[0],
        )
        known = self._abouts.get(key)
        if known is not None and not (known[0].facts.track and _ABOUT_STAGE & typed.keys()):
            return known
        self._bulk.flush()
        about = look_up(self._connection, self._settings, request)
        self._refuse_number(about, cells)
        writer = writer_for(self._connection, self._settings, about.plan.id)
        self._abouts[key] = about, writer
        return about, writer

    def _refuse_number(self, about: Subject, cells: list[str]) -> None:
        """Refuse a number that may mean two items: `1.1` in a sheet is what is left of `1.10`."""
        at = self._layout.header.column_of("item")
        if self._request.kind == "meeting" or about.item is None or at >= len(cells):
            return
        longer = f"{about.item.id}0"
        if isinstance(cells[at], NumberText) and any(
            item.id == longer for item in about.plan.items()
        ):
            message = msg(
                N_("the number `{item}` may mean `{item}` or `{longer}`"),
                item=about.item.id, longer=longer,
            )  # fmt: skip
            raise CoopError(
                message, msg(N_("make the column text in the sheet, and write the item as it is"))
            )

    def _note_wrong(self, number: int, problem: FieldProblem) -> None:
        self._wrong_count += 1
        if len(self._wrong) >= MOST:
            return
        column = self._layout.header.column_of(problem.field)
        named = (
            self._layout.cells[column]
            if problem.field in self._layout.header.fields
            else problem.field
        )
        message = problem_at(excerpt(named), problem.message)
        self._wrong.append(WrongCell(number, column, message, problem.hint))

    def _keep(self, number: int, draft: Draft, about: Subject, writer: Writer) -> None:
        if len(self._first) < MOST:
            self._first.append((number, draft))
        for remark in self._list_remarks(draft, about):
            self._remark(number, remark)
        if "evidence" in draft.body and any(files_in(draft.body)):
            self._with_files.append(draft)
        if not self._wrong and (not self._rehearsed or about.facts.track is not None):
            self._bulk.add(draft, writer)

    def _list_remarks(self, draft: Draft, about: Subject) -> Iterator[Message]:
        yield from remarks_on(draft, about)
        key = draft.plan, draft.happened_on
        if key not in self._late:
            self._late[key] = tuple(late_remarks(self._connection, *key))
        yield from self._late[key]

    def _refusal(self, path: Path) -> PlacedProblems:
        """Return the mistakes with their cells, and that nothing was recorded."""
        problems = [
            Placed(f"{path}:{place(wrong.row, wrong.column)}", wrong.message, wrong.hint)
            for wrong in self._wrong
        ]
        rest = [
            msg(
                N_("nothing was recorded: of {count} rows all are recorded, or none"),
                count=self._count,
            )
        ]
        more = self._wrong_count - len(self._wrong)
        if more:
            rest.insert(0, msg(N_("… and {count} more"), count=more))
        return PlacedProblems(problems, *rest)
