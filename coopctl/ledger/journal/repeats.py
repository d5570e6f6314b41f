"""Records that a ledger has already, word for word: by what a table that comes in a second time is known."""

import sqlite3

from coopctl.domain.record.corrections import ALWAYS
from coopctl.domain.record.entries import Draft, canonical
from coopctl.ledger.journal.corrections import in_force
from coopctl.ledger.journal.journal import find_in_force

_LAST = "select coalesce(max(place), 0) from journal"
_ABOUT = "plan = :plan and item is :item and kind = :kind and place <= :last"
_ANY = f"select exists (select 1 from journal where {_ABOUT})"
# Rows (root, whether in force) of what an office recorded word for word of something on a day.
_SAME = f"""
select root, {in_force("id", f"'{ALWAYS}'")} from journal
where {_ABOUT} and happened_on = :on and office is :office and json_remove(body, '$.command', '$.came_after') = json(:body)"""


class Repeats:
    """What was recorded of a kind up to now; what is recorded later is none of it."""

    def __init__(self, connection: sqlite3.Connection, kind: str) -> None:
        self._connection, self._kind = connection, kind
        self._last: int = connection.execute(_LAST).fetchone()[0]
        self._begun: dict[tuple[str, str | None], bool] = {}  # plan and item: whether it has any

    def has(self, draft: Draft, office: str | None) -> bool:
        """Tell whether an office recorded the same already, and it holds, as corrected or not."""
        about = draft.plan, draft.item
        values: dict[str, object] = {
            "plan": draft.plan, "item": draft.item, "kind": self._kind, "last": self._last,
        }  # fmt: skip
        if about not in self._begun:
            self._begun[about] = bool(self._connection.execute(_ANY, values).fetchone()[0])
        if not self._begun[about]:
            return False
        values |= {
            "on": draft.happened_on.isoformat(), "office": office, "body": canonical(draft.body),
        }  # fmt: skip
        same = self._connection.execute(_SAME, values)
        return any(holds or find_in_force(self._connection, root) for root, holds in same)
