"""From a plan file to a plan, or to every problem that the file has."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from coopctl.definitions.rules.ids import check_rules
from coopctl.definitions.yaml.nodes import read_nodes
from coopctl.definitions.yaml.problems import Finding, PlanProblem, errors_of
from coopctl.definitions.yaml.source import Source, read_source
from coopctl.definitions.yaml.tree import Node, Scalar, plain_data, text_at, value_at
from coopctl.domain.plan.plan import Plan
from coopctl.messages import N_, msg

Loaded = tuple[Plan | None, list[PlanProblem]]

# Beyond this a file is no plan with mistakes in it; to say more would help nobody.
MOST_PROBLEMS = 1_000


class _Reading(NamedTuple):
    """What came out of one file. `id` is where it states the plan's id, if it does."""

    plan: Plan | None
    problems: list[PlanProblem]
    source: Source | None
    id: Scalar | None


def load_plan(file: Path, shown: str | None = None) -> Loaded:
    """Load one plan file, shown as `shown` in problems. The plan is None if there is an error."""
    name = shown or str(file)
    return load_plans({name: file})[name]


def load_plans(files: Mapping[str, Path]) -> dict[str, Loaded]:
    """Load several files, by the name they are shown under; two with one plan id are an error."""
    taken: dict[str, str] = {}
    loaded = {}
    for shown, file in files.items():
        reading = _read(file, shown)
        problems = _in_order([*reading.problems, *_check_plan_id(reading, shown, taken)])
        plan = None if errors_of(problems) else reading.plan
        loaded[shown] = plan, list(_limit(problems))
    return loaded


def _in_order(problems: Iterable[PlanProblem]) -> list[PlanProblem]:
    return sorted(problems, key=lambda problem: (problem.line, problem.column))


def _limit(problems: list[PlanProblem]) -> Iterator[PlanProblem]:
    yield from problems[:MOST_PROBLEMS]
    left = problems[MOST_PROBLEMS:]
    if left:
        severity = "error" if errors_of(left) else "warning"
        message = msg(N_("there are {count} more problems in this file"), count=len(left))
        hint = msg(N_("correct those above first"))
        yield left[0]._replace(severity=severity, code="more", message=message, hint=hint)


def _check_plan_id(reading: _Reading, shown: str, taken: dict[str, str]) -> Iterator[PlanProblem]:
    """Yield a problem where a file before has this plan's id, and note the id as taken."""
    id_, source = reading.id, reading.source
    if id_ is None or source is None:
        return
    first = taken.setdefault(id_.text.casefold(), shown)
    if first != shown:
        message = msg(N_("the plan `{id}` is also in `{path}`"), id=id_.text, path=first)
        hint = msg(N_("give one of them another `id`, or take the copy out of the folder"))
        yield source.locate(Finding(id_.line, id_.column, "duplicate-plan", message, hint))


def _read(file: Path, shown: str) -> _Reading:
    source, problems = read_source(file, shown)
    return _Reading(None, problems, None, None) if source is None else _understand(source)


@lru_cache(maxsize=4)  # the command that makes a ledger asks for its plan three times
def _understand(source: Source) -> _Reading:
    root, problems = read_nodes(source)
    if root is None:
        return _Reading(None, problems, source, None)
    plan, complaints = _make_plan(root)
    problems += map(source.locate, (*complaints, *check_rules(root)))
    return _Reading(plan, problems, source, text_at(value_at(root, "plan"), "id"))


def _make_plan(root: Node) -> tuple[Plan | None, list[Finding]]:
    from pydantic import ValidationError

    from coopctl.definitions.schema.explanations import explain
    from coopctl.definitions.schema.plan import PlanFile

    try:
        return PlanFile.model_validate(plain_data(root)).record(), []
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        return None, list(explain(found, root, PlanFile))
