"""`coopctl verify`: the ledger and the kept files held against what was recorded."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from coopctl.cli import options
from coopctl.cli.completing.kinds import Kind
from coopctl.cli.program import settings_of
from coopctl.cli.terminal.watching import watched
from coopctl.domain.record.heads import ChainHead, NotedHead, read_noted
from coopctl.domain.standing.faults import RESTORE, Damaged, Fault
from coopctl.files.standard_input import named_file
from coopctl.language import _
from coopctl.ledger.check import evidence
from coopctl.ledger.check.damage import lenient
from coopctl.ledger.check.derived import DERIVED, check_schema
from coopctl.ledger.check.evidence import Kept
from coopctl.ledger.check.file import check_integrity, compare_on_disk
from coopctl.ledger.file import database, kept_files, presence, schema_check
from coopctl.ledger.file.bounds import hand_on
from coopctl.ledger.journal.chain import Chain, count_corrections, count_entries
from coopctl.ledger.journal.heads import list_heads
from coopctl.ledger.journal.references import check_references
from coopctl.ledger.plan.recorded import count_plans
from coopctl.messages import N_, CoopError, Message, msg, naming
from coopctl.output.screen.progress import Progress
from coopctl.output.screen.talk import notice
from coopctl.services.workspace.plan_files_check import check_plan_files
from coopctl.services.workspace.settings import Settings
from coopctl.sync import earlier

examples = (
    "coopctl verify",
    "coopctl verify --json",
    "coopctl verify --against journal-2025.json",
)
_MOST = 50  # faults that one check tells one by one

Earlier = NotedHead | Path  # what the ledger is held against


class Report(NamedTuple):
    """What was looked at, how much there was of it, what is wrong with it, what lies beside it unnamed.

    `strays` is None where the ledger does not say which files it names.
    """

    ledger: Path | None
    checked: dict[str, int]
    heads: tuple[ChainHead, ...]
    faults: tuple[Fault, ...]
    strays: tuple[str, ...] | None


def command(
    ctx: typer.Context,
    against: Annotated[
        list[str] | None,
        typer.Option(
            metavar=N_("WHAT"),
            help=N_(
                "compare with an earlier export, a ledger (`-`: from stdin), or `LABEL-NUMBER DIGITS` from paper; may be repeated"
            ),
        ),
        Kind.FILE,
    ] = None,
    repair: Annotated[
        bool,
        typer.Option(
            "--repair",
            help=N_(
                "first make the ledger anew around its entries, and keep a copy of it as it was"
            ),
        ),
    ] = False,
    json: options.Json = False,
) -> None:
    """Check the ledger and every kept file against what was recorded; the exit code is 1 if something is wrong.

    Whoever holds the file can compute every hash anew. What proves that nobody did is a check code
    that somebody else noted: `--against` compares with it.
    """
    settings = settings_of(ctx)
    if repair:
        _repair(settings.ledger)
    with ExitStack() as stack:
        report = _verify(settings, [_read_earlier(text, stack) for text in against or ()])
    from coopctl.output.screen.record.verification import print_report, say_report

    (print_report if json else say_report)(*report)
    if report.faults:
        raise typer.Exit(1)


def _repair(ledger: Path) -> None:
    """Make the ledger anew where there is one, and say where it is as it was.

    Raises: CoopError where its entries cannot be read: what is damaged in it besides does not help then.
    """
    from coopctl.ledger.check.repair import repair

    if database.exists(ledger):
        try:
            copy = repair(ledger)
        except Damaged as error:
            raise CoopError(error.message, error.hint) from error
        notice(
            msg(
                N_("made the ledger anew around its entries; as it was, it is in `{path}`"),
                path=copy,
            )
        )


def _read_earlier(text: str, stack: ExitStack) -> Earlier:
    """Read what `--against` names. Raises: UsageProblem for digits that are not whole, and for no file."""
    with naming("--against"):
        noted = read_noted(text)
    return noted or stack.enter_context(named_file(text))


def _verify(settings: Settings, against: Sequence[Earlier]) -> Report:
    """Look at everything; nothing is written, and nothing stops at the first fault."""
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
                    faults += _compare(connection, one)
        else:
            kept = []
        if against and not there:
            faults.append(Fault("against", None, msg(N_("there is no ledger to compare"))))
    except CoopError as error:
        faults.append(Fault("file", None, error.message, error.hint))
    checked["files"] = len({one.name for one in kept or ()})
    faults += _check_files(kept or [], folder)
    strays = None if kept is None else tuple(evidence.list_strays(kept, folder))
    return Report(ledger if there else None, checked, tuple(found), tuple(faults), strays)


def _list_heads(connection: sqlite3.Connection) -> list[ChainHead]:
    """Return the heads; none where the journal cannot be read, which the checks tell."""
    with suppress(sqlite3.Error):
        return list(list_heads(connection))
    return []


def _compare(connection: sqlite3.Connection, noted: Earlier) -> Iterator[Fault]:
    if isinstance(noted, NotedHead):
        yield from _guarded("against", connection, lambda one: earlier.check_noted(one, noted))
        return
    size = noted.stat().st_size if noted.is_file() else 0
    with Progress(_("comparing"), size) as bar:
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
    with watched(connection, _("checking the file")):
        yield from _guarded("file", connection, lambda one: check_integrity(one, _MOST))
    with Progress(_("checking the chain"), _count(connection, count_entries)) as bar:
        yield from _guarded("chain", connection, lambda one: chain.check(one, bar.advance))
    with watched(connection, _("checking what follows from the entries")):
        for check in DERIVED:
            yield from _guarded("derived", connection, check, database.REPAIR)
        yield from _guarded("chain", connection, earlier.check_closed)
        yield from _guarded("references", connection, check_references)
        yield from _guarded(
            "plan_files", connection, lambda one: check_plan_files(one, settings.plans)
        )
    checked |= chain.counted._asdict()
    checked |= {name: _count(connection, counter) for name, counter in _COUNTS.items()}


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


def _check_files(kept: list[Kept], folder: Path) -> Iterator[Fault]:
    size = sum({one.name: one.print.size for one in kept}.values())
    with Progress(_("reading the kept files"), size) as bar:
        yield from evidence.check_kept(kept, folder, bar.advance)
