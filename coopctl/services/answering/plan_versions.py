"""What the commands about a plan's versions share: finding one, and saying what it changed."""

import sqlite3
from collections.abc import Iterable, Mapping

from coopctl.domain.plan.changes import describe_changes
from coopctl.domain.plan.plan import Plan
from coopctl.domain.record.entries import Entry
from coopctl.domain.record.matching import read_id
from coopctl.domain.record.plan_versions import Side, Version
from coopctl.domain.words.text import clean_line, excerpt, fold
from coopctl.ledger.plan import compiled, versions
from coopctl.messages import N_, CoopError, Message, UsageProblem, msg, naming
from coopctl.services.workspace.settings import Settings

FILE = "file"  # the plan's file as it is now, instead of a version


def changes_of(
    connection: sqlite3.Connection, entry: Entry, before: str | None
) -> tuple[Message, ...]:
    """Say what a version changed in the one before; nothing for the first."""
    if before is None:
        return ()
    old = compiled.read_version(connection, entry.plan, before)
    return describe_changes(old, compiled.read_version(connection, entry.plan, entry.id))


def describe_versions(
    connection: sqlite3.Connection, entries: Iterable[Entry]
) -> Mapping[str, tuple[Message, ...]]:
    """Say of each plan entry among those what it changed, by its id."""
    plans = [entry for entry in entries if entry.kind == "plan"]
    return {
        version.entry.id: changes_of(connection, version.entry, version.before)
        for plan_id in dict.fromkeys(entry.plan for entry in plans)
        for version in versions.list_versions(connection, plan_id)
        if any(entry.id == version.entry.id for entry in plans)
    }


def find_side(connection: sqlite3.Connection, settings: Settings, plan: Plan, word: str) -> Side:
    """Return the version that an entry's id names, or the plan's file as it is.

    Raises: CoopError with the versions that there are.
    """
    wanted = read_id(word)
    if fold(wanted) == FILE:
        return Side(_load_file(connection, settings, plan), None)
    found = versions.list_versions(connection, plan.id)
    for one in found:
        if one.entry.id == wanted.lower():
            return side_of(connection, one)
    raise CoopError(
        msg(N_("`{word}` is no version of the plan `{plan}`"), word=excerpt(wanted), plan=plan.id),
        msg(N_("write one of: {ids}"), ids=(*(one.entry.id for one in found[-8:]), FILE)),
    )


def side_of(connection: sqlite3.Connection, version: Version) -> Side:
    """Return a version as a side of a comparison."""
    entry = version.entry
    document = version.signings[-1].body["document"] if version.signings else None
    return Side(compiled.read_version(connection, entry.plan, entry.id), entry, document)


def _load_file(connection: sqlite3.Connection, settings: Settings, plan: Plan) -> Plan:
    """Load the plan from its file. Raises: CoopError where there is none, BrokenPlan for its errors."""
    from coopctl.definitions.load import load_plan
    from coopctl.definitions.yaml.problems import BrokenPlan, errors_of

    known = compiled.list_files(connection)
    path = next((path for path, found in known.items() if found.plan == plan.id), None)
    if path is None:
        raise CoopError(msg(N_("the plan `{plan}` has no file"), plan=plan.id))
    loaded, problems = load_plan(settings.plans.parent / path, path)
    if loaded is None:
        raise BrokenPlan(errors_of(problems))
    return loaded


def read_document(flag: str, text: str) -> str:
    """Read the number and date of a document. Raises: UsageProblem where it is empty or no text."""
    with naming(flag):
        document = clean_line(text)
    if not document:
        raise UsageProblem(
            msg(N_("`{flag}`: the document is empty"), flag=flag),
            msg(N_("write its number and date: `48/KH-SKHCN, 17/9/2024`")),
        )
    return document
