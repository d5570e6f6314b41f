"""The plan inside the ledger: each version is a journal entry, the latest fills the plan's tables."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from coopctl.domain.plan.data import (
    party_from_data,
    pipeline_from_data,
    plan_from_data,
    plan_to_data,
)
from coopctl.domain.plan.periods import cycle_of
from coopctl.domain.plan.plan import Item, Party, Pipeline, Plan, Text
from coopctl.domain.plan.texts import item_texts, plan_texts
from coopctl.domain.record.corrections import ALWAYS
from coopctl.domain.record.entries import Body, is_entry_id
from coopctl.domain.standing.faults import Damaged
from coopctl.domain.words.tokens import index_text
from coopctl.ledger.file.migrations import run_script
from coopctl.ledger.file.schema import COMPILED_PLAN
from coopctl.ledger.file.views import views
from coopctl.ledger.journal.corrections import in_force
from coopctl.messages import N_, CoopError, msg

_PARTIES = "select timezone, json_extract(definition, '$.parties') from plans where id = ?"
_PIPELINES = "select json_extract(definition, '$.pipelines') from plans where id = ?"
# The compiled plan's tables, those that refer to others first.
TABLES = ("indicator_targets", "indicators", "items", "areas", "parties", "plans")
_SPOKEN_OF = """
select 1 from journal where plan = :plan and item = :item
union all
select 1 from journal, json_each(journal.body, '$.items') as discussed
where kind = 'meeting' and plan = :plan and discussed.value = :item
limit 1
"""


class KnownFile(NamedTuple):
    """What the ledger knows of a plan file: which plan, its stat signature, its content's hash."""

    plan: str
    signature: str
    sha256: str


class PlanInUse(CoopError):
    """A changed plan leaves out items that the journal speaks of."""


def list_files(connection: sqlite3.Connection) -> dict[str, KnownFile]:
    """Return what is known of the plan files, by their path inside the workspace."""
    rows = connection.execute("select path, plan, signature, sha256 from plan_files")
    return {path: KnownFile(*rest) for path, *rest in rows}


def note_file(connection: sqlite3.Connection, path: str, found: KnownFile) -> None:
    """Remember how a plan file looked when it was last compiled or compared."""
    connection.execute("insert or replace into plan_files values (?, ?, ?, ?)", (path, *found))


def find_plan(connection: sqlite3.Connection, plan_id: str) -> Plan | None:
    """Return the plan with that id as it is in force, or None."""
    row = connection.execute("select definition from plans where id = ?", (plan_id,)).fetchone()
    return decode(plan_id, row[0]) if row else None


def find_pipelines(connection: sqlite3.Connection, plan_id: str) -> tuple[Pipeline, ...]:
    """Return the pipelines that a plan's items use, without the rest of the plan."""
    row = connection.execute(_PIPELINES, (plan_id,)).fetchone()
    with _understanding(plan_id):
        data = json.loads(row[0]) if row and row[0] else ()
        return tuple(pipeline_from_data(one) for one in data)


def find_parties(
    connection: sqlite3.Connection, plan_id: str
) -> tuple[str | None, tuple[Party, ...]]:
    """Return a plan's time zone and parties, without the rest; None and none where there is no such plan."""
    row = connection.execute(_PARTIES, (plan_id,)).fetchone()
    if row is None:
        return None, ()
    with _understanding(plan_id):
        return row[0], tuple(party_from_data(load) for load in json.loads(row[1]))


# The records of a table or a sheet ask for the same plan, one after the other.
@lru_cache(maxsize=4)
def decode(plan_id: str, definition: str) -> Plan:
    """Return the plan that a version's JSON text describes. Raises: CoopError where it is none."""
    with _understanding(plan_id):
        return plan_from_data(json.loads(definition))


