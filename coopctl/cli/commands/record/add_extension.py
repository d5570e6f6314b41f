"""`coopctl add-extension`: record that a deadline was moved back."""

import typer

from coopctl.cli import options
from coopctl.cli.flags import Typed, takes
from coopctl.cli.program import settings_of
from coopctl.cli.records import Sources, add
from coopctl.cli.writing import Ways

examples = (
    'coopctl add-extension 1.1 31/3/2026 --reason "Chờ khảo nghiệm" --document "15/UBND, 5/1/2026"',
    'coopctl add-extension 2.1 15/4/2026 --for Q1/2026 --reason "Chờ số liệu" --document "16/SKHCN"',
)


@takes("extension")
def command(
    ctx: typer.Context,
    typed: Typed,
    edit: options.Edit = False,
    source: options.Source = None,
    dry_run: options.DryRun = False,
    yes: options.Yes = False,
    json: options.Json = False,
) -> None:
    """Record an approved extension of a deadline; of what comes back, for the one period that `--for` names."""
    add(settings_of(ctx), "extension", typed, Sources(edit, source), Ways(dry_run, yes, json))
