"""Every file that an entry says is kept: there, as long as it was, with the same content."""

import json
import sqlite3
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from coopctl.domain.record.evidence import FOLDER, files_in, kept_name
from coopctl.domain.standing.faults import Fault
from coopctl.domain.words.system import reason_of
from coopctl.files.links import refuse_call
from coopctl.ledger.file.kept_files import Print, Tick, fingerprint, list_names
from coopctl.messages import N_, CoopError, Message, msg

# What may name a file; `instr` is several times as fast as looking into the JSON.
_NAMING = "select id, body from journal where instr(body, '\"sha256\"') > 0 order by place"


class Kept(NamedTuple):
    """A file as one entry has it: the entry, the file's own name, the name it is kept under, its print."""

    entry: str
    file: str
    name: str
    print: Print


def list_kept(connection: sqlite3.Connection) -> list[Kept]:
    """Return the kept files that the entries name, also those of entries that were replaced."""
    return [
        Kept(entry, one["file"], kept_name(one["file"], one["sha256"]), Print(one["size"], one["sha256"]))
        for entry, text in connection.execute(_NAMING)
        for one in files_in(_body(text))
        if one["kept"]
    ]  # fmt: skip


def _body(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):  # the chain's check says so
        return None


def check_kept(kept: Collection[Kept], folder: Path, tick: Tick) -> Iterator[Fault]:
    """Read every kept file once, and yield what is wrong with it for each entry that names it."""
    by_name: dict[str, list[Kept]] = {}
    for one in kept:
        by_name.setdefault(one.name, []).append(one)
    for name, claims in by_name.items():
        found = _read(folder / name, tick)
        for one in claims:
            message = found if isinstance(found, Message) else _judge(one, found)
            if message is not None:
                wrong = msg(N_("the kept file `{file}`: {problem}"), file=one.file, problem=message)
                remedy = msg(N_("put a true copy back as `{path}`"), path=f"{FOLDER}/{name}")
                yield Fault("evidence", one.entry, wrong, remedy)


def _read(path: Path, tick: Tick) -> Print | Message:
    """Return the print of a file, or why there is none."""
    try:
        refuse_call(path)
        if path.is_file():
            return fingerprint(path, tick)
        return msg(N_("it is no ordinary file")) if path.exists() else msg(N_("it is gone"))
    except CoopError as error:
        return error.message
    except OSError as error:
        return msg(N_("it cannot be read: {reason}"), reason=reason_of(error))


def _judge(kept: Kept, found: Print) -> Message | None:
    if found.size != kept.print.size:
        return msg(N_("it has {found} bytes, not {size}"), found=found.size, size=kept.print.size)
    if found.sha256 != kept.print.sha256:
        return msg(N_("it was changed: its content has another SHA-256"))
    return None


def list_strays(kept: Collection[Kept], folder: Path) -> list[str]:
    """Return the names in the folder that no entry names."""
    named = {one.name for one in kept}
    return [name for name in list_names(folder) if name not in named]
