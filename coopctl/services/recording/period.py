"""Closing a period: its first day, whether it may be closed, its figures, and the entry that keeps them."""

import sqlite3
from datetime import date
from typing import NamedTuple

from coopctl.domain.plan.plan import DEFAULT_TIMEZONE, Plan
from coopctl.domain.plan.reporting import list_beginnings
from coopctl.domain.record.closed_periods import ClosedPeriod, body_of, find_same, kept_years
from coopctl.domain.record.entries import Draft, Entry
from coopctl.domain.standing.standing import Tally, tally
from coopctl.domain.words.dates import show_day, show_moment
from coopctl.domain.words.workdays import Exceptions, list_exceptions
from coopctl.ledger.journal.journal import stamp
from coopctl.ledger.periods import closed as closed_periods
from coopctl.ledger.plan import compiled
from coopctl.ledger.plan.choice import choose_plan
from coopctl.ledger.standing import standings
from coopctl.messages import N_, CoopError, UsageProblem, msg
from coopctl.services.recording.prepare import record
from coopctl.services.workspace import clock
from coopctl.services.workspace.settings import Settings
from coopctl.services.workspace.workdays import Calendar


class Closing(NamedTuple):
    """What is to be closed: the report's name for it, its last day, a remark; `first` is None where nobody named it."""

    name: str
    first: date | None
    as_of: date
    note: str = ""


def check_order(first: date, last: date) -> None:
    """Refuse a first day after the last one. Raises: UsageProblem."""
    if first > last:
        raise UsageProblem(
            msg(
                N_("`--from`: {first} is after the last day, {last}"),
                first=show_day(first), last=show_day(last),
            ),
            msg(N_("check both dates")),
        )  # fmt: skip


def find_first(plan: Plan, last: date) -> date:
    """Return the first day of the plan's report that ends on a day. Raises: UsageProblem where that is open."""
    beginnings = list_beginnings(plan, last)
    if len(beginnings) == 1:
        return beginnings[0]
    if beginnings:
        problem = N_("several reports of the plan end on {day}, and begin on different days")
        days = tuple(show_day(day) for day in beginnings)
        hint = msg(N_("say with `--from` which is meant: {days}"), days=days)
    else:
        problem = N_(
            "no report of the plan ends on {day}: the first day of the period is not known"
        )
        hint = msg(N_("name it with `--from`"))
    raise UsageProblem(msg(problem, day=show_day(last)), hint)


def check_closable(connection: sqlite3.Connection, plan: Plan, closing: Closing) -> None:
    """Refuse a day to come and the name of a period that was closed. Raises: UsageProblem, CoopError."""
    if closing.as_of > clock.today(plan.timezone):
        day = show_day(closing.as_of)
        raise UsageProblem(
            msg(
                N_("`--as-of`: {day} has not come yet, and what is to come cannot be closed"),
                day=day,
            ),
            msg(N_("close the period on its last day or later")),
        )
    same = find_same(closed_periods.list_entries(connection, plan.id), closing.name)
    if same is not None:
        raise CoopError(
            msg(
                N_(
                    "the period `{name}` was closed already, as of {day}: `{id}`, by {who} at {when}"
                ),
                name=same.body["name"],
                day=show_day(same.happened_on),
                id=same.id,
                who=same.author,
                when=show_moment(same.recorded_at, DEFAULT_TIMEZONE),
            ),
            msg(N_("give this one another name; a closed period stays as it is")),
        )


def count_figures(
    connection: sqlite3.Connection, settings: Settings, plan: Plan, closing: Closing
) -> Tally:
    """Return the figures that would be kept."""
    moment = standings.Moment(closing.as_of, soon=settings.due_soon_days)
    scope = standings.Scope(plan=plan.id)
    return tally(standings.list_item_rows(connection, scope, moment, settings.reader))


def closing_of(
    connection: sqlite3.Connection, settings: Settings, plan: Plan, closing: Closing, first: date
) -> Draft:
    """Return the entry that closes the period over all that the journal has."""
    head = closed_periods.find_head(connection, stamp(clock.now()))
    version = compiled.find_version(connection, plan.id) or ""
    period = ClosedPeriod(
        entry="", plan=plan.id, name=closing.name, first=first, as_of=closing.as_of,
        known_at=head.known_at, heads=head.heads, due_soon_days=settings.due_soon_days,
        days=_days(settings, plan, closing.as_of), version=version, note=closing.note or None,
    )  # fmt: skip
    return Draft("period", plan.id, None, closing.as_of, body_of(period))


def _days(settings: Settings, plan: Plan, as_of: date) -> Exceptions:
    first, last = kept_years(plan, as_of)
    calendar = Calendar(settings.workspace, tell=settings.tell)
    days = list_exceptions(date(first, 1, 1), date(last, 12, 31), calendar.is_off)
    calendar.tell()
    return days


def close(
    connection: sqlite3.Connection, settings: Settings, plan_id: str, closing: Closing, shown: Tally
) -> Entry:
    """Record the period, unless its figures are no longer those that were shown. Raises: CoopError."""
    plan = choose_plan(connection, plan_id)
    check_closable(connection, plan, closing)
    if count_figures(connection, settings, plan, closing) != shown:
        raise CoopError(
            msg(N_("somebody recorded something meanwhile, and the figures are others now")),
            msg(N_("nothing was recorded; call the command again and look at them")),
        )
    draft = closing_of(connection, settings, plan, closing, closing.first or closing.as_of)
    return record(connection, settings, [draft])[0]
