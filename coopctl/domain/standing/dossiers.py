"""All that belongs to one thing: a plan, an item, an action, a meeting or another entry, as it was on a day."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from coopctl.domain.plan.indicators import IndicatorRow
from coopctl.domain.plan.periods import Duty
from coopctl.domain.plan.plan import Item, Party, Plan
from coopctl.domain.plan.reporting import ReportDate
from coopctl.domain.record.confirmations import Verdict
from coopctl.domain.record.entries import Entry
from coopctl.domain.standing.standing import ActionRow, ItemRow, Tally
from coopctl.domain.standing.tasks import Task
from coopctl.messages import Message

Gone = frozenset[str]  # the hashes of kept files that are not there any more


class PlanDossier(NamedTuple):
    """A plan on a day, the reports that come next, the entry of its version; None where it is not recorded."""

    plan: Plan
    on: date
    version: str | None
    reports: Sequence[ReportDate]


class Step(NamedTuple):
    """An entry that replaces another; `counts` is False where it was itself taken back."""

    old: Entry
    new: Entry
    counts: bool = True


class Trail(NamedTuple):
    """The steps that led to an entry, newest first, and those that lead on from it, oldest first.

    `command` are the first and the last entry of the command that recorded it.
    """

    before: tuple[Step, ...] = ()
    after: tuple[Step, ...] = ()
    command: tuple[str, str] = ("", "")


class ItemDossier(NamedTuple):
    """All that the ledger has of an item: its row, and its entries, newest first.

    `replaced` are those that are not in force, with what corrected them or took them back.
    `verdicts` is what other offices said, by entry.
    """

    plan: Plan
    item: Item
    row: ItemRow
    entries: tuple[Entry, ...]
    actions: tuple[ActionRow, ...]
    replaced: Mapping[str, Entry]
    as_of: date
    task: Task | None
    soon: int
    indicators: tuple[IndicatorRow, ...] = ()
    duties: tuple[Duty, ...] = ()
    verdicts: Mapping[str, Sequence[Verdict]] = {}
    gone: Gone = frozenset()


class ActionDossier(NamedTuple):
    """All that the ledger has of an action: its row, and its entries, newest first."""

    plan: Plan
    row: ActionRow
    entries: tuple[Entry, ...]
    replaced: Mapping[str, Entry]
    verdicts: Mapping[str, Sequence[Verdict]] = {}
    gone: Gone = frozenset()


class MeetingDossier(NamedTuple):
    """A meeting's entry, its actions as they stand, and what corrected it or took it back."""

    plan: Plan
    entry: Entry
    actions: tuple[ActionRow, ...]
    trail: Trail
    verdicts: Sequence[Verdict] = ()
    notes: Sequence[Message] = ()
    gone: Gone = frozenset()


class EntryDossier(NamedTuple):
    """Any other entry, what it replaced and what replaced it, what other offices and we say of it.

    `figures` is what the closing of a period counted; None of any other entry.
    """

    entry: Entry
    trail: Trail
    verdicts: Sequence[Verdict] = ()
    parties: Sequence[Party] = ()
    figures: Tally | None = None
    notes: Sequence[Message] = ()
    gone: Gone = frozenset()


Dossier = PlanDossier | ItemDossier | ActionDossier | MeetingDossier | EntryDossier
