"""The plan inside the ledger: each version is a journal entry, the latest fills the plan's tables."""

import json
import sqlite3
from datetime import date
from typing import NamedTuple

from coopctl.domain.entries import Body
from coopctl.domain.messages import N_, CoopError, msg
from coopctl.domain.plan import Plan, Text
from coopctl.domain.plan_data import plan_from_data, plan_to_data
from coopctl.ledger.migrations import run_script
from coopctl.ledger.schema import COMPILED_PLAN
from coopctl.ledger.views import views

# The compiled plan's tables, those that refer to others first.
TABLES = ("indicators", "items", "areas", "parties", "plans")
_SPOKEN_OF = """
select 1 from journal where plan = :plan and item = :item
union all
select 1 from journal, json_each(journal.body, '$.items') as discussed
where kind = 'meeting' and plan = :plan and discussed.value = :item
limit 1
"""


class Found(NamedTuple):
    """What the ledger knows of a plan file: which plan, its stat signature, its content's hash."""

    plan: str
    signature: str
    sha256: str


class PlanInUse(CoopError):
    """A changed plan leaves out items that the journal speaks of."""


def list_files(connection: sqlite3.Connection) -> dict[str, Found]:
    """Return what is known of the plan files, by their path inside the workspace."""
    rows = connection.execute("select path, plan, signature, sha256 from plan_files")
    return {path: Found(*rest) for path, *rest in rows}


def note_file(connection: sqlite3.Connection, path: str, found: Found) -> None:
    """Remember how a plan file looked when it was last compiled or compared."""
    connection.execute("insert or replace into plan_files values (?, ?, ?, ?)", (path, *found))


def find_plan(connection: sqlite3.Connection, plan_id: str) -> Plan | None:
    """Return the plan with that id as it is in force, or None."""
    row = connection.execute("select definition from plans where id = ?", (plan_id,)).fetchone()
    return decode(plan_id, row[0]) if row else None


def decode(plan_id: str, definition: str) -> Plan:
    """Return the plan that a version's JSON text describes. Raises: CoopError where it is none."""
    try:
        return plan_from_data(json.loads(definition))
    except (LookupError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise CoopError(
            msg(
                N_("the ledger is damaged: the plan `{plan}` in it cannot be understood"),
                plan=plan_id,
            ),
            msg(N_("bring back the last whole copy of it; do not write to this one")),
        ) from error


def find_version(connection: sqlite3.Connection, plan_id: str) -> str | None:
    """Return the entry that holds the plan's version in force; None where it is not recorded."""
    row = connection.execute("select entry from plans where id = ?", (plan_id,)).fetchone()
    return row[0] if row else None


def list_titles(connection: sqlite3.Connection, language: str) -> dict[str, str]:
    """Return the plans' titles by id, in a language (`vi` or `en`) or the other."""
    column = "en" if language == "en" else "vi"
    query = f"select id, coalesce(title_{column}, title_vi, title_en, '') from plans"
    return dict(connection.execute(query).fetchall())


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
        entry, definition,
    )])  # fmt: skip
    _insert(connection, f"{schema}.parties", [(plan.id, party.id) for party in plan.parties])
    _insert(connection, f"{schema}.areas", [
        (plan.id, area.id, position, *area.title) for position, area in enumerate(plan.areas)
    ])  # fmt: skip
    _insert(connection, f"{schema}.items", [
        (
            plan.id, item.id, item.area, position, *item.title, item.kind, item.lead,
            " ".join(item.cooperating), _iso(item.start),
            item.due and item.due.text, item.due and _iso(item.due.day),
            *_both(item.deliverable), *_both(item.withdrawn),
        )
        for position, item in enumerate(plan.items())
    ])  # fmt: skip
    _insert(connection, f"{schema}.indicators", [
        (
            plan.id, item.id, one.id, position, *one.title, *_both(one.unit),
            one.baseline, one.target, one.type,
        )
        for item in plan.items() for position, one in enumerate(item.indicators)
    ])  # fmt: skip


def _insert(connection: sqlite3.Connection, table: str, rows: list[tuple[object, ...]]) -> None:
    if rows:
        places = ", ".join("?" * len(rows[0]))
        connection.executemany(f"insert into {table} values ({places})", rows)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _both(text: Text | None) -> tuple[str | None, str | None]:
    return (text.vi, text.en) if text else (None, None)


def shadow(connection: sqlite3.Connection) -> None:
    """Hide the plan tables behind temporary ones of the same names and the same content."""
    run_script(connection, COMPILED_PLAN.format(temporary="temp"))
    for table in reversed(TABLES):
        connection.execute(f"insert into temp.{table} select * from main.{table}")


_KNOWN_JOURNAL = """
create temp view known as
select * from main.journal where recorded_at <= (select known_at from moment);
"""

# The last plan entry of each plan that was recorded by then: (plan id, entry id, definition)
_KNOWN = """
select plan, id, json_extract(body, '$.plan') from journal
where rowid in (
  select (select rowid from journal where plan = p.plan and kind = 'plan'
            and recorded_at <= :known_at order by recorded_at desc, replica desc, seq desc limit 1)
  from (select distinct plan from journal where kind = 'plan') p
)
"""


def shadow_as_known(connection: sqlite3.Connection, known_at: str) -> None:
    """Hide the plan tables and the views behind what was known at `known_at`."""
    run_script(connection, COMPILED_PLAN.format(temporary="temp"))
    connection.execute(
        "create temp table moment as select :known_at as known_at", {"known_at": known_at}
    )
    run_script(connection, _KNOWN_JOURNAL + views("known", "temp"))
    for plan, entry, definition in connection.execute(_KNOWN, {"known_at": known_at}).fetchall():
        fill(connection, decode(plan, definition), entry, "temp")
