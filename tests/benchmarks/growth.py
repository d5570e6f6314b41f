"""What every reading command and every export of everything takes of time and memory as the ledger grows.

`uv run --group test python -m tests.benchmarks.growth FOLDER` makes a workspace of 500 plans of 20 items
with 10,000,000 entries in FOLDER (9 GB, about half an hour; `--entries` makes it smaller), unless it
is there, and prints seconds and peak memory of each command beside what they may be.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.measuring import clean_environment, run
from tests.benchmarks.workspaces import coopctl, make_large

PLANS, ITEMS = 500, 20
MEMORY = 150  # MB, whatever is asked


class Case(NamedTuple):
    """A command, and the seconds that it may take; None where only its memory is bounded."""

    words: tuple[str, ...]
    seconds: float | None = None


_ONE = "plan-0250"
CASES = (
    Case(("status", _ONE)),
    Case(("due", _ONE)),
    Case(("search", "danh mục", "--plan", _ONE)),
    Case(("add-update", f"{_ONE}:1.1", "in_progress")),
    Case(("status",), 5),
    Case(("status", "--json"), 5),
    Case(("due",), 5),
    Case(("due", "--json"), 5),
    Case(("agenda",), 5),
    Case(("agenda", "--json"), 5),
    Case(("log", "--limit", "20"), 5),
    Case(("search", "danh mục")),
    Case(("evidence",)),
    Case(("evidence", "--missing")),
    Case(("evidence", "--json")),
    Case(("export", "csv", "updates")),
    Case(("export", "csv", "evidence")),
    Case(("export", "csv", "actions")),
    Case(("export", "json")),
    Case(("export", "ics")),
)


def measure(workspace: Path, case: Case) -> bool:
    """Run a command once before it is timed once; print what it took; tell whether that is within bounds."""
    command, environ = coopctl(workspace, *case.words), clean_environment()
    if case.seconds is not None:
        run(command, environ)
    taken = run(command, environ)
    within = taken.megabytes <= MEMORY and taken.seconds <= (case.seconds or float("inf"))
    limit = f"limit {case.seconds:.0f} s" if case.seconds else ""
    print(  # noqa: T201
        f"{' '.join(case.words):<40} {taken.seconds:8.2f} s {taken.megabytes:6.0f} MB"
        f"  {limit:<10} {'' if within else 'OVER'}",
        flush=True,
    )
    return within


def main(arguments: Sequence[str] | None = None) -> None:
    """Make the ledger where it is not there, and measure; exit with 1 where something is over its bound."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--entries", type=int, default=10_000_000)
    options = parser.parse_args(arguments)
    workspace = options.folder / "large"
    if not (workspace / "coopctl.db").exists():
        options.folder.mkdir(parents=True, exist_ok=True)
        make_large(options.folder, PLANS, ITEMS, options.entries)
    over = [case for case in CASES if not measure(workspace, case)]
    sys.exit(1 if over else 0)


if __name__ == "__main__":
    main()
