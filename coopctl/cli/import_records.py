"""What `import updates`, `import meetings` and `import outcomes` share: a table, row by row, all or nothing.

Each row is checked as the `add-…` commands check a record, with what they check it with.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import typer

from coopctl.cli import asking, clock, options
from coopctl.cli.evidence_files import EvidenceFiles
from coopctl.cli.extras import needing
from coopctl.cli.offices import writing_office
from coopctl.cli.opening import reading, writing
from coopctl.cli.recording import (
    About,
    Request,
    check_record,
    choose_plan,
    late_remarks,
    look_up,
    remarks_on,
)
from coopctl.cli.settings import Settings
from coopctl.domain.entries import Draft, is_action_id
from coopctl.domain.evidence import files_in
from coopctl.domain.fields import FIELDS
from coopctl.domain.headers import (
    ABOUT,
    LEFT_OUT,
    Header,
    field_names,
    knows_any,
    missing_columns,
    read_header,
    read_map,
)
from coopctl.domain.messages import N_, CoopError, Message, TextProblems, UsageProblem, msg
from coopctl.domain.records import FieldProblem, RecordRefused
from coopctl.domain.text import excerpt
from coopctl.language import _, in_all_languages, render
from coopctl.ledger import database
from coopctl.ledger.bulk import Bulk, Ids
from coopctl.ledger.database import LedgerError
from coopctl.ledger.kept_files import folder_of
from coopctl.output.progress import Progress
from coopctl.output.talk import notice, say, say_hint
from coopctl.sheets.table import Number, is_book, list_csv_rows, read_book_rows
from coopctl.sheets.workbook import place

_MOST = 20  # rows, mistakes and remarks that are shown one by one
_FIRST = 5  # rows that are shown where there is no header
_ABOUT_STAGE = {"stage", "grade"}


class Ways(NamedTuple):
    """How a table is brought in, as the flags say it."""

    file: str | None
    maps: list[str] | None
    sheet: str | None
    plan: str | None
    no_copy: bool
    dry_run: bool
    yes: bool


class Wrong(NamedTuple):
    """A mistake and the cell that has it, row and column from 0."""

    row: int
    column: int
    message: Message
    hint: Message | None


class Report(NamedTuple):
    """What came of a table: the first drafts and remarks with their rows, and how many there are in all."""

    rows: int
    first: tuple[tuple[int, Draft], ...]
    remarks: tuple[tuple[int, Message], ...]
    remark_count: int
    with_files: tuple[Draft, ...]
    left_out: tuple[str, ...]
    ids: Ids | None


def import_table(settings: Settings, kind: str, ways: Ways) -> None:
    """Record the rows of a table. Raises: TextProblems with every mistake and its cell."""
    path = Path(options.needed(_("FILE"), ways.file))
    maps = read_map(ways.maps or ())
    files = EvidenceFiles(path.parent, keep=not ways.no_copy)
    request = Request(kind, {}, files, future_allowed=ways.yes)
    asks = asking.may_ask(settings.no_input or ways.yes)

    def take(connection: sqlite3.Connection, *, rehearsed: bool) -> Report:
        plan = choose_plan(connection, ways.plan).id if ways.plan else None
        taking = Taking(connection, settings, request, plan, rehearsed=rehearsed)
        return taking.take(path, maps, ways.sheet)

    if ways.dry_run or asks or not database.exists(settings.ledger):
        with reading(settings) as connection:
            report = _rehearse(connection, take)
        if ways.dry_run or asks:
            _show(report)
        if ways.dry_run:
            notice(msg(N_("nothing was recorded: this was a dry run")))
            return
        if asks and not asking.confirm(_("Record these?")):
            notice(msg(N_("nothing was recorded")))
            raise typer.Exit(1)
    with (
        writing(settings) as connection, ExitStack() as keeping, database.transaction(connection),
    ):  # fmt: skip
        report = take(connection, rehearsed=False)
        keeping.enter_context(files.kept(folder_of(settings.ledger), report.with_files))
    _tell(report, told=asks)


def _rehearse(connection: sqlite3.Connection, take: Callable[..., Report]) -> Report:
    connection.execute("begin immediate")
    try:
        return take(connection, rehearsed=True)
    finally:
        if connection.in_transaction:
            connection.execute("rollback")


class Taking:
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
        self._bulk = Bulk(connection, settings.author, clock.now)
        self._abouts: dict[tuple[str, str], tuple[About, str | None]] = {}
        self._late: dict[tuple[str, object], tuple[Message, ...]] = {}
        self._header = Header((), ())
        self._cells: list[str] = []
        self._wrong: list[Wrong] = []
        self._wrong_count = self._count = self._remark_count = 0
        self._first: list[tuple[int, Draft]] = []
        self._remarks: list[tuple[int, Message]] = []
        self._with_files: list[Draft] = []

    def take(self, path: Path, maps: dict[str, str], sheet: str | None) -> Report:
        """Check every row, and append it. Raises: TextProblems naming each cell that is wrong."""
        with _rows_of(path, sheet) as (rows, bar):
            numbered = iter(enumerate(rows))
            self._read_header(path, numbered, maps)
            for number, cells in numbered:
                self._take_row(number, cells)
                bar.advance(0)
        if self._wrong:
            raise TextProblems(self._wrong[0].message, "\n".join(self._lines(path)))
        self._bulk.flush()
        return Report(
            self._count, tuple(self._first), tuple(self._remarks), self._remark_count,
            tuple(self._with_files), self._header.left_out, self._bulk.ids(),
        )  # fmt: skip

    def _read_header(
        self, path: Path, rows: Iterator[tuple[int, list[str]]], maps: dict[str, str]
    ) -> None:
        """Take the first row that says something as the header. Raises: CoopError where it is none."""
        kind = self._request.kind
        number, cells = next(((at, row) for at, row in rows if any(map(str.strip, row))), (0, []))
        where = f"{path}:{place(number, 0)}"
        if not knows_any(kind, cells, maps, in_all_languages):
            raise _no_header(kind, where, [cells, *(row for _at, row in islice(rows, _FIRST))])
        try:
            header = read_header(kind, cells, maps, in_all_languages)
        except UsageProblem:
            raise
        except CoopError as error:
            said = msg(N_("`{flag}`: {problem}"), flag=where, problem=error.message)
            raise CoopError(said, error.hint) from error
        missing = missing_columns(kind, header)
        if missing:
            raise CoopError(
                msg(N_("`{place}`: the table has no column for {names}"), place=where, names=missing),
                msg(N_("say with `--map COLUMN=FIELD` which column it is; the columns are: {names}"),
                    names=tuple(excerpt(cell) for cell in cells if cell.strip())),
            )  # fmt: skip
        self._header, self._cells = header, cells
        self._used = [
            (at, field, _splitter(kind, field))
            for at, field in enumerate(header.fields)
            if field is not None and field != LEFT_OUT
        ]
        self._strays = [at for at, field in enumerate(header.fields) if field is None]

    def _take_row(self, number: int, cells: list[str]) -> None:
        typed = {
            field: split(text)
            for at, field, split in self._used
            if at < len(cells) and (text := cells[at]) and not text.isspace()
        }
        self._refuse_strays(number, cells)
        if not typed:
            return
        self._count += 1
        try:
            draft, about, office = self._check(typed, cells)
        except RecordRefused as error:
            for problem in error.problems:
                self._note_wrong(number, problem)
        except LedgerError:
            raise
        except CoopError as error:
            self._note_wrong(
                number, FieldProblem(self._about_field(), 0, error.message, error.hint)
            )
        else:
            self._keep(number, draft, about, office)

    def _about_field(self) -> str:
        return ABOUT[self._request.kind]

    def _refuse_strays(self, number: int, cells: list[str]) -> None:
        """Refuse what stands in a column without a name: it would be lost."""
        beyond = range(len(self._header.fields), len(cells))
        for at in (*self._strays, *beyond):
            if at < len(cells) and cells[at].strip():
                message = msg(
                    N_("`{text}` stands in a column without a name"), text=excerpt(cells[at])
                )
                hint = msg(N_("name the column in the header, or take the text out"))
                self._wrong_count += 1
                if len(self._wrong) < _MOST:
                    self._wrong.append(Wrong(number, at, message, hint))

    def _check(
        self, typed: dict[str, list[str]], cells: list[str]
    ) -> tuple[Draft, About, str | None]:
        request = self._request._replace(typed=self._qualified(typed))
        about, office = self._look_up(request, cells)
        return check_record(request, about), about, office

    def _qualified(self, typed: dict[str, list[str]]) -> dict[str, list[str]]:
        """Put the plan before the item, and in the place of none."""
        plan = typed.pop("plan", [self._plan] if self._plan else None)
        if plan is None:
            return typed
        if ABOUT[self._request.kind] == "plan":
            return {**typed, "plan": plan}
        item = typed.get("item", [""])[0].strip()
        if item and ":" not in item and not is_action_id(item.lower()):
            typed["item"] = [f"{plan[0].strip()}:{item}"]
        return typed

    def _look_up(self, request: Request, cells: list[str]) -> tuple[About, str | None]:
        """Find what a row is about: once for each item, but for what its earlier rows have a say in."""
        typed = request.typed
        key = (
            typed.get("plan", ("",))[0],
            "" if request.kind == "meeting" else typed.get("item", ("",))[0],
        )
        found = self._abouts.get(key)
        if found is not None and not (found[0].facts.track and _ABOUT_STAGE & typed.keys()):
            return found
        self._bulk.flush()
        about = look_up(self._connection, self._settings, request)
        self._refuse_number(about, cells)
        office = writing_office(self._connection, about.plan.id, self._settings.office)
        self._abouts[key] = about, office
        return about, office

    def _refuse_number(self, about: About, cells: list[str]) -> None:
        """Refuse a number that may mean two items: `1.1` in a sheet is what is left of `1.10`."""
        at = self._header.column_of("item")
        if self._request.kind == "meeting" or about.item is None or at >= len(cells):
            return
        longer = f"{about.item.id}0"
        if isinstance(cells[at], Number) and any(one.id == longer for one in about.plan.items()):
            message = msg(
                N_("the number `{item}` may mean `{item}` or `{longer}`"),
                item=about.item.id, longer=longer,
            )  # fmt: skip
            raise CoopError(
                message, msg(N_("make the column text in the sheet, and write the item as it is"))
            )

    def _note_wrong(self, number: int, problem: FieldProblem) -> None:
        self._wrong_count += 1
        if len(self._wrong) >= _MOST:
            return
        column = self._header.column_of(problem.field)
        named = self._cells[column] if problem.field in self._header.fields else problem.field
        message = msg(N_("`{flag}`: {problem}"), flag=excerpt(named), problem=problem.message)
        self._wrong.append(Wrong(number, column, message, problem.hint))

    def _keep(self, number: int, draft: Draft, about: About, office: str | None) -> None:
        if len(self._first) < _MOST:
            self._first.append((number, draft))
        for remark in self._list_remarks(draft, about):
            self._remark_count += 1
            if len(self._remarks) < _MOST:
                self._remarks.append((number, remark))
        if "evidence" in draft.body and any(files_in(draft.body)):
            self._with_files.append(draft)
        if not self._wrong and (not self._rehearsed or about.facts.track is not None):
            self._bulk.add(draft, office)

    def _list_remarks(self, draft: Draft, about: About) -> Iterator[Message]:
        yield from remarks_on(draft, about)
        key = draft.plan, draft.happened_on
        if key not in self._late:
            self._late[key] = tuple(late_remarks(self._connection, *key))
        yield from self._late[key]

    def _lines(self, path: Path) -> Iterator[str]:
        """Yield a line for each mistake with its cell, and below it what to do."""
        for one in self._wrong:
            yield f"{path}:{place(one.row, one.column)}: {_('error')}: {render(one.message)}"
            if one.hint is not None:
                yield f"  {_('hint')}: {render(one.hint)}"
        if self._wrong_count > len(self._wrong):
            more = msg(N_("… and {count} more"), count=self._wrong_count - len(self._wrong))
            yield render(more)
        yield render(
            msg(
                N_("nothing was recorded: of {count} rows all are recorded, or none"),
                count=self._count,
            )
        )


class _rows_of:  # noqa: N801  (a context manager that reads like one)
    """The rows of a file, and a bar that shows how far it was read."""

    def __init__(self, path: Path, sheet: str | None) -> None:
        self._path, self._sheet = path, sheet

    def __enter__(self) -> tuple[Iterator[list[str]], Progress]:
        book = is_book(self._path)
        size = None if book else self._path.stat().st_size
        self._bar = Progress(_("reading {file}").format(file=self._path.name), size)
        self._bar.__enter__()
        if book:
            with needing("office"):
                return iter(read_book_rows(self._path, self._sheet)), self._bar
        return list_csv_rows(self._path, self._bar.advance), self._bar

    def __exit__(self, *error: object) -> None:
        self._bar.__exit__(*error)


def _no_header(kind: str, where: str, rows: Sequence[Sequence[str]]) -> CoopError:
    shown = tuple(excerpt(" | ".join(row)) for row in rows if any(row))
    return CoopError(
        msg(N_("`{place}`: this is no header; the first rows are: {rows}"), place=where,
            rows=tuple(f"“{row}”" for row in shown) or "…"),
        msg(N_("the first row must name the columns: {codes}"), codes=field_names(kind)),
    )  # fmt: skip


def _splitter(kind: str, field: str) -> Callable[[str], list[str]]:
    """Return how a cell becomes the texts of a field: lines, or what `;` parts, where it takes several."""
    many = any(one.many for one in FIELDS[kind] if one.name == field)
    if not many:
        return _single
    return _ids if field == "item" else _several


def _single(text: str) -> list[str]:
    return [text]


def _several(text: str) -> list[str]:
    parts = text.splitlines() if "\n" in text.strip() else text.split(";")
    return [part.strip() for part in parts if part.strip()]


def _ids(text: str) -> list[str]:
    return text.replace(";", " ").replace(",", " ").split()


def _show(report: Report) -> None:
    """Print what would be recorded: the first rows, and how many there are."""
    from coopctl.output.import_text import line_of

    for number, draft in report.first:
        say(f"{place(number, 0)}: {line_of(draft)}", indent=2)
    if report.rows > len(report.first):
        more = msg(N_("… and {count} more"), count=report.rows - len(report.first))
        say(render(more), indent=2)
    _tell_beside(report)
    say(render(msg(N_("{count} rows, all of them right"), count=report.rows)))


def _tell_beside(report: Report) -> None:
    if report.left_out:
        notice(
            msg(N_("columns that are not taken: {names}"), names=report.left_out),
            msg(N_("who records says anew who and when; ids are given anew")),
        )
    for number, remark in report.remarks:
        notice(msg(N_("`{flag}`: {problem}"), flag=place(number, 0), problem=remark))
    if report.remark_count > len(report.remarks):
        notice(msg(N_("… and {count} more"), count=report.remark_count - len(report.remarks)))


def _tell(report: Report, *, told: bool) -> None:
    if not told:
        _tell_beside(report)
    if report.ids is None:
        say(_("the table has no rows, and nothing was recorded"))
        return
    said = msg(
        N_("recorded {count} rows: `{first}` to `{last}`"),
        count=report.rows, first=report.ids.first, last=report.ids.last,
    )  # fmt: skip
    say(render(said))
    say_hint(msg(N_("`coopctl log` shows them; `coopctl retract ID --reason …` takes one back")))
