"""Entries from elsewhere held to the rules of recording: their texts and numbers, and what they speak of.

A journal file is sorted by replica, so an entry may speak of what comes after it in the file: that is
looked up at its end. What is needed for it lies in a temporary database, not in memory.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from typing import Any, NamedTuple

from coopctl.domain.plan.plan import Plan
from coopctl.domain.record.bodies.names import ACTION, PLAN, KnownNames, Name, names_in
from coopctl.domain.record.bodies.rules import check_writer, find_misfit
from coopctl.domain.record.bodies.sizes import check_size
from coopctl.domain.record.entries import Body, is_entry_id
from coopctl.domain.record.meetings import MEETING
from coopctl.domain.words.text import excerpt
from coopctl.ledger.journal import references
from coopctl.ledger.journal.journal import list_versions
from coopctl.ledger.journal.references import JUDGES, REPLACES, RESTS_ON, Speaker
from coopctl.messages import N_, Message, msg, problem_at

_SCRATCH = """
pragma journal_mode = off;
pragma synchronous = off;
create table journal (
  replica text, seq integer, kind text, plan text, item text, replaces text, root text,
  placed_at text, hash text, id text generated always as (replica || '-' || seq) virtual,
  primary key (replica, seq)) without rowid;
create table actions (plan text, id text, primary key (plan, id)) without rowid;
create table names (line, id text, plan text, replica, seq, sort, text, field);
create table spoken (line, id text, how, of);
create index spoken_by_id on spoken (id);
create table heads (line, id text, replica, seq, hash);
"""
_NOTE = """
insert or ignore into journal (replica, seq, kind, plan, item, replaces, root, placed_at, hash)
values (?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_VERSIONS = """
select replica, seq, json_extract(body, '$.plan') from journal where kind = 'plan' and plan = ?"""
_HASH = "select hash from journal where replica = ? and seq = ?"
_REPLACING = f"select id, of from spoken where how = '{REPLACES}'"
_LINE = "select line from spoken where id = ?"

Decode = Callable[[str, str], Plan]


class WrongEntry(NamedTuple):
    """What is wrong with an entry of a file, that begins in a line."""

    line: int
    id: str
    message: Message


class Incoming(NamedTuple):
    """An entry of a file: in which line it begins, its columns, its body as data."""

    line: int
    row: tuple[Any, ...]
    body: Body

    @property
    def id(self) -> str:
        """Its public id."""
        return f"{self.row[0]}-{self.row[1]}"


@contextmanager
def rules_for(ledger: sqlite3.Connection, decode: Decode) -> Iterator["Rules"]:
    """Yield the rules that entries are held to which are to come into a ledger."""
    with closing(sqlite3.connect("", isolation_level=None)) as scratch:
        scratch.executescript(_SCRATCH)
        scratch.execute("begin")
        yield Rules(ledger, scratch, decode)


class Rules:
    """What the entries of one file are held to, as they come; `list_rest` tells of the rest at the end."""

    def __init__(
        self, ledger: sqlite3.Connection, scratch: sqlite3.Connection, decode: Decode
    ) -> None:
        self._ledger, self._scratch, self._decode = ledger, scratch, decode
        self._known = KnownNames()
        self._asked: set[str] = set()  # plans whose versions in the ledger are known
        self._unclear: set[str] = set()  # plans of which a version is not understood

    def note_version(self, row: tuple[Any, ...], plan: Plan | None) -> None:
        """Note a version of a plan; None for one that is not understood: of its names nothing is said."""
        if plan is None:
            self._unclear.add(row[3])
        else:
            self._known.add(plan, row[0], row[1])

    def refuse(self, incoming: Incoming) -> Message | None:
        """Say why an entry, sound by itself, could not have been recorded; note what is seen later only."""
        self._note(incoming)
        return _refuse_alone(incoming) or self._refuse_names(incoming)

    def _note(self, incoming: Incoming) -> None:
        speaker = _speaker(incoming)
        self._scratch.execute(_NOTE, (*speaker[1:], incoming.row[12]))
        self._scratch.executemany(
            "insert into spoken values (?, ?, ?, ?)",
            ((incoming.line, incoming.id, *one) for one in _spoken_of(speaker, incoming.body)),
        )
        if speaker.kind == MEETING:
            self._note_actions(speaker, incoming.body)
        if speaker.kind == "period":
            heads = (
                (head["replica"], head["seq"], head["hash"]) for head in incoming.body["heads"]
            )
            self._scratch.executemany(
                "insert into heads values (?, ?, ?, ?, ?)",
                ((incoming.line, incoming.id, *head) for head in heads if head[1] < 2**63),
            )

    def _note_actions(self, meeting: Speaker, body: Body) -> None:
        numbers = (one.get("number", at) for at, one in enumerate(body.get("actions", ()), 1))
        self._scratch.executemany(
            "insert or ignore into actions values (?, ?)",
            ((meeting.plan, f"{meeting.root}/{number}") for number in numbers),
        )

    def _refuse_names(self, incoming: Incoming) -> Message | None:
        """Put off the names that are not known so far, and refuse what no entry to come can give."""
        replica, seq, kind, plan, item = incoming.row[:5]
        self._learn(plan)
        for name in names_in(kind, item, incoming.row[8], incoming.body):
            if name.sort == ACTION or not self._known.has(plan, name, replica, seq):
                values = (incoming.line, incoming.id, plan, replica, seq, *name)
                self._scratch.execute("insert into names values (?, ?, ?, ?, ?, ?, ?, ?)", values)
        return None

    def _learn(self, plan_id: str) -> None:
        """Get to know the versions of a plan that the ledger has."""
        if plan_id in self._asked:
            return
        self._asked.add(plan_id)
        for replica, seq, definition in self._ledger.execute(_VERSIONS, (plan_id,)).fetchall():
            self._known.add(self._decode(plan_id, definition or "null"), replica, seq)

    def list_rest(self) -> Iterator[WrongEntry]:
        """Yield what only the end of the file shows: names that nothing gives, entries that are not there."""
        for line, id_, plan, replica, seq, *rest in self._scratch.execute("select * from names"):
            name = Name(*rest)
            if plan not in self._unclear and not self._is_given(plan, name, replica, seq):
                yield WrongEntry(line, id_, _unknown(plan, name))
        for line, id_, how, of in self._scratch.execute("select * from spoken"):
            new = self._find(id_)
            message = references.judge(how, new, of, self._find(of)) if new else None
            if message is not None:
                yield WrongEntry(line, id_, message)
        for id_, message in references.list_circles(self._scratch, _REPLACING):
            (line,) = self._scratch.execute(_LINE, (id_,)).fetchone()
            yield WrongEntry(line, id_, message)
        for line, id_, *head in self._scratch.execute("select * from heads"):
            if self._hash_of(head[0], head[1]) != head[2]:
                message = msg(
                    N_("it is about `{id}`, which is not in the ledger"), id=f"{head[0]}-{head[1]}"
                )
                yield WrongEntry(line, id_, message)

    def _is_given(self, plan: str, name: Name, replica: str, seq: int) -> bool:
        if name.sort != ACTION:
            return self._known.has(plan, name, replica, seq)
        query = "select 1 from actions where plan = ? and id = ?"
        if self._scratch.execute(query, (plan, name.text)).fetchone() is not None:
            return True
        root, _, number = name.text.partition("/")
        return any(
            meeting.plan == plan and meeting.kind == MEETING and int(number) in numbers
            for meeting in list_versions(self._ledger, root)
            if (numbers := _numbers(meeting.body))
        )

    def _find(self, entry_id: str) -> Speaker | None:
        return references.find(self._scratch, entry_id) or references.find(self._ledger, entry_id)

    def _hash_of(self, replica: str, seq: int) -> str | None:
        for connection in (self._scratch, self._ledger):
            row = connection.execute(_HASH, (replica, seq)).fetchone()
            if row is not None:
                return str(row[0])
        return None


def _numbers(body: Body) -> set[int]:
    return {one.get("number", at) for at, one in enumerate(body.get("actions", ()), 1)}


def _speaker(incoming: Incoming) -> Speaker:
    replica, seq, kind, plan, item, _day, recorded_at, _author, _office, replaces = incoming.row[
        :10
    ]
    correction = incoming.body.get("correction", {})
    return Speaker(
        incoming.id, replica, seq, kind, plan, item, replaces, correction.get("first", incoming.id),
        correction.get("placed_at", incoming.body.get("came_after", recorded_at)),
    )  # fmt: skip


def _spoken_of(speaker: Speaker, body: Body) -> Iterator[tuple[str, str]]:
    if speaker.replaces is not None:
        yield REPLACES, speaker.replaces
    if speaker.kind == "confirmation":
        yield JUDGES, body["entry"]
    if speaker.kind in {"signing", "period"} and body["version"]:
        yield RESTS_ON, body["version"]


def _refuse_alone(incoming: Incoming) -> Message | None:
    """Say what is wrong with an entry for itself: sizes, texts, words, numbers, whom it says it is of."""
    row, body = incoming.row, incoming.body
    return (
        check_size(row[10])
        or check_writer(row[7], row[8])
        or find_misfit(row[2], date.fromisoformat(row[5]), body)
        or references.judge_alone(_speaker(incoming))
        or _refuse_command(row, body.get("command"))
        or _refuse_item(row[2], row[4])
    )


def _refuse_command(row: tuple[Any, ...], command: str | None) -> Message | None:
    """Refuse an entry that says it was recorded with one of another replica, or a later one."""
    if command is None:
        return None
    replica, _, seq = command.rpartition("-")
    if is_entry_id(command) and replica == row[0] and int(seq) <= row[1]:
        return None
    return _cannot_stand("command", command)


_ABOUT = {"update", "outcome", "extension"}  # an item or action
_ABOUT_NONE = {MEETING, "period", "plan", "signing"}


def _refuse_item(kind: str, item: str | None) -> Message | None:
    if (item is None and kind in _ABOUT) or (item is not None and kind in _ABOUT_NONE):
        return _cannot_stand("item", str(item))
    return None


def _cannot_stand(field: str, text: str) -> Message:
    problem = msg(N_("`{text}` cannot stand there"), text=excerpt(text))
    return problem_at(field, problem)


def _unknown(plan: str, name: Name) -> Message:
    if name.sort == PLAN:
        return msg(N_("the journal has no version of the plan `{plan}`"), plan=excerpt(plan))
    if name.sort == ACTION:
        problem = msg(
            N_("no meeting of the plan `{plan}` gave the action `{name}`"),
            plan=excerpt(plan),
            name=excerpt(name.text),
        )
    else:
        problem = msg(
            N_("no version of the plan `{plan}` has `{name}`"),
            plan=excerpt(plan),
            name=excerpt(name.text),
        )
    return problem_at(name.field, problem)


def refuse_stamp(recorded_at: str, came_after: object, latest: str) -> Message | None:
    """Say why the time of an entry is none that recording gives; `latest` is its replica's latest before.

    A clock that went back is no mistake, and the entry says so: it came after the latest time before.
    """
    owed = latest if recorded_at < latest else None
    if came_after == owed:
        return None
    return msg(N_("its time does not follow that of the entry before it, and it does not say so"))
