"""`coopctl undo`: take back what a command recorded last in this ledger, all of it; also an undo."""

import sqlite3
from functools import partial
from typing import Annotated

import typer

from coopctl.cli import options
from coopctl.cli.commands.correct.undo_words import describe_plan, describe_undone, show_all
from coopctl.cli.completing.kinds import ValueKind
from coopctl.cli.program import settings_of
from coopctl.cli.writing import Outcome, Proposal, Ways, carry_out, show_lines
from coopctl.language import _
from coopctl.ledger.file import presence
from coopctl.ledger.journal.commands import find_base
from coopctl.messages import N_, msg
from coopctl.services.correcting.take_back import read_reason, take_back_all
from coopctl.services.correcting.undo import (
    find_undoable,
    refuse_changed,
    remarks_on_lateness,
    speak_for,
    undoing,
)
from coopctl.services.correcting.undo_refusals import nothing_to_undo
from coopctl.services.workspace.session import opened, reopening

examples = ("coopctl undo", "coopctl undo hb7kq-7", "coopctl undo --dry-run")


def command(
    ctx: typer.Context,
    entry: Annotated[
        str | None,
        typer.Argument(
            metavar=N_("ID"),
            help=N_("an entry that is meant, to be sure: the newest command recorded it"),
        ),
        ValueKind.ENTRY,
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
    settings = settings_of(ctx)
    if not presence.exists(settings.ledger):
        raise nothing_to_undo(None)
    with opened(settings, catch_up=False) as connection:
        last = find_undoable(connection, entry)
        speak_for(connection, settings, last)
        drafts = [undoing(connection, one, why) for one in last]
        remarks = list(remarks_on_lateness(connection, last))
        show = partial(show_lines, *last)
        if len(last) > 1:
            show = partial(show_all, last, [find_base(connection, one) for one in last])

    def record(connection: sqlite3.Connection) -> Outcome:
        refuse_changed(last, find_undoable(connection, entry))
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
