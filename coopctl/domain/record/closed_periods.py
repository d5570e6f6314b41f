"""Closed periods: the figures that were reported, named, so that they can be given again for ever.

A period is its days (`first` to `as_of`), what was known of them (`known_at`), and all else that its figures
follow from: the version of the plan, how many days count as "due soon", which days were off, and each replica's
newest entry with its hash. The last keeps out what comes in later under an earlier stamp, from a clock
that was set back or from another office.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import MAXYEAR, MINYEAR, date
from typing import NamedTuple

from coopctl.domain.plan.periods import begin_of, end_of
from coopctl.domain.plan.plan import Plan
from coopctl.domain.record.entries import Body, Entry
from coopctl.domain.record.heads import ChainHead
from coopctl.domain.words.text import clean_line, excerpt, fold, nearest
from coopctl.domain.words.workdays import Exceptions
from coopctl.messages import N_, CoopError, Message, msg

LONGEST_NAME = 100  # characters
_MOST_NAMES = 8  # that a message lists
_FAR = 10  # years


class Head(NamedTuple):
    """How far the journal has come: the newest stamp in it, and each replica's newest entry."""

    known_at: str
    heads: tuple[ChainHead, ...]


class ClosedPeriod(NamedTuple):
    """A closed period as the entry `entry` keeps it. `version` is the plan's entry of then.

    `days` are the days off (and the weekend days worked) that working days were counted by, in the
    years that `kept_years` names; before and after, weekends alone are off.
    """

    entry: str
    plan: str
    name: str
    first: date
    as_of: date
    known_at: str
    heads: tuple[ChainHead, ...]
    due_soon_days: int
    days: Exceptions
    version: str
    note: str | None

    @property
    def through(self) -> Mapping[str, int]:
        """How far each replica's numbers went."""
        return {head.replica: head.seq for head in self.heads}

    @property
    def replica(self) -> str:
        """The ledger file in which it was closed."""
        return self.entry.rpartition("-")[0]

    def holds(self, day: date) -> bool:
        """Tell whether a day is one of those that are reported."""
        return self.first <= day <= self.as_of

    def had(self, entry_id: str) -> bool:
        """Tell whether an entry was in the journal when the period was closed."""
        replica, _, seq = entry_id.rpartition("-")
        return any(head.replica == replica and int(seq) <= head.seq for head in self.heads)


def period_of(entry: Entry) -> ClosedPeriod:
    """Return the period that an entry of that kind closes."""
    body = entry.body
    return ClosedPeriod(
        entry.id,
        entry.plan,
        body["name"],
        date.fromisoformat(body["first"]),
        date.fromisoformat(body["as_of"]),
        body["known_at"],
        tuple(ChainHead(head["replica"], head["seq"], head["hash"]) for head in body["heads"]),
        body["due_soon_days"],
        Exceptions(_days(body["days_off"]), _days(body["days_worked"])),
        body["version"],
        body.get("note"),
    )


def body_of(period: ClosedPeriod) -> Body:
    """Return the body of the entry that closes a period."""
    body: Body = {
        "name": period.name,
        "first": period.first.isoformat(),
        "as_of": period.as_of.isoformat(),
        "known_at": period.known_at,
        "heads": [head._asdict() for head in period.heads],
        "due_soon_days": period.due_soon_days,
        "days_off": [day.isoformat() for day in sorted(period.days.off)],
        "days_worked": [day.isoformat() for day in sorted(period.days.work)],
        "version": period.version,
    }
    return body | ({"note": period.note} if period.note else {})


def _days(stated: Iterable[str]) -> frozenset[date]:
    return frozenset(map(date.fromisoformat, stated))


def kept_years(plan: Plan, as_of: date) -> tuple[int, int]:
    """Return the first and the last year of which a period keeps the days off.

    They are those of the plan with the year before it and two after it, in which its last tasks are
    accepted and registered; at most `_FAR` years away.
    """
    begin, end = begin_of(plan) or as_of, end_of(plan) or as_of
    first, last = min(begin, as_of).year - 1, max(end, as_of).year + 2
    return max(first, as_of.year - _FAR, MINYEAR), min(last, as_of.year + _FAR, MAXYEAR)


def read_name(text: str) -> str:
    """Return a period's name as typed, on one line. Raises: CoopError for none and for one too long."""
    name = clean_line(text, LONGEST_NAME)
    if not fold(name):
        raise CoopError(
            msg(N_("the name is empty")),
            msg(N_("name the period as the report does: `6 tháng đầu năm 2025`")),
        )
    return name


def find_same(entries: Iterable[Entry], name: str) -> Entry | None:
    """Return the entry among those of one plan that closes a period of that name, or None."""
    return next((one for one in entries if fold(one.body["name"]) == fold(name)), None)


def find_named(periods: Iterable[ClosedPeriod], typed: str) -> ClosedPeriod:
    """Return the period of that name, with or without marks; `plan:name` where several plans have it.

    Raises: CoopError with the names there are.
    """
    every = list(periods)
    wanted = fold(typed)
    found = [one for one in every if fold(one.name) == wanted] or [
        one for one in every if fold(f"{one.plan}:{one.name}") == wanted.replace(": ", ":")
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise CoopError(
            msg(N_("several plans have a period `{name}`"), name=excerpt(typed)),
            msg(
                N_("write one of: {ids}"), ids=_listed([f"{one.plan}:{one.name}" for one in found])
            ),
        )
    raise CoopError(
        msg(N_("there is no closed period `{name}`"), name=excerpt(typed)), _there_are(every, typed)
    )


def _there_are(periods: Sequence[ClosedPeriod], typed: str) -> Message:
    """Say which periods there are, those that look like what was typed first."""
    if not periods:
        return msg(N_("none was closed yet; `coopctl close-period` closes one"))
    several = len({period.plan for period in periods}) > 1
    names = [
        f"{period.plan}:{period.name}" if several else period.name for period in reversed(periods)
    ]
    ordered = dict.fromkeys((*nearest(typed, names), *names))
    return msg(N_("one of: {codes}"), codes=_listed(list(ordered)))


def _listed(names: Sequence[str]) -> tuple[str, ...]:
    few = tuple(excerpt(name) for name in names[:_MOST_NAMES])
    return few if len(names) <= _MOST_NAMES else (*few, "…")
