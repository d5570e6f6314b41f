"""`coopctl evidence`: what the records rest on, by item, and what rests on nothing."""

import sqlite3
from collections.abc import Iterator
from typing import Annotated

import typer

from coopctl.cli import options
from coopctl.cli.completing.kinds import Kind
from coopctl.cli.program import settings_of
from coopctl.domain.record.evidence import MissingRow
from coopctl.language import current
from coopctl.ledger.file import kept_files
from coopctl.ledger.journal.targets import Target, find_target
from coopctl.ledger.plan import compiled
from coopctl.ledger.standing.evidence import count_evidence, list_evidence
from coopctl.messages import N_
from coopctl.services.answering.evidence import list_gaps
from coopctl.services.answering.question import Times, asking_at, read_times
from coopctl.services.workspace.settings import Settings

examples = ("coopctl evidence", "coopctl evidence 1.1", "coopctl evidence --missing")


def command(
    ctx: typer.Context,
    target: Annotated[
        str | None,
        typer.Argument(
            metavar=N_("TARGET"), help=N_("a plan, an area, an item, an action or a meeting")
        ),
        Kind.EVIDENCED,
    ] = None,
    missing: Annotated[
        bool,
        typer.Option("--missing", help=N_("what is completed, or came of it, and has no evidence")),
    ] = False,
    as_of: options.AsOf = None,
    known_at: options.KnownAt = None,
    period: options.Period = None,
    json: options.Json = False,
) -> None:
    """List the evidence by item: documents, addresses and files, each with the entry that names it."""
    times = read_times(as_of, known_at, period)
    settings = settings_of(ctx)
    with asking_at(settings, times) as (connection, times):
        kinds = ("plan", "area", "item", "action", "entry")
        wanted = find_target(connection, target, kinds) if target else None
        if missing:
            gaps = list_gaps(connection, settings, wanted, times)
            _print_gaps(connection, gaps, times, json=json)
        else:
            _print_rows(connection, settings, wanted, times, json=json)


def _head(times: Times) -> dict[str, object]:
    return {"as_of": times.as_of, "known_at": times.known, "period": times.period}


def _print_gaps(
    connection: sqlite3.Connection, gaps: Iterator[MissingRow], times: Times, *, json: bool
) -> None:
    if json:
        from coopctl.output.files import formats
        from coopctl.output.files.json_text import write_rows

        write_rows(formats.EVIDENCE, _head(times), {"missing": gaps})
        return
    from coopctl.output.screen.page import Page
    from coopctl.output.screen.record.evidence_list import show_missing

    with Page() as page:
        show_missing(page, list(gaps), compiled.list_titles(connection, current()))


def _print_rows(
    connection: sqlite3.Connection,
    settings: Settings,
    wanted: Target | None,
    times: Times,
    *,
    json: bool,
) -> None:
    rows = list_evidence(connection, wanted, times.as_of, current())
    if json:
        from coopctl.output.files import formats
        from coopctl.output.files.json_text import write_rows

        write_rows(formats.EVIDENCE, _head(times), {"evidence": rows})
        return
    from coopctl.output.screen.page import Page
    from coopctl.output.screen.record.evidence_list import show_evidence

    counted = count_evidence(connection, wanted, times.as_of)
    there = set(kept_files.list_names(kept_files.folder_of(settings.ledger)))
    with Page() as page:
        show_evidence(page, rows, counted, there, compiled.list_titles(connection, current()))
