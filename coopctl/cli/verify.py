"""`coopctl verify`: the ledger and the kept files held against what was recorded."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

import typer

from coopctl.cli import options
from coopctl.cli.app import settings_of
from coopctl.cli.watching import watched
from coopctl.domain.faults import Fault
from coopctl.domain.messages import N_, CoopError, msg
from coopctl.language import _
from coopctl.ledger import database, evidence_check, kept_files
from coopctl.ledger.chain import Chain, count_entries
from coopctl.ledger.derived import DERIVED
from coopctl.ledger.evidence_check import Kept
from coopctl.ledger.references import check_references
from coopctl.output.progress import Progress

examples = ("coopctl verify", "coopctl verify --json")
_MOST = 50  # faults that one check tells one by one
_NO_CHARACTER = "\ufdd0"
_INTEGRITY = f"pragma integrity_check({_MOST})"


class Report(NamedTuple):
    """What was looked at, how much there was of it, what is wrong with it, what lies beside it unnamed."""

    ledger: Path | None
    checked: dict[str, int]
    faults: tuple[Fault, ...]
    strays: tuple[str, ...]


def command(ctx: typer.Context, json: options.Json = False) -> None:
    """Check the ledger and every kept file against what was recorded; the exit code is 1 if something is wrong."""
    settings = settings_of(ctx)
    report = _verify(settings.ledger)
    if json:
        from coopctl.output.verification import print_report

        print_report(report.ledger, report.checked, report.faults, report.strays)
    else:
        from coopctl.output.verification import say_report

        say_report(report.ledger, report.checked, report.faults, report.strays)
    if report.faults:
        raise typer.Exit(1)


def _verify(ledger: Path) -> Report:
    """Look at everything; nothing is written, and nothing stops at the first fault."""
    checked = dict.fromkeys(("entries", "replicas", "plans", "corrections", "files"), 0)
    folder = kept_files.folder_of(ledger)
    faults: list[Fault] = []
    kept: list[Kept] = []
    there = True
    try:
        there = database.exists(ledger)
        if there:
            with closing(database.open_existing(ledger)) as connection:
                connection.text_factory = _lenient
                connection.execute("pragma temp_store = file")  # what is compared may be large
                faults += _check_ledger(connection, checked)
                kept = _list_kept(connection, faults)
    except CoopError as error:
        faults.append(Fault("file", None, error.message, error.hint))
    checked["files"] = len({one.name for one in kept})
    faults += _check_files(kept, folder)
    strays = evidence_check.list_strays(kept, folder)
    return Report(ledger if there else None, checked, tuple(faults), tuple(strays))


def _lenient(text: bytes) -> str:
    """Read text that may have been altered into none: with what no text ever has, so that its hash tells."""
    try:
        return text.decode("utf-8")
    except UnicodeDecodeError:
        return text.decode("utf-8", "replace").replace("\ufffd", _NO_CHARACTER)


def _check_ledger(connection: sqlite3.Connection, checked: dict[str, int]) -> Iterator[Fault]:
    chain = Chain()
    with watched(connection, _("checking the file")):
        yield from _guarded("file", connection, _check_integrity)
    with Progress(_("checking the chain"), _count(connection)) as bar:
        yield from _guarded("chain", connection, lambda one: chain.check(one, bar.advance))
    with watched(connection, _("checking what follows from the entries")):
        for check in DERIVED:
            yield from _guarded("derived", connection, check)
        yield from _guarded("references", connection, check_references)
    checked |= chain.counted._asdict()
    checked |= {name: _count(connection, query) for name, query in _COUNTS.items()}


_COUNTS = {
    "plans": "select count(distinct plan) from journal where kind = 'plan'",
    "corrections": "select count(*) from journal where replaces is not null",
}


def _count(connection: sqlite3.Connection, query: str | None = None) -> int:
    """Return a count; 0 where the table is gone, which the checks tell."""
    with suppress(sqlite3.Error):
        if query is None:
            return count_entries(connection)
        return int(connection.execute(query).fetchone()[0])
    return 0


def _guarded(
    check: str,
    connection: sqlite3.Connection,
    find: Callable[[sqlite3.Connection], Iterable[Fault]],
) -> Iterator[Fault]:
    """Yield a check's faults as of one moment; where SQLite fails in the middle, that too.

    Many of a kind are told one by one only up to a limit.
    """
    count = 0
    try:
        with _snapshot(connection):
            for count, fault in enumerate(find(connection), 1):
                if count <= _MOST:
                    yield fault
    except (sqlite3.Error, CoopError, RecursionError, OverflowError) as error:
        yield Fault(check, None, msg(N_("this cannot be checked: {reason}"), reason=error))
    if count > _MOST:
        yield Fault(check, None, msg(N_("and {count} more of this kind"), count=count - _MOST))


@contextmanager
def _snapshot(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("begin")
    try:
        yield
    finally:
        if connection.in_transaction:
            connection.execute("rollback")


def _check_integrity(connection: sqlite3.Connection) -> Iterator[Fault]:
    """Let SQLite check its own file: pages, indexes, types."""
    for (text,) in connection.execute(_INTEGRITY):
        if text != "ok":
            yield Fault("file", None, msg(N_("SQLite finds: {text}"), text=str(text)))


def _list_kept(connection: sqlite3.Connection, faults: list[Fault]) -> list[Kept]:
    try:
        return evidence_check.list_kept(connection)
    except sqlite3.Error as error:
        message = msg(N_("this cannot be checked: {reason}"), reason=error)
        faults.append(Fault("evidence", None, message))
        return []


def _check_files(kept: list[Kept], folder: Path) -> Iterator[Fault]:
    size = sum({one.name: one.print.size for one in kept}.values())
    with Progress(_("reading the kept files"), size) as bar:
        yield from evidence_check.check_kept(kept, folder, bar.advance)
