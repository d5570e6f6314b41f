"""The figures of a period's own days, beside those from the beginning to its last day."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from coopctl.domain.codes import Status, Timeliness
from coopctl.domain.record.entries import Entry
from coopctl.domain.standing.standing import ActionRow, ItemRow
from coopctl.messages import N_

FIGURE_LABELS: dict[str, str] = {
    "meetings": N_("Meetings and working visits"),
    "updates": N_("Updates"),
    "outcomes": N_("Outcomes"),
    "evidenced": N_("Outcomes with evidence"),
    "stages": N_("Stages stated"),
    "extensions": N_("Extensions"),
    "completed": N_("Items completed"),
    "overdue": N_("Items whose deadline passed unfulfilled"),
    "agreed": N_("Actions agreed"),
    "actions_completed": N_("Actions completed"),
}


class FigureRow(NamedTuple):
    """One figure: `period` counts in the period's own days, `beginning` from the beginning."""

    figure: str
    period: int
    beginning: int


class PeriodFigures(NamedTuple):
    """A closed period's figures, and what happened in it but was recorded after its closing: in no figure.

    `made_up` happened before it, but came too late for the report of its own period: this report tells it.
    """

    name: str
    first: date
    last: date
    rows: tuple[FigureRow, ...]
    late: tuple[Entry, ...]
    made_up: tuple[Entry, ...]


def list_figures(
    recorded: Mapping[str, tuple[int, int]],
    items: Iterable[ItemRow],
    actions: Iterable[ActionRow],
    since: date,
) -> list[FigureRow]:
    """Return every figure; `recorded` counts entries by figure: from `since` on, and all.

    What was withdrawn counts nowhere. All rows are those of the period's last day.
    """
    live = [row for row in items if row.withdrawn is None]
    late = [row.due for row in live if row.timeliness == Timeliness.OVERDUE]
    duties = list(actions)
    days: dict[str, list[date | None]] = {
        "completed": _completed(live),
        "overdue": late,
        "agreed": [row.agreed_on for row in duties],
        "actions_completed": _completed(duties),
    }
    counted = {name: (_from(since, found), len(found)) for name, found in days.items()}
    return [
        FigureRow(name, *(counted.get(name) or recorded.get(name, (0, 0))))
        for name in FIGURE_LABELS
    ]


def _completed(rows: Iterable[ItemRow | ActionRow]) -> list[date | None]:
    return [row.completed_on for row in rows if row.status == Status.COMPLETED]


def _from(since: date, days: Iterable[date | None]) -> int:
    return sum(day is not None and day >= since for day in days)
