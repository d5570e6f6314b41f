"""`coopctl due`: what is overdue and what comes due, the most urgent first."""

import sqlite3
from typing import Annotated

import typer

from coopctl.cli import options
from coopctl.cli.completing.kinds import Kind
from coopctl.cli.pictures import knowledge
from coopctl.cli.program import settings_of
from coopctl.domain.standing.due import OVERDUE
from coopctl.ledger.plan.plans import plans_with
from coopctl.messages import N_
from coopctl.services.answering.due import Dues, list_dues
from coopctl.services.answering.question import (
    Times,
    asking_at,
    find_party_anywhere,
    find_scope,
    knows_plans,
    list_plans,
    read_count,
    read_horizon,
    read_times,
)

examples = (
    "coopctl due",
    "coopctl due --within 3m --party hoa-binh",
    "coopctl due --as-of 30/6/2025 --json",
    "coopctl due --exit-code > due.txt",
)


def command(
    ctx: typer.Context,
    plan: options.InPlan = None,
    within: options.Within = "30d",
    party: Annotated[
        str | None,
        typer.Option(metavar=N_("PARTY"), help=N_("only what is that party's to do")),
        Kind.PARTY,
    ] = None,
    as_of: options.AsOf = None,
    known_at: options.KnownAt = None,
    period: options.Period = None,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help=N_("exit with 1 if anything is overdue, for cron"))
    ] = False,
    limit: options.RowLimit = "200",
    json: options.Json = False,
) -> None:
    """List what is overdue and what comes due, the most urgent first."""
    times = read_times(as_of, known_at, period)
    horizon = read_horizon("--within", within)
    settings = settings_of(ctx)
    most = read_count("--limit", limit)
    with asking_at(settings, times) as (connection, times):
        scope = find_scope(connection, plan)
        whose = find_party_anywhere(connection, party)
        dues = list_dues(connection, settings, scope, times, horizon, whose)
        if json:
            _print_json(dues, times, whose)
        else:
            _print_picture(connection, dues, times, whose, most)
    if exit_code and any(row.group == OVERDUE for row in dues.rows):
        raise typer.Exit(1)


def _print_json(dues: Dues, times: Times, party: str | None) -> None:
    from coopctl.domain.codes import DUE_GROUP_LABELS
    from coopctl.output.files import formats
    from coopctl.output.files.json_text import write_rows

    counts = {code: sum(row.group == code for row in dues.rows) for code in DUE_GROUP_LABELS}
    head = {
        "as_of": dues.as_of, "known_at": times.known,
        "period": times.period, "until": dues.until, "party": party, "counts": counts,
    }  # fmt: skip
    write_rows(formats.DUE, head, {"rows": dues.rows})


def _print_picture(
    connection: sqlite3.Connection, dues: Dues, times: Times, party: str | None, most: int
) -> None:
    from coopctl.output.screen.page import Page
    from coopctl.output.screen.plan.plan_list import show_no_plan
    from coopctl.output.screen.standing.due_page import DuePicture, show_dues

    ids = {row.plan for row in dues.rows} or plans_with(connection, party)
    plans = tuple(list_plans(connection, ids))
    with Page() as page:
        if not knows_plans(connection):
            show_no_plan(page)
            return
        show_dues(
            page,
            DuePicture(
                plans,
                dues.rows,
                dues.as_of,
                dues.until,
                party,
                most or len(dues.rows),
                knowledge(times),
            ),
        )
