"""`coopctl plan diff`: what differs between two versions of a plan, field by field."""

import sqlite3
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Annotated

import typer

from coopctl.cli import options
from coopctl.cli.completing.kinds import ValueKind
from coopctl.cli.program import settings_of
from coopctl.cli.reading import Answer, give
from coopctl.domain.plan.differences import compare_plans
from coopctl.domain.plan.plan import Plan
from coopctl.domain.record.entries import Entry, is_entry_id
from coopctl.domain.record.plan_versions import Side, Version
from coopctl.ledger.journal.journal import find_entry
from coopctl.ledger.plan import versions
from coopctl.ledger.plan.choice import choose_plan
from coopctl.messages import N_
from coopctl.services.answering.plan_versions import find_side, side_of
from coopctl.services.workspace.session import reading
from coopctl.services.workspace.settings import Settings

examples = (
    "coopctl plan diff",
    "coopctl plan diff hb7kq-1 hb7kq-9",
    "coopctl plan diff hb7kq-1 file",
)


def command(
    ctx: typer.Context,
    old: Annotated[
        str | None,
        typer.Argument(
            metavar=N_("V1"),
            help=N_("a version, by its entry; the signed one, else the one before, if left out"),
        ),
        ValueKind.VERSION,
    ] = None,
    new: Annotated[
        str | None,
        typer.Argument(
            metavar=N_("V2"), help=N_("another one, or `file`; the one in force if left out")
        ),
        ValueKind.VERSION,
    ] = None,
    plan: options.OfPlan = None,
    json: options.Json = False,
) -> None:
    """Show what differs between two versions of a plan: each field, the old value and the new."""
    settings = settings_of(ctx)
    with reading(settings) as connection:
        chosen = choose_plan(connection, plan or _plan_of_version(connection, old, new))
        before, after = _find_sides(connection, settings, chosen, (old, new))
    differences = compare_plans(before.plan, after.plan) if before else ()
    from coopctl.output.screen.plan.plan_diff import differences_data, show_differences

    head = partial(differences_data, before, after, differences)
    give(
        Answer(
            "plan-diff", head, {}, lambda page: show_differences(page, before, after, differences)
        ),
        json=json,
    )


def _plan_of_version(connection: sqlite3.Connection, *words: str | None) -> str | None:
    """Return the plan that a named version is of, so that `--plan` need not say it; else None."""
    for word in words:
        entry = find_entry(connection, word) if word and is_entry_id(word) else None
        if entry is not None and entry.kind == "plan":
            return entry.plan
    return None


def _find_sides(
    connection: sqlite3.Connection,
    settings: Settings,
    plan: Plan,
    words: tuple[str | None, str | None],
) -> tuple[Side | None, Side]:
    """Return both sides; the first is None where there is no version to hold the second against."""
    old, new = words
    found = {version.entry.id: version for version in versions.list_versions(connection, plan.id)}
    live = next((one for one in found.values() if one.in_force), None)
    if new is not None:
        after = find_side(connection, settings, plan, new)
    else:
        after = side_of(connection, live) if live else Side(plan, None)
    if old is not None:
        return find_side(connection, settings, plan, old), after
    usual = _usual(versions.list_signings(connection, plan.id), found, live)
    return side_of(connection, usual) if usual else None, after


def _usual(
    signings: Sequence[Entry], found: Mapping[str, Version], live: Version | None
) -> Version | None:
    """Return what is compared with where nothing is named: the signed version, else the one before."""
    for signing in reversed(signings):
        if signing.body["version"] in found:
            return found[signing.body["version"]]
    if live is None:  # the plan's file is in force, and could not be recorded
        return next(iter([*found.values()][::-1]), None)
    return _before(found, live)


def _before(found: Mapping[str, Version], version: Version) -> Version | None:
    """Return the version before, and not one that differs by its basis only."""
    while (corrected := version.entry.replaces) is not None and corrected in found:
        version = found[corrected]
    return found.get(version.before or "")
