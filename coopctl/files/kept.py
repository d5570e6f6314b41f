"""The files that the program lives by: no export takes their place, under whatever spelling.

Names are compared as Windows does, on every system: a workspace may lie on a drive that both use.
"""

import os
from pathlib import Path, PurePath
from unicodedata import normalize

from coopctl.domain.record.evidence import FOLDER
from coopctl.messages import N_, Message, msg

_LEDGER = "coopctl.db"
_NAMES = frozenset({_LEDGER, "coopctl.toml", "holidays.toml", "plan.schema.json"})
_MAGIC = b"SQLite format 3\0"  # what a ledger begins with
_BESIDE = ("-journal", "-wal", "-shm")  # what SQLite writes beside a ledger
_PLANS = "plans"
_PLAN, _SETTINGS = frozenset({".yaml", ".yml"}), ".toml"


def why_kept(path: Path, ledger: Path | None, *, plan: bool) -> Message | None:
    """Say why nothing may be written to a path; None where it may. `plan`: a plan is to be written.

    Raises: OSError where it cannot be read.
    """
    place = Path(os.path.realpath(path))
    if _is_among_evidence(place, ledger):
        return msg(
            N_("`{path}` lies among the kept evidence: only records put files there"), path=path
        )
    if _is_named(place, ledger) or _is_typed(place, plan=plan) or _is_ledger(place):
        return msg(
            N_("`{path}` is a ledger, a plan or settings: nothing is written over it"), path=path
        )
    return None


def plain(name: str) -> str:
    """Return a name as Windows takes it: without streams, dots and spaces at its end, in small letters."""
    return normalize("NFC", name.partition(":")[0].rstrip(". ")).casefold()


def _is_among_evidence(place: Path, ledger: Path | None) -> bool:
    return any(
        plain(folder.name) == FOLDER and _has_ledger(folder.parent, ledger)
        for folder in place.parents
    )


def _has_ledger(folder: Path, ledger: Path | None) -> bool:
    """Tell whether a folder is a workspace, or that of the ledger."""
    if (folder / _PLANS).is_dir() or (folder / _LEDGER).is_file():
        return True
    return ledger is not None and folder == Path(os.path.realpath(ledger)).parent


def _is_named(place: Path, ledger: Path | None) -> bool:
    """Tell whether it is a file of a workspace by its name, there or not yet, or one beside a ledger."""
    name = plain(place.name)
    base = next((name.removesuffix(end) for end in _BESIDE if name.endswith(end)), name)
    if name in _NAMES or base == _LEDGER:
        return True
    if base != name and _is_ledger(place.with_name(place.name[: len(base)])):
        return True
    if ledger is None:
        return False
    real = Path(os.path.realpath(ledger))
    return base == plain(real.name) and place.parent == real.parent


def _is_typed(place: Path, *, plan: bool) -> bool:
    """Tell whether it is a file that people type: a plan or settings."""
    suffix = PurePath(plain(place.name)).suffix
    there = place.is_file() or plain(place.parent.name) == _PLANS
    return there and (suffix == _SETTINGS or (suffix in _PLAN and not plan))


def _is_ledger(place: Path) -> bool:
    if not place.is_file():
        return False
    with place.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC
