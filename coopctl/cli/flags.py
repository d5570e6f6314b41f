"""Mistakes in a record, said with the flags that they were typed in."""

from collections.abc import Callable, Sequence

from coopctl.domain.record.checks import FieldProblem
from coopctl.messages import N_, Problem, msg, problem_at


def by_flag(
    problems: Sequence[FieldProblem], flag: Callable[[str], str], command: str
) -> tuple[Problem, ...]:
    """Say every problem with the flag that it is about; the missing ones in one sentence."""
    missing = tuple(flag(problem.field) for problem in problems if problem.missing)
    said = [
        Problem(problem_at(flag(one.field), one.message), one.hint)
        for one in problems
        if not one.missing
    ]
    if missing:
        hint = msg(N_("`{command} --help` says what each is"), command=command)
        said.insert(0, Problem(msg(N_("missing: {flags}"), flags=missing), hint))
    return tuple(said)
