"""What the web page shows of a plan: rows and entries that were read already."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from coopctl.domain.plan.indicators import IndicatorRow
from coopctl.domain.plan.plan import Plan
from coopctl.domain.record.confirmations import Verdict
from coopctl.domain.record.entries import Entry
from coopctl.domain.standing.achievements import Achievement
from coopctl.domain.standing.chart import Month
from coopctl.domain.standing.period_figures import PeriodFigures
from coopctl.domain.standing.standing import ActionRow, ItemRow
from coopctl.domain.standing.timeline import Timeline


class PlanRecord(NamedTuple):
    """A plan on a day: the rows of `status`, `timeline`, `status --indicators` and `chart`.

    `known` says by what knowledge, and `notes` what there is to say of the plan, in words; `earlier`
    counts the months before `months`. `entries` are the plan's, newest first; `replaced` those that are
    not in force, with what took their place; `verdicts` what other offices said, by entry. `achieved` is what was
    achieved of items and actions, by their ids, from `since` on (None: from the beginning).
    """

    plan: Plan
    since: date | None
    as_of: date
    known: tuple[str, ...]
    notes: tuple[str, ...]
    items: tuple[ItemRow, ...]
    actions: tuple[ActionRow, ...]
    timeline: Timeline
    indicators: tuple[IndicatorRow, ...]
    achieved: Mapping[str, Achievement]
    figures: PeriodFigures | None
    months: tuple[Month, ...]
    earlier: int
    entries: tuple[Entry, ...]
    replaced: Mapping[str, Entry]
    verdicts: Mapping[str, Sequence[Verdict]]
