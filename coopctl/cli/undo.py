"""`coopctl undo`: take back what this ledger recorded last, whatever it is; also an undo."""

import sqlite3
from typing import Annotated

import typer

from coopctl.cli import clock, options
from coopctl.cli.app import settings_of
from coopctl.cli.correcting import (
    find_base,
    find_named,
    print_entries,
    read_reason,
    refuse_replaced,
    rehearse,
    say_taken_back,
    show_entry,
    take_back,
)
from coopctl.cli.opening import reopening
from coopctl.domain.corrections import RETRACTION
from coopctl.domain.entries import Body, Draft, Entry
from coopctl.domain.messages import N_, CoopError, Message, msg
from coopctl.ledger import compiled, database
from coopctl.ledger.versions import find_last
from coopctl.output.talk import notice, say_hint

examples = ("coopctl undo", "coopctl undo hb7kq-7", "coopctl undo --dry-run")


def command(
    ctx: typer.Context,
    entry: Annotated[
        str | None,
        typer.Argument(
            metavar=N_("ID"), help=N_("the entry that is meant, to be sure: it must be the last")
        ),
    ] = None,
    reason: Annotated[
        str | None, typer.Option(metavar=N_("TEXT"), help=N_("why; not owed"))
    ] = None,
    dry_run: options.DryRun = False,
    json: options.Json = False,
) -> None:
    """Take back what was recorded last in this ledger, whatever it is. Once more brings it back."""
    why = read_reason(reason)
    body: Body = {"reason": why} if why else {}
    settings = settings_of(ctx)
    if not database.exists(settings.ledger):
        raise _nothing(None)
    with reopening(settings) as connection:
        if dry_run:
            last = _find(connection, entry)
            show_entry(last)
            rehearse([_draft(connection, last, body)], json=json)
            return
        with database.transaction(connection):
            last = _find(connection, entry)
            refuse_replaced(connection, last, "retract")
            retraction = take_back(connection, settings, last, _draft(connection, last, body))
        print_entries([retraction], json=json)
        show_entry(last)
        say_taken_back(connection, last, retraction)
        if find_base(connection, last).kind == "plan":
            _say_of_plan(connection, last.plan)
        say_hint(msg(N_("`coopctl undo` once more takes that back")))


def _find(connection: sqlite3.Connection, word: str | None) -> Entry:
    """Return the entry to take back. Raises: CoopError where there is none, or another is meant."""
    last = find_last(connection)
    if word is not None:
        named = find_named(connection, word)
        if last is None or named.replica != last.replica:
            raise _of_another(named)
        if named.id != last.id:
            raise CoopError(
                msg(N_("`{id}` is not the last entry of this ledger: that is `{last}`"),
                    id=named.id, last=last.id),
                _instead(named),
            )  # fmt: skip
    if last is None:
        raise _nothing(None)
    if last.kind == "plan" and compiled.count_versions(connection, last.plan) < 2:  # noqa: PLR2004  (one before)
        raise _nothing(last)
    return last


def _instead(named: Entry) -> Message:
    if named.kind == "plan":
        return msg(
            N_("change the plan in its file; what was recorded last, `coopctl undo` takes back")
        )
    return msg(N_("`coopctl retract {id} --reason …` takes back any entry"), id=named.id)


def _of_another(entry: Entry) -> CoopError:
    office = entry.office or "?"
    return CoopError(
        msg(N_("`{id}` was recorded in another ledger, by {author} ({office})"),
            id=entry.id, author=entry.author, office=office),
        msg(N_("`undo` takes back only what this ledger recorded; "
               "`coopctl retract {id} --reason …` takes back any entry"), id=entry.id),
    )  # fmt: skip


def _nothing(first: Entry | None) -> CoopError:
    hint: Message = msg(N_("`coopctl log` lists the entries and their ids"))
    if first is not None:
        hint = msg(
            N_("last came the first version of the plan `{plan}`; take its file out of the folder"),
            plan=first.plan,
        )
    return CoopError(msg(N_("there is nothing to undo")), hint)


def _draft(connection: sqlite3.Connection, entry: Entry, body: Body) -> Draft:
    plan = compiled.find_plan(connection, entry.plan)
    today = clock.today(plan.timezone if plan else None)
    return Draft(RETRACTION, entry.plan, entry.item, today, body, entry.id)


def _say_of_plan(connection: sqlite3.Connection, plan: str) -> None:
    version = compiled.find_version(connection, plan)
    notice(
        msg(N_("the plan `{plan}` is now as in `{version}`; its file may say otherwise"),
            plan=plan, version=version),
        msg(N_("change the file to what is meant; its next change is taken up again")),
    )  # fmt: skip
