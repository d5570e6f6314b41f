"""The plan files, held against what the ledger remembers of them: which are new, which changed.

As git does with its index, a file is read only where its size and times are not those of the last
look; whether it changed, the hash of its content says.
"""

import os
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from coopctl.domain.plan.plan import Plan
from coopctl.domain.words.system import reason_of
from coopctl.files.links import refuse_call
from coopctl.ledger.plan.compiled import KnownFile
from coopctl.messages import N_, CoopError, msg
from coopctl.services.workspace.caller import Tell

_MOST_BYTES = 10_000_000  # of a plan file; one of less than that is refused when it is loaded
_TICK_NS = 2_000_000_000  # a file touched this lately may change again within one clock tick


class Changed(NamedTuple):
    """A plan file whose content the ledger does not have yet, or has under another look.

    `basis` is the document that the new content rests on, if somebody named it.
    """

    path: str
    found: KnownFile
    plan: Plan | None
    basis: str | None = None


def find_changes(
    every: Mapping[str, KnownFile], folder: Path, tell: Tell | None = None
) -> list[Changed]:
    """Return the plan files that look other than the ledger remembers them, loaded where they differ.

    A plan that cannot be loaded, and one without a file any more, goes to `tell`. Raises: without it,
    CoopError for the first one that cannot be loaded.
    """
    looks = list(look_at(folder))
    there = {look.path for look in looks}
    known = {path: found for path, found in every.items() if path in there}
    suspects = [
        look
        for look in looks
        if not look.signature
        or look.path not in known
        or known[look.path].signature != look.signature
    ]
    changes = _load(suspects, known, tell) if suspects else []
    if tell is not None and len(known) < len(every):
        _tell_of_the_gone(every, {*known.values(), *(change.found for change in changes)}, tell)
    return changes


def _tell_of_the_gone(every: Mapping[str, KnownFile], held: set[KnownFile], tell: Tell) -> None:
    plans = {found.plan for found in held}
    for path, found in every.items():
        if found.plan not in plans:
            tell(
                msg(
                    N_("the plan `{plan}` has no file any more: `{path}` is gone"),
                    plan=found.plan, path=path,
                ),
                msg(N_("what the ledger has of it is shown; put the file back to change it")),
            )  # fmt: skip


class FileLook(NamedTuple):
    """A plan file from outside: its path in the workspace, and how it looks without reading it.

    `signature` is empty where the look could deceive: the file may change again within its tick.
    """

    path: str
    file: str
    signature: str


def look_at(folder: Path) -> Iterator[FileLook]:
    """Yield the plan files of a folder from outside, by name."""
    now = time.time_ns()
    for entry in _plan_entries(folder):
        try:
            look = entry.stat()
        except OSError:
            signature = ""  # a link that leads nowhere: loading it says so
        else:
            fresh = now - look.st_mtime_ns < _TICK_NS
            signature = "" if fresh else f"{look.st_size}-{look.st_mtime_ns}-{look.st_ctime_ns}"
        yield FileLook(f"{folder.name}/{entry.name}", entry.path, signature)


def _plan_entries(folder: Path) -> list[os.DirEntry[str]]:
    refuse_call(folder)
    try:
        with os.scandir(folder) as entries:
            found = sorted(
                (
                    entry
                    for entry in entries
                    if entry.name.endswith((".yaml", ".yml")) and entry.name[0] != "."
                ),
                key=lambda entry: entry.name,
            )
    except OSError as error:
        raise CoopError(
            msg(
                N_("cannot read the folder `{path}`: {reason}"),
                path=folder,
                reason=reason_of(error),
            ),
            msg(N_("see that it is there and that you may read it")),
        ) from error
    for entry in found:
        refuse_call(Path(entry.path))
    return found


def list_plan_files(folder: Path) -> list[Path]:
    """Return the plan files of a folder, by name. Raises: CoopError where it cannot be read."""
    return [Path(entry.path) for entry in _plan_entries(folder)]


def _load(
    suspects: Sequence[FileLook], known: dict[str, KnownFile], tell: Tell | None
) -> list[Changed]:
    """Load the files whose content is new; those that only look new come without a plan.

    A file with errors stops a command that writes (nobody to `tell`); one that reads goes on without it.
    """
    from coopctl.definitions.load import load_plans
    from coopctl.definitions.yaml.problems import BrokenPlan, errors_of

    found = {look.path: (look, sha256_of(look.file)) for look in suspects}
    same = {
        path
        for path, (_, sha256) in found.items()
        if path in known and known[path].sha256 == sha256
    }
    changed = [
        Changed(path, known[path]._replace(signature=found[path][0].signature), None)
        for path in sorted(same)
        if known[path].signature != found[path][0].signature
    ]
    loaded = load_plans(
        {path: Path(look.file) for path, (look, _) in found.items() if path not in same}
    )
    others = {noted.plan: path for path, noted in known.items() if path not in loaded}
    for path, (plan, problems) in loaded.items():
        look, sha256 = found[path]
        error: CoopError
        if plan is None:
            error = BrokenPlan(errors_of(problems))
        elif plan.id in others:
            error = _second_file(path, plan, others[plan.id])
        else:
            changed.append(Changed(path, KnownFile(plan.id, look.signature, sha256), plan))
            continue
        if tell is None:
            raise error
        tell(
            error.message,
            msg(N_("what the ledger has of the plan is shown; `coopctl check` tells more")),
        )
    return changed


def _second_file(path: str, plan: Plan, other: str) -> CoopError:
    return CoopError(
        msg(
            N_("the plan `{id}` in `{path}` is also in `{other}`"),
            id=plan.id, path=path, other=other,
        ),
        msg(N_("give one of them another `id`, or take the copy out of the folder")),
    )  # fmt: skip


def sha256_of(file: str) -> str:
    """Return the hash of a file's content; nothing where it cannot be read."""
    import hashlib

    try:
        if not os.path.isfile(file) or os.path.getsize(file) > _MOST_BYTES:  # noqa: PTH113, PTH202  (as scanned)
            return ""
        return hashlib.sha256(Path(file).read_bytes()).hexdigest()
    except OSError:
        return ""  # loading it says why
