"""Every call that changes a file, interrupted, failed or killed: what is said is what the ledger says.

`uv run python -m tests.ledger.points` tries all points of all faults and counts; the gate tries a sample. Needs
`strace`, which lets a signal come, or an error, at the n-th call of a kind.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
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
WORDS = ("add-update", "1.1", "in_progress", "--on", "1/6/2026", "--evidence", FILE)
_CALL = re.compile(r"^(?:\[pid +\d+\] |\d+ +)?(\w+)\(")
_NO = ("nothing was recorded", "whether")


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


def make_workspace(folder: Path) -> Path:
    """Make a workspace with one record in its ledger and a file to be kept."""
    (folder / "plans").mkdir(parents=True)
    (folder / "plans" / "test.yaml").write_text(PLAN, "utf-8")
    (folder / FILE).write_bytes(b"%PDF " + b"x" * 5000)
    done = _run(folder, (), ("add-update", "1.2", "in_progress", "--on", "1/6/2026"))
    assert done.returncode == 0, done.stderr
    return folder


def _run(
    folder: Path, tracer: Sequence[str], words: Sequence[str]
) -> "subprocess.CompletedProcess[str]":
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


def list_calls(workspace: Path, words: Sequence[str] = WORDS) -> list[tuple[str, int]]:
    """Return the calls that a command makes, each with its number among those of its kind."""
    with _copied(workspace) as folder:
        trace = folder.parent / "trace"
        tracer = ("strace", "-f", "-qq", "-o", str(trace), "-e", f"trace={','.join(CALLS)}")
        done = _run(folder, tracer, words)
        assert done.returncode == 0, done.stderr
        names = (_CALL.match(line) for line in trace.read_text("utf-8", "replace").splitlines())
        count: Counter[str] = Counter()
        found = []
        for name in names:
            if name is not None and name[1] in CALLS:
                count[name[1]] += 1
                found.append((name[1], count[name[1]]))
        return found


class _copied:  # noqa: N801  (used as a function)
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


def try_point(workspace: Path, point: Point, words: Sequence[str] = WORDS) -> Outcome:
    """Run a command with a fault at a point, and hold what it said against the ledger."""
    with _copied(workspace) as folder:
        inject = f"inject={point.call}:{FAULTS[point.fault]}:when={point.number}"
        tracer = (
            "strace",
            "-f",
            "-qq",
            "-o",
            os.devnull,
            "-e",
            f"trace={point.call}",
            "-e",
            inject,
        )
        before = _list_entries(folder)
        done = _run(folder, tracer, words)
        return Outcome(done.returncode, done.stderr, _judge(folder, before, done))


def _list_entries(folder: Path) -> list[str]:
    done = _run(folder, (), ("export", "json"))
    assert done.returncode == 0, done.stderr
    found = re.findall(r'^\{"id": "([a-z0-9]+-\d+)"', done.stdout, re.MULTILINE)
    assert len(found) > 1, done.stdout  # the plan, and the record that was there before
    return found


def _judge(folder: Path, before: list[str], done: "subprocess.CompletedProcess[str]") -> str | None:
    """Say what does not hold after a fault; None where all does."""
    after, said = _list_entries(folder), done.stderr
    new = after[len(before) :]
    claims = re.findall(r"recorded `([a-z0-9]+-\d+)`|`([a-z0-9]+-\d+)` was recorded", said)
    copies = list((folder / "evidence").glob("[!.]*")) if (folder / "evidence").is_dir() else []
    silent = done.returncode in {1, 130} and not any(one in said for one in (*_NO, "was recorded"))
    killed = done.returncode == -signal.SIGKILL
    wrongs = {
        "entries that were acknowledged are lost": after[: len(before)] != before,
        "more was recorded than asked for": len(new) > 1,
        "said to be recorded, and is not there": any(
            one not in after for pair in claims for one in pair if one
        ),
        "said that nothing was recorded, and it was": "nothing was recorded" in said and bool(new),
        "failed, and did not say what was recorded": silent,
        "a traceback, or a mistake in coopctl": "mistake in coopctl" in said or "Traceback" in said,
        "the copy of a recorded entry is gone": bool(new) and len(copies) != 1,
        "nothing was recorded, and a copy lies about": bool(copies) and not new and not killed,
    }
    found = next((wrong for wrong, holds in wrongs.items() if holds), None)
    if found is not None or (killed and copies and not new):
        return found
    checked = _run(folder, (), ("verify",))
    return None if checked.returncode == 0 else checked.stdout + checked.stderr


def list_points(workspace: Path, faults: Sequence[str] = tuple(FAULTS)) -> Iterator[Point]:
    """Yield every point of a command's calls with every fault."""
    for call, number in list_calls(workspace):
        for fault in faults:
            yield Point(call, number, fault)


def main() -> int:
    """Try every point; print how many were tried, survived and lost."""
    with tempfile.TemporaryDirectory() as place:
        workspace = make_workspace(Path(place) / "work")
        tried: Counter[str] = Counter()
        lost: Counter[str] = Counter()
        for point in list_points(workspace):
            outcome = try_point(workspace, point)
            tried[point.fault] += 1
            if outcome.wrong is not None:
                lost[point.fault] += 1
                print(point, outcome, sep="\n  ")  # noqa: T201
    for fault, count in tried.items():
        print(f"{fault}: {count} tried, {count - lost[fault]} survived, {lost[fault]} lost")  # noqa: T201
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
