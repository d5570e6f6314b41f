"""How much work and memory a ledger may ask for: many times what all that is in the file could need.

A file can be made so that SQLite goes round in it for ever, such as by pages of a table that lead to each
other. SQLite counts its steps; where they, or the memory of this process, are beyond all measure, it stops.

Ctrl-C comes while SQLite is at work, and so in the look itself, which cannot hand it on: it stops SQLite too.
`hand_on` tells the one from the other.
"""

import os
import sqlite3
import sys
from typing import TYPE_CHECKING
from weakref import WeakSet, ref

if TYPE_CHECKING:
    from collections.abc import Callable

OFTEN = 10_000  # steps between two looks
_ALSO = 100_000  # steps between what else is done
# Some seconds for a small file. Reading all of one in every way took a thousandth of it.
_STEPS, _STEPS_A_BYTE, _STEPS_A_CHANGE = 50_000_000, 200, 100_000
_MOST_MEMORY = 2**31  # bytes that this process may grow by
_stopped: "WeakSet[Bound]" = WeakSet()


def hand_on(error: sqlite3.Error) -> None:
    """Hand Ctrl-C on where it was that which stopped SQLite. Raises: KeyboardInterrupt."""
    if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT and not _stopped:
        raise KeyboardInterrupt from error


class Bound:
    """Counts a connection's steps. What it returns tells SQLite whether to stop."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.also: Callable[[], object] | None = None  # what else is done now and then
        self._connection = ref(connection)
        (*_, self._path) = connection.execute("pragma database_list").fetchone()
        self._steps = 0
        self._allowed = 0  # not counted yet
        self._memory = _MOST_MEMORY + _memory()

    def __call__(self) -> bool:
        """Look whether it is enough."""
        self._steps += OFTEN
        if self.also is not None and self._steps % _ALSO == 0:
            self.also()
        if self._steps > self._allowed:
            self._allowed = self._allow()
        exceeded = self._steps > self._allowed or _memory() > self._memory
        if exceeded:
            _stopped.add(self)
        return exceeded

    def _allow(self) -> int:
        """Return how many steps there may be, for the file as it is by now."""
        try:
            size = os.stat(self._path).st_size  # noqa: PTH116  (SQLite's own text)
        except OSError:
            size = 0  # no file holds it
        connection = self._connection()
        changes = connection.total_changes if connection is not None else 0
        return _STEPS + _STEPS_A_BYTE * size + _STEPS_A_CHANGE * changes


def _memory() -> int:
    """Return the most memory that this process ever had; 0 on Windows, where SQLite alone is bound."""
    if sys.platform == "win32":
        return 0
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024
