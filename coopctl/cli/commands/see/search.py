"""`coopctl search`: words, phrases, numbers and days, wherever somebody wrote them."""

from collections.abc import Sequence
from functools import partial
from typing import Annotated

import typer

from coopctl.cli import options
from coopctl.cli.codes import read_code
from coopctl.cli.completing.kinds import ValueKind
from coopctl.cli.program import settings_of
from coopctl.cli.reading import Answer, give
from coopctl.domain.codes import ENTRY_KIND_LABELS
from coopctl.domain.standing.searching import SearchHit, parse_query
from coopctl.language import _, current
from coopctl.ledger.journal import search
from coopctl.ledger.journal.targets import find_target
from coopctl.messages import N_, msg
from coopctl.output.screen.talk import notice
from coopctl.output.words.record_text import fields_of
from coopctl.services.answering.question import read_count, read_day
from coopctl.services.answering.search import find
from coopctl.services.workspace.session import reading

examples = (
    "coopctl search nguon gen",
    "coopctl search '\"nguồn gen\" 48/KH-SKHCN'",
    "coopctl search 19/9/2024 --kind meeting",
)
_KINDS = {"item": N_("Plan item"), **ENTRY_KIND_LABELS}


def command(
    ctx: typer.Context,
    text: Annotated[
        list[str] | None,
        typer.Argument(
            metavar=N_("TEXT…"),
            help=N_("words or their beginnings, with or without marks; a phrase in quotes"),
        ),
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(
            metavar=N_("KIND"), help=N_("only item, plan, update, meeting, outcome or another kind")
        ),
        ValueKind.SEARCHED_KIND,
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(metavar=N_("DATE"), help=N_("only what happened on that day or later")),
    ] = None,
    plan: Annotated[
        str | None,
        typer.Option(metavar=N_("PLAN"), help=N_("only in that plan and its records")),
        ValueKind.PLAN,
    ] = None,
    limit: Annotated[
        str, typer.Option(metavar=N_("N"), help=N_("at most that many, the best; 0 is all"))
    ] = "20",
    json: options.Json = False,
) -> None:
    """Find items and records by what they say, the best first."""
    most = read_count("--limit", limit)
    day = read_day("--since", since)
    wanted = read_code("--kind", kind, _KINDS)
    words = options.needed(_("TEXT"), " ".join(text or ()) or None)
    terms = parse_query(words)
    with reading(settings_of(ctx)) as connection:
        named = find_target(connection, plan, ("plan",)).plan if plan else None
        query = search.SearchQuery(terms, wanted, named, day)
        places = search.find_places(connection, query)
        rows = find(connection, query, places, current(), fields_of)
        shown = rows[: most or None]
        give(_answer(words, shown, len(rows)), json=json)
        if places.more:
            notice(
                msg(N_("more than {count} records have these words"), count=search.CANDIDATES),
                msg(N_("the newest were compared; add a word, `--kind` or `--plan`")),
            )


def _answer(words: str, rows: Sequence[SearchHit], total: int) -> Answer:
    from coopctl.output.screen.record.found import found_data, show_found

    return Answer(
        "search",
        partial(found_data, words, rows, total),
        {},
        lambda page: show_found(page, words, rows, total),
    )
