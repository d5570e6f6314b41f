"""Research tasks as rows: the table of tasks by stage, and the time limits that are due."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from coopctl.domain.codes import STAGE_LABELS
from coopctl.domain.plan.plan import Clock, Pipeline, Text
from coopctl.domain.plan.stages import Running, StageEvent, Way
from coopctl.domain.standing.standing import ItemRow


class RunningClock(NamedTuple):
    """A running time limit of an item, as lists of what is due show it.

    `names` is the clock in both languages; `days` are left, negative ones over.
    """

    plan: str
    item: str
    title: str
    clock: str
    names: Text
    started: date
    due: date
    days: int
    source: Text | None
    unconfirmed: bool
    lead: str | None


class Noted(NamedTuple):
    """A difficulty that was noted: the day, and the words."""

    on: date
    text: str


class Task(NamedTuple):
    """An item that goes through the stages of an S&T task: how it stands, its way, what runs.

    `noted` is the difficulty met at acceptance, else the last one that was noted.
    """

    row: ItemRow
    way: Way
    clocks: tuple[Running, ...]
    noted: Noted | None


class StageRow(NamedTuple):
    """One task in the table of tasks by stage.

    `stage` is where it stands, `stage_name` in the words of its rules, `since` from which day; None
    where none was stated. `aside` is the way out that was stated last, if any. `clock` is the time limit
    that runs out first, with `clock_days` left (negative: over).
    """

    plan: str
    item: str
    title: str
    lead: str | None
    level: str
    pipeline: str
    status: str
    stage: str | None
    stage_name: str | None
    since: date | None
    grade: str | None
    document: str | None
    aside: str | None
    clock: str | None
    clock_name: str | None
    clock_due: date | None
    clock_days: int | None
    clock_unconfirmed: bool
    difficulty: str | None
    difficulty_on: date | None


def note_difficulty(
    pipeline: Pipeline, events: Iterable[StageEvent], last: Noted | None
) -> Noted | None:
    """Return the newest difficulty that was stated with an acceptance, else the `last` of all."""
    at_acceptance = [
        Noted(event.on, event.difficulty)
        for event in events
        if event.difficulty and (stage := pipeline.stage(event.stage)) and stage.acceptance
    ]
    return at_acceptance[-1] if at_acceptance else last


def make_row(task: Task, language: str) -> StageRow:
    """Return a task's row, with the names in a language (`vi` or `en`)."""
    row, way = task.row, task.way
    current = way.current
    stage = way.pipeline.stage(current.stage) if current else None
    first = min(task.clocks, key=lambda clock: clock.due, default=None)
    return StageRow(
        plan=row.plan,
        item=row.item,
        title=row.title,
        lead=row.lead,
        level=way.pipeline.level,
        pipeline=way.pipeline.id,
        status=row.status,
        stage=current.stage if current else None,
        stage_name=stage.name.read(language) if stage else None,
        since=current.on if current else None,
        grade=current.grade if current else None,
        document=current.document if current else None,
        aside=way.asides[-1].stage if way.asides else None,
        clock=first.clock.id if first else None,
        clock_name=first.clock.name.read(language) if first else None,
        clock_due=first.due if first else None,
        clock_days=first.days if first else None,
        clock_unconfirmed=first is not None and is_doubtful(first.clock),
        difficulty=task.noted.text if task.noted else None,
        difficulty_on=task.noted.on if task.noted else None,
    )


def is_doubtful(clock: Clock) -> bool:
    """Tell whether nobody verified a time limit: neither a primary source nor the plan states it."""
    return clock.unconfirmed and not clock.overridden


def count_stages(rows: Iterable[StageRow]) -> list[tuple[str | None, dict[str, int]]]:
    """Count tasks by stage, in the order of the stages, and level; first those without a stage (None)."""
    counts: dict[str | None, dict[str, int]] = {}
    for row in rows:
        levels = counts.setdefault(row.stage, {})
        levels[row.level] = levels.get(row.level, 0) + 1
    return [(stage, counts[stage]) for stage in (None, *STAGE_LABELS) if stage in counts]


def make_clock(row: ItemRow, running: Running) -> RunningClock:
    """Return a running time limit of an item as lists of what is due show it."""
    clock = running.clock
    return RunningClock(
        row.plan, row.item, row.title, clock.id, clock.name, running.started, running.due,
        running.days, clock.source, is_doubtful(clock), row.lead,
    )  # fmt: skip


def task_data(task: Task | None, language: str) -> dict[str, Any]:
    """Return a task as the JSON of its item has it: `task`, `stages` and `clocks`; nothing for None."""
    if task is None:
        return {}
    way = task.way
    events = (*way.path, *way.asides)
    return {
        "task": make_row(task, language)._asdict(),
        "stages": [event._asdict() for event in sorted(events, key=lambda event: event.on)],
        "clocks": [_clock_data(make_clock(task.row, one), language) for one in task.clocks],
    }


def _clock_data(clock: RunningClock, language: str) -> dict[str, Any]:
    source = clock.source.read(language) if clock.source else None
    return {**clock._asdict(), "names": clock.names._asdict(), "source": source}
