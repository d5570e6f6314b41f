"""`coopctl evidence`: what the records rest on, by item, and what rests on nothing."""

import sqlite3
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from coopctl.cli import options
from coopctl.cli.completing.kinds import ValueKind
from coopctl.cli.program import settings_of
from coopctl.cli.reading import Answer, Draw, give
from coopctl.language import current
from coopctl.ledger.file import kept_files
from coopctl.ledger.journal.targets import Target, find_target
from coopctl.ledger.plan import compiled
from coopctl.ledger.standing.evidence import count_evidence, list_evidence
from coopctl.messages import N_
from coopctl.services.answering.evidence import list_gaps
from coopctl.services.answering.question import Times, asking_at, read_times
from coopctl.services.workspace.settings import Settings

if TYPE_CHECKING:
    from coopctl.output.files.json_text import Row
    from coopctl.output.screen.page import Page

examples = ("coopctl evidence", "coopctl evidence 1.1", "coopctl evidence --missing")


def command(
    ctx: typer.Context,
    target: Annotated[
        str | None,
        typer.Argument(
            metavar=N_("TARGET"), help=N_("a plan, an area, an item, an action or a meeting")
        ),
        ValueKind.EVIDENCED,
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
            answer = _list_missing(connection, settings, wanted, times)
        else:
            answer = _list_evidence(connection, settings, wanted, times)
        give(answer, json=json)


def _answer(times: Times, key: str, rows: Iterable["Row"], draw: Draw) -> Answer:
    head = {"as_of": times.as_of, "known_at": times.known, "period": times.period}
    return Answer("evidence", lambda: head, {key: rows}, draw)


def _list_missing(
    connection: sqlite3.Connection, settings: Settings, wanted: Target | None, times: Times
) -> Answer:
    gaps = list_gaps(connection, settings, wanted, times)

    def draw(page: "Page") -> None:
        from coopctl.output.screen.record.evidence_list import show_missing

        show_missing(page, list(gaps), compiled.list_titles(connection, current()))

    return _answer(times, "missing", gaps, draw)


def _list_evidence(
    connection: sqlite3.Connection, settings: Settings, wanted: Target | None, times: Times
) -> Answer:
    rows = list_evidence(connection, wanted, times.as_of, current())

    def draw(page: "Page") -> None:
        from coopctl.output.screen.record.evidence_list import show_evidence

        counted = count_evidence(connection, wanted, times.as_of)
        there = set(kept_files.list_names(kept_files.folder_of(settings.ledger)))
        show_evidence(page, rows, counted, there, compiled.list_titles(connection, current()))

    return _answer(times, "evidence", rows, draw)
