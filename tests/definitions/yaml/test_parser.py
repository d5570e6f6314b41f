"""YAML as a tree: what is refused, and that nothing can crash or stall the reader."""

import pytest
import yaml

from coopctl.definitions.yaml.nodes import Mapping, Node, Scalar, Sequence, read_nodes
from coopctl.definitions.yaml.parser import read_tree
from coopctl.definitions.yaml.places import Place
from coopctl.definitions.yaml.source import make_source
from coopctl.definitions.yaml.tree import DEPTH


def read(text: str) -> tuple[Node | None, list[tuple[int, int, str]]]:
    root, problems = read_nodes(make_source("x", text))
    return root, [(one.line, one.column, one.code) for one in problems]


def test_every_value_knows_its_place() -> None:
    root, problems = read("a: 1.10\nb:\n  - 'no'\n  - |\n    đ\n")
    assert problems == []
    assert root == Mapping(
        {
            "a": (Scalar("a", True, 1, 1), Scalar("1.10", True, 1, 4)),
            "b": (
                Scalar("b", True, 2, 1),
                Sequence((Scalar("no", False, 3, 5), Scalar("đ", False, 4, 5)), 3, 3),
            ),
        },
        1,
        1,
    )


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "{" * 100_000,
        "- " * 100_000,
        "? " * 100_000,
        "[\n" * 100_000,
        "a: " + "[" * 100_000 + "]" * 100_000,
        "\n".join(" " * depth + "a:" for depth in range(500)),
    ],
    ids=["list", "mapping", "block", "key", "lines", "closed", "indented"],
)
def test_deep_nesting_is_refused_before_it_can_crash(text: str) -> None:
    root, problems = read(text)
    assert root is None
    assert [code for _, _, code in problems] == ["too-deep"]


def test_nesting_to_the_limit_is_read() -> None:
    root, problems = read("[" * DEPTH + "]" * DEPTH)
    assert root is not None
    assert problems == []


def test_aliases_are_refused_so_that_none_can_multiply() -> None:
    lines = ["a0: &a0 x"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    root, problems = read("\n".join(lines))
    assert root is not None
    assert {code for _, _, code in problems} == {"anchor", "alias"}
    assert len(problems) == 12 + 11 * 9


def test_an_alias_as_a_key_is_reported_once() -> None:
    root, problems = read("*a : 1\n")
    assert isinstance(root, Mapping)
    assert root.entries == {}
    assert problems == [(1, 1, "alias")]


def test_an_anchored_or_tagged_nothing_is_still_nothing() -> None:
    root, problems = read("!!null")
    assert root is None
    assert [code for _, _, code in problems] == ["tag", "empty"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a:\n\tb: c\n", "tab"),
        ("a: 'b\n", "quote"),
        ('a: "b\n---\n', "quote"),
        ("a: b: c\n", "colon"),
        ("a: @b\n", "start-character"),
        ("a: *\n", "start-character"),
        ("a: - b\n", "list"),
        ("a: [b\n", "bracket"),
        ("a: {b: c\n", "bracket"),
        ('a: "\\d"\n', "escape"),
        ('a: "\\xzz"\n', "escape"),
        ("a: | b\n", "block-text"),
        ("a: b\n...\nc\n", "syntax"),
        ("a: !e!x b\n", "start-character"),
    ],
)
@pytest.mark.parametrize("loader", ["CSafeLoader", "SafeLoader"])
def test_both_parsers_of_the_library_are_understood(text: str, code: str, loader: str) -> None:
    tree = read_tree(text, getattr(yaml, loader))
    assert tree.root is None
    assert [finding.code for finding in tree.findings] == [code]


def test_a_place_leads_down_and_makes_problems() -> None:
    source = make_source("form", "a: {b: [x, ~]}\n")
    root, _ = read_nodes(source)
    assert root is not None
    place = Place(source, root)
    assert place.text is None
    assert place.child("c") is None
    child = place.child("a")
    assert child is not None
    ((key, value),) = child.pairs()
    assert (key.text, [part.text for part in value.parts()]) == ("b", ["x", None])
    assert list(key.pairs()) == []
    assert list(key.parts()) == []
    from coopctl.messages import N_, msg

    problem = value.error("code", msg(N_("wrong")), None)
    assert (problem.path, problem.line, problem.column, problem.excerpt) == (
        "form", 1, 8, "a: {b: [x, ~]}"
    )  # fmt: skip
