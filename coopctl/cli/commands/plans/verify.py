"""`coopctl verify`: the ledger and the kept files held against what was recorded."""

from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from coopctl.cli import options
from coopctl.cli.completing.kinds import ValueKind
from coopctl.cli.program import settings_of
from coopctl.cli.reading import Answer, give
from coopctl.domain.record.heads import read_noted
from coopctl.domain.standing.faults import Damaged
from coopctl.domain.standing.verification import Verification
from coopctl.files.standard_input import named_file
from coopctl.ledger.file import database
from coopctl.messages import N_, CoopError, msg, naming
from coopctl.output.screen.talk import notice
from coopctl.services.checking.verification import Earlier, verify

examples = (
    "coopctl verify",
    "coopctl verify --json",
    "coopctl verify --against journal-2025.json",
)


def command(
    ctx: typer.Context,
    against: Annotated[
        list[str] | None,
        typer.Option(
            metavar=N_("WHAT"),
            help=N_(
                "compare with an earlier export, a ledger (`-`: from stdin), or `LABEL-NUMBER DIGITS` from paper; may be repeated"
            ),
        ),
        ValueKind.FILE,
    ] = None,
    repair: Annotated[
        bool,
        typer.Option(
            "--repair",
            help=N_(
                "first make the ledger anew around its entries, and keep a copy of it as it was"
            ),
        ),
    ] = False,
    json: options.Json = False,
) -> None:
    """Check the ledger and every kept file against what was recorded; the exit code is 1 if something is wrong.

    Whoever holds the file can compute every hash anew. What proves that nobody did is a check code
    that somebody else noted: `--against` compares with it.
    """
    settings = settings_of(ctx)
    if repair:
        _repair(settings.ledger)
    with ExitStack() as stack:
        found = verify(settings, [_read_earlier(text, stack) for text in against or ()])
    give(_answer(found), json=json)
    if found.faults:
        raise typer.Exit(1)


def _answer(found: Verification) -> Answer:
    from coopctl.output.screen.record import verification

    return Answer(
        "verify",
        lambda: verification.data_of(found),
        {},
        lambda _page: verification.say_report(found),
    )


def _repair(ledger: Path) -> None:
    """Make the ledger anew where there is one, and say where it is as it was.

    Raises: CoopError where its entries cannot be read: what is damaged in it besides does not help then.
    """
    from coopctl.ledger.check.repair import repair

    if database.exists(ledger):
        try:
            copy = repair(ledger)
        except Damaged as error:
            raise CoopError(error.message, error.hint) from error
        notice(
            msg(
                N_("made the ledger anew around its entries; as it was, it is in `{path}`"),
                path=copy,
            )
        )


def _read_earlier(text: str, stack: ExitStack) -> Earlier:
    """Read what `--against` names. Raises: UsageProblem for digits that are not whole, and for no file."""
    with naming("--against"):
        noted = read_noted(text)
    return noted or stack.enter_context(named_file(text))
