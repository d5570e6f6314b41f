"""The journal's entries: what was recorded, by whom, when, and the chain that holds them.

An entry is never changed. Its public id is `<replica>-<number>`: the replica is the ledger file
that wrote it, the number counts that file's own entries without gaps. Each carries the hash of
its content chained to the one before, so that a lost, added or altered entry shows.
"""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

Body = dict[str, Any]

_NUMBER = "[1-9][0-9]{0,17}"  # what SQLite holds
_ENTRY_ID = re.compile(f"[a-z0-9]+-{_NUMBER}")
_ACTION_ID = re.compile(f"[a-z0-9]+-{_NUMBER}/{_NUMBER}")
_encode_fields = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Draft(NamedTuple):
    """An entry that is not yet recorded: it has no number, no writer, no time.

    `item` is the id of the plan item or action that it is about; None for plans and meetings.
    """

    kind: str
    plan: str
    item: str | None
    happened_on: date
    body: Body
    replaces: str | None = None


class Entry(NamedTuple):
    """One line of the journal. `recorded_at` is UTC, `2024-09-19T08:15:30.123456Z`.

    `prev` is the hash of this replica's entry before, empty for its first; hashes are SHA-256, hex.
    """

    replica: str
    seq: int
    kind: str
    plan: str
    item: str | None
    happened_on: date
    recorded_at: str
    author: str
    office: str | None
    replaces: str | None
    body: Body
    prev: str
    hash: str

    @property
    def id(self) -> str:
        """The public id, `hb7kq-12`."""
        return f"{self.replica}-{self.seq}"


def is_entry_id(text: str) -> bool:
    """Tell whether `text` has the form of an entry's id, `hb7kq-12`."""
    return _ENTRY_ID.fullmatch(text) is not None


def is_action_id(text: str) -> bool:
    """Tell whether `text` has the form of an action's id, `hb7kq-12/1`."""
    return _ACTION_ID.fullmatch(text) is not None


def canonical(body: Mapping[str, Any]) -> str:
    """Return the one JSON text of a body: keys sorted, no spaces, letters as they are."""
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def chain_hash(fields: Sequence[object]) -> str:
    """Return the hash of an entry: SHA-256 over the JSON array of its stored fields.

    `fields` are the journal's columns from `replica` to `prev` in their order, dates and body
    as the text that is stored.
    """
    import hashlib

    text = _encode_fields(list(fields))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
