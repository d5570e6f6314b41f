"""The versions of a plan in the journal: each compiled one, which is in force, which was signed."""

import json
import sqlite3

from coopctl.domain.record.corrections import ALWAYS, placed_at, root_of, without_own
from coopctl.domain.record.entries import Draft, Entry
from coopctl.domain.record.plan_versions import Agreed, Version
from coopctl.ledger.journal.corrections import in_force
from coopctl.ledger.journal.history import replacing_among
from coopctl.ledger.journal.journal import COLUMNS, entry_of, understood
from coopctl.ledger.plan import compiled

_VERSIONS = f"select {COLUMNS} from journal where kind = 'plan' and plan = :plan order by place"
_SPANS = (
    "select entry, since, until from superseded where entry in (select value from json_each(:ids))"
)
_SIGNINGS = f"""
select {COLUMNS} from journal
where kind = 'signing' and plan = :plan and {in_force("id", f"'{ALWAYS}'")}
order by happened_on, placed_at, replica, seq"""


def list_versions(connection: sqlite3.Connection, plan_id: str) -> list[Version]:
    """Return all versions of a plan in the order in which they came."""
    rows = connection.execute(_VERSIONS, {"plan": plan_id}).fetchall()
    entries = [understood(entry_of(row)) for row in rows]
    roots = {entry.id: root_of(entry) or entry.id for entry in entries}
    spans = _list_spans(connection, entries)
    signings = list_signings(connection, plan_id)
    live = compiled.find_version(connection, plan_id)
    replaced = replacing_among(connection, entries)
    return [
        Version(
            entry,
            roots[entry.id],
            _before(entry, entries[:place], spans),
            entry.id == live,
            replaced.get(entry.id),
            tuple(
                signing
                for signing in signings
                if roots.get(signing.body["version"], "") == roots[entry.id]
            ),
        )
        for place, entry in enumerate(entries)
    ]


_Spans = list[tuple[str, str, str]]


def _list_spans(connection: sqlite3.Connection, entries: list[Entry]) -> _Spans:
    ids = json.dumps([entry.id for entry in entries])
    return connection.execute(_SPANS, {"ids": ids}).fetchall()


def _superseded(entry_id: str, moment: str, spans: _Spans) -> bool:
    return any(entry == entry_id and since <= moment < until for entry, since, until in spans)


def _before(entry: Entry, earlier: list[Entry], spans: _Spans) -> str | None:
    """Return which of the earlier versions was in force when one came."""
    if entry.replaces is not None:
        return entry.replaces
    live = [one.id for one in earlier if not _superseded(one.id, entry.recorded_at, spans)]
    return live[-1] if live else None


def list_signings(connection: sqlite3.Connection, plan_id: str) -> list[Entry]:
    """Return what marked a version as the agreed text, oldest first: the last one holds."""
    rows = connection.execute(_SIGNINGS, {"plan": plan_id})
    return [understood(entry_of(row)) for row in rows]


def find_agreed(connection: sqlite3.Connection, plan_id: str) -> Agreed | None:
    """Return the plan as it was signed last; None where no version was."""
    signings = list_signings(connection, plan_id)
    if not signings:
        return None
    version, document = signings[-1].body["version"], signings[-1].body["document"]
    return Agreed(version, document, compiled.read_version(connection, plan_id, version))


def with_basis(version: Entry, document: str) -> Draft:
    """Return the entry that gives a version, without changing its text, the document it rests on."""
    correction = {
        "first": root_of(version), "placed_at": placed_at(version), "reason": document,
    }  # fmt: skip
    body = without_own(version.body) | {"basis": document, "correction": correction}
    return Draft("plan", version.plan, None, version.happened_on, body, replaces=version.id)
