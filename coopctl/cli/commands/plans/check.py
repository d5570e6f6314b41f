"""`coopctl check`: every problem of the plan files, each with its place and a remedy."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coopctl.cli import options
from coopctl.cli.completing.kinds import Kind
from coopctl.cli.program import settings_of
from coopctl.domain.plan.changes import describe_changes
from coopctl.files.standard_input import STDIN, named_file
from coopctl.language import _, _n, render
from coopctl.ledger.file import database
from coopctl.ledger.plan import compiled, versions
from coopctl.messages import N_, msg
from coopctl.output.screen.talk import fitted, say, width_of
from coopctl.services.workspace.plan_files import list_plan_files

if TYPE_CHECKING:
    from sqlite3 import Connection

    from coopctl.definitions.load import Loaded
    from coopctl.definitions.yaml.problems import Problem
    from coopctl.domain.plan.plan import Plan
    from coopctl.services.workspace.settings import Settings

examples = ("coopctl check", "coopctl check plans/draft.yaml --strict", "coopctl check --json")


def command(
    ctx: typer.Context,
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar=N_("FILE…"),
            help=N_("plan files, `-` is stdin; all of the workspace if left out"),
        ),
        Kind.FILE,
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
        problems += _find_conflicts(settings_of(ctx), loaded)
    if strict:
        problems = [problem._replace(severity="error") for problem in problems]
    if json:
        _print_json(problems)
    else:
        _print_text(problems)
        _sum_up(len(loaded), len(errors_of(problems)), len(problems))
    if errors_of(problems):
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


def _find_conflicts(settings: "Settings", loaded: Mapping[str, "Loaded"]) -> Iterator["Problem"]:
    """Yield a problem where a plan leaves out items with records, or is not the text that was signed."""
    from coopctl.definitions.yaml.problems import Problem

    if not database.exists(settings.ledger):
        return
    with (
        database.explained(settings.ledger),
        closing(database.open_existing(settings.ledger)) as connection,
    ):
        for path, (plan, _problems) in loaded.items():
            try:
                if plan is not None:
                    compiled.refuse_lost_items(connection, plan)
            except compiled.PlanInUse as lost:
                yield Problem(path, 1, 1, "error", "items-in-use", lost.message, lost.hint, "")
            if plan is not None:
                yield from _find_drift(connection, path, plan)


def _find_drift(connection: "Connection", path: str, plan: "Plan") -> Iterator["Problem"]:
    """Yield a warning where a plan is no longer the text that was signed, with what differs."""
    from coopctl.definitions.yaml.problems import Problem

    agreed = versions.find_agreed(connection, plan.id)
    if agreed is None or agreed.plan == plan:
        return
    message = msg(
        N_("the plan `{plan}` is not the text signed with “{document}” (`{version}`): {changes}"),
        plan=plan.id, document=agreed.document, version=agreed.version,
        changes=describe_changes(agreed.plan, plan),
    )  # fmt: skip
    hint = msg(
        N_(
            "`coopctl plan diff {version} file` shows it field by field;"
            " once an amendment is signed, `coopctl plan sign --document …`"
        ),
        version=agreed.version,
    )
    yield Problem(path, 1, 1, "warning", "not-as-signed", message, hint, "")


def _print_text(problems: Sequence["Problem"]) -> None:
    from coopctl.definitions.yaml.problems import format_problem

    width = width_of(sys.stdout)
    for problem in problems:
        typer.echo(fitted(format_problem(problem, render, width), width))


def _print_json(problems: Sequence["Problem"]) -> None:
    from coopctl.output.files import formats
    from coopctl.output.files.json_text import print_document

    rows = [
        {
            **problem._asdict(),
            "message": render(problem.message),
            "hint": render(problem.hint) if problem.hint else None,
        }
        for problem in problems
    ]
    print_document(formats.CHECK, {"problems": rows})


def _sum_up(files: int, errors: int, problems: int) -> None:
    counts = (
        _n("{count} file", "{count} files", files).format(count=files),
        _n("{count} error", "{count} errors", errors).format(count=errors),
        _n("{count} warning", "{count} warnings", problems - errors).format(
            count=problems - errors
        ),
    )
    say(_("checked: {counts}").format(counts=", ".join(counts)))
