"""`coopctl export xlsx`: the annex and every table as one workbook, with a summary."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import cache
from typing import TYPE_CHECKING, Annotated, cast

import typer

from coopctl.cli import options
from coopctl.cli.commands.hand_over.labels import labeller
from coopctl.cli.completing.kinds import ValueKind
from coopctl.cli.destinations import only_file
from coopctl.cli.pictures import knowledge
from coopctl.cli.program import settings_of
from coopctl.domain.exchange.columns import TABLES
from coopctl.language import current
from coopctl.ledger.journal.chain import count_entries
from coopctl.ledger.plan import compiled
from coopctl.ledger.standing.achievements import find_achievement
from coopctl.ledger.standing.standings import Moment
from coopctl.messages import N_, msg
from coopctl.output.files.files import open_binary
from coopctl.output.screen.progress import writing
from coopctl.output.screen.talk import notice
from coopctl.output.workbook.book import write_workbook
from coopctl.output.workbook.edition import WorkbookEdition
from coopctl.services.answering.period_figures import find_period_figures
from coopctl.services.answering.question import (
    Times,
    asking_at,
    find_scope,
    heads_at,
    read_times,
)
from coopctl.services.handing_over.tables import list_rows
from coopctl.services.workspace import clock
from coopctl.services.workspace.extras import needing

if TYPE_CHECKING:
    from coopctl.domain.standing.achievements import Achievement
    from coopctl.domain.standing.standing import ActionRow, ItemRow

examples = (
    "coopctl export xlsx -o phu-luc.xlsx --lang vi",
    'coopctl export xlsx --period "6 tháng đầu năm 2025" -o phu-luc.xlsx',
    "coopctl export xlsx --as-of 30/6/2025 -o annex.xlsx",
)
_MANY = 100_000  # entries, of which no sheet is to be held in memory


def command(
    ctx: typer.Context,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar=N_("FILE"), help=N_("the workbook to write")),
        ValueKind.FILE,
    ] = None,
    overwrite: options.Overwrite = False,
    as_of: options.AsOf = None,
    known_at: options.KnownAt = None,
    period: options.Period = None,
    plan: options.OfPlan = None,
) -> None:
    """Write the annex, a summary with charts and every table as a workbook for Excel."""
    path = options.needed_file(output)
    times = read_times(as_of, known_at, period)
    settings = settings_of(ctx)
    place = only_file(settings, path, overwrite=overwrite)
    with (
        asking_at(settings, times) as (connection, times),
        open_binary(place) as target,
        writing(path) as bar,
    ):
        only = find_scope(connection, plan).plan
        edition = _make_edition(connection, only, times)

        def rows_of(table: str) -> Iterator[tuple[object, ...]]:
            at = [column.code for column in TABLES[table]].index("plan")
            with closing(list_rows(connection, settings, table, times)) as rows:
                for row in rows:
                    if only is None or row[at] == only:
                        yield row
                        bar.advance()

        items = [cast("ItemRow", row) for row in rows_of("items")]
        if times.closed is not None:
            actions = [cast("ActionRow", row) for row in rows_of("actions")]
            figures = find_period_figures(connection, settings, times, items, actions)
            edition = edition._replace(figures=figures)
        with needing("office"):
            lean = count_entries(connection) > _MANY
            written = write_workbook(target, edition, items, rows_of, lean=lean)
    notice(msg(N_("wrote `{path}`: {count} items"), path=path, count=written.items))
    for table, count in written.left_out.items():
        notice(
            msg(
                N_("{count} rows of `{table}` found no line in their sheet"),
                count=count,
                table=table,
            ),
            msg(N_("`coopctl export csv {table}` has all of them"), table=table),
        )


def _make_edition(
    connection: sqlite3.Connection, only: str | None, times: Times
) -> WorkbookEdition:
    """Return what the workbook is of: the plan that was named, the only one there is, or all."""
    titles = compiled.list_titles(connection, current())
    plan_id = next(iter(titles)) if only is None and len(titles) == 1 else only
    plan = compiled.find_plan(connection, plan_id) if plan_id else None
    return WorkbookEdition(
        plan, times.as_of or clock.today(plan.timezone if plan else None), titles,
        compiled.list_areas(connection, current()), labeller(connection, times),
        _achiever(connection, times), since=times.since, known=knowledge(times),
        heads=heads_at(connection, times),
    )  # fmt: skip


def _achiever(connection: sqlite3.Connection, times: Times) -> "Callable[[ItemRow], Achievement]":
    """Return what finds what was achieved of an item, up to the day that is asked about."""

    @cache
    def moment_of(plan: str) -> Moment:
        timezone, _parties = compiled.find_parties(connection, plan)
        return Moment(times.as_of or clock.today(timezone), times.known_at, since=times.since)

    return lambda row: find_achievement(connection, row, moment_of(row.plan), current())
