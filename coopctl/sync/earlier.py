"""The ledger held against what was known of it before: a check code on paper, an export, another ledger."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from coopctl.domain.record.entries import chain_hash
from coopctl.domain.record.heads import NotedHead, digits_of
from coopctl.domain.standing.faults import Fault
from coopctl.ledger.file import database
from coopctl.ledger.journal.journal import COLUMNS
from coopctl.messages import N_, CoopError, Message, msg, problem_at
from coopctl.sync.journal_file import Row, read_journal

_ROWS = f"select {COLUMNS} from journal order by replica, seq"
# Rows: the closing, its name, and of each newest entry of then replica, number and hash
_CLOSED = """
select journal.id, journal.body ->> '$.name', head.value ->> '$.replica', head.value ->> '$.seq',
  head.value ->> '$.hash'
from journal, json_each(journal.body, '$.heads') as head
where kind = 'period' and head.type = 'object'"""
_HASH = "select hash from journal where replica = :replica and seq = :seq"
_KEEP_BOTH = msg(
    N_(
        "one of the two was altered or goes back to an older copy: keep both, and compare with a third"
    )
)
_MAGIC = b"SQLite format 3\0"


class Untrue(CoopError):
    """What the ledger is to be held against was altered itself."""

    def __init__(self, path: Path, entry_id: str) -> None:
        super().__init__(
            msg(
                N_("`{path}` was altered: the hash of `{id}` is that of another content"),
                path=path, id=entry_id,
            ),
            msg(N_("hold the ledger against another export or copy")),
        )  # fmt: skip


def check_noted(connection: sqlite3.Connection, noted: NotedHead) -> Iterator[Fault]:
    """Hold the ledger against a head on paper."""
    replica, _, seq = noted.id.rpartition("-")
    found = _find_hash(connection, replica, int(seq))
    if found is None:
        yield _lost(noted.id, msg(N_("on paper")))
    elif digits_of(found) != noted.digits:
        yield _another(noted.id, msg(N_("on paper")))


def check_closed(connection: sqlite3.Connection) -> Iterator[Fault]:
    """Hold the journal against the newest entries that each closing of a period noted."""
    for entry, name, replica, seq, noted in connection.execute(_CLOSED):
        found = _find_hash(connection, replica, seq)
        if found != noted:
            yield Fault(
                "chain", f"{replica}-{seq}",
                msg(N_("the closing `{id}` of “{name}” noted another entry than is here"), id=entry, name=name),
                _KEEP_BOTH,
            )  # fmt: skip


def check_earlier(
    connection: sqlite3.Connection, path: Path, tick: Callable[[int], object]
) -> Iterator[Fault]:
    """Hold the ledger against an earlier ledger or `export json`: the first difference of each replica.

    Every entry of the file is read and its own hash computed, and none is kept.

    Raises: Untrue where the file was altered itself; CoopError where it is neither of the two.
    """
    differing: set[str] = set()
    place = msg(N_("in `{path}`"), path=path)
    for row in _rows_of(path, tick):
        replica, seq, entry_id = row[0], row[1], f"{row[0]}-{row[1]}"
        if chain_hash(row[:12]) != row[12]:
            raise Untrue(path, entry_id)
        if replica in differing:
            continue
        found = _find_hash(connection, replica, seq)
        if found != row[12]:
            differing.add(replica)
            yield _lost(entry_id, place) if found is None else _another(entry_id, place)


def _rows_of(path: Path, tick: Callable[[int], object]) -> Iterator[Row]:
    if _is_database(path):
        with closing(database.open_existing(path)) as earlier, database.explained(path):
            yield from earlier.execute(_ROWS)
        return
    for found in read_journal(path, tick):
        if found.row is None:
            raise CoopError(
                problem_at(f"{path}:{found.line}", found.wrong),
                msg(N_("hold the ledger against another export or copy")),
            )
        yield found.row


def _is_database(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(_MAGIC)) == _MAGIC
    except OSError:
        return False  # said where it is read as a journal


def _find_hash(connection: sqlite3.Connection, replica: str, seq: int) -> str | None:
    row = connection.execute(_HASH, {"replica": replica, "seq": seq}).fetchone()
    return row[0] if row else None


def _lost(entry_id: str, where: Message) -> Fault:
    message = msg(N_("it stands {where}, and is not here"), where=where)
    return Fault("against", entry_id, message, _KEEP_BOTH)


def _another(entry_id: str, where: Message) -> Fault:
    message = msg(N_("it is another here than {where}"), where=where)
    return Fault("against", entry_id, message, _KEEP_BOTH)
