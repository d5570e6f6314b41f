"""What is due: items, actions and whatever else has a day, in one kind of row, most urgent first.

Whoever has something due makes a `DueRow` of it without `days` and `group`; both follow here.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from coopctl.domain.codes import Status, Timeliness
from coopctl.domain.record.confirmations import Confirmation
from coopctl.domain.standing.standing import ActionRow, ItemRow
from coopctl.domain.words.text import sort_key

# The groups in their order, with the last day (from the day asked about) of each; None is open.
OVERDUE, TODAY, WITHIN_7, WITHIN_30, LATER = "overdue", "today", "within_7", "within_30", "later"
UNDATED = "undated"
_LAST_DAY = {OVERDUE: -1, TODAY: 0, WITHIN_7: 7, WITHIN_30: 30}
_OPEN = {Timeliness.OVERDUE, Timeliness.DUE_SOON, Timeliness.IN_TIME}
_OPEN_ACTION = {*_OPEN, Timeliness.NO_DEADLINE}


class DueRow(NamedTuple):
    """One thing that is due. `parties` are the ids of those whose it is, with spaces between.

    `deadline` is that in full, where it was signed or agreed; for all others the day says it.
    `kind` is a code of `DUE_KIND_LABELS`; `id` is what `show` finds it by. `due` None is a duty without
    a day. `note` is what is to be known of it: the last word on an item, a report's window. `days` are
    those left, negative where overdue; `group` is a code of `DUE_GROUP_LABELS`.
    """

    kind: str
    plan: str
    id: str
    title: str
    parties: str
    due: date | None
    deadline: str | None = None
    status: str | None = None
    note: str | None = None
    days: int | None = None
    group: str = UNDATED


def due_items(rows: Iterable[ItemRow]) -> Iterable[DueRow]:
    """Yield the items that are open and have a deadline; of what comes back, the next period too.

    What is due of nobody at present is its lead's when it comes.
    """
    for row in rows:
        if row.timeliness in _OPEN and not row.owes_nothing:
            yield DueRow(
                "item", row.plan, row.item, row.title, row.move or row.lead or "", row.due,
                row.deadline, row.status, row.last_word,
            )  # fmt: skip


def due_actions(rows: Iterable[ActionRow]) -> Iterable[DueRow]:
    """Yield the actions that are open, also those without a deadline: somebody owes them still."""
    for row in rows:
        if row.timeliness in _OPEN_ACTION:
            yield DueRow(
                "action", row.plan, row.id, row.title, row.move, row.due, row.deadline,
                row.status, row.last_word,
            )  # fmt: skip


def due_confirmations(rows: Iterable[ItemRow | ActionRow]) -> Iterable[DueRow]:
    """Yield the last updates that wait for somebody's word and are not due in another row already.

    Those that await confirmation, and those that are disputed though what they say is closed.
    """
    for row in rows:
        listed = row.timeliness in (_OPEN_ACTION if isinstance(row, ActionRow) else _OPEN)
        waits = row.status == Status.AWAITING_CONFIRMATION
        disputed = row.confirmation == Confirmation.DISPUTED
        if row.entry and row.move and not listed and (waits or disputed):
            yield DueRow(
                "confirmation", row.plan, row.entry, row.title, row.move, None, None, row.status,
                row.last_word,
            )  # fmt: skip


def place(rows: Iterable[DueRow], as_of: date, until: date) -> list[DueRow]:
    """Return what is due by `until`, with its days and group, by plan, the most overdue first.

    What is overdue, and what has no day, is there whatever `until` is.
    """
    placed = (
        _placed(row, as_of) for row in rows if row.due is None or row.due <= max(until, as_of)
    )
    return sorted(placed, key=_urgency)


def _placed(row: DueRow, as_of: date) -> DueRow:
    if row.due is None:
        return row._replace(days=None, group=UNDATED)
    days = (row.due - as_of).days
    group = next((group for group, last in _LAST_DAY.items() if days <= last), LATER)
    return row._replace(days=days, group=group)


def _urgency(row: DueRow) -> tuple[object, ...]:
    return row.plan, row.due or date.max, row.kind != "item", sort_key(row.id)
