"""The full-text index of the journal: the words of each entry, folded, under the entry's place.

Derived from the journal alone and rebuilt at any time. Before the words stands the kind, as `_update`,
so that looking for entries of one kind reads no others.
"""

import sqlite3
from collections.abc import Iterable

from coopctl.domain.entries import Entry
from coopctl.domain.searching import index_text, texts_of

_INSERT = "insert into entry_words (rowid, words) values (?, ?)"


def note_words(connection: sqlite3.Connection, place: int | None, entry: Entry) -> None:
    """Add the words of an entry that was just recorded."""
    connection.execute(_INSERT, (place, words_of(entry)))


def words_of(entry: Entry) -> str:
    """Return what is indexed of an entry: its kind, what it is about, and its words."""
    about = [entry.item] if entry.item else []
    return f"_{entry.kind}{index_text([*about, *texts_of(entry.happened_on, entry.body)])}"


def rebuild(connection: sqlite3.Connection, entries: Iterable[tuple[int, Entry]]) -> None:
    """Derive the index anew from entries with their places, inside the caller's transaction."""
    connection.execute("insert into entry_words (entry_words) values ('delete-all')")
    connection.executemany(_INSERT, ((place, words_of(entry)) for place, entry in entries))
