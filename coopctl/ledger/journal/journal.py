"""The one way into the journal, and the ways to read it back.

Invariant: a replica's numbers run 1, 2, 3… without gaps, and each entry's hash covers the one
before. Both hold because number, chain and insert happen inside one `BEGIN IMMEDIATE`. What is derived
from entries alone (`superseded`, `late`, `entry_words`) is brought up to date in the same transaction.
"""

import json
import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from coopctl.domain.record.bodies.sizes import check_size
from coopctl.domain.record.corrections import ALWAYS
from coopctl.domain.record.entries import Draft, Entry, canonical, chain_hash, is_entry_id
from coopctl.domain.record.kinds.shapes import is_body, is_stamp
from coopctl.domain.standing.faults import Damaged
from coopctl.ledger.journal.corrections import in_force, note_replaced
from coopctl.ledger.journal.entry_words import note_words
from coopctl.messages import N_, CoopError, Message, msg

# The stored columns in their order: what `INSERT` takes, `entry_of` reads and the hash covers.
COLUMNS = (
    "replica, seq, kind, plan, item, happened_on, recorded_at, "
    "author, office, replaces, body, prev, hash"
)
INSERT = f"insert into journal ({COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
NOTE_LATE = "insert into late values (?, ?)"
_LAST = f"""
select {COLUMNS}, came_at from journal where replica = :replica order by seq desc limit 1"""
# The newest entry of any replica, and how many places this file has given.
_END = f"""
select {COLUMNS}, place, (select seq from sqlite_sequence where name = 'journal')
from journal order by place desc limit 1"""
_GIVEN = "select seq from sqlite_sequence where name = 'journal'"
_BY_ID = f"select {COLUMNS} from journal where replica = :replica and seq = :seq"
# All of one entry's versions: the first, and those that corrections made of it.
_VERSIONS = f"""
select {COLUMNS}, place, id from journal where replica = :replica and seq = :seq
union all
select {COLUMNS}, place, id from journal where root = :root and root <> replica || '-' || seq"""
_IN_FORCE = f"""
select {COLUMNS} from ({_VERSIONS}) as version
where recorded_at <= :known_at and {in_force("version.id")} and kind <> 'retraction'
order by place desc limit 1"""
_ALL_VERSIONS = (
    f"select {COLUMNS} from ({_VERSIONS}) where recorded_at <= :known_at and kind <> 'retraction' "
    "order by place"
)
_REPLACED_BY = "select id from journal where replaces = :id order by recorded_at, replica, seq"
_PLACED = f"select {COLUMNS}, place from journal order by place"
_ALL = f"select {COLUMNS} from journal order by replica, seq"

FIRST = ""  # in the place of a command's first entry: it is this one
UNLABELLED = ""  # the label of a file whose entries all came from elsewhere
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is read for another


class AlteredEntry(Damaged):
    """An entry is not as this program writes it: somebody changed the ledger file by other means."""

    def __init__(self, entry_id: str) -> None:
        self.entry_id = entry_id
        super().__init__(
            msg(N_("the ledger is damaged: the entry `{id}` cannot be understood"), id=entry_id)
        )


def day_of(entry_id: str, text: str) -> date:
    """Return the day that an entry states. Raises: AlteredEntry where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise AlteredEntry(entry_id) from error


class Writer(NamedTuple):
    """Who records: a person's name, and the id of the party whose office it is, if known."""

    author: str
    office: str | None


def stamp(moment: datetime) -> str:
    """Return a moment as the journal keeps it: UTC, microseconds, `Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class Tail(NamedTuple):
    """The end of this file's own chain: its label, and of its last entry number, hash and latest stamp."""

    replica: str
    seq: int
    hash: str
    came_at: str


def find_tail(connection: sqlite3.Connection, writer: Writer) -> Tail:
    """Return where this file's chain ends; the file gets its label where it has none."""
    check_end(connection)
    replica = _replica(connection, writer)
    row = connection.execute(_LAST, {"replica": replica}).fetchone()
    if row is None:
        return Tail(replica, 0, "", "")
    _refuse_altered(row)
    return Tail(replica, row[1], row[12], row[13])


