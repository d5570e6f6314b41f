"""`coopctl add-meeting`: record a meeting, who came, what it concluded and who is to act."""

from collections.abc import Callable
from sqlite3 import Connection
from typing import Annotated

import typer

from coopctl.cli import options
from coopctl.cli.completing.kinds import ValueKind
from coopctl.cli.flags import Typed, takes
from coopctl.cli.program import settings_of
from coopctl.cli.records import Sources, add
from coopctl.cli.writing import Ways
from coopctl.messages import N_, UsageProblem, msg
from coopctl.services.recording.prepare import Request
from coopctl.services.workspace.settings import Settings

examples = (
    'coopctl add-meeting --on 19/9/2024 --title "Thăm, làm việc" --kind working_visit --item 1.1',
    'coopctl add-meeting --on 19/9/2024 --title "Giao ban" --action "hoa-binh: gửi danh mục: 15/10/2024"',
    "coopctl add-meeting --edit",
    "coopctl add-meeting --from-agenda --party hoa-binh",
)


@takes("meeting")
def command(
    ctx: typer.Context,
    typed: Typed,
    no_copy: options.NoCopy = False,
    files: options.Files = None,
    plan: Annotated[
        str | None,
        typer.Option(metavar=N_("PLAN"), help=N_("the plan, where there are several")),
        ValueKind.PLAN,
    ] = None,
    from_agenda: Annotated[
        bool,
        typer.Option("--from-agenda", help=N_("fill in a form that begins with the agenda")),
    ] = False,
    party: Annotated[
        str | None,
        typer.Option(
            metavar=N_("PARTY"),
            help=N_("with `--from-agenda`: only what that party leads or shares in"),
        ),
        ValueKind.PARTY,
    ] = None,
    edit: options.Edit = False,
    source: options.Source = None,
    dry_run: options.DryRun = False,
    yes: options.Yes = False,
    json: options.Json = False,
) -> None:
    """Record a meeting with its conclusions and actions."""
    sources = Sources(edit, source, no_copy, files)
    if from_agenda:
        sources = sources._replace(
            edit=edit or source is None, prefill=_agenda_of(party), beside=("--from-agenda",)
        )
    elif party is not None:
        raise UsageProblem(
            msg(N_("`{flag}` goes with `{other}`"), flag="--party", other="--from-agenda"),
            msg(N_("`coopctl add-{kind} --help` says what each is"), kind="meeting"),
        )
    add(
        settings_of(ctx),
        "meeting",
        typed | options.one(plan=plan),
        sources,
        Ways(dry_run, yes, json),
    )


def _agenda_of(party: str | None) -> Callable[[Connection, Settings, Request], Request]:
    def begin(connection: Connection, settings: Settings, request: Request) -> Request:
        from coopctl.cli.terminal.agenda_form import begin_with_agenda

        return begin_with_agenda(connection, settings, request, party)

    return begin
