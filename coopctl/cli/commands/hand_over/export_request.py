"""`coopctl export request`: a sheet that asks a party how its items and actions stand."""

import sqlite3
from typing import TYPE_CHECKING, Annotated

import typer

from coopctl.cli import options
from coopctl.cli.completing.kinds import ValueKind
from coopctl.cli.destinations import only_file
from coopctl.cli.pictures import knowledge
from coopctl.cli.program import settings_of
from coopctl.domain.exchange.answers import actions_of, items_of
from coopctl.domain.plan.plan import Plan
from coopctl.language import _, reader
from coopctl.ledger.plan import compiled
from coopctl.ledger.plan.choice import choose_plan
from coopctl.ledger.standing import standings
from coopctl.messages import N_, msg, naming
from coopctl.output.files.files import open_binary
from coopctl.output.screen.talk import notice
from coopctl.services.answering.question import (
    Times,
    asking_at,
    read_times,
    soon_days,
)
from coopctl.services.workspace import clock
from coopctl.services.workspace.extras import needing
from coopctl.services.workspace.offices import office_in
from coopctl.services.workspace.settings import Settings

if TYPE_CHECKING:
    from coopctl.output.workbook.request import SheetRequest

examples = (
    "coopctl export request hung-yen -o de-nghi-bao-cao.xlsx --lang vi",
    "coopctl export request hoa-binh --as-of 30/6/2025 -o request.xlsx",
)


def command(
    ctx: typer.Context,
    party: Annotated[
        str | None,
        typer.Argument(metavar=N_("PARTY"), help=N_("the party that is asked")),
        ValueKind.PARTY,
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar=N_("FILE"), help=N_("the workbook to write, .xlsx")),
        ValueKind.FILE,
    ] = None,
    overwrite: options.Overwrite = False,
    plan: options.OfPlan = None,
    as_of: options.AsOf = None,
    known_at: options.KnownAt = None,
    period: options.Period = None,
) -> None:
    """Write a sheet with a party's items and open actions, for it to fill in and send back.

    `coopctl import answers` records what comes back.
    """
    word, path = options.needed(_("PARTY"), party), options.needed_file(output)
    times = read_times(as_of, known_at, period)
    settings = settings_of(ctx)
    place = only_file(settings, path, overwrite=overwrite)
    with asking_at(settings, times) as (connection, times):
        chosen = choose_plan(connection, plan)
        with naming(_("PARTY")):
            asked_party = office_in(chosen, word) or word
        asked = _gather(connection, settings, chosen, asked_party, times)
    if not asked.items and not asked.actions:
        notice(msg(N_("`{party}` has no items and no open actions"), party=asked_party))
        return
    from coopctl.output.workbook.request import write_request

    with open_binary(place) as target, needing("office"):
        count = write_request(target, asked)
    notice(msg(N_("wrote `{path}`: {count} rows"), path=path, count=count))


def _gather(
    connection: sqlite3.Connection, settings: Settings, plan: Plan, party: str, times: Times
) -> "SheetRequest":
    """Gather the rows that a party is asked about, as `status` has them."""
    from coopctl.output.workbook.request import SheetRequest

    as_of = times.as_of or clock.today(plan.timezone)
    scope = standings.Scope(plan=plan.id)
    moment = standings.Moment(as_of, times.known_at, soon_days(settings, times))
    items = standings.list_item_rows(connection, scope, moment, reader())
    actions = standings.list_action_rows(connection, scope, moment, reader())
    return SheetRequest(
        plan, compiled.find_version(connection, plan.id), party, as_of, times.known, times.period,
        knowledge(times), tuple(items_of(items, party)), tuple(actions_of(actions, party)),
    )  # fmt: skip
