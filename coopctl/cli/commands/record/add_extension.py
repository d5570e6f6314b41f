"""`coopctl add-extension`: record that a deadline was moved back."""

from typing import Annotated

import typer

from coopctl.cli import options
from coopctl.cli.program import settings_of
from coopctl.cli.records import Sources, add
from coopctl.cli.writing import Ways
from coopctl.messages import N_

examples = (
    'coopctl add-extension 1.1 31/3/2026 --reason "Chờ khảo nghiệm" --document "15/UBND, 5/1/2026"',
    'coopctl add-extension 2.1 15/4/2026 --for Q1/2026 --reason "Chờ số liệu" --document "16/SKHCN"',
)


def command(
    ctx: typer.Context,
    item: options.About = None,
    due: Annotated[
        str | None,
        typer.Argument(metavar=N_("DUE"), help=N_("the new deadline: `31/3/2026`, `Q2/2026`")),
    ] = None,
    for_: Annotated[
        str | None,
        typer.Option(
            "--for",
            metavar=N_("PERIOD"),
            help=N_("of what comes back, the period that is extended: `Q1/2026`, `tháng 5/2026`"),
        ),
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
    """Record an approved extension of a deadline; of what comes back, for the one period that `--for` names."""
    typed = {
        **options.one(item=item, due=due, reason=reason, document=document, on=on),
        "for": [for_] if for_ is not None else None,
    }
    add(settings_of(ctx), "extension", typed, Sources(edit, source), Ways(dry_run, yes, json))
