"""`coopctl plan update`: take the plan files into the ledger now, with the document they rest on."""

import sqlite3
from collections.abc import Sequence
from functools import partial
from typing import Annotated

import typer

from coopctl.cli import options
from coopctl.cli.program import settings_of
from coopctl.cli.writing import Outcome, Proposal, Ways, carry_out
from coopctl.domain.record.entries import Draft, Entry
from coopctl.domain.record.matching import read_id
from coopctl.domain.words.text import excerpt, fold, nearest
from coopctl.language import _, render
from coopctl.ledger.journal.journal import FIRST, find_entry
from coopctl.ledger.plan import compiled, versions
from coopctl.ledger.plan.choice import the_only
from coopctl.ledger.plan.plans import list_in_force
from coopctl.messages import N_, CoopError, Message, UsageProblem, msg
from coopctl.output.screen.talk import say
from coopctl.services.answering.plan_versions import read_document
from coopctl.services.recording.prepare import record
from coopctl.services.workspace.offices import speak
from coopctl.services.workspace.plan_files import find_changes
from coopctl.services.workspace.session import list_new_versions, opened, writing
from coopctl.services.workspace.settings import Settings

examples = (
    "coopctl plan update",
    'coopctl plan update --basis "Phụ lục 01, 12/1/2026"',
)
_MOST = 9  # plans that a message lists


def command(
    ctx: typer.Context,
    basis: Annotated[
        str | None,
        typer.Option(metavar=N_("TEXT"), help=N_("the document that the change rests on")),
    ] = None,
    plan: options.OfPlan = None,
    dry_run: options.DryRun = False,
    yes: options.AskNothing = False,
    json: options.Json = False,
) -> None:
    """Take changed plan files into the ledger now; `--basis` keeps the document they rest on.

    Where the files are as before, the version in force gets the document.
    """
    if plan is not None and basis is None:
        raise UsageProblem(
            msg(N_("`--plan` says which plan `--basis` is about, and there is no `--basis`")),
            msg(N_("leave it out: all changed plan files are taken")),
        )
    settings = settings_of(ctx)
    document = read_document("--basis", basis) if basis is not None else None
    with opened(settings, catch_up=False) as connection:
        before = list_in_force(connection)
        based = _choose(connection, settings, plan) if document is not None else None
        bases = {based: document} if based is not None and document is not None else {}
        news = list(list_new_versions(connection, settings, bases))
        drafts = [draft for draft, _change in news]
        changed = {draft.plan for draft in drafts}
        drafts += [
            draft
            for one in bases.keys() - changed
            if (draft := _rest_on(connection, one, bases[one])) is not None
        ]

    def take_in(connection: sqlite3.Connection) -> Outcome:
        first = next(iter(_list_changed(connection, before)), FIRST)
        for plan_id, text in bases.items():
            _give_basis(connection, settings, plan_id, text, first)
        changed = _list_changed(connection, before)
        entries = [entry for one in changed if (entry := find_entry(connection, one))]
        return Outcome(entries, [_describe(entry) for entry in entries])

    proposal = Proposal(
        drafts, take_in, partial(_show, settings, [change for _draft, change in news], drafts), _("Record this?"),
        opened=partial(writing, bases=bases),
        nothing=None if drafts else Outcome(notes=[(msg(N_("nothing was recorded: the ledger has all of the plan files")), None)]),
    )  # fmt: skip
    carry_out(settings, proposal, Ways(dry_run, yes, json))


def _list_changed(connection: sqlite3.Connection, before: dict[str, str | None]) -> list[str]:
    """Return the versions in force that were not so before, in the order of recording."""
    now = list_in_force(connection)
    changed = [one for plan, one in now.items() if one is not None and one != before.get(plan)]
    return sorted(changed, key=lambda one: int(one.rpartition("-")[2]))


def _choose(connection: sqlite3.Connection, settings: Settings, word: str | None) -> str:
    """Return the id of the plan that gets the document: a known one, or one whose file is new.

    Raises: CoopError where it is not said which of several.
    """
    changes = find_changes(compiled.list_files(connection), settings.plans)
    changed = tuple(
        dict.fromkeys(change.found.plan for change in changes if change.plan is not None)
    )
    every = tuple(dict.fromkeys((*list_in_force(connection), *changed)))
    if word is None:
        return the_only(changed if len(changed) == 1 else every[:_MOST])
    wanted = fold(read_id(word))
    for one in every:
        if fold(one) == wanted:
            return one
    raise CoopError(
        msg(N_("there is no `{word}`"), word=excerpt(word)),
        msg(N_("one of: {codes}"), codes=nearest(word, every, _MOST) or every[:_MOST]),
    )


def _rest_on(connection: sqlite3.Connection, plan_id: str, document: str) -> Draft | None:
    """Return what gives the version in force the document; None where it came with it."""
    version = find_entry(connection, compiled.find_version(connection, plan_id) or "x-0")
    if version is None or version.body.get("basis") == document:
        return None
    return versions.with_basis(version, document)


def _give_basis(
    connection: sqlite3.Connection, settings: Settings, plan_id: str, document: str, first: str
) -> None:
    """Give the version in force the document, unless it came with it."""
    draft = _rest_on(connection, plan_id, document)
    if draft is not None:
        plan = compiled.read_version(connection, plan_id, draft.replaces or "")
        speak(settings, plan)
        entry = record(connection, settings, [draft], first)[0]
        compiled.fill(connection, plan, entry.id)


def _show(settings: Settings, changes: Sequence[Message], drafts: Sequence[Draft]) -> None:
    """Print what changed in the plan files, and on what basis."""
    for change in changes:
        settings.tell(change)  # `writing` does not say it again
    for draft in drafts:
        if "basis" in draft.body:
            sentence = N_("the plan `{plan}` rests on “{basis}”")
            say(render(msg(sentence, plan=draft.plan, basis=draft.body["basis"])), indent=2)


def _describe(entry: Entry) -> Message:
    sentence = N_("recorded `{id}`: a version of the plan `{plan}`")
    if "basis" in entry.body:
        sentence = N_("recorded `{id}`: a version of the plan `{plan}`, on the basis of “{basis}”")
    return msg(sentence, id=entry.id, plan=entry.plan, basis=entry.body.get("basis"))
