"""Where things stand on a date: timeliness, counts and rates. Computed from facts, never typed.

A thing due on day D is overdue from D+1 (Decision 42/2014/QĐ-TTg counts whole days). The due day
is that of the latest approved extension. Lateness survives completion.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from coopctl.domain.codes import Status, Timeliness
from coopctl.domain.plan.periods import DONE, PAUSED, read_marks
from coopctl.domain.record.confirmations import Confirmation

DUE_SOON_DAYS = 7
STALE_DAYS = 60  # without news, after which an item is asked about


class ItemRow(NamedTuple):
    """One item of a plan as it stands on a date.

    `due_text` is the plan's wording. `due` is the day in force, `original_due` the plan's own
    where an extension moved it. `deadline` is all of that in the reader's words, as every output prints it.
    `days` counts days overdue, days late at completion, or days left; None without a deadline.
    Of a periodic item, `every` says how often; `period` is the one that it stands at, the next where nothing
    is owed at present, `due` and `days` are those of it; and `periods` what became of the last ones, as
    `coopctl.domain.plan.periods.marks_text` writes it.
    `result` and `difficulty` are those of the last update; `last_word` is what it said first.
    `confirmation` is what the other side said of that update; None without one. `move` has the ids of the
    parties whose move it is, a space between them. `stage` is that of an S&T task which was stated last. Numbers in `progress` are percent. Party and code columns hold ids, not labels.
    """

    plan: str
    area: str
    item: str
    title: str
    kind: str | None
    every: str | None
    lead: str | None
    cooperating: str
    start: date | None
    due_text: str | None
    due: date | None
    original_due: date | None
    deadline: str | None
    period: str | None
    deliverable: str | None
    stage: str | None
    status: str
    progress: int | None
    timeliness: str
    days: int | None
    periods: str | None
    completed_on: date | None
    last_on: date | None
    last_word: str | None
    result: str | None
    difficulty: str | None
    evidence: str | None
    entry: str | None
    confirmation: str | None
    move: str
    withdrawn: str | None

    @property
    def owes_nothing(self) -> bool:
        """Whether it came back until the last period, and that one is fulfilled too."""
        return dict(read_marks(self.periods)).get(self.period or "") in {DONE, PAUSED}


class ActionRow(NamedTuple):
    """One action from a meeting's conclusions as it stands on a date. `id` is `hb7kq-12/1`."""

    plan: str
    id: str
    meeting: str
    agreed_on: date
    title: str
    lead: str | None
    cooperating: str
    due_text: str | None
    due: date | None
    original_due: date | None
    deadline: str | None
    status: str
    progress: int | None
    timeliness: str
    days: int | None
    completed_on: date | None
    last_on: date | None
    last_word: str | None
    evidence: str | None
    entry: str | None
    confirmation: str | None
    move: str


def judge(
    status: str, due: date | None, completed_on: date | None, as_of: date, soon: int
) -> tuple[Timeliness, int | None]:
    """Say how `status` stands to the deadline on `as_of`; `soon` is how many days are "due soon".

    Returns: the class, and its days (overdue, late, or left); None where no day is meant.
    """
    if status in {Status.SUSPENDED, Status.CANCELLED}:
        return Timeliness.NOT_COUNTED, None
    if status == Status.COMPLETED:
        return _judge_done(due, completed_on)
    if due is None:
        return Timeliness.NO_DEADLINE, None
    left = (due - as_of).days
    if left < 0:
        return Timeliness.OVERDUE, -left
    return (Timeliness.DUE_SOON if left <= soon else Timeliness.IN_TIME), left


def _judge_done(due: date | None, completed_on: date | None) -> tuple[Timeliness, int | None]:
    if due is None or completed_on is None:
        return Timeliness.DONE_NO_DEADLINE, None
    if completed_on > due:
        return Timeliness.DONE_LATE, (completed_on - due).days
    return Timeliness.DONE_ON_TIME, None


class Tally(NamedTuple):
    """How many of a set of items are in each class. `cancelled` are among `not_counted`.

    Withdrawn items are in none of the other numbers: where they are listed too, `withdrawn` says how many.
    """

    total: int
    classes: dict[str, int]
    completed: int
    cancelled: int
    withdrawn: int = 0

    def plus(self, other: "Tally") -> "Tally":
        """Return both together."""
        classes = dict(self.classes)
        for code, count in other.classes.items():
            classes[code] = classes.get(code, 0) + count
        return Tally(
            self.total + other.total,
            classes,
            self.completed + other.completed,
            self.cancelled + other.cancelled,
            self.withdrawn + other.withdrawn,
        )

    @property
    def came_due(self) -> int:
        """Completed and overdue together: what the official rate divides by."""
        return self.completed + self.classes.get(Timeliness.OVERDUE, 0)

    @property
    def official_rate(self) -> float | None:
        """Completed / (completed + overdue), as report 1270/BC-TCTTTg counts; None without any."""
        return self.completed / self.came_due if self.came_due else None

    @property
    def plain_rate(self) -> float | None:
        """Completed / all but cancelled; None without any."""
        rest = self.total - self.cancelled
        return self.completed / rest if rest else None


def tally(rows: Iterable[ItemRow]) -> Tally:
    """Count the rows by class."""
    total = completed = cancelled = withdrawn = 0
    classes: dict[str, int] = {}
    for row in rows:
        if row.withdrawn is not None:
            withdrawn += 1
            continue
        total += 1
        classes[row.timeliness] = classes.get(row.timeliness, 0) + 1
        completed += row.status == Status.COMPLETED
        cancelled += row.status == Status.CANCELLED
    return Tally(total, classes, completed, cancelled, withdrawn)


def count_confirmations(items: Iterable[ItemRow], actions: Iterable[ActionRow]) -> dict[str, int]:
    """Count what the other side said of the last updates, by verdict; withdrawn items are left out."""
    said = [row.confirmation for row in items if row.withdrawn is None]
    said += [row.confirmation for row in actions]
    return {code.value: said.count(code) for code in Confirmation}
