"""Opening the ledger file, and what SQLite says of it in words that help.

Rollback journal and `synchronous=EXTRA`: a commit that was acknowledged survives power loss (FULL
alone may bring the rollback journal back, as the folder is not synced after it is deleted). Writing
begins with `BEGIN IMMEDIATE`, so that two writers wait for each other instead of failing.

A ledger may come from somebody else: what runs in it by itself is what coopctl made, or it is refused, and
it gets no more memory and work than a bound.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from stat import S_ISREG
from urllib.parse import quote_from_bytes

from coopctl.domain.standing.faults import RESTORE, Damaged
from coopctl.domain.words.system import reason_of, refuse_device
from coopctl.files.links import refuse_call
from coopctl.files.shares import is_out_of_reach
from coopctl.ledger.file import commits, migrations, schema, schema_check
from coopctl.ledger.file.bounds import OFTEN, Bound, hand_on
from coopctl.ledger.file.shielding import shielded
from coopctl.ledger.file.waiting import PatientConnection, briefly, is_busy
from coopctl.messages import N_, CoopError, Message, msg

_HEADER = b"SQLite format 3\x00"
_MOST_MEMORY = 2**30  # bytes, of all that SQLite holds
_CACHE = 8_000  # KiB of pages: a question about everything comes back to the same ones
_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: 2**26,  # bytes of a value
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 2**20,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 10,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
}
REPAIR = msg(
    N_(
        "`coopctl verify --repair` makes it anew around the entries, and keeps a copy of the file as it is"
    )
)


class LedgerError(CoopError):
    """The ledger file cannot be used as it is."""


class DamagedFile(Damaged, LedgerError):
    """What SQLite found in the file is not as it was written."""

    @property
    def is_of_pages(self) -> bool:
        """Tell whether SQLite cannot read the file's own pages, and not what somebody put into them."""
        code = getattr(self.__cause__, "sqlite_errorcode", None)
        return code is not None and code & 0xFF == sqlite3.SQLITE_CORRUPT


def exists(path: Path) -> bool:
    """Tell whether there is a ledger with something in it; an empty file is none.

    Raises: LedgerError for what is no ordinary file: reading it might never end.
    """
    refuse_call(path)
    refuse_device(path)
    try:
        look = path.stat()
        if not S_ISREG(look.st_mode):
            raise LedgerError(
                msg(N_("`{path}` is not a ledger: it is no ordinary file"), path=path),
                msg(N_("name the right file with `--ledger`")),
            )
        there = look.st_size > 0
        if there and _journal_of(path).exists():
            _roll_back(path)
            there = path.stat().st_size > 0
    except (FileNotFoundError, NotADirectoryError) as error:
        if is_out_of_reach(path):
            raise LedgerError(
                msg(
                    N_("the ledger `{path}` is in a shared folder that does not answer"), path=path
                ),
                msg(N_("see that the network and the other computer are there, and try again")),
            ) from error
        return False
    except OSError as error:
        raise LedgerError(
            msg(
                N_("cannot look at the ledger `{path}`: {reason}"),
                path=path,
                reason=reason_of(error),
            )
        ) from error
    return there


def uri_of(path: Path, mode: str) -> str:
    """Return how SQLite is told of a file. `Path.as_uri` puts a share's server where it takes none."""
    place = quote_from_bytes(os.fsencode(path.absolute().as_posix()))
    return f"file://{'' if place.startswith('/') else '/'}{place}?mode={mode}"


def _journal_of(path: Path) -> Path:
    return path.with_name(path.name + "-journal")


def _roll_back(path: Path) -> None:
    """Let SQLite undo a write that was cut off: the ledger's very first leaves an empty file."""
    with suppress(sqlite3.Error):
        connection = connect(uri_of(path, "rw"))
        with closing(connection), briefly(0):  # a writer at work is no cut-off one
            connection.execute("pragma schema_version").fetchone()


def open_existing(path: Path, *, believed: bool = True, mode: str = "rw") -> sqlite3.Connection:
    """Open a ledger that is there, to read and, where the file allows it, to write; `mode` "ro" never writes.

    Unless `believed`, whatever it has in its schema: only for what looks at that itself.
    Raises: LedgerError for a file that is no ledger, is cut short, is of a newer version, or has been altered.
    """
    with explained(path):
        _check_header(path)
        connection = connect(uri_of(path, mode))
        try:
            connection.execute("pragma trusted_schema = off")
            _check_owner(connection, path)
            _check_version(connection, path)
            _check_schema(connection, path, believed=believed)
        except BaseException:
            connection.close()
            raise
    return connection


def open_or_make(path: Path) -> sqlite3.Connection:
    """Open the ledger for writing; make it where there is none, bring it up to date where it is old."""
    if exists(path):
        connection = open_existing(path)
        with explained(path):
            if _applied(connection) != set(migrations.NAMES):
                _migrate(connection)
        return connection
    with explained(path):
        connection = connect(uri_of(path, "rwc"))
        _migrate(connection)
    return connection


