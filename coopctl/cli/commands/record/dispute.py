"""`coopctl dispute`: the other office does not agree with what was recorded, and says why."""

import typer

from coopctl.cli import options
from coopctl.cli.flags import Typed, takes
from coopctl.cli.program import settings_of
from coopctl.cli.records import Sources, add
from coopctl.cli.writing import Ways
from coopctl.domain.record.confirmations import Confirmation

examples = (
    'coopctl dispute 1.1 --office hung-yen --reason "Mới nhận 30/39 hồ sơ"',
    'coopctl dispute hb7kq-12 --reason "Biên bản ghi thiếu kết luận số 3"',
)


@takes("confirmation", but=("verdict", "note"))
def command(
    ctx: typer.Context,
    typed: Typed,
    dry_run: options.DryRun = False,
    yes: options.Yes = False,
    json: options.Json = False,
) -> None:
    """Dispute an entry of the other office, or the last update of an item or action."""
    verdict = options.one(verdict=Confirmation.DISPUTED)
    add(settings_of(ctx), "confirmation", typed | verdict, Sources(), Ways(dry_run, yes, json))
