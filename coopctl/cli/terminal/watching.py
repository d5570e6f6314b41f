"""SQLite at long work, shown as such."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from coopctl.ledger.file.waiting import PatientConnection
from coopctl.output.screen.progress import Progress


@contextmanager
def watched(connection: sqlite3.Connection, label: str) -> Iterator[None]:
    """Show that SQLite is at work; nobody knows for how long."""
    with Progress(label, None) as bar, watching(connection, bar):
        yield


@contextmanager
def watching(connection: sqlite3.Connection, bar: Progress) -> Iterator[None]:
    """Show on a bar that SQLite is at work, too, whenever it looks how much it has done."""
    bound = connection.bound if isinstance(connection, PatientConnection) else None
    if bound is not None:
        bound.also = bar.advance
    try:
        yield
    finally:
        if bound is not None:
            bound.also = None
