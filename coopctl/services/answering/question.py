"""What reading commands share: the times, counts and parties of a question, and what to leave out."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from coopctl.domain.plan.plan import DEFAULT_TIMEZONE, Plan
from coopctl.domain.record.corrections import ALWAYS
from coopctl.domain.record.entries import Entry
from coopctl.domain.record.kinds.shapes import is_body
from coopctl.domain.record.matching import find_party, party_names
from coopctl.domain.words.dates import parse_day
from coopctl.domain.words.horizons import Horizon, parse_horizon
from coopctl.domain.words.workdays import Exceptions
from coopctl.ledger.journal.journal import stamp
from coopctl.ledger.journal.targets import find_target
from coopctl.ledger.plan import compiled, plans
from coopctl.ledger.standing import standings
from coopctl.ledger.standing.standings import Moment, Scope
from coopctl.messages import N_, CoopError, UsageProblem, msg, naming
from coopctl.services.workspace import clock
from coopctl.services.workspace.caller import Tell
from coopctl.services.workspace.session import reading, reading_period
from coopctl.services.workspace.settings import Settings

if TYPE_CHECKING:
    from coopctl.domain.record.closed_periods import ClosedPeriod
    from coopctl.domain.record.heads import ChainHead

_MOST = "9" * 18  # rows; what is longer is all of them, and no number for SQLite


class Times(NamedTuple):
    """What had happened by `as_of` (None: today, in each plan's zone), recorded by `known_at`.

    `period` is the name of a closed period whose times are meant; `soon` how many days count as
    "due soon" there, `days` which were off (None: as the workspace says), `since` its first day, `heads` the newest entries of then;
    `closed` is all of that period.
    """

    as_of: date | None
    known_at: str
    period: str | None = None
    soon: int | None = None
    days: Exceptions | None = None
    since: date | None = None
    heads: "tuple[ChainHead, ...] | None" = None
    closed: "ClosedPeriod | None" = None

    @property
    def known(self) -> str | None:
        """The moment of `known_at`; None for now."""
        return None if self.known_at == ALWAYS else self.known_at


def read_times(as_of: str | None, known_at: str | None, period: str | None = None) -> Times:
    """Read the flags. Raises: UsageProblem naming the flag, or those that do not go together."""
    if period is not None:
        refuse_beside("--period", {"--as-of": as_of, "--known-at": known_at})
        return Times(None, ALWAYS, period)
    day = read_day("--known-at", known_at)
    return Times(read_day("--as-of", as_of), end_of(day) if day else ALWAYS)


def refuse_beside(flag: str, others: Mapping[str, object]) -> None:
    """Refuse flags that were typed beside one that says it all. Raises: UsageProblem naming them."""
    typed = tuple(other for other, value in others.items() if value)
    if typed:
        raise UsageProblem(
            msg(N_("`{flag}` does not go together with {flags}"), flag=flag, flags=typed),
            msg(N_("leave one of them out")),
        )


@contextmanager
def asking_at(settings: Settings, times: Times) -> Iterator[tuple[sqlite3.Connection, Times]]:
    """Open what there is to read at the times of a question; yield them with a period looked up."""
    if times.period is None:
        with reading(settings, times.known_at) as connection:
            yield connection, times
    else:
        with reading_period(settings, times.period) as (connection, closed):
            yield connection, times_of(closed)


def times_of(closed: "ClosedPeriod") -> Times:
    """Return the times that a closed period stands for."""
    return Times(
        closed.as_of,
        closed.known_at,
        closed.name,
        closed.due_soon_days,
        closed.days,
        closed.first,
        closed.heads,
        closed,
    )


def heads_at(connection: sqlite3.Connection, times: Times) -> "tuple[ChainHead, ...]":
    """Return the newest entries that an answer rests on: by their check codes it can be proved later."""
    if times.heads is not None:
        return times.heads
    from coopctl.ledger.journal.heads import list_heads  # only for what is handed over

    return list_heads(connection, times.known_at)


def soon_days(settings: Settings, times: Times) -> int:
    """Return how many days before a deadline count as "due soon"."""
    return settings.due_soon_days if times.soon is None else times.soon


def read_day(flag: str, text: str | None) -> date | None:
    """Read a date flag; None where it was not given. Raises: UsageProblem naming the flag."""
    if text is None:
        return None
    with naming(flag):
        return parse_day(text, clock.today(DEFAULT_TIMEZONE))


def read_count(flag: str, text: str, remedy: str = N_("write how many, or 0 for all")) -> int:
    """Read a number of rows, 0 for all; of what else the `remedy` says. Raises: UsageProblem naming the flag."""
    if not text.isdecimal():
        raise UsageProblem(
            msg(N_("`{flag}`: `{text}` is not a whole number from 0 up"), flag=flag, text=text),
            msg(remedy),
        )
    return int(text if len(text) <= len(_MOST) else _MOST)


def read_horizon(flag: str, text: str) -> Horizon:
    """Read how far ahead to look. Raises: UsageProblem naming the flag."""
    with naming(flag):
        return parse_horizon(text)


def find_scope(connection: sqlite3.Connection, word: str | None) -> Scope:
    """Return the plan that was typed as a scope; every plan where none was. Raises: NoSuchTarget."""
    return Scope(plan=find_target(connection, word, ("plan",)).id if word else None)


def list_plans(connection: sqlite3.Connection, ids: Iterable[str]) -> Iterator[Plan]:
    """Yield the plans with these ids, by id."""
    found = (compiled.find_plan(connection, plan) for plan in sorted(ids))
    return (plan for plan in found if plan is not None)


def knows_plans(connection: sqlite3.Connection) -> bool:
    """Tell whether there is any plan to answer from."""
    return bool(plans.list_ids(connection, 1))


def find_party_anywhere(connection: sqlite3.Connection, word: str | None) -> str | None:
    """Return the id of a party of any plan, by id or name; None where none was typed. Raises: as `find_party`."""
    if word is None:
        return None
    ids = plans.list_party_ids(connection)
    if word in ids:
        return word
    if not knows_plans(connection):
        raise CoopError(
            msg(N_("there is no plan here, or none was recorded by then")),
            msg(N_("`coopctl plan log` says when each was recorded; `coopctl init` makes one")),
        )
    return find_party(word, ids, party_names(compiled.list_parties(connection)))


def keep_understood(entries: Iterable[Entry], tell: Tell) -> list[Entry]:
    """Leave out, with a notice, the entries that nobody recorded like this: the ledger was altered."""
    every = list(entries)
    kept = [entry for entry in every if is_body(entry.kind, entry.body)]
    left_out = tuple(entry.id for entry in every if not is_body(entry.kind, entry.body))
    if left_out:
        tell(
            msg(
                N_("the ledger is damaged: left out what cannot be understood, {ids}"), ids=left_out
            ),
            msg(N_("bring back the last whole copy of it; do not write to this one")),
        )
    return kept


def moments(
    connection: sqlite3.Connection, settings: Settings, scope: Scope, times: Times
) -> Iterator[tuple[Scope, Moment]]:
    """Yield each plan of the scope, by id, with the day that is asked for, or today in its time zone.

    Plan by plan: so that no question holds in memory more than one plan's rows that it does not keep.
    """
    soon = soon_days(settings, times)
    for plan, zone in standings.list_timezones(connection, scope.plan):
        yield (
            scope._replace(plan=plan),
            Moment(times.as_of or clock.today(zone), times.known_at, soon, times.since),
        )


def end_of(day: date) -> str:
    """Return the last moment of a day in the default time zone, as the journal stamps it."""
    zone = clock.zone(DEFAULT_TIMEZONE)
    next_day = datetime.combine(day + timedelta(days=1), time.min, zone)
    return stamp(next_day - timedelta(microseconds=1))
