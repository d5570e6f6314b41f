"""What an editor flags by the schema `check` flags by the models: in good plans spoilt everywhere."""

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import pytest
import yaml
from jsonschema import Draft7Validator

from coopctl.definitions.schema.jsonschema import plan_schema
from tests.conftest import PLAN
from tests.definitions.plans import GOOD, WHOLE, find_problems, with_head, with_item
from tests.definitions.schema.core_schema import read_core

# What `check` finds by the models alone; the rest takes a look at the plan as a whole.
STRUCTURE = {
    "missing-key", "unknown-key", "wrong-type", "too-few", "empty", "id", "date", "choice", "number", "zone",
    "report-day", "duration",
}  # fmt: skip

Where = tuple[int | str, ...]


class Typed(NamedTuple):
    """A scalar as it stands in the file."""

    text: str
    plain: bool = True


@cache
def validator() -> Draft7Validator:
    return Draft7Validator(plan_schema())


def editor_accepts(text: str) -> bool:
    return bool(validator().is_valid(read_core(text)))


def check_accepts(text: str) -> bool:
    return not STRUCTURE & {one.code for one in find_problems(text)}


def read_tree(text: str) -> Any:
    """Return a file as dicts, lists and `Typed` scalars."""
    return _tree(yaml.compose(text, Loader=yaml.SafeLoader))


