"""YAML text into a tree of nodes, with everything refused that a plan has no use for.

Made from the parser's *events*: the fastest way, it keeps scalars as typed, and it stops in time
where deep nesting would crash the C library. Anchors, aliases and tags are refused, so no file
can grow in memory beyond its own size. Imports yaml: import this module where it is needed.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
)

from coopctl.definitions.yaml.problems import Finding
from coopctl.definitions.yaml.syntax import explain_syntax
from coopctl.definitions.yaml.tree import DEPTH, Mapping, Node, Scalar, Sequence
from coopctl.domain.words.text import clean
from coopctl.messages import N_, CoopError, Message, msg

NoYaml = yaml.YAMLError  # what reading raises of a text that is none
MOST_NODES = 300_000  # keys and values; a plan of 10,000 items has fewer
# The C library is not part of every build of PyYAML; without it reading takes ten times as long.
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Tree(NamedTuple):
    """A document's root, None where there is none to speak of, and what was refused in it."""

    root: Node | None
    findings: tuple[Finding, ...]


class _Stopped(Exception):
    """Reading on would end in a crash, or take longer than anybody waits."""


def read_tree(text: str, loader: Any = LOADER) -> Tree:
    """Read the one document of a file; a syntax error ends it."""
    reader = _Reader(yaml.parse(text, Loader=loader))
    try:
        return Tree(reader.read_stream(), tuple(reader.findings))
    except _Stopped:
        pass
    except yaml.MarkedYAMLError as error:
        reader.findings.append(explain_syntax(error, text))
    return Tree(None, tuple(reader.findings))


class _Reader:
    """Builds nodes out of events and collects what is refused among them."""

    def __init__(self, events: Iterator[Event]) -> None:
        self.events = events
        self.findings: list[Finding] = []
        self.nodes = 0

    def read_stream(self) -> Node | None:
        """Read the first document, and refuse a second."""
        root: Node | None = None
        for event in self.events:
            if isinstance(event, DocumentStartEvent):
                root = self._read_node(next(self.events), 1)
            elif isinstance(event, DocumentEndEvent):
                self._refuse_another()
                break
        if root is None or (isinstance(root, Scalar) and root.absent and not root.broken):
            self._refuse_empty()
            return None
        return root

    def _refuse_another(self) -> None:
        event = next(self.events)
        if isinstance(event, DocumentStartEvent):
            self._report(
                event,
                "second-document",
                msg(N_("a second document begins here")),
                msg(N_("one file holds one plan: take the line `---` out, or split the file")),
            )

    def _refuse_empty(self) -> None:
        message = msg(N_("the file is empty"))
        hint = msg(N_("`coopctl init --example` makes a plan to start from"))
        self.findings.append(Finding(1, 1, "empty", message, hint))

    def _report(self, event: Event, code: str, message: Message, hint: Message | None) -> None:
        line, column = _place(event)
        self.findings.append(Finding(line, column, code, message, hint))

    def _count(self, event: Event) -> None:
        self.nodes += 1
        if self.nodes > MOST_NODES:
            message = msg(N_("this file has more than {count} values"), count=MOST_NODES)
            hint = msg(N_("a plan is text of some pages; split it into several plans"))
            self._report(event, "too-many", message, hint)
            raise _Stopped

    def _read_node(self, event: Event, depth: int) -> Node:
        """Read the node that begins with `event`, the `depth`-th inside the others."""
        if isinstance(event, AliasEvent):
            return self._refuse_alias(event)
        self._refuse_properties(event)
        self._count(event)
        if isinstance(event, ScalarEvent):
            return self._read_scalar(event)
        if depth > DEPTH:
            self._report(
                event,
                "too-deep",
                msg(N_("this is nested more than {depth} deep"), depth=DEPTH),
                msg(N_("a plan needs no such depth; look for brackets that were not closed")),
            )
            raise _Stopped
        line, column = _place(event)
        if isinstance(event, MappingStartEvent):
            return Mapping(self._read_pairs(depth), line, column)
        return Sequence(tuple(self._read_list(depth)), line, column)

    def _refuse_alias(self, event: AliasEvent) -> Scalar:
        self._report(
            event,
            "alias",
            msg(N_("anchors and aliases are not used in plans: `{name}`"), name=f"*{event.anchor}"),
            msg(N_("write the text out where it is meant")),
        )
        return Scalar("", False, *_place(event), broken=True)

    def _refuse_properties(self, event: Any) -> None:
        if event.anchor is not None:
            name = f"&{event.anchor}"
            self._report(
                event,
                "anchor",
                msg(N_("anchors and aliases are not used in plans: `{name}`"), name=name),
                msg(N_("write the text out where it is meant")),
            )
        if event.tag is not None:
            self._report(
                event,
                "tag",
                msg(N_("tags are not used in plans: `{tag}`"), tag=event.tag),
                msg(N_("take the word with `!` out; a text that begins with `!` goes in quotes")),
            )

    def _read_scalar(self, event: ScalarEvent) -> Scalar:
        line, column = _place(event)
        try:
            return Scalar(clean(event.value), not event.style, line, column)
        except CoopError as error:
            self._report(event, "bad-text", error.message, error.hint)
            return Scalar("", False, line, column, broken=True)

    def _read_pairs(self, depth: int) -> dict[str, tuple[Scalar, Node]]:
        pairs: dict[str, tuple[Scalar, Node]] = {}
        while not isinstance(event := next(self.events), MappingEndEvent):
            key = self._accept_key(event, self._read_node(event, depth + 1), pairs)
            value = self._read_node(next(self.events), depth + 1)
            if key is not None:
                pairs[key.text] = (key, value)
        return pairs

    def _accept_key(
        self, event: Event, key: Node, pairs: dict[str, tuple[Scalar, Node]]
    ) -> Scalar | None:
        """Return a key that is a text and stands here for the first time; refuse any other."""
        if isinstance(key, Scalar) and key.broken:
            return None
        if not isinstance(key, Scalar) or not key.text:
            self._report(
                event,
                "key",
                msg(N_("a key must be a plain word")),
                msg(N_("write `key: value`; look for brackets that are not meant")),
            )
            return None
        if key.text in pairs:
            first = pairs[key.text][0].line
            self._report(
                event,
                "duplicate-key",
                msg(
                    N_("the key `{key}` is here twice; first in line {line}"),
                    key=key.text,
                    line=first,
                ),
                msg(N_("keep one of the two")),
            )
            return None
        return key

    def _read_list(self, depth: int) -> Iterator[Node]:
        while not isinstance(event := next(self.events), SequenceEndEvent):
            yield self._read_node(event, depth + 1)


def _place(event: Any) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1
