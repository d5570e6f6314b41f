"""What the records rest on, and what rests on nothing: the index by item, and its gaps."""

import sqlite3
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from coopctl.domain.codes import Status
from coopctl.domain.record.corrections import ALWAYS
from coopctl.domain.record.evidence import (
    FOLDER,
    EvidenceCount,
    EvidenceRow,
    MissingRow,
    is_evidence,
    kept_name,
    kind_of,
)
from coopctl.domain.record.meetings import actions_of
from coopctl.domain.standing.standing import ActionRow, ItemRow
from coopctl.ledger.journal.corrections import in_force
from coopctl.ledger.journal.journal import find_in_force
from coopctl.ledger.journal.targets import Target
from coopctl.ledger.standing.standings import (
    Moment,
    Scope,
    list_action_rows,
    list_item_rows,
    scope_of,
)
from coopctl.messages import Reader

# What each kind of target takes in, of the views `evidence` and `outcomes`.
_WITHIN = {
    "plan": "e.plan = :plan",
    "area": "e.plan = :plan and e.item in (select id from items where plan = :plan and area = :id)",
    "item": "e.plan = :plan and e.item = :id",
    "action": "e.plan = :plan and e.item = :id",
    "entry": "e.plan = :plan and (e.id = :id or e.meeting = :id "
    "or substr(e.item, 1, length(:id) + 1) = :id || '/')",
}
_EVERYTHING = "true"
# Rows (plan, item, meeting, title of the item, evidence … recorded_at): items in the plan's order,
# then each meeting with its actions, by number (a longer number is a higher one).
_TARGET = "coalesce(e.item, e.meeting)"
_MEETING = f"substr({_TARGET}, 1, instr({_TARGET} || '/', '/') - 1)"
_EVIDENCE = f"""
select e.plan, e.item, e.meeting, coalesce(i.title_{{language}}, i.title_vi, i.title_en, ''),
  e.evidence, e.size, e.sha256, e.kept, e.id, e.happened_on, e.author, e.office, e.recorded_at
from evidence as e left join items as i on i.plan = e.plan and i.id = e.item
where {{within}} and e.happened_on <= :as_of
order by e.plan, i.position is null, i.position, length({_MEETING}), {_MEETING},
  length({_TARGET}), {_TARGET}, e.happened_on, e.recorded_at"""

_COUNT = """
select count(*), coalesce(sum(e.sha256 is not null and e.size is not null), 0)
from evidence as e where {within} and e.happened_on <= :as_of"""
_PLANS = """
with recursive found (plan) as (
  select min(plan) from journal
  union all
  select (select min(plan) from journal where plan > found.plan) from found
  where found.plan is not null
)
select plan from found where plan is not null"""

_RESTS_ON_SOMETHING = f"""
select 1 from journal where plan = :plan and item = :item and kind in ('update', 'outcome')
  and json_array_length(body, '$.evidence') > 0
  and happened_on <= :as_of and recorded_at <= :known_at and {in_force("journal.id")} limit 1"""
# Rows (plan, item, title, happened_on, id) of outcomes that name no evidence, in the same order.
_BARE_OUTCOMES = """
select e.plan, e.item, e.title, e.happened_on, e.id
from outcomes as e left join items as i on i.plan = e.plan and i.id = e.item
where {within} and e.evidence is null and e.happened_on <= :as_of
order by e.plan, i.position is null, i.position, length(e.item), e.item,
  e.happened_on, e.recorded_at"""


def list_evidence(
    connection: sqlite3.Connection, target: Target | None, as_of: date | None, language: str
) -> Iterator[EvidenceRow]:
    """Yield the evidence of a target (None: of all that there is), by plan, and by item in its order."""
    for one in [target] if target else _list_plans(connection):
        yield from _list_within(connection, one, as_of, language)


def count_evidence(
    connection: sqlite3.Connection, target: Target | None, as_of: date | None
) -> EvidenceCount:
    """Return how many rows `list_evidence` has for a target, and what they are of."""
    found = [
        connection.execute(_COUNT.format(within=_within(one)), _values(one, as_of)).fetchone()
        for one in ([target] if target else _list_plans(connection))
    ]
    return EvidenceCount(
        sum(rows for rows, _files in found),
        sum(files for _rows, files in found),
        sum(rows > 0 for rows, _files in found),
    )


