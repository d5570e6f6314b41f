"""`coopctl plan log`: the versions of a plan, what each changed, and which of them was signed."""

from functools import partial
from typing import Annotated

import typer

from coopctl.cli import options
from coopctl.cli.completing.kinds import ValueKind
from coopctl.cli.program import settings_of
from coopctl.cli.reading import Answer, give
from coopctl.language import render
from coopctl.ledger.plan import versions
from coopctl.ledger.plan.choice import choose_plan
from coopctl.messages import N_
from coopctl.services.answering.plan_versions import changes_of
from coopctl.services.workspace.session import reading

examples = ("coopctl plan log", "coopctl plan log hung-yen-hoa-binh-2024 --json")


def command(
    ctx: typer.Context,
    plan: Annotated[
        str | None,
        typer.Argument(metavar=N_("PLAN"), help=N_("the plan, where there are several")),
        ValueKind.PLAN,
    ] = None,
    json: options.Json = False,
) -> None:
    """List the versions of a plan: when each came, from whom, what it changed, what was signed."""
    with reading(settings_of(ctx)) as connection:
        chosen = choose_plan(connection, plan)
        found = versions.list_versions(connection, chosen.id)
        changes = {
            one.entry.id: tuple(map(render, changes_of(connection, one.entry, one.before)))
            for one in found
        }
    from coopctl.output.screen.plan.version_list import show_versions, versions_data

    head = partial(versions_data, chosen.id, found, changes)
    answer = Answer("plan-log", head, {}, lambda page: show_versions(page, chosen, found, changes))
    give(answer, json=json)
