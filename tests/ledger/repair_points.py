"""`verify --repair` at every call that changes a file, interrupted, failed or killed: the next run finishes it.

`uv run python -m tests.ledger.repair_points` tries all points and counts; `--every 3` takes every third; the gate
tries a sample. Needs `strace`, as `tests.ledger.points`.
"""

import argparse
import os
import sqlite3
import sys
import tempfile
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from tests.ledger.points import (
    FAULTS,
    Command,
    Outcome,
    Point,
    copied,
    list_calls,
    make_workspace,
    run,
)

if TYPE_CHECKING:
    import subprocess

REPAIR = Command(("verify", "--repair"), entries=0, kept=0)
_ALTERED = """
update items set due = 'someday';
create trigger sly after insert on journal begin delete from late; end;
"""
_ROWS = "select * from journal order by place"
_SLY = "select 1 from sqlite_schema where name = 'sly'"


def make_altered(folder: Path) -> Path:
    """Make a workspace whose ledger somebody altered, but for its entries."""
    workspace = make_workspace(folder)
    with closing(sqlite3.connect(workspace / "coopctl.db")) as connection:
        connection.executescript(_ALTERED)
    return workspace


def list_rows(ledger: Path) -> list[tuple[object, ...]]:
    """Return the entries as they stand in the file."""
    with closing(sqlite3.connect(ledger)) as connection:
        return connection.execute(_ROWS).fetchall()


def try_point(workspace: Path, point: Point) -> Outcome:
    """Repair with a fault at a point, and say what does not hold."""
    before = list_rows(workspace / "coopctl.db")
    with copied(workspace) as folder:
        inject = f"inject={point.call}:{FAULTS[point.fault]}:when={point.number}"
        trace = ("-f", "-qq", "-o", os.devnull, "-e", f"trace={point.call}", "-e", inject)
        done = run(folder, ("strace", *trace), REPAIR.words)
        return Outcome(done.returncode, done.stderr, _judge(folder, before, done))


def _judge(
    folder: Path, before: list[tuple[object, ...]], done: "subprocess.CompletedProcess[str]"
) -> str | None:
    """Say what does not hold after a fault; None where all does."""
    if "mistake in coopctl" in done.stderr or "Traceback" in done.stderr:
        return "a traceback, or a mistake in coopctl"
    if done.returncode == 1 and not done.stderr:
        return "it failed without a word"
    if list_rows(folder / "coopctl.db") != before:
        return "entries are lost"
    if any(_is_hollow(copy, before) for copy in _list_copies(folder)):
        return "a copy that is not whole has the name of one"
    return _finish(folder, before)


def _finish(folder: Path, before: list[tuple[object, ...]]) -> str | None:
    """Say what does not hold where the repair is called again; None where all does."""
    again = run(folder, (), REPAIR.words)
    if again.returncode != 0:
        return f"not to be finished: {again.stdout + again.stderr}"
    if list_rows(folder / "coopctl.db") != before:
        return "entries are lost by finishing it"
    if not any(map(_is_altered, _list_copies(folder))):
        return "the ledger as it was is gone"
    status = run(folder, (), ("status",))
    return None if status.returncode == 0 else status.stderr


def _list_copies(folder: Path) -> list[Path]:
    return list(folder.glob("coopctl.db.before-repair*"))


def _is_hollow(copy: Path, before: list[tuple[object, ...]]) -> bool:
    try:
        return list_rows(copy) != before
    except sqlite3.Error:
        return True


def _is_altered(copy: Path) -> bool:
    with closing(sqlite3.connect(copy)) as connection:
        return connection.execute(_SLY).fetchone() is not None


def main() -> int:
    """Try the points; print how many were tried, survived and lost."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--every", type=int, default=1, help="take every n-th point")
    every = parser.parse_args().every
    tried, lost = Counter[str](), Counter[str]()
    with tempfile.TemporaryDirectory() as place:
        workspace = make_altered(Path(place) / "work")
        calls = list_calls(workspace, REPAIR)
        for call, number in calls[::every]:
            for fault in FAULTS:
                outcome = try_point(workspace, Point(call, number, fault))
                tried[fault] += 1
                if outcome.wrong is not None:
                    lost[fault] += 1
                    print(call, number, fault, outcome, flush=True)  # noqa: T201
    for fault, count in tried.items():
        survived = count - lost[fault]
        print(f"{fault}: {count} tried of {len(calls)}, {survived} survived, {lost[fault]} lost")  # noqa: T201
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
