"""What ships is whole: the plans load, the schema beside them is the live one."""

import json
from pathlib import Path

import pytest

from coopctl.definitions.load import load_plan
from coopctl.definitions.schema.jsonschema import plan_schema
from coopctl.definitions.yaml.problems import errors_of

PLANS = Path(__file__).parents[2] / "plans"
EXAMPLE = Path(__file__).parents[2] / "coopctl" / "example" / "plans"


@pytest.mark.parametrize("file", sorted([*PLANS.glob("*.yaml"), *EXAMPLE.glob("*.yaml")]), ids=str)
def test_a_shipped_plan_has_no_errors(file: Path) -> None:
    plan, problems = load_plan(file)
    assert plan is not None
    assert errors_of(problems) == []


def test_the_real_plan_states_nothing_that_its_source_does_not() -> None:
    plan, problems = load_plan(PLANS / "hung-yen-hoa-binh-2024.yaml")
    assert plan is not None
    assert [problem.code for problem in problems] == ["not-verifiable"] * 14
    for item in plan.items():
        stated = (item.kind, item.lead, item.start, item.due, item.deliverable, item.budget)
        assert stated == (None,) * 6
        assert not any((item.indicators, item.owes, item.cooperating))
    successors = [name for party in plan.parties for name in party.names[1:]]
    assert len(successors) == 4
    assert all(not name.confirmed and name.basis and name.note for name in successors)


def test_the_schema_beside_the_plans_is_the_live_one() -> None:
    kept = json.loads((PLANS / "plan.schema.json").read_text("utf-8"))
    assert kept == plan_schema(), "run `coopctl schema > plans/plan.schema.json`"
