"""`coopctl add-outcome`: record what an item brought about."""

from typing import Annotated

import typer

from coopctl.cli import options
from coopctl.cli.completing.kinds import Kind
from coopctl.cli.program import settings_of
from coopctl.cli.records import Sources, add
from coopctl.cli.writing import Ways
from coopctl.messages import N_

examples = (
    'coopctl add-outcome 1.1 --title "Danh mục nguồn gen hai tỉnh" --type document --on 30/6/2025',
    'coopctl add-outcome 2.1 --title "Lớp tập huấn" --indicator trained --value "40 người"',
)


def command(
    ctx: typer.Context,
    item: options.About = None,
    title: Annotated[
        str | None, typer.Option(metavar=N_("TEXT"), help=N_("what came of it, in a line"))
    ] = None,
    on: options.On = None,
    type_: Annotated[
        str | None,
        typer.Option(
            "--type",
            metavar=N_("TYPE"),
            help=N_("publication, document, specimen, ip_registration or other"),
        ),
        Kind.OUTCOME_TYPE,
    ] = None,
    indicator: Annotated[
        str | None,
        typer.Option(metavar=N_("ID"), help=N_("the item's indicator that it counts towards")),
        Kind.INDICATOR,
    ] = None,
    value: Annotated[
        str | None,
        typer.Option(
            metavar=N_("NUMBER"),
            help=N_("the value for the indicator, its unit behind it or not: 40, 40 người, 7,5 %"),
        ),
    ] = None,
    evidence: options.Evidence = None,
    no_copy: options.NoCopy = False,
    files: options.Files = None,
    edit: options.Edit = False,
    source: options.Source = None,
    dry_run: options.DryRun = False,
    yes: options.Yes = False,
    json: options.Json = False,
) -> None:
    """Record an outcome of an item."""
    typed = {
        **options.one(item=item, title=title, on=on, type=type_, indicator=indicator, value=value),
        "evidence": evidence,
    }
    add(
        settings_of(ctx),
        "outcome",
        typed,
        Sources(edit, source, no_copy, files),
        Ways(dry_run, yes, json),
    )
