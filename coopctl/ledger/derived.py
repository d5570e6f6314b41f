"""What is kept beside the journal and follows from it alone: derived anew, all of it."""

import sqlite3

from coopctl.ledger import corrections, entry_words
from coopctl.ledger.journal import list_placed


def rebuild(connection: sqlite3.Connection) -> None:
    """Derive what is in force, and the words to search by, inside the caller's transaction."""
    corrections.rebuild(connection)
    entry_words.rebuild(connection, list_placed(connection))
