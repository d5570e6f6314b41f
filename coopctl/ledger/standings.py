"""How items and actions stand: the plan's tables and the journal's facts, joined row by row.

For each item or action the newest update, the newest stated progress and the newest extension are
looked up through a covering index (26 ms for 10,000 items among 1,000,000 updates).
"""

import sqlite3
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from coopctl.domain.messages import N_, CoopError, msg
from coopctl.domain.standing import DUE_SOON_DAYS, ActionRow, ItemRow, judge
from coopctl.domain.statuses import Status
from coopctl.ledger.journal import ALWAYS


class Moment(NamedTuple):
    """The two times of a question: what had happened by `as_of`, and was recorded by `known_at`.

    `known_at` is a UTC stamp as in the journal. `soon` is how many days count as "due soon".
    """

    as_of: date
    known_at: str = ALWAYS
    soon: int = DUE_SOON_DAYS


class Scope(NamedTuple):
    """Which items: all where None. `timezone` keeps to the plans of one time zone."""

    plan: str | None = None
    area: str | None = None
    item: str | None = None
    timezone: str | None = None


def _newest(kind: str, plan: str, target: str, index: str = "journal_by_target") -> str:
    progress = "and json_extract(one.body, '$.progress') is not null" if "progress" in index else ""
    return f"""(
    select rowid from journal as one indexed by {index}
    where one.plan = {plan} and one.item = {target} and one.kind = '{kind}' {progress}
      and one.happened_on <= :as_of and one.recorded_at <= :known_at
      and not exists (
        select 1 from journal as later
        where later.replaces = one.replica || '-' || one.seq and later.recorded_at <= :known_at)
    order by one.happened_on desc, one.recorded_at desc, one.replica desc, one.seq desc limit 1)"""


def _facts(plan: str, target: str) -> str:
    """Return the joins that bring the newest update `u`, progress `p` and extension `x`."""
    return f"""
left join journal as u on u.rowid = {_newest("update", plan, target)}
left join journal as p on p.rowid = {_newest("update", plan, target, "journal_by_progress")}
left join journal as x on x.rowid = {_newest("extension", plan, target)}"""


# `cast`: whatever an altered ledger has there, what comes out is text.
_WORD = (
    "cast(coalesce(u.body ->> '$.result', u.body ->> '$.difficulty', "
    "u.body ->> '$.next_step', u.body ->> '$.proposal') as text)"
)
_EVIDENCE = "(select group_concat(value, '; ') from json_each(u.body, '$.evidence'))"
_UPDATE = f"""u.id, u.happened_on, cast(u.body ->> '$.status' as text),
  p.body ->> '$.progress', cast(u.body ->> '$.completed_on' as text), {_WORD}, {_EVIDENCE},
  cast(x.body ->> '$.due_text' as text), cast(x.body ->> '$.due' as text)"""

# (the nine of _UPDATE, then plan, area, item, title, kind, lead, cooperating, start, due_text, due,
#  deliverable, withdrawn, result, difficulty)
ITEMS = f"""
select {_UPDATE}, i.plan, i.area, i.id,
  coalesce(i.title_{{language}}, i.title_vi, i.title_en), i.kind, i.lead, i.cooperating, i.start,
  i.due_text, i.due, coalesce(i.deliverable_{{language}}, i.deliverable_vi, i.deliverable_en),
  coalesce(i.withdrawn_{{language}}, i.withdrawn_vi, i.withdrawn_en),
  cast(u.body ->> '$.result' as text), cast(u.body ->> '$.difficulty' as text)
from items as i {_facts("i.plan", "i.id")}
where {{where}}
order by i.plan, i.position"""

# (the nine of _UPDATE, then plan, action, meeting, agreed_on, title, lead, cooperating, due_text, due)
ACTIONS = f"""
select {_UPDATE}, m.plan, m.id || '/' || (a.key + 1), m.id, m.happened_on,
  coalesce(cast(a.value ->> '$.text' as text), ''), cast(a.value ->> '$.lead' as text),
  coalesce((select group_concat(value, ' ') from json_each(a.value, '$.cooperating')), ''),
  cast(a.value ->> '$.due_text' as text), cast(a.value ->> '$.due' as text)
from journal as m join json_each(m.body, '$.actions') as a {_facts("m.plan", "m.id || '/' || (a.key + 1)")}
where m.kind = 'meeting' and a.type = 'object' and m.happened_on <= :as_of and m.recorded_at <= :known_at
  and not exists (select 1 from journal as later
    where later.replaces = m.id and later.recorded_at <= :known_at)
  and {{where}}
order by m.plan, m.happened_on, m.recorded_at, m.replica, m.seq, a.key"""

