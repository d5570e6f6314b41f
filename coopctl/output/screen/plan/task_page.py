"""A task's way through the stages, drawn: what is behind, where it stands, what is to come."""

from coopctl.domain.plan.plan import Clock, Pipeline, Stage
from coopctl.domain.plan.stages import StageEvent, Way, skipped_before
from coopctl.domain.standing.tasks import Task
from coopctl.language import _
from coopctl.output.screen.marks import join
from coopctl.output.screen.page import Page, Part
from coopctl.output.screen.plan import stage_text
from coopctl.output.words import words

# How each stage looks; the word beside a skipped one says what its mark says.
_DONE = Part("●", "green")
_CURRENT = Part("►", "bold cyan")
_SKIPPED = Part("–", "dim")
_TO_COME = Part("○", "dim")
_ASIDE = Part("×", "yellow")
_DAY = 10  # cells of `31/12/2026`


def show_task(page: Page, task: Task, soon: int) -> None:
    """Print the pipeline with its stages, and the limits that run."""
    pipeline = task.way.pipeline
    page.heading(_("S&T stages"))
    page.line(Part(words.read(pipeline.name)), *_span(pipeline), indent=2, hang=2)
    skipped = skipped_before(task.way)
    for stage in pipeline.stages:
        _show_stage(page, task.way, stage, skipped=stage in skipped)
    for event in task.way.asides:
        _show_aside(page, task.way, event)
    _show_clocks(page, task, soon)
    _show_basis(page, pipeline)


def _span(pipeline: Pipeline) -> list[Part]:
    if pipeline.valid_from:
        said = _("for tasks approved from {day}").format(day=words.day(pipeline.valid_from))
    elif pipeline.valid_to:
        said = _("for tasks approved until {day}").format(day=words.day(pipeline.valid_to))
    else:
        return []
    return [Part(f" · {said}", "dim")]


def _show_stage(page: Page, way: Way, stage: Stage, *, skipped: bool) -> None:
    event = way.event_of(stage.id)
    is_current = event is not None and event is way.current
    name = Part(words.read(stage.name), "bold" if is_current else "" if event else "dim")
    doubt = [Part(_("not verified"), stage_text.NOT_VERIFIED)] if stage.unconfirmed else []
    if event is not None:
        mark = _CURRENT if is_current else _DONE
        _show_line(page, mark, event, join([[name], *_details(event), doubt]))
        return
    state = [Part(_("skipped"), "dim")] if skipped else []
    _show_line(page, _SKIPPED if skipped else _TO_COME, None, join([[name], state, doubt]))


def _show_line(page: Page, mark: Part, event: StageEvent | None, said: list[Part]) -> None:
    day = words.day(event.on) if event else ""
    page.columns(
        [([mark], 1), ([Part(day.rjust(_DAY))], _DAY), (said, page.width - _DAY - 7)], indent=2
    )
    if event is not None and event.reason:
        reason = _("Reason: {text}").format(text=event.reason)
        page.line(Part(reason, "dim"), indent=_DAY + 7, hang=2)


def _details(event: StageEvent) -> list[list[Part]]:
    """Return the grade, the document, the entry."""
    grade = [Part(words.label("grade", event.grade), "bold")] if event.grade else []
    document = [Part(event.document)] if event.document else []
    return [grade, document, [Part(event.entry, "dim")]]


def _show_aside(page: Page, way: Way, event: StageEvent) -> None:
    stage = way.pipeline.stage(event.stage)
    name = words.read(stage.name) if stage else event.stage
    _show_line(page, _ASIDE, event, join([[Part(name, "bold")], *_details(event)]))


def _show_clocks(page: Page, task: Task, soon: int) -> None:
    if task.clocks:
        page.heading(_("Time limits that run"))
    for running in sorted(task.clocks, key=lambda one: one.due):
        mark = stage_text.mark_of(running.days, soon)
        page.line(mark, Part(" "), *stage_text.clock_parts(running, soon), indent=2, hang=2)
        _show_origin(page, running.clock)
    unset = [
        clock
        for clock in task.way.pipeline.clocks
        if clock.duration is None and not clock.overridden
    ]
    if unset:
        names = ", ".join(f"{words.read(one.name)} (`{one.id}`)" for one in unset)
        said = _("Without a limit until the plan sets one under `pipelines`: {names}")
        page.gap()
        page.line(Part(said.format(names=names), "dim"), indent=2)


def _show_origin(page: Page, clock: Clock) -> None:
    origin = list(stage_text.origin_parts(clock))
    if origin:
        page.line(*origin, indent=4, hang=2)
    if clock.note and not clock.overridden:
        page.line(Part(words.read(clock.note), "dim"), indent=4)


def _show_basis(page: Page, pipeline: Pipeline) -> None:
    page.gap()
    doubt = f" ({_('not verified')})"
    sources = "; ".join(
        words.read(source.text) + (doubt if source.unconfirmed else "")
        for source in pipeline.sources
    )
    page.line(Part(_("Basis: {text}").format(text=sources), "dim"), indent=2)
    if pipeline.note:
        page.line(Part(words.read(pipeline.note), "dim"), indent=2)