def _tree(node: yaml.Node | None) -> Any:
    if isinstance(node, yaml.MappingNode):
        return {key.value: _tree(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_tree(one) for one in node.value]
    assert isinstance(node, yaml.ScalarNode)
    return Typed(node.value, node.style is None)


def write(tree: Any) -> str:
    """Return the file that a tree stands for, in flow style."""
    if isinstance(tree, dict):
        pairs = (
            f"{json.dumps(key, ensure_ascii=False)}: {write(value)}" for key, value in tree.items()
        )
        return f"{{{', '.join(pairs)}}}"
    if isinstance(tree, list):
        return f"[{', '.join(write(one) for one in tree)}]"
    if tree.plain and re.fullmatch(r"[\w./+~-]+", tree.text):
        return str(tree.text)
    return json.dumps(tree.text, ensure_ascii=False)


def places(tree: Any, start: Where = ()) -> Iterator[Where]:
    """Yield where each value of a tree stands, but for the root."""
    steps: list[int | str] = []
    if isinstance(tree, dict | list):
        steps = list(tree) if isinstance(tree, dict) else list(range(len(tree)))
    for step in steps:
        yield (*start, step)
        yield from places(tree[step], (*start, step))


def look(tree: Any, where: Where) -> Any:
    for step in where:
        tree = tree[step]
    return tree


def replaced(tree: Any, where: Where, new: Any) -> Any:
    """Return a tree with another value at a place."""
    if not where:
        return new
    copy: Any = dict(tree) if isinstance(tree, dict) else list(tree)
    copy[where[0]] = replaced(tree[where[0]], where[1:], new)
    return copy


def without(part: Any, step: int | str) -> Any:
    """Return a mapping or a list without one of its values."""
    if isinstance(part, dict):
        return {key: value for key, value in part.items() if key != step}
    return [one for place, one in enumerate(part) if place != step]


def quarrels(trees: Iterator[tuple[Where, Any]]) -> list[str]:
    """Return where editor and check do not agree; there must be something to compare."""
    found = []
    compared = 0
    for where, tree in trees:
        text = write(tree)
        by_editor, by_check = editor_accepts(text), check_accepts(text)
        compared += 1
        if by_editor != by_check:
            found.append(f"{where}: editor {by_editor}, check {by_check}")
    assert compared
    return found


_PLANS = {"every field": WHOLE, "of the tests": PLAN}
_VALUES = {
    "list": [Typed("x")], "no list": [], "mapping": {"q": Typed("x")}, "no mapping": {},
    "integer": Typed("12"), "negative": Typed("-5"), "year": Typed("2025"), "float": Typed("12.5"), "true": Typed("true"),
    "yes": Typed("yes"), "null": Typed("~"), "empty": Typed("", plain=False), "blank": Typed("  ", plain=False),
    "number in quotes": Typed("12", plain=False), "words": Typed("chữ & dấu", plain=False), "no day": Typed("31/2/2025"),
    "short year": Typed("19/9/24"), "American": Typed("9/19/2024"), "day": Typed("2024-09-19"), "zone": Typed("Asia/Bangkok"),
    "list of null": [Typed("~")], "mapping of null": {"vi": Typed("~")}, "Vietnamese": {"vi": Typed("x")},
}  # fmt: skip

# Where only one of them can know. An editor has read a number before the schema sees it: how it was
# typed is gone.
_APART = {
    ("float", "from"): "12.5 might be a month and a year, as 12.2025 is",
    ("float", "to"): "12.5 might be a month and a year, as 12.2025 is",
    ("float", "due"): "12.5 might be a month and a year, as 12.2025 is",
}
# Both flag it; `check` not as a wrong form, but as a zone that there is not.
_NO_ZONE = ("true", "timezone")


@pytest.mark.parametrize("name", _VALUES)
def test_a_changed_value(name: str) -> None:
    tree = read_tree(WHOLE)
    changed = (
        (where, replaced(tree, where, _VALUES[name]))
        for where in places(tree)
        if (name, where[-1]) not in {*_APART, _NO_ZONE}
    )
    assert quarrels(changed) == []


@pytest.mark.parametrize(("name", "key"), _APART)
def test_a_number_that_only_check_sees_through(name: str, key: str) -> None:
    tree = read_tree(WHOLE)
    where = next(where for where in places(tree) if where[-1] == key and where[0] != "parties")
    text = write(replaced(tree, where, _VALUES[name]))
    assert (editor_accepts(text), check_accepts(text)) == (True, False)


@pytest.mark.parametrize("plan", _PLANS)
def test_a_dropped_part(plan: str) -> None:
    tree = read_tree(_PLANS[plan])
    dropped = (
        (where, replaced(tree, where[:-1], without(look(tree, where[:-1]), where[-1])))
        for where in places(tree)
    )
    assert quarrels(dropped) == []


@pytest.mark.parametrize("plan", _PLANS)
@pytest.mark.parametrize("key", ["qq", "lead", "vi", "kế hoạch", "[key]"])
@pytest.mark.parametrize("value", ["chữ", "~"])
def test_an_added_key(plan: str, key: str, value: str) -> None:
    tree = read_tree(_PLANS[plan])
    added = (
        (where, replaced(tree, where, {**part, key: Typed(value)}))
        for where in [(), *places(tree)]
        if isinstance(part := look(tree, where), dict) and key not in part
    )
    assert quarrels(added) == []


_GOOD = {
    "small": GOOD,
    "of the tests": PLAN,
    "every field": WHOLE,
    "one language": with_item("title: {en: List}", "note: {vi: Ghi chú}"),
    "left empty": with_item("title: x", "lead:", "due: ~", "note: null", "cooperating:", "owes:"),
    "numbers for words": with_item("title: 2024", "lead: 1", "note: 1.10", "budget: true", "owes: {1: 5}"),
    "ids of numbers": GOOD.replace("id: thu", "id: 48").replace("id: 1.1", "id: 010"),
    "ids of truth": GOOD.replace("id: thu", "id: true").replace("hung-yen", "no"),
    "figures for deadlines": with_head("memorandum: {signed: 2024-08-09, from: 2024, to: 12/2026}"),
    "a month with a point": with_item("title: x", "due: 12.2025"),
    "an ISO month with a point": with_item("title: x", "due: 2025.12"),
    "a span": with_item("title: x", "due: 1/10–31/12/2025"),
    "a span of years": with_item("title: x", "due: 2024-2026"),
    "words for deadlines": with_item("title: x", "due: hằng năm"),
    "a truth for a deadline": with_item("title: x", "due: true"),
    "a day in words": with_item("title: x", "start: ngày 19 tháng 9 năm 2024"),
    "a leap day": with_item("title: x", "start: 29/2/2024"),
    "yes and no": with_head("example: Có"),
    "block text": with_item("title: |", "  Một", "  hai", "note: >", "  x", "  y"),
    "lists": with_item("title: x", "cooperating: [hung-yen, hoa-binh]", "indicators: []", "owes: {}"),
    "indicators": with_item("title: x", "indicators: [{id: 1, title: 2, target: 3, baseline: .5, type: other}]"),
}  # fmt: skip


@pytest.mark.parametrize("name", _GOOD)
def test_a_good_plan(name: str) -> None:
    assert (editor_accepts(_GOOD[name]), check_accepts(_GOOD[name])) == (True, True)
