"""The chain held against the entries: each replica's numbers, hashes and order, entry by entry.

Every entry is read once, in order, and none is kept: memory does not grow with the ledger.
"""

import json
import sqlite3
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, NamedTuple

from coopctl.domain.record.entries import chain_hash
from coopctl.domain.record.kinds.shapes import is_body
from coopctl.domain.standing.faults import Fault
from coopctl.ledger.journal.journal import COLUMNS
from coopctl.messages import N_, Message, msg

_ROWS = f"select {COLUMNS}, place from journal order by replica, seq"
_COUNT = "select count(*) from journal"
_CORRECTIONS = "select count(*) from journal where replaces is not null"
_TAKEN_IN = "select seq from sqlite_sequence where name = 'journal'"
_EVERY = 1000  # entries between two ticks

_Row = tuple[Any, ...]


class ChainCount(NamedTuple):
    """How many entries, of how many replicas."""

    entries: int
    replicas: int


class ChainLink(NamedTuple):
    """An entry as far as the next one of its replica is held against it."""

    replica: str
    seq: int = 0
    hash: str = ""
    place: int = 0


def count_entries(connection: sqlite3.Connection) -> int:
    """Return how many entries there are."""
    return int(connection.execute(_COUNT).fetchone()[0])


def count_corrections(connection: sqlite3.Connection) -> int:
    """Return how many entries replace another."""
    return int(connection.execute(_CORRECTIONS).fetchone()[0])


class Chain:
    """A walk through the journal; after it, `counted` says how much there was."""

    def __init__(self) -> None:
        self.counted = ChainCount(0, 0)
        self._lacking = 0  # entries that the numbers say are missing
        self._newest = ChainLink("")  # the entry that came in last

    def check(
        self, connection: sqlite3.Connection, tick: Callable[[int], object]
    ) -> Iterator[Fault]:
        """Yield the first broken entry of each replica, and how many more do not fit there."""
        last = ChainLink("")
        broken = entries = replicas = 0
        for row in connection.execute(_ROWS):
            if row[0] != last.replica:
                yield from _rest(last, broken)
                last, broken, replicas = ChainLink(row[0]), 0, replicas + 1
            wrong = judge(row, last)
            if wrong is not None:
                if not broken:
                    yield Fault("chain", f"{row[0]}-{row[1]}", wrong)
                broken += 1
            self._lacking += max(row[1] - last.seq - 1, 0)
            last = ChainLink(row[0], row[1], row[12], row[13])
            self._newest = max(self._newest, last, key=_place)
            entries += 1
            if entries % _EVERY == 0:
                tick(_EVERY)
        yield from _rest(last, broken)
        self.counted = ChainCount(entries, replicas)
        yield from self._check_end(connection, last)

    def _check_end(self, connection: sqlite3.Connection, last: ChainLink) -> Iterator[Fault]:
        """Tell of entries that were taken off the end, which no later number shows."""
        found = connection.execute(_TAKEN_IN).fetchone()
        taken_in = int(found[0]) if found and isinstance(found[0], int) else 0
        lost = taken_in - self.counted.entries - self._lacking
        if lost > 0:
            only = self.counted.replicas == 1
            yield Fault(
                "chain", f"{last.replica}-{last.seq}" if only else None,
                msg(
                    N_("the newest entries are gone: {count} of the {all} that this file has taken in"),
                    count=lost, all=taken_in,
                ),
            )  # fmt: skip
        elif self._newest.place > taken_in:
            yield Fault(
                "chain", f"{self._newest.replica}-{self._newest.seq}",
                msg(N_("it has a place that this file never gave: it came in by other means")),
            )  # fmt: skip


def _place(link: ChainLink) -> int:
    return link.place


def _rest(last: ChainLink, broken: int) -> Iterator[Fault]:
    if broken > 1:
        yield Fault(
            "chain", None,
            msg(
                N_("the replica `{replica}` has more entries that do not fit: {count}"),
                replica=last.replica, count=broken - 1,
            ),
        )  # fmt: skip


def judge(row: _Row, last: ChainLink) -> Message | None:
    """Say what is wrong with an entry, held against the one before; None where nothing is.

    `row` has the journal's columns and, last, its place.
    """
    return _judge_number(row, last) or _judge_hash(row, last) or _judge_content(row)


def _judge_number(row: _Row, last: ChainLink) -> Message | None:
    first, seq = last.seq + 1, row[1]
    if seq == first:
        return None
    if seq == first + 1:
        return msg(N_("the entry before it, `{id}`, is gone"), id=f"{row[0]}-{first}")
    return msg(
        N_("the entries before it, `{first}` to `{last}`, are gone"),
        first=f"{row[0]}-{first}", last=f"{row[0]}-{seq - 1}",
    )  # fmt: skip


def _judge_hash(row: _Row, last: ChainLink) -> Message | None:
    try:
        true_hash = chain_hash(row[:12])
    except (TypeError, ValueError):  # something that is no text where a text belongs
        true_hash = ""
    if row[12] != true_hash:
        return msg(N_("it was altered: its hash is that of another content"))
    if row[11] != last.hash:
        return msg(N_("it does not follow the entry before it: one of the two was exchanged"))
    if row[13] <= last.place:
        return msg(N_("it stands before an older entry of the same replica"))
    return None


def _judge_content(row: _Row) -> Message | None:
    try:
        date.fromisoformat(row[5])
        body = json.loads(row[10])
    except (TypeError, ValueError, RecursionError):
        return msg(N_("its day or its content cannot be read"))
    if not is_body(row[2], body):
        return msg(N_("its content is not that of its kind, `{kind}`"), kind=row[2])
    return None
