"""Every call that changes a file, interrupted, failed or killed: what is said is what the ledger says.

`uv run python -m tests.ledger.points` tries all points of all commands and faults and counts; `--every 3` takes
every third, and names take those commands only; the gate tries a sample. Needs `strace`, which lets a signal
come, or an error, at the n-th call of a kind.
"""

import argparse
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tests.conftest import PLAN

CALLS = (
    "pwrite64", "write", "fsync", "fdatasync", "unlink", "unlinkat", "rename", "renameat", "renameat2",
    "ftruncate", "mkdir", "utimensat",
)  # fmt: skip
FAULTS = {"Ctrl-C": "signal=SIGINT", "failed": "error=EIO", "killed": "signal=SIGKILL"}
ROOT = Path(__file__).parents[2]
FILE = "bien ban.pdf"
_KEEP = ("--evidence", FILE)
_CALL = re.compile(r"^(?:\[pid +\d+\] |\d+ +)?(\w+)\(")
_NO = ("nothing was recorded", "whether")
_CLAIM = re.compile(
    r"recorded `([a-z0-9]+-\d+)`|`([a-z0-9]+-\d+)` was recorded|`([a-z0-9]+-\d+)` to `[^`]+` were recorded"
)
_TOLD = ("was recorded", "were recorded")
_ROWS = "item,date,status,result,evidence\n1.1,1/6/2026,in_progress,một,{0}\n1.2,2/6/2026,in_progress,hai,\n"


class Command(NamedTuple):
    """A command that records: its words, the most entries that it makes, the files that they keep.

    `{last}` stands for the newest entry. `first`: into a workspace that has no ledger yet.
    """

    words: tuple[str, ...]
    entries: int = 1
    kept: int = 1
    first: bool = False


COMMANDS = {
    "add-update": Command(("add-update", "1.1", "in_progress", "--on", "1/6/2026", *_KEEP)),
    "add-meeting": Command((
        "add-meeting", "--on", "2/6/2026", "--title", "Giao ban", "--action", "hoa-binh: gửi: 30/6/2026", *_KEEP,
    )),
    "amend": Command(("amend", "{last}", "--reason", "thiếu", *_KEEP)),
    "import-updates": Command(("import", "updates", "rows.csv", "--yes"), entries=2),
    "undo": Command(("undo", "--yes"), kept=0),
    "close-period": Command(
        ("close-period", "Quý II", "--from", "1/4/2026", "--as-of", "30/6/2026", "--yes"), kept=0
    ),
    "first": Command(
        ("add-update", "1.1", "in_progress", "--on", "1/6/2026", *_KEEP), entries=2, first=True
    ),
}  # fmt: skip


class Point(NamedTuple):
    """The n-th call of a kind, counted from 1, and the fault that happens there."""

    call: str
    number: int
    fault: str


class Outcome(NamedTuple):
    """What came of a fault: the exit code, what was said, and what does not hold."""

    code: int
    said: str
    wrong: str | None


def has_strace() -> bool:
    """Tell whether the program is here, and may trace."""
    found = shutil.which("strace")
    if found is None:
        return False
    done = subprocess.run(
        [found, "-qq", "-o", os.devnull, "true"], capture_output=True, check=False
    )
    return done.returncode == 0


def make_workspace(folder: Path, command: Command = COMMANDS["add-update"]) -> Path:
    """Make a workspace with one record in its ledger, or none, and a file to be kept."""
    (folder / "plans").mkdir(parents=True)
    (folder / "plans" / "test.yaml").write_text(PLAN, "utf-8")
    (folder / FILE).write_bytes(b"%PDF " + b"x" * 5000)
    (folder / "rows.csv").write_text(_ROWS.format(FILE), "utf-8")
    if not command.first:
        done = run(folder, (), ("add-update", "1.2", "in_progress", "--on", "1/6/2026"))
        assert done.returncode == 0, done.stderr
    return folder


def words_in(workspace: Path, command: Command) -> tuple[str, ...]:
    """Return a command's words, with the id of the workspace's newest entry."""
    if "{last}" not in " ".join(command.words):
        return command.words
    last = _list_entries(workspace)[-1]
    return tuple(word.replace("{last}", last) for word in command.words)


def run(
    folder: Path, tracer: Sequence[str], words: Sequence[str]
) -> "subprocess.CompletedProcess[str]":
    """Run a command in a folder, under a tracer or none."""
    environ = os.environ | {
        "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "COOPCTL_LANG": "en",
        "HOME": str(folder.parent / "home"),
    }  # fmt: skip
    return subprocess.run(
        [*tracer, sys.executable, "-m", "coopctl", *words], cwd=folder, env=environ, text=True,
        encoding="utf-8", stdin=subprocess.DEVNULL, capture_output=True, check=False,
        restore_signals=True, preexec_fn=_hear_ctrl_c,
    )  # fmt: skip


def _hear_ctrl_c() -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def list_calls(workspace: Path, command: Command = COMMANDS["add-update"]) -> list[tuple[str, int]]:
    """Return the calls that a command makes, each with its number among those of its kind."""
    words = words_in(workspace, command)
    with copied(workspace) as folder:
        trace = folder.parent / "trace"
        tracer = ("strace", "-f", "-qq", "-o", str(trace), "-e", f"trace={','.join(CALLS)}")
        done = run(folder, tracer, words)
        assert done.returncode == 0, done.stderr
        names = (_CALL.match(line) for line in trace.read_text("utf-8", "replace").splitlines())
        count: Counter[str] = Counter()
        found = []
        for name in names:
            if name is not None and name[1] in CALLS:
                count[name[1]] += 1
                found.append((name[1], count[name[1]]))
        return found


