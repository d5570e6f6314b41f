"""`coopctl search`: words, phrases, numbers and days, wherever somebody wrote them."""

import sqlite3
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Annotated

import typer

from coopctl.cli import options
from coopctl.cli.codes import read_code
from coopctl.cli.completing.kinds import Kind
from coopctl.cli.program import settings_of
from coopctl.domain.codes import ENTRY_KIND_LABELS
from coopctl.domain.plan.plan import Plan
from coopctl.domain.plan.texts import item_texts, plan_texts
from coopctl.domain.record.entries import Entry
from coopctl.domain.record.kinds.shapes import is_body
from coopctl.domain.standing.searching import Term, best_hit, parse_query
from coopctl.domain.words.tokens import texts_of
from coopctl.language import _, current
from coopctl.ledger.journal import search
from coopctl.ledger.journal.targets import find_target
from coopctl.ledger.plan import compiled
from coopctl.messages import N_, msg
from coopctl.output.screen.record.found import Found
from coopctl.output.screen.talk import notice
from coopctl.output.words.record_text import fields_of
from coopctl.services.answering.question import read_count, read_day
from coopctl.services.workspace.session import reading

examples = (
    "coopctl search nguon gen",
    "coopctl search '\"nguồn gen\" 48/KH-SKHCN'",
    "coopctl search 19/9/2024 --kind meeting",
)
_KINDS = {"item": N_("Plan item"), **ENTRY_KIND_LABELS}
_DEFINED = ("plan", "item")


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
        Kind.SEARCHED_KIND,
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(metavar=N_("DATE"), help=N_("only what happened on that day or later")),
    ] = None,
    plan: Annotated[
        str | None,
        typer.Option(metavar=N_("PLAN"), help=N_("only in that plan and its records")),
        Kind.PLAN,
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
        asked = search.Asked(terms, wanted, named, day)
        places = search.find_places(connection, asked)
        rows = sorted(_find(connection, asked, places), key=lambda row: -row.score)
        _print(words, rows, most or len(rows), json=json)
        if places.more:
            notice(
                msg(N_("more than {count} records have these words"), count=search.CANDIDATES),
                msg(N_("the newest were compared; add a word, `--kind` or `--plan`")),
            )


def _print(words: str, rows: Sequence[Found], most: int, *, json: bool) -> None:
    from coopctl.output.screen.record import found

    if json:
        found.write_found(words, rows[:most], len(rows))
        return
    from coopctl.output.screen.page import Page

    with Page() as page:
        found.show_found(page, words, rows[:most], len(rows))


def _find(
    connection: sqlite3.Connection, asked: search.Asked, places: search.Places
) -> Iterator[Found]:
    """Yield what has all terms: plans and items in their order, then entries, the newest first."""
    for defined in _DEFINED if asked.since is None else ():
        if asked.kind in {None, defined}:
            yield from _find_defined(connection, asked, defined)
    if asked.kind != "item":
        for entry in search.list_entries(connection, places, asked.since):
            hit = _find_in_entry(entry, asked.terms) if is_body(entry.kind, entry.body) else None
            if hit is not None:
                yield hit


def _find_in_entry(entry: Entry, terms: Sequence[Term]) -> Found | None:
    said = list(fields_of(entry.kind, entry.body))
    texts = [one.text for one in said]
    beside: list[str] = []
    hit = best_hit(terms, texts)
    if hit is None:  # what an entry is about and its day may be asked for beside its words
        beside = [entry.item or "", *texts_of(entry.happened_on, entry.body)]
        hit = best_hit(terms, texts, beside)
    if hit is None:
        return None
    place, best = hit
    about = entry.kind, entry.plan, entry.id, entry.item, entry.happened_on
    if place < len(said):
        return Found(*about, *said[place], best.spans, best.score)
    found = beside[place - len(said)]
    gist = said[0].text if said else "".join(beside[2:3])
    text = f"{found} · {gist}" if gist and gist != found else found
    return Found(*about, None, None, text, best.spans, best.score)


def _find_defined(
    connection: sqlite3.Connection, asked: search.Asked, kind: str
) -> Iterator[Found]:
    plans: dict[str, Plan | None] = {}
    for one in islice(search.list_defined(connection, asked, kind), search.CANDIDATES):
        texts = [one.title.read(current())]
        hit = best_hit(asked.terms, texts)
        if hit is None:
            if one.plan not in plans:
                plans[one.plan] = compiled.find_plan(connection, one.plan)
            texts += _texts_of(plans[one.plan], one.item)
            hit = best_hit(asked.terms, texts)
        if hit is not None:
            place, best = hit
            found = texts[place]
            said = f"{found} · {texts[0]}" if found == one.item else found
            yield Found(
                kind, one.plan, one.item or one.plan, one.item, None, None, None,
                said, best.spans, best.score,
            )  # fmt: skip


def _texts_of(plan: Plan | None, item_id: str | None) -> list[str]:
    if plan is None:
        return []
    if item_id is None:
        return plan_texts(plan)
    return [text for item in plan.items() if item.id == item_id for text in item_texts(item)]
