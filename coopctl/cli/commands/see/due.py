"""`coopctl due`: what is overdue and what comes due, the most urgent first."""

import sqlite3
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from coopctl.cli import options
from coopctl.cli.completing.kinds import ValueKind
from coopctl.cli.pictures import knowledge
from coopctl.cli.program import settings_of
from coopctl.cli.reading import Answer, give, of_plans
from coopctl.domain.standing.due import OVERDUE
from coopctl.ledger.plan.plans import plans_with
from coopctl.messages import N_
from coopctl.services.answering.due import Dues, list_dues
from coopctl.services.answering.question import (
    Times,
    asking_at,
    find_party_anywhere,
    find_scope,
    list_plans,
    read_count,
    read_horizon,
    read_times,
)

if TYPE_CHECKING:
    from coopctl.output.screen.page import Page

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
        ValueKind.PARTY,
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
        draw = partial(_draw, connection, dues, times, whose, most)
        head = partial(_head, dues, times, whose)
        give(Answer("due", head, {"rows": dues.rows}, of_plans(connection, draw)), json=json)
    if exit_code and any(row.group == OVERDUE for row in dues.rows):
        raise typer.Exit(1)


def _head(dues: Dues, times: Times, party: str | None) -> dict[str, object]:
    from coopctl.domain.codes import DUE_GROUP_LABELS

    counts = {code: sum(row.group == code for row in dues.rows) for code in DUE_GROUP_LABELS}
    return {
        "as_of": dues.as_of, "known_at": times.known,
        "period": times.period, "until": dues.until, "party": party, "counts": counts,
    }  # fmt: skip


def _draw(
    connection: sqlite3.Connection,
    dues: Dues,
    times: Times,
    party: str | None,
    most: int,
    page: "Page",
) -> None:
    from coopctl.output.screen.standing.due_page import DuePicture, show_dues

    ids = {row.plan for row in dues.rows} or plans_with(connection, party)
    picture = DuePicture(
        tuple(list_plans(connection, ids)), dues.rows, dues.as_of, dues.until, party,
        most or len(dues.rows), knowledge(times),
    )  # fmt: skip
    show_dues(page, picture)
