"""The ledger, opened with the plans in it as their files say now.

A plan file that changed is compiled at the next command, whichever it is, and a notice says what
changed. Where the ledger cannot be written (a read-only disk, a full one, somebody writing), a
reading command works on with the changed plan in temporary tables.
"""

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from coopctl.cli import clock
from coopctl.cli.settings import Settings
from coopctl.domain.changes import describe_changes
from coopctl.domain.entries import Draft
from coopctl.domain.messages import CoopError, Message, N_, msg
from coopctl.domain.plan import Plan
from coopctl.ledger import compiled, database
from coopctl.ledger.compiled import Found
from coopctl.ledger.journal import ALWAYS, Writer, append
from coopctl.output.talk import notice

_BRIEFLY = 200  # ms that a reading command waits to write a changed plan down
_TICK_NS = 2_000_000_000  # a file touched this lately may change again within one clock tick


class Changed(NamedTuple):
    """A plan file whose content the ledger does not have yet, or has under another look."""

    path: str
    found: Found
    plan: Plan | None


@contextmanager
def reading(settings: Settings, known_at: str = ALWAYS) -> Iterator[sqlite3.Connection]:
    """Open what there is to read: the ledger, or none at all; nothing is made on the disk."""
    if not database.exists(settings.ledger):
        connection = database.open_in_memory()
        for change in _changes(connection, settings, strict=True):
            _compile(connection, change, None, quiet=True)
    else:
        connection = database.open_existing(settings.ledger)
    try:
        with database.explained(settings.ledger):
            if known_at != ALWAYS:
                compiled.shadow_as_known(connection, known_at)
            elif database.exists(settings.ledger):
                _catch_up(connection, settings)
            yield connection
    finally:
        connection.close()


@contextmanager
def writing(settings: Settings) -> Iterator[sqlite3.Connection]:
    """Open the ledger to record, with the plans up to date; the first time, make it.

    Raises: CoopError where a plan file has errors: nothing is recorded against a broken plan.
    """
    fresh = not database.exists(settings.ledger)
    if fresh:
        _check_before_making(settings)
    connection = database.open_or_make(settings.ledger)
    try:
        with database.explained(settings.ledger):
            changes = _changes(connection, settings, strict=True)
            if changes:
                _record(connection, settings, changes, quiet=fresh)
            yield connection
    finally:
        connection.close()


@contextmanager
def rehearsing(settings: Settings) -> Iterator[sqlite3.Connection]:
    """Open what there is, to try a record out: nothing of it is kept."""
    with reading(settings) as connection:
        yield connection


def _check_before_making(settings: Settings) -> None:
    """Find what is wrong with the plans before a ledger file is made for them."""
    connection = database.open_in_memory()
    try:
        _changes(connection, settings, strict=True)
    finally:
        connection.close()


def _catch_up(connection: sqlite3.Connection, settings: Settings) -> None:
    changes = _changes(connection, settings, strict=False)
    if not changes:
        return
    connection.execute(f"pragma busy_timeout = {_BRIEFLY}")
    try:
        _record(connection, settings, changes, quiet=False)
    except sqlite3.Error:
        compiled.shadow(connection)
        for change in changes:
            _compile(connection, change, None, quiet=False, schema="temp")
    except compiled.PlanInUse as error:
        notice(error.message, error.hint)
    finally:
        connection.execute(f"pragma busy_timeout = {int(database.BUSY_SECONDS * 1000)}")


def _record(
    connection: sqlite3.Connection, settings: Settings, changes: Sequence[Changed], *, quiet: bool
) -> None:
    writer = Writer(settings.author, settings.office)
    with database.transaction(connection):
        for change in changes:
            known = compiled.list_files(connection).get(change.path)
            if known is None or known != change.found:
                _compile(connection, change, writer, quiet=quiet)


