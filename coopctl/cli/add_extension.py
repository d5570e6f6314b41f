"""`coopctl add-extension`: record that a deadline was moved back."""

from typing import Annotated

import typer

from coopctl.cli import options
from coopctl.cli.adding import Ways, add
from coopctl.cli.app import settings_of
from coopctl.domain.messages import N_

examples = (
    'coopctl add-extension 1.1 31/3/2026 --reason "Chờ khảo nghiệm" --document "15/UBND, 5/1/2026"',
)


def command(
    ctx: typer.Context,
    item: options.About = None,
    due: Annotated[
        str | None,
        typer.Argument(metavar=N_("DUE"), help=N_("the new deadline: `31/3/2026`, `Q2/2026`")),
    ] = None,
    reason: Annotated[
        str | None, typer.Option(metavar=N_("TEXT"), help=N_("why it was moved"))
    ] = None,
    document: Annotated[
        str | None, typer.Option(metavar=N_("TEXT"), help=N_("the document that approves it"))
    ] = None,
    on: options.On = None,
    edit: options.Edit = False,
    source: options.Source = None,
    dry_run: options.DryRun = False,
    yes: options.Yes = False,
    json: options.Json = False,
) -> None:
    """Record an approved extension of a deadline."""
    typed = options.one(item=item, due=due, reason=reason, document=document, on=on)
    add(settings_of(ctx), "extension", typed, Ways(edit, source, dry_run, yes, json))
