"""What is wrong with a file: values with a place, all of them reported, none raised."""

from collections.abc import Callable
from typing import NamedTuple

from coopctl.domain.words.text import visible
from coopctl.messages import N_, CoopError, Message, msg

_INDENT = "    "
_WIDEST = len(_INDENT) + 120  # columns that a source line takes at most


class Finding(NamedTuple):
    """A problem before the file's name and its source line are put to it."""

    line: int
    column: int
    code: str
    message: Message
    hint: Message | None
    severity: str = "error"


class PlanProblem(NamedTuple):
    """One mistake: where (line and column from 1, in characters), what, and what to do.

    `severity` is error or warning; `code` is stable; `excerpt` is the source line, empty where
    the file has none to show.
    """

    path: str
    line: int
    column: int
    severity: str
    code: str
    message: Message
    hint: Message | None
    excerpt: str


class BrokenPlan(CoopError):
    """A plan file has errors: the first of them, and how many more there are."""

    def __init__(self, problems: list[PlanProblem]) -> None:
        first = problems[0]
        place = f"{first.path}:{first.line}:{first.column}"
        more = len(problems) - 1
        sentence = N_("{place}: {problem} (and {more} more)") if more else N_("{place}: {problem}")
        hint = msg(N_("`coopctl check` shows every problem with its line and a remedy"))
        super().__init__(msg(sentence, place=place, problem=first.message, more=more), hint)


def errors_of(problems: list[PlanProblem]) -> list[PlanProblem]:
    """Return the problems that are errors."""
    return [problem for problem in problems if problem.severity == "error"]


def format_problem(
    problem: PlanProblem, translate: Callable[[Message], str], width: int | None = None
) -> str:
    """Return a problem as people read it: place, sentence, source line with a caret, remedy.

    Only the source line is cut to the width, in columns: the caret has to stay below its place.
    """
    severity = translate(msg(N_("error") if problem.severity == "error" else N_("warning")))
    place = f"{visible(problem.path)}:{problem.line}:{problem.column}"
    lines = [f"{place}: {severity}: {translate(problem.message)}"]
    if problem.excerpt.strip():
        lines += _pointed(problem.excerpt, problem.column, min(width or _WIDEST, _WIDEST))
    if problem.hint is not None:
        lines.append(f"{translate(msg(N_('hint')))}: {translate(problem.hint)}")
    return "\n".join(lines)


def _pointed(source: str, column: int, width: int) -> list[str]:
    """Return the source line, cut around the column where it is long, and a caret below it."""
    window = max(width - len(_INDENT) - 2, 1)  # an ellipsis at each end
    at = min(column - 1, len(source))
    start = max(0, min(at - window // 2, len(source) - window))
    end = min(len(source), start + window)
    before = ("…" if start else "") + visible(source[start:at])
    after = visible(source[at:end]) + ("…" if end < len(source) else "")
    return [_INDENT + (before + after).rstrip(), _INDENT + "".join(map(_blank, before)) + "^"]


def _blank(letter: str) -> str:
    """Return white space as wide as a letter stands on a terminal."""
    import unicodedata

    if letter == "\t":
        return "\t"
    if unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return ""
    return "  " if unicodedata.east_asian_width(letter) in {"F", "W"} else " "
