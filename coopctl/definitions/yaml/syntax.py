"""What a YAML parser complains about, said to somebody who writes plans.

Both parsers of PyYAML, the C library and the Python one, use their own words for the same thing.
"""

from typing import Any, NamedTuple

from coopctl.definitions.yaml.problems import Finding
from coopctl.definitions.yaml.source import make_source
from coopctl.definitions.yaml.tree import DEPTH
from coopctl.messages import N_, Message, msg


class _Saying(NamedTuple):
    """How to say one complaint. `at_start` puts it where the broken thing began."""

    signs: tuple[str, ...]
    code: str
    message: str
    hint: str
    at_start: bool = False


_INDENT = N_("indent with spaces")
_INDENTATION = N_("check how it is indented, compared with the lines around it")
_QUOTE_IT = N_("put quotes around a text that has such characters: `'…'`")

_TAB = _Saying(("tab character",), "tab", N_("a tab stands where spaces must"), _INDENT)
_BRACKET = _Saying(
    ("flow sequence", "flow mapping"),
    "bracket",
    N_("a bracket is not closed, or a comma is missing"),
    N_("close the bracket `]` or `}}`"),
    at_start=True,
)
# Tried in this order; the first sign that the complaint contains decides.
_SAYINGS = (
    _TAB,
    _Saying(
        ("maximum nesting depth",),  # libyaml 0.2.6 gives up by itself, before the reader counts
        "too-deep",
        N_("this is nested more than {depth} deep"),
        N_("a plan needs no such depth; look for brackets that were not closed"),
    ),
    _Saying(
        ("cannot start any token",),
        "start-character",
        N_("a value cannot begin with `{character}`"),
        _QUOTE_IT,
    ),
    _Saying(
        ("unknown escape", "hexdecimal", "hexadecimal"),
        "escape",
        N_("between double quotes a `\\` has a meaning of its own, and not this one"),
        N_("use single quotes, `'…'`, or write `\\\\` for `\\`"),
    ),
    _Saying(
        ("found unexpected end of stream", "found unexpected document"),
        "quote",
        N_("a quotation mark is not closed"),
        N_("close it, or leave both away: most text needs none"),
        at_start=True,
    ),
    _Saying(
        ("mapping values are not allowed",),
        "colon",
        N_("a `:` stands where none may"),
        N_("put the text in quotes if it has `: ` in it, or check how the line is indented"),
    ),
    _Saying(
        ("sequence entries are not allowed",),
        "list",
        N_("a list cannot begin in the middle of a line"),
        N_("begin each part of the list with `- `, all at the same depth"),
    ),
    _Saying(
        ("could not find expected ':'",),
        "no-colon",
        N_("a line is neither `key: value` nor part of the text above"),
        N_("check how the line is indented and whether its `:` is there"),
        at_start=True,
    ),
    _BRACKET,
    _Saying(
        ("block scalar",),
        "block-text",
        N_("a text after `|` or `>` begins on the next line"),
        _INDENT,
    ),
    _Saying(
        ("block collection",),
        "list",
        N_("the line does not fit into the list"),
        N_("begin each part of the list with `- `, all at the same depth"),
    ),
    _Saying(
        ("block mapping",),
        "indentation",
        N_("the line does not fit where it stands"),
        _INDENTATION,
    ),
    _Saying(
        ("an alias", "an anchor", "a tag", "tag handle"),
        "start-character",
        N_("a text that begins with `*`, `&` or `!` goes in quotes"),
        _QUOTE_IT,
    ),
)
_GENERIC = _Saying(
    (),
    "syntax",
    N_("this cannot be read as YAML"),
    N_("check how the line is indented, its quotation marks and its `:`"),
)


def explain_syntax(error: Any, text: str) -> Finding:
    """Say a parser's error (`yaml.MarkedYAMLError`) in our words, at the place of the cause."""
    said = f"{error.context or ''}: {error.problem or ''}"
    mark = error.problem_mark
    saying = next((one for one in _SAYINGS if any(sign in said for sign in one.signs)), _GENERIC)
    lines = make_source("", text).lines
    character = lines[mark.line][mark.column :][:1] if mark.line < len(lines) else ""
    if character == "\t":
        saying = _TAB
    if not character and "flow node" in said:  # `[` or `[a,`, and nothing comes after it
        saying = _BRACKET
    if saying.at_start and error.context_mark is not None:
        mark = error.context_mark
    # The parser sees one more line after a last one without its end.
    is_inside = mark.line < len(lines)
    return Finding(
        mark.line + 1 if is_inside else len(lines),
        mark.column + 1 if is_inside else len(lines[-1]) + 1,
        saying.code,
        Message(saying.message, {"character": character, "depth": DEPTH}),
        msg(saying.hint),
    )
