"""What entries say of each other: that what they speak of is there, and is such a thing."""

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from coopctl.domain.codes import ENTRY_KIND_LABELS, kind_name
from coopctl.domain.record.confirmations import CONFIRMABLE
from coopctl.domain.record.corrections import RETRACTION
from coopctl.domain.record.entries import is_entry_id
from coopctl.domain.standing.faults import Fault
from coopctl.messages import N_, Message, msg

# How an entry speaks of another: it stands in its place, judges it, rests on that version of a plan.
REPLACES, JUDGES, RESTS_ON = "replaces", "judges", "rests on"

COLUMNS = "id, replica, seq, kind, plan, item, replaces, root, placed_at"
_BY_ID = f"select {COLUMNS} from journal where replica = :replica and seq = :seq"
_ROOTED = f"""
select {COLUMNS} from journal where root <> replica || '-' || seq and replaces is null"""
_SPEAKING = {
    REPLACES: f"select replaces, {COLUMNS} from journal where replaces is not null",
    JUDGES: f"select body ->> '$.entry', {COLUMNS} from journal where kind = 'confirmation'",
    RESTS_ON: (
        f"select body ->> '$.version', {COLUMNS} from journal "
        "where kind in ('signing', 'period') and body ->> '$.version' <> ''"
    ),
}
# What goes back, step by step, to an entry that replaces none, is grounded; the rest goes round in a circle.
_UNGROUNDED = """
with recursive replacing(id, old) as ({replacing}),
grounded(id) as (
  select id from replacing where old not in (select id from replacing)
  union
  select later.id from grounded join replacing as later on later.old = grounded.id)
select id, old from replacing where id not in (select id from grounded) order by id"""
_REPLACING = "select id, replaces from journal where replaces is not null"


class Speaker(NamedTuple):
    """An entry as far as others speak of it, or it of others."""

    id: str
    replica: str
    seq: int
    kind: str
    plan: str
    item: str | None
    replaces: str | None
    root: str
    placed_at: str


def check_references(connection: sqlite3.Connection) -> Iterator[Fault]:
    """Yield the entries that speak of others which are not there, or are not what they are taken for."""
    for how, query in _SPEAKING.items():
        for spoken_of, *row in connection.execute(query):
            new = Speaker(*row)
            message = judge(how, new, spoken_of, find(connection, spoken_of))
            if message is not None:
                yield Fault("references", new.id, message)
    for row in connection.execute(_ROOTED):
        yield Fault("references", row[0], _rootless())
    for entry, message in list_circles(connection, _REPLACING):
        yield Fault("references", entry, message)


def list_circles(connection: sqlite3.Connection, replacing: str) -> Iterator[tuple[str, Message]]:
    """Yield the entries whose corrections go round in a circle; `replacing` selects entries and what each replaces."""
    for entry, old in connection.execute(_UNGROUNDED.format(replacing=replacing)):
        yield entry, msg(N_("it replaces `{id}`, and what that replaces goes back to it"), id=old)


def find(connection: sqlite3.Connection, entry_id: object) -> Speaker | None:
    """Return the entry with that id in a table `journal`; None where none is."""
    if not isinstance(entry_id, str) or not is_entry_id(entry_id):
        return None
    replica, _, seq = entry_id.rpartition("-")
    row = connection.execute(_BY_ID, {"replica": replica, "seq": int(seq)}).fetchone()
    return Speaker(*row) if row else None


def _rootless() -> Message:
    return msg(N_("it says that it corrects, and replaces nothing"))


def judge_alone(new: Speaker) -> Message | None:
    """Say what is wrong with an entry that speaks of no other, but should."""
    if new.replaces is not None:
        return None
    if new.kind == RETRACTION:
        return msg(N_("it takes something back, and does not say what"))
    return _rootless() if new.root != new.id else None


def judge(how: str, new: Speaker, spoken_of: object, old: Speaker | None) -> Message | None:
    """Say what is wrong with how an entry speaks of another, which is `old`; None where nothing is."""
    if old is None:
        gone = (
            N_("it replaces `{id}`, which is not in the ledger")
            if how == REPLACES
            else N_("it is about `{id}`, which is not in the ledger")
        )
        return msg(gone, id=spoken_of)
    if old.replica == new.replica and old.seq >= new.seq:
        return msg(N_("it speaks of `{id}`, which came after it"), id=old.id)
    if old.plan != new.plan:
        return msg(
            N_("it is of the plan `{new}`, and speaks of `{id}` of the plan `{old}`"),
            new=new.plan, id=old.id, old=old.plan,
        )  # fmt: skip
    return _JUDGES[how](new, old)


def _judge_replaced(new: Speaker, old: Speaker) -> Message | None:
    if new.kind == RETRACTION:
        return _judge_item(new, old)
    if new.kind not in ENTRY_KIND_LABELS:
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


def _judge_judged(new: Speaker, old: Speaker) -> Message | None:
    if old.kind not in CONFIRMABLE:
        return _other_kind(old)
    return _judge_item(new, old)


def _judge_version(_new: Speaker, old: Speaker) -> Message | None:
    return None if old.kind == "plan" else _other_kind(old)


def _other_kind(old: Speaker) -> Message:
    return msg(
        N_("it cannot be about `{id}`, which is of the kind “{old}”"),
        id=old.id, old=kind_name(old.kind),
    )  # fmt: skip


def _judge_item(new: Speaker, old: Speaker) -> Message | None:
    if new.item == old.item:
        return None
    return msg(
        N_("it is about `{new}`, and speaks of `{id}`, which is about `{old}`"),
        new=new.item or new.plan, id=old.id, old=old.item or old.plan,
    )  # fmt: skip


_JUDGES = {REPLACES: _judge_replaced, JUDGES: _judge_judged, RESTS_ON: _judge_version}
