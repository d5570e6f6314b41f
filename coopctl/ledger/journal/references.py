"""What entries say of each other: that what they correct or confirm is there, and is such a thing."""

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from coopctl.domain.codes import ENTRY_KIND_LABELS, kind_name
from coopctl.domain.record.entries import is_entry_id
from coopctl.domain.standing.faults import Fault
from coopctl.messages import N_, Message, msg

_COLUMNS = "id, kind, replaces, root, placed_at"
_REPLACING = f"select {_COLUMNS} from journal where replaces is not null"
_ROOTED = f"""
select {_COLUMNS} from journal where root <> replica || '-' || seq and replaces is null"""
_BY_ID = f"select {_COLUMNS} from journal where replica = :replica and seq = :seq"
_CONFIRMATIONS = "select id, body ->> '$.entry' from journal where kind = 'confirmation'"


class _Corrected(NamedTuple):
    """An entry as far as corrections are concerned."""

    id: str
    kind: str
    replaces: str | None
    root: str
    placed_at: str


def check_references(connection: sqlite3.Connection) -> Iterator[Fault]:
    """Yield the entries that speak of others which are not there, or are not what they are taken for."""
    for row in connection.execute(_REPLACING):
        new = _Corrected(*row)
        old = _find(connection, new.replaces)
        message = _judge(new, old)
        if message is not None:
            yield Fault("references", new.id, message)
    for row in connection.execute(_ROOTED):
        yield Fault("references", row[0], msg(N_("it says that it corrects, and replaces nothing")))
    for entry, confirmed in connection.execute(_CONFIRMATIONS):
        if _find(connection, confirmed) is None:
            message = msg(N_("it is about `{id}`, which is not in the ledger"), id=confirmed)
            yield Fault("references", entry, message)


def _find(connection: sqlite3.Connection, entry_id: object) -> _Corrected | None:
    if not isinstance(entry_id, str) or not is_entry_id(entry_id):
        return None
    replica, _, seq = entry_id.rpartition("-")
    row = connection.execute(_BY_ID, {"replica": replica, "seq": int(seq)}).fetchone()
    return _Corrected(*row) if row else None


def _judge(new: _Corrected, old: _Corrected | None) -> Message | None:
    if old is None:
        return msg(N_("it replaces `{id}`, which is not in the ledger"), id=new.replaces)
    if new.kind == "retraction" or new.kind not in ENTRY_KIND_LABELS:
        return None
    if new.kind != old.kind:
        return msg(
            N_("it is of the kind “{new}” and replaces `{id}` of the kind “{old}”"),
            new=kind_name(new.kind), id=old.id, old=kind_name(old.kind),
        )  # fmt: skip
    if new.root != old.root or new.placed_at != old.placed_at:
        return msg(
            N_("it replaces `{id}`, and does not say that it goes back to `{root}`"),
            id=old.id, root=old.root,
        )  # fmt: skip
    return None
