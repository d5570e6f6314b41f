"""`coopctl plan sign`: mark a version of a plan as the text that was agreed on."""

import sqlite3
from typing import Annotated

import typer

from coopctl.cli import options
from coopctl.cli.completing.kinds import Kind
from coopctl.cli.program import settings_of
from coopctl.domain.plan.plan import Plan
from coopctl.domain.record.entries import Draft
from coopctl.domain.words.text import fold
from coopctl.language import render
from coopctl.ledger.file import database
from coopctl.ledger.plan import compiled, versions
from coopctl.messages import N_, CoopError, UsageProblem, msg
from coopctl.output.screen.talk import say
from coopctl.services.answering.plan_versions import find_side, read_document
from coopctl.services.recording.prepare import choose_plan, record
from coopctl.services.workspace import clock
from coopctl.services.workspace.offices import speak
from coopctl.services.workspace.session import writing
from coopctl.services.workspace.settings import Settings

examples = (
    'coopctl plan sign --document "48/KH-SKHCN, 17/9/2024"',
    'coopctl plan sign hb7kq-9 --document "Phụ lục 01, 12/1/2026"',
)


def command(
    ctx: typer.Context,
    version: Annotated[
        str | None,
        typer.Argument(
            metavar=N_("VERSION"),
            help=N_("a version, by its entry; the one in force if left out"),
        ),
        Kind.VERSION,
    ] = None,
    document: Annotated[
        str | None,
        typer.Option(metavar=N_("TEXT"), help=N_("the signed document's number and date")),
    ] = None,
    plan: options.OfPlan = None,
    json: options.Json = False,
) -> None:
    """Mark a version of a plan as the agreed text: `check` says when the plan differs from it.

    After an amendment is signed, sign again: the newest signing holds.
    """
    if document is None:
        hint = msg(N_("`{command} --help` shows what it takes"), command="coopctl plan sign")
        raise UsageProblem(msg(N_("missing: {flags}"), flags=("--document",)), hint)
    text = read_document("--document", document)
    settings = settings_of(ctx)
    with writing(settings) as connection, database.transaction(connection):
        chosen = choose_plan(connection, plan)
        speak(settings, chosen)
        signed = _find_version(connection, settings, chosen, version)
        _refuse_again(connection, chosen, signed, text)
        body = {"version": signed, "document": text}
        draft = Draft("signing", chosen.id, None, clock.today(chosen.timezone), body)
        entry = record(connection, settings, [draft])[0]
    if json:
        from coopctl.output.files.json_text import write_entries

        write_entries([entry])
    said = N_(
        "recorded `{id}`: `{version}` of the plan `{plan}` is the text signed with “{document}”"
    )
    say(render(msg(said, id=entry.id, version=signed, plan=chosen.id, document=text)))


def _find_version(
    connection: sqlite3.Connection, settings: Settings, plan: Plan, word: str | None
) -> str:
    """Return the entry of the version that is meant. Raises: CoopError where the ledger has none."""
    if word is None:
        found = compiled.find_version(connection, plan.id)
    else:
        side = find_side(connection, settings, plan, word)
        found = side.entry.id if side.entry else compiled.find_version(connection, plan.id)
    if found is None:
        raise CoopError(msg(N_("no version of the plan `{plan}` is recorded yet"), plan=plan.id))
    return found


def _refuse_again(connection: sqlite3.Connection, plan: Plan, version: str, document: str) -> None:
    """Refuse to say once more what is said already."""
    signings = versions.list_signings(connection, plan.id)
    if not signings:
        return
    last = signings[-1]
    if last.body["version"] == version and fold(last.body["document"]) == fold(document):
        raise CoopError(
            msg(
                N_("`{version}` is already the text signed with “{document}”: `{id}`"),
                version=version, document=last.body["document"], id=last.id,
            ),
            msg(N_("nothing was recorded; `coopctl plan log` shows what is signed")),
        )  # fmt: skip
