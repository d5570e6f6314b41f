"""`coopctl import updates`: updates from a table that was kept elsewhere."""

import typer

from coopctl.cli import options
from coopctl.cli.commands.bring_in.import_tables import Source, import_table
from coopctl.cli.program import settings_of
from coopctl.cli.writing import Ways

examples = (
    "coopctl import updates updates.csv --dry-run",
    'coopctl import updates theo-doi.xlsx --map "Ghi chú=-"',
)


def command(
    ctx: typer.Context,
    file: options.Table = None,
    column: options.ColumnMap = None,
    sheet: options.SheetName = None,
    plan: options.OfPlan = None,
    no_copy: options.NoCopy = False,
    files: options.Files = None,
    dry_run: options.DryRun = False,
    yes: options.Yes = False,
) -> None:
    """Record a table of updates, each row as `add-update` does. All rows or none.

    The first row names the columns: the codes of `export csv updates`, its labels, or the words of the
    form, in either language. What was recorded before, word for word, is left out.
    """
    source = Source(file, column, sheet, plan, no_copy, files)
    import_table(settings_of(ctx), "update", source, Ways(dry_run, yes))
