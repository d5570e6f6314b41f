"""`status --compare`: a closed period held against how things stand now."""

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from coopctl.cli.reading import Answer, give
from coopctl.domain.plan.plan import Plan
from coopctl.domain.record.closed_periods import ClosedPeriod
from coopctl.domain.record.entries import Entry
from coopctl.domain.standing.comparison import Comparison, Row, compare_actions, compare_items
from coopctl.domain.standing.faults import Damaged
from coopctl.domain.standing.standing import ActionRow, ItemRow, tally
from coopctl.language import reader
from coopctl.ledger.journal.targets import find_target
from coopctl.ledger.periods import late
from coopctl.ledger.plan import compiled
from coopctl.ledger.standing import standings
from coopctl.ledger.standing.standings import Moment, Scope, scope_of
from coopctl.messages import N_, CoopError, msg
from coopctl.services.answering.question import find_party_anywhere, keep_understood
from coopctl.services.workspace import clock
from coopctl.services.workspace.session import reading, reading_period
from coopctl.services.workspace.settings import Settings


class CompareQuery(NamedTuple):
    """What is asked: since which period, of what, until which day (None: today), whose."""

    period: str
    target: str | None
    as_of: date | None
    party: str | None


class _Rows(NamedTuple):
    """How everything stands at one moment."""

    items: list[ItemRow]
    actions: list[ActionRow]


class _Part(NamedTuple):
    """What `TARGET` and `--party` keep; all where None."""

    area: str | None
    item: str | None
    party: str | None

    def keeps(self, row: Row) -> bool:
        """Tell whether a row is in the area or the item, and of the party."""
        if self.party is not None and self.party not in {row.lead, *row.cooperating.split()}:
            return False
        if isinstance(row, ActionRow):
            return self.area is None and self.item is None
        return self.area in {None, row.area} and self.item in {None, row.item}


def compare(settings: Settings, question: CompareQuery, *, json: bool) -> None:
    """Print what changed since a period was closed. Raises: CoopError where there is none such."""
    with reading_period(settings, question.period) as (connection, closed):
        moment = Moment(closed.as_of, closed.known_at, closed.due_soon_days)
        then = _list_rows(connection, closed.plan, moment)
    with reading(settings) as connection:
        plan = _find_plan(connection, closed)
        part = _part(connection, question, closed)
        moment = Moment(question.as_of or clock.today(plan.timezone), soon=settings.due_soon_days)
        now = _list_rows(connection, closed.plan, moment)
        late_ones = keep_understood(late.list_late(connection, closed), settings.tell)
    found = _compare(closed, moment.as_of, (then, now), late_ones, part)
    give(_answer(found, plan, part), json=json)


def _find_plan(connection: sqlite3.Connection, closed: ClosedPeriod) -> Plan:
    plan = compiled.find_plan(connection, closed.plan)
    if plan is None:
        raise Damaged(msg(N_("the plan `{plan}` is not in this workspace"), plan=closed.plan), None)
    return plan


def _list_rows(connection: sqlite3.Connection, plan: str, moment: Moment) -> _Rows:
    scope = Scope(plan=plan)
    return _Rows(
        list(standings.list_item_rows(connection, scope, moment, reader())),
        list(standings.list_action_rows(connection, scope, moment, reader())),
    )


def _part(connection: sqlite3.Connection, question: CompareQuery, closed: ClosedPeriod) -> _Part:
    """Find what is to be compared. Raises: CoopError for what is of another plan."""
    party = find_party_anywhere(connection, question.party)
    if question.target is None:
        return _Part(None, None, party)
    wanted = find_target(connection, question.target, ("plan", "area", "item"))
    if wanted.plan != closed.plan:
        raise CoopError(
            msg(
                N_("the period `{name}` is of the plan `{plan}`, not of `{other}`"),
                name=closed.name, plan=closed.plan, other=wanted.plan,
            )
        )  # fmt: skip
    scope = scope_of(wanted)
    return _Part(scope.area, scope.item, party)


def _compare(
    closed: ClosedPeriod,
    as_of: date,
    both: tuple[_Rows, _Rows],
    late_ones: Sequence[Entry],
    part: _Part,
) -> Comparison:
    """Hold then and now against each other, as far as either is in the part that is asked for."""
    items = {row.item for rows in both for row in rows.items if part.keeps(row)}
    actions = {row.id for rows in both for row in rows.actions if part.keeps(row)}
    then, now = (
        _Rows(
            [row for row in rows.items if row.item in items],
            [row for row in rows.actions if row.id in actions],
        )
        for rows in both
    )
    return Comparison(
        closed,
        as_of,
        tally(then.items),
        tally(now.items),
        compare_items(then.items, now.items),
        compare_actions(then.actions, now.actions),
        tuple(one for one in late_ones if not any(part) or one.item in items | actions),
    )


def _only(plan: Plan, part: _Part, as_of: date) -> Iterator[str]:
    """Yield in words what the part keeps."""
    from coopctl.output.words import words

    titles = [(area.id, area.title) for area in plan.areas if area.id == part.area]
    titles += [(item.id, item.title) for item in plan.items() if item.id == part.item]
    for one, title in titles:
        yield f"{one} {words.read(title)}"
    if part.party is not None:
        yield words.Names(plan.parties, as_of).short(part.party)


def _answer(found: Comparison, plan: Plan, part: _Part) -> Answer:
    from coopctl.output.screen.standing.comparison import comparison_data, show_comparison

    return Answer(
        "compare",
        lambda: comparison_data(found),
        {},
        lambda page: show_comparison(page, found, plan, tuple(_only(plan, part, found.as_of))),
    )
