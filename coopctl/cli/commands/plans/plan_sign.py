"""`coopctl plan sign`: mark a version of a plan as the text that was agreed on."""

import sqlite3
from functools import partial
from typing import Annotated

import typer

from coopctl.cli import options
from coopctl.cli.completing.kinds import ValueKind
from coopctl.cli.program import settings_of
from coopctl.cli.writing import Outcome, Proposal, Ways, carry_out, show_lines
from coopctl.domain.plan.plan import Plan
from coopctl.domain.record.entries import Draft
from coopctl.domain.words.text import fold
from coopctl.language import _
from coopctl.ledger.plan import compiled, versions
from coopctl.ledger.plan.choice import choose_plan
from coopctl.messages import N_, CoopError, UsageProblem, msg
from coopctl.services.answering.plan_versions import find_side, read_document
from coopctl.services.recording.prepare import record
from coopctl.services.workspace import clock
from coopctl.services.workspace.offices import speak
from coopctl.services.workspace.session import reading
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
        ValueKind.VERSION,
    ] = None,
    document: Annotated[
        str | None,
        typer.Option(metavar=N_("TEXT"), help=N_("the signed document's number and date")),
    ] = None,
    plan: options.OfPlan = None,
    dry_run: options.DryRun = False,
    yes: options.AskNothing = False,
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
    with reading(settings) as connection:
        chosen = choose_plan(connection, plan)
        speak(settings, chosen)
        draft = _draft(connection, settings, chosen, version, text)

    def sign(connection: sqlite3.Connection) -> Outcome:
        now = _draft(connection, settings, choose_plan(connection, chosen.id), version, text)
        if now.body["version"] is None:
            raise CoopError(
                msg(N_("no version of the plan `{plan}` is recorded yet"), plan=chosen.id)
            )
        entries = record(connection, settings, [now])
        sentence = msg(
            N_("recorded `{id}`: `{version}` of the plan `{plan}` is the text signed with “{document}”"),
            id=entries[0].id, version=now.body["version"], plan=chosen.id, document=text,
        )  # fmt: skip
        return Outcome(entries, [sentence])

    proposal = Proposal([draft], sign, partial(show_lines, draft), _("Record this?"))
    carry_out(settings, proposal, Ways(dry_run, yes, json))


def _draft(
    connection: sqlite3.Connection, settings: Settings, plan: Plan, word: str | None, document: str
) -> Draft:
    """Return what marks the version that is meant; None stands for one that is not recorded yet."""
    side = find_side(connection, settings, plan, word) if word is not None else None
    version = side.entry.id if side and side.entry else compiled.find_version(connection, plan.id)
    if version is not None:
        _refuse_again(connection, plan, version, document)
    body = {"version": version, "document": document}
    return Draft("signing", plan.id, None, clock.today(plan.timezone), body)


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
