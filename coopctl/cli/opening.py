"""The ledger, opened with the plans in it as their files say now.

A plan file that changed is compiled at the next command, whichever it is, and a notice says what
changed. Where the ledger cannot be written (a read-only disk, a full one, somebody writing), a
reading command works on with the changed plan in temporary tables.
"""

import os
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
from coopctl.domain.messages import N_, CoopError, Message, msg
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
    there = database.exists(settings.ledger)
    connection = database.open_existing(settings.ledger) if there else database.open_in_memory()
    try:
        with database.explained(settings.ledger):
            if there and known_at == ALWAYS:
                _catch_up(connection, settings)
            elif not there:
                _compile_all(connection, _changes(connection, settings, strict=True), None)
            if known_at != ALWAYS:
                compiled.shadow_as_known(connection, known_at)
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
                notices = _record(connection, settings, changes)
                _tell(() if fresh else notices)
            yield connection
    finally:
        connection.close()


def _check_before_making(settings: Settings) -> None:
    """Find what is wrong with the plans before a ledger file is made for them."""
    connection = database.open_in_memory()
    try:
        _changes(connection, settings, strict=True)
    finally:
        connection.close()


def _catch_up(connection: sqlite3.Connection, settings: Settings) -> None:
    changes = list(_acceptable(connection, _changes(connection, settings, strict=False)))
    if not changes:
        return
    connection.execute(f"pragma busy_timeout = {_BRIEFLY}")
    try:
        notices = _record(connection, settings, changes)
    except sqlite3.Error:
        compiled.shadow(connection)
        notices = _compile_all(connection, changes, None, "temp")
    finally:
        connection.execute(f"pragma busy_timeout = {int(database.BUSY_SECONDS * 1000)}")
    _tell(notices)


def _acceptable(connection: sqlite3.Connection, changes: Sequence[Changed]) -> Iterator[Changed]:
    """Leave out, with a notice, the plans that lost items with records: the old ones stay."""
    for change in changes:
        try:
            if change.plan is not None:
                compiled.refuse_lost_items(connection, change.plan)
        except compiled.PlanInUse as error:
            notice(error.message, error.hint)
        else:
            yield change


def _record(
    connection: sqlite3.Connection, settings: Settings, changes: Sequence[Changed]
) -> list[Message]:
    """Write the changed plans down, all or none; return what there is to say of them."""
    with database.transaction(connection):
        known = compiled.list_files(connection)
        news = [change for change in changes if known.get(change.path) != change.found]
        return _compile_all(connection, news, Writer(settings.author, settings.office))


def _compile_all(
    connection: sqlite3.Connection,
    changes: Sequence[Changed],
    writer: Writer | None,
    schema: str = "main",
) -> list[Message]:
    said = [_compile(connection, change, writer, schema) for change in changes]
    return [message for message in said if message is not None]


def _tell(notices: Sequence[Message]) -> None:
    for message in notices:
        notice(message)


def _compile(
    connection: sqlite3.Connection, change: Changed, writer: Writer | None, schema: str
) -> Message | None:
    """Put a changed plan in force; with a writer, as a journal entry. Return what changed."""
    if writer is not None:
        compiled.note_file(connection, change.path, change.found)
    plan = change.plan
    if plan is None:
        return None
    before = compiled.find_plan(connection, plan.id)
    if before == plan:
        return None
    compiled.refuse_lost_items(connection, plan)
    entry = _record_plan(connection, plan, change, writer) if writer else None
    compiled.fill(connection, plan, entry, schema)
    return _announce(before, plan, change.path)


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
    looks = list(_look_at(settings.plans))
    suspects = [
        look
        for look in looks
        if not look.signature
        or look.path not in known
        or known[look.path].signature != look.signature
    ]
    there = {look.path for look in looks}
    known = {path: found for path, found in known.items() if path in there}
    return _load(suspects, known, strict=strict) if suspects else []


class Look(NamedTuple):
    """A plan file from outside: its path in the workspace, and how it looks without reading it.

    `signature` is empty where the look could deceive: the file may change again within its tick.
    """

    path: str
    file: str
    signature: str


def _look_at(folder: Path) -> Iterator[Look]:
    now = time.time_ns()
    for entry in _plan_entries(folder):
        try:
            look = entry.stat()
        except OSError:
            signature = ""  # a link that leads nowhere: loading it says so
        else:
            fresh = now - look.st_mtime_ns < _TICK_NS
            signature = "" if fresh else f"{look.st_size}-{look.st_mtime_ns}-{look.st_ctime_ns}"
        yield Look(f"{folder.name}/{entry.name}", entry.path, signature)


def _plan_entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted(
                (
                    one
                    for one in entries
                    if one.name.endswith((".yaml", ".yml")) and one.name[0] != "."
                ),
                key=lambda entry: entry.name,
            )
    except OSError as error:
        raise CoopError(
            msg(
                N_("cannot read the folder `{path}`: {reason}"), path=folder, reason=error.strerror
            ),
            msg(N_("see that it is there and that you may read it")),
        ) from error


def list_plan_files(folder: Path) -> list[Path]:
    """Return the plan files of a folder, by name. Raises: CoopError where it cannot be read."""
    return [Path(entry.path) for entry in _plan_entries(folder)]


def _load(suspects: Sequence[Look], known: dict[str, Found], *, strict: bool) -> list[Changed]:
    """Load the files whose content is new; those that only look new come without a plan.

    A file with errors stops a command that writes (`strict`); one that reads goes on without it.
    """
    from coopctl.definitions.load import load_plans
    from coopctl.definitions.problems import BrokenPlan, errors_of

    found = {look.path: (look, _sha256(look.file)) for look in suspects}
    same = {
        path
        for path, (_, sha256) in found.items()
        if path in known and known[path].sha256 == sha256
    }
    changed = [
        Changed(path, known[path]._replace(signature=found[path][0].signature), None)
        for path in sorted(same)
        if known[path].signature != found[path][0].signature
    ]
    loaded = load_plans(
        {path: Path(look.file) for path, (look, _) in found.items() if path not in same}
    )
    others = {one.plan: path for path, one in known.items() if path not in loaded}
    for path, (plan, problems) in loaded.items():
        look, sha256 = found[path]
        error: CoopError
        if plan is None:
            error = BrokenPlan(errors_of(problems))
        elif plan.id in others:
            error = _second_file(path, plan, others[plan.id])
        else:
            changed.append(Changed(path, Found(plan.id, look.signature, sha256), plan))
            continue
        if strict:
            raise error
        notice(
            error.message,
            msg(N_("what the ledger has of the plan is shown; `coopctl check` tells more")),
        )
    return changed


def _second_file(path: str, plan: Plan, other: str) -> CoopError:
    return CoopError(
        msg(
            N_("the plan `{id}` in `{path}` is also in `{other}`"),
            id=plan.id, path=path, other=other,
        ),
        msg(N_("give one of them another `id`, or take the copy out of the folder")),
    )  # fmt: skip


def _sha256(file: str) -> str:
    import hashlib

    try:
        return hashlib.sha256(Path(file).read_bytes()).hexdigest()
    except OSError:
        return ""  # loading it says why
