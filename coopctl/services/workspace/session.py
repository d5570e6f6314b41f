"""The ledger, opened with the plans in it as their files say now.

A plan file that changed is compiled at the next command, whichever it is, and a notice says what
changed. Where the ledger cannot be written (a read-only disk, a full one, somebody writing), a
reading command works on with the changed plan in temporary tables.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from coopctl.domain.plan.plan import Plan
from coopctl.domain.record.corrections import ALWAYS, command_of
from coopctl.domain.record.entries import Draft
from coopctl.files.shares import is_shared
from coopctl.ledger.file import database, presence
from coopctl.ledger.file.waiting import briefly
from coopctl.ledger.journal.journal import FIRST, append
from coopctl.ledger.plan import compiled
from coopctl.messages import N_, Message, msg
from coopctl.services.workspace import clock
from coopctl.services.workspace.offices import writer_of
from coopctl.services.workspace.plan_files import Changed, find_changes
from coopctl.services.workspace.settings import Settings

if TYPE_CHECKING:
    from coopctl.domain.record.closed_periods import ClosedPeriod

_BRIEFLY = 0.2  # seconds that a reading command waits to write a changed plan down


@contextmanager
def reading(settings: Settings, known_at: str = ALWAYS) -> Iterator[sqlite3.Connection]:
    """Open what there is to read: the ledger, or none at all; nothing is made on the disk."""
    with opened(settings, catch_up=known_at == ALWAYS) as connection:
        if known_at != ALWAYS:
            compiled.shadow_as_known(connection, known_at)
        yield connection


@contextmanager
def reading_period(
    settings: Settings, name: str
) -> Iterator[tuple[sqlite3.Connection, "ClosedPeriod"]]:
    """Open what there was to read when a period was closed: its plan, as known then, and no other.

    Raises: CoopError where no period in force has that name, with those that there are.
    """
    from coopctl.domain.record.closed_periods import find_named
    from coopctl.ledger.periods.closed import list_closed, shadow

    with opened(settings, catch_up=False) as connection:
        closed = find_named(list_closed(connection), name)
        shadow(connection, closed)
        yield connection, closed


@contextmanager
def opened(settings: Settings, *, catch_up: bool) -> Iterator[sqlite3.Connection]:
    """Open the ledger as it is, `catch_up` with changed plan files; where there is none, one in memory."""
    there = presence.exists(settings.ledger)
    connection = database.open_existing(settings.ledger) if there else database.open_in_memory()
    try:
        with database.explained(settings.ledger):
            if there and catch_up:
                _catch_up(connection, settings)
            elif not there:
                _compile_all(
                    connection, find_changes(compiled.list_files(connection), settings.plans), None
                )
            yield connection
    finally:
        connection.close()


@contextmanager
def writing(
    settings: Settings, bases: Mapping[str, str] | None = None
) -> Iterator[sqlite3.Connection]:
    """Open the ledger to record, with the plans up to date; the first time, make it.

    `bases` are the documents that changed plans rest on, by the plans' ids: given where somebody asked for
    the plan files to be taken in, so that it is his command that records them.

    Raises: CoopError where a plan file has errors: nothing is recorded against a broken plan.
    """
    fresh = not presence.exists(settings.ledger)
    if fresh:
        _check_before_making(settings)
    connection = database.open_or_make(settings.ledger)
    try:
        with database.explained(settings.ledger):
            changes = find_changes(compiled.list_files(connection), settings.plans)
            if changes:
                based = [
                    change._replace(basis=(bases or {}).get(change.found.plan))
                    for change in changes
                ]
                recorder = _Recorder(connection, settings, asked=bases is not None)
                notices = _record(connection, recorder, based)
                if not fresh:
                    _tell(settings, notices)
            _tell_of_share(settings)
            yield connection
        if fresh:
            note_begun(settings.ledger)
    finally:
        connection.close()


@contextmanager
def reopening(settings: Settings) -> Iterator[sqlite3.Connection]:
    """Open the ledger as it is, made where there is none: changed plan files wait for the next command.

    So that `undo` takes back what was recorded before it, and not what it would itself record; and that
    entries taken in from a file find no others of their plan.
    """
    fresh = not presence.exists(settings.ledger)
    connection = database.open_or_make(settings.ledger)
    try:
        with database.explained(settings.ledger):
            _tell_of_share(settings)
            yield connection
        if fresh:
            note_begun(settings.ledger)
    finally:
        connection.close()


def _tell_of_share(settings: Settings) -> None:
    """Say of a ledger in a shared folder what it bears: one writer at a time, and no more."""
    if is_shared(settings.ledger):
        settings.tell(
            msg(N_("the ledger `{path}` is in a shared folder"), path=settings.ledger),
            msg(
                N_("let only one person record at a time: several at once can spoil the file there")
            ),
        )


def note_begun(ledger: Path) -> None:
    """Note that something was recorded in a ledger, so that it is missed where it is gone."""
    from coopctl.files import ledgers  # once in a ledger's life

    ledgers.note(ledger, ledgers.RECORDED)


def _check_before_making(settings: Settings) -> None:
    """Find what is wrong with the plans before a ledger file is made for them."""
    find_changes({}, settings.plans)


def _catch_up(connection: sqlite3.Connection, settings: Settings) -> None:
    changes = list(_acceptable(connection, settings))
    if not changes:
        return
    try:
        with briefly(_BRIEFLY):
            notices = _record(connection, _Recorder(connection, settings), changes)
    except sqlite3.Error:
        compiled.shadow(connection)
        notices = _compile_all(connection, changes, None, "temp")
    _tell(settings, notices)


def _acceptable(connection: sqlite3.Connection, settings: Settings) -> Iterator[Changed]:
    """Yield what changed but, with a notice, the plans that lost items with records: the old ones stay."""
    for change in find_changes(compiled.list_files(connection), settings.plans, settings.tell):
        try:
            if change.plan is not None:
                compiled.refuse_lost_items(connection, change.plan)
        except compiled.PlanInUse as error:
            settings.tell(error.message, error.hint)
        else:
            yield change


class _Recorder:
    """Records versions of plans; `asked` by a person, they are what one command recorded."""

    def __init__(
        self, connection: sqlite3.Connection, settings: Settings, *, asked: bool = False
    ) -> None:
        self._connection = connection
        self._settings = settings
        self._command = FIRST if asked else None

    def record(self, plan: Plan, change: Changed) -> str:
        """Append a version of a plan to the journal; return its id."""
        writer = writer_of(self._settings, plan)
        draft = _draft(plan, change)
        entry = append(self._connection, draft, writer, clock.now(), self._command)
        self._command = command_of(entry)
        return entry.id


def _draft(plan: Plan, change: Changed) -> Draft:
    """Return the entry of a plan's new version."""
    body = compiled.body_of(plan, change.path, change.found.sha256)
    if change.basis is not None:
        body["basis"] = change.basis
    return Draft("plan", plan.id, None, clock.today(plan.timezone), body)