def _compile(
    connection: sqlite3.Connection,
    change: Changed,
    writer: Writer | None,
    *,
    quiet: bool,
    schema: str = "main",
) -> None:
    """Put a changed plan in force; with a writer, as a journal entry. Say what changed."""
    plan = change.plan
    if plan is not None:
        before = compiled.find_plan(connection, plan.id)
        compiled.refuse_lost_items(connection, plan)
        if before != plan:
            entry = _record_plan(connection, plan, change, writer) if writer else None
            compiled.fill(connection, plan, entry, schema)
            if not quiet:
                notice(_announce(before, plan, change.path))
    if writer is not None:
        compiled.note_file(connection, change.path, change.found)


def _record_plan(
    connection: sqlite3.Connection, plan: Plan, change: Changed, writer: Writer
) -> str:
    body = compiled.body_of(plan, change.path, change.found.sha256)
    draft = Draft("plan", plan.id, None, clock.today(plan.timezone), body)
    return append(connection, draft, writer, clock.now()).id


def _announce(before: Plan | None, plan: Plan, path: str) -> Message:
    if before is None:
        return msg(
            N_("new plan `{plan}` ({path}): {count} items"),
            plan=plan.id, path=path, count=sum(1 for _ in plan.items()),
        )  # fmt: skip
    changes = describe_changes(before, plan)
    return msg(
        N_("the plan `{plan}` changed ({path}): {changes}"),
        plan=plan.id,
        path=path,
        changes=changes,
    )


def _changes(connection: sqlite3.Connection, settings: Settings, *, strict: bool) -> list[Changed]:
    """Return the plan files that look other than the ledger remembers, loaded where they differ."""
    known = compiled.list_files(connection)
    looked = {path: (file, _signature(file)) for path, file in _plan_files(settings)}
    suspects = {
        path: file
        for path, (file, signature) in looked.items()
        if path not in known or known[path].signature != signature
    }
    if not suspects:
        return []
    return _load(suspects, {path: sign for path, (_, sign) in looked.items()}, known, strict=strict)


def _plan_files(settings: Settings) -> Iterator[tuple[str, Path]]:
    for file in list_plan_files(settings.plans):
        yield f"{settings.plans.name}/{file.name}", file


def list_plan_files(folder: Path) -> list[Path]:
    """Return the plan files of a folder, by name. Raises: CoopError where it cannot be read."""
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        raise CoopError(
            msg(
                N_("cannot read the folder `{path}`: {reason}"), path=folder, reason=error.strerror
            ),
            msg(N_("see that it is there and that you may read it")),
        ) from error
    return [
        file
        for file in entries
        if file.suffix in {".yaml", ".yml"} and not file.name.startswith(".")
    ]


def _signature(file: Path) -> str:
    """Return how the file looks without reading it; empty where that could deceive."""
    try:
        look = file.stat()
    except OSError:
        return ""  # a link that leads nowhere: loading it says so
    if time.time_ns() - look.st_mtime_ns < _TICK_NS:
        return ""
    return f"{look.st_size}-{look.st_mtime_ns}-{look.st_ctime_ns}"


def _load(
    files: dict[str, Path], signatures: dict[str, str], known: dict[str, Found], *, strict: bool
) -> list[Changed]:
    """Load the files whose content is new; those that only look new come without a plan.

    A file with errors stops a command that writes (`strict`); one that reads goes on without it.
    """
    from coopctl.definitions.load import load_plans
    from coopctl.definitions.problems import BrokenPlan, errors_of

    hashes = {path: _sha256(file) for path, file in files.items()}
    touched = {path for path in files if path in known and known[path].sha256 == hashes[path]}
    changed = [
        Changed(path, Found(known[path].plan, signatures[path], hashes[path]), None)
        for path in sorted(touched)
    ]
    loaded = load_plans({path: file for path, file in files.items() if path not in touched})
    for path, (plan, problems) in loaded.items():
        if plan is not None:
            changed.append(Changed(path, Found(plan.id, signatures[path], hashes[path]), plan))
            continue
        error = BrokenPlan(errors_of(problems))
        if strict:
            raise error
        notice(
            error.message,
            msg(N_("what the ledger has of the plan is shown; `coopctl check` tells more")),
        )
    return changed


def _sha256(file: Path) -> str:
    import hashlib

    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ""  # loading it says why
