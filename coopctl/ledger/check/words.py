"""The full-text index held against the journal: every word of every entry, where it stands.

SQLite compares a full-text index with the table that it was made of. The journal's index is made of
none, so a copy of it is said to be made of a view that gives each entry's words. Both are temporary:
they go when the caller's transaction is rolled back.
"""

import json
import sqlite3
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from coopctl.domain.words.tokens import BREAK
from coopctl.ledger.file.schema import WORDS
from coopctl.ledger.journal.entry_words import join_words

_VIEW = """
create temp view recorded_words (place, words) as
select place, words_of(kind, plan, item, happened_on, body) from main.journal"""
_COPY = f"""
create virtual table temp.words_copy using fts5(
  words, content='recorded_words', content_rowid='place', {WORDS})"""
_PARTS = ("data", "idx", "docsize", "config")
_COMPARE = "insert into words_copy (words_copy, rank) values ('integrity-check', 1)"
_CORRUPT = 11  # what the codes of SQLITE_CORRUPT have in common
_INDEXED = """
create virtual table temp.indexed_words using fts5vocab('main', 'entry_words', 'instance')"""
_OCCURRENCES = "select doc, offset, term from temp.indexed_words"
_RECORDED = "select place, words from temp.recorded_words"


class Unlike(NamedTuple):
    """A place where index and journal differ; `recorded`: the journal has an entry there."""

    place: int
    recorded: bool


def is_as_recorded(connection: sqlite3.Connection) -> bool:
    """Tell whether the index has the words of the entries, all of them and no others.

    It takes no write lock, and memory that does not grow with the ledger.
    """
    connection.create_function("words_of", 5, _words_of, deterministic=True)
    connection.execute(_VIEW)
    connection.execute(_COPY)
    for part in _PARTS:
        connection.execute(f"delete from temp.words_copy_{part}")
        connection.execute(
            f"insert into temp.words_copy_{part} select * from main.entry_words_{part}"
        )
    try:
        connection.execute(_COMPARE)
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF != _CORRUPT:
            raise
        return False
    return True


def list_unlike(connection: sqlite3.Connection) -> Iterator[Unlike]:
    """Yield where index and journal differ, after `is_as_recorded` found that they do.

    Goes through every word of both and keeps a number for each entry.
    """
    connection.execute(_INDEXED)
    indexed: dict[int, int] = {}
    for place, *occurrence in connection.execute(_OCCURRENCES):
        indexed[place] = indexed.get(place, 0) ^ hash(tuple(occurrence))
    for place, words in connection.execute(_RECORDED):
        recorded = 0
        for occurrence in enumerate(words.replace(BREAK, " ").split()):
            recorded ^= hash(occurrence)
        if indexed.pop(place, 0) != recorded:
            yield Unlike(place, recorded=True)
    for place in indexed:
        yield Unlike(place, recorded=False)


def _words_of(kind: str, plan: str, item: str | None, happened_on: str, body: str) -> str:
    """Return the words of a row; none of one that cannot be read, which the chain's check tells."""
    try:
        return join_words(kind, plan, item, date.fromisoformat(happened_on), json.loads(body))
    except (ValueError, TypeError, RecursionError):
        return ""
