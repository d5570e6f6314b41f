"""What is kept beside the journal and follows from it: made anew, and compared with what is there.

`DERIVED` lists the comparisons; each yields what differs. The journal is the truth.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing

from coopctl.domain.record.corrections import Span
from coopctl.domain.standing.faults import RESTORE, Fault
from coopctl.ledger.check import words
from coopctl.ledger.file import database, migrations, schema_check
from coopctl.ledger.journal import corrections, entry_words
from coopctl.ledger.journal.corrections import in_force
from coopctl.ledger.journal.journal import NOTE_LATE, UNLABELLED, exists, list_placed
from coopctl.ledger.plan import compiled
from coopctl.messages import N_, CoopError, Message, msg

_APPLIED = "select name from _sqlite_migrations where migration_set = :set"
_MODES = {"delete", "memory"}  # `memory`: a ledger that no file holds
_LABEL = "select label from replica"
_WRITTEN = "select 1 from journal where replica = :label limit 1"
_SPANS = "select entry, since, until from superseded"
# Rows (replica, id, recorded_at, what `late` has of it), each replica's in their order.
_STAMPS = """
select replica, id, recorded_at, latest from journal left join late on entry = id
order by replica, seq"""
_NO_LABEL = f"insert or ignore into replica values (1, '{UNLABELLED}')"
_LATE = "select entry from late"
_COUNT_LATE = "select count(*) from late"
_AT = "select id from journal where place = :place"
_PLANS = "select plan from journal where kind = 'plan' union select id from plans order by 1"
_ODD_FILES = """
select 1 from plan_files
where typeof(path) <> 'text' or typeof(plan) <> 'text' or typeof(signature) <> 'text' or typeof(sha256) <> 'text'
  or plan not in (select id from plans) limit 1"""
_NEWEST_PLAN = f"""
select id, json_extract(body, '$.plan') from journal
where plan = :plan and kind = 'plan' and {in_force("journal.id", "'9999'")}
  and json_extract(body, '$.plan') is not null
order by came_at desc, replica desc, seq desc limit 1"""


def rebuild(connection: sqlite3.Connection) -> None:
    """Derive what is in force, and the words to search by, inside the caller's transaction."""
    corrections.rebuild(connection)
    entry_words.rebuild(connection, list_placed(connection))


def rebuild_late(connection: sqlite3.Connection) -> None:
    """Derive anew which entries were stamped before one that their replica already had."""
    connection.execute("delete from late")
    late = [(entry, latest) for entry, latest, _noted in _list_stamps(connection) if latest]
    connection.executemany(NOTE_LATE, late)


def note_label(connection: sqlite3.Connection) -> None:
    """Note that this file has no label yet, where it has none: its entries came from elsewhere."""
    connection.execute(_NO_LABEL)


def check_schema(connection: sqlite3.Connection) -> Iterator[Fault]:
    """Yield what is in the schema and not of coopctl, what is not there, or not as it was made."""
    for oddity in schema_check.find_oddities(connection):
        yield _derived("schema", None, oddity.message)


def check_file(connection: sqlite3.Connection) -> Iterator[Fault]:
    """Tell where the file is not kept as coopctl keeps it: its migrations, its way of writing."""
    applied = [name for (name,) in connection.execute(_APPLIED, {"set": migrations.SET})]
    if sorted(applied) != sorted(migrations.NAMES):
        names = tuple(map(str, applied)) or ("–",)
        yield _derived(
            "schema", None, msg(N_("the list of migrations is not coopctl's: {names}"), names=names)
        )
    (mode,) = connection.execute("pragma journal_mode").fetchone()
    if mode not in _MODES:
        yield Fault(
            "schema", None,
            msg(N_("the file is written by SQLite's way `{mode}`, not by `delete`"), mode=mode),
            msg(N_("a copy of the file alone would lack the newest entries; `{pragma}` in SQLite sets it right"), pragma="pragma journal_mode = delete"),
        )  # fmt: skip


def check_label(connection: sqlite3.Connection) -> Iterator[Fault]:
    """Tell where the file's own label is not that of a replica which wrote here."""
    labels = [label for (label,) in connection.execute(_LABEL)]
    for label in labels:
        written = connection.execute(_WRITTEN, {"label": label}).fetchone() is not None
        if not written and label != UNLABELLED:
            yield _derived(
                "derived", None,
                msg(N_("this file's label is `{label}`, but that replica wrote nothing"), label=label),
            )  # fmt: skip
    if not labels and connection.execute("select 1 from journal limit 1").fetchone():
        yield _derived("derived", None, msg(N_("this file has lost its label")))


