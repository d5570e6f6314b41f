"""How a ledger file comes to the present shape: forward only, each step with its record at once."""

import sqlite3
from typing import TYPE_CHECKING

from coopctl.ledger.file.schema import APPLICATION_ID, EVERYTHING

if TYPE_CHECKING:
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

SET = "coopctl"
NAMES = ("m001_first",)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the ledger to the present shape, inside the transaction that is open."""
    from sqlite_utils import Database

    _migrations().apply(Database(connection, execute_plugins=False))


def _migrations() -> "Migrations":
    from sqlite_utils.migrations import Migrations

    migrations = Migrations(SET)

    @migrations()
    def m001_first(db: "Database") -> None:
        run_script(db.conn, EVERYTHING)
        db.conn.execute(f"pragma application_id = {APPLICATION_ID}")

    return migrations


def run_script(connection: sqlite3.Connection, script: str) -> None:
    """Run the statements of `script` one by one; unlike `executescript`, commit nothing."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if line.rstrip().endswith(";") and sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""
