"""A ledger whose tables hold what coopctl never puts there, whatever their columns forbid."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from coopctl.ledger.file.schema import COMPILED_PLAN, PLAN_FILES
from coopctl.ledger.plan.compiled import TABLES

# Derived from the plan files: each table with its columns.
PLAN_TABLES = (*TABLES, "plan_files")
BROKEN_TEXT = "\uf8ffq"  # in its place stands what is no UTF-8
_STRICT = re.compile(r" (?:text|integer|not null)\b|\bstrict(?:, )?")
_SQL = "update sqlite_schema set sql = :sql where type = 'table' and name = :table"


def list_columns() -> list[tuple[str, str]]:
    """Return every column of the tables derived from plan files, with its table."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(COMPILED_PLAN.format(temporary="") + PLAN_FILES)
        return [
            (table, row[1])
            for table in PLAN_TABLES
            for row in connection.execute(f"pragma table_info({table})")
        ]


def alter(ledger: Path, table: str, column: str, value: object, *, every: bool = True) -> None:
    """Put a value into a column, of every row or the first: the column's type is taken off for that."""
    with closing(sqlite3.connect(ledger)) as connection:
        (sql,) = connection.execute(
            "select sql from sqlite_schema where name = ?", (table,)
        ).fetchone()
        _declare(connection, table, _STRICT.sub("", sql))
        key = "rowid" if table in {"plans", "plan_files"} else "plan"
        where = "" if every else f"where {key} = (select {key} from {table} limit 1)"
        connection.execute(f"update or ignore {table} set {column} = ? {where}", (value,))
        _declare(connection, table, sql)
        connection.commit()
    if value == BROKEN_TEXT:
        whole = ledger.read_bytes()
        ledger.write_bytes(whole.replace(BROKEN_TEXT.encode(), b"\xff\xfe\xc0q"))


def _declare(connection: sqlite3.Connection, table: str, sql: str) -> None:
    """Write the SQL of a table into the schema, as no statement would."""
    connection.execute("pragma writable_schema = on")
    connection.execute(_SQL, {"sql": sql, "table": table})
    connection.execute("pragma writable_schema = reset")


def make_endless(ledger: Path, table: str) -> None:
    """Let the pages of a table lead to each other so that reading it would never end."""
    whole = bytearray(ledger.read_bytes())
    size = int.from_bytes(whole[16:18], "big")
    with closing(sqlite3.connect(ledger)) as connection:
        query = "select rootpage from sqlite_schema where name = ?"
        (root,) = connection.execute(query, (table,)).fetchone()
    start = (root - 1) * size
    whole += whole[start : start + size]  # the rows themselves, once
    for _level in range(7):
        whole += _branching(size, len(whole) // size)
    whole[start : start + size] = _branching(size, len(whole) // size)
    whole[28:32] = (len(whole) // size).to_bytes(4, "big")
    ledger.write_bytes(whole)


def _branching(size: int, child: int) -> bytes:
    """Return a page of a table's tree with as many branches as it has room for, all to one page."""
    count = (size - 12) // 7
    content = size - 5 * count
    head = b"\x05\0\0" + count.to_bytes(2, "big") + content.to_bytes(2, "big") + b"\0"
    places = b"".join((content + 5 * at).to_bytes(2, "big") for at in range(count))
    page = head + child.to_bytes(4, "big") + places
    branch = child.to_bytes(4, "big") + b"\x01"
    return page.ljust(content, b"\0") + branch * count
