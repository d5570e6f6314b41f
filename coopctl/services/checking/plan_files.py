"""What the ledger remembers of the plan files, held against the files and against its own entries.

A row that was altered could keep a changed plan from ever being taken up: its look or its hash would
say that nothing changed.
"""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from coopctl.domain.plan.plan import Plan
from coopctl.domain.standing.faults import Fault
from coopctl.ledger.plan import compiled, recorded
from coopctl.ledger.plan.compiled import KnownFile
from coopctl.messages import N_, CoopError, Message, msg
from coopctl.services.workspace.plan_files import look_at, sha256_of

_REMEDY = msg(N_("save the plan file once more: the next command takes it up anew"))


def check_plan_files(connection: sqlite3.Connection, folder: Path) -> Iterator[Fault]:
    """Yield the plan files of which the ledger remembers what cannot be."""
    looks = {look.path: look for look in look_at(folder)} if folder.is_dir() else {}
    for path, noted in compiled.list_files(connection).items():
        look = looks.get(path)
        wrong = _judge(connection, noted, look.file if look else None, look and look.signature)
        if wrong is not None:
            message = msg(N_("`{path}`: {problem}"), path=path, problem=wrong)
            yield Fault("plan_files", None, message, _REMEDY)


def _judge(
    connection: sqlite3.Connection, noted: KnownFile, file: str | None, signature: str | None
) -> Message | None:
    if next(recorded.list_definitions(connection, noted.plan), None) is None:
        return msg(
            N_("it is noted for the plan `{plan}`, of which no entry is here"), plan=noted.plan
        )
    if file is None:
        return None
    same = sha256_of(file) == noted.sha256
    if not same and signature and signature == noted.signature:
        return msg(N_("its content is another, and the ledger notes that it did not change"))
    if same and not _is_recorded(connection, noted, Path(file)):
        return msg(N_("the ledger notes its content as taken up, and has no such version"))
    return None


def _is_recorded(connection: sqlite3.Connection, noted: KnownFile, file: Path) -> bool:
    """Tell whether a file's plan is one of the recorded versions: by its hash, else by what it says."""
    if recorded.has_content(connection, noted.plan, noted.sha256):
        return True
    plan = _load(file)
    return plan is None or any(
        _decode(noted.plan, definition) == plan
        for definition in recorded.list_definitions(connection, noted.plan)
    )


def _load(file: Path) -> Plan | None:
    from coopctl.definitions.load import load_plans

    (plan, _problems), = load_plans({file.name: file}).values()  # fmt: skip
    return plan


def _decode(plan: str, definition: str) -> Plan | None:
    try:
        return compiled.decode(plan, definition)
    except CoopError:  # the check of plans says so
        return None
