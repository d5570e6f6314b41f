"""What the YAML parser says of a text that is no YAML, in words for somebody who writes a plan."""

import re
from typing import Any, NamedTuple

from coopctl.definitions.problems import Problem
from coopctl.definitions.source import Source
from coopctl.domain.messages import N_, msg


class _Complaint(NamedTuple):
    """A sign by which to know what the parser says, our sentence for it, and the remedy.

    With `at_opening` the place is where the thing began that the parser could not finish.
    """

    sign: str
    sentence: str
    hint: str
    at_opening: bool = False


_COMPLAINTS = (
    _Complaint("tab character", N_("a tab stands where spaces must"), N_("indent with spaces")),
    _Complaint(
        "scanning a quoted scalar", N_("a quotation mark is not closed"),
        N_("close it, or leave both away: most text needs none"), at_opening=True,
    ),
    _Complaint(
        "parsing a quoted scalar", N_("the text in double quotes has a `\\` that says nothing here"),
        N_("put it in single quotes, or write `\\\\`"),
    ),
    _Complaint(
        "mapping values are not allowed", N_("a `:` stands where none may"),
        N_("put the text in quotes if it has `: ` in it, or check how the line is indented"),
    ),
    _Complaint(
        "could not find expected ':'", N_("a line is neither `key: value` nor part of the text above"),
        N_("check how the line is indented and whether its `:` is there"), at_opening=True,
    ),
    _Complaint(
        "did not find expected key", N_("the line does not fit where it stands"),
        N_("check how it is indented, compared with the lines around it"),
    ),
    _Complaint(
        "did not find expected <document start>", N_("the line does not fit where it stands"),
        N_("check how it is indented, compared with the lines around it"),
    ),
    _Complaint(
        "did not find expected '-' indicator", N_("the line does not fit into the list"),
        N_("begin each part of the list with `- `, all at the same depth"),
    ),
    _Complaint(
        "did not find expected ',' or", N_("a bracket is not closed, or a comma is missing"),
        N_("close the bracket `]` or `}}`"), at_opening=True,
    ),
    _Complaint(
        "parsing a flow node", N_("a bracket is not closed, or a comma is missing"),
        N_("close the bracket `]` or `}}`"),
    ),
    _Complaint(
        "scanning an a", N_("anchors and aliases are not used in plans"),
        N_("a text that begins with `*` goes in quotes"),
    ),
    _Complaint(
        "scanning a tag", N_("tags are not used in plans: `{tag}`"),
        N_("take the word with `!` out; a text that begins with `!` goes in quotes"), at_opening=True,
    ),
    _Complaint(
        "undefined tag handle", N_("tags are not used in plans: `{tag}`"),
        N_("take the word with `!` out; a text that begins with `!` goes in quotes"),
    ),
    _Complaint(
        "cannot start any token", N_("a value cannot begin like this"),
        N_("put text that begins with `@`, `%` or a back quote in quotes"),
    ),
    _Complaint(
        "did not find expected node content", N_("a value cannot begin like this"),
        N_("check how the line is indented, its quotation marks and its `:`"),
    ),
)  # fmt: skip


def explain(source: Source, error: Any) -> Problem:
    """Say a `yaml.YAMLError` in our words, where it has to be mended; or a lone surrogate."""
    if isinstance(error, UnicodeEncodeError):
        return _explain_character(source, error.object[error.start])
    if hasattr(error, "character"):
        return _explain_character(source, chr(error.character))
    said = f"{error.context or ''} {error.problem}".strip()
    found = next((one for one in _COMPLAINTS if one.sign in said), None)
    mark = error.context_mark if found and found.at_opening else error.problem_mark
    line, column = _place(source, mark)
    if found is None:
        return source.problem(
            line, column, "syntax", msg(N_("this is not YAML: {reason}"), reason=said),
            msg(N_("check how the line is indented, its quotation marks and its `:`")),
        )  # fmt: skip
    word = _word_at(source, line, column)
    if word.startswith("\t"):
        found = _COMPLAINTS[0]
    message = msg(found.sentence, tag=word)
    return source.problem(line, column, "syntax", message, msg(found.hint))


def _place(source: Source, mark: Any) -> tuple[int, int]:
    """Return a mark's line and column; the parser sees one line more where no break ends the last."""
    if mark.line < len(source.lines):
        return mark.line + 1, mark.column + 1
    return len(source.lines), len(source.lines[-1]) + 1


def _word_at(source: Source, line: int, column: int) -> str:
    """Return the word that begins at a place, a tab first if it is one; empty at a line's end."""
    rest = source.lines[line - 1][column - 1 :]
    return re.match(r"\t?[^\s\]},]*", rest)[0]  # type: ignore[index]  # matches any text


def _explain_character(source: Source, character: str) -> Problem:
    """Say a character that YAML refuses; the first there is, because each would be refused."""
    before = source.text.partition(character)[0]
    return source.problem(
        before.count("\n") + 1, len(before) - before.rfind("\n"), "syntax",
        msg(N_("there is a character that cannot be shown")),
        msg(N_("take it out; it may have come along when the text was copied")),
    )  # fmt: skip
