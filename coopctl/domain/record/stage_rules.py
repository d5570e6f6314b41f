"""What may be said of a task's stage: which there are, which grade goes with it, in which order."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from coopctl.domain.codes import GRADE_LABELS, STAGE_LABELS, Status
from coopctl.domain.plan.plan import Pipeline, Stage
from coopctl.domain.plan.stages import StageEvent, Way, place_in, walk
from coopctl.domain.record.entries import Body
from coopctl.domain.record.matching import match_code, refusal, resolve, show_code
from coopctl.domain.words.dates import show_day
from coopctl.domain.words.text import excerpt
from coopctl.messages import N_, CoopError, Message, msg

Spoken = Callable[[str], tuple[str, ...]]

# The fields that say something about a stage, and nothing without one.
ABOUT_STAGE = ("grade", "document", "reason")


class Track(NamedTuple):
    """What a stage is held against: the item's pipeline, and what was stated of it, oldest first.

    `status_on` gives the item's status on a day, and the day of its completion.
    """

    pipeline: Pipeline
    events: tuple[StageEvent, ...]
    status_on: Callable[[date], tuple[str, date | None]]


class Complaint(NamedTuple):
    """What is wrong with a field, and what to do."""

    field: str
    message: Message
    hint: Message


def match_stage(text: str, track: Track | None, spoken: Spoken) -> str:
    """Return the stage that `text` means, by its id or its name in either language.

    Raises: CoopError with all stages in their order; or where the item has no pipeline.
    """
    pipeline = _pipeline(track)
    every = (*pipeline.stages, *pipeline.exits)
    names = tuple((one.id, (*_names(one), *spoken(STAGE_LABELS[one.id]))) for one in every)
    meant = resolve(text, names)
    if isinstance(meant, str):
        return meant
    if meant.candidates:
        raise refusal(text, meant, {one.id: show_code(one.id, one.name) for one in every})
    raise CoopError(
        msg(N_("`{pipeline}` has no stage `{text}`"), pipeline=pipeline.id, text=excerpt(text)),
        msg(
            N_("its stages in order: {stages}"),
            stages=tuple(show_code(one.id, one.name) for one in every),
        ),
    )


def _pipeline(track: Track | None) -> Pipeline:
    if track is None:
        raise CoopError(
            msg(N_("it follows no pipeline of S&T stages")),
            msg(N_("leave it out, or give the item a `pipeline` in the plan")),
        )
    return track.pipeline


def _names(stage: Stage) -> tuple[str, ...]:
    return tuple(name for name in stage.name if name)


def match_grade(text: str, track: Track | None, spoken: Spoken) -> str:
    """Return the grade that `text` means. Raises: CoopError with those that there are."""
    pipeline = _pipeline(track)
    known = {grade for stage in pipeline.stages for grade in stage.grades}
    labels = {grade: label for grade, label in GRADE_LABELS.items() if grade in known}
    return match_code(text, labels, spoken)


def fill_status(read: Body, track: Track | None) -> None:
    """Say the status where only a stage was stated: the last one; in progress once it has begun."""
    if "status" in read or "stage" not in read or track is None:
        return
    status, completed_on = track.status_on(read["on"])
    read["status"] = Status.IN_PROGRESS.value if status == Status.NOT_STARTED else str(status)
    if status == Status.COMPLETED and completed_on is not None:
        read.setdefault("completed_on", completed_on.isoformat())


def check_stage(read: Body, track: Track | None) -> Iterator[Complaint]:
    """Yield what does not fit: fields without a stage, a grade that it has not, an order without reason."""
    if "stage" not in read or track is None:
        yield from _check_alone(read)
        return
    stage = track.pipeline.stage(read["stage"])
    if stage is None:
        return
    yield from _check_grade(read, stage)
    if "reason" not in read:
        for message in disorder(read["stage"], read["on"], track):
            hint = msg(N_("say why with `--reason`, or record first what lies between"))
            yield Complaint("reason", msg(N_("is owed: {why}"), why=message), hint)


def _check_alone(read: Body) -> Iterator[Complaint]:
    for name in ABOUT_STAGE:
        if name in read:
            hint = msg(
                N_("say the stage as well, or leave it out; `evidence` is for other documents")
            )
            yield Complaint(name, msg(N_("belongs to a stage, and none is stated")), hint)


def _check_grade(read: Body, stage: Stage) -> Iterator[Complaint]:
    if "grade" not in read or read["grade"] in stage.grades:
        return
    if not stage.grades:
        message = msg(N_("`{stage}` is not graded"), stage=stage.id)
        yield Complaint("grade", message, msg(N_("leave the grade out")))
        return
    message = msg(
        N_("`{stage}` has no grade `{grade}`"),
        stage=stage.id,
        grade=msg(GRADE_LABELS[read["grade"]]),
    )
    grades = tuple(msg(GRADE_LABELS[grade]) for grade in stage.grades)
    yield Complaint("grade", message, msg(N_("one of: {codes}"), codes=grades))


def disorder(stage: str, on: date, track: Track) -> tuple[Message, ...]:
    """Say what is out of order if `stage` is stated for a day: a skip, a step back, a task that had ended."""
    before = walk(track.pipeline, (event for event in track.events if event.on <= on))
    order = place_in(track.pipeline, stage)
    if order < 0:
        return ()  # the ways out are open from anywhere
    after = [event for event in track.events if event.on > on]
    found = (
        _reopened(before), _gone_back(stage, order, before), _skipped(stage, order, before),
        _before_later(stage, order, track.pipeline, after),
    )  # fmt: skip
    return tuple(message for message in found if message is not None)


def _reopened(before: Way) -> Message | None:
    if before.end is None:
        return None
    return msg(
        N_("the task ended with `{stage}` on {day}"),
        stage=before.end.stage, day=show_day(before.end.on),
    )  # fmt: skip


def _gone_back(stage: str, order: int, before: Way) -> Message | None:
    last = before.path[-1] if before.path else None
    if last is None or place_in(before.pipeline, last.stage) <= order:
        return None
    return msg(
        N_("`{stage}` goes back from `{last}` of {day}"),
        stage=stage, last=last.stage, day=show_day(last.on),
    )  # fmt: skip


def _skipped(stage: str, order: int, before: Way) -> Message | None:
    last = place_in(before.pipeline, before.path[-1].stage) if before.path else -1
    skipped = before.pipeline.stages[last + 1 : order]
    if not skipped:
        return None
    return msg(
        N_("`{stage}` skips {skipped}"),
        stage=stage,
        skipped=tuple(show_code(one.id, msg(STAGE_LABELS[one.id])) for one in skipped),
    )


def _before_later(
    stage: str, order: int, pipeline: Pipeline, after: Sequence[StageEvent]
) -> Message | None:
    """Say that the next stage that was stated for a later day lies before this one in the order."""
    later = next((one for one in after if place_in(pipeline, one.stage) >= 0), None)
    if later is None or place_in(pipeline, later.stage) >= order:
        return None
    return msg(
        N_("`{stage}` lies beyond `{later}`, which was stated for {day}"),
        stage=stage, later=later.stage, day=show_day(later.on),
    )  # fmt: skip


def remark_on(body: Body, on: date, track: Track | None) -> Iterator[Message]:
    """Yield what is allowed but worth a second look: the order, and rules that were not in force."""
    stage = track.pipeline.stage(body.get("stage", "")) if track is not None else None
    if track is None or stage is None:
        return
    yield from disorder(stage.id, on, track)
    first, last = track.pipeline.valid_from, track.pipeline.valid_to
    if stage.approval and ((first and on < first) or (last and on > last)):
        yield msg(
            N_("approved on {day}, when the rules of `{pipeline}` were not those for new tasks"),
            day=show_day(on), pipeline=track.pipeline.id,
        )  # fmt: skip
