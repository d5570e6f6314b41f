"""`coopctl export json`: the whole journal, without loss."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from coopctl.cli import options
from coopctl.cli.destinations import stdout_or_file
from coopctl.cli.program import settings_of
from coopctl.domain.record.entries import Entry
from coopctl.ledger.journal.journal import list_all
from coopctl.messages import N_, msg
from coopctl.output.files.files import open_target
from coopctl.output.files.json_text import print_schema, write_journal
from coopctl.output.screen.progress import writing
from coopctl.output.screen.talk import notice
from coopctl.services.workspace.session import reading, reading_period
from coopctl.services.workspace.settings import Settings

examples = (
    "coopctl export json -o journal.json",
    "coopctl export json --schema > journal.schema.json",
    'coopctl export json --period "6 tháng đầu năm 2025" -o nhat-ky.json',
)


def command(
    ctx: typer.Context,
    output: options.Output = None,
    overwrite: options.Overwrite = False,
    period: options.Period = None,
    schema: Annotated[
        bool, typer.Option("--schema", help=N_("print the JSON Schema of what this writes"))
    ] = False,
) -> None:
    """Write every entry of the journal as JSON: ids, hashes, times and content as they are kept."""
    if schema:
        from coopctl.output.files.journal_schema import journal_schema

        print_schema(journal_schema())
        return
    settings = settings_of(ctx)
    place = stdout_or_file(settings, output, overwrite=overwrite)
    path = place.path if place else None
    with (
        _reading(settings, period) as entries,
        writing(path) as bar,
        open_target(place) as target,
    ):
        count = write_journal(target, bar.each(entries))
    if path is not None:
        notice(msg(N_("wrote `{path}`: {count} entries"), path=path, count=count))


@contextmanager
def _reading(settings: Settings, period: str | None) -> Iterator[Iterator[Entry]]:
    """Open the journal: all of it, or what was in it when a period was closed."""
    if period is None:
        with reading(settings) as connection:
            yield list_all(connection)
    else:
        with reading_period(settings, period) as (connection, closed):
            yield (entry for entry in list_all(connection) if closed.had(entry.id))
