"""What a ledger file has in its schema, held against what coopctl makes: looked at before anything of it is used.

Who passes a ledger on may have put triggers, views and tables into it that run at the next look. The
names and the SQL of everything are compared; nothing of the file is run for that.
"""

import re
import sqlite3
from functools import cache
from typing import Literal, NamedTuple

from coopctl.ledger.file import schema
from coopctl.messages import N_, Message, msg

_FOUND = "select type, name, tbl_name, sql from main.sqlite_schema"
_BEGIN = re.compile(r"create (virtual table|table|index|trigger|view) (\w+)", re.IGNORECASE)
# What the libraries make beside it: their own business how, but these names, and of this type.
_MIGRATIONS = "_sqlite_migrations"
_LIBRARIES = {
    ("table", _MIGRATIONS, _MIGRATIONS),
    ("index", "idx__sqlite_migrations_migration_set_name", _MIGRATIONS),
    *(("table", f"entry_words_{part}", f"entry_words_{part}") for part in ("data", "idx", "docsize", "config")),
}  # fmt: skip
# What SQLite itself makes: under names that nobody else can give, but by writing the schema as a table.
_OWN = re.compile(r"sqlite_(?:sequence|stat[1-4])")

State = Literal["foreign", "altered", "gone"]
_SAID: dict[State, str] = {
    "foreign": N_("the {kind} `{name}` is not of coopctl"),
    "altered": N_("the {kind} `{name}` is not as coopctl makes it"),
    "gone": N_("the {kind} `{name}` is gone"),
}


class Oddity(NamedTuple):
    """Something in the schema that is not as coopctl makes it."""

    state: State
    kind: str
    name: str

    @property
    def message(self) -> Message:
        """What is wrong, in a sentence."""
        return msg(_SAID[self.state], kind=self.kind, name=self.name)


@cache
def _expected() -> dict[tuple[str, str], str]:
    """Return the SQL of all that a migration makes, by kind and name, its spaces made single."""
    statements = re.split(r"; (?=create )|;$", " ".join(schema.EVERYTHING.split()))
    return dict(_named(statement) for statement in statements if statement)


def _named(sql: str) -> tuple[tuple[str, str], str]:
    """Return what a statement makes, and the statement from the name on, as SQLite keeps it."""
    found = _BEGIN.match(sql)
    if found is None:
        return ("", ""), sql
    return (found[1].lower().rpartition(" ")[2], found[2]), sql[found.start(2) :]


def find_oddities(connection: sqlite3.Connection) -> list[Oddity]:
    """Return what is foreign, altered or gone; nothing for a ledger as it was made."""
    expected = dict(_expected())
    odd: list[Oddity] = []
    for kind, name, table, sql in connection.execute(_FOUND):
        if (kind, name, table) in _LIBRARIES or _is_sqlites(kind, name, table, sql):
            continue
        wanted = expected.pop((kind, name), None)
        if wanted is None:
            odd.append(Oddity("foreign", kind, name))
        elif _named(" ".join(str(sql).split())) != ((kind, name), wanted):
            odd.append(Oddity("altered", kind, name))
    return [*odd, *(Oddity("gone", kind, name) for kind, name in expected)]


def _is_sqlites(kind: str, name: str, table: str, sql: str | None) -> bool:
    if kind == "table":
        return _OWN.fullmatch(name) is not None
    return kind == "index" and sql is None and name.startswith(f"sqlite_autoindex_{table}_")


def has_plain_migrations(connection: sqlite3.Connection) -> bool:
    """Tell whether the list of migrations is a table: of a view nobody knows what reading it would do."""
    query = "select type from main.sqlite_schema where name = :name"
    return connection.execute(query, {"name": _MIGRATIONS}).fetchall() == [("table",)]


def is_believable(oddities: list[Oddity]) -> bool:
    """Tell whether what the checks read is what it says: no other thing has the name of a table or view of ours."""
    names = {name for _kind, name in _expected()}
    return not any(
        oddity.state != "gone" and oddity.kind in {"table", "view"} and oddity.name in names
        for oddity in oddities
    )
