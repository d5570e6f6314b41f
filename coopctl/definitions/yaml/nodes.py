"""A file's text as a tree of nodes; what YAML may not have in it is a problem with its place."""

from coopctl.definitions.yaml.problems import PlanProblem
from coopctl.definitions.yaml.source import (
    Source,
    find_strange_characters,
    without_strange_characters,
)
from coopctl.definitions.yaml.tree import Mapping, Node, Scalar, Sequence

__all__ = ["Mapping", "Node", "Scalar", "Sequence", "read_nodes"]


def read_nodes(source: Source) -> tuple[Node | None, list[PlanProblem]]:
    """Read a file's one document. What is not allowed in it is a problem; so is no document."""
    findings = find_strange_characters(source)
    if findings and findings[-1].code == "not-text":
        return None, [source.locate(finding) for finding in findings]
    from coopctl.definitions.yaml.parser import read_tree

    text = without_strange_characters(source.text) if findings else source.text
    tree = read_tree(text)
    return tree.root, [source.locate(one) for one in (*findings, *tree.findings)]