def open_in_memory() -> sqlite3.Connection:
    """Make a ledger that no file holds: for reading where nothing was recorded yet."""
    connection = connect("file::memory:")
    migrations.run_script(connection, schema.EVERYTHING)
    return connection


def open_private() -> sqlite3.Connection:
    """Make a ledger that nobody else sees, on the disk where it is large, and that is gone when it is closed."""
    connection = connect("")
    _migrate(connection)
    return connection


def connect(uri: str) -> PatientConnection:
    """Open a file as every connection is opened, unchecked. Raises: sqlite3.Error."""
    connection = sqlite3.connect(
        uri, uri=True, isolation_level=None, timeout=0, factory=PatientConnection
    )
    for limit, most in _LIMITS.items():
        connection.setlimit(limit, most)
    connection.execute(f"pragma hard_heap_limit = {_MOST_MEMORY}")
    connection.execute("pragma cell_size_check = on")
    connection.execute("pragma foreign_keys = on")
    connection.execute("pragma synchronous = extra")
    connection.execute("pragma temp_store = memory")
    connection.execute(f"pragma cache_size = -{_CACHE}")
    connection.bound = Bound(connection)
    connection.set_progress_handler(connection.bound, OFTEN)
    return connection


def _migrate(connection: sqlite3.Connection) -> None:
    with transaction(connection):
        migrations.migrate(connection)


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Hold the one writer's place: commit at the end, or leave everything as it was.

    Ctrl-C rolls back until the commit begins, and comes after it once it has begun.
    """
    connection.execute("begin immediate")
    try:
        before = commits.find_place(connection)
        yield
        _commit(connection, commits.note(connection, before))
    except BaseException:
        with shielded():
            _roll_all_back(connection)
        raise


@contextmanager
def rehearsal(connection: sqlite3.Connection) -> Iterator[None]:
    """Hold the one writer's place, and leave everything as it was at the end."""
    connection.execute("begin immediate")
    try:
        yield
    finally:
        if connection.in_transaction:
            connection.execute("rollback")


@contextmanager
def snapshot(connection: sqlite3.Connection) -> Iterator[None]:
    """Read everything as of one moment."""
    connection.execute("begin")
    try:
        yield
    finally:
        if connection.in_transaction:
            connection.execute("rollback")


def _commit(connection: sqlite3.Connection, attempt: commits.Attempt | None) -> None:
    """Commit; where that fails after all was written, it is done all the same.

    Raises: sqlite3.Error where nothing was recorded; LedgerError where that cannot be seen.
    """
    try:
        if isinstance(connection, PatientConnection):
            connection.commit_shielded(shielded)
        else:
            connection.execute("commit")
    except sqlite3.Error as error:
        _roll_all_back(connection)
        there = commits.is_there(attempt) if attempt is not None and not is_busy(error) else False
        if there is None and attempt is not None:
            raise _doubtful(attempt) from error
        if not there or attempt is None:
            raise
        commits.note_unconfirmed(attempt)


def _roll_all_back(connection: sqlite3.Connection) -> None:
    """Roll back what is open, as far as the disk allows: what it does not, the next opening does."""
    with suppress(sqlite3.Error):
        if connection.in_transaction:
            connection.execute("rollback")


def _doubtful(attempt: commits.Attempt) -> LedgerError:
    return LedgerError(
        msg(
            N_("the disk failed while `{id}` was recorded in the ledger `{path}`"),
            id=attempt.last, path=attempt.ledger,
        ),
        msg(
            N_("whether it was recorded cannot be seen now: see that the disk is there and has room, then"
               " look with `coopctl log` before you record it again")
        ),
    )  # fmt: skip


def _check_header(path: Path) -> None:
    """Refuse what SQLite would call malformed only when it comes to the missing page."""
    size, expected = _sizes(path)
    if size < expected and not _journal_of(path).exists():
        size, expected = _sizes(path)  # a commit may have come to its end in between
        if size < expected:
            raise LedgerError(
                msg(
                    N_("the ledger `{path}` is cut short: {size} of {expected} bytes are there"),
                    path=path, size=size, expected=expected,
                ),
                msg(N_("bring back the last whole copy of it; do not write to this one")),
            )  # fmt: skip


def _sizes(path: Path) -> tuple[int, int]:
    """Return how many bytes are there and how many the header counts."""
    with path.open("rb") as file:
        head = file.read(100)
    if not head.startswith(_HEADER):
        raise LedgerError(
            msg(N_("`{path}` is not a ledger: it is not an SQLite file"), path=path),
            msg(N_("name the right file with `--ledger`, or move this one away")),
        )
    page_size = int.from_bytes(head[16:18], "big")
    pages = int.from_bytes(head[28:32], "big")
    return path.stat().st_size, (65536 if page_size == 1 else page_size) * pages


def _check_owner(connection: sqlite3.Connection, path: Path) -> None:
    owner = connection.execute("pragma application_id").fetchone()[0]
    if owner != schema.APPLICATION_ID:
        raise LedgerError(
            msg(N_("`{path}` is not a ledger: it is another program's SQLite file"), path=path),
            msg(N_("name the right file with `--ledger`, or move this one away")),
        )


