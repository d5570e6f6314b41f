"""The ledger's file held against itself, as SQLite does it: pages, indexes, types."""

import sqlite3
from collections.abc import Iterator

from coopctl.domain.standing.faults import Fault
from coopctl.messages import N_, msg


def check_integrity(connection: sqlite3.Connection, most: int) -> Iterator[Fault]:
    """Let SQLite check its own file; yield at most so many faults."""
    for (text,) in connection.execute(f"pragma integrity_check({most:d})"):
        if text != "ok":
            yield Fault("file", None, msg(N_("SQLite finds: {text}"), text=str(text)))


def compare_on_disk(connection: sqlite3.Connection) -> None:
    """Let what is compared lie in files: it may be large."""
    connection.execute("pragma temp_store = file")
