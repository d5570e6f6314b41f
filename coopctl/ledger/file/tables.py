"""The journal's tables as the views show them, streamed for the exports."""

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date

from coopctl.domain.record.corrections import ALWAYS
from coopctl.ledger.standing.confirmations import confirmation_of

# In the order of the view itself.
_QUERY = "select {columns} from {view} where happened_on <= :as_of"


def list_table(
    connection: sqlite3.Connection,
    view: str,
    columns: Sequence[str],
    as_of: date | None = None,
    known_at: str = ALWAYS,
) -> Iterator[tuple[object, ...]]:
    """Yield a view's rows, each in the order of `columns`; both are names of our own.

    What the other side said is told as it was on that day; the rest never changes.
    """
    said = f"{confirmation_of(f'{view}.id', f'{view}.office')} as confirmation"
    listed = (said if column == "confirmation" else column for column in columns)
    query = _QUERY.format(columns=", ".join(listed), view=view)
    day = as_of.isoformat() if as_of else ALWAYS
    yield from connection.execute(query, {"as_of": day, "known_at": known_at})