def _list_plans(connection: sqlite3.Connection) -> list[Target]:
    """Return the plans that entries speak of: each is sorted by itself, which takes little memory."""
    return [Target("plan", plan, plan) for (plan,) in connection.execute(_PLANS)]


def _list_within(
    connection: sqlite3.Connection, target: Target, as_of: date | None, language: str
) -> Iterator[EvidenceRow]:
    @cache
    def titled(target_id: str) -> str:
        return _title(connection, target_id)

    column = "en" if language == "en" else "vi"
    query = _EVIDENCE.format(language=column, within=_within(target))
    for plan, item, meeting, title, said, size, sha256, kept, *rest in connection.execute(
        query, _values(target, as_of)
    ):
        about = item or meeting or ""
        one = _piece(said, size, sha256, kept)
        copy = f"{FOLDER}/{kept_name(said, sha256)}" if isinstance(one, dict) and kept else None
        entry, on, *signed = rest
        yield EvidenceRow(
            plan, about, title or titled(about), kind_of(one), str(said),
            size if isinstance(one, dict) else None, sha256 if isinstance(one, dict) else None,
            copy, entry, date.fromisoformat(on), *signed,
        )  # fmt: skip


def _piece(said: Any, size: Any, sha256: Any, kept: Any) -> Any:
    """Return the piece of evidence that a row is of; of an altered ledger, what can be made of it."""
    one = {"file": said, "size": size, "sha256": sha256, "kept": bool(kept)}
    return one if is_evidence(one) else said


def _title(connection: sqlite3.Connection, target: str) -> str:
    """Return what a meeting, or a meeting's action, is called; nothing where there is none."""
    meeting_id, _, number = target.partition("/")
    if not meeting_id.rpartition("-")[2].isdecimal():
        return ""
    meeting = find_in_force(connection, meeting_id)
    if meeting is None:
        return ""
    if not number:
        return str(meeting.body.get("title", ""))
    found = (one["text"] for one in actions_of(meeting) if str(one["number"]) == number)
    return str(next(found, ""))


def list_missing(
    connection: sqlite3.Connection,
    target: Target | None,
    moment: Moment,
    reader: Reader,
) -> Iterator[MissingRow]:
    """Yield completed items and actions, then outcomes, that rest on nothing, each in the plan's order."""
    scope = scope_of(target) if target else Scope()
    for what, rows in (
        ("item", list_item_rows(connection, scope, moment, reader)),
        ("action", list_action_rows(connection, scope, moment, reader)),
    ):
        for row in rows:
            if _is_meant(row, target) and _is_bare(connection, row, moment):
                yield MissingRow(
                    row.plan, what, _id(row), row.title, row.lead, row.completed_on, row.entry
                )
    query = _BARE_OUTCOMES.format(within=_within(target))
    values = _values(target, moment.as_of)
    for plan, item, title, on, entry in connection.execute(query, values):
        yield MissingRow(plan, "outcome", item, title, None, date.fromisoformat(on), entry)


def _is_meant(row: ItemRow | ActionRow, target: Target | None) -> bool:
    if target is None or target.kind == "plan":
        return True
    if isinstance(row, ItemRow):
        return target.kind in {"area", "item"}
    return row.id == target.id if target.kind == "action" else row.meeting == target.id


def _is_bare(connection: sqlite3.Connection, row: ItemRow | ActionRow, moment: Moment) -> bool:
    if row.status != Status.COMPLETED or (isinstance(row, ItemRow) and row.withdrawn is not None):
        return False
    values = {
        "plan": row.plan, "item": _id(row), "as_of": moment.as_of.isoformat(),
        "known_at": moment.known_at,
    }  # fmt: skip
    return connection.execute(_RESTS_ON_SOMETHING, values).fetchone() is None


def _id(row: ItemRow | ActionRow) -> str:
    return row.item if isinstance(row, ItemRow) else row.id


def _within(target: Target | None) -> str:
    return _WITHIN[target.kind] if target else _EVERYTHING


def _values(target: Target | None, as_of: date | None) -> dict[str, object]:
    return {
        "plan": target and target.plan,
        "id": target and target.id,
        "as_of": as_of.isoformat() if as_of else ALWAYS,
    }