class copied:  # noqa: N801  (used as a function)
    """A copy of a workspace for one run, in a folder of its own."""

    def __init__(self, workspace: Path) -> None:
        self._workspace = workspace
        self._place = tempfile.TemporaryDirectory(prefix="coopctl-point-")

    def __enter__(self) -> Path:
        folder = Path(self._place.__enter__()) / "work"
        shutil.copytree(self._workspace, folder)
        return folder

    def __exit__(self, *_error: object) -> None:
        self._place.cleanup()


def try_point(workspace: Path, point: Point, command: Command = COMMANDS["add-update"]) -> Outcome:
    """Run a command with a fault at a point, and hold what it said against the ledger."""
    before = [] if command.first else _list_entries(workspace)
    words = words_in(workspace, command)
    with copied(workspace) as folder:
        inject = f"inject={point.call}:{FAULTS[point.fault]}:when={point.number}"
        trace = ("-f", "-qq", "-o", os.devnull, "-e", f"trace={point.call}", "-e", inject)
        done = run(folder, ("strace", *trace), words)
        return Outcome(done.returncode, done.stderr, _judge(folder, before, done, command))


@cache
def _list_entries(folder: Path) -> list[str]:
    """Return the ids of a workspace's entries; the copies are looked at once, after the fault."""
    done = run(folder, (), ("export", "json"))
    assert done.returncode == 0, done.stderr
    return re.findall(r'^\{"id": "([a-z0-9]+-\d+)"', done.stdout, re.MULTILINE)


def _judge(
    folder: Path, before: list[str], done: "subprocess.CompletedProcess[str]", command: Command
) -> str | None:
    """Say what does not hold after a fault; None where all does."""
    try:
        after = _list_entries(folder)
    except AssertionError as error:
        return f"the ledger cannot be read any more: {error}"
    said, new = done.stderr, after[len(before) :]
    claims = {one for found in _CLAIM.findall(said) for one in found if one}
    evidence = folder / "evidence"
    copies = list(evidence.glob("[!.]*")) if evidence.is_dir() else []
    silent = done.returncode in {1, 130} and not any(one in said for one in (*_NO, *_TOLD))
    killed = done.returncode == -signal.SIGKILL
    asked = [one for one in new if not (command.first and one == after[0])]  # its plan is not
    wrongs = {
        "entries that were acknowledged are lost": after[: len(before)] != before,
        "more was recorded than asked for": len(new) > command.entries,
        "part of it was recorded": command.entries > 1
        and len(asked) not in {0, command.entries - command.first},
        "said to be recorded, and is not there": not claims <= set(after),
        "said that nothing was recorded, and it was": "nothing was recorded" in said
        and bool(asked),
        "failed, and did not say what was recorded": silent,
        "said that all was well, and nothing was recorded": done.returncode == 0 and not asked,
        "a traceback, or a mistake in coopctl": "mistake in coopctl" in said or "Traceback" in said,
        "the copy of a recorded entry is gone": bool(asked) and len(copies) != command.kept,
        "nothing was recorded, and a copy lies about": bool(copies) and not asked and not killed,
    }
    found = next((wrong for wrong, holds in wrongs.items() if holds), None)
    if found is not None:
        return found
    if killed and not asked:
        return _try_again(folder, command, len(copies))
    checked = run(folder, (), ("verify",))
    return None if checked.returncode == 0 else checked.stdout + checked.stderr


def _try_again(folder: Path, command: Command, copies: int) -> str | None:
    """Say what does not hold where a command is given again after a kill; None where it records."""
    last = "" if command.first else _list_entries(folder)[-1]
    done = run(folder, (), [word.replace("{last}", last) for word in command.words])
    if done.returncode != 0:
        return f"killed, with {copies} copies, and not to be done again: {done.stderr}"
    checked = run(folder, (), ("verify",))
    return None if checked.returncode == 0 else checked.stdout + checked.stderr


def _try_command(place: Path, name: str, every: int) -> bool:
    """Try a command's points; print how many were tried, survived and lost. Return whether none was."""
    command = COMMANDS[name]
    workspace = make_workspace(place / name / "work", command)
    tried: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    calls = list_calls(workspace, command)
    for call, number in calls[::every]:
        for fault in FAULTS:
            point = Point(call, number, fault)
            outcome = try_point(workspace, point, command)
            tried[fault] += 1
            if outcome.wrong is not None:
                lost[fault] += 1
                print(name, point, outcome, sep="\n  ", flush=True)  # noqa: T201
    for fault, count in tried.items():
        survived = count - lost[fault]
        print(  # noqa: T201
            f"{name}: {fault}: {count} tried of {len(calls)}, {survived} survived, {lost[fault]} lost",
            flush=True,
        )
    return not lost


def main() -> int:
    """Try the points of the commands that are named, or of all."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("names", nargs="*", choices=[*COMMANDS, []], default=[])
    parser.add_argument("--every", type=int, default=1, help="take every n-th point")
    words = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        fine = [_try_command(Path(place), one, words.every) for one in words.names or COMMANDS]
    return 0 if all(fine) else 1


if __name__ == "__main__":
    sys.exit(main())
