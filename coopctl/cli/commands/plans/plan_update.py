"""`coopctl plan update`: take the plan files into the ledger now, with the document they rest on."""

import sqlite3
from collections.abc import Sequence
from typing import Annotated

import typer

from coopctl.cli import options
from coopctl.cli.program import settings_of
from coopctl.domain.record.entries import Entry
from coopctl.domain.record.matching import read_id
from coopctl.domain.words.text import excerpt, fold, nearest
from coopctl.language import render
from coopctl.ledger.file import database
from coopctl.ledger.journal.journal import FIRST, find_entry
from coopctl.ledger.plan import compiled, versions
from coopctl.ledger.plan.plans import list_in_force
from coopctl.messages import N_, CoopError, UsageProblem, msg
from coopctl.output.screen.talk import notice, say
from coopctl.services.answering.plan_versions import read_document
from coopctl.services.recording.prepare import record, the_only
from coopctl.services.workspace.offices import speak
from coopctl.services.workspace.plan_files import find_changes
from coopctl.services.workspace.session import opened, writing
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
    with writing(settings, bases) as connection:
        first = next(iter(_list_changed(connection, before)), FIRST)
        for plan_id, text in bases.items():
            _give_basis(connection, settings, plan_id, text, first)
        changed = _list_changed(connection, before)
        entries = [entry for one in changed if (entry := find_entry(connection, one))]
    _report(entries, json=json)


def _list_changed(connection: sqlite3.Connection, before: dict[str, str | None]) -> list[str]:
    """Return the versions in force that were not so before, in the order of recording."""
    now = list_in_force(connection)
    changed = [one for plan, one in now.items() if one is not None and one != before.get(plan)]
    return sorted(changed, key=lambda one: int(one.rpartition("-")[2]))


def _choose(connection: sqlite3.Connection, settings: Settings, word: str | None) -> str:
    """Return the id of the plan that gets the document: a known one, or one whose file is new.

    Raises: CoopError where it is not said which of several.
    """
    changes = find_changes(connection, settings.plans)
    changed = tuple(dict.fromkeys(one.found.plan for one in changes if one.plan is not None))
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


def _give_basis(
    connection: sqlite3.Connection, settings: Settings, plan_id: str, document: str, first: str
) -> None:
    """Give the version in force the document, unless it came with it."""
    with database.transaction(connection):
        version = find_entry(connection, compiled.find_version(connection, plan_id) or "x-0")
        if version is None or version.body.get("basis") == document:
            return
        plan = compiled.read_version(connection, plan_id, version.id)
        speak(settings, plan)
        entry = record(connection, settings, [versions.with_basis(version, document)], first)[0]
        compiled.fill(connection, plan, entry.id)


def _report(entries: Sequence[Entry], *, json: bool) -> None:
    if json:
        from coopctl.output.files.json_text import write_entries

        write_entries(entries)
    for entry in entries:
        sentence = N_("recorded `{id}`: a version of the plan `{plan}`")
        if "basis" in entry.body:
            sentence = N_(
                "recorded `{id}`: a version of the plan `{plan}`, on the basis of “{basis}”"
            )
        said = msg(sentence, id=entry.id, plan=entry.plan, basis=entry.body.get("basis"))
        say(render(said))
    if not entries:
        notice(msg(N_("nothing was recorded: the ledger has all of the plan files")))
