"""`coopctl add-update`: record where an item or an action stands."""

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
from coopctl.services.recording.prepare import Prepared
from coopctl.services.workspace.settings import Settings

examples = (
    'coopctl add-update 1.1 in_progress --on 19/9/2024 --result "Đã thống nhất danh mục"',
    "coopctl add-update 1.1 completed --completed-on 30/6/2025 --evidence 12/BC-SKHCN",
    'coopctl add-update 1.2 --stage accepted --grade "Đạt" --document 12/QĐ-UBND',
    "coopctl add-update hb7kq-12/1 completed --completed-on 15/10/2024",
    'coopctl add-update hb7kq-12/1 completed --completed-on 15/10/2024 --outcome "Danh mục" --for 1.1',
    "coopctl add-update",
)


@takes("update")
def command(
    ctx: typer.Context,
    typed: Typed,
    outcome: Annotated[
        str | None,
        typer.Option(
            metavar=N_("TEXT"),
            help=N_("also record an outcome of that title; `-` takes the action's own words"),
        ),
    ] = None,
    item_update: Annotated[
        bool,
        typer.Option(
            "--item-update", help=N_("also record the action's result as an update of its item")
        ),
    ] = False,
    for_item: Annotated[
        str | None,
        typer.Option(
            "--for",
            metavar=N_("ITEM"),
            help=N_("the item that the action served, where its meeting discussed several"),
        ),
        ValueKind.ITEM,
    ] = None,
    no_copy: options.NoCopy = False,
    files: options.Files = None,
    edit: options.Edit = False,
    source: options.Source = None,
    dry_run: options.DryRun = False,
    yes: options.Yes = False,
    json: options.Json = False,
) -> None:
    """Record where an item or an action stands."""
    sources = Sources(edit, source, no_copy, files)
    if outcome is not None or item_update or for_item is not None:
        sources = _followed(sources, outcome, for_item, item_update=item_update)
    add(settings_of(ctx), "update", typed, sources, Ways(dry_run, yes, json))


def _followed(
    sources: Sources, outcome: str | None, item: str | None, *, item_update: bool
) -> Sources:
    """Return the sources with what is to follow from the update."""
    from coopctl.services.recording.follow import Following
    from coopctl.services.recording.follow import follow as follow_from

    wanted = Following(outcome, item_update, item)
    flags = {
        "--outcome": outcome is not None, "--item-update": item_update, "--for": item is not None,
    }  # fmt: skip
    asked = tuple(flag for flag, given in flags.items() if given)
    help_hint = msg(N_("`coopctl add-{kind} --help` says what each is"), kind="update")
    if asked == ("--for",):
        raise UsageProblem(msg(N_("`--for` goes with `--outcome` or `--item-update`")), help_hint)
    if sources.edit:
        command = "coopctl add-update --edit"
        sentence = N_("`{command}` does not take `{words}`")
        raise UsageProblem(msg(sentence, command=command, words=asked), help_hint)

    def follow(connection: Connection, settings: Settings, first: Prepared) -> list[Prepared]:
        return follow_from(connection, settings, first, wanted)

    return sources._replace(follow=follow, beside=asked)
