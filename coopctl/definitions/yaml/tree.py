"""A YAML document as a tree whose every value knows its line and column.

Scalars are the text that was typed: `1.10`, `no` and `0912` mean what they say.
"""

from typing import Any, NamedTuple, TypeAlias, Union

Node: TypeAlias = Union["Scalar", "Mapping", "Sequence"]

DEPTH = 32  # how deep a document may be nested: a plan needs a third of it

# What a plain scalar says nothing with (YAML 1.2, core schema).
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


class Scalar(NamedTuple):
    """A text, cleaned. `plain` means without quotes and not as a block (`|`, `>`).

    `broken` stands for what was refused already: nobody has to complain about it twice.
    """

    text: str
    plain: bool
    line: int
    column: int
    broken: bool = False

    @property
    def absent(self) -> bool:
        """Whether it states nothing: `lead:`, `lead: ~`, `lead: null`."""
        return self.plain and self.text in _NULLS


class Mapping(NamedTuple):
    """Keys with their values, in the file's order. A flow mapping begins at its bracket."""

    entries: dict[str, tuple[Scalar, Node]]
    line: int
    column: int

    @property
    def pairs(self) -> tuple[tuple[Scalar, Node], ...]:
        """Keys and values."""
        return tuple(self.entries.values())


class Sequence(NamedTuple):
    """A list of values."""

    nodes: tuple[Node, ...]
    line: int
    column: int


def plain_data(node: Node) -> Any:
    """Return a tree as dicts, lists and texts; None for what states nothing."""
    if isinstance(node, Scalar):
        return None if node.absent else node.text
    if isinstance(node, Mapping):
        return {key: plain_data(value) for key, (_, value) in node.entries.items()}
    return [plain_data(one) for one in node.nodes]


def text_at(node: Node | None, key: str) -> Scalar | None:
    """Return the text under a key, or None where no usable one is stated."""
    return stated(value_at(node, key))


def stated(node: Node | None) -> Scalar | None:
    """Return the node if it is a usable text."""
    usable = isinstance(node, Scalar) and node.text and not node.broken and not node.absent
    return node if usable and isinstance(node, Scalar) else None


def value_at(node: Node | None, key: str) -> Node | None:
    """Return what stands under a key, or None."""
    if isinstance(node, Mapping) and key in node.entries:
        return node.entries[key][1]
    return None


def texts_at(node: Node | None, key: str) -> tuple[Scalar, ...]:
    """Return the usable texts of the list under a key; one text is a list of one."""
    value = value_at(node, key)
    found = value.nodes if isinstance(value, Sequence) else (value,)
    return tuple(text for text in map(stated, found) if text is not None)


def mappings_at(node: Node | None, key: str) -> tuple[Mapping, ...]:
    """Return the mappings in the list under a key."""
    value = value_at(node, key)
    nodes = value.nodes if isinstance(value, Sequence) else ()
    return tuple(one for one in nodes if isinstance(one, Mapping))


def pairs_at(node: Node | None, key: str) -> tuple[tuple[Scalar, Node], ...]:
    """Return keys and values of the mapping under a key."""
    value = value_at(node, key)
    return value.pairs if isinstance(value, Mapping) else ()
