"""`coopctl export json`: the whole journal, without loss."""

from pathlib import Path

import typer

from coopctl.cli import options
from coopctl.cli.app import settings_of
from coopctl.cli.opening import reading
from coopctl.domain.messages import N_, msg
from coopctl.ledger.journal import list_all
from coopctl.output.files import open_target
from coopctl.output.json_text import write_journal
from coopctl.output.talk import notice

examples = ("coopctl export json -o journal.json",)


def command(ctx: typer.Context, output: options.Output = None) -> None:
    """Write every entry of the journal as JSON: ids, hashes, times and content as they are kept."""
    path = Path(output) if output else None
    with reading(settings_of(ctx)) as connection, open_target(path) as target:
        count = write_journal(target, list_all(connection))
    if path is not None:
        notice(msg(N_("wrote `{path}`: {count} entries"), path=path, count=count))
