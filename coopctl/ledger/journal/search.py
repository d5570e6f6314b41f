"""Looking for words: in the journal through its full-text index, in plans and items as compiled."""

import sqlite3
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from coopctl.domain.plan.plan import Text
from coopctl.domain.record.entries import Entry
from coopctl.domain.standing.searching import SearchTerm, is_in
from coopctl.ledger.journal.corrections import in_force, of_living
from coopctl.ledger.journal.journal import COLUMNS, entry_of

# So many of the newest are weighed against each other; a word that is in more says nothing.
CANDIDATES = 1_000

# What a plan says is found in the plan itself; an entry of it only by the document it rests on.
_SAYING = "(kind <> 'plan' or body ->> '$.basis' is not null)"
_PLACES = """
select rowid from entry_words where entry_words match :query order by rowid desc limit :most"""
_FOUND = f"""
select {COLUMNS} from json_each(:places) as found join journal on place = found.value
where happened_on >= :since and {_SAYING} and {in_force("journal.id", "'9999'")}
  and {of_living("journal.item", "'9999'")}
order by place desc
"""
_DEFINED = {
    "plan": "select id, null, title_vi, title_en, words from plans "
    "where :plan is null or id = :plan order by id",
    "item": "select plan, id, title_vi, title_en, words from items "
    "where :plan is null or plan = :plan order by plan, position",
}


class Defined(NamedTuple):
    """A plan (`item` is None), or an item of it, that has the words; its title in both languages."""

    plan: str
    item: str | None
    title: Text


class SearchQuery(NamedTuple):
    """What is looked for: terms that must all be there, and where; all where None."""

    terms: tuple[SearchTerm, ...]
    kind: str | None = None
    plan: str | None = None
    since: date | None = None


class Places(NamedTuple):
    """Where entries that have all terms came in, newest first; `more` where there are others."""

    newest: tuple[int, ...]
    more: bool


def find_places(connection: sqlite3.Connection, query: SearchQuery) -> Places:
    """Return where the newest `CANDIDATES` entries are that have all terms, whole words before others."""
    whole = query._replace(terms=tuple(term._replace(begun=False) for term in query.terms))
    found = list(dict.fromkeys((*_places(connection, whole), *_places(connection, query))))
    return Places(tuple(found[:CANDIDATES]), len(found) > CANDIDATES)


def _places(connection: sqlite3.Connection, query: SearchQuery) -> list[int]:
    values = {"query": _query(query), "most": CANDIDATES + 1}
    return [place for (place,) in connection.execute(_PLACES, values)]


def list_entries(
    connection: sqlite3.Connection, places: Places, since: date | None
) -> Iterator[Entry]:
    """Yield the entries in force at these places, newest first, of that day or later."""
    values = {
        "places": str(list(places.newest)),
        "since": since.isoformat() if since else "",
    }
    for row in connection.execute(_FOUND, values):
        yield entry_of(row)


def list_defined(
    connection: sqlite3.Connection, query: SearchQuery, kind: str
) -> Iterator[Defined]:
    """Yield the plans (`plan`) or items (`item`) that have all terms."""
    for plan, item, vi, en, words in connection.execute(_DEFINED[kind], {"plan": query.plan}):
        if all(is_in(term, words) for term in query.terms):
            yield Defined(plan, item, Text(vi, en))


def _query(query: SearchQuery) -> str:
    """Return what is asked for in the index's own language."""
    marks = [f"_{query.kind}" if query.kind else "", f"_of-{query.plan}" if query.plan else ""]
    terms = [
        f"{_quoted(' '.join(term.tokens))}{' *' if term.begun else ''}" for term in query.terms
    ]
    return " AND ".join([*map(_quoted, filter(None, marks)), *terms])


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
