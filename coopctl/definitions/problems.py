"""What is wrong with a file: values with a place, all of them reported, none raised."""

from collections.abc import Callable
from typing import NamedTuple

from coopctl.domain.messages import N_, CoopError, Message, msg
from coopctl.domain.text import visible

MOST = 100
_WINDOW = 100


class Problem(NamedTuple):
    """One mistake: where (line and column from 1, in characters), what, and what to do.

    `severity` is error or warning; `code` is stable; `excerpt` is the source line.
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

    def __init__(self, problems: list[Problem]) -> None:
        first = problems[0]
        place = f"{first.path}:{first.line}:{first.column}"
        more = len(problems) - 1
        sentence = N_("{place}: {problem} (and {more} more)") if more else N_("{place}: {problem}")
        hint = msg(N_("`coopctl check` shows every problem with its line and a remedy"))
        super().__init__(msg(sentence, place=place, problem=first.message, more=more), hint)


def errors_of(problems: list[Problem]) -> list[Problem]:
    """Return the problems that are errors."""
    return [problem for problem in problems if problem.severity == "error"]


def format_problem(problem: Problem, translate: Callable[[Message], str]) -> str:
    """Return a problem as people read it: place, sentence, source line with a caret, remedy."""
    severity = translate(msg(N_("error") if problem.severity == "error" else N_("warning")))
    lines = [
        f"{problem.path}:{problem.line}:{problem.column}: {severity}: {translate(problem.message)}"
    ]
    if problem.excerpt.strip():
        lines += _pointed(problem.excerpt, problem.column)
    if problem.hint is not None:
        lines.append(f"{translate(msg(N_('hint')))}: {translate(problem.hint)}")
    return "\n".join(lines)


def _pointed(excerpt: str, column: int) -> list[str]:
    """Return the source line, cut around the column where it is long, and a caret below it."""
    start = max(0, min(column - 1 - _WINDOW // 2, len(excerpt) - _WINDOW))
    head = "…" if start else ""
    tail = "…" if start + _WINDOW < len(excerpt) else ""
    before = visible(head + excerpt[start : column - 1])
    after = visible(excerpt[column - 1 : start + _WINDOW])
    gap = "".join("\t" if letter == "\t" else " " * _width(letter) for letter in before)
    return [f"    {before}{after}{tail}", f"    {gap}^"]


def _width(letter: str) -> int:
    import unicodedata

    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in {"F", "W"} else 1