@contextmanager
def _understanding(plan_id: str) -> Iterator[None]:
    """Say of data that make no plan that the ledger is damaged."""
    try:
        yield
    except (LookupError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise Damaged(
            msg(
                N_("the ledger is damaged: the plan `{plan}` in it cannot be understood"),
                plan=plan_id,
            )
        ) from error


def find_version(connection: sqlite3.Connection, plan_id: str) -> str | None:
    """Return the entry that holds the plan's version in force; None where it is not recorded."""
    row = connection.execute("select entry from plans where id = ?", (plan_id,)).fetchone()
    return row[0] if row else None


def count_versions(connection: sqlite3.Connection, plan_id: str) -> int:
    """Return how many versions of a plan were recorded and not taken back."""
    query = f"""select count(*) from journal
        where kind = 'plan' and plan = :plan and {in_force("id", f"'{ALWAYS}'")}"""
    return int(connection.execute(query, {"plan": plan_id}).fetchone()[0])


def list_titles(connection: sqlite3.Connection, language: str) -> dict[str, str]:
    """Return the plans' titles by id, in a language (`vi` or `en`) or the other."""
    column = "en" if language == "en" else "vi"
    query = f"select id, coalesce(title_{column}, title_vi, title_en, '') from plans"
    return dict(connection.execute(query).fetchall())


def list_areas(connection: sqlite3.Connection, language: str) -> dict[tuple[str, str], str]:
    """Return the titles of all areas by (plan, area), in a language (`vi` or `en`) or the other."""
    column = "en" if language == "en" else "vi"
    query = f"select plan, id, coalesce(title_{column}, title_vi, title_en, '') from areas"
    return {(plan, area): title for plan, area, title in connection.execute(query)}


def list_parties(connection: sqlite3.Connection) -> list[Party]:
    """Return the parties of all plans, with their names; one of several plans comes several times."""
    query = "select party.value from plans, json_each(plans.definition, '$.parties') as party"
    return [party_from_data(json.loads(row[0])) for row in connection.execute(query)]


def body_of(plan: Plan, path: str, sha256: str) -> Body:
    """Return the body of a `plan` entry: the compiled plan, and the file it came from."""
    return {"path": path, "sha256": sha256, "plan": plan_to_data(plan)}


def refuse_lost_items(connection: sqlite3.Connection, plan: Plan) -> None:
    """Refuse a plan that leaves out items with entries.

    Raises: PlanInUse naming them, with the remedy.
    """
    kept = {item.id for item in plan.items()}
    before = connection.execute("select id from items where plan = ? order by position", (plan.id,))
    lost = [
        item
        for (item,) in before.fetchall()
        if item not in kept and _has_entries(connection, plan.id, item)
    ]
    if lost:
        raise PlanInUse(
            msg(
                N_("the changed plan `{plan}` leaves out items that have records: {items}"),
                plan=plan.id, items=tuple(lost),
            ),
            msg(N_("put them back under the same id, and mark them `withdrawn:` with the reason")),
        )  # fmt: skip


def _has_entries(connection: sqlite3.Connection, plan: str, item: str) -> bool:
    return connection.execute(_SPOKEN_OF, {"plan": plan, "item": item}).fetchone() is not None


def fill(
    connection: sqlite3.Connection, plan: Plan, entry: str | None, schema: str = "main"
) -> None:
    """Put one plan into the plan tables of `schema` (`main` or `temp`), in place of its old self."""
    for table in TABLES:
        key = "id" if table == "plans" else "plan"
        connection.execute(f"delete from {schema}.{table} where {key} = ?", (plan.id,))
    definition = json.dumps(plan_to_data(plan), ensure_ascii=False)
    _insert(connection, f"{schema}.plans", [(
        plan.id, plan.number, _iso(plan.date), *plan.title, plan.timezone, plan.example,
        entry, index_text(plan_texts(plan)), definition,
    )])  # fmt: skip
    _insert(connection, f"{schema}.parties", [(plan.id, party.id) for party in plan.parties])
    _insert(connection, f"{schema}.areas", [
        (plan.id, area.id, position, *area.title) for position, area in enumerate(plan.areas)
    ])  # fmt: skip
    _insert(connection, f"{schema}.items", [
        (
            plan.id, item.id, item.area, position, *item.title, item.kind, item.every,
            item.pipeline, item.lead,
            " ".join(item.cooperating), _iso(item.start),
            item.due and item.due.text, item.due and _iso(item.due.day), *_owed(plan, item),
            *_both(item.deliverable), *_both(item.withdrawn), index_text(item_texts(item)),
            item.confirm,
        )
        for position, item in enumerate(plan.items())
    ])  # fmt: skip
    _insert(connection, f"{schema}.indicators", [
        (
            plan.id, item.id, one.id, position, *one.title, *_both(one.unit),
            one.baseline, one.target, one.type, one.counts,
        )
        for item in plan.items() for position, one in enumerate(item.indicators)
    ])  # fmt: skip
    _insert(connection, f"{schema}.indicator_targets", [
        (
            plan.id, item.id, indicator.id, position, part.period, _iso(part.first), _iso(part.last),
            part.target,
        )
        for item in plan.items() for indicator in item.indicators
        for position, part in enumerate(indicator.targets)
    ])  # fmt: skip


def _insert(connection: sqlite3.Connection, table: str, rows: list[tuple[object, ...]]) -> None:
    if rows:
        places = ", ".join("?" * len(rows[0]))
        connection.executemany(f"insert into {table} values ({places})", rows)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _owed(plan: Plan, item: Item) -> tuple[str | None, str | None]:
    """Return the first and the last day of what a periodic item owes."""
    cycle = cycle_of(plan, item)
    return (_iso(cycle.first), _iso(cycle.last)) if cycle else (None, None)


def _both(text: Text | None) -> tuple[str | None, str | None]:
    return (text.vi, text.en) if text else (None, None)


def shadow(connection: sqlite3.Connection) -> None:
    """Hide the plan tables behind temporary ones of the same names and the same content."""
    run_script(connection, COMPILED_PLAN.format(temporary="temp"))
    for table in reversed(TABLES):
        connection.execute(f"insert into temp.{table} select * from main.{table}")


_KNOWN_JOURNAL = """
create temp view known as
select * from main.journal where recorded_at <= (select known_at from moment){and_plan};
"""
_OF_PLAN = " and plan = (select plan from moment)"

# The newest version in force of each plan (or that one): (plan id, entry id, definition)
_VERSIONS = f"""
select plan, id, json_extract(body, '$.plan') from journal
where rowid in (
  select (select rowid from journal as version where plan = p.plan and kind = 'plan'
            and recorded_at <= :known_at and {in_force("version.id")}
          order by came_at desc, replica desc, seq desc limit 1)
  from (select distinct plan from journal
        where kind = 'plan' and (:plan is null or plan = :plan)) p
)
"""
_VERSION = """
select json_extract(body, '$.plan') from journal
where replica = :replica and seq = :seq and kind = 'plan' and plan = :plan"""


def shadow_as_known(connection: sqlite3.Connection, known_at: str) -> None:
    """Hide the plan tables and the views behind what was known at `known_at`."""
    _shadow_journal(connection, known_at, None)
    values = {"known_at": known_at, "plan": None}
    for plan, entry, definition in connection.execute(_VERSIONS, values).fetchall():
        fill(connection, decode(plan, definition), entry, "temp")


def refill(connection: sqlite3.Connection, plan_id: str, *, recorded: bool = False) -> Plan | None:
    """Put the newest version of a plan that is in force into its tables; return it, or None.

    For what takes a version back or brings it back, inside the caller's transaction. Raises:
    PlanInUse where that version leaves out items with entries, unless it was `recorded` elsewhere already.
    """
    values = {"known_at": ALWAYS, "plan": plan_id}
    row = connection.execute(_VERSIONS, values).fetchone()
    if row is None:
        return None
    plan = decode(plan_id, row[2])
    if not recorded:
        refuse_lost_items(connection, plan)
    fill(connection, plan, row[1])
    return plan


def shadow_version(
    connection: sqlite3.Connection, known_at: str, plan_id: str, version: str
) -> None:
    """Hide the plan tables and the views behind one plan: one version of it, what was known then."""
    _shadow_journal(connection, known_at, plan_id)
    fill(connection, read_version(connection, plan_id, version), version, "temp")


def _shadow_journal(connection: sqlite3.Connection, known_at: str, plan_id: str | None) -> None:
    run_script(connection, COMPILED_PLAN.format(temporary="temp"))
    connection.execute(
        "create temp table moment as select :known_at as known_at, :plan as plan",
        {"known_at": known_at, "plan": plan_id},
    )
    known = _KNOWN_JOURNAL.format(and_plan="" if plan_id is None else _OF_PLAN)
    run_script(connection, known + views("known", "temp"))


def read_version(connection: sqlite3.Connection, plan_id: str, version: str) -> Plan:
    """Return the plan that a `plan` entry holds. Raises: CoopError where it cannot be understood."""
    replica, _, seq = version.rpartition("-") if is_entry_id(version) else ("", "", "0")
    values = {"replica": replica, "seq": int(seq), "plan": plan_id}
    row = connection.execute(_VERSION, values).fetchone()
    return decode(plan_id, row[0] if row else "null")
