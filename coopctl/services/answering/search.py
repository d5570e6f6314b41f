"""Looking for words: in what plans define, and in what was recorded, the best first."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from coopctl.domain.plan.plan import Plan
from coopctl.domain.plan.texts import item_texts, plan_texts
from coopctl.domain.record.entries import Body, Entry
from coopctl.domain.record.kinds.shapes import is_body
from coopctl.domain.standing.searching import SearchHit, SearchTerm, best_hit
from coopctl.domain.words.tokens import texts_of
from coopctl.ledger.journal import search
from coopctl.ledger.plan import compiled

FieldsOf = Callable[[str, Body], Iterable[tuple[str, str, str]]]  # (field, label, value in words)
_DEFINED = ("plan", "item")


def find(
    connection: sqlite3.Connection,
    query: search.SearchQuery,
    places: search.Places,
    language: str,
    fields_of: FieldsOf,
) -> list[SearchHit]:
    """Return what has all terms, the best first; of the same worth plans and items, then entries, the newest first.

    `fields_of` puts the values of an entry into words: they are looked through as people read them.
    """
    hits = (
        *_find_in_plans(connection, query, language),
        *_find_in_journal(connection, query, places, fields_of),
    )
    return sorted(hits, key=lambda row: -row.score)


def _find_in_plans(
    connection: sqlite3.Connection, query: search.SearchQuery, language: str
) -> Iterator[SearchHit]:
    for defined in _DEFINED if query.since is None else ():
        if query.kind in {None, defined}:
            yield from _find_defined(connection, query, defined, language)


def _find_in_journal(
    connection: sqlite3.Connection,
    query: search.SearchQuery,
    places: search.Places,
    fields_of: FieldsOf,
) -> Iterator[SearchHit]:
    if query.kind != "item":
        for entry in search.list_entries(connection, places, query.since):
            hit = (
                _find_in_entry(entry, query.terms, fields_of)
                if is_body(entry.kind, entry.body)
                else None
            )
            if hit is not None:
                yield hit


def _find_in_entry(
    entry: Entry, terms: Sequence[SearchTerm], fields_of: FieldsOf
) -> SearchHit | None:
    fields = list(fields_of(entry.kind, entry.body))
    texts = [text for _field, _label, text in fields]
    beside: list[str] = []
    hit = best_hit(terms, texts)
    if hit is None:  # what an entry is about and its day may be asked for beside its words
        beside = [entry.item or "", *texts_of(entry.happened_on, entry.body)]
        hit = best_hit(terms, texts, beside)
    if hit is None:
        return None
    place, best = hit
    about = entry.kind, entry.plan, entry.id, entry.item, entry.happened_on
    if place < len(fields):
        return SearchHit(*about, *fields[place], best.spans, best.score)
    word = beside[place - len(fields)]
    gist = texts[0] if texts else "".join(beside[2:3])
    text = f"{word} · {gist}" if gist and gist != word else word
    return SearchHit(*about, None, None, text, best.spans, best.score)


def _find_defined(
    connection: sqlite3.Connection, query: search.SearchQuery, kind: str, language: str
) -> Iterator[SearchHit]:
    plans: dict[str, Plan | None] = {}
    for definition in islice(search.list_defined(connection, query, kind), search.CANDIDATES):
        texts = [definition.title.read(language)]
        hit = best_hit(query.terms, texts)
        if hit is None:
            if definition.plan not in plans:
                plans[definition.plan] = compiled.find_plan(connection, definition.plan)
            texts += _texts_of(plans[definition.plan], definition.item)
            hit = best_hit(query.terms, texts)
        if hit is not None:
            place, best = hit
            text = texts[place]
            shown = f"{text} · {texts[0]}" if text == definition.item else text
            yield SearchHit(
                kind, definition.plan, definition.item or definition.plan, definition.item, None, None, None,
                shown, best.spans, best.score,
            )  # fmt: skip


def _texts_of(plan: Plan | None, item_id: str | None) -> list[str]:
    if plan is None:
        return []
    if item_id is None:
        return plan_texts(plan)
    return [text for item in plan.items() if item.id == item_id for text in item_texts(item)]
