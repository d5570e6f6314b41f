"""`coopctl agenda`: what the next meeting must look at."""

import sqlite3
from typing import Annotated

import typer

from coopctl.cli import options
from coopctl.cli.pictures import knowledge
from coopctl.cli.program import settings_of
from coopctl.ledger.plan.plans import plans_with
from coopctl.messages import N_
from coopctl.services.answering.agenda import Agenda, Query, list_agenda
from coopctl.services.answering.question import (
    Times,
    find_party_anywhere,
    find_scope,
    knows_plans,
    list_plans,
    read_count,
    read_day,
    read_times,
)
from coopctl.services.workspace.session import reading

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
        query = Query(day, whose, days, times.known_at)
        agenda = list_agenda(connection, settings, scope, query)
        if json:
            _print_json(agenda, query, times)
        else:
            _print_picture(connection, agenda, whose, most, times)


def _read_days(text: str) -> int:
    return read_count("--stale-days", text, N_("write how many days, such as `60`"))


def _print_json(agenda: Agenda, query: Query, times: Times) -> None:
    from coopctl.output.files import formats
    from coopctl.output.files.json_text import write_rows

    head = {
        "on": agenda.on, "known_at": times.known,
        "party": query.party, "stale_days": query.stale_days,
    }  # fmt: skip
    write_rows(formats.AGENDA, head, {"rows": agenda.rows()})


def _print_picture(
    connection: sqlite3.Connection, agenda: Agenda, party: str | None, most: int, times: Times
) -> None:
    from coopctl.output.screen.page import Page
    from coopctl.output.screen.plan.plan_list import show_no_plan
    from coopctl.output.screen.standing.agenda_page import AgendaPicture, show_agenda

    with Page() as page:
        if not knows_plans(connection):
            show_no_plan(page)
            return
        shown, left_out = agenda.first(most)
        ids = {row.plan for row in shown} or plans_with(connection, party)
        show_agenda(
            page,
            AgendaPicture(
                tuple(list_plans(connection, ids)),
                tuple(shown),
                agenda.on,
                party,
                left_out,
                knowledge(times),
            ),
        )
