"""What `import updates`, `import meetings` and `import outcomes` share: a table, row by row, all or nothing.

Each row is checked as the `add-…` commands check a record, with what they check it with.
"""

import sqlite3
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

import typer

from coopctl.cli import options
from coopctl.cli.program import settings_of
from coopctl.cli.writing import Outcome, Proposal, Ways, carry_out, may_ask
from coopctl.domain.exchange.headers import read_map
from coopctl.files.standard_input import named_file
from coopctl.language import _, render
from coopctl.ledger.file import database, presence
from coopctl.ledger.plan.choice import choose_plan
from coopctl.messages import N_, msg, problem_at
from coopctl.output.screen.talk import notice, say
from coopctl.services.recording.evidence import EvidenceFiles, base_of, folders
from coopctl.services.recording.prepare import Request
from coopctl.services.recording.table import MOST, TableReader, TableReport
from coopctl.services.workspace.session import reading
from coopctl.services.workspace.settings import Settings
from coopctl.sheets.book.sheet import place

_ABOUT = """Record a table of {kind}s, each row as `add-{kind}` does. All rows or none.

The first row names the columns: the codes of `export csv {kind}s`, its labels, or the words of the
form, in either language. What was recorded before, word for word, is left out.
"""


class TableSource(NamedTuple):
    """The table that is brought in, as the flags say it."""

    file: str | None
    maps: list[str] | None
    sheet: str | None
    plan: str | None
    no_copy: bool
    files: str | None


def examples_of(kind: str) -> tuple[str, ...]:
    """Return how a table of a kind of record is brought in."""
    command = f"coopctl import {kind}s"
    return f"{command} {kind}s.csv --dry-run", f'{command} theo-doi.xlsx --map "Ghi chú=-"'


def command_for(kind: str) -> Callable[..., None]:
    """Make the command that brings in a table of a kind of record."""

    def command(
        ctx: typer.Context,
        file: options.Table = None,
        column: options.ColumnMap = None,
        sheet: options.SheetName = None,
        plan: options.OfPlan = None,
        no_copy: options.NoCopy = False,
        files: options.Files = None,
        dry_run: options.DryRun = False,
        yes: options.Yes = False,
    ) -> None:
        source = TableSource(file, column, sheet, plan, no_copy, files)
        import_table(settings_of(ctx), kind, source, Ways(dry_run, yes))

    command.__doc__ = _ABOUT.format(kind=kind)
    return command


def import_table(settings: Settings, kind: str, source: TableSource, ways: Ways) -> None:
    """Record the rows of a table. Raises: PlacedProblems with every mistake and its cell."""
    name = options.needed(_("FILE"), source.file)
    with named_file(name) as path:
        carry_out(settings, _propose(settings, kind, path, source, ways), ways)


def _propose(
    settings: Settings, kind: str, path: Path, source: TableSource, ways: Ways
) -> Proposal:
    maps, base = read_map(source.maps or ()), base_of(source.file)
    within = folders(base, source.files)
    files = EvidenceFiles(base, settings.watch, keep=not source.no_copy, within=within)
    request = Request(kind, {}, files, future_allowed=ways.yes)

    def read(connection: sqlite3.Connection, *, rehearsed: bool) -> TableReport:
        plan = choose_plan(connection, source.plan).id if source.plan else None
        reader = TableReader(connection, settings, request, plan, rehearsed=rehearsed)
        return reader.read(path, maps, source.sheet)

    def record(connection: sqlite3.Connection) -> Outcome:
        report = read(connection, rehearsed=False)
        files.keep(report.with_files)
        if not shown:
            _tell_beside(report)
        return _outcome(report)

    proposal = Proposal([], record, files=files)
    shown = ways.dry_run or may_ask(settings, ways)
    if shown or not presence.exists(settings.ledger):
        with reading(settings) as connection, database.rehearsal(connection):
            report = read(connection, rehearsed=True)
        question = _("Record these?") if report.rows else ""
        proposal = proposal._replace(
            show=partial(_show, report), question=question, always_shown=shown
        )
    return proposal


def _show(report: TableReport) -> None:
    """Print what would be recorded: the first rows, and how many there are."""
    from coopctl.output.words.import_text import line_of

    for number, draft in report.first:
        say(f"{place(number, 0)}: {line_of(draft)}", indent=2)
    if report.rows > len(report.first):
        more = msg(N_("… and {count} more"), count=report.rows - len(report.first))
        say(render(more), indent=2)
    _tell_beside(report)
    if report.rows:
        say(render(msg(N_("{count} rows, all of them right"), count=report.rows)))


def _tell_beside(report: TableReport) -> None:
    if report.known and report.rows:
        notice(msg(N_("recorded before, word for word, and left out: {count}"), count=report.known))
    elif report.known:
        notice(msg(N_("all rows of this table were recorded before; nothing changes")))
    if report.hidden:
        shown = tuple(map(str, report.hidden[:MOST])) + ("…",) * (len(report.hidden) > MOST)
        notice(msg(N_("rows that are hidden in the sheet were read as well: {rows}"), rows=shown))
    if report.left_out:
        notice(
            msg(N_("columns that are not taken: {names}"), names=report.left_out),
            msg(N_("who records says anew who and when; ids are given anew")),
        )
    for number, remark in report.remarks:
        notice(problem_at(place(number, 0), remark))
    if report.remark_count > len(report.remarks):
        notice(msg(N_("… and {count} more"), count=report.remark_count - len(report.remarks)))


def _outcome(report: TableReport) -> Outcome:
    if report.known and not report.rows:
        return Outcome()
    if report.ids is None:
        return Outcome(sentences=[msg(N_("the table has no rows, and nothing was recorded"))])
    sentence = msg(
        N_("recorded {count} rows: `{first}` to `{last}`"),
        count=report.rows, first=report.ids.first, last=report.ids.last,
    )  # fmt: skip
    hint = msg(N_("`coopctl log` shows them; `coopctl retract ID --reason …` takes one back"))
    return Outcome(sentences=[sentence], hint=hint)