def _check_version(connection: sqlite3.Connection, path: Path) -> None:
    if not schema_check.has_plain_migrations(connection):
        raise LedgerError(
            msg(
                N_("the ledger `{path}` was altered: it does not say of which version it is"),
                path=path,
            ),
            msg(N_("bring back the last whole copy of it; do not write to this one")),
        )
    newer = _applied(connection) - set(migrations.NAMES)
    if newer:
        raise LedgerError(
            msg(
                N_("the ledger `{path}` was written by a newer coopctl (`{name}`)"),
                path=path, name=min(newer),
            ),
            msg(N_("update coopctl; this version would not understand all of it")),
        )  # fmt: skip


def _check_schema(connection: sqlite3.Connection, path: Path, *, believed: bool) -> None:
    """Refuse a ledger with triggers, views, tables or indexes other than coopctl makes, unless it is not `believed`."""
    oddities = schema_check.find_oddities(connection)
    if believed and oddities:
        first, *more = (oddity.message for oddity in oddities)
        problem = (
            msg("{first}; {second}", first=first, second=_and_more(len(more))) if more else first
        )
        raise LedgerError(
            msg(N_("the ledger `{path}` was altered: {problem}"), path=path, problem=problem),
            REPAIR,
        )
    if schema_check.is_believable(oddities):
        _let_own_schema_run(connection)


def _let_own_schema_run(connection: sqlite3.Connection) -> None:
    """Trust a schema that was compared, where this SQLite would not let even JSON stand in it, as before 3.41."""
    try:
        connection.execute("select came_at from journal limit 0")
    except sqlite3.OperationalError:
        connection.execute("pragma trusted_schema = on")


def _and_more(count: int) -> Message:
    return msg(N_("and {count} more of this kind"), count=count)


def _applied(connection: sqlite3.Connection) -> set[str]:
    rows = connection.execute(
        "select name from _sqlite_migrations where migration_set = ?", (migrations.SET,)
    )
    return {name for (name,) in rows}


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite and the system say of the file into a `LedgerError` with a remedy."""
    try:
        yield
    except sqlite3.Error as error:
        hand_on(error)
        raise _explain(error, path) from error
    except MemoryError as error:
        raise LedgerError(
            msg(N_("the ledger `{path}` needs more memory than it may have"), path=path),
            msg(N_("`coopctl verify` looks whether it is as it was written")),
        ) from error
    except OSError as error:
        if error.filename is None:  # of a stream, such as a closed pipe: not of the ledger
            raise
        raise LedgerError(
            msg(
                N_("cannot open the ledger `{path}`: {reason}"), path=path, reason=reason_of(error)
            ),
            msg(N_("see that you may read the file and write in its folder")),
        ) from error


_CAUSES: dict[int, tuple[str, str]] = {
    sqlite3.SQLITE_BUSY: (
        N_("the ledger `{path}` is being written by somebody else"),
        N_("nothing was recorded; try again in a moment"),
    ),
    sqlite3.SQLITE_LOCKED: (
        N_("the ledger `{path}` is being written by somebody else"),
        N_("nothing was recorded; try again in a moment"),
    ),
    sqlite3.SQLITE_FULL: (
        N_("the disk is full, or the ledger `{path}` may not grow"),
        N_("nothing was recorded; make room and try again"),
    ),
    sqlite3.SQLITE_READONLY: (
        N_("the ledger `{path}` may only be read"),
        N_("nothing was recorded; see that you may write the file and in its folder"),
    ),
    sqlite3.SQLITE_CANTOPEN: (
        N_("the ledger `{path}` cannot be opened or made"),
        N_("see that the folder is there and that you may write in it"),
    ),
    sqlite3.SQLITE_IOERR: (
        N_("the disk failed while the ledger `{path}` was used"),
        N_("nothing was recorded; see that the disk is there and has room"),
    ),
    sqlite3.SQLITE_INTERRUPT: (
        N_("the ledger `{path}` asks for more time or memory than all that is in it could need"),
        N_("`coopctl verify` looks whether it is as it was written"),
    ),
    sqlite3.SQLITE_NOTADB: (
        N_("`{path}` is not a ledger: it is not an SQLite file"),
        N_("name the right file with `--ledger`, or move this one away"),
    ),
}


def _explain(error: sqlite3.Error, path: Path) -> LedgerError:
    code, attempts = getattr(error, "sqlite_errorcode", None), commits.look_up().attempts
    if code is None or code & 0xFF not in _CAUSES:
        problem = msg(N_("the ledger `{path}` is damaged: {reason}"), path=path, reason=error)
        return DamagedFile(problem, commits.describe() if attempts else RESTORE)
    sentence, remedy = _CAUSES[code & 0xFF]
    hint = commits.describe() if attempts else msg(remedy)
    return LedgerError(Message(sentence, {"path": path, "reason": str(error)}), hint)
