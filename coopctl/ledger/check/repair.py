"""A ledger made anew around its entries: whatever else is in the file goes, and what follows from the entries is derived.

The file as it was is copied first. What is made anew takes its place inside one transaction of
SQLite's, while nobody else can write: it is there whole, or not at all.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from coopctl.files.drafts import make_empty, move, staged
from coopctl.ledger.check import derived
from coopctl.ledger.file import database
from coopctl.ledger.journal.journal import COLUMNS
from coopctl.ledger.plan import compiled
from coopctl.messages import N_, msg

_ROWS = f"select place, {COLUMNS} from main.journal order by place"
_PUT = f"insert into journal (place, {COLUMNS}) values (?{', ?' * (COLUMNS.count(',') + 1)})"
_GIVEN = "select seq from main.sqlite_sequence where name = 'journal'"
_NOTE_GIVEN = "update sqlite_sequence set seq = max(seq, ?) where name = 'journal'"
_LABEL = "select only_row, label from main.replica"
_IS_TABLE = "select 1 from main.sqlite_schema where name = ? and type = 'table' and sql like 'create table%'"
_PLANS = "select distinct plan from journal where kind = 'plan'"
_MOST_COPIES = 1000


def repair(path: Path) -> Path:
    """Make the ledger anew around its entries; return where it is as it was.

    Raises: CoopError or sqlite3.Error where its entries cannot be read, or taken; nothing has changed then.
    """
    with (
        database.explained(path),
        closing(database.open_existing(path, believed=False)) as connection,
        closing(database.open_private()) as fresh,
    ):
        connection.execute(
            "begin exclusive"
        )  # before the mode: who waits in it lets nobody else end
        connection.execute("pragma locking_mode = exclusive")  # held from here to the end
        connection.execute("commit")
        with database.transaction(fresh):
            _copy_entries(connection, fresh, path)
            _derive(fresh)
        copy = _keep_copy(connection, path)
        fresh.backup(connection)
    return copy


def _copy_entries(source: sqlite3.Connection, target: sqlite3.Connection, path: Path) -> None:
    if source.execute(_IS_TABLE, ("journal",)).fetchone() is None:
        raise database.LedgerError(
            msg(
                N_("the ledger `{path}` has no journal: nothing of it can be made anew"), path=path
            ),
            msg(N_("bring back the last whole copy of it; do not write to this one")),
        )
    target.executemany(_PUT, source.execute(_ROWS))
    for (given,) in source.execute(_GIVEN).fetchall():
        target.execute(_NOTE_GIVEN, (given,))
    if source.execute(_IS_TABLE, ("replica",)).fetchone() is not None:
        target.executemany("insert into replica values (?, ?)", source.execute(_LABEL))


def _derive(connection: sqlite3.Connection) -> None:
    """Derive what follows from the entries. Raises: CoopError where one of them cannot be understood."""
    derived.rebuild(connection)
    derived.rebuild_late(connection)
    if connection.execute("select 1 from journal limit 1").fetchone() is not None:
        derived.note_label(connection)
    for (plan,) in connection.execute(_PLANS).fetchall():
        compiled.refill(connection, plan)


def _keep_copy(connection: sqlite3.Connection, path: Path) -> Path:
    """Copy the file as it is beside itself, under a name that nothing has; for the same people to read."""
    with staged(path.parent) as stage:
        made = stage / path.name
        make_empty(made, path.stat().st_mode & 0o777)
        with closing(sqlite3.connect(made)) as copy:
            connection.backup(copy)
        for place in _names(path):
            with suppress(FileExistsError):
                move(made, place)
                return place
    raise FileExistsError(17, os.strerror(17), str(path))


def _names(path: Path) -> Iterator[Path]:
    yield path.with_name(f"{path.name}.before-repair")
    for number in range(2, _MOST_COPIES):
        yield path.with_name(f"{path.name}.before-repair-{number}")
