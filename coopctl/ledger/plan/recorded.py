"""What the journal has of plans, read without being understood: for checks of what may have been altered."""

import sqlite3
from collections.abc import Iterator

_DEFINITIONS = """
select json_extract(body, '$.plan') from journal
where kind = 'plan' and plan = :plan and json_extract(body, '$.plan') is not null"""
_HASHES = """
select 1 from journal
where kind = 'plan' and plan = :plan and body ->> '$.sha256' = :sha256 limit 1"""
_PLANS = "select count(distinct plan) from journal where kind = 'plan'"


def list_definitions(connection: sqlite3.Connection, plan: str) -> Iterator[str]:
    """Yield what the versions of a plan say, as JSON text."""
    return (definition for (definition,) in connection.execute(_DEFINITIONS, {"plan": plan}))


def has_content(connection: sqlite3.Connection, plan: str, sha256: str) -> bool:
    """Tell whether a version of a plan was recorded from a file with that hash."""
    values = {"plan": plan, "sha256": sha256}
    return connection.execute(_HASHES, values).fetchone() is not None


def count_plans(connection: sqlite3.Connection) -> int:
    """Return how many plans have a version in the journal."""
    return int(connection.execute(_PLANS).fetchone()[0])
