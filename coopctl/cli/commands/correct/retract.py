"""`coopctl retract`: take an entry back, with what hangs on it; it stays to be seen."""

import sqlite3
from collections.abc import Iterator
from functools import partial
from typing import Annotated

import typer

from coopctl.cli import options
from coopctl.cli.completing.kinds import ValueKind
from coopctl.cli.program import settings_of
from coopctl.cli.writing import Outcome, Proposal, Ways, carry_out, show_lines
from coopctl.domain.record.corrections import root_of
from coopctl.domain.record.entries import Entry
from coopctl.domain.record.meetings import actions_of
from coopctl.language import _, _n
from coopctl.ledger.journal.versions import count_records
from coopctl.ledger.plan.choice import plan_of
from coopctl.messages import N_, Message, msg
from coopctl.services.correcting.retraction import (
    find_retractable,
    remarks_on_lateness,
    retraction_of,
)
from coopctl.services.correcting.take_back import (
    describe_taken_back,
    read_reason,
    refuse_replaced,
    remark_on_office,
    take_back_all,
)
from coopctl.services.workspace.offices import speak
from coopctl.services.workspace.session import reading
from coopctl.services.workspace.settings import Settings

examples = (
    'coopctl retract hb7kq-4 --reason "Ghi nhầm sang kế hoạch này"',
    'coopctl retract hb7kq-2 --reason "Cuộc họp không diễn ra" --dry-run',
)


def command(
    ctx: typer.Context,
    entry: Annotated[
        str | None,
        typer.Argument(metavar=N_("ID"), help=N_("an entry, by its id: `hb7kq-3`")),
        ValueKind.ENTRY,
    ] = None,
    reason: options.Reason = None,
    dry_run: options.DryRun = False,
    yes: options.AskNothing = False,
    json: options.Json = False,
) -> None:
    """Take an entry back: it counts nowhere any more, and stays to be seen with the reason.

    A meeting takes its actions with it. Taking back what took something back brings that back.
    """
    given = read_reason(reason)
    settings = settings_of(ctx)
    word = options.needed(_("ID"), entry)
    with reading(settings) as connection:
        proposal = _propose(connection, settings, find_retractable(connection, word), given)
    carry_out(settings, proposal, Ways(dry_run, yes, json))


def _propose(
    connection: sqlite3.Connection, settings: Settings, entry: Entry, reason: str | None
) -> Proposal:
    plan = plan_of(connection, entry.plan)
    speak(settings, plan)
    remarks = (
        *remark_on_office(settings, entry),
        *remarks_on_lateness(connection, entry),
        *_list_what_goes(connection, entry),
    )

    def propose(reason: str) -> Proposal:
        drafts = [retraction_of(entry, reason, plan)]

        def record(connection: sqlite3.Connection) -> Outcome:
            refuse_replaced(connection, entry, "retract")
            (retraction,) = take_back_all(connection, settings, [entry], drafts)
            sentence = describe_taken_back(connection, entry, retraction)
            return Outcome([retraction], [sentence], hint=msg(N_("`coopctl undo` takes that back")))

        show = partial(show_lines, entry)
        return Proposal(drafts, record, show, _("Take it back?"), remarks, always_shown=True)

    if reason is not None:
        return propose(reason)
    return propose("")._replace(with_reason=propose)


def _list_what_goes(connection: sqlite3.Connection, entry: Entry) -> Iterator[Message]:
    """Say which actions go with a meeting, and how many records are about each."""
    if entry.kind != "meeting":
        return
    root = root_of(entry) or entry.id
    for number, text in ((action["number"], action["text"]) for action in actions_of(entry)):
        action = f"{root}/{number}"
        count = count_records(connection, entry.plan, action)
        records = _n("{count} record", "{count} records", count).format(count=count)
        sentence = N_("with it goes the action `{action}`, {records}: {text}")
        yield msg(sentence, action=action, records=records, text=text)
