"""What the next meeting must look at: open actions, deadlines, and what nobody has answered since.

One row a thing, with every reason for which it is there. What is completed, cancelled or withdrawn
is not there, unless somebody disputes it or it was completed without evidence.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby
from typing import NamedTuple

from coopctl.domain.codes import Status, Timeliness
from coopctl.domain.record.confirmations import Confirmation, DisputedRow
from coopctl.domain.standing.standing import ActionRow, ItemRow
from coopctl.domain.words.text import sort_key
from coopctl.messages import N_

# Why something is on the agenda, in the order of the agenda's sections.
OPEN, OVERDUE, DUE_SOON, DIFFICULTY, PROPOSAL = (
    "open", "overdue", "due_soon", "difficulty", "proposal",
)  # fmt: skip
DISPUTED, SILENT, NO_EVIDENCE = "disputed", "silent", "no_evidence"
SECTION_LABELS: dict[str, str] = {
    "actions": N_("Actions of earlier meetings"),
    "due": N_("Items overdue or due soon"),
    "unanswered": N_("Difficulties and proposals without an answer"),
    "disputed": N_("Entries that the other side disputes"),
    "silent": N_("Items without news"),
    "no_evidence": N_("Results without evidence"),
}
_SECTION_OF = {
    OPEN: "actions", OVERDUE: "due", DUE_SOON: "due", DIFFICULTY: "unanswered",
    PROPOSAL: "unanswered", DISPUTED: "disputed", SILENT: "silent", NO_EVIDENCE: "no_evidence",
}  # fmt: skip

_SECTION_ORDER = {section: place for place, section in enumerate(SECTION_LABELS)}
_ENDED = {Status.COMPLETED, Status.CANCELLED}

# By what entries follow each other: the day, when it was recorded first, the replica, its number.
Order = tuple[str, str, str, int]


class AgendaMeeting(NamedTuple):
    """An earlier meeting: `id` is the one that its actions carry, `items` are those it discussed."""

    id: str
    plan: str
    order: Order
    title: str
    number: str | None
    items: tuple[str, ...]


class News(NamedTuple):
    """The newest update, outcome or extension of an item or action; the texts are an update's."""

    plan: str
    target: str
    entry: str
    order: Order
    difficulty: str | None
    proposal: str | None


class Bare(NamedTuple):
    """An outcome without evidence: `id` is its entry, `about` its item or action."""

    plan: str
    id: str
    about: str
    on: date
    title: str
    kind: str = "outcome"
    bare: bool = True


class AgendaFacts(NamedTuple):
    """What an agenda follows from. `unproven` are completed (plan, item) without any evidence.

    `begun` has the plans' dates: from then on an item without any news is silent. `disputes` are those
    of last updates, meetings, outcomes and extensions.
    """

    items: tuple[ItemRow, ...]
    actions: tuple[ActionRow, ...]
    meetings: tuple[AgendaMeeting, ...]
    news: tuple[News, ...]
    bare: tuple[Bare, ...]
    unproven: frozenset[tuple[str, str]]
    begun: Mapping[str, date | None]
    disputes: tuple[DisputedRow, ...] = ()


class AgendaRow(NamedTuple):
    """One thing to look at. `reasons` are codes, spaces between.

    `kind` is action, item or outcome; or meeting or extension, where that is disputed.
    `due`, `deadline`, `days` and `timeliness` are as in the rows of `status`. `last_on` is when anything was last
    heard of it. `entry` states the difficulty or the proposal, or is the outcome without evidence, whose
    item is `item`. `meeting` and what follows lead back to the minutes in which an action stands.
    `disputed_by` is the party that disputes the last word, or the entry, and `dispute` its reason.
    """

    plan: str
    kind: str
    id: str
    item: str | None
    title: str
    lead: str | None
    cooperating: str
    reasons: str
    status: str | None
    timeliness: str | None
    due: date | None
    deadline: str | None
    days: int | None
    last_on: date | None
    difficulty: str | None = None
    proposal: str | None = None
    entry: str | None = None
    meeting: str | None = None
    meeting_on: date | None = None
    meeting_title: str | None = None
    meeting_number: str | None = None
    disputed_by: str | None = None
    dispute: str | None = None

    @property
    def section(self) -> str:
        """The section under which it stands: that of its first reason."""
        return _SECTION_OF[self.reasons.split()[0]]


