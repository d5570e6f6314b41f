"""How fast the main job is, as ratios against a floor that is taken in the same run, pair by pair.

Run with `uv run python -m tests.benchmarks.benchmark` (about ten minutes); `--quick` takes a tenth
of the entries. Every figure is the median over the pairs; times are of whole processes.
"""

import argparse
import csv
import os
import pickle
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from coopctl.domain.corrections import ALWAYS
from coopctl.ledger import standings
from coopctl.ledger.journal import COLUMNS, INSERT
from tests.benchmarks.generator import fill_ledger, write_plans, write_updates
from tests.workbooks import read

SHIPPED = Path(__file__).parents[2] / "plans"
START_UP = "import typer, rich.table, rich.console, sqlite3"
AS_OF = "2026-06-30"
_FLOOR = """
import csv, sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
writer = csv.writer(sys.stdout)
values = dict(plan=None, area=None, item=None, timezone="Asia/Ho_Chi_Minh", as_of={as_of!r}, known_at={known_at!r})
for query in {queries!r}:
    writer.writerows(connection.execute(query, values))
"""
# The same command line, on the day before the first generated entry.
_BEGUN = """
import sys
from datetime import UTC, datetime
from coopctl.cli import clock, main
clock.now = lambda: datetime(2024, 9, 18, tzinfo=UTC)
sys.exit(main(sys.argv[1:]))
"""
# Every page looked at by SQLite, every row read, encoded and hashed: the least that a check takes.
_HASHED = """
import hashlib, json, sqlite3, sys
encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
connection = sqlite3.connect(sys.argv[1])
if connection.execute("pragma integrity_check").fetchone() != ("ok",):
    sys.exit(1)
for row in connection.execute("select {columns} from journal order by replica, seq"):
    if hashlib.sha256(encode(row[:-1]).encode()).hexdigest() != row[-1]:
        sys.exit(1)
"""
# The cells of a workbook, which `keep_cells` kept, written by XlsxWriter alone.
_WORKBOOK = """
import pickle, sys
from datetime import date
from xlsxwriter import Workbook
with open(sys.argv[1], "rb") as file:
    sheets = pickle.load(file)
book = Workbook(sys.argv[2])
day = book.add_format({"num_format": "d/m/yyyy"})
for name, rows in sheets.items():
    sheet = book.add_worksheet(name)
    for line, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(line, column, value)
            elif isinstance(value, date):
                sheet.write_datetime(line, column, value, day)
            elif value is not None:
                sheet.write_number(line, column, value)
book.close()
"""

# Both begin with a copy of the same ledger: the table's rows brought in, and the same rows of the
# journal, finished, put into it by `executemany`.
_BROUGHT_IN = """
import shutil, sys
from coopctl.cli import main
shutil.copy({ledger!r}, {copy!r})
sys.exit(main(["--workspace", {workspace!r}, "--ledger", {copy!r}, "--author", "A",
               "import", "updates", {table!r}, "--yes"]))
"""
_PUT_IN = """
import csv, shutil, sqlite3
shutil.copy({ledger!r}, {copy!r})
connection = sqlite3.connect({copy!r}, isolation_level=None)
connection.execute("pragma synchronous = extra")
connection.execute("begin immediate")
with open({rows!r}, newline="", encoding="utf-8") as file:
    connection.executemany({insert!r}, ([cell or None for cell in row[:-2]] + row[-2:] for row in csv.reader(file)))
connection.execute("commit")
"""


class Run(NamedTuple):
    """One process: its wall time in seconds and its peak memory in MB."""

    seconds: float
    megabytes: float