_TIMEZONES = (
    "select distinct timezone from plans where :plan is null or id = :plan order by timezone"
)


def list_timezones(connection: sqlite3.Connection, plan: str | None = None) -> list[str]:
    """Return the time zones that the plans (or that plan) keep, each once."""
    return [zone for (zone,) in connection.execute(_TIMEZONES, {"plan": plan})]


def list_item_rows(
    connection: sqlite3.Connection, scope: Scope, moment: Moment, language: str
) -> Iterator[ItemRow]:
    """Yield the items of the scope as they stand at the moment, by plan, in the plan's order."""
    conditions = {
        "i.plan = :plan": scope.plan,
        "i.area = :area": scope.area,
        "i.id = :item": scope.item,
        "i.plan in (select id from plans where timezone = :timezone)": scope.timezone,
    }
    query = ITEMS.format(language=_column(language), where=_where(conditions))
    for row in connection.execute(query, _values(scope, moment)):
        yield _item_row(row, moment)


def list_action_rows(
    connection: sqlite3.Connection, scope: Scope, moment: Moment
) -> Iterator[ActionRow]:
    """Yield the actions of the scope's meetings as they stand at the moment, oldest first."""
    conditions = {
        "m.plan = :plan": scope.plan,
        "m.plan in (select id from plans where timezone = :timezone)": scope.timezone,
    }
    query = ACTIONS.format(where=_where(conditions))
    for row in connection.execute(query, _values(scope, moment)):
        yield _action_row(row, moment)


def _column(language: str) -> str:
    return "en" if language == "en" else "vi"


def _where(conditions: dict[str, str | None]) -> str:
    stated = [condition for condition, value in conditions.items() if value is not None]
    return " and ".join(stated) or "true"


def _values(scope: Scope, moment: Moment) -> dict[str, object]:
    return {
        **scope._asdict(),
        "as_of": moment.as_of.isoformat(),
        "known_at": moment.known_at,
    }


class _Standing(NamedTuple):
    """What the newest entries say, judged: the part that items and actions share."""

    status: str
    progress: int | None
    due_text: str | None
    due: date | None
    original_due: date | None
    timeliness: str
    days: int | None
    completed_on: date | None


def _stand(
    update: tuple[str | None, ...], due_text: str | None, due_iso: str | None, moment: Moment
) -> _Standing:
    _, on, status, progress, completed, _, _, new_text, new_due = update
    status = status or Status.NOT_STARTED
    original = _day(due_iso)
    due = _day(new_due) or original
    done = _day(completed or on) if status == Status.COMPLETED else None
    timeliness, days = judge(status, due, done, moment.as_of, moment.soon)
    return _Standing(
        status,
        100 if status == Status.COMPLETED else progress,  # type: ignore[arg-type]
        due_text or new_text,
        due,
        original if new_due else None,
        timeliness,
        days,
        done,
    )


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise CoopError(
            msg(N_("the ledger is damaged: `{text}` stands where a day belongs"), text=text),
            msg(N_("bring back the last whole copy of it; do not write to this one")),
        ) from error


def _item_row(row: tuple[str | None, ...], moment: Moment) -> ItemRow:
    update, rest = row[:9], row[9:]
    plan, area, item, title, kind, lead, cooperating, start, due_text, due = rest[:10]
    deliverable, withdrawn, result, difficulty = rest[10:]
    standing = _stand(update, due_text, due, moment)
    if withdrawn is not None:
        standing = standing._replace(timeliness="not_counted", days=None)
    return ItemRow(
        plan, area, item, title, kind, lead, cooperating, _day(start),  # type: ignore[arg-type]
        standing.due_text, standing.due, standing.original_due, deliverable,
        standing.status, standing.progress, standing.timeliness, standing.days,
        standing.completed_on, _day(update[1]), update[5], result, difficulty,
        update[6], update[0], withdrawn,
    )  # fmt: skip


def _action_row(row: tuple[str | None, ...], moment: Moment) -> ActionRow:
    update, rest = row[:9], row[9:]
    plan, action, meeting, agreed_on, title, lead, cooperating, due_text, due = rest
    standing = _stand(update, due_text, due, moment)
    return ActionRow(
        plan, action, meeting, _day(agreed_on), title, lead, cooperating,  # type: ignore[arg-type]
        standing.due_text, standing.due, standing.original_due, standing.status,
        standing.progress, standing.timeliness, standing.days, standing.completed_on,
        _day(update[1]), update[5], update[6], update[0],
    )  # fmt: skip
