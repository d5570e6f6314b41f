"""Waiting for a ledger that somebody writes: for so long in all a run, with a word when it takes a while.

SQLite itself does not wait: so the waiting is counted, over all connections and statements of a run, and
Ctrl-C ends it at once.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from coopctl.ledger.file.bounds import Bound, hand_on

BUSY_SECONDS = 30.0  # of all waiting in a run
WORD_SECONDS = 2.0  # until there is a word of it
_FIRST, _LONGEST = 0.001, 0.1  # seconds of a pause


class _Patience:
    """How long this run has waited, how long it may, and what says so."""

    def __init__(self) -> None:
        self.tell: Callable[[], object] | None = None
        self.most: float | None = None  # None: as long as a run may wait
        self.waited = 0.0

    def wait(self, pause: float) -> bool:
        """Wait a little; False where the time is up."""
        most = BUSY_SECONDS if self.most is None else self.most
        left = most - self.waited
        if left <= 0:
            return False
        begun = time.monotonic()
        time.sleep(min(pause, left))
        self.waited += time.monotonic() - begun
        if self.waited >= WORD_SECONDS and self.tell is not None:
            tell, self.tell = self.tell, None
            tell()
        return True


_patience = _Patience()


def begin_run(tell: Callable[[], object]) -> None:
    """Begin to count anew; `tell` says, once, that the ledger is being written and this waits."""
    _patience.tell, _patience.most, _patience.waited = tell, None, 0.0


@contextmanager
def briefly(seconds: float) -> Iterator[None]:
    """Wait no longer than that in a block, whatever was waited before."""
    before = _patience.most
    _patience.most = _patience.waited + seconds
    try:
        yield
    finally:
        _patience.most = before


def pauses() -> Iterator[None]:
    """Yield at once, and again after each pause, until the time is up."""
    pause = _FIRST
    yield
    while _patience.wait(pause):
        yield
        pause = min(pause * 2, _LONGEST)


def is_busy(error: sqlite3.Error) -> bool:
    """Tell whether somebody else holds the ledger."""
    code = getattr(error, "sqlite_errorcode", None)
    return code is not None and code & 0xFF == sqlite3.SQLITE_BUSY


class PatientConnection(sqlite3.Connection):
    """A connection whose statements wait while somebody else holds the file. Opened with `timeout=0`."""

    bound: Bound | None = None  # how much work it may do

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        """Run a statement, as soon as it can be. Raises: sqlite3.Error."""
        for _again in pauses():
            try:
                return super().execute(sql, parameters)
            except sqlite3.OperationalError as error:
                hand_on(error)
                if not is_busy(error):
                    raise
                busy = error
        raise busy

    def commit_shielded(self, shield: Callable[[], Any]) -> None:
        """End the transaction, each attempt under a shield, the pauses between them not."""
        for _again in pauses():
            try:
                with shield():
                    super().execute("commit")
            except sqlite3.OperationalError as error:
                if not is_busy(error):
                    raise
                busy = error
            else:
                return
        raise busy


@contextmanager
def watching(connection: sqlite3.Connection, advance: Callable[[], object]) -> Iterator[None]:
    """Call `advance` now and then while SQLite is at work, whenever it looks how much it has done."""
    bound = connection.bound if isinstance(connection, PatientConnection) else None
    if bound is not None:
        bound.also = advance
    try:
        yield
    finally:
        if bound is not None:
            bound.also = None
