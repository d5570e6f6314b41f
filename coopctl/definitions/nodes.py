"""YAML as a tree whose every value knows its line and column; scalars stay the text that was typed.

Made from the parser's *events*: that is the fastest way, keeps `1.10`, `no` and `0912` as they are,
and stops in time, before deep nesting crashes the C library. Anchors, aliases and tags are refused.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple, Union

from coopctl.definitions import syntax
from coopctl.definitions.problems import MOST, Problem
from coopctl.definitions.source import Source
from coopctl.domain.messages import N_, CoopError, Message, msg
from coopctl.domain.text import clean

DEPTH = 24
_NOTHING = {"~", "null", "Null", "NULL"}
Node = Union["Scalar", "Mapping", "Sequence"]


class Scalar(NamedTuple):
    """A text. `quoted` tells the word `null` from nothing."""

    text: str
    quoted: bool
    line: int
    column: int

    @property
    def absent(self) -> bool:
        """Whether nothing was typed, or the word that YAML has for nothing."""
        return not self.text or (not self.quoted and self.text in _NOTHING)


class Mapping(NamedTuple):
    """Keys with their values, in the file's order."""

    pairs: tuple[tuple[Scalar, Node], ...]
    line: int
    column: int


class Sequence(NamedTuple):
    """A list of values."""

    nodes: tuple[Node, ...]
    line: int
    column: int


class _Stop(Exception):
    """Reading on makes no sense."""


def read_nodes(source: Source) -> tuple[Node | None, list[Problem]]:
    """Read a file's one document. What is not allowed in it is a problem; so is no document."""
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    reader = _Reader(source)
    try:
        node = reader.read_document(iter(yaml.parse(source.text, Loader=loader)))
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        reader.problems.append(syntax.explain(source, error))
        return None, reader.problems
    except _Stop:
        return None, reader.problems
    return node, reader.problems


class _Reader:
    """Builds nodes from events and collects what is not allowed among them."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.problems: list[Problem] = []

    def report(self, event: Any, code: str, message: Message, hint: Message | None) -> None:
        """Note a problem where an event begins."""
        mark = event.start_mark
        self.problems.append(
            self.source.problem(mark.line + 1, mark.column + 1, code, message, hint)
        )
        if len(self.problems) > MOST:
            raise _Stop

    def read_document(self, events: Iterator[Any]) -> Node | None:
        """Read the first document, and refuse a second."""
        node: Node | None = None
        documents = 0
        for event in events:
            name = type(event).__name__
            if name == "DocumentStartEvent":
                documents += 1
                if documents > 1:
                    self.report(
                        event, "second-document", msg(N_("a second document begins here")),
                        msg(N_("one file holds one plan: take the line `---` out, or split the file")),
                    )  # fmt: skip
                    break
            elif name in {"ScalarEvent", "MappingStartEvent", "SequenceStartEvent", "AliasEvent"}:
                node = self.read_node(event, events, 0)
        if node is None or (isinstance(node, Scalar) and node.absent):
            self.problems.append(
                self.source.problem(
                    1, 1, "empty", msg(N_("the file is empty")),
                    msg(N_("`coopctl init --example` makes a plan to start from")),
                )
            )  # fmt: skip
            return None
        return node

    def read_node(self, event: Any, events: Iterator[Any], depth: int) -> Node:
        """Read the node that begins with `event`."""
        if depth > DEPTH:
            self.report(
                event, "too-deep", msg(N_("this is nested more than {depth} deep"), depth=DEPTH),
                msg(N_("a plan needs no such depth; look for brackets that were not closed")),
            )  # fmt: skip
            raise _Stop
        self._refuse_extras(event)
        name = type(event).__name__
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        if name == "MappingStartEvent":
            return Mapping(tuple(self._read_pairs(events, depth)), line, column)
        if name == "SequenceStartEvent":
            return Sequence(tuple(self._read_items(events, depth)), line, column)
        if name == "AliasEvent":
            return Scalar("?", quoted=True, line=line, column=column)
        return self._read_scalar(event, line, column)

    def _refuse_extras(self, event: Any) -> None:
        if event.anchor is not None:
            self.report(
                event, "alias" if type(event).__name__ == "AliasEvent" else "anchor",
                msg(N_("anchors and aliases are not used in plans: `{name}`"), name=event.anchor),
                msg(N_("write the text out where it is meant")),
            )  # fmt: skip
        tag = getattr(event, "tag", None)
        if tag is not None:
            self.report(
                event, "tag", msg(N_("tags are not used in plans: `{tag}`"), tag=tag),
                msg(N_("take the word with `!` out; a text that begins with `!` goes in quotes")),
            )  # fmt: skip

    def _read_scalar(self, event: Any, line: int, column: int) -> Scalar:
        quoted = event.style in {"'", '"', "|", ">"}
        try:
            text = clean(event.value)
        except CoopError as error:
            self.report(event, "bad-text", error.message, error.hint)
            text = "?"
        return Scalar(text, quoted, line, column)

    def _read_pairs(self, events: Iterator[Any], depth: int) -> Iterator[tuple[Scalar, Node]]:
        seen: dict[str, Scalar] = {}
        for event in events:
            if type(event).__name__ == "MappingEndEvent":
                return
            key = self.read_node(event, events, depth + 1)
            value = self.read_node(next(events), events, depth + 1)
            if not isinstance(key, Scalar):
                self.report(
                    event, "key", msg(N_("a key must be a plain word")),
                    msg(N_("write `key: value`; look for brackets that are not meant")),
                )  # fmt: skip
            elif key.text in seen:
                self.report(
                    event, "duplicate-key",
                    msg(N_("the key `{key}` is here twice; first in line {line}"), key=key.text, line=seen[key.text].line),
                    msg(N_("keep one of the two")),
                )  # fmt: skip
            else:
                seen[key.text] = key
                yield key, value

    def _read_items(self, events: Iterator[Any], depth: int) -> Iterator[Node]:
        for event in events:
            if type(event).__name__ == "SequenceEndEvent":
                return
            yield self.read_node(event, events, depth + 1)
