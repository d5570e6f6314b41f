"""What rests on nothing: completed items and actions, and outcomes, without evidence."""

import sqlite3
from collections.abc import Iterator

from coopctl.domain.record.evidence import MissingRow
from coopctl.ledger.journal.targets import Target
from coopctl.ledger.standing.evidence import list_missing
from coopctl.ledger.standing.standings import Scope
from coopctl.services.answering.question import Times, moments
from coopctl.services.workspace.settings import Settings


def list_gaps(
    connection: sqlite3.Connection, settings: Settings, wanted: Target | None, times: Times
) -> Iterator[MissingRow]:
    """Yield what is said to be done and has no evidence, plan by plan, each by its own day."""
    scope = Scope(plan=wanted.plan if wanted else None)
    for part, moment in moments(connection, settings, scope, times):
        within = wanted or Target("plan", part.plan or "", part.plan or "")
        yield from list_missing(connection, within, moment, settings.reader)
