"""Places in a file: from the root down a path of keys and numbers, to where a problem is."""

from collections.abc import Iterator
from typing import NamedTuple

from coopctl.definitions.nodes import Mapping, Node, Scalar, Sequence
from coopctl.definitions.problems import Problem
from coopctl.definitions.source import Source
from coopctl.domain.messages import Message


class Place(NamedTuple):
    """Where in the file something stands."""

    source: Source
    node: Node

    def at(self, *path: int | str) -> "Place":
        """Return the place of a part, or this one where the part is not there."""
        node = self.node
        for step in path:
            found = child(node, step)
            if found is None:
                return Place(self.source, node)
            node = found
        return Place(self.source, node)

    def error(self, code: str, message: Message, hint: Message | None) -> Problem:
        """Make an error here."""
        return self.source.problem(self.node.line, self.node.column, code, message, hint)

    def warning(self, code: str, message: Message, hint: Message | None) -> Problem:
        """Make a warning here."""
        return self.source.problem(self.node.line, self.node.column, code, message, hint, "warning")

    def parts(self) -> Iterator["Place"]:
        """Yield the places of a list's parts; nothing where this is no list."""
        if isinstance(self.node, Sequence):
            yield from (Place(self.source, node) for node in self.node.nodes)

    def child(self, key: str) -> "Place | None":
        """Return the place under a key, or None."""
        node = child(self.node, key)
        return Place(self.source, node) if node is not None else None

    def pairs(self) -> Iterator[tuple["Place", "Place"]]:
        """Yield the places of keys and values; nothing where this is no mapping."""
        if isinstance(self.node, Mapping):
            for key, value in self.node.pairs:
                yield Place(self.source, key), Place(self.source, value)

    @property
    def text(self) -> str | None:
        """The text that stands here; None where there is none."""
        return self.node.text if isinstance(self.node, Scalar) and not absent(self.node) else None


def absent(node: Node) -> bool:
    """Tell whether nothing was typed (`key:`)."""
    return isinstance(node, Scalar) and node.absent


def child(node: Node, step: int | str) -> Node | None:
    """Return the part of a node under a key or a number, or None."""
    if isinstance(node, Sequence) and isinstance(step, int):
        return node.nodes[step] if step < len(node.nodes) else None
    if isinstance(node, Mapping):
        return next((value for key, value in node.pairs if key.text == step), None)
    return None
