"""What was achieved, read back: of one item or action through the index that standings use."""

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

from coopctl.domain.plan.plan import PERCENT
from coopctl.domain.standing.achievements import AchievedRow, Achievement, achievement_of
from coopctl.domain.standing.standing import ActionRow, ItemRow
from coopctl.ledger.journal.corrections import in_force
from coopctl.ledger.journal.journal import day_of
from coopctl.ledger.sql import names_in
from coopctl.ledger.standing.standings import Moment, Scope, list_duties

_EVIDENCE = names_in("one.body")


def _said(name: str) -> str:
    """Return the SQL of a field as text, whatever an altered ledger has there."""
    return f"cast(one.body ->> '$.{name}' as text)"


# Rows in the order of AchievedRow.
_ACHIEVED = f"""
select one.id, one.plan, one.item, one.happened_on, one.kind, {_said("status")},
  coalesce({_said("result")}, {_said("title")}), {_said("stage")}, {_said("grade")}, {_said("document")},
  {_said("type")}, {_said("indicator")}, coalesce(i.title_{{language}}, i.title_vi, i.title_en),
  {_said("value")}, coalesce(i.unit_{{language}}, i.unit_vi, i.unit_en, case i.counts when '{PERCENT}' then '%' end),
  {_EVIDENCE}
from journal as one indexed by journal_by_target
left join indicators as i on i.plan = one.plan and i.item = one.item and i.id = one.body ->> '$.indicator'
where one.plan = :plan and one.item = :item and one.kind in ('update', 'outcome')
  and one.happened_on >= :since and one.happened_on <= :as_of and one.recorded_at <= :known_at
  and {in_force("one.replica || '-' || one.seq")}
  and (one.kind = 'outcome' or one.body ->> '$.result' is not null
    or one.body ->> '$.stage' is not null or json_array_length(one.body, '$.evidence') > 0)
order by one.happened_on, one.placed_at, one.replica, one.seq"""


def find_achievement(
    connection: sqlite3.Connection, row: ItemRow | ActionRow, moment: Moment, language: str
) -> Achievement:
    """Return what was achieved of an item or action in the days that the moment reports.

    Raises: AlteredEntry where an entry has no day that can be read.
    """
    target = row.item if isinstance(row, ItemRow) else row.id
    rows = list(_list_achieved(connection, row.plan, target, moment, language))
    every = row.every if isinstance(row, ItemRow) else None
    duties = list_duties(connection, Scope(row.plan, item=target), moment) if every else ()
    return achievement_of(rows, every, duties, moment.since)


def list_achievements(
    connection: sqlite3.Connection,
    rows: Iterable[ItemRow | ActionRow],
    moment: Moment,
    language: str,
) -> dict[str, Achievement]:
    """Return what was achieved of each item and action of a plan, by its id."""
    return {
        row.item if isinstance(row, ItemRow) else row.id: find_achievement(
            connection, row, moment, language
        )
        for row in rows
    }


def list_achieved_rows(
    connection: sqlite3.Connection,
    rows: Iterable[ItemRow | ActionRow],
    moment: Moment,
    language: str,
) -> Iterator[AchievedRow]:
    """Yield what was achieved of the items and actions, each in the order in which it happened."""
    for row in rows:
        target = row.item if isinstance(row, ItemRow) else row.id
        yield from _list_achieved(connection, row.plan, target, moment, language)


def _list_achieved(
    connection: sqlite3.Connection, plan: str, target: str, moment: Moment, language: str
) -> Iterator[AchievedRow]:
    values: dict[str, Any] = {
        "plan": plan, "item": target, "as_of": moment.as_of.isoformat(),
        "since": moment.since.isoformat() if moment.since else "", "known_at": moment.known_at,
    }  # fmt: skip
    query = _ACHIEVED.format(language="en" if language == "en" else "vi")
    for entry, plan_id, item, on, *rest in connection.execute(query, values):
        yield AchievedRow(entry, plan_id, item, day_of(entry, on), *rest)
