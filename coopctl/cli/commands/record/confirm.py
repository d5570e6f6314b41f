"""`coopctl confirm`: the other office agrees with what was recorded."""

from typing import Annotated

import typer

from coopctl.cli import options
from coopctl.cli.program import settings_of
from coopctl.cli.records import Sources, add
from coopctl.cli.writing import Ways
from coopctl.domain.record.confirmations import Confirmation
from coopctl.messages import N_

examples = (
    "coopctl confirm 1.1 --office hung-yen",
    'coopctl confirm hb7kq-12 --note "Đã nhận đủ hồ sơ"',
)


def command(
    ctx: typer.Context,
    entry: options.Judged = None,
    note: Annotated[
        str | None, typer.Option(metavar=N_("TEXT"), help=N_("what there is to say about it"))
    ] = None,
    on: options.On = None,
    dry_run: options.DryRun = False,
    yes: options.Yes = False,
    json: options.Json = False,
) -> None:
    """Confirm an entry of the other office, or the last update of an item or action."""
    typed = options.one(item=entry, verdict=Confirmation.CONFIRMED, note=note, on=on)
    add(settings_of(ctx), "confirmation", typed, Sources(), Ways(dry_run, yes, json))
