"""Many entries at once: what `append` does for one, with one statement for many.

Numbers, hashes, words and late stamps are those that `append` would give. Nothing here replaces another
entry: corrections go one by one.
"""

import json
import sqlite3
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from coopctl.domain.record.entries import Draft
from coopctl.ledger.journal.entry_words import INSERT_WORDS, join_words
from coopctl.ledger.journal.journal import (
    FIRST,
    INSERT,
    NOTE_LATE,
    Linked,
    Tail,
    Writer,
    find_tail,
    link,
    stamp,
)

_MANY = 2000  # entries that are inserted together
# The journal's indexes are written all over: SQLite keeps 64 MB of their pages at hand instead of 2.
_CACHE = "pragma cache_size = -65536"
_LAST_PLACE = "select seq from sqlite_sequence where name = 'journal'"


class IdRange(NamedTuple):
    """The first and the last id of what was appended."""

    first: str
    last: str


class Bulk:
    """Entries appended inside the caller's transaction; they are there once `flush` was called.

    All that are flushed together bear the same stamp; all of them are what one command recorded.
    """

    def __init__(self, connection: sqlite3.Connection, now: Callable[[], datetime]) -> None:
        self._connection, self._now = connection, now
        connection.execute(_CACHE)
        self._tail: Tail | None = None
        self._rows: list[tuple[object, ...]] = []
        self._words: list[str] = []
        self._late: list[tuple[str, str]] = []
        self._stamp = ""
        self._command = FIRST
        self.count = 0

    def add(self, draft: Draft, writer: Writer) -> None:
        """Append one entry."""
        if self._tail is None:
            self._tail = find_tail(self._connection, writer)
        if not self._rows:
            self._stamp = stamp(self._now())
        linked = link(self._tail, draft, writer, self._stamp, self._command)
        self._command = self._command or f"{linked.tail.replica}-{linked.tail.seq}"
        self._note(draft, linked)
        if len(self._rows) >= _MANY:
            self.flush()

    def _note(self, draft: Draft, linked: Linked) -> None:
        self._tail = linked.tail
        self._rows.append(linked.row)
        kept = json.loads(linked.text)  # words are indexed in the order that the journal keeps
        self._words.append(join_words(draft.kind, draft.plan, draft.item, draft.happened_on, kept))
        if linked.late is not None:
            self._late.append((f"{linked.tail.replica}-{linked.tail.seq}", linked.late))
        self.count += 1

    def flush(self) -> None:
        """Insert what was appended so far."""
        if not self._rows:
            return
        self._connection.executemany(INSERT, self._rows)
        last = self._connection.execute(_LAST_PLACE).fetchone()[0]
        places = range(last - len(self._rows) + 1, last + 1)
        self._connection.executemany(INSERT_WORDS, zip(places, self._words, strict=True))
        self._connection.executemany(NOTE_LATE, self._late)
        self._rows, self._words, self._late = [], [], []

    def ids(self) -> IdRange | None:
        """Return the first and the last id; None where nothing was appended."""
        if self._tail is None:
            return None
        replica, seq = self._tail.replica, self._tail.seq
        return IdRange(f"{replica}-{seq - self.count + 1}", f"{replica}-{seq}")
