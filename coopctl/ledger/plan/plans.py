"""Which plans are in force, and who and what is in them, without reading a whole plan."""

import sqlite3
from datetime import date
from typing import NamedTuple

_IDS = "select id from plans order by id limit :most"
_VERSIONS = "select id, entry from plans order by id"
_DATES = "select id, date from plans where :plan is null or id = :plan"
_HAVING = "select plan from parties where id = :party"
_PARTIES = "select distinct id from parties order by id"
_IS_PARTY = "select 1 from parties where plan = :plan and id = :party"
_SIDES = "select id, area, lead, cooperating from items where plan = :plan"
_FOLLOWS = (
    "select 1 from items where pipeline is not null "
    "and (:plan is null or (plan = :plan and id = :item)) limit 1"
)
_CLOSED_OR_SIGNED = (
    "select 1 from journal where kind in ('period', 'signing') and plan = :plan limit 1"
)


class ItemSides(NamedTuple):
    """Of an item: its area, and the parties that lead or share in it."""

    area: str
    parties: frozenset[str]


def list_ids(connection: sqlite3.Connection, most: int = -1) -> list[str]:
    """Return the ids of the plans, at most so many of them; all where -1."""
    return [plan for (plan,) in connection.execute(_IDS, {"most": most})]


def find_only(connection: sqlite3.Connection) -> str | None:
    """Return the id of the one plan that there is; None where there are several, or none."""
    plans = list_ids(connection, 2)
    return plans[0] if len(plans) == 1 else None


def list_in_force(connection: sqlite3.Connection) -> dict[str, str | None]:
    """Return the entry that holds the version in force of every plan, by the plan's id."""
    return dict(connection.execute(_VERSIONS).fetchall())


def list_dates(connection: sqlite3.Connection, plan: str | None = None) -> dict[str, date | None]:
    """Return the day of each plan's document (or of that plan's), by the plan's id."""
    rows = connection.execute(_DATES, {"plan": plan})
    return {plan: date.fromisoformat(day) if day else None for plan, day in rows}


def plans_with(connection: sqlite3.Connection, party: str | None) -> set[str]:
    """Return the ids of the plans that have a party; none for no party."""
    return {plan for (plan,) in connection.execute(_HAVING, {"party": party})}


def list_party_ids(connection: sqlite3.Connection) -> list[str]:
    """Return the ids of the parties of all plans."""
    return [party for (party,) in connection.execute(_PARTIES)]


def is_party(connection: sqlite3.Connection, plan: str, party: str) -> bool:
    """Tell whether a plan has a party of that id."""
    values = {"plan": plan, "party": party}
    return connection.execute(_IS_PARTY, values).fetchone() is not None


def list_sides(connection: sqlite3.Connection, plan: str) -> dict[str, ItemSides]:
    """Return the area and the parties of each item of a plan, by the item's id."""
    return {
        item: ItemSides(area, frozenset({lead, *cooperating.split()} - {None}))
        for item, area, lead, cooperating in connection.execute(_SIDES, {"plan": plan})
    }


def follows_stages(connection: sqlite3.Connection, plan: str | None, item: str | None) -> bool:
    """Tell whether an item follows the stages of an S&T task; without a plan, whether any item does."""
    values = {"plan": plan, "item": item}
    return connection.execute(_FOLLOWS, values).fetchone() is not None


def has_closed_or_signed(connection: sqlite3.Connection, plan: str) -> bool:
    """Tell whether a period of a plan was ever closed, or a version of it signed."""
    return connection.execute(_CLOSED_OR_SIGNED, {"plan": plan}).fetchone() is not None
