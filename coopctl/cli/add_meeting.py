"""`coopctl add-meeting`: record a meeting, who came, what it concluded and who is to act."""

from typing import Annotated

import typer

from coopctl.cli import options
from coopctl.cli.adding import Ways, add
from coopctl.cli.app import settings_of
from coopctl.domain.messages import N_

examples = (
    'coopctl add-meeting --on 19/9/2024 --title "Thăm, làm việc" --kind working_visit --item 1.1',
    'coopctl add-meeting --on 19/9/2024 --title "Giao ban" --action "hoa-binh: gửi danh mục: 15/10/2024"',
    "coopctl add-meeting --edit",
)


def command(
    ctx: typer.Context,
    on: options.On = None,
    until: Annotated[
        str | None, typer.Option(metavar=N_("DATE"), help=N_("the last day, if it took several"))
    ] = None,
    title: Annotated[
        str | None, typer.Option(metavar=N_("TEXT"), help=N_("what the meeting was, in a line"))
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(
            metavar=N_("KIND"),
            help=N_(
                "meeting, working_visit, conference, online, preliminary_review, final_review "
                "or signing"
            ),
        ),
    ] = None,
    place: Annotated[str | None, typer.Option(metavar=N_("TEXT"), help=N_("where it was"))] = None,
    host: Annotated[
        str | None, typer.Option(metavar=N_("PARTY"), help=N_("the party that received the others"))
    ] = None,
    chair: Annotated[str | None, typer.Option(metavar=N_("NAME"), help=N_("who chaired"))] = None,
    secretary: Annotated[
        str | None, typer.Option(metavar=N_("NAME"), help=N_("who took the minutes"))
    ] = None,
    number: Annotated[
        str | None, typer.Option(metavar=N_("NUMBER"), help=N_("the number of the minutes"))
    ] = None,
    attendee: Annotated[
        list[str] | None,
        typer.Option(metavar=N_("TEXT"), help=N_("who came, `party: name, role`; may be repeated")),
    ] = None,
    invited: Annotated[
        list[str] | None,
        typer.Option(
            metavar=N_("TEXT"), help=N_("who was invited, present or not; may be repeated")
        ),
    ] = None,
    item: Annotated[
        list[str] | None,
        typer.Option(metavar=N_("ITEM"), help=N_("an item that was discussed; may be repeated")),
    ] = None,
    proceedings: Annotated[
        str | None, typer.Option(metavar=N_("TEXT"), help=N_("how it went"))
    ] = None,
    conclusion: Annotated[
        list[str] | None,
        typer.Option(metavar=N_("TEXT"), help=N_("a conclusion without a duty; may be repeated")),
    ] = None,
    action: Annotated[
        list[str] | None,
        typer.Option(metavar=N_("TEXT"), help=N_("a duty, `party: text: due`; may be repeated")),
    ] = None,
    evidence: options.Evidence = None,
    no_copy: options.NoCopy = False,
    plan: Annotated[
        str | None, typer.Option(metavar=N_("PLAN"), help=N_("the plan, where there are several"))
    ] = None,
    edit: options.Edit = False,
    source: options.Source = None,
    dry_run: options.DryRun = False,
    yes: options.Yes = False,
    json: options.Json = False,
) -> None:
    """Record a meeting with its conclusions and actions."""
    typed = {
        **options.one(
            on=on, until=until, title=title, kind=kind, place=place, host=host, chair=chair,
            secretary=secretary, number=number, proceedings=proceedings, plan=plan,
        ),
        "attendee": attendee, "invited": invited, "item": item, "conclusion": conclusion,
        "action": action, "evidence": evidence,
    }  # fmt: skip
    add(settings_of(ctx), "meeting", typed, Ways(edit, source, dry_run, yes, json, no_copy))