class _Heard(NamedTuple):
    """The facts, to be looked up by (plan, item or action); disputes by (plan, entry)."""

    news: Mapping[tuple[str, str], News]
    discussed: Mapping[tuple[str, str], Order]
    disputes: Mapping[tuple[str, str], DisputedRow]

    def dispute(self, plan: str, entry: str | None) -> tuple[str | None, str | None]:
        """Return who disputes an entry, and why."""
        found = self.disputes.get((plan, entry or ""))
        return (found.disputed_by, found.reason) if found else (None, None)

    def last_on(self, plan: str, target: str) -> date | None:
        """Return the day of the last news, a meeting's discussion among them."""
        found = self.news.get((plan, target))
        orders = [found.order] if found else []
        orders += [self.discussed[plan, target]] if (plan, target) in self.discussed else []
        return date.fromisoformat(max(orders)[0]) if orders else None

    def unanswered(self, plan: str, target: str) -> News | None:
        """Return the update that states a difficulty or proposal, if nothing came after it."""
        found = self.news.get((plan, target))
        if found is None or not (found.difficulty or found.proposal):
            return None
        discussed = self.discussed.get((plan, target))
        return found if discussed is None or discussed < found.order else None


def list_agenda_rows(facts: AgendaFacts, on: date, stale_days: int) -> Iterator[AgendaRow]:
    """Yield what a meeting on a day must look at, in no order."""
    heard = _hear(facts)
    yield from _action_rows(facts, heard, on)
    yield from _item_rows(facts, heard, on, stale_days)
    yield from _entry_rows(facts, heard)


def by_urgency(rows: Iterable[AgendaRow]) -> Iterator[AgendaRow]:
    """Yield rows by plan and section, the most urgent first, then those that were heard of least lately, then by id."""
    for _same, equal in groupby(sorted(rows, key=_urgency), key=_urgency):
        tied = list(equal)
        yield from sorted(tied, key=lambda row: sort_key(row.id)) if len(tied) > 1 else tied


def _urgency(row: AgendaRow) -> tuple[object, ...]:
    return row.plan, _SECTION_ORDER[row.section], row.due or date.max, row.last_on or date.min


def _hear(facts: AgendaFacts) -> _Heard:
    discussed: dict[tuple[str, str], Order] = {}
    for meeting in facts.meetings:
        for item in meeting.items:
            key = meeting.plan, item
            discussed[key] = max(discussed.get(key, meeting.order), meeting.order)
    news = {(new.plan, new.target): new for new in facts.news}
    return _Heard(news, discussed, {(one.plan, one.id): one for one in facts.disputes})


def _action_rows(facts: AgendaFacts, heard: _Heard, on: date) -> Iterator[AgendaRow]:
    """Yield the actions of earlier meetings that are open, with the way back to the minutes."""
    meetings = {meeting.id: meeting for meeting in facts.meetings}
    for row in facts.actions:
        if row.agreed_on >= on:
            continue
        open_ = [OPEN] if row.status not in _ENDED else []
        news = heard.unanswered(row.plan, row.id) if open_ else None
        reasons = [*open_, *_due_reasons(row), *_stated(news), *_disputed(row)]
        if not reasons:
            continue
        meeting = meetings.get(row.meeting)
        yield AgendaRow(
            row.plan, "action", row.id, None, row.title, row.lead, row.cooperating,
            " ".join(reasons), row.status, row.timeliness, row.due, row.deadline, row.days,
            heard.last_on(row.plan, row.id), *_said(news), row.meeting, row.agreed_on,
            meeting.title if meeting else None, meeting.number if meeting else None,
            *heard.dispute(row.plan, row.entry),
        )  # fmt: skip


