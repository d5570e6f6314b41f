"""`coopctl show`: one thing with all that belongs to it."""

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from coopctl.cli import options
from coopctl.cli.completing.kinds import ValueKind
from coopctl.cli.program import settings_of
from coopctl.cli.reading import Answer, give
from coopctl.domain.standing.dossiers import (
    ActionDossier,
    Dossier,
    EntryDossier,
    ItemDossier,
    MeetingDossier,
)
from coopctl.language import _
from coopctl.ledger.journal.targets import find_target
from coopctl.messages import N_
from coopctl.services.answering.dossiers import gather
from coopctl.services.answering.question import asking_at, read_times

if TYPE_CHECKING:
    from coopctl.output.screen.page import Page

examples = ("coopctl show 1.1", "coopctl show hb7kq-12", "coopctl show hb7kq-12/1")


def command(
    ctx: typer.Context,
    target: Annotated[
        str | None,
        typer.Argument(
            metavar=N_("ID"), help=N_("a plan, an item, an action, a meeting or another entry")
        ),
        ValueKind.THING,
    ] = None,
    as_of: options.AsOf = None,
    known_at: options.KnownAt = None,
    period: options.Period = None,
    json: options.Json = False,
) -> None:
    """Show a plan, an item, an action, a meeting or another entry with its history."""
    times = read_times(as_of, known_at, period)
    settings = settings_of(ctx)
    with asking_at(settings, times) as (connection, times):
        word = options.needed(_("ID"), target)
        found = find_target(connection, word, ("item", "action", "entry", "plan"), times.known_at)
        give(_answer(found.kind, gather(connection, settings, found, times)), json=json)


def _answer(kind: str, dossier: Dossier) -> Answer:
    from coopctl.output.files.dossier_json import data_of

    return Answer(kind, partial(data_of, dossier), {}, partial(_draw, dossier))


def _draw(dossier: Dossier, page: "Page") -> None:
    from coopctl.output.screen.plan.plan_page import show_plan_definition
    from coopctl.output.screen.standing import details

    match dossier:
        case ItemDossier():
            details.show_item(page, dossier)
        case ActionDossier():
            details.show_action(page, dossier)
        case MeetingDossier():
            details.show_meeting(page, dossier)
        case EntryDossier():
            details.show_entry(page, dossier)
        case _:
            show_plan_definition(page, dossier)
