"""`coopctl show`: one thing with all that belongs to it."""

import sqlite3
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from coopctl.cli import clock, options
from coopctl.cli.app import settings_of
from coopctl.cli.evidence_files import list_gone
from coopctl.cli.opening import reading
from coopctl.cli.questions import Times, keep_understood, read_times
from coopctl.cli.recording import plan_of
from coopctl.cli.settings import Settings
from coopctl.domain.entries import Entry
from coopctl.domain.messages import N_, msg
from coopctl.domain.standing import ActionRow
from coopctl.language import _, current
from coopctl.ledger import compiled, history, standings
from coopctl.ledger.journal import find_entry, list_replacements
from coopctl.ledger.targets import NoSuchTarget, Target, find_target

examples = ("coopctl show 1.1", "coopctl show hb7kq-12", "coopctl show hb7kq-12/1")


def command(
    ctx: typer.Context,
    target: Annotated[
        str | None,
        typer.Argument(
            metavar=N_("ID"), help=N_("a plan, an item, an action, a meeting or another entry")
        ),
    ] = None,
    as_of: options.AsOf = None,
    known_at: options.KnownAt = None,
    json: options.Json = False,
) -> None:
    """Show a plan, an item, an action, a meeting or another entry with its history."""
    times = read_times(as_of, known_at)
    settings = settings_of(ctx)
    with reading(settings, times.known_at) as connection:
        word = options.needed(_("ID"), target)
        found = find_target(connection, word, ("item", "action", "entry", "plan"))
        if found.kind == "plan":
            _show_plan(connection, found, times, json=json)
        elif found.kind == "entry":
            _show_entry(connection, settings, found, times, json=json)
        else:
            _show_followed(connection, settings, found, times, json=json)


def _moment(
    connection: sqlite3.Connection, settings: Settings, target: Target, times: Times
) -> standings.Moment:
    as_of = times.as_of or clock.today(plan_of(connection, target).timezone)
    return standings.Moment(as_of, times.known_at, settings.due_soon_days)


def _show_plan(connection: sqlite3.Connection, target: Target, times: Times, *, json: bool) -> None:
    from coopctl.domain.plan_data import plan_to_data
    from coopctl.output import json_text, plan_page
    from coopctl.output.page import Page

    plan = plan_of(connection, target)
    entry = compiled.find_version(connection, plan.id)
    if json:
        json_text.print_json({"entry": entry, "plan": plan_to_data(plan)})
        return
    on = times.as_of or clock.today(plan.timezone)
    plan_page.show_plan_definition(Page(), plan, on, entry)


def _show_entry(
    connection: sqlite3.Connection, settings: Settings, target: Target, times: Times, *, json: bool
) -> None:
    from coopctl.output import details, json_text
    from coopctl.output.page import Page

    entry = _find_known(connection, target.id, times)
    if entry is None:
        raise _nothing_then(target)
    replacements = list_replacements(connection, entry.id)
    replaced_by = tuple(one for one in replacements if _find_known(connection, one, times))
    if json:
        json_text.print_json({**json_text.entry_data(entry), "replaced_by": replaced_by})
    elif entry.kind == "meeting":
        moment = _moment(connection, settings, target, times)
        rows = standings.list_action_rows(connection, standings.Scope(plan=target.plan), moment)
        actions = tuple(row for row in rows if row.meeting == entry.id)
        gone = list_gone(settings.ledger, [entry])
        file = details.MeetingFile(plan_of(connection, target), entry, actions, replaced_by, gone)
        details.show_meeting(Page(), file)
    else:
        details.show_entry(Page(), entry, replaced_by, list_gone(settings.ledger, [entry]))


def _find_known(connection: sqlite3.Connection, entry_id: str, times: Times) -> Entry | None:
    """Return an entry, None where it was not recorded yet at the time that is asked about."""
    entry = find_entry(connection, entry_id)
    return entry if entry is not None and entry.recorded_at <= times.known_at else None


def _nothing_then(target: Target) -> NoSuchTarget:
    return NoSuchTarget(
        msg(N_("the ledger has no `{word}`"), word=target.id),
        msg(N_("`coopctl log` lists the entries and their ids")),
    )


def _show_followed(
    connection: sqlite3.Connection, settings: Settings, target: Target, times: Times, *, json: bool
) -> None:
    """Show what updates follow: an item or an action."""
    moment = _moment(connection, settings, target, times)
    selection = history.Selection(
        plan=target.plan, target=target.id, until=moment.as_of, known_at=times.known_at
    )
    entries = keep_understood(history.list_newest(connection, selection))
    replaced = history.replaced_among(connection, entries, times.known_at)
    gone = list_gone(settings.ledger, entries)
    scope = standings.Scope(plan=target.plan)
    actions = list(standings.list_action_rows(connection, scope, moment))
    if target.kind == "action":
        row = next((row for row in actions if row.id == target.id), None)
        if row is None:  # agreed on later, or at a meeting that was replaced
            raise _nothing_then(target)
        _print_action(connection, target, row, entries, replaced, gone, json=json)
        return
    meetings = {entry.id for entry in entries if entry.kind == "meeting"}
    ours = tuple(row for row in actions if row.meeting in meetings)
    _print_item(connection, target, moment, entries, replaced, ours, gone, json=json)


def _print_item(
    connection: sqlite3.Connection,
    target: Target,
    moment: standings.Moment,
    entries: Sequence[Entry],
    replaced: set[str],
    actions: tuple[ActionRow, ...],
    gone: frozenset[str],
    *,
    json: bool,
) -> None:
    from coopctl.output import details
    from coopctl.output.page import Page

    scope = standings.Scope(plan=target.plan, item=target.id)
    row = next(standings.list_item_rows(connection, scope, moment, current()))
    plan = plan_of(connection, target)
    item = next(item for item in plan.items() if item.id == target.id)
    if json:
        _print_json({"item": row._asdict(), "definition": item}, entries, actions)
        return
    file = details.ItemFile(
        plan, item, row, tuple(entries), actions, frozenset(replaced), moment.as_of, gone
    )
    details.show_item(Page(), file)


def _print_action(
    connection: sqlite3.Connection,
    target: Target,
    row: ActionRow,
    entries: Sequence[Entry],
    replaced: set[str],
    gone: frozenset[str],
    *,
    json: bool,
) -> None:
    from coopctl.output import details
    from coopctl.output.page import Page

    if json:
        _print_json({"action": row._asdict()}, entries, ())
        return
    plan = plan_of(connection, target)
    details.show_action(
        Page(), details.ActionFile(plan, row, tuple(entries), frozenset(replaced), gone)
    )


def _print_json(
    head: dict[str, Any], entries: Sequence[Entry], actions: Sequence[ActionRow]
) -> None:
    from coopctl.domain.plan_data import plan_to_data
    from coopctl.output import json_text

    json_text.print_json({
        **{name: plan_to_data(part) if name == "definition" else part for name, part in head.items()},
        "actions": [row._asdict() for row in actions],
        "entries": [json_text.entry_data(entry) for entry in entries],
    })  # fmt: skip
