"""`coopctl export csv`: the tables, for Excel and for other programs."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from coopctl.cli import options
from coopctl.cli.commands.hand_over.labels import labeller
from coopctl.cli.completing.kinds import ValueKind
from coopctl.cli.destinations import choose_destinations, stdout_or_file
from coopctl.cli.program import settings_of
from coopctl.domain.exchange.columns import TABLES
from coopctl.domain.words.system import reason_of
from coopctl.domain.words.text import nearest
from coopctl.files.drafts import make_folder
from coopctl.ledger.file.waiting import watching
from coopctl.messages import N_, CoopError, UsageProblem, msg
from coopctl.output.files.csv_file import write_csv
from coopctl.output.files.files import Destination, open_target
from coopctl.output.screen.progress import writing
from coopctl.output.screen.talk import notice
from coopctl.services.answering.question import asking_at, read_times
from coopctl.services.handing_over.tables import list_rows
from coopctl.services.workspace.settings import Settings

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
                "items, updates, achievements, meetings, actions, outcomes, indicators, extensions or "
                "evidence; "
                "items if left out"
            ),
        ),
        ValueKind.TABLE,
    ] = None,
    output: options.Output = None,
    overwrite: options.Overwrite = False,
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
    places = _choose(settings, output, names if every else None, overwrite=overwrite)
    with asking_at(settings, times) as (connection, times):
        labelled = labeller(connection, times) if labels else None
        for name, place in zip(names, places, strict=True):
            path = place.path if place else None
            rows = list_rows(connection, settings, name, times)
            with (
                closing(rows),
                writing(path) as bar,
                watching(connection, bar.advance),
                open_target(place, "utf-8-sig") as target,
            ):
                count = write_csv(target, TABLES[name], bar.each(rows), labelled)
            if path is not None:
                notice(msg(N_("wrote `{path}`: {count} rows"), path=path, count=count))


def _choose(
    settings: Settings, output: str | None, names: Sequence[str] | None, *, overwrite: bool
) -> Sequence[Destination | None]:
    """Return where the tables go: with `names` each into a file of the folder `-o`, which is made."""
    if names is None:
        return [stdout_or_file(settings, output, overwrite=overwrite)]
    folder = _folder(output)
    paths = [folder / f"{name}.csv" for name in names]
    places = choose_destinations(settings, paths, overwrite=overwrite)
    _make(folder)
    return places


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


def _folder(output: str | None) -> Path:
    if output is None or output == "-":
        raise UsageProblem(
            msg(N_("`--all` needs a folder to write in")), msg(N_("name it with `-o`"))
        )
    return Path(output)


def _make(folder: Path) -> None:
    try:
        make_folder(folder)
    except OSError as error:
        raise CoopError(
            msg(
                N_("cannot make the folder `{path}`: {reason}"),
                path=folder,
                reason=reason_of(error),
            ),
            msg(N_("name another with `-o`")),
        ) from error
