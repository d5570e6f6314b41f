"""What is disputed, with the reasons: last updates, and meetings, outcomes and extensions."""

import sqlite3
from collections.abc import Collection, Iterator, Mapping

from coopctl.domain.record.confirmations import Confirmation, DisputedRow, Verdict
from coopctl.domain.record.entries import Entry
from coopctl.domain.record.meetings import items_of
from coopctl.ledger.plan.plans import ItemSides, list_sides
from coopctl.ledger.standing.confirmations import list_disputed, list_verdicts
from coopctl.ledger.standing.standings import Moment, Scope

_Sides = Mapping[str, ItemSides]  # by the item's id


def list_disputed_rows(
    connection: sqlite3.Connection,
    scope: Scope,
    moment: Moment,
    party: str | None,
    updates: Collection[str | None],
) -> Iterator[DisputedRow]:
    """Yield what is disputed in the scope: of the updates only those that are named.

    With a party: what is about its items, its meetings, or was recorded or disputed by its office.
    """
    times = (moment.as_of, moment.known_at)
    entries = list(list_disputed(connection, scope.plan, *times))
    spoken = list_verdicts(connection, [entry.id for entry in entries], *times)
    sides = {plan: list_sides(connection, plan) for plan in {entry.plan for entry in entries}}
    for entry in entries:
        verdicts = [
            verdict for verdict in spoken[entry.id] if verdict.verdict == Confirmation.DISPUTED
        ]
        if entry.kind == "update":
            kept = entry.id in updates
        else:
            kept = _in_scope(entry, scope, sides[entry.plan]) and (
                party is None or party in _parties_of(entry, verdicts, sides[entry.plan])
            )
        if kept:
            yield from (_row(entry, verdict) for verdict in verdicts)


def _in_scope(entry: Entry, scope: Scope, sides: _Sides) -> bool:
    if scope.item is not None:
        return scope.item in items_of(entry)
    if scope.area is not None:
        return any(sides[item].area == scope.area for item in items_of(entry) if item in sides)
    return True


def _parties_of(entry: Entry, verdicts: Collection[Verdict], sides: _Sides) -> set[str | None]:
    parties: set[str | None] = {entry.office, *(verdict.office for verdict in verdicts)}
    for item in items_of(entry):
        parties |= sides[item].parties if item in sides else set()
    if entry.kind == "meeting":
        people = (*entry.body.get("attendees", ()), *entry.body.get("invited", ()))
        parties |= {entry.body.get("host"), *(person["party"] for person in people)}
    return parties


def _row(entry: Entry, verdict: Verdict) -> DisputedRow:
    body = entry.body
    title = body.get("title") or body.get("due_text") or body.get("result") or ""
    return DisputedRow(
        entry.plan, entry.id, entry.kind, entry.item, entry.happened_on,
        " ".join(str(title).split()), verdict.office, verdict.on, verdict.text,
        Confirmation.DISPUTED,
    )  # fmt: skip
