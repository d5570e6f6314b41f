"""`coopctl import json`: a journal that `export json` wrote, taken in as it is."""

import sqlite3
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from coopctl.cli import options
from coopctl.cli.completing.kinds import ValueKind
from coopctl.cli.program import settings_of
from coopctl.cli.writing import Outcome, Proposal, Ways, carry_out
from coopctl.files.standard_input import named_file
from coopctl.language import _, render
from coopctl.ledger.file.waiting import watching
from coopctl.messages import N_, Message, TextProblems, msg
from coopctl.output.screen.progress import Progress
from coopctl.output.screen.talk import say
from coopctl.services.workspace.session import opened, reopening
from coopctl.services.workspace.settings import Settings
from coopctl.sync.intake import Judged, judge_all, settle, take_in
from coopctl.sync.journal_file import read_journal

examples = ("coopctl import json journal.json", "coopctl import json journal.json --dry-run")
_MOST = 20  # mistakes that are told one by one


class IntakeCount(NamedTuple):
    """How many entries a file has, and how many of them the ledger lacks."""

    all: int
    lacking: int


def command(
    ctx: typer.Context,
    file: Annotated[
        str | None,
        typer.Argument(
            metavar=N_("FILE"), help=N_("a journal that `export json` wrote; `-` is stdin")
        ),
        ValueKind.FILE,
    ] = None,
    dry_run: options.DryRun = False,
) -> None:
    """Take a whole journal in: ids, hashes and times stay what they are.

    The ledger is empty, or has a part of the same entries: the missing ones are added. All of them or
    none; every number and hash is checked before anything is written.
    """
    name, settings = options.needed(_("FILE"), file), settings_of(ctx)
    with named_file(name) as path:
        carry_out(settings, _propose(settings, path), Ways(dry_run, yes=True))


def _propose(settings: Settings, path: Path) -> Proposal:
    with opened(settings, catch_up=False) as connection:
        counted = _check(connection, path)
    missing = N_("{lacking} of {all} entries would be added, the ledger has the others")
    added = Outcome(
        sentences=[_say(counted, N_("added {lacking} of {all} entries; the ledger had the others"))]
    )

    def record(connection: sqlite3.Connection) -> Outcome:
        _take_in(connection, path)
        return added

    return Proposal(
        [],
        record,
        lambda: say(render(_say(counted, missing))),
        opened=reopening,
        nothing=None if counted.lacking else added,
    )


def _say(counted: IntakeCount, sentence: str) -> Message:
    return msg(sentence, lacking=counted.lacking, all=counted.all)


def _check(connection: sqlite3.Connection, path: Path) -> IntakeCount:
    """Read the whole file and hold it against the ledger. Raises: TextProblems with what is wrong."""
    count = lacking = 0
    wrong: list[Judged] = []
    with _progress(path, _("checking {file}")) as bar:
        for one in judge_all(connection, read_journal(path, bar.advance)):
            count += 1
            lacking += one.row is not None
            if one.wrong is not None:
                wrong.append(one)
                if len(wrong) > _MOST:
                    break
    if wrong:
        raise TextProblems(msg(N_("this is no whole journal")), "\n".join(_lines(path, wrong)))
    return IntakeCount(count, lacking)


def _progress(path: Path, label: str) -> Progress:
    """Return a bar for reading a file through."""
    size = path.stat().st_size if path.is_file() else None
    return Progress(label.format(file=path.name), size)


def _lines(path: Path, wrong: list[Judged]) -> Iterator[str]:
    """Yield a line for each mistake, and what to do."""
    for one in islice(wrong, _MOST):
        yield f"{path}:{one.line}: {_('error')}: {one.id}: {render(one.wrong) if one.wrong else ''}"
    if len(wrong) > _MOST:
        yield _("… and more of the kind")
    yield f"{_('hint')}: " + _(
        "nothing was recorded; take the journal anew with `coopctl export json`, and do not edit it"
    )


def _take_in(connection: sqlite3.Connection, path: Path) -> None:
    with _progress(path, _("recording {file}")) as bar:
        take_in(connection, judge_all(connection, read_journal(path, bar.advance)))
    label = _("bringing up to date what follows from the entries")
    with Progress(label, None) as bar, watching(connection, bar.advance):
        settle(connection)
