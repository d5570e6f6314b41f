"""`coopctl show`: one thing with all that belongs to it."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from coopctl.cli import options
from coopctl.cli.completing.kinds import Kind
from coopctl.cli.program import settings_of
from coopctl.domain.plan.reporting import next_reports
from coopctl.domain.record.confirmations import Verdict
from coopctl.domain.record.corrections import root_of
from coopctl.domain.record.entries import Entry
from coopctl.domain.standing.standing import ActionRow
from coopctl.domain.standing.tasks import task_data
from coopctl.language import _, current, reader, render
from coopctl.ledger.journal import history
from coopctl.ledger.journal.commands import find_span
from coopctl.ledger.journal.corrections import is_hidden
from coopctl.ledger.journal.journal import AlteredEntry, find_entry, find_in_force, list_versions
from coopctl.ledger.journal.targets import NoSuchTarget, Target, find_target
from coopctl.ledger.journal.versions import list_earlier, list_replacing, stands
from coopctl.ledger.plan import compiled
from coopctl.ledger.plan.choice import plan_of
from coopctl.ledger.standing import stages, standings
from coopctl.ledger.standing.confirmations import list_verdicts
from coopctl.messages import N_, msg
from coopctl.services.answering.notes import count_closed, notes_on
from coopctl.services.answering.question import (
    Times,
    asking_at,
    keep_understood,
    read_times,
    soon_days,
)
from coopctl.services.recording.evidence import list_gone
from coopctl.services.workspace import clock
from coopctl.services.workspace.settings import Settings
from coopctl.services.workspace.workdays import Calendar, calendar_of

if TYPE_CHECKING:
    from coopctl.output.files.formats import Format
    from coopctl.output.screen.record.trail import Trail

if TYPE_CHECKING:
    from coopctl.domain.plan.indicators import IndicatorRow

examples = ("coopctl show 1.1", "coopctl show hb7kq-12", "coopctl show hb7kq-12/1")


def command(
    ctx: typer.Context,
    target: Annotated[
        str | None,
        typer.Argument(
            metavar=N_("ID"), help=N_("a plan, an item, an action, a meeting or another entry")
        ),
        Kind.THING,
    ] = None,
    as_of: options.AsOf = None,
    known_at: options.KnownAt = None,
    period: options.Period = None,
    json: options.Json = False,
) -> None:
    """Show a plan, an item, an action, a meeting or another entry with its history."""
    times = read_times(as_of, known_at, period)
    settings = settings_of(ctx)
    with asking_at(settings, times) as (connection, times):
        word = options.needed(_("ID"), target)
        found = find_target(connection, word, ("item", "action", "entry", "plan"), times.known_at)
        if found.kind == "plan":
            _show_plan(connection, settings, found, times, json=json)
        elif found.kind == "entry":
            _show_entry(connection, settings, found, times, json=json)
        else:
            _show_followed(connection, settings, found, times, json=json)


def _moment(
    connection: sqlite3.Connection, settings: Settings, target: Target, times: Times
) -> standings.Moment:
    as_of = times.as_of or clock.today(plan_of(connection, target.plan).timezone)
    return standings.Moment(as_of, times.known_at, soon_days(settings, times))


def _show_plan(
    connection: sqlite3.Connection, settings: Settings, target: Target, times: Times, *, json: bool
) -> None:
    from coopctl.domain.plan.data import plan_to_data
    from coopctl.output.files import formats, json_text
    from coopctl.output.screen.page import Page
    from coopctl.output.screen.plan import plan_page

    plan = plan_of(connection, target.plan)
    entry = compiled.find_version(connection, plan.id)
    on = times.as_of or clock.today(plan.timezone)
    calendar = calendar_of(settings, times)
    reports = next_reports(plan, on, calendar.is_off)
    calendar.tell()
    if json:
        dates = [one._asdict() | {"name": render(one.name)} for one in reports]
        data = {"entry": entry, "plan": plan_to_data(plan), "reports": dates}
        json_text.print_document(formats.PLAN, data)
        return
    plan_page.show_plan_definition(Page(), plan, on, entry, reports)


def _show_entry(
    connection: sqlite3.Connection, settings: Settings, target: Target, times: Times, *, json: bool
) -> None:
    from coopctl.output.files import formats, json_text
    from coopctl.output.screen.page import Page, Part
    from coopctl.output.screen.standing import details
    from coopctl.output.screen.standing.figures import figures_of

    asked = _find_known(connection, target.id, times)
    if asked is None:
        raise _nothing_then(target)
    entry = _as_corrected(connection, asked, times)
    trail = _trail(connection, entry, times)
    verdicts = list_verdicts(connection, [entry.id], times.as_of, times.known_at).get(entry.id, ())
    notes = [render(note) for note in notes_on(connection, [entry])[entry.id]]
    figures = count_closed(settings, entry) if entry.kind == "period" else None
    if json:
        counted = {"summary": json_text.summary(figures)} if figures else {}
        json_text.print_document(formats.ENTRY, {
            **json_text.entry_data(entry),
            "replaced_by": [step.new.id for step in trail.after if step.counts],
            "confirmations": [one._asdict() for one in verdicts], **counted,
        })  # fmt: skip
    elif entry.kind == "meeting":
        moment = _moment(connection, settings, target, times)
        rows = standings.list_action_rows(
            connection, standings.Scope(plan=target.plan), moment, reader()
        )
        actions = tuple(row for row in rows if row.meeting == root_of(entry))
        gone = list_gone(settings.ledger, [entry])
        file = details.MeetingFile(
            plan_of(connection, target.plan), entry, actions, trail, verdicts, gone
        )
        page = Page()
        details.show_meeting(page, file)
        for note in notes:
            page.line(Part(note, "magenta"))
    else:
        plan = compiled.find_plan(connection, target.plan)
        more = (*figures_of(figures), *notes)
        parties = plan.parties if plan else ()
        gone = list_gone(settings.ledger, [entry])
        details.show_entry(Page(), details.EntryFile(entry, trail, verdicts, parties, more, gone))


def _as_corrected(connection: sqlite3.Connection, entry: Entry, times: Times) -> Entry:
    """Return a meeting as corrected last, by whichever id it was named; any other entry as it is."""
    if entry.kind != "meeting":
        return entry
    root = root_of(entry) or entry.id
    versions = list_versions(connection, root, times.known_at) or [entry]
    return find_in_force(connection, root, times.known_at) or versions[-1]


def _trail(connection: sqlite3.Connection, entry: Entry, times: Times) -> "Trail":
    from coopctl.output.screen.record.trail import Step, Trail

    earlier = [entry, *list_earlier(connection, entry)]
    replacing = list_replacing(connection, entry.id, times.known_at)
    return Trail(
        tuple(Step(old, new) for new, old in pairwise(earlier)),
        tuple(Step(entry, new, stands(connection, new, times.known_at)) for new in replacing),
        find_span(connection, entry),
    )


def _find_known(connection: sqlite3.Connection, entry_id: str, times: Times) -> Entry | None:
    """Return an entry, None where it was not recorded yet at the time that is asked about."""
    entry = find_entry(connection, entry_id)
    if entry is None or entry.recorded_at > times.known_at:
        return None
    return None if is_hidden(connection, entry_id) else entry


def _nothing_then(target: Target) -> NoSuchTarget:
    return NoSuchTarget(
        msg(N_("there was no `{word}` yet at that time"), word=target.id),
        msg(N_("name a later day, or leave out `--as-of`, `--known-at` and `--period`")),
    )


def _show_followed(
    connection: sqlite3.Connection, settings: Settings, target: Target, times: Times, *, json: bool
) -> None:
    """Show what updates follow: an item or an action."""
    moment = _moment(connection, settings, target, times)
    selection = history.Selection(
        plan=target.plan, target=target.id, until=moment.as_of, known_at=times.known_at
    )
    entries = keep_understood(history.list_newest(connection, selection), settings.tell)
    replaced = history.replacing_among(connection, entries, times.known_at)
    scope = standings.Scope(plan=target.plan)
    actions = list(standings.list_action_rows(connection, scope, moment, reader()))
    if target.kind == "action":
        row = next((row for row in actions if row.id == target.id), None)
        if row is None:  # agreed on later, or at a meeting that was replaced
            raise _nothing_then(target)
        gone = list_gone(settings.ledger, entries)
        _print_action(connection, target, moment, row, entries, replaced, gone, json=json)
        return
    live = (entry for entry in entries if entry.kind == "meeting" and entry.id not in replaced)
    meetings = {root_of(entry) for entry in live}
    ours = tuple(row for row in actions if row.meeting in meetings)
    calendar = calendar_of(settings, times)
    _print_item(connection, settings, target, moment, calendar, entries, replaced, ours, json=json)


def _print_item(
    connection: sqlite3.Connection,
    settings: Settings,
    target: Target,
    moment: standings.Moment,
    calendar: Calendar,
    entries: Sequence[Entry],
    replaced: Mapping[str, Entry],
    actions: tuple[ActionRow, ...],
    *,
    json: bool,
) -> None:
    from coopctl.output.screen.page import Page
    from coopctl.output.screen.standing import details

    scope = standings.Scope(plan=target.plan, item=target.id)
    row = next(standings.list_item_rows(connection, scope, moment, reader()))
    duties = standings.list_duties(connection, scope, moment)
    plan = plan_of(connection, target.plan)
    item = next(item for item in plan.items() if item.id == target.id)
    task = next(stages.list_tasks(connection, [row], moment, calendar.after), None)
    calendar.tell()
    indicators = tuple(_list_indicators(connection, scope, moment))
    verdicts = _verdicts(connection, entries, moment)
    if json:
        head = {
            "item": row._asdict(), "definition": item,
            "periods": [duty._asdict() for duty in duties],
            "indicators": [one._asdict() for one in indicators],
        }  # fmt: skip
        told = _Told(entries, replaced, verdicts)
        from coopctl.output.files import formats

        _print_json(formats.ITEM, head | task_data(task, current()), told, actions)
        return
    file = details.ItemFile(
        plan, item, row, tuple(entries), actions, replaced, moment.as_of, task, moment.soon,
        indicators, duties, verdicts,
        list_gone(settings.ledger, entries),
    )  # fmt: skip
    details.show_item(Page(), file)


def _list_indicators(
    connection: sqlite3.Connection, scope: standings.Scope, moment: standings.Moment
) -> Iterator["IndicatorRow"]:
    """Yield an item's indicators; none where an altered outcome, named already, is among theirs."""
    from coopctl.ledger.standing.indicators import list_indicator_rows

    with suppress(AlteredEntry):
        yield from list_indicator_rows(connection, scope, moment, current())


