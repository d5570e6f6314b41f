"""SQLite at long work, shown as such."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from coopctl.output.screen.progress import Progress

_OPS = 100_000  # steps of SQLite's between two looks at the clock


@contextmanager
def watched(connection: sqlite3.Connection, label: str) -> Iterator[None]:
    """Show that SQLite is at work; nobody knows for how long."""
    with Progress(label, None) as bar, watching(connection, bar):
        yield


@contextmanager
def watching(connection: sqlite3.Connection, bar: Progress) -> Iterator[None]:
    """Show on a bar that SQLite is at work, too."""
    connection.set_progress_handler(bar.advance, _OPS)
    try:
        yield
    finally:
        connection.set_progress_handler(None, 0)
