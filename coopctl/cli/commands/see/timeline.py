"""`coopctl timeline`: the items of a plan as bars over its period."""

import sqlite3
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from coopctl.cli import options
from coopctl.cli.completing.kinds import ValueKind
from coopctl.cli.pictures import picture_of
from coopctl.cli.program import settings_of
from coopctl.cli.reading import Answer, give, of_plans
from coopctl.domain.standing.standing import ActionRow
from coopctl.domain.standing.timeline import Meeting, Timeline, keep_discussing, lay_out
from coopctl.language import reader
from coopctl.ledger.standing import standings
from coopctl.ledger.standing.meetings import list_meetings
from coopctl.messages import N_
from coopctl.services.answering.one_plan import PlanQuery, find_about, head
from coopctl.services.answering.question import Times, asking_at, read_count, read_times

if TYPE_CHECKING:
    from coopctl.output.screen.page import Page

examples = ("coopctl timeline", "coopctl timeline 1.1", "coopctl timeline 2 --as-of 30/6/2025")


def command(
    ctx: typer.Context,
    target: Annotated[
        str | None,
        typer.Argument(metavar=N_("TARGET"), help=N_("a plan, an area or an item, by its id")),
        ValueKind.SCOPE,
    ] = None,
    as_of: options.AsOf = None,
    known_at: options.KnownAt = None,
    period: options.Period = None,
    actions: Annotated[
        bool, typer.Option("--actions", help=N_("the actions of meetings too; of an item always"))
    ] = False,
    limit: Annotated[
        str, typer.Option(metavar=N_("N"), help=N_("at most that many bars; 0 is all"))
    ] = "100",
    json: options.Json = False,
) -> None:
    """Show items as bars from start to due, with extensions, completions, meetings and today."""
    most = read_count("--limit", limit)
    times = read_times(as_of, known_at, period)
    settings = settings_of(ctx)
    with asking_at(settings, times) as (connection, times):
        about = find_about(connection, settings, target, times)
        timeline = _lay_out(connection, about, actions=actions) if about else None
        draw = of_plans(connection, partial(_draw, about, timeline, most))
        give(Answer("timeline", partial(_head, about, timeline, times), {}, draw), json=json)


def _lay_out(connection: sqlite3.Connection, about: PlanQuery, *, actions: bool) -> Timeline:
    scope, moment = about.scope, about.moment
    rows = list(standings.list_item_rows(connection, scope, moment, reader()))
    meetings = keep_discussing(list_meetings(connection, about.plan.id, moment), about.item_ids())
    wanted = _list_actions(connection, about, meetings) if actions or scope.item else ()
    return lay_out(about.plan, rows, list(wanted), meetings, moment.as_of)


def _list_actions(
    connection: sqlite3.Connection, about: PlanQuery, meetings: tuple[Meeting, ...]
) -> Iterator[ActionRow]:
    """Yield the actions that came out of these meetings."""
    ids = {meeting.id for meeting in meetings}
    scope = standings.Scope(plan=about.plan.id)
    for row in standings.list_action_rows(connection, scope, about.moment, reader()):
        if row.meeting in ids:
            yield row


def _head(about: PlanQuery | None, timeline: Timeline | None, times: Times) -> dict[str, Any]:
    from coopctl.output.files.json_text import record_data

    drawn = record_data(timeline) if timeline else {"meetings": [], "items": [], "actions": []}
    return {**head(about, times), **drawn}


def _draw(about: PlanQuery | None, timeline: Timeline | None, most: int, page: "Page") -> None:
    from coopctl.output.screen.standing.timeline import show_timeline

    if about is not None and timeline is not None:
        show_timeline(page, picture_of(about), timeline, most)
