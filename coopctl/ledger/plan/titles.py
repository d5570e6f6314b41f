"""What the things of all plans are called, to choose from: rows of what it is, plan, id, title, and of an indicator its item."""

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

Row = tuple[str, str, str, str, str | None]

_TITLE = "coalesce({first}, {second}, '')"
_QUERIES = {
    "plan": "select 'plan', id, id, {title}, null from plans order by id",
    "area": "select 'area', plan, id, {title}, null from areas order by plan, position",
    "item": "select 'item', plan, id, {title}, null from items order by plan, position",
    "indicator": (
        "select 'indicator', plan, id, {title}, item from indicators order by plan, item, position"
    ),
}
# Rows (plan, party, its names): a party is called by the last of its names.
_PARTIES = """
select plans.id, party.value ->> '$.id', party.value -> '$.names[#-1]'
from plans, json_each(definition, '$.parties') as party order by plans.id, party.key"""


def list_titled(connection: sqlite3.Connection, part: str, language: str) -> Iterator[Row]:
    """Yield the plans, areas, items or indicators with their titles in a language, else in the other."""
    codes = ("title_vi", "title_en") if language == "vi" else ("title_en", "title_vi")
    title = _TITLE.format(first=codes[0], second=codes[1])
    return connection.execute(_QUERIES[part].format(title=title))


def list_named_parties(connection: sqlite3.Connection, language: str) -> Iterator[Row]:
    """Yield the parties of all plans with their names in a language, else in the other."""
    for plan, party, name in connection.execute(_PARTIES):
        yield "party", plan, party, _read(json.loads(name or "{}").get("text"), language), None


def _read(text: Any, language: str) -> str:
    if not isinstance(text, dict):
        return str(text or "")
    return str(text.get(language) or next(iter(text.values()), ""))
