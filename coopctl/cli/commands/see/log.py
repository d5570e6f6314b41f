"""`coopctl log`: the journal in time order."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from coopctl.cli import options
from coopctl.cli.codes import read_code
from coopctl.cli.completing.kinds import ValueKind
from coopctl.cli.program import settings_of
from coopctl.cli.reading import Answer, give
from coopctl.domain.codes import ENTRY_KIND_LABELS
from coopctl.domain.record.entries import Entry
from coopctl.ledger.journal import history
from coopctl.ledger.journal.targets import find_target
from coopctl.messages import N_
from coopctl.services.answering.notes import notes_on
from coopctl.services.answering.question import (
    find_party_anywhere,
    keep_understood,
    read_count,
    read_day,
)
from coopctl.services.workspace.session import reading

if TYPE_CHECKING:
    from coopctl.output.screen.page import Page

examples = (
    "coopctl log",
    "coopctl log --since 1/1/2025 --kind meeting",
    "coopctl log --item 1.1 --limit 0",
)


def command(
    ctx: typer.Context,
    since: Annotated[
        str | None,
        typer.Option(metavar=N_("DATE"), help=N_("only what happened on that day or later")),
    ] = None,
    item: Annotated[
        str | None,
        typer.Option(metavar=N_("ITEM"), help=N_("only what is about that item or action")),
        ValueKind.WORK,
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(
            metavar=N_("KIND"),
            help=N_(
                "only plan, update, meeting, outcome, extension, confirmation, retraction, period or signing"
            ),
        ),
        ValueKind.ENTRY_KIND,
    ] = None,
    party: Annotated[
        str | None,
        typer.Option(metavar=N_("PARTY"), help=N_("only what that party's office recorded")),
        ValueKind.PARTY,
    ] = None,
    limit: Annotated[
        str, typer.Option(metavar=N_("N"), help=N_("at most that many, the newest; 0 is all"))
    ] = "50",
    json: options.Json = False,
) -> None:
    """Show the journal in the order in which things happened, the newest at the end."""
    most = read_count("--limit", limit)
    day = read_day("--since", since)
    wanted = read_code("--kind", kind, ENTRY_KIND_LABELS)
    settings = settings_of(ctx)
    with reading(settings) as connection:
        target = find_target(connection, item, ("item", "action")) if item else None
        selection = history.Selection(
            plan=target.plan if target else None,
            target=target.id if target else None,
            kind=wanted,
            office=find_party_anywhere(connection, party),
            since=day,
        )
        entries = keep_understood(
            history.list_newest(connection, selection, most or -1), settings.tell
        )[::-1]
        replaced = history.replacing_among(connection, entries)

        def draw(page: "Page") -> None:
            from coopctl.output.screen.record.journal_lines import show_log

            total = history.count(connection, selection) if most else len(entries)
            show_log(page, entries, replaced, total, notes_on(connection, entries))

        give(Answer("log", partial(_head, entries, replaced), {}, draw), json=json)


def _head(entries: Sequence[Entry], replaced: Mapping[str, Entry]) -> dict[str, Any]:
    from coopctl.output.files.json_text import log_data

    return log_data(entries, replaced)