class BrokenEnd(CoopError):
    """The journal does not end as its chain says: what is recorded now would hide that for good."""

    def __init__(self, problem: Message) -> None:
        super().__init__(
            msg(N_("the ledger is damaged: {problem}; nothing was recorded"), problem=problem),
            msg(N_("`coopctl verify` tells more; bring back the last whole copy of the ledger")),
        )


def check_end(connection: sqlite3.Connection) -> None:
    """Hold the journal's end against what this file has taken in. Raises: BrokenEnd."""
    row = connection.execute(_END).fetchone()
    if row is None:
        given = connection.execute(_GIVEN).fetchone()
        last, given = 0, given[0] if given else 0
    else:
        _refuse_altered(row)
        last, given = row[13], row[14]
    if last != given:
        raise BrokenEnd(msg(N_("its newest entries are gone")))


def _refuse_altered(row: tuple[Any, ...]) -> None:
    try:
        whole = chain_hash(row[:12]) == row[12]
    except (TypeError, ValueError):  # something that is no text where a text belongs
        whole = False
    if not whole:
        raise BrokenEnd(msg(N_("its newest entry `{id}` was altered"), id=f"{row[0]}-{row[1]}"))


class Linked(NamedTuple):
    """An entry as a row of the journal, its body's text, and the end of the chain that it makes.

    `late` is the stamp that it came after, where the clock has gone back; else None.
    """

    row: tuple[object, ...]
    text: str
    tail: Tail
    late: str | None


def link(tail: Tail, draft: Draft, writer: Writer, now: str, command: str | None) -> Linked:
    """Give one entry its number and place in the chain.

    The body says which command recorded it; and, where the clock has gone back, after which stamp it came.
    A clock that is wrong is believed, but for a year that no day may be in. Raises: CoopError for that, and
    where the entry is larger than one may be.
    """
    _refuse_clock(now)
    late = tail.came_at if now < tail.came_at else None
    seq = tail.seq + 1
    own = {} if command is None else {"command": command or f"{tail.replica}-{seq}"}
    own |= {} if late is None else {"came_after": late}
    text = canonical({**draft.body, **own})
    too_large = check_size(text)
    if too_large is not None:
        raise CoopError(
            too_large, msg(N_("nothing was recorded; divide it, or keep a part of it as a file"))
        )
    fields = (
        tail.replica, seq, draft.kind, draft.plan, draft.item, draft.happened_on.isoformat(),
        now, writer.author, writer.office, draft.replaces, text, tail.hash,
    )  # fmt: skip
    hashed = chain_hash(fields)
    return Linked((*fields, hashed), text, Tail(tail.replica, seq, hashed, late or now), late)


def _refuse_clock(now: str) -> None:
    if not is_stamp(now):
        raise CoopError(
            msg(N_("the clock of this computer says {time}: no time from 1900 to 2200"), time=now),
            msg(N_("nothing was recorded; set the clock, and try again")),
        )


def append(
    connection: sqlite3.Connection,
    draft: Draft,
    writer: Writer,
    moment: datetime,
    command: str | None = FIRST,
) -> Entry:
    """Give one entry its number and place in the chain and insert it, inside the caller's transaction; return it.

    `command` is the id of the first entry of the command that records it, `FIRST` where it is that one;
    None for what no person asked for.
    """
    linked = link(find_tail(connection, writer), draft, writer, stamp(moment), command)
    place = connection.execute(INSERT, linked.row).lastrowid
    entry = entry_of(linked.row)
    note_words(connection, place, entry)
    if linked.late is not None:
        connection.execute(NOTE_LATE, (entry.id, linked.late))
    if entry.replaces is not None:
        note_replaced(connection, entry.id)
    return entry


