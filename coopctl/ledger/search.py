"""Looking for words: in the journal through its full-text index, in plans and items as compiled."""

import sqlite3
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from coopctl.domain.entries import Entry
from coopctl.domain.plan import Text
from coopctl.domain.searching import Term, is_in
from coopctl.ledger.corrections import in_force, of_living
from coopctl.ledger.journal import COLUMNS, entry_of

# So many of the newest are weighed against each other; a word that is in more says nothing.
CANDIDATES = 1_000

_FOUND = f"""
select {COLUMNS} from (
  select rowid as found from entry_words where entry_words match :query
  order by rowid desc limit :most
) join journal on place = found
where happened_on >= :since and kind <> 'plan' and {in_force("id", "'9999'")}
  and {of_living("journal.item", "'9999'")}
order by place desc
"""
_COUNT = """
select count(*) from (
  select rowid from entry_words where entry_words match :query order by rowid desc limit :most)
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


class Asked(NamedTuple):
    """What is looked for: terms that must all be there, and where; all where None."""

    terms: tuple[Term, ...]
    kind: str | None = None
    plan: str | None = None
    since: date | None = None


def list_entries(connection: sqlite3.Connection, asked: Asked) -> Iterator[Entry]:
    """Yield the entries in force that have all terms, newest first, at most `CANDIDATES`."""
    values = {
        "query": _query(asked),
        "since": asked.since.isoformat() if asked.since else "",
        "most": CANDIDATES,
    }
    for row in connection.execute(_FOUND, values):
        yield entry_of(row)


def are_too_many(connection: sqlite3.Connection, asked: Asked) -> bool:
    """Tell whether more entries have the terms than are weighed."""
    values = {"query": _query(asked), "most": CANDIDATES + 1}
    return bool(connection.execute(_COUNT, values).fetchone()[0] > CANDIDATES)


def list_defined(connection: sqlite3.Connection, asked: Asked, kind: str) -> Iterator[Defined]:
    """Yield the plans (`plan`) or items (`item`) that have all terms."""
    for plan, item, vi, en, words in connection.execute(_DEFINED[kind], {"plan": asked.plan}):
        if all(is_in(term, words) for term in asked.terms):
            yield Defined(plan, item, Text(vi, en))


def _query(asked: Asked) -> str:
    """Return what is asked for in the index's own language."""
    marks = [f"_{asked.kind}" if asked.kind else "", f"_of-{asked.plan}" if asked.plan else ""]
    terms = [
        f"{_quoted(' '.join(term.tokens))}{' *' if term.begun else ''}" for term in asked.terms
    ]
    return " AND ".join([*map(_quoted, filter(None, marks)), *terms])


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
