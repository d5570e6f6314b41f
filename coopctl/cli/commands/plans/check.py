"""`coopctl check`: every problem of the plan files, each with its place and a remedy."""

import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from coopctl.cli import options
from coopctl.cli.completing.kinds import ValueKind
from coopctl.cli.program import settings_of
from coopctl.cli.reading import Answer, give
from coopctl.files.standard_input import STDIN, named_file
from coopctl.language import _, _n, render
from coopctl.messages import N_
from coopctl.output.screen.talk import fitted, say, width_of
from coopctl.services.checking.plans import find_conflicts
from coopctl.services.workspace.plan_files import list_plan_files

if TYPE_CHECKING:
    from coopctl.definitions.yaml.problems import PlanProblem
    from coopctl.output.screen.page import Page

examples = ("coopctl check", "coopctl check plans/draft.yaml --strict", "coopctl check --json")


def command(
    ctx: typer.Context,
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar=N_("FILE…"),
            help=N_("plan files, `-` is stdin; all of the workspace if left out"),
        ),
        ValueKind.FILE,
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help=N_("warnings are errors"))] = False,
    json: options.Json = False,
) -> None:
    """Report every problem of the plan files at once; the exit code is 1 if there is an error."""
    from coopctl.definitions.load import load_plans
    from coopctl.definitions.yaml.problems import errors_of

    with ExitStack() as stack:
        loaded = load_plans(_find_files(ctx, files, stack))
    problems = [problem for _plan, found in loaded.values() for problem in found]
    if not files:
        problems += find_conflicts(settings_of(ctx), loaded)
    if strict:
        problems = [problem._replace(severity="error") for problem in problems]
    errors = len(errors_of(problems))

    def picture(_page: "Page") -> None:
        _print_text(problems)
        _sum_up(len(loaded), errors, len(problems))

    give(Answer("check", lambda: {"problems": _rows(problems)}, {}, picture), json=json)
    if errors:
        raise typer.Exit(1)


def _find_files(
    ctx: typer.Context, names: Sequence[str] | None, stack: ExitStack
) -> dict[str, Path]:
    """Return the files by the name they are shown under: as typed, or from the workspace."""
    if names:
        paths = [(name, stack.enter_context(named_file(name))) for name in names]
        return {str(path) if name == STDIN else name: path for name, path in paths}
    plans = settings_of(ctx).plans
    return {f"{plans.name}/{file.name}": file for file in list_plan_files(plans)}


def _print_text(problems: Sequence["PlanProblem"]) -> None:
    from coopctl.definitions.yaml.problems import format_problem

    width = width_of(sys.stdout)
    for problem in problems:
        typer.echo(fitted(format_problem(problem, render, width), width))


def _rows(problems: Sequence["PlanProblem"]) -> list[dict[str, Any]]:
    return [
        {
            **problem._asdict(),
            "message": render(problem.message),
            "hint": render(problem.hint) if problem.hint else None,
        }
        for problem in problems
    ]


def _sum_up(files: int, errors: int, problems: int) -> None:
    counts = (
        _n("{count} file", "{count} files", files).format(count=files),
        _n("{count} error", "{count} errors", errors).format(count=errors),
        _n("{count} warning", "{count} warnings", problems - errors).format(
            count=problems - errors
        ),
    )
    say(_("checked: {counts}").format(counts=", ".join(counts)))
