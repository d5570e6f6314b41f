"""`coopctl undo`: take back what a command recorded last in this ledger, all of it; also an undo."""

import sqlite3
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Annotated

import typer

from coopctl.cli import options
from coopctl.cli.commands.correct.undo_words import (
    StillUsed,
    describe_plan,
    describe_undone,
    not_the_last,
    nothing_to_undo,
    of_another,
    show_all,
    taken_up,
)
from coopctl.cli.completing.kinds import Kind
from coopctl.cli.program import settings_of
from coopctl.cli.writing import Outcome, Proposal, Ways, carry_out, show_lines
from coopctl.domain.record.corrections import RETRACTION
from coopctl.domain.record.entries import Body, Draft, Entry
from coopctl.language import _
from coopctl.ledger.file import presence
from coopctl.ledger.journal.commands import find_base, find_newest, list_since
from coopctl.ledger.journal.versions import find_last, stands
from coopctl.ledger.periods.closed import list_closed
from coopctl.ledger.plan import compiled
from coopctl.messages import N_, CoopError, Message, msg
from coopctl.services.correcting.take_back import find_named, read_reason, take_back_all
from coopctl.services.recording.prepare import late_remarks
from coopctl.services.workspace import clock
from coopctl.services.workspace.offices import speak
from coopctl.services.workspace.session import opened, reopening
from coopctl.services.workspace.settings import Settings

examples = ("coopctl undo", "coopctl undo hb7kq-7", "coopctl undo --dry-run")


def command(
    ctx: typer.Context,
    entry: Annotated[
        str | None,
        typer.Argument(
            metavar=N_("ID"),
            help=N_("an entry that is meant, to be sure: the newest command recorded it"),
        ),
        Kind.ENTRY,
    ] = None,
    reason: Annotated[
        str | None, typer.Option(metavar=N_("TEXT"), help=N_("why; not owed"))
    ] = None,
    dry_run: options.DryRun = False,
    yes: options.AskNothing = False,
    json: options.Json = False,
) -> None:
    """Take back all that the newest command in this ledger recorded. Once more brings it back.

    Where something rests on it since (a correction, a verdict, a record), that is listed and nothing done.
    """
    why = read_reason(reason)
    body: Body = {"reason": why} if why else {}
    settings = settings_of(ctx)
    if not presence.exists(settings.ledger):
        raise nothing_to_undo(None)
    with opened(settings, catch_up=False) as connection:
        last = _find(connection, entry)
        _speak(connection, settings, last)
        drafts = [_draft(connection, one, body) for one in last]
        remarks = list(_late_remarks(connection, last))
        show = partial(show_lines, *last)
        if len(last) > 1:
            show = partial(show_all, last, [find_base(connection, one) for one in last])

    def record(connection: sqlite3.Connection) -> Outcome:
        _refuse_changed(last, _find(connection, entry))
        retractions = take_back_all(connection, settings, last, drafts)
        plans = dict.fromkeys(
            base.plan for one in last if (base := find_base(connection, one)).kind == "plan"
        )
        return Outcome(
            retractions,
            [describe_undone(connection, last, retractions)],
            [describe_plan(connection, plan) for plan in plans],
            msg(N_("`coopctl undo` once more takes that back")),
        )

    question = _("Take it back?") if len(last) == 1 else _("Take them back?")
    proposal = Proposal(
        drafts, record, show, question, remarks, always_shown=True, opened=reopening
    )  # fmt: skip
    carry_out(settings, proposal, Ways(dry_run, yes, json))


def _speak(connection: sqlite3.Connection, settings: Settings, entries: Sequence[Entry]) -> None:
    """Say for whom one speaks. Raises: CoopError where a plan has no such party."""
    for plan_id in dict.fromkeys(entry.plan for entry in entries):
        plan = compiled.find_plan(connection, plan_id)
        if plan is not None:
            speak(settings, plan)


def _find(connection: sqlite3.Connection, word: str | None) -> list[Entry]:
    """Return what is to be taken back. Raises: CoopError where there is nothing, or another is meant."""
    newest = find_newest(connection)
    if word is not None:
        _refuse_other(connection, find_named(connection, word), newest)
    last = [entry for entry in newest if stands(connection, entry)]
    if not last:
        raise nothing_to_undo(None)
    for entry in last:
        if entry.kind == "plan" and compiled.count_versions(connection, entry.plan) < 2:  # noqa: PLR2004  (one before)
            raise nothing_to_undo(entry)
    since = list_since(connection, newest)
    if since:
        raise StillUsed(since)
    return last


def _refuse_other(connection: sqlite3.Connection, named: Entry, newest: Sequence[Entry]) -> None:
    """Refuse an entry that the newest command did not record. Raises: CoopError."""
    own = find_last(connection)
    if own is None or named.replica != own.replica:
        raise of_another(named)
    if named.id in {entry.id for entry in newest}:
        return
    if named.kind == "plan" and "command" not in named.body:
        raise taken_up(named)
    raise not_the_last(named, newest)


def _refuse_changed(before: Sequence[Entry], now: Sequence[Entry]) -> None:
    """Refuse where somebody recorded something since the question was put."""
    if [entry.id for entry in before] != [entry.id for entry in now]:
        raise CoopError(
            msg(N_("something else was recorded meanwhile; nothing was taken back")),
            msg(N_("`coopctl undo` is now about that: see what it shows")),
        )


def _late_remarks(connection: sqlite3.Connection, entries: Sequence[Entry]) -> Iterable[Message]:
    """Say for which closed periods it comes too late to take back what they counted."""
    closed = {plan: list(list_closed(connection, plan)) for plan in {one.plan for one in entries}}
    counted = (one for one in entries if any(p.had(one.id) for p in closed[one.plan]))
    for plan, day in dict.fromkeys((one.plan, one.happened_on) for one in counted):
        yield from late_remarks(connection, plan, day)


def _draft(connection: sqlite3.Connection, entry: Entry, body: Body) -> Draft:
    plan = compiled.find_plan(connection, entry.plan)
    today = clock.today(plan.timezone if plan else None)
    return Draft(RETRACTION, entry.plan, entry.item, today, body, entry.id)
