"""The ledger and the kept files held against what was recorded: nothing is written, nothing stops at the first fault."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from coopctl.domain.record.heads import ChainHead, NotedHead
from coopctl.domain.standing.faults import RESTORE, Fault
from coopctl.domain.standing.verification import Verification
from coopctl.ledger.check import evidence
from coopctl.ledger.check.damage import lenient
from coopctl.ledger.check.derived import DERIVED, check_schema
from coopctl.ledger.check.evidence import Kept
from coopctl.ledger.check.file import check_integrity, compare_on_disk
from coopctl.ledger.file import database, kept_files, presence, schema_check
from coopctl.ledger.file.bounds import hand_on
from coopctl.ledger.file.waiting import watching
from coopctl.ledger.journal.chain import Chain, count_corrections, count_entries
from coopctl.ledger.journal.heads import list_heads
from coopctl.ledger.journal.references import check_references
from coopctl.ledger.plan.recorded import count_plans
from coopctl.messages import N_, CoopError, Message, msg
from coopctl.services.checking.plan_files import check_plan_files
from coopctl.services.workspace.caller import Watch
from coopctl.services.workspace.settings import Settings
from coopctl.sync import earlier

_MOST = 50  # faults that one check tells one by one

Earlier = NotedHead | Path  # what the ledger is held against


def verify(settings: Settings, against: Sequence[Earlier] = ()) -> Verification:
    """Look at everything: the file, the chains, what follows from the entries, the plan files, the kept files.

    `against` is what the ledger is compared with: check codes from paper, earlier exports or ledgers.
    """
    ledger = settings.ledger
    checked = dict.fromkeys(("entries", "replicas", "plans", "corrections", "files"), 0)
    folder = kept_files.folder_of(ledger)
    faults: list[Fault] = []
    found: list[ChainHead] = []
    kept: list[Kept] | None = None
    there = True
    try:
        there = presence.exists(ledger)
        if there:
            with closing(database.open_existing(ledger, believed=False)) as connection:
                connection.text_factory = lenient
                compare_on_disk(connection)
                faults += _check_ledger(connection, settings, checked)
                found = _list_heads(connection)
                kept = _list_kept(connection, faults)
                for one in against:
                    faults += _compare(connection, one, settings.watch)
        else:
            kept = []
        if against and not there:
            faults.append(Fault("against", None, msg(N_("there is no ledger to compare"))))
    except CoopError as error:
        faults.append(Fault("file", None, error.message, error.hint))
    checked["files"] = len({one.name for one in kept or ()})
    faults += _check_files(kept or [], folder, settings.watch)
    strays = None if kept is None else tuple(evidence.list_strays(kept, folder))
    return Verification(
        str(ledger) if there else None, checked, tuple(found), tuple(faults), strays
    )


def _list_heads(connection: sqlite3.Connection) -> list[ChainHead]:
    """Return the heads; none where the journal cannot be read, which the checks tell."""
    with suppress(sqlite3.Error):
        return list(list_heads(connection))
    return []


def _compare(connection: sqlite3.Connection, noted: Earlier, watch: Watch) -> Iterator[Fault]:
    if isinstance(noted, NotedHead):
        yield from _guarded("against", connection, lambda one: earlier.check_noted(one, noted))
        return
    size = noted.stat().st_size if noted.is_file() else 0
    with watch(msg(N_("comparing")), size) as bar:
        yield from _guarded(
            "against", connection, lambda one: earlier.check_earlier(one, noted, bar.advance)
        )


def _check_ledger(
    connection: sqlite3.Connection, settings: Settings, checked: dict[str, int]
) -> Iterator[Fault]:
    if not schema_check.is_believable(schema_check.find_oddities(connection)):
        yield from check_schema(connection)  # what else is read is not what it says
        return
    chain = Chain()
    with _watched(connection, msg(N_("checking the file")), settings.watch):
        yield from _guarded("file", connection, lambda one: check_integrity(one, _MOST))
    with settings.watch(msg(N_("checking the chain")), _count(connection, count_entries)) as bar:
        yield from _guarded("chain", connection, lambda one: chain.check(one, bar.advance))
    with _watched(connection, msg(N_("checking what follows from the entries")), settings.watch):
        for check in DERIVED:
            yield from _guarded("derived", connection, check, database.REPAIR)
        yield from _guarded("chain", connection, earlier.check_closed)
        yield from _guarded("references", connection, check_references)
        yield from _guarded(
            "plan_files", connection, lambda one: check_plan_files(one, settings.plans)
        )
    checked |= chain.counted._asdict()
    checked |= {name: _count(connection, counter) for name, counter in _COUNTS.items()}


@contextmanager
def _watched(connection: sqlite3.Connection, label: Message, watch: Watch) -> Iterator[None]:
    """Let it be seen that SQLite is at work; nobody knows for how long."""
    with watch(label, None) as bar, watching(connection, bar.advance):
        yield


_COUNTS = {
    "plans": count_plans,
    "corrections": count_corrections,
}


def _count(connection: sqlite3.Connection, counter: Callable[[sqlite3.Connection], int]) -> int:
    """Return a count; 0 where the table is gone, which the checks tell."""
    with suppress(sqlite3.Error):
        return counter(connection)
    return 0


def _guarded(
    check: str,
    connection: sqlite3.Connection,
    find: Callable[[sqlite3.Connection], Iterable[Fault]],
    remedy: Message = RESTORE,
) -> Iterator[Fault]:
    """Yield a check's faults as of one moment; where SQLite fails in the middle, that too.

    Many of a kind are told one by one only up to a limit.
    """
    count = 0
    try:
        with database.snapshot(connection):
            for count, fault in enumerate(find(connection), 1):
                if count <= _MOST:
                    yield fault
    except CoopError as error:
        reason = msg(N_("this cannot be checked: {reason}"), reason=error.message)
        yield Fault(check, None, reason, error.hint)
    except (sqlite3.Error, RecursionError, OverflowError) as error:
        if isinstance(error, sqlite3.Error):
            hand_on(error)
        yield Fault(check, None, msg(N_("this cannot be checked: {reason}"), reason=error), remedy)
    if count > _MOST:
        yield Fault(check, None, msg(N_("and {count} more of this kind"), count=count - _MOST))


def _list_kept(connection: sqlite3.Connection, faults: list[Fault]) -> list[Kept] | None:
    """Return the files that the entries name; None where the ledger cannot say it."""
    try:
        return evidence.list_kept(connection)
    except sqlite3.Error as error:
        message = msg(N_("this cannot be checked: {reason}"), reason=error)
        faults.append(Fault("evidence", None, message))
        return None


def _check_files(kept: list[Kept], folder: Path, watch: Watch) -> Iterator[Fault]:
    size = sum({one.name: one.print.size for one in kept}.values())
    with watch(msg(N_("reading the kept files")), size) as bar:
        yield from evidence.check_kept(kept, folder, bar.advance)
