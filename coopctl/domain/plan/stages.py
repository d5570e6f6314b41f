"""Where a research task stands in its pipeline, and which of its time limits run. Pure.

What was stated may skip stages and go back: the way that is left is always in the pipeline's order.
Source: Law 29/2013 and Law 93/2025/QH15 with their decrees, as the pipelines name them.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from coopctl.domain.plan.plan import Clock, Pipeline, Stage
from coopctl.domain.words.durations import AddWorkingDays, add_duration

# A stage that counts as a report, beside every update that states a result.
REPORTING_STAGE = "checked"


class StageEvent(NamedTuple):
    """An update that states a stage: the day, the entry, and what it says of the stage."""

    stage: str
    on: date
    entry: str
    grade: str | None = None
    document: str | None = None
    reason: str | None = None
    difficulty: str | None = None


class Way(NamedTuple):
    """The way of a task through its pipeline so far.

    `path` has the stages that it went through, in the pipeline's order, each with the day on which it was
    reached. `asides` are the ways out that were stated, oldest first; `end` is the one that ended it.
    """

    pipeline: Pipeline
    path: tuple[StageEvent, ...]
    asides: tuple[StageEvent, ...]
    end: StageEvent | None

    @property
    def current(self) -> StageEvent | None:
        """What was stated last of where it stands; an adjustment does not move it."""
        return self.end or (self.path[-1] if self.path else None)

    def reached(self, stage: str) -> date | None:
        """Return the day on which a stage, or one beyond it, was reached; None for not yet."""
        order = place_in(self.pipeline, stage)
        return next(
            (one.on for one in self.path if place_in(self.pipeline, one.stage) >= order), None
        )

    def event_of(self, stage: str) -> StageEvent | None:
        """Return what was stated of one stage; None where it was skipped or is still to come."""
        return next((one for one in self.path if one.stage == stage), None)


class Running(NamedTuple):
    """A time limit that runs: since when, its last day, and the days left (negative: over)."""

    clock: Clock
    started: date
    due: date
    days: int


def place_in(pipeline: Pipeline, stage: str) -> int:
    """Return a stage's place in the order, from 0; -1 for a way out and for what is not known."""
    return next((at for at, one in enumerate(pipeline.stages) if one.id == stage), -1)


def walk(pipeline: Pipeline, events: Iterable[StageEvent]) -> Way:
    """Follow what was stated, oldest first, through the pipeline.

    Going back forgets what lay beyond; a stage stated again keeps the day on which it was reached.
    """
    path: list[StageEvent] = []
    asides: list[StageEvent] = []
    end: StageEvent | None = None
    for event in events:
        stage = pipeline.stage(event.stage)
        if stage is None:
            continue
        order = place_in(pipeline, event.stage)
        if order < 0:
            asides.append(event)
            end = event if stage.ends else end
            continue
        end = None
        same = [one for one in path if one.stage == event.stage]
        path = [one for one in path if place_in(pipeline, one.stage) < order]
        path.append(_again(same[0], event) if same else event)
    return Way(pipeline, tuple(path), tuple(asides), end)


def _again(first: StageEvent, event: StageEvent) -> StageEvent:
    """Return a stage that was stated twice: since the first time, with the newest words on it."""
    newest = {name: value for name, value in event._asdict().items() if value is not None}
    return first._replace(**newest | {"on": first.on})


def skipped_before(way: Way) -> tuple[Stage, ...]:
    """Return the stages before the present one that were not stated."""
    last = place_in(way.pipeline, way.path[-1].stage) if way.path else 0
    return tuple(one for one in way.pipeline.stages[:last] if way.event_of(one.id) is None)


def run_clocks(
    way: Way,
    item_due: date | None,
    reported: date | None,
    as_of: date,
    add_working_days: AddWorkingDays,
) -> Iterator[Running]:
    """Yield the time limits that run on `as_of`, in the pipeline's order.

    `item_due` is the item's deadline in force, from which those that start on `due` count; `reported`
    the day of the last report, from which those that repeat count anew. A task without a stated
    stage has none, nor has one that came to its end.
    """
    if way.end is not None or not way.path:
        return
    for clock in way.pipeline.clocks:
        started = item_due if clock.starts == "due" else way.reached(clock.starts)
        if clock.duration is None or started is None or way.reached(clock.stops) is not None:
            continue
        if clock.repeats and reported is not None and reported > started:
            started = reported
        due = add_duration(started, clock.duration, add_working_days)
        yield Running(clock, started, due, (due - as_of).days)
