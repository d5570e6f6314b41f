"""The heads of the ledger's chains: each replica's newest entry."""

import sqlite3

from coopctl.domain.record.corrections import ALWAYS
from coopctl.domain.record.heads import ChainHead

# Each replica with the number of its newest entry; the index is entered once a replica, not once an entry.
LAST = """
with recursive label(replica) as (
  select min(replica) from journal
  union all
  select (select min(replica) from journal where replica > label.replica) from label
  where label.replica is not null
)
select replica, (select max(seq) from journal where replica = label.replica) as seq
from label where replica is not null"""
_HEADS = f"""
select j.replica, j.seq, j.hash from ({LAST}) as last join journal as j on j.replica = last.replica
  and j.seq = (select seq from journal where replica = last.replica and recorded_at <= :known_at
    order by seq desc limit 1)
order by j.replica"""


def list_heads(connection: sqlite3.Connection, known_at: str = ALWAYS) -> tuple[ChainHead, ...]:
    """Return the newest entry of each replica that was recorded by then, by label.

    One that was altered so that it has no hash is left out: `verify` names it.
    """
    rows = connection.execute(_HEADS, {"known_at": known_at})
    heads = (ChainHead(*row) for row in rows)
    return tuple(head for head in heads if head.is_whole)
