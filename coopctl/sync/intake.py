"""Entries of a journal file, held against the ledger, and taken into it: ids, hashes and times as they are.

Only what continues the chains is taken in: an entry that the ledger has under the same id and hash is
passed over, one with another hash is a fork and refused, a missing one must follow the one before it.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from typing import NamedTuple

from coopctl.domain.plan.plan import Plan
from coopctl.domain.plan.shape import is_whole
from coopctl.domain.record.entries import Body
from coopctl.domain.record.kinds.shapes import is_day
from coopctl.domain.words.text import excerpt
from coopctl.ledger.check import derived
from coopctl.ledger.file import database
from coopctl.ledger.journal.chain import ChainLink, judge
from coopctl.ledger.journal.journal import INSERT, check_end
from coopctl.ledger.journal.references import check_references
from coopctl.ledger.plan import compiled
from coopctl.messages import N_, CoopError, Message, msg
from coopctl.sync.journal_file import FileEntry, Row
from coopctl.sync.rules import Incoming, Rules, refuse_stamp, rules_for

_HASH = "select hash from journal where replica = :replica and seq = :seq"
_BEFORE = """
select seq, hash, came_at from journal
where replica = :replica and seq < :seq order by seq desc limit 1"""
_ID, _KIND, _PLAN, _DAY, _STAMP, _BODY, _HASHED = slice(0, 2), 2, 3, 5, 6, 10, 12

_Trial = Callable[
    [Row], tuple[Plan | None, Message | None]
]  # a version's plan, or why there is none


class Judged(NamedTuple):
    """An entry of a file: a `row` that the ledger lacks, or None where it has it; or what is `wrong`."""

    line: int
    id: str
    row: Row | None
    wrong: Message | None = None


class _End(NamedTuple):
    """The last entry of a replica so far, and the latest time that it had."""

    link: ChainLink
    came_at: str = ""


def judge_all(connection: sqlite3.Connection, entries: Iterable[FileEntry]) -> Iterator[Judged]:
    """Yield what is to be done with each entry of a file, in its order; where all are sound, what its end shows.

    Memory: a link a replica.
    """
    sound = True
    ends: dict[str, _End] = {}
    with _trial() as trial, rules_for(connection, compiled.decode) as rules:
        for count, found in enumerate(entries, 1):
            if found.row is None:
                sound = False
                yield Judged(found.line, found.id, None, found.wrong)
                continue
            replica, seq = found.row[_ID]
            before = ends.get(replica) or _end_before(connection, replica, seq)
            here = _find_hash(connection, replica, seq)
            body = _body_of(found.row)
            wrong = _refuse(found.row, before.link, here, count)
            if not here:
                wrong = _hold(Incoming(found.line, found.row, body), before, wrong, rules, trial)
            sound = sound and wrong is None
            ends[replica] = _after(found.row, body, count, before if wrong else None)
            yield Judged(found.line, found.id, None if wrong or here else found.row, wrong)
        for one in rules.list_rest() if sound else ():
            yield Judged(one.line, one.id, None, one.message)


def _body_of(row: Row) -> Body:
    body: Body = json.loads(row[_BODY])
    return body


def _after(row: Row, body: Body, count: int, before: _End | None) -> _End:
    """Return the end that an entry makes; of one that is wrong the time is not believed."""
    came_at = str(body.get("came_after", row[_STAMP])) if before is None else before.came_at
    return _End(ChainLink(row[0], row[1], row[_HASHED], count), came_at)


def _hold(
    incoming: Incoming, before: _End, wrong: Message | None, rules: Rules, trial: _Trial
) -> Message | None:
    """Hold an entry that the ledger lacks to the rules of recording; what is `wrong` with it is known."""
    row = incoming.row
    if row[_KIND] == "plan":
        plan, unclear = trial(row)
        rules.note_version(row, plan)
        wrong = wrong or unclear
    return (
        wrong
        or refuse_stamp(row[_STAMP], incoming.body.get("came_after"), before.came_at)
        or rules.refuse(incoming)
    )


def _refuse(row: Row, before: ChainLink, here: str | None, count: int) -> Message | None:
    """Say why an entry cannot be taken; None where it can, or where the ledger has it."""
    if row[1] <= before.seq:
        return msg(N_("it is in the file a second time, or out of its order"))
    if here is not None and here != row[_HASHED]:
        return msg(N_("the ledger has another entry under this id: the two have grown apart"))
    wrong = judge((*row, count), before)
    if wrong is None and not is_day(row[_DAY]):
        return msg(N_("`{text}` is no day from 1900 to 2200"), text=excerpt(str(row[_DAY])))
    return wrong


def _end_before(connection: sqlite3.Connection, replica: str, seq: int) -> _End:
    """Return the last entry that the ledger has before the first one that a file has of a replica."""
    row = connection.execute(_BEFORE, {"replica": replica, "seq": seq}).fetchone()
    return _End(ChainLink(replica, *row[:2]), row[2]) if row else _End(ChainLink(replica))


def _find_hash(connection: sqlite3.Connection, replica: str, seq: int) -> str | None:
    row = connection.execute(_HASH, {"replica": replica, "seq": seq}).fetchone()
    return row[0] if row else None


@contextmanager
def _trial() -> Iterator[_Trial]:
    """Compile each version of a plan on trial; the function returns it, or says why it cannot be."""
    with closing(database.open_in_memory()) as memory:

        def attempt(row: Row) -> tuple[Plan | None, Message | None]:
            query = "select json_extract(:body, '$.plan')"
            try:
                definition = memory.execute(query, {"body": row[_BODY]}).fetchone()[0]
                plan = compiled.decode(row[_PLAN], definition or "null")
                compiled.fill(memory, plan, None)
                whole = _is_read_back(memory, plan)
            except (CoopError, sqlite3.Error, LookupError, TypeError, ValueError, AttributeError):
                whole = False
            if not whole:
                return None, msg(N_("the plan in it cannot be understood"))
            if plan.id != row[_PLAN]:
                return None, msg(N_("the plan in it is another, `{plan}`"), plan=plan.id)
            return plan, None

        yield attempt


def _is_read_back(connection: sqlite3.Connection, plan: Plan) -> bool:
    """Tell whether a plan that was compiled is found again as it was, whole and by its parts."""
    _zone, parties = compiled.find_parties(connection, plan.id)
    pipelines = compiled.find_pipelines(connection, plan.id)
    same = is_whole(plan) and compiled.find_plan(connection, plan.id) == plan
    return same and parties == plan.parties and pipelines == plan.pipelines


def take_in(connection: sqlite3.Connection, entries: Iterable[Judged]) -> int:
    """Insert the entries that the ledger lacks, inside the caller's transaction; return how many.

    What is derived is not: `settle` follows.

    Raises: Unsound where one cannot be taken after all; BrokenEnd where the ledger's own end is not whole.
    """
    check_end(connection)
    before = connection.total_changes
    connection.executemany(INSERT, _lacking(entries))
    return connection.total_changes - before


def _lacking(entries: Iterable[Judged]) -> Iterator[Row]:
    for entry in entries:
        if entry.wrong is not None:
            raise Unsound(entry)
        if entry.row is not None:
            yield entry.row


class Unsound(CoopError):
    """An entry cannot be taken in: the file or the ledger changed after it was checked."""

    def __init__(self, judged: Judged) -> None:
        super().__init__(
            msg(N_("`{id}` cannot be taken in: {problem}"), id=judged.id, problem=judged.wrong),
            msg(N_("nothing was recorded; try again in a moment")),
        )


def settle(connection: sqlite3.Connection) -> None:
    """Derive anew what follows from the entries, inside the caller's transaction.

    A file that wrote nothing itself gets its label only when it does: so that two files never number
    their entries as the same replica. Raises: CoopError where an entry speaks of one that is not here.
    """
    fault = next(check_references(connection), None)
    if fault is not None:
        raise CoopError(
            msg(N_("`{id}` cannot be taken in: {problem}"), id=fault.entry, problem=fault.message),
            msg(N_("take the whole journal, with `coopctl export json`")),
        )
    derived.rebuild(connection)
    derived.rebuild_late(connection)
    derived.note_label(connection)
    for (plan,) in connection.execute(
        "select distinct plan from journal where kind = 'plan'"
    ).fetchall():
        compiled.refill(connection, plan, recorded=True)
