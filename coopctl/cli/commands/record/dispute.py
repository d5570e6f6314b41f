"""`coopctl dispute`: the other office does not agree with what was recorded, and says why."""

from typing import Annotated

import typer

from coopctl.cli import options
from coopctl.cli.program import settings_of
from coopctl.cli.records import Sources, add
from coopctl.cli.writing import Ways
from coopctl.domain.record.confirmations import Confirmation
from coopctl.messages import N_

examples = (
    'coopctl dispute 1.1 --office hung-yen --reason "Mới nhận 30/39 hồ sơ"',
    'coopctl dispute hb7kq-12 --reason "Biên bản ghi thiếu kết luận số 3"',
)


def command(
    ctx: typer.Context,
    entry: options.Judged = None,
    reason: Annotated[
        str | None, typer.Option(metavar=N_("TEXT"), help=N_("what is not right; owed"))
    ] = None,
    on: options.On = None,
    dry_run: options.DryRun = False,
    yes: options.Yes = False,
    json: options.Json = False,
) -> None:
    """Dispute an entry of the other office, or the last update of an item or action."""
    typed = options.one(item=entry, verdict=Confirmation.DISPUTED, reason=reason, on=on)
    add(settings_of(ctx), "confirmation", typed, Sources(), Ways(dry_run, yes, json))
