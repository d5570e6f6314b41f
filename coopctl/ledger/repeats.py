"""Records that a ledger has already, word for word: by what a table that comes in a second time is known."""

import sqlite3

from coopctl.domain.corrections import ALWAYS
from coopctl.domain.entries import Draft, canonical
from coopctl.ledger.corrections import in_force
from coopctl.ledger.journal import find_in_force

_LAST = "select max(place) from journal where exists (select 1 from journal where kind = ?)"
# Rows (root, whether in force) of what an office recorded word for word of something on a day.
_SAME = f"""
select root, {in_force("id", f"'{ALWAYS}'")} from journal
where plan = :plan and item is :item and kind = :kind and happened_on = :on
  and place <= :last and office is :office and body = :body"""


class Repeats:
    """What was recorded of a kind up to now; what is recorded later is none of it."""

    def __init__(self, connection: sqlite3.Connection, kind: str) -> None:
        self._connection = connection
        self._last: int | None = connection.execute(_LAST, (kind,)).fetchone()[0]

    def has(self, draft: Draft, office: str | None) -> bool:
        """Tell whether an office recorded the same already, and it holds, as corrected or not."""
        if self._last is None:
            return False
        same = self._connection.execute(_SAME, {
            "plan": draft.plan, "item": draft.item, "kind": draft.kind,
            "on": draft.happened_on.isoformat(), "last": self._last, "office": office,
            "body": canonical(draft.body),
        })  # fmt: skip
        return any(holds or find_in_force(self._connection, root) for root, holds in same)
