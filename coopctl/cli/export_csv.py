"""`coopctl export csv`: the tables, for Excel and for other programs."""

from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from coopctl.cli import options
from coopctl.cli.app import settings_of
from coopctl.cli.questions import asking_at, read_times
from coopctl.cli.table_rows import labeller, list_rows
from coopctl.cli.watching import watching
from coopctl.domain.columns import TABLES
from coopctl.domain.messages import N_, CoopError, UsageProblem, msg
from coopctl.domain.system import reason_of
from coopctl.domain.text import nearest
from coopctl.output.csv_file import write_csv
from coopctl.output.files import open_target, target_of
from coopctl.output.progress import writing
from coopctl.output.talk import notice

examples = (
    "coopctl export csv -o annex.csv --labels --lang vi",
    "coopctl export csv updates > updates.csv",
    "coopctl export csv --all -o tables",
    'coopctl export csv --period "6 tháng đầu năm 2025" -o phu-luc.csv',
)
_NAME = "coopctl export csv"


def command(
    ctx: typer.Context,
    table: Annotated[
        str | None,
        typer.Argument(
            metavar=N_("TABLE"),
            help=N_(
                "items, updates, meetings, actions, outcomes, indicators, extensions or evidence; "
                "items if left out"
            ),
        ),
    ] = None,
    output: options.Output = None,
    every: Annotated[
        bool, typer.Option("--all", help=N_("write every table into the folder `-o`"))
    ] = False,
    labels: Annotated[
        bool, typer.Option("--labels", help=N_("headers and values in words instead of codes"))
    ] = False,
    as_of: options.AsOf = None,
    known_at: options.KnownAt = None,
    period: options.Period = None,
) -> None:
    """Write a table as CSV. To a file it carries the mark by which Excel knows UTF-8."""
    times = read_times(as_of, known_at, period)
    names = _find_all(table) if every else (_find_table(table or "items"),)
    settings = settings_of(ctx)
    folder = _make_folder(output) if every else None
    with asking_at(settings, times) as (connection, times):
        labelled = labeller(connection, times) if labels else None
        for name in names:
            path = folder / f"{name}.csv" if folder else target_of(output)
            rows = list_rows(connection, settings, name, times)
            with (
                closing(rows),
                writing(path) as bar,
                watching(connection, bar),
                open_target(path, "utf-8-sig") as target,
            ):
                count = write_csv(target, TABLES[name], bar.each(rows), labelled)
            if path is not None:
                notice(msg(N_("wrote `{path}`: {count} rows"), path=path, count=count))


def _find_all(table: str | None) -> tuple[str, ...]:
    if table is not None:
        raise UsageProblem(
            msg(N_("`{command}` does not take `{words}`"), command=f"{_NAME} --all", words=table),
            msg(N_("`{command} --help` shows what it takes"), command=_NAME),
        )
    return tuple(TABLES)


def _find_table(word: str) -> str:
    if word in TABLES:
        return word
    ordered = tuple(dict.fromkeys((*nearest(word, tuple(TABLES), len(TABLES)), *TABLES)))
    raise UsageProblem(
        msg(N_("there is no table `{word}`"), word=word),
        msg(N_("one of: {codes}"), codes=ordered),
    )


def _make_folder(output: str | None) -> Path:
    if output is None or output == "-":
        raise UsageProblem(
            msg(N_("`--all` needs a folder to write in")), msg(N_("name it with `-o`"))
        )
    folder = Path(output)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CoopError(
            msg(
                N_("cannot make the folder `{path}`: {reason}"),
                path=folder,
                reason=reason_of(error),
            ),
            msg(N_("name another with `-o`")),
        ) from error
    return folder
