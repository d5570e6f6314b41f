"""What to say beside an entry: what a version of the plan changed, and for which period it is late."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from coopctl.domain.plan.plan import Plan
from coopctl.domain.record.closed_periods import ClosedPeriod, period_of
from coopctl.domain.record.entries import Entry
from coopctl.domain.standing.standing import Tally, tally
from coopctl.domain.words.dates import show_day
from coopctl.ledger.periods import closed as closed_periods
from coopctl.ledger.periods import late
from coopctl.ledger.plan import versions
from coopctl.ledger.standing import standings
from coopctl.messages import N_, Message, msg
from coopctl.services.answering.plan_versions import describe_versions
from coopctl.services.workspace.session import opened
from coopctl.services.workspace.settings import Settings


class PlanNote(NamedTuple):
    """What there is to say of a plan, and the command that tells more of it."""

    said: Message
    more: Message


def notes_on(
    connection: sqlite3.Connection, entries: Sequence[Entry]
) -> Mapping[str, Sequence[Message]]:
    """Return what there is to say of the entries, by their ids; nothing of most."""
    closed = list(closed_periods.list_closed(connection))
    changes = describe_versions(connection, entries)
    return {
        entry.id: (*changes.get(entry.id, ()), *_lateness(connection, entry, closed))
        for entry in entries
    }


def plan_notes(connection: sqlite3.Connection, plan: Plan) -> Iterator[PlanNote]:
    """Say which period was closed last, and that the plan is not the text that was signed."""
    closed = list(closed_periods.list_closed(connection, plan.id))
    if closed:
        name, day = closed[-1].name, show_day(closed[-1].as_of)
        yield PlanNote(
            msg(N_("last closed: “{name}”, {day}"), name=name, day=day),
            msg(N_("`--compare` shows what changed since")),
        )
    agreed = versions.find_agreed(connection, plan.id)
    if agreed is not None and agreed.plan != plan:
        yield PlanNote(
            msg(N_("not the text signed with “{document}”"), document=agreed.document),
            msg(N_("`coopctl plan diff` shows what differs")),
        )


def _lateness(
    connection: sqlite3.Connection, entry: Entry, closed: Sequence[ClosedPeriod]
) -> Iterator[Message]:
    corrected = late.find_corrected(connection, entry) if closed else None
    names = tuple(f"“{one.name}”" for one in closed if late.is_late(entry, one, corrected))
    if names:
        yield msg(N_("late for {names}"), names=names)


def count_closed(settings: Settings, entry: Entry) -> Tally:
    """Return the figures that the entry of a period closed, whether it is in force or not."""
    closed = period_of(entry)
    moment = standings.Moment(closed.as_of, closed.known_at, closed.due_soon_days)
    with opened(settings, catch_up=False) as connection:
        closed_periods.shadow(connection, closed)
        scope = standings.Scope(plan=closed.plan)
        return tally(standings.list_item_rows(connection, scope, moment, settings.reader))