def list_new_versions(
    connection: sqlite3.Connection, settings: Settings, bases: Mapping[str, str]
) -> Iterator[tuple[Draft, Message]]:
    """Yield the versions that `writing` would record of the plan files, each with what changed."""
    for change in find_changes(compiled.list_files(connection), settings.plans):
        plan = change.plan
        if plan is None:
            continue
        recorded = compiled.find_version(connection, plan.id) is not None
        before = compiled.find_plan(connection, plan.id) if recorded else None
        if plan != before:
            compiled.refuse_lost_items(connection, plan)
            draft = _draft(plan, change._replace(basis=bases.get(plan.id)))
            yield draft, _announce(before, plan, change.path)


def _record(
    connection: sqlite3.Connection, recorder: _Recorder, changes: Sequence[Changed]
) -> list[Message]:
    """Write the changed plans down, all or none; return what there is to say of them."""
    with database.transaction(connection):
        known = compiled.list_files(connection)
        news = [change for change in changes if known.get(change.path) != change.found]
        return _compile_all(connection, news, recorder)


def _compile_all(
    connection: sqlite3.Connection,
    changes: Sequence[Changed],
    recorder: _Recorder | None,
    schema: str = "main",
) -> list[Message]:
    messages = [_compile(connection, change, recorder, schema) for change in changes]
    return [message for message in messages if message is not None]


def _tell(settings: Settings, notices: Sequence[Message]) -> None:
    for message in notices:
        settings.tell(message)


def _compile(
    connection: sqlite3.Connection, change: Changed, recorder: _Recorder | None, schema: str
) -> Message | None:
    """Put a changed plan in force; with a recorder, as a journal entry. Return what changed."""
    if recorder is not None:
        compiled.note_file(connection, change.path, change.found)
    plan = change.plan
    if plan is None:
        return None
    before = compiled.find_plan(connection, plan.id)
    if before == plan:
        return None
    compiled.refuse_lost_items(connection, plan)
    entry = recorder.record(plan, change) if recorder else None
    compiled.fill(connection, plan, entry, schema)
    return _announce(before, plan, change.path)


def _announce(before: Plan | None, plan: Plan, path: str) -> Message:
    if before is None:
        return msg(
            N_("new plan `{plan}` ({path}): {count} items"),
            plan=plan.id, path=path, count=sum(1 for _ in plan.items()),
        )  # fmt: skip
    from coopctl.domain.plan.changes import describe_changes

    changes = describe_changes(before, plan)
    return msg(
        N_("the plan `{plan}` changed ({path}): {changes}"),
        plan=plan.id,
        path=path,
        changes=changes,
    )
