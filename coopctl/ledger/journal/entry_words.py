"""The full-text index of the journal: the words of each entry, folded, under the entry's place.

Derived from the journal alone and rebuilt at any time. Before the words stand the kind, as `_update`,
and the plan, as `_of-ID`, so that looking through one kind or one plan reads no others. No word of a
text has such marks in it.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from datetime import date

from coopctl.domain.record.entries import Entry
from coopctl.domain.words.tokens import index_text, texts_of

INSERT_WORDS = "insert into entry_words (rowid, words) values (?, ?)"


def note_words(connection: sqlite3.Connection, place: int | None, entry: Entry) -> None:
    """Add the words of an entry that was just recorded."""
    connection.execute(INSERT_WORDS, (place, words_of(entry)))


def words_of(entry: Entry) -> str:
    """Return what is indexed of an entry: its kind, what it is about, and its words."""
    return join_words(entry.kind, entry.plan, entry.item, entry.happened_on, entry.body)


def join_words(
    kind: str, plan: str, item: str | None, happened_on: date, body: Mapping[str, object]
) -> str:
    """Return the same of an entry's parts."""
    about = [item] if item else []
    return f"_{kind} _of-{plan}{index_text([*about, *texts_of(happened_on, body)])}"


def rebuild(connection: sqlite3.Connection, entries: Iterable[tuple[int, Entry]]) -> None:
    """Derive the index anew from entries with their places, inside the caller's transaction."""
    connection.execute("insert into entry_words (entry_words) values ('delete-all')")
    connection.executemany(INSERT_WORDS, ((place, words_of(entry)) for place, entry in entries))
