"""All that belongs to one thing, gathered: what `show` shows of a plan, an item, an action, a meeting or another entry."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import pairwise

from coopctl.domain.plan.indicators import IndicatorRow
from coopctl.domain.plan.reporting import next_reports
from coopctl.domain.record.confirmations import Verdict
from coopctl.domain.record.corrections import root_of
from coopctl.domain.record.entries import Entry
from coopctl.domain.standing.dossiers import (
    ActionDossier,
    Dossier,
    EntryDossier,
    ItemDossier,
    MeetingDossier,
    PlanDossier,
    Step,
    Trail,
)
from coopctl.ledger.journal import history
from coopctl.ledger.journal.commands import find_span
from coopctl.ledger.journal.corrections import is_hidden
from coopctl.ledger.journal.journal import AlteredEntry, find_entry, find_in_force, list_versions
from coopctl.ledger.journal.targets import NoSuchTarget, Target
from coopctl.ledger.journal.versions import list_earlier, list_replacing, stands
from coopctl.ledger.plan import compiled
from coopctl.ledger.plan.choice import plan_of
from coopctl.ledger.standing import stages, standings
from coopctl.ledger.standing.confirmations import list_verdicts
from coopctl.ledger.standing.indicators import list_indicator_rows
from coopctl.messages import N_, msg
from coopctl.services.answering.notes import count_closed, notes_on
from coopctl.services.answering.question import Times, keep_understood, soon_days
from coopctl.services.recording.evidence import list_gone
from coopctl.services.workspace import clock
from coopctl.services.workspace.settings import Settings
from coopctl.services.workspace.workdays import calendar_of


def gather(
    connection: sqlite3.Connection, settings: Settings, target: Target, times: Times
) -> Dossier:
    """Return all that belongs to what was named: a plan, an item, an action or an entry.

    Raises: NoSuchTarget for what was not there yet at the time that is asked about.
    """
    if target.kind == "plan":
        return _of_plan(connection, settings, target, times)
    if target.kind == "entry":
        return _of_entry(connection, settings, target, times)
    return _of_followed(connection, settings, target, times)


def _moment(
    connection: sqlite3.Connection, settings: Settings, target: Target, times: Times
) -> standings.Moment:
    as_of = times.as_of or clock.today(plan_of(connection, target.plan).timezone)
    return standings.Moment(as_of, times.known_at, soon_days(settings, times))


def _of_plan(
    connection: sqlite3.Connection, settings: Settings, target: Target, times: Times
) -> PlanDossier:
    plan = plan_of(connection, target.plan)
    on = times.as_of or clock.today(plan.timezone)
    calendar = calendar_of(settings, times)
    reports = next_reports(plan, on, calendar.is_off)
    calendar.tell()
    return PlanDossier(plan, on, compiled.find_version(connection, plan.id), reports)


def _of_entry(
    connection: sqlite3.Connection, settings: Settings, target: Target, times: Times
) -> MeetingDossier | EntryDossier:
    known = _find_known(connection, target.id, times)
    if known is None:
        raise _nothing_then(target)
    entry = _as_corrected(connection, known, times)
    trail = _trail(connection, entry, times)
    verdicts = list_verdicts(connection, [entry.id], times.as_of, times.known_at).get(entry.id, ())
    notes = notes_on(connection, [entry])[entry.id]
    gone = list_gone(settings.ledger, [entry])
    if entry.kind == "meeting":
        moment = _moment(connection, settings, target, times)
        scope = standings.Scope(plan=target.plan)
        rows = standings.list_action_rows(connection, scope, moment, settings.reader)
        actions = tuple(row for row in rows if row.meeting == root_of(entry))
        plan = plan_of(connection, target.plan)
        return MeetingDossier(plan, entry, actions, trail, verdicts, notes, gone)
    definition = compiled.find_plan(connection, target.plan)
    parties = definition.parties if definition else ()
    figures = count_closed(settings, entry) if entry.kind == "period" else None
    return EntryDossier(entry, trail, verdicts, parties, figures, notes, gone)


def _find_known(connection: sqlite3.Connection, entry_id: str, times: Times) -> Entry | None:
    """Return an entry, None where it was not recorded yet at the time that is asked about."""
    entry = find_entry(connection, entry_id)
    if entry is None or entry.recorded_at > times.known_at:
        return None
    return None if is_hidden(connection, entry_id) else entry


def _as_corrected(connection: sqlite3.Connection, entry: Entry, times: Times) -> Entry:
    """Return a meeting as corrected last, by whichever id it was named; any other entry as it is."""
    if entry.kind != "meeting":
        return entry
    root = root_of(entry) or entry.id
    versions = list_versions(connection, root, times.known_at) or [entry]
    return find_in_force(connection, root, times.known_at) or versions[-1]


def _trail(connection: sqlite3.Connection, entry: Entry, times: Times) -> Trail:
    earlier = [entry, *list_earlier(connection, entry)]
    replacing = list_replacing(connection, entry.id, times.known_at)
    return Trail(
        tuple(Step(old, new) for new, old in pairwise(earlier)),
        tuple(Step(entry, new, stands(connection, new, times.known_at)) for new in replacing),
        find_span(connection, entry),
    )


def _nothing_then(target: Target) -> NoSuchTarget:
    return NoSuchTarget(
        msg(N_("there was no `{word}` yet at that time"), word=target.id),
        msg(N_("name a later day, or leave out `--as-of`, `--known-at` and `--period`")),
    )


def _of_followed(
    connection: sqlite3.Connection, settings: Settings, target: Target, times: Times
) -> ItemDossier | ActionDossier:
    """Gather what updates follow: an item or an action."""
    moment = _moment(connection, settings, target, times)
    selection = history.Selection(
        plan=target.plan, target=target.id, until=moment.as_of, known_at=times.known_at
    )
    entries = tuple(keep_understood(history.list_newest(connection, selection), settings.tell))
    replaced = history.replacing_among(connection, entries, times.known_at)
    scope = standings.Scope(plan=target.plan)
    actions = list(standings.list_action_rows(connection, scope, moment, settings.reader))
    plan = plan_of(connection, target.plan)
    verdicts = _verdicts(connection, entries, moment)
    gone = list_gone(settings.ledger, entries)
    if target.kind == "action":
        agreed = next((row for row in actions if row.id == target.id), None)
        if agreed is None:  # agreed on later, or at a meeting that was replaced
            raise _nothing_then(target)
        return ActionDossier(plan, agreed, entries, replaced, verdicts, gone)
    live = (entry for entry in entries if entry.kind == "meeting" and entry.id not in replaced)
    meetings = {root_of(entry) for entry in live}
    ours = tuple(row for row in actions if row.meeting in meetings)
    scope = standings.Scope(plan=target.plan, item=target.id)
    row = next(standings.list_item_rows(connection, scope, moment, settings.reader))
    calendar = calendar_of(settings, times)
    task = next(stages.list_tasks(connection, [row], moment, calendar.after), None)
    calendar.tell()
    return ItemDossier(
        plan, next(item for item in plan.items() if item.id == target.id), row, entries, ours, replaced,
        moment.as_of, task, moment.soon, tuple(_list_indicators(connection, scope, moment, settings)),
        tuple(standings.list_duties(connection, scope, moment)), verdicts, gone,
    )  # fmt: skip


def _list_indicators(
    connection: sqlite3.Connection,
    scope: standings.Scope,
    moment: standings.Moment,
    settings: Settings,
) -> Iterator[IndicatorRow]:
    """Yield an item's indicators; none where an altered outcome, named already, is among theirs."""
    with suppress(AlteredEntry):
        yield from list_indicator_rows(connection, scope, moment, settings.reader.language)


def _verdicts(
    connection: sqlite3.Connection, entries: Sequence[Entry], moment: standings.Moment
) -> dict[str, tuple[Verdict, ...]]:
    ids = [entry.id for entry in entries]
    return list_verdicts(connection, ids, moment.as_of, moment.known_at)
