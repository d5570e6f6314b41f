"""The workspaces that the benchmark works in, made by the program itself and by the generator."""

import shutil
import subprocess
import sys
import time
from pathlib import Path

from tests.benchmarks.floors import BEGUN
from tests.benchmarks.generator import fill_ledger, write_plans

SHIPPED = Path(__file__).parents[2] / "plans"
_REST = 2.1  # seconds: a plan file is trusted by its look only once it has come to rest


def coopctl(workspace: Path, *words: str) -> list[str]:
    """Return the command line of one coopctl command in a workspace."""
    return [sys.executable, "-m", "coopctl", "--workspace", str(workspace), "--author", "A", *words]


def carry_out(command: list[str]) -> None:
    """Run a command that is not timed."""
    subprocess.run(command, check=True, capture_output=True)


def make_small(folder: Path) -> Path:
    """Make a workspace with the shipped plan and one update."""
    workspace = folder / "small"
    _take_shipped(workspace)
    carry_out(coopctl(workspace, "add-update", "1.1", "in_progress"))
    carry_out(coopctl(workspace, "status"))
    return workspace


def make_years(folder: Path, entries: int) -> Path:
    """Make a workspace with the shipped plan and three years of records."""
    workspace = folder / "years"
    _take_shipped(workspace)
    _begin(workspace, "1.1", entries)
    return workspace


def make_large(folder: Path, plans: int, items: int, entries: int) -> Path:
    """Make a workspace of generated plans and entries."""
    workspace = folder / "large"
    write_plans(workspace / "plans", plans, items)
    time.sleep(_REST)
    _begin(workspace, "plan-0000:1.1", entries)
    carry_out(coopctl(workspace, "status", "plan-0000"))
    return workspace


def make_empty(folder: Path, plans: int, items: int) -> Path:
    """Make a workspace of generated plans with one entry."""
    workspace = folder / "empty"
    write_plans(workspace / "plans", plans, items)
    time.sleep(_REST)
    carry_out(coopctl(workspace, "add-update", "plan-0000:1.1", "in_progress"))
    return workspace


def _take_shipped(workspace: Path) -> None:
    shutil.copytree(SHIPPED, workspace / "plans")
    time.sleep(_REST)


def _begin(workspace: Path, item: str, entries: int) -> None:
    """Record the first entry on the day before the first generated one, and then those."""
    first = coopctl(workspace, "add-update", item, "in_progress")
    carry_out([sys.executable, "-c", BEGUN, *first[3:]])
    fill_ledger(workspace / "coopctl.db", entries)