def _print_action(
    connection: sqlite3.Connection,
    target: Target,
    moment: standings.Moment,
    row: ActionRow,
    entries: Sequence[Entry],
    replaced: Mapping[str, Entry],
    gone: frozenset[str],
    *,
    json: bool,
) -> None:
    from coopctl.output.screen.page import Page
    from coopctl.output.screen.standing import details

    verdicts = _verdicts(connection, entries, moment)
    if json:
        from coopctl.output.files import formats

        _print_json(
            formats.ACTION, {"action": row._asdict()}, _Told(entries, replaced, verdicts), ()
        )
        return
    plan = plan_of(connection, target.plan)
    file = details.ActionFile(plan, row, tuple(entries), replaced, verdicts, gone)
    details.show_action(Page(), file)


def _verdicts(
    connection: sqlite3.Connection, entries: Sequence[Entry], moment: standings.Moment
) -> dict[str, tuple[Verdict, ...]]:
    ids = [entry.id for entry in entries]
    return list_verdicts(connection, ids, moment.as_of, moment.known_at)


class _Told(NamedTuple):
    """What was recorded of a thing, what took the place of which entry, and what the sides said."""

    entries: Sequence[Entry]
    replaced: Mapping[str, Entry]
    verdicts: Mapping[str, tuple[Verdict, ...]]

    def data(self) -> list[dict[str, Any]]:
        """Return each entry as `show` prints it alone."""
        from coopctl.output.files.json_text import entry_data

        return [
            {
                **entry_data(one),
                "replaced_by": [self.replaced[one.id].id] if one.id in self.replaced else [],
                "confirmations": [said._asdict() for said in self.verdicts.get(one.id, ())],
            }
            for one in self.entries
        ]


def _print_json(
    format_: "Format", head: dict[str, Any], told: _Told, actions: Sequence[ActionRow]
) -> None:
    from coopctl.domain.plan.data import plan_to_data
    from coopctl.output.files import json_text

    json_text.print_document(format_, {
        **{name: plan_to_data(part) if name == "definition" else part for name, part in head.items()},
        "actions": [row._asdict() for row in actions],
        "entries": told.data(),
    })  # fmt: skip
