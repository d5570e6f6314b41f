"""Events that a calendar may still have of what is gone: they are written as cancelled.

Gone is what was taken back, left the plan or its minutes, lost its deadline, or is another party's now.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import NamedTuple

from coopctl.domain.exchange.calendar import (
    Edition,
    MeetingVersion,
    duty_of,
    meets,
    period_thing,
    shares,
    uid_of,
)
from coopctl.domain.plan.periods import cycle_of
from coopctl.domain.plan.plan import Item, Plan
from coopctl.domain.record.corrections import numbered
from coopctl.domain.standing.standing import ActionRow, ItemRow
from coopctl.ledger.standing.editions import Editions, list_extended, list_plans
from coopctl.ledger.standing.standings import Moment
from coopctl.services.workspace import clock


class Known(NamedTuple):
    """What there is to say of a plan on a day; of what concerns `party`, None being everybody.

    `meetings` are all versions that there ever were, oldest first.
    """

    plan: Plan
    as_of: date
    party: str | None
    items: tuple[ItemRow, ...]
    actions: tuple[ActionRow, ...]
    meetings: tuple[MeetingVersion, ...]
    editions: Editions

    def shared(self, row: ItemRow | ActionRow) -> bool:
        """Tell whether the party leads or shares in it."""
        return shares(self.party, row.lead, row.cooperating.split())

    def concerned(self) -> set[str]:
        """Return the items that the party leads or shares in."""
        return {row.item for row in self.items if self.shared(row)}


class Deadline(NamedTuple):
    """Something of a plan that was due once. `uid` names its event; `edition` is that of the item or action."""

    uid: str
    title: str
    due: date
    edition: Edition


def list_deadlines(
    connection: sqlite3.Connection, known: Known, moment: Moment, language: str
) -> Iterator[Deadline]:
    """Yield all deadlines that there ever were, the older before the newer of the same name.

    What is there still is among them: whoever writes them leaves out the names that he has.
    """
    plan = known.plan.id
    extended = list_extended(connection, plan, moment)
    versions = list_plans(connection, plan, moment)
    yield from _items(known, versions, language)
    yield from _actions(known)
    yield from _extended(known, extended)


def list_held(known: Known) -> Iterator[MeetingVersion]:
    """Yield all versions of meetings that there ever were and that concern the party, oldest first."""
    items = known.concerned()
    return (version for version in known.meetings if meets(known.party, version.body, items))


def _items(
    known: Known, versions: Iterable[tuple[Plan, str | None]], language: str
) -> Iterator[Deadline]:
    """Yield what any version of the plan made due when the next came, and the one in force does not."""
    live = {item.id: item for item in known.plan.items()}
    for plan, end in versions:
        day = min(known.as_of, _day(end, plan)) if end is not None else known.as_of
        for item in plan.items():
            if not shares(known.party, item.lead, item.cooperating):
                continue
            title = f"{item.id} {item.title.read(language)}"
            edition = known.editions.of_item(item.id)
            for thing, due in _dues(plan, item, day) - _still(known, live.get(item.id), day):
                yield Deadline(uid_of("item", known.plan.id, thing), title, due, edition)


def _still(known: Known, item: Item | None, day: date) -> set[tuple[str, date]]:
    if item is None or not shares(known.party, item.lead, item.cooperating):
        return set()
    return _dues(known.plan, item, day)


def _dues(plan: Plan, item: Item, day: date) -> set[tuple[str, date]]:
    """Return the names and days of the events that an item had on a day."""
    if item.withdrawn is not None:
        return set()
    cycle = cycle_of(plan, item)
    if cycle is None:
        return {(item.id, item.due.day)} if item.due and item.due.day else set()
    begun = cycle.begun(day, 1)
    periods = (*begun, cycle.after(begun[-1] if begun else None))
    return {
        (period_thing(item.id, period.last), period.last)
        for period in periods
        if period is not None
    }


def _day(moment: str, plan: Plan) -> date:
    """Return the day of a stamp in the plan's time zone."""
    return datetime.fromisoformat(moment).astimezone(clock.zone(plan.timezone)).date()


def _actions(known: Known) -> Iterator[Deadline]:
    """Yield the deadlines of the actions that a meeting ever gave."""
    for version in known.meetings:
        for action in numbered(version.body.get("actions", ())):
            if "due" in action and known.party in {None, *duty_of(action)}:
                thing = f"{version.root}/{action['number']}"
                due = date.fromisoformat(action["due"])
                edition = known.editions.of_action(thing)
                uid = uid_of("action", known.plan.id, thing)
                yield Deadline(uid, str(action["text"]), due, edition)


def _extended(known: Known, extended: Mapping[str, date]) -> Iterator[Deadline]:
    """Yield what had a deadline by an extension only, which was taken back."""
    for item in known.items:
        if item.item in extended and known.shared(item):
            edition = known.editions.of_item(item.item)
            title = f"{item.item} {item.title}"
            uid = uid_of("item", known.plan.id, item.item)
            yield Deadline(uid, title, extended[item.item], edition)
    for action in known.actions:
        if action.id in extended and known.shared(action):
            edition = known.editions.of_action(action.id)
            uid = uid_of("action", known.plan.id, action.id)
            yield Deadline(uid, action.title, extended[action.id], edition)
