"""What a typed word points at: a plan, an area, an item, an action or an entry."""

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from coopctl.domain.record.corrections import ALWAYS, root_of
from coopctl.domain.record.entries import Entry, is_action_id, is_entry_id
from coopctl.domain.record.meetings import actions_of
from coopctl.domain.words.text import excerpt, nearest
from coopctl.ledger.journal.journal import find_entry, find_in_force
from coopctl.ledger.journal.versions import find_state
from coopctl.messages import N_, CoopError, msg

# Rows (plan, id). Ids are ASCII (the schema sees to it), so `nocase` folds all there is to fold.
_LISTS: dict[str, str] = {
    "plan": "select id as plan, id, 0 as position from plans",
    "area": "select plan, id, position from areas",
    "item": "select plan, id, position from items",
}
_EXACT = "select plan, id from ({list}) where id = :id collate nocase and {in_plan} limit 9"
_BEGUN = (
    "select plan, id from ({list}) where substr(id, 1, length(:id)) = :id collate nocase "
    "and {in_plan} order by plan, position limit 9"
)
_EVERY = "select plan, id from ({list}) order by plan, position"
# The beginning of a plan's id will do, unless it is itself a plan's id.
_IN_PLAN = (
    "(plan = :plan collate nocase or substr(plan, 1, length(:plan)) = :plan collate nocase "
    "and not exists (select 1 from plans where id = :plan collate nocase))"
)


class Target(NamedTuple):
    """A thing by its id: `kind` is plan, area, item, action or entry."""

    kind: str
    plan: str
    id: str


class NoSuchTarget(CoopError):
    """No plan, area, item, action or entry has that id, or several have."""


def find_target(
    connection: sqlite3.Connection, word: str, kinds: Sequence[str], known_at: str = ALWAYS
) -> Target:
    """Return the one thing of `kinds` that `word` names: its id, `plan:id`, or a unique beginning.

    An action is also one that was known at `known_at`, though it was taken back since.
    Raises: NoSuchTarget with the nearest ids, or with all that it may mean.
    """
    if not word.isascii():  # ids are ASCII; a lone surrogate would not even reach SQLite
        raise _nothing(connection, word, kinds)
    journaled = _find_journaled(connection, word.lower(), kinds, known_at)
    if journaled is not None:
        return journaled
    found = _match(connection, word, kinds, _EXACT) or _match(connection, word, kinds, _BEGUN)
    if len(found) == 1:
        return found[0]
    if found:
        raise NoSuchTarget(
            msg(N_("`{word}` may mean several things"), word=excerpt(word)),
            msg(N_("write one of: {ids}"), ids=_short(_qualified(found))),
        )
    raise _nothing(connection, word, kinds)


def _match(
    connection: sqlite3.Connection, word: str, kinds: Sequence[str], query: str
) -> list[Target]:
    plan, colon, rest = word.rpartition(":")
    values = {"plan": plan, "id": rest}
    return [
        Target(kind, *row)
        for kind in kinds
        if kind in _LISTS and rest
        for row in connection.execute(
            query.format(list=_LISTS[kind], in_plan=_IN_PLAN if colon else "true"), values
        )
    ]


def _find_journaled(
    connection: sqlite3.Connection, word: str, kinds: Sequence[str], known_at: str = ALWAYS
) -> Target | None:
    entry_id, _, number = word.partition("/")
    if "action" in kinds and is_action_id(word):
        root = _root(connection, entry_id)
        for moment in dict.fromkeys((known_at, ALWAYS)):
            meeting = find_in_force(connection, root, moment)
            if meeting is not None and int(number) in _numbers(meeting):
                return Target("action", meeting.plan, f"{root}/{number}")
    if "entry" in kinds and is_entry_id(word):
        entry = find_entry(connection, word)
        if entry is not None:
            return Target("entry", entry.plan, word)
    return None


def _root(connection: sqlite3.Connection, entry_id: str) -> str:
    """Return the id that a meeting's actions keep, of the id of any of its versions."""
    entry = find_entry(connection, entry_id)
    return (root_of(entry) if entry else None) or entry_id


def _numbers(meeting: Entry) -> list[int]:
    """Return the numbers of a meeting's actions: as counted, or as a correction kept them."""
    return [action["number"] for action in actions_of(meeting)]


def _nothing(connection: sqlite3.Connection, word: str, kinds: Sequence[str]) -> NoSuchTarget:
    if "action" in kinds and is_action_id(word.lower()):
        gone = _gone_action(connection, word.lower())
        if gone is not None:
            return gone
    if is_entry_id(word) or is_action_id(word):
        if _find_journaled(connection, word, ("entry", "action")) is not None:
            return NoSuchTarget(
                msg(N_("`{word}` is recorded, but not what belongs here"), word=word),
                msg(N_("`coopctl show {word}` shows it"), word=word),
            )
        return NoSuchTarget(
            msg(N_("the ledger has no `{word}`"), word=excerpt(word)),
            msg(N_("`coopctl log` lists the entries and their ids")),
        )
    known = [
        Target(kind, *row)
        for kind in kinds
        if kind in _LISTS
        for row in connection.execute(_EVERY.format(list=_LISTS[kind]))
    ]
    ids = nearest(word, _qualified(known))
    remedy = msg(N_("`coopctl status` lists what there is"))
    if ids:
        remedy = msg(N_("the nearest are: {ids}"), ids=ids)
    if known and tuple(kinds) == ("plan",):
        plans = msg(N_("the plans are: {ids}"), ids=_short(tuple(one.id for one in known)))
        return NoSuchTarget(
            msg(N_("there is no plan `{word}`"), word=excerpt(word)), remedy if ids else plans
        )
    return NoSuchTarget(msg(N_("there is no `{word}`"), word=excerpt(word)), remedy)


def _gone_action(connection: sqlite3.Connection, word: str) -> NoSuchTarget | None:
    """Say why an action is none whose meeting is there: taken back, or never had such a number."""
    entry = find_entry(connection, word.partition("/")[0])
    if entry is None or entry.kind != "meeting":
        return None
    state = find_state(connection, entry)
    by = state.taken_back_by
    if by is not None:
        return NoSuchTarget(
            msg(
                N_("the meeting of `{word}` was taken back by `{by}`, and its actions with it"),
                word=word, by=by.id,
            ),
            msg(N_("`coopctl show {by}` says why; `coopctl retract {by} --reason …` brings it back"),
                by=by.id),
        )  # fmt: skip
    meeting = state.live or entry
    root = root_of(meeting)
    ids = tuple(f"{root}/{number}" for number in _numbers(meeting))
    return NoSuchTarget(
        msg(N_("the meeting `{meeting}` has no action `{word}`"), meeting=meeting.id, word=word),
        msg(N_("its actions are: {ids}"), ids=_short(ids))
        if ids
        else msg(N_("it has none; `coopctl amend {meeting} --edit` adds one"), meeting=meeting.id),
    )


def _qualified(targets: Sequence[Target]) -> tuple[str, ...]:
    """Return the ids, with the plan in front where several plans are meant."""
    if len({target.plan for target in targets}) == 1:
        return tuple(target.id for target in targets)
    return tuple(
        target.id if target.kind == "plan" else f"{target.plan}:{target.id}" for target in targets
    )


def _short(ids: tuple[str, ...], most: int = 8) -> tuple[str, ...]:
    return ids if len(ids) <= most else (*ids[:most], "…")
