"""`coopctl confirm`: the other office agrees with what was recorded."""

import typer

from coopctl.cli import options
from coopctl.cli.flags import Typed, takes
from coopctl.cli.program import settings_of
from coopctl.cli.records import Sources, add
from coopctl.cli.writing import Ways
from coopctl.domain.record.confirmations import Confirmation

examples = (
    "coopctl confirm 1.1 --office hung-yen",
    'coopctl confirm hb7kq-12 --note "Đã nhận đủ hồ sơ"',
)


@takes("confirmation", but=("verdict", "reason"))
def command(
    ctx: typer.Context,
    typed: Typed,
    dry_run: options.DryRun = False,
    yes: options.Yes = False,
    json: options.Json = False,
) -> None:
    """Confirm an entry of the other office, or the last update of an item or action."""
    verdict = options.one(verdict=Confirmation.CONFIRMED)
    add(settings_of(ctx), "confirmation", typed | verdict, Sources(), Ways(dry_run, yes, json))
