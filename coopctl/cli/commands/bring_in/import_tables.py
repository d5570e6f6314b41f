"""What `import updates`, `import meetings` and `import outcomes` share: a table, row by row, all or nothing.

Each row is checked as the `add-…` commands check a record, with what they check it with.
"""

import sqlite3
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import typer

from coopctl.cli import options
from coopctl.cli.terminal import prompts
from coopctl.domain.exchange.headers import read_map
from coopctl.language import _, render
from coopctl.ledger.file import database, presence
from coopctl.ledger.file.kept_files import folder_of
from coopctl.messages import N_, msg
from coopctl.output.screen.talk import notice, say, say_hint
from coopctl.services.recording.evidence import EvidenceFiles, folders
from coopctl.services.recording.prepare import Request, choose_plan
from coopctl.services.recording.table import MOST, Report, Taking
from coopctl.services.workspace.session import reading, writing
from coopctl.services.workspace.settings import Settings
from coopctl.sheets.book.sheet import place


class Ways(NamedTuple):
    """How a table is brought in, as the flags say it."""

    file: str | None
    maps: list[str] | None
    sheet: str | None
    plan: str | None
    no_copy: bool
    files: str | None
    dry_run: bool
    yes: bool


def import_table(settings: Settings, kind: str, ways: Ways) -> None:
    """Record the rows of a table. Raises: PlacedProblems with every mistake and its cell."""
    path = Path(options.needed(_("FILE"), ways.file))
    maps = read_map(ways.maps or ())
    within = folders(path.parent, ways.files)
    files = EvidenceFiles(path.parent, settings.watch, keep=not ways.no_copy, within=within)
    request = Request(kind, {}, files, future_allowed=ways.yes)
    asks = prompts.may_ask(settings.no_input or ways.yes)

    def take(connection: sqlite3.Connection, *, rehearsed: bool) -> Report:
        plan = choose_plan(connection, ways.plan).id if ways.plan else None
        taking = Taking(connection, settings, request, plan, rehearsed=rehearsed)
        return taking.take(path, maps, ways.sheet)

    if ways.dry_run or asks or not presence.exists(settings.ledger):
        with reading(settings) as connection:
            report = _rehearse(connection, take)
        if ways.dry_run or asks:
            _show(report)
        if ways.dry_run:
            notice(msg(N_("nothing was recorded: this was a dry run")))
            return
        if asks and report.rows and not prompts.confirm(_("Record these?")):
            notice(msg(N_("nothing was recorded")))
            raise typer.Exit(1)
    with (
        writing(settings) as connection, ExitStack() as keeping, database.transaction(connection),
    ):  # fmt: skip
        report = take(connection, rehearsed=False)
        keeping.enter_context(files.kept(folder_of(settings.ledger), report.with_files))
    _tell(report, told=asks)


def _rehearse(connection: sqlite3.Connection, take: Callable[..., Report]) -> Report:
    with database.rehearsal(connection):
        return take(connection, rehearsed=True)


def _show(report: Report) -> None:
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


def _tell_beside(report: Report) -> None:
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
        notice(msg(N_("`{flag}`: {problem}"), flag=place(number, 0), problem=remark))
    if report.remark_count > len(report.remarks):
        notice(msg(N_("… and {count} more"), count=report.remark_count - len(report.remarks)))


def _tell(report: Report, *, told: bool) -> None:
    if not told:
        _tell_beside(report)
    if report.known and not report.rows:
        return
    if report.ids is None:
        say(_("the table has no rows, and nothing was recorded"))
        return
    said = msg(
        N_("recorded {count} rows: `{first}` to `{last}`"),
        count=report.rows, first=report.ids.first, last=report.ids.last,
    )  # fmt: skip
    say(render(said))
    say_hint(msg(N_("`coopctl log` shows them; `coopctl retract ID --reason …` takes one back")))