def _replica(connection: sqlite3.Connection, writer: Writer) -> str:
    """Return this file's label, made once from the office and a few random characters."""
    row = connection.execute("select label from replica").fetchone()
    if row is not None and row[0] != UNLABELLED:
        return str(row[0])
    import secrets  # 6 ms, once in a ledger's life

    initials = "".join(word[0] for word in (writer.office or "x").lower().split("-") if word)
    safe = (
        "".join(letter for letter in initials if letter.isascii() and letter.isalnum())[:3] or "x"
    )
    label = safe + "".join(secrets.choice(_LETTERS) for _ in range(3))
    connection.execute("insert or replace into replica values (1, ?)", (label,))
    return label


def entry_of(row: tuple[object, ...]) -> Entry:
    """Make an entry of a row in the order of `COLUMNS`. Raises: AlteredEntry where it is none."""
    fields = list(row)
    try:
        fields[5] = date.fromisoformat(str(row[5]))
        fields[10] = json.loads(str(row[10]))
    except (ValueError, RecursionError) as error:
        raise AlteredEntry(f"{row[0]}-{row[1]}") from error
    return Entry(*fields)  # type: ignore[arg-type]  # the row has the journal's own types


def understood(entry: Entry) -> Entry:
    """Return the entry. Raises: AlteredEntry where its body is not what its kind has."""
    if not is_body(entry.kind, entry.body):
        raise AlteredEntry(entry.id)
    return entry


def find_altered(connection: sqlite3.Connection) -> str | None:
    """Return the id of the first entry that is not as this program writes it."""
    try:
        found = (entry.id for entry in list_all(connection) if not _is_sound(entry))
        return next(found, None)
    except AlteredEntry as altered:
        return altered.entry_id


def _is_sound(entry: Entry) -> bool:
    """Tell whether a body is what its kind has, of texts that are texts."""
    try:
        return is_body(entry.kind, entry.body) and bool(canonical(entry.body).encode())
    except UnicodeEncodeError:  # half a character, escaped
        return False


def find_entry(connection: sqlite3.Connection, entry_id: str) -> Entry | None:
    """Return the entry with that public id (`hb7kq-12`), or None."""
    replica, _, seq = entry_id.rpartition("-")
    row = connection.execute(_BY_ID, {"replica": replica, "seq": int(seq)}).fetchone()
    return understood(entry_of(row)) if row else None


def list_versions(connection: sqlite3.Connection, root: str, known_at: str = ALWAYS) -> list[Entry]:
    """Return what was recorded first under an id, and all corrections of it, oldest first."""
    rows = connection.execute(_ALL_VERSIONS, _by_root(root, known_at))
    return [understood(entry_of(row)) for row in rows]


def find_in_force(
    connection: sqlite3.Connection, root: str, known_at: str = ALWAYS
) -> Entry | None:
    """Return an entry as corrected last, by the id it has had from the start; None if taken back."""
    row = connection.execute(_IN_FORCE, _by_root(root, known_at)).fetchone()
    return understood(entry_of(row)) if row else None


def _by_root(root: str, known_at: str) -> dict[str, object]:
    replica, _, seq = root.rpartition("-")
    number = int(seq) if seq.isdecimal() else 0  # an altered entry may name anything
    return {"replica": replica, "seq": number, "root": root, "known_at": known_at}


def exists(connection: sqlite3.Connection, entry_id: str) -> bool:
    """Tell whether an entry with that id is here; what is no id is none."""
    replica, _, seq = entry_id.rpartition("-")
    if not is_entry_id(entry_id):
        return False
    values = {"replica": replica, "seq": int(seq)}
    return connection.execute(_BY_ID, values).fetchone() is not None


def list_replacements(connection: sqlite3.Connection, entry_id: str) -> list[str]:
    """Return the ids of the entries that replace this one, oldest first."""
    return [found for (found,) in connection.execute(_REPLACED_BY, {"id": entry_id})]


def list_placed(connection: sqlite3.Connection) -> Iterator[tuple[int, Entry]]:
    """Yield every entry with its place in this file, in the order in which they came."""
    for *row, place in connection.execute(_PLACED):
        yield place, entry_of(tuple(row))


def list_all(connection: sqlite3.Connection) -> Iterator[Entry]:
    """Yield every entry, by replica and number."""
    for row in connection.execute(_ALL):
        yield entry_of(row)
