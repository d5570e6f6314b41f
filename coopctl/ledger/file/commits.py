"""What this run recorded: noted before each commit, and looked up in the ledger afterwards.

A commit may fail, or be cut by Ctrl-C, after all was written: only the ledger says whether it was.
"""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from coopctl.messages import N_, Message, msg

_LAST = "select seq from sqlite_sequence where name = 'journal'"
_NEW = """
select replica || '-' || seq, replica, seq, hash, body ->> '$.command' is not null from journal
where place {which} order by place {order} limit 1"""
_THERE = "select 1 from journal where replica = ? and seq = ? and hash = ?"


class Attempt(NamedTuple):
    """Entries that a transaction is about to commit: the ledger, the first and the last id, the last's hash.

    `asked` says that a person's command recorded them: a plan's version that was taken up is not.
    """

    ledger: Path
    first: str
    last: str
    key: tuple[str, int, str]
    asked: bool


class Recorded(NamedTuple):
    """What of the attempts is in the ledger; `doubtful` where that cannot be looked up."""

    attempts: tuple[Attempt, ...]
    doubtful: bool


_attempts: list[Attempt] = []
_unconfirmed: list[Attempt] = []


def begin_run() -> None:
    """Begin anew: nothing was recorded yet."""
    _attempts.clear()
    _unconfirmed.clear()


def count_attempts() -> int:
    """Return how many commits were tried so far."""
    return len(_attempts)


def find_place(connection: sqlite3.Connection) -> int | None:
    """Return the place of the newest entry; None where there is no journal yet."""
    try:
        row = connection.execute(_LAST).fetchone()
    except sqlite3.OperationalError:  # a file that is just being made
        return None
    return int(row[0]) if row else 0


def note(connection: sqlite3.Connection, before: int | None) -> Attempt | None:
    """Note the entries that came after a place; return None where there are none."""
    after = find_place(connection)
    if after is None or before is None or after <= before:
        return None
    file = connection.execute("pragma database_list").fetchone()[2]
    if not file:  # in memory
        return None
    first = connection.execute(_NEW.format(which="> ?", order="asc"), (before,)).fetchone()
    last = connection.execute(_NEW.format(which="> ?", order="desc"), (before,)).fetchone()
    attempt = Attempt(Path(file), first[0], last[0], last[1:4], bool(last[4]))
    _attempts.append(attempt)
    return attempt


def is_there(attempt: Attempt) -> bool | None:
    """Look in the ledger whether what was to be committed is there; None where that cannot be seen.

    While the journal of the transaction is there, it is not: the next opening rolls it back.
    """
    from coopctl.ledger.file.database import connect, uri_of

    try:
        uri = uri_of(attempt.ledger, "rw")
        with closing(connect(uri)) as connection:
            return connection.execute(_THERE, attempt.key).fetchone() is not None
    except sqlite3.Error:
        return False if _is_begun(attempt.ledger) else None


def _is_begun(ledger: Path) -> bool:
    """Tell whether a transaction lies beside the ledger that did not come to its end."""
    try:
        return ledger.with_name(ledger.name + "-journal").stat().st_size > 0
    except OSError:
        return False


def note_unconfirmed(attempt: Attempt) -> None:
    """Note that entries are in the ledger, and that the disk did not confirm it."""
    _unconfirmed.append(attempt)


def list_unconfirmed() -> list[Attempt]:
    """Return what the disk did not confirm."""
    return list(_unconfirmed)


def look_up(since: int = 0) -> Recorded:
    """Look up what was recorded by the commits that were tried after the first `since`."""
    tried = [(attempt, is_there(attempt)) for attempt in _attempts[since:]]
    return Recorded(
        tuple(attempt for attempt, there in tried if there),
        doubtful=any(there is None for _attempt, there in tried),
    )


def describe() -> Message:
    """Say, as the ledger does, what this run recorded."""
    found = look_up()
    asked = [attempt for attempt in found.attempts if attempt.asked]
    if asked:
        first, last = asked[0].first, asked[-1].last
        if first == last:
            return msg(N_("`{id}` was recorded already"), id=first)
        return msg(N_("`{first}` to `{last}` were recorded already"), first=first, last=last)
    if found.doubtful:
        return msg(
            N_("whether anything was recorded cannot be seen now; `coopctl log` tells, once it can")
        )
    if found.attempts:
        ids = tuple(f"`{attempt.last}`" for attempt in found.attempts)
        return msg(N_("nothing was recorded but the changed plan: {ids}"), ids=ids)
    return msg(N_("nothing was recorded"))