def run(command: Sequence[str], environ: dict[str, str]) -> Run:
    """Run a command with its output thrown away."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    error = process.stderr.read() if process.stderr else b""
    _, code, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = code
    if code != 0:
        sys.exit(f"{' '.join(command)[:200]} failed:\n{error.decode()}")
    return Run(seconds, usage.ru_maxrss / 1024)


def compare(name: str, limit: float, ours: Sequence[str], floor: Sequence[str], pairs: int) -> None:
    """Time both in turn, and print the median of the ratios beside what it should reach."""
    environ = clean_environment()
    run(ours, environ)
    run(floor, environ)
    taken = [(run(ours, environ), run(floor, environ)) for _ in range(pairs)]
    ratios = sorted(ours.seconds / floor.seconds for ours, floor in taken)
    mine = statistics.median(ours.seconds for ours, _ in taken)
    base = statistics.median(floor.seconds for _, floor in taken)
    memory = max(ours.megabytes for ours, _ in taken)
    ratio = statistics.median(ratios)
    print(  # noqa: T201
        f"{name:<44} {ratio:5.2f}  (limit {limit:.2f}, {ratios[0]:.2f}–{ratios[-1]:.2f})  "
        f"{mine * 1000:7.0f} ms / {base * 1000:7.0f} ms  {memory:4.0f} MB",
        flush=True,
    )


def clean_environment() -> dict[str, str]:
    """Return the environment without what slows Python down or steers the program."""
    slow = {"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"}
    return {
        key: value
        for key, value in os.environ.items()
        if key not in slow and not key.startswith("COOPCTL")
    }


def measure_above(name: str, limit: float, ours: Sequence[str], pairs: int) -> None:
    """Time a command in turn with the start-up, and print the median of the differences, in seconds."""
    environ, floor = clean_environment(), [sys.executable, "-c", START_UP]
    run(ours, environ)
    run(floor, environ)
    above = sorted(run(ours, environ).seconds - run(floor, environ).seconds for _ in range(pairs))
    print(  # noqa: T201
        f"{name:<44} {statistics.median(above):5.2f} s  (limit {limit:.2f} s, "
        f"{above[0]:.2f}–{above[-1]:.2f})",
        flush=True,
    )


def measure_page(folder: Path, pairs: int) -> None:
    """Take the figures of the web page: the shipped plan with three years of records."""
    workspace = folder / "years"
    shutil.copytree(SHIPPED, workspace / "plans")
    time.sleep(2.1)
    first = coopctl(workspace, "add-update", "1.1", "in_progress")
    begun = [sys.executable, "-c", _BEGUN, *first[3:]]
    subprocess.run(begun, check=True, capture_output=True)
    fill_ledger(workspace / "coopctl.db", 2000)
    page = folder / "page.html"
    words = coopctl(workspace, "export", "html", "-o", str(page))
    measure_above("(f) export html of 2000 entries above start-up", 0.5, words, pairs)
    print(f"    its size {page.stat().st_size / 1e6:.2f} MB (limit 1.00)", flush=True)  # noqa: T201


def coopctl(workspace: Path, *words: str) -> list[str]:
    """Return the command line of one coopctl command in a workspace."""
    return [sys.executable, "-m", "coopctl", "--workspace", str(workspace), "--author", "A", *words]


def make_small(folder: Path) -> Path:
    """Make a workspace with the shipped plan and one update."""
    workspace = folder / "small"
    shutil.copytree(SHIPPED, workspace / "plans")
    time.sleep(2.1)  # a plan file is trusted by its look only once it has come to rest
    subprocess.run(
        coopctl(workspace, "add-update", "1.1", "in_progress"), check=True, capture_output=True
    )
    subprocess.run(coopctl(workspace, "status"), check=True, capture_output=True)
    return workspace


def make_large(folder: Path, plans: int, items: int, entries: int) -> Path:
    """Make a workspace of generated plans and entries."""
    workspace = folder / "large"
    write_plans(workspace / "plans", plans, items)
    time.sleep(2.1)
    first = coopctl(workspace, "add-update", "plan-0000:1.1", "in_progress")
    begun = [sys.executable, "-c", _BEGUN, *first[3:]]
    subprocess.run(begun, check=True, capture_output=True)
    fill_ledger(workspace / "coopctl.db", entries)
    subprocess.run(coopctl(workspace, "status", "plan-0000"), check=True, capture_output=True)
    return workspace


def floor_of(workspace: Path, *queries: str) -> list[str]:
    """Return a plain sqlite3 and csv program that makes the same queries."""
    script = _FLOOR.format(as_of=AS_OF, known_at=ALWAYS, queries=list(queries))
    return [sys.executable, "-c", script, str(workspace / "coopctl.db")]


def compare_sizes(
    name: str, limit: float, large: Path, small: Path, words: Sequence[str], pairs: int
) -> None:
    """Time a command for one plan of the large workspace against the same in the small one."""
    plan: tuple[str, ...] = ("--plan", "plan-0250") if words[0] == "search" else ("plan-0250",)
    if words[:2] == ("status", "--compare"):
        plan = ()  # the closed period names its plan
    compare(name, limit, coopctl(large, *words, *plan), coopctl(small, *words), pairs)


def close_period(workspace: Path, *words: str) -> None:
    """Close a period, and record one thing more, so that there is something to compare."""
    for argv in (("close-period", "P", "--as-of", "30/6/2025", "--yes", *words[:2]), words[2:]):
        subprocess.run(coopctl(workspace, *argv), check=True, capture_output=True)


def compare_answers(large: Path, small: Path, pairs: int) -> None:
    """Take the figures of what asks about one plan, and of a search through all of them."""
    update = ("in_progress", "--on", "1/6/2025", "--result", "x")
    close_period(large, "--plan", "plan-0250", "add-update", "plan-0250:1.1", *update)
    plan = next(iter(sorted(path.stem for path in (small / "plans").glob("*.yaml"))))
    close_period(small, "--plan", plan, "add-update", "1.1", *update)
    for words in (("due",), ("agenda",), ("search", "nguồn", "gen"), ("status", "--compare", "P")):
        name = f"(d) {' '.join(words[:2])}, large / small"
        compare_sizes(name, 1.3, large, small, words, pairs)
    start_up = [sys.executable, "-c", START_UP]
    compare(
        "(d) search through all / start-up", 3.7, coopctl(large, "search", "nguồn", "gen"), start_up,
        pairs,
    )  # fmt: skip


def compare_workbook(folder: Path, pairs: int) -> None:
    """Take the figure of a workbook of 10,000 items, with an update of each and a tenth more."""
    workspace = make_large(folder / "office", 500, 20, 11_000)
    file, kept = folder / "a.xlsx", folder / "cells"
    ours = coopctl(workspace, "export", "xlsx", "-o", str(file))
    subprocess.run(ours, check=True, capture_output=True)
    kept.write_bytes(pickle.dumps(read(file)))
    plain = [sys.executable, "-c", _WORKBOOK, str(kept), str(folder / "b.xlsx")]
    compare("(f) export xlsx of 10,000 items / XlsxWriter", 1.5, ours, plain, pairs)


def compare_import(folder: Path, rows: int, pairs: int) -> None:
    """Take the figure of a table of updates that is brought in, as it is recorded in the end."""
    workspace = folder / "import"
    write_plans(workspace / "plans", 50, 20)
    time.sleep(2.1)
    subprocess.run(
        coopctl(workspace, "add-update", "plan-0000:1.1", "in_progress"), check=True,
        capture_output=True,
    )  # fmt: skip
    names = ("coopctl.db", "copy.db", "updates.csv", "rows.csv")
    ledger, copy, table, finished = (str(workspace / name) for name in names)
    write_updates(Path(table), 50, 20, rows)
    ours = _BROUGHT_IN.format(workspace=str(workspace), ledger=ledger, copy=copy, table=table)
    subprocess.run([sys.executable, "-c", ours], check=True, capture_output=True)
    with (
        closing(sqlite3.connect(copy)) as made,
        Path(finished).open("w", newline="", encoding="utf-8") as file,
    ):
        query = f"select {COLUMNS} from journal where seq > 51 order by place"
        csv.writer(file).writerows(made.execute(query))
    floor = _PUT_IN.format(ledger=ledger, copy=copy, rows=finished, insert=INSERT)
    compare(
        f"(f) import updates of {rows} / executemany", 3.0,
        [sys.executable, "-c", ours], [sys.executable, "-c", floor], pairs,
    )  # fmt: skip


def main() -> None:
    """Build both workspaces and print every ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the entries")
    parser.add_argument("--pairs", type=int, default=9)
    options = parser.parse_args()
    entries = 100_000 if options.quick else 1_000_000
    with tempfile.TemporaryDirectory() as temporary:
        small = make_small(Path(temporary))
        start_up = [sys.executable, "-c", START_UP]
        update = ("add-update", "1.1", "in_progress", "--result", "x")
        pairs = options.pairs
        compare_workbook(Path(temporary), pairs)
        compare("(a) status / start-up", 1.4, coopctl(small, "status"), start_up, pairs)
        compare("(a) add-update / start-up", 1.2, coopctl(small, *update), start_up, pairs)
        measure_page(Path(temporary), pairs)
        print(f"making 500 plans of 20 items and {entries} entries …", flush=True)  # noqa: T201
        large = make_large(Path(temporary), 500, 20, entries)
        one = ("add-update", "plan-0250:1.1", "in_progress", "--result", "x")
        compare(
            "(b) status PLAN, large / small", 1.2,
            coopctl(large, "status", "plan-0250"), coopctl(small, "status"), pairs,
        )  # fmt: skip
        compare(
            "(b) add-update, large / small",
            1.2,
            coopctl(large, *one),
            coopctl(small, *update),
            pairs,
        )
        zone = "in (select id from plans where timezone = :timezone)"
        queries = (
            standings.ITEMS.format(language="en", where=f"i.plan {zone}"),
            standings.ACTIONS.format(where=f"m.plan {zone}"),
        )
        compare(
            "(c) status --json of all / sqlite3 + csv", 2.5,
            coopctl(large, "status", "--json", "--as-of", AS_OF), floor_of(large, *queries), pairs,
        )  # fmt: skip
        table = "select * from updates order by plan, happened_on, recorded_at"
        compare(
            "(c) export csv updates / sqlite3 + csv", 1.6,
            coopctl(large, "export", "csv", "updates"), floor_of(large, table), pairs,
        )  # fmt: skip
        compare_answers(large, small, pairs)
        hashed = [sys.executable, "-c", _HASHED.format(columns=COLUMNS), str(large / "coopctl.db")]
        compare(
            f"(e) verify of {entries} / SQLite's check + every row hashed", 4.0,
            coopctl(large, "verify"), hashed, min(pairs, 3),
        )  # fmt: skip
        compare_import(Path(temporary), entries, min(pairs, 3))


if __name__ == "__main__":
    main()
