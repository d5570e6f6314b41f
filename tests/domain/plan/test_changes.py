"""What changed between two versions of a plan, said in short."""

from pathlib import Path

import pytest

from coopctl.domain.plan.changes import describe_changes
from coopctl.domain.plan.labels import FIELD_LABELS
from coopctl.domain.plan.plan import Item, Plan
from tests.conftest import PLAN
from tests.ledger.helpers import plan_of


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return plan_of(PLAN, tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("", "", []),
        ("due: 31/12/2026", "due: 1/1/2027", ["`1.2`: Due"]),
        ("Variety trial}\n        lead: hung-yen", "Trial}\n        lead: hoa-binh",
         ["`1.2`: Title, Lead"]),
        ("target: 120", "target: 121", ["`2.1`: Indicator"]),
        ("      - id: 2.2\n        title: {vi: Trao đổi thông tin, en: Exchange of information}\n", "",
         ["items left out: 2.2"]),
        ("areas:\n  - id: 1\n    title: {vi: Nguồn gen", "areas:\n  - id: 1\n    title: {vi: Gen",
         ["the areas and their titles"]),
        ("number: 48/KH-SKHCN", "number: 49/KH-SKHCN", ["of the plan: Number"]),
        ("title: {vi: Kế hoạch thử, en: Test plan}", "title: {vi: Thử, en: Try}\n  example: true",
         ["of the plan: Title, Example"]),
        ("short: Hưng Yên", "short: HY", ["of the plan: Parties"]),
        ("to: 2026}", "to: 2027}", ["of the plan: Memorandum"]),
    ],
)  # fmt: skip
def test_each_change_is_named(
    plan: Plan, tmp_path: Path, old: str, new: str, said: list[str]
) -> None:
    assert old in PLAN
    changed = plan_of(PLAN.replace(old, new), tmp_path)
    assert [str(one) for one in describe_changes(plan, changed)] == said


def test_new_items_come_in_the_plans_order(plan: Plan, tmp_path: Path) -> None:
    more = "".join(
        f"      - {{id: {n}, title: {{vi: a, en: b}}}}\n" for n in ("3.9", "3.11", "3.2")
    )
    changed = plan_of(PLAN + more, tmp_path)
    assert [str(one) for one in describe_changes(plan, changed)] == ["new items: 3.9, 3.11, 3.2"]
    back = [str(one) for one in describe_changes(changed, plan)]
    assert back == ["items left out: 3.9, 3.11, 3.2"]


def test_a_renamed_item_is_one_left_out_and_one_new(plan: Plan, tmp_path: Path) -> None:
    changed = plan_of(PLAN.replace("- id: 3.10", "- id: 3.20"), tmp_path)
    said = [str(one) for one in describe_changes(plan, changed)]
    assert said == ["new items: 3.20", "items left out: 3.10"]


def test_items_that_change_places_are_noticed(plan: Plan, tmp_path: Path) -> None:
    first = PLAN.index("      - id: 2.1")
    second = PLAN.index("      - id: 2.2")
    end = PLAN.index("  - id: 3\n")
    swapped = PLAN[:first] + PLAN[second:end] + PLAN[first:second] + PLAN[end:]
    said = [str(one) for one in describe_changes(plan, plan_of(swapped, tmp_path))]
    assert said == ["the order of the items"]


def test_every_field_that_may_change_has_a_name_in_words() -> None:
    assert {*Item._fields, *Plan._fields} - FIELD_LABELS.keys() == {"id", "areas"}