def check_superseded(connection: sqlite3.Connection) -> Iterator[Fault]:
    """Compare which entries were in force when. Memory grows with the number of corrections only."""
    expected = set(corrections.list_spans(connection))
    found = {Span(*row) for row in connection.execute(_SPANS)}
    for span in sorted(expected - found):
        message = msg(
            N_("the ledger does not note that it was replaced at {moment}"), moment=span.since
        )
        yield _derived("derived", span.entry, message)
    for span in sorted(found - expected, key=str):
        message = msg(N_("it is noted as replaced at {moment}, and was not"), moment=span.since)
        yield _derived("derived", str(span.entry), message)


def check_late(connection: sqlite3.Connection) -> Iterator[Fault]:
    """Compare which entries were stamped before one that their replica already had."""
    matched = 0
    for entry, latest, noted in _list_stamps(connection):
        matched += noted is not None
        if noted != latest:
            yield _derived(
                "derived", entry, msg(N_("whether it was stamped late is noted wrongly"))
            )
    if matched == connection.execute(_COUNT_LATE).fetchone()[0]:
        return
    for (entry,) in connection.execute(_LATE):
        if not exists(connection, entry):
            message = msg(N_("it is noted as late, and is not in the journal"))
            yield _derived("derived", entry, message)


def _list_stamps(
    connection: sqlite3.Connection,
) -> Iterator[tuple[str, str | None, str | None]]:
    """Yield each entry, the latest stamp before it if its own is earlier, and what `late` has of it."""
    last, latest = None, ""
    for replica, entry, recorded_at, noted in connection.execute(_STAMPS):
        latest = latest if replica == last else ""
        last = replica
        yield entry, latest if recorded_at < latest else None, noted
        latest = max(latest, recorded_at)


def check_plans(connection: sqlite3.Connection) -> Iterator[Fault]:
    """Compile the newest version of each plan once more, and compare the plan's tables."""
    for (plan,) in connection.execute(_PLANS).fetchall():
        newest = connection.execute(_NEWEST_PLAN, {"plan": plan}).fetchone()
        if newest is None:
            message = msg(N_("the plan `{plan}` is compiled, but no entry has it"), plan=plan)
            yield _derived("plans", None, message)
            continue
        entry, definition = newest
        try:
            with closing(_compile(plan, entry, definition)) as fresh:
                tables = [one for one in compiled.TABLES if _differs(connection, fresh, one, plan)]
        except (CoopError, sqlite3.Error):
            message = msg(N_("the plan `{plan}` in it cannot be understood"), plan=plan)
            yield Fault("plans", entry, message, RESTORE)
        else:
            for table in tables:
                yield _derived(
                    "plans", entry,
                    msg(
                        N_("the table `{table}` does not have the plan `{plan}` as it was recorded"),
                        table=table, plan=plan,
                    ),
                )  # fmt: skip


def check_plan_files(connection: sqlite3.Connection) -> Iterator[Fault]:
    """Tell where what is remembered of a plan file is none of what coopctl remembers."""
    if connection.execute(_ODD_FILES).fetchone() is not None:
        message = msg(
            N_("the table `{table}` has what coopctl never puts there"), table="plan_files"
        )
        yield _derived("plans", None, message)


def _compile(plan: str, entry: str, definition: str) -> sqlite3.Connection:
    fresh = database.open_in_memory()
    compiled.fill(fresh, compiled.decode(plan, definition), entry)
    return fresh


def _differs(one: sqlite3.Connection, other: sqlite3.Connection, table: str, plan: str) -> bool:
    key = "id" if table == "plans" else "plan"
    query = f"select * from {table} where {key} = :plan"
    found, expected = (set(place.execute(query, {"plan": plan})) for place in (one, other))
    return found != expected


def check_words(connection: sqlite3.Connection) -> Iterator[Fault]:
    """Tell which entries are searched by other words than their own, and by which that are not here."""
    if words.is_as_recorded(connection):
        return
    told = False
    for place, recorded in words.list_unlike(connection):
        told = True
        if recorded:
            entry = connection.execute(_AT, {"place": place}).fetchone()[0]
            yield _derived("derived", entry, msg(N_("the words it is searched by are not its own")))
        else:
            message = msg(N_("words of an entry that is not here are searched by"))
            yield _derived("derived", None, message)
    if not told:
        yield _derived("derived", None, msg(N_("the index of words is damaged")))


def _derived(check: str, entry: str | None, message: Message) -> Fault:
    """Return a fault that making the ledger anew around its entries sets right."""
    return Fault(check, entry, message, database.REPAIR)


# What is derived from the plan files, and is quickly compared.
OF_PLANS: tuple[Callable[[sqlite3.Connection], Iterator[Fault]], ...] = (
    check_plans,
    check_plan_files,
)
DERIVED: tuple[Callable[[sqlite3.Connection], Iterator[Fault]], ...] = (
    check_schema,
    check_file,
    check_label,
    check_superseded,
    check_late,
    *OF_PLANS,
    check_words,
)
