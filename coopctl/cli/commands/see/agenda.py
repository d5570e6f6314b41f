"""`coopctl agenda`: what the next meeting must look at."""

import sqlite3
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from coopctl.cli import options
from coopctl.cli.pictures import knowledge
from coopctl.cli.program import settings_of
from coopctl.cli.reading import Answer, give, of_plans
from coopctl.ledger.plan.plans import plans_with
from coopctl.messages import N_
from coopctl.services.answering.agenda import Agenda, AgendaQuery, list_agenda
from coopctl.services.answering.question import (
    Times,
    find_party_anywhere,
    find_scope,
    list_plans,
    read_count,
    read_day,
    read_times,
)
from coopctl.services.workspace.session import reading

if TYPE_CHECKING:
    from coopctl.output.screen.page import Page

examples = (
    "coopctl agenda",
    "coopctl agenda --on 15/7/2026 --party hoa-binh",
    "coopctl agenda --stale-days 30 --json",
)


def command(
    ctx: typer.Context,
    plan: options.InPlan = None,
    on: Annotated[
        str | None, typer.Option(metavar=N_("DATE"), help=N_("the day of the meeting; else today"))
    ] = None,
    party: options.Concerned = None,
    known_at: options.KnownAt = None,
    stale_days: options.StaleDays = None,
    limit: options.RowLimit = "200",
    json: options.Json = False,
) -> None:
    """List what the next meeting must look at: open actions, deadlines, what nobody has answered."""
    settings = settings_of(ctx)
    most = read_count("--limit", limit)
    day = read_day("--on", on)
    times = read_times(None, known_at)
    days = settings.stale_days if stale_days is None else _read_days(stale_days)
    with reading(settings, times.known_at) as connection:
        scope = find_scope(connection, plan)
        whose = find_party_anywhere(connection, party)
        query = AgendaQuery(day, whose, days, times.known_at)
        agenda = list_agenda(connection, settings, scope, query)
        draw = partial(_draw, connection, agenda, times, most)
        head = partial(_head, agenda, times)
        rows = {"rows": agenda.rows()}
        give(Answer("agenda", head, rows, of_plans(connection, draw)), json=json)


def _read_days(text: str) -> int:
    return read_count("--stale-days", text, N_("write how many days, such as `60`"))


def _head(agenda: Agenda, times: Times) -> dict[str, object]:
    return {
        "on": agenda.on, "known_at": times.known,
        "party": agenda.query.party, "stale_days": agenda.query.stale_days,
    }  # fmt: skip


def _draw(
    connection: sqlite3.Connection, agenda: Agenda, times: Times, most: int, page: "Page"
) -> None:
    from coopctl.output.screen.standing.agenda_page import AgendaPicture, show_agenda

    shown, left_out = agenda.first(most)
    party = agenda.query.party
    ids = {row.plan for row in shown} or plans_with(connection, party)
    plans = tuple(list_plans(connection, ids))
    picture = AgendaPicture(plans, tuple(shown), agenda.on, party, left_out, knowledge(times))
    show_agenda(page, picture)
