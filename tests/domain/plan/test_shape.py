"""A plan is whole where every value is of its field's type."""

from pathlib import Path

import pytest

from coopctl.definitions.load import load_plans
from coopctl.domain.plan.plan import Plan
from coopctl.domain.plan.shape import is_whole

ROOT = Path(__file__).parents[3]
PLANS = [
    *Path("plans").resolve().glob("*.yaml"),
    *Path("coopctl/example/plans").resolve().glob("*.yaml"),
]


def load(file: Path) -> Plan:
    ((plan, _problems),) = load_plans({file.name: file}).values()
    assert plan is not None
    return plan


@pytest.mark.parametrize("file", PLANS, ids=lambda file: file.stem)
def test_every_shipped_plan_is_whole(file: Path) -> None:
    assert is_whole(load(file))


@pytest.mark.parametrize(
    "change",
    [{"title": 5}, {"areas": None}, {"areas": ("x",)}, {"timezone": None}, {"date": "2024-09-17"}, {"example": 1}],
    ids=str,
)  # fmt: skip
def test_what_is_of_another_type_is_found(change: dict[str, object]) -> None:
    assert not is_whole(load(PLANS[0])._replace(**change))  # type: ignore[arg-type]
