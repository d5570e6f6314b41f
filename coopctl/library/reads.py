"""Questions, each answered as the command of that name answers it, by the same services."""

from collections.abc import Iterable

from coopctl.domain.codes import TIMELINESS_LABELS
from coopctl.domain.plan.indicators import IndicatorRow
from coopctl.domain.plan.plan import Plan
from coopctl.domain.record.matching import match_code
from coopctl.domain.standing.agenda import AgendaRow
from coopctl.domain.standing.due import DueRow
from coopctl.domain.standing.standing import ActionRow, ItemRow, tally
from coopctl.ledger.journal.targets import find_target
from coopctl.ledger.plan import compiled
from coopctl.ledger.plan.choice import choose_plan
from coopctl.ledger.plan.plans import list_in_force
from coopctl.ledger.standing.indicators import list_indicator_rows
from coopctl.library.opened import NOW, Opened
from coopctl.library.rows import PlanRow, PlanStatus
from coopctl.library.times import Day, day_of, times_of
from coopctl.messages import naming
from coopctl.services.answering import agenda, due, standing
from coopctl.services.answering.question import (
    Times,
    find_party_anywhere,
    find_scope,
    moments,
    read_horizon,
)

_SCOPED = ("plan", "area", "item")


class Reads(Opened):
    """What can be asked.

    In all questions `as_of` is the day that is looked at (None: today, in the plan's time zone); `known_at`
    leaves out what was recorded after that day; `period` is the name of a closed period, whose days and
    knowledge are meant, and goes with neither. `party` is a party's id or name. A target is an id, `plan:id`,
    or the unique beginning of one.
    """

    def plans(self) -> list[PlanRow]:
        """Return the plans, by id."""
        with self._asking(NOW) as (connection, _times):
            language = self._settings.reader.language
            return [
                PlanRow(
                    plan.id, plan.title.read(language), plan.number, plan.date,
                    " ".join(party.id for party in plan.parties), sum(1 for _item in plan.items()), entry,
                )
                for plan_id, entry in list_in_force(connection).items()
                if (plan := compiled.find_plan(connection, plan_id)) is not None
            ]  # fmt: skip

    def plan(self, plan: str | None = None) -> Plan:
        """Return a plan with its areas, items, parties and rules; the only one where none is named.

        Raises: CoopError where there are several, or none of that id.
        """
        with self._asking(NOW) as (connection, _times):
            return choose_plan(connection, plan)

    def status(
        self,
        target: str | None = None,
        *,
        as_of: Day | None = None,
        known_at: Day | None = None,
        period: str | None = None,
        party: str | None = None,
    ) -> list[PlanStatus]:
        """Return the figures of each plan, by id; of a part of one, where an area or an item is named."""
        rows: list[PlanStatus] = []
        with self._asking(times_of(as_of, known_at, period)) as (connection, times):
            titles = compiled.list_titles(connection, self._settings.reader.language)
            wanted = find_target(connection, target, _SCOPED) if target else None
            scope = standing.scope_asked(connection, wanted)
            kept = standing.Filter(find_party_anywhere(connection, party))
            every = standing.stand_plan_by_plan(connection, self._settings, scope, times, kept)
            rows += (
                _status(plan, titles.get(plan, ""), of_plan)
                for of_plan in every.plans
                for plan in dict.fromkeys(row.plan for row in of_plan.items)
            )
        return rows

    def items(
        self,
        target: str | None = None,
        *,
        as_of: Day | None = None,
        known_at: Day | None = None,
        period: str | None = None,
        party: str | None = None,
        timeliness: str | Iterable[str] = (),
    ) -> list[ItemRow]:
        """Return how the items stand, by plan and in its order; of a plan, an area, or that one item.

        `timeliness` keeps classes: `overdue`, `due_soon`, `in_time`… `progress` is in percent, `days` in days:
        overdue, late at completion, or left.
        """
        standings = self._stand(target, times_of(as_of, known_at, period), party, timeliness)
        return list(standings.items)

    def actions(
        self,
        plan: str | None = None,
        *,
        as_of: Day | None = None,
        known_at: Day | None = None,
        period: str | None = None,
        party: str | None = None,
        timeliness: str | Iterable[str] = (),
    ) -> list[ActionRow]:
        """Return how the actions of meetings stand, by plan and in the order in which they were agreed."""
        standings = self._stand(plan, times_of(as_of, known_at, period), party, timeliness)
        return list(standings.actions)

    def _stand(
        self, target: str | None, times: Times, party: str | None, timeliness: str | Iterable[str]
    ) -> standing.Standing:
        words = [timeliness] if isinstance(timeliness, str) else timeliness
        with naming("timeliness"):
            spoken = self._settings.reader.spoken
            classes = tuple(match_code(word, TIMELINESS_LABELS, spoken) for word in words)
        with self._asking(times) as (connection, looked_up):
            wanted = find_target(connection, target, _SCOPED) if target else None
            scope = standing.scope_asked(connection, wanted)
            kept = standing.Filter(find_party_anywhere(connection, party), classes)
            return standing.stand(connection, self._settings, scope, looked_up, kept)

    def indicators(
        self,
        plan: str | None = None,
        *,
        as_of: Day | None = None,
        known_at: Day | None = None,
        period: str | None = None,
    ) -> list[IndicatorRow]:
        """Return what the indicators have reached, each as a whole (`period` None) and then by period.

        `baseline`, `target` and `actual` are decimal texts in the indicator's `unit`; `share` is in percent.
        """
        with self._asking(times_of(as_of, known_at, period)) as (connection, times):
            scope, language = find_scope(connection, plan), self._settings.reader.language
            return [
                row
                for part, moment in moments(connection, self._settings, scope, times)
                for row in list_indicator_rows(connection, part, moment, language)
            ]

    def due(
        self,
        plan: str | None = None,
        *,
        within: str = "30d",
        party: str | None = None,
        as_of: Day | None = None,
        known_at: Day | None = None,
        period: str | None = None,
    ) -> list[DueRow]:
        """Return what is overdue and comes due, by plan, the most overdue first.

        `within` is how far ahead to look: `30d`, `2w`, `3m`. `days` are those left, negative where overdue.
        """
        horizon = read_horizon("within", within)
        with self._asking(times_of(as_of, known_at, period)) as (connection, times):
            scope = find_scope(connection, plan)
            whose = find_party_anywhere(connection, party)
            return list(
                due.list_dues(connection, self._settings, scope, times, horizon, whose).rows
            )

    def agenda(
        self,
        plan: str | None = None,
        *,
        on: Day | None = None,
        party: str | None = None,
        stale_days: int | None = None,
        known_at: Day | None = None,
    ) -> list[AgendaRow]:
        """Return what a meeting on that day must look at, by plan and section, the most urgent first.

        `stale_days`: without news for so many days an item is asked about; None is the settings' own.
        """
        times = times_of(None, known_at, None)
        stale = self._settings.stale_days if stale_days is None else stale_days
        with self._asking(times) as (connection, times):
            whose = find_party_anywhere(connection, party)
            query = agenda.AgendaQuery(day_of("on", on), whose, stale, times.known_at)
            scope = find_scope(connection, plan)
            return list(agenda.list_agenda(connection, self._settings, scope, query).rows())


def _status(plan: str, title: str, standings: standing.Standing) -> PlanStatus:
    counted = tally(row for row in standings.items if row.plan == plan)
    classes = {code: counted.classes.get(code, 0) for code in TIMELINESS_LABELS}
    return PlanStatus(
        plan, title, standings.as_of, counted.total, **classes, completed=counted.completed,
        cancelled=counted.cancelled, withdrawn=counted.withdrawn,
        official_rate=counted.official_rate, plain_rate=counted.plain_rate,
    )  # fmt: skip