def _item_rows(facts: AgendaFacts, heard: _Heard, on: date, stale_days: int) -> Iterator[AgendaRow]:
    for row in facts.items:
        open_ = row.status not in _ENDED
        news = heard.unanswered(row.plan, row.item) if open_ else None
        last_on = heard.last_on(row.plan, row.item)
        since = last_on or row.start or facts.begun.get(row.plan)
        silent = open_ and (since is None or (on - since).days >= stale_days)
        reasons = [
            *_due_reasons(row), *_stated(news), *_disputed(row), *([SILENT] if silent else []),
            *([NO_EVIDENCE] if (row.plan, row.item) in facts.unproven else []),
        ]  # fmt: skip
        if reasons and row.withdrawn is None:
            disputed_by, dispute = heard.dispute(row.plan, row.entry)
            yield AgendaRow(
                row.plan, "item", row.item, row.item, row.title, row.lead, row.cooperating,
                " ".join(reasons), row.status, row.timeliness, row.due, row.deadline, row.days, last_on,
                *_said(news), disputed_by=disputed_by, dispute=dispute,
            )  # fmt: skip


def _due_reasons(row: ItemRow | ActionRow) -> Iterable[str]:
    if row.timeliness == Timeliness.OVERDUE:
        return (OVERDUE,)
    return (DUE_SOON,) if row.timeliness == Timeliness.DUE_SOON else ()


def _stated(news: News | None) -> Iterator[str]:
    if news is not None and news.difficulty:
        yield DIFFICULTY
    if news is not None and news.proposal:
        yield PROPOSAL


def _said(news: News | None) -> tuple[str | None, str | None, str | None]:
    return (news.difficulty, news.proposal, news.entry) if news else (None, None, None)


def _disputed(row: ItemRow | ActionRow) -> Iterable[str]:
    return (DISPUTED,) if row.confirmation == Confirmation.DISPUTED else ()


class _Entry(NamedTuple):
    """An entry that is looked at by itself; an outcome may be `bare`, without evidence."""

    plan: str
    id: str
    kind: str
    about: str | None
    on: date
    title: str
    bare: bool


def _entry_rows(facts: AgendaFacts, heard: _Heard) -> Iterator[AgendaRow]:
    """Yield the entries of their own: disputed ones, and outcomes without evidence of what counts."""
    items = {(row.plan, row.item): row for row in facts.items if row.withdrawn is None}
    actions = {(row.plan, row.id): row for row in facts.actions}
    for entry in _entries(facts, heard.disputes):
        about = items.get((entry.plan, entry.about or "")) or actions.get(
            (entry.plan, entry.about or "")
        )
        disputed = (entry.plan, entry.id) in heard.disputes
        unproven = entry.bare and about is not None and about.status != Status.CANCELLED
        if (disputed or unproven) and (about is not None or entry.about is None):
            lead, cooperating = (about.lead, about.cooperating) if about else (None, "")
            disputed_by, dispute = heard.dispute(entry.plan, entry.id) if disputed else (None, None)
            yield AgendaRow(
                entry.plan, entry.kind, entry.id, entry.about, entry.title, lead, cooperating,
                " ".join(([DISPUTED] if disputed else []) + ([NO_EVIDENCE] if unproven else [])),
                None, None, None, None, None, entry.on, entry=entry.id,
                disputed_by=disputed_by, dispute=dispute,
            )  # fmt: skip


def _entries(
    facts: AgendaFacts, disputes: Mapping[tuple[str, str], DisputedRow]
) -> Iterator[_Entry | Bare]:
    """Yield outcomes without evidence, and what is disputed but updates: their items or actions are there already."""
    disputed_bare = set()
    for one in facts.bare:
        if disputes and (one.plan, one.id) in disputes:
            disputed_bare.add((one.plan, one.id))
        else:
            yield one
    for (plan, id_), row in disputes.items():
        if row.kind != "update":
            bare = (plan, id_) in disputed_bare
            yield _Entry(plan, id_, row.kind, row.item, row.happened_on, row.title, bare)
