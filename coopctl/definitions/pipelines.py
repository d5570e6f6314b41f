"""The pipelines inside the package: read as strictly as a plan, each mistake with its place.

A plan may set the clocks of a pipeline anew; what comes of both goes into the compiled plan.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from coopctl.definitions.yaml.nodes import read_nodes
from coopctl.definitions.yaml.problems import BrokenPlan, Finding, PlanProblem
from coopctl.definitions.yaml.source import read_source
from coopctl.definitions.yaml.tree import Node, Scalar, mappings_at, pairs_at, plain_data, text_at
from coopctl.domain.codes import PIPELINES
from coopctl.domain.plan.plan import Clock, Pipeline
from coopctl.domain.words.durations import Duration
from coopctl.domain.words.text import nearest
from coopctl.messages import N_, msg

FOLDER = Path(__file__).parents[1] / "pipelines"

Clocks = Mapping[str, Duration | None]


def load_pipeline(file: Path) -> tuple[Pipeline | None, list[PlanProblem]]:
    """Load one pipeline file. The pipeline is None if there is an error."""
    source, problems = read_source(file, file.name)
    if source is None:
        return None, problems
    root, problems = read_nodes(source)
    if root is None:
        return None, problems
    pipeline, findings = _make_pipeline(root)
    problems += map(source.locate, findings)
    return (None, problems) if problems else (pipeline, [])


@cache
def shipped(pipeline_id: str) -> Pipeline:
    """Return a pipeline of the package. Raises: BrokenPlan where somebody spoilt its file."""
    pipeline, problems = load_pipeline(FOLDER / f"{pipeline_id}.yaml")
    if pipeline is None:
        raise BrokenPlan(problems)
    return pipeline


def resolve(used: Iterable[str | None], changed: Mapping[str, Clocks]) -> tuple[Pipeline, ...]:
    """Return the pipelines that items use, with the clocks as the plan sets them."""
    ids = set(used)
    return tuple(
        _with_clocks(shipped(one), changed.get(one, {})) for one in PIPELINES if one in ids
    )


def _with_clocks(pipeline: Pipeline, clocks: Clocks) -> Pipeline:
    return pipeline._replace(clocks=tuple(_set(clock, clocks) for clock in pipeline.clocks))


def _set(clock: Clock, clocks: Clocks) -> Clock:
    if clock.id not in clocks:
        return clock
    return clock._replace(duration=clocks[clock.id], overridden=True)


def check_overrides(root: Node) -> Iterator[Finding]:
    """Yield the clocks of a plan's `pipelines:` that the pipeline does not have, and what no item uses."""
    items = (item for area in mappings_at(root, "areas") for item in mappings_at(area, "items"))
    used = {text.text for item in items if (text := text_at(item, "pipeline")) is not None}
    for pipeline_id, override in pairs_at(root, "pipelines"):
        if pipeline_id.text not in PIPELINES:
            continue  # the schema's to refuse
        if pipeline_id.text not in used:
            yield _unused(pipeline_id)
        known = tuple(clock.id for clock in shipped(pipeline_id.text).clocks)
        for clock, _ in pairs_at(override, "clocks"):
            if clock.text not in known and not clock.broken:
                yield _unknown_clock(clock, pipeline_id.text, known)


def _unused(pipeline: Scalar) -> Finding:
    return Finding(
        pipeline.line,
        pipeline.column,
        "unused-pipeline",
        msg(N_("no item has the pipeline `{pipeline}`"), pipeline=pipeline.text),
        msg(N_("take it out, or give the item its `pipeline`")),
        "warning",
    )


def _unknown_clock(clock: Scalar, pipeline: str, known: tuple[str, ...]) -> Finding:
    first = nearest(clock.text, known)
    return Finding(
        clock.line,
        clock.column,
        "unknown-clock",
        msg(N_("`{pipeline}` has no clock `{id}`"), pipeline=pipeline, id=clock.text),
        msg(N_("one of: {codes}"), codes=tuple(dict.fromkeys((*first, *known)))),
    )


def _make_pipeline(root: Node) -> tuple[Pipeline | None, list[Finding]]:
    from pydantic import ValidationError

    from coopctl.definitions.schema.explanations import explain
    from coopctl.definitions.schema.pipeline import PipelineFile

    try:
        pipeline = PipelineFile.model_validate(plain_data(root)).record()
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        return None, list(explain(found, root, PipelineFile))
    return pipeline, list(_check_ids(root))


def _check_ids(root: Node) -> Iterator[Finding]:
    """Yield ids that are used twice, and clocks that no stage stops after they started."""
    stages = [text_at(one, "id") for one in mappings_at(root, "stages")]
    exits = [text_at(one, "id") for one in mappings_at(root, "exits")]
    yield from _check_unique([*stages, *exits])
    yield from _check_unique(text_at(one, "id") for one in mappings_at(root, "clocks"))
    order = ["due", *(stage.text for stage in stages if stage is not None)]
    for clock in mappings_at(root, "clocks"):
        starts, stops = text_at(clock, "starts"), text_at(clock, "stops")
        for one in (starts, stops):
            if one is not None and one.text not in order:
                message = msg(N_("there is no stage `{id}`"), id=one.text)
                hint = msg(N_("one of: {codes}"), codes=tuple(order))
                yield Finding(one.line, one.column, "unknown-stage", message, hint)
        if starts and stops and {starts.text, stops.text} <= set(order):
            yield from _check_order(starts, stops, order)


def _check_order(starts: Scalar, stops: Scalar, order: list[str]) -> Iterator[Finding]:
    if order.index(stops.text) <= order.index(starts.text):
        message = msg(
            N_("`{stops}` does not come after `{starts}`"), stops=stops.text, starts=starts.text
        )
        hint = msg(N_("one of: {codes}"), codes=tuple(order[order.index(starts.text) + 1 :]))
        yield Finding(stops.line, stops.column, "stage-order", message, hint)


def _check_unique(ids: Iterable[Scalar | None]) -> Iterator[Finding]:
    first: dict[str, Scalar] = {}
    for one in ids:
        if one is not None and first.setdefault(one.text, one) is not one:
            message = msg(
                N_("the id `{id}` is used twice; first in line {line}"),
                id=one.text, line=first[one.text].line,
            )  # fmt: skip
            yield Finding(
                one.line, one.column, "duplicate-id", message, msg(N_("keep one of the two"))
            )
