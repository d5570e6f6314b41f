"""`coopctl add-outcome`: record what an item brought about."""

import typer

from coopctl.cli import options
from coopctl.cli.flags import Typed, takes
from coopctl.cli.program import settings_of
from coopctl.cli.records import Sources, add
from coopctl.cli.writing import Ways

examples = (
    'coopctl add-outcome 1.1 --title "Danh mục nguồn gen hai tỉnh" --type document --on 30/6/2025',
    'coopctl add-outcome 2.1 --title "Lớp tập huấn" --indicator trained --value "40 người"',
)


@takes("outcome")
def command(
    ctx: typer.Context,
    typed: Typed,
    no_copy: options.NoCopy = False,
    files: options.Files = None,
    edit: options.Edit = False,
    source: options.Source = None,
    dry_run: options.DryRun = False,
    yes: options.Yes = False,
    json: options.Json = False,
) -> None:
    """Record an outcome of an item."""
    add(
        settings_of(ctx),
        "outcome",
        typed,
        Sources(edit, source, no_copy, files),
        Ways(dry_run, yes, json),
    )
