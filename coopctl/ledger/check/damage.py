"""What a reader of the ledger stumbled over, named: so that whoever reads knows what sets it right.

No reader holds all that it reads against what this program writes, which is slow. Where one stumbles, the
ledger is looked at from the beginning: first what is derived from the entries, which can be made anew, then
the entries.
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from coopctl.domain.standing.faults import Damaged, Fault
from coopctl.ledger.check.derived import DERIVED, OF_PLANS
from coopctl.ledger.file import database
from coopctl.ledger.file.waiting import briefly
from coopctl.ledger.journal.journal import AlteredEntry, find_altered
from coopctl.messages import N_, CoopError, Message, msg

_STUMBLES = (
    ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError,
)  # fmt: skip
_PATIENCE = 5.0  # seconds that a look waits for somebody who writes
_NO_CHARACTER = "\ufdd0"


def find_damage(error: BaseException, ledger: Callable[[], Path]) -> Damaged | None:
    """Return what is wrong with the ledger where that is what raised an error, or may be.

    None where it is as it was written, or cannot be looked at.
    """
    if not isinstance(error, (Damaged, *_STUMBLES)) or isinstance(error, AlteredEntry):
        return None
    with suppress(CoopError, sqlite3.Error, OSError, *_STUMBLES):
        path = ledger()
        if not database.exists(path):
            return None
        with briefly(_PATIENCE), closing(database.open_existing(path, mode="ro")) as connection:
            connection.text_factory = lenient
            return _look(connection, error)
    return None


def _look(connection: sqlite3.Connection, error: BaseException) -> Damaged | None:
    try:
        for check in OF_PLANS:
            for fault in check(connection):
                return _damaged(fault)
    except (sqlite3.Error, *_STUMBLES) as failed:
        return _repairable(connection, msg("{text}", text=failed))
    altered = find_altered(connection)
    if altered is not None:
        return AlteredEntry(altered)
    if isinstance(error, database.DamagedFile) and error.is_of_pages:
        return _repairable(connection, msg("{text}", text=error.__cause__))
    for check in DERIVED:
        for fault in check(connection):
            return _damaged(fault)
    return None


def _damaged(fault: Fault) -> Damaged:
    return Damaged(msg(N_("the ledger is damaged: {problem}"), problem=fault.message), fault.hint)


def _repairable(connection: sqlite3.Connection, problem: Message) -> Damaged:
    """Return the damage: of an entry, or else of what can be made anew around them."""
    altered = find_altered(connection)
    if altered is not None:
        return AlteredEntry(altered)
    return Damaged(msg(N_("the ledger is damaged: {problem}"), problem=problem), database.REPAIR)


def lenient(text: bytes) -> str:
    """Read text that may have been altered into none: with what no text ever has, so that its hash tells."""
    try:
        return text.decode("utf-8")
    except UnicodeDecodeError:
        return text.decode("utf-8", "replace").replace("\ufffd", _NO_CHARACTER)
