"""The journal's tables as the views show them, streamed for the exports."""

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date

from coopctl.domain.corrections import ALWAYS

# In the order of the view itself.
_QUERY = "select {columns} from {view} where happened_on <= :as_of"


def list_table(
    connection: sqlite3.Connection,
    view: str,
    columns: Sequence[str],
    as_of: date | None = None,
) -> Iterator[tuple[object, ...]]:
    """Yield a view's rows, each in the order of `columns`; both are names of our own."""
    query = _QUERY.format(columns=", ".join(columns), view=view)
    day = as_of.isoformat() if as_of else ALWAYS
    yield from connection.execute(query, {"as_of": day})
