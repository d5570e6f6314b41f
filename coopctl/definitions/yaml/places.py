"""Places in a file: a node together with the file, so that a problem can be made on the spot."""

from typing import TYPE_CHECKING, NamedTuple

from coopctl.definitions.yaml.problems import Finding, PlanProblem
from coopctl.definitions.yaml.source import Source
from coopctl.definitions.yaml.tree import Mapping, Node, Scalar, Sequence, value_at
from coopctl.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator


class Place(NamedTuple):
    """Where in the file something stands."""

    source: Source
    node: Node

    def error(self, code: str, message: Message, hint: Message | None) -> PlanProblem:
        """Make an error here."""
        finding = Finding(self.node.line, self.node.column, code, message, hint)
        return self.source.locate(finding)

    def parts(self) -> "Iterator[Place]":
        """Yield the places of a list's parts; nothing where this is no list."""
        if isinstance(self.node, Sequence):
            yield from (Place(self.source, node) for node in self.node.nodes)

    def child(self, key: str) -> "Place | None":
        """Return the place under a key, or None."""
        node = value_at(self.node, key)
        return Place(self.source, node) if node is not None else None

    def pairs(self) -> "Iterator[tuple[Place, Place]]":
        """Yield the places of keys and values; nothing where this is no mapping."""
        if isinstance(self.node, Mapping):
            for key, value in self.node.pairs:
                yield Place(self.source, key), Place(self.source, value)

    @property
    def text(self) -> str | None:
        """The text that stands here; None where there is none."""
        is_text = isinstance(self.node, Scalar) and not self.node.absent
        return self.node.text if is_text and isinstance(self.node, Scalar) else None


def absent(node: Node) -> bool:
    """Tell whether nothing was typed (`key:`)."""
    return isinstance(node, Scalar) and node.absent
