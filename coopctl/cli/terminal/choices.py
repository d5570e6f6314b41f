"""What a record may be about, listed to choose from where somebody is asked."""

import sqlite3

from coopctl.domain.codes import Status
from coopctl.domain.record.confirmations import Confirmation
from coopctl.domain.standing.standing import ActionRow, ItemRow
from coopctl.language import reader
from coopctl.ledger.standing import standings
from coopctl.services.workspace import clock


def list_choices(connection: sqlite3.Connection, *, judged: bool) -> list[tuple[str, str]]:
    """Return the items, and the open actions, with their titles.

    `judged`: instead, whatever has a last update that is not confirmed.
    """
    moment = standings.Moment(clock.today(None))
    items = list(standings.list_item_rows(connection, standings.Scope(), moment, reader()))
    actions = standings.list_action_rows(connection, standings.Scope(), moment, reader())
    several = len({row.plan for row in items}) > 1
    return [
        (f"{row.plan}:{row.item}" if several else row.item, row.title)
        for row in items
        if (_is_judged(row) if judged else row.withdrawn is None)
    ] + [
        (row.id, row.title)
        for row in actions
        if (_is_judged(row) if judged else row.status not in {Status.COMPLETED, Status.CANCELLED})
    ]


def _is_judged(row: ItemRow | ActionRow) -> bool:
    return row.entry is not None and row.confirmation != Confirmation.CONFIRMED
