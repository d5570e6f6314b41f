"""`coopctl add-update`: record where an item or an action stands."""

from typing import Annotated

import typer

from coopctl.cli import options
from coopctl.cli.adding import Ways, add
from coopctl.cli.app import settings_of
from coopctl.domain.messages import N_

examples = (
    'coopctl add-update 1.1 in_progress --on 19/9/2024 --result "Đã thống nhất danh mục"',
    "coopctl add-update 1.1 completed --completed-on 30/6/2025 --evidence 12/BC-SKHCN",
    "coopctl add-update hb7kq-12/1 completed --completed-on 15/10/2024",
    "coopctl add-update",
)


def command(
    ctx: typer.Context,
    item: options.About = None,
    status: Annotated[
        str | None,
        typer.Argument(
            metavar=N_("STATUS"),
            help=N_(
                "not_started, in_progress, awaiting_confirmation, completed, suspended or cancelled; "
                "the label in either language will do"
            ),
        ),
    ] = None,
    on: options.On = None,
    progress: Annotated[
        str | None, typer.Option(metavar=N_("PERCENT"), help=N_("how much is done, 0 to 100"))
    ] = None,
    result: Annotated[
        str | None, typer.Option(metavar=N_("TEXT"), help=N_("what was achieved"))
    ] = None,
    difficulty: Annotated[
        str | None, typer.Option(metavar=N_("TEXT"), help=N_("what stands in the way"))
    ] = None,
    cause: Annotated[
        str | None, typer.Option(metavar=N_("TEXT"), help=N_("why it stands in the way"))
    ] = None,
    proposal: Annotated[
        str | None, typer.Option(metavar=N_("TEXT"), help=N_("what is proposed about it"))
    ] = None,
    next_step: Annotated[
        str | None, typer.Option(metavar=N_("TEXT"), help=N_("what comes next"))
    ] = None,
    completed_on: Annotated[
        str | None,
        typer.Option(metavar=N_("DATE"), help=N_("the day of completion; owed with `completed`")),
    ] = None,
    evidence: options.Evidence = None,
    no_copy: options.NoCopy = False,
    edit: options.Edit = False,
    source: options.Source = None,
    dry_run: options.DryRun = False,
    yes: options.Yes = False,
    json: options.Json = False,
) -> None:
    """Record where an item or an action stands."""
    typed = {
        **options.one(
            item=item, status=status, on=on, progress=progress, result=result,
            difficulty=difficulty, cause=cause, proposal=proposal, next_step=next_step,
            completed_on=completed_on,
        ),
        "evidence": evidence,
    }  # fmt: skip
    add(settings_of(ctx), "update", typed, Ways(edit, source, dry_run, yes, json, no_copy))
