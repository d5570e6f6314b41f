"""`coopctl remind`: a letter to a party, or to each, that lists what it owes."""

import os
from datetime import date
from typing import Annotated, Any

import typer

from coopctl.cli import options
from coopctl.cli.commands.hand_over.document_marks import Marks, read_marks
from coopctl.cli.completing.kinds import ValueKind
from coopctl.cli.destinations import stdout_or_file
from coopctl.cli.program import settings_of
from coopctl.domain.exchange.letter import Letter
from coopctl.domain.words.dates import show_day
from coopctl.language import _
from coopctl.messages import N_, UsageProblem, msg
from coopctl.output.documents.letter import letter_text
from coopctl.output.documents.letterhead import letter_number
from coopctl.output.files.files import Destination, open_target
from coopctl.output.screen.talk import notice
from coopctl.services.answering.due import Dues, list_dues
from coopctl.services.answering.question import (
    find_party_anywhere,
    find_scope,
    knows_plans,
    read_day,
    read_horizon,
    read_times,
)
from coopctl.services.handing_over.letters import check_answer, list_letters
from coopctl.services.workspace.letterhead import read_letterhead
from coopctl.services.workspace.session import reading
from coopctl.services.workspace.settings import Settings

examples = (
    "coopctl remind hoa-binh",
    "coopctl remind hung-yen --reply-by 15/6/2026 -o don-doc.txt",
    'coopctl remind hung-yen --number 12 --day 1/6/2026 --signer "Đỗ Hải Hồ"',
    "coopctl remind --all --within 3m --lang vi",
)
_BETWEEN = "\n" + "─" * 72 + "\n\n"


def command(
    ctx: typer.Context,
    party: Annotated[
        str | None,
        typer.Argument(metavar=N_("PARTY"), help=N_("the party that is reminded")),
        ValueKind.PARTY,
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help=N_("a letter for each party that owes something"))
    ] = False,
    within: options.Within = "30d",
    reply_by: Annotated[
        str | None,
        typer.Option(
            metavar=N_("DATE"), help=N_("before which day to report; `…` stands for it if left out")
        ),
    ] = None,
    plan: Annotated[
        str | None,
        typer.Option(metavar=N_("PLAN"), help=N_("one plan; all of them if left out")),
        ValueKind.PLAN,
    ] = None,
    number: options.Number = None,
    day: options.IssuedOn = None,
    signer: options.Signer = None,
    output: options.Output = None,
    overwrite: options.Overwrite = False,
    as_of: options.AsOf = None,
    known_at: options.KnownAt = None,
) -> None:
    """Write a short letter that lists what a party has overdue and what comes due for it."""
    _check_receiver(party, number, every=every)
    marks = read_marks(number, day, signer)
    times, horizon = read_times(as_of, known_at), read_horizon("--within", within)
    answer = read_day("--reply-by", reply_by)
    settings = settings_of(ctx)
    place = stdout_or_file(settings, output, overwrite=overwrite)
    with reading(settings, times.known_at) as connection:
        if not knows_plans(connection):
            notice(msg(N_("there is no plan here, or none was recorded by then")))
            return
        scope, whose = find_scope(connection, plan), find_party_anywhere(connection, party)
        dues = list_dues(connection, settings, scope, times, horizon, whose)
        check_answer(answer, marks.day or dues.as_of)
        parties = [whose] if whose else _list_owners(dues)
        letters = list(list_letters(connection, settings, dues, parties, times.known_at))
    _tell_of_unowned(dues)
    borne = _borne(settings, marks)
    letters = [letter._replace(reply_by=answer, **borne) for letter in letters]
    _write(letters, dues.until, place)


def _check_receiver(party: str | None, number: str | None, *, every: bool) -> None:
    if party is None and not every:
        raise UsageProblem(
            msg(N_("missing: {flags}"), flags=(_("PARTY"),)),
            msg(N_("name a party, or say `--all` for every one that owes something")),
        )
    if party is not None and every:
        raise UsageProblem(
            msg(N_("`{command}` does not take `{words}`"), command="coopctl remind --all", words=party),
            msg(N_("name a party, or say `--all` for every one that owes something")),
        )  # fmt: skip
    if number is not None and every:
        raise UsageProblem(
            msg(
                N_("`{flag}` does not go together with {flags}"), flag="--number", flags=("--all",)
            ),
            msg(N_("each letter has its own number: name the party")),
        )


def _borne(settings: Settings, marks: Marks) -> dict[str, Any]:
    """Return what each letter bears of its own; a number gets the code that the office states."""
    number = None
    if marks.number is not None:
        number = letter_number(marks.put_on(read_letterhead(settings.workspace, os.environ)))
    return {"number": number, "day": marks.day, "signer": marks.signer}


def _list_owners(dues: Dues) -> list[str]:
    """Return the parties that have something due, in the order of their ids."""
    owners = {party for row in dues.rows for party in row.parties.split()}
    return sorted(owners)


def _tell_of_unowned(dues: Dues) -> None:
    """Say what no letter mentions, because the plan names nobody for it."""
    unowned = tuple(row.id for row in dues.rows if not row.parties and row.kind != "report")
    if unowned:
        notice(
            msg(N_("nobody is reminded of what has no lead: {ids}"), ids=unowned),
            msg(N_("state the `lead` in the plan")),
        )


def _write(letters: list[Letter], until: date, place: Destination | None) -> None:
    if not letters:
        day = show_day(until)
        notice(msg(N_("nothing is overdue, and nothing comes due until {day}"), day=day))
        return
    with open_target(place) as target:
        target.write(_BETWEEN.join(letter_text(letter) for letter in letters))
    if place is not None:
        notice(msg(N_("wrote `{path}`, letters: {count}"), path=place.path, count=len(letters)))
