"""What a test reads back from the journal, past the program."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple


class Row(NamedTuple):
    """An entry as the journal keeps it; `command` stands in its body, and is not repeated there."""

    id: str
    kind: str
    item: str | None
    happened_on: str
    author: str
    office: str | None
    body: dict[str, Any]
    hash: str
    command: str | None


def journal(workspace: Path) -> list[Row]:
    """Return every entry but the plans', oldest first; none where there is no ledger."""
    file = workspace / "coopctl.db"
    if not file.exists():
        return []
    query = (
        "select replica || '-' || seq, kind, item, happened_on, author, office, json_remove(body, '$.command'), hash, body ->> '$.command' "
        "from journal where kind <> 'plan' order by seq"
    )
    with closing(sqlite3.connect(file)) as connection:
        rows = (Row(*row) for row in connection.execute(query))
        return [row._replace(body=json.loads(str(row.body))) for row in rows]


def last(workspace: Path) -> Row:
    """Return the newest entry."""
    return journal(workspace)[-1]


def untouched(workspace: Path) -> bool:
    """Tell whether nothing but the plans is in the workspace: no ledger was made."""
    return [file.name for file in workspace.iterdir()] == ["plans"]
