"""How fast the main job is, as ratios against a floor that is taken in the same run, pair by pair.

Run with `uv run --group test python -m tests.benchmarks.benchmark` (about fifteen minutes); `--quick` takes a
tenth of the entries, `--only af` the figures (a) and (f). Every figure is the median over the pairs.
"""

import argparse
import csv
import pickle
import sqlite3
import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import cached_property
from pathlib import Path

from coopctl.domain.record.corrections import ALWAYS
from coopctl.ledger.journal.journal import COLUMNS, INSERT
from coopctl.ledger.standing import standings
from tests.benchmarks import floors
from tests.benchmarks.generator import write_updates
from tests.benchmarks.measuring import compare, measure_above, python, show_size
from tests.benchmarks.workspaces import (
    carry_out,
    coopctl,
    make_empty,
    make_large,
    make_small,
    make_years,
)
from tests.helpers.workbooks import read

AS_OF = "2026-06-30"
UPDATE = ("in_progress", "--result", "x")


class Bench:
    """The folder of one run, with the two workspaces that most figures share, made when asked for."""

    def __init__(self, folder: Path, entries: int, pairs: int) -> None:
        self.folder, self.entries, self.pairs = folder, entries, pairs

    @cached_property
    def small(self) -> Path:
        """Return the workspace of the shipped plan with one update."""
        return make_small(self.folder)

    @cached_property
    def large(self) -> Path:
        """Return the workspace of 500 plans of 20 items."""
        print(f"making 500 plans of 20 items and {self.entries} entries …", flush=True)  # noqa: T201
        return make_large(self.folder, 500, 20, self.entries)


def compare_start_up(bench: Bench) -> None:
    """(a) Take the figures of the commands that are typed most, against the libraries' own start."""
    floor = python(floors.START_UP)
    compare("(a) status / start-up", 1.1, coopctl(bench.small, "status"), floor, bench.pairs)
    update = coopctl(bench.small, "add-update", "1.1", *UPDATE)
    compare("(a) add-update / start-up", 1.1, update, floor, bench.pairs)


def compare_sizes(bench: Bench) -> None:
    """(b) Take the figures of one plan among many against the same plan alone."""
    for command, words in (("status", ("status",)), ("add-update", ("add-update", "1.1", *UPDATE))):
        one = ("plan-0250",) if command == "status" else ("plan-0250:1.1", *UPDATE)
        compare(
            f"(b) {command}, large / small", 1.2,
            coopctl(bench.large, command, *one), coopctl(bench.small, *words), bench.pairs,
        )  # fmt: skip


def compare_tables(bench: Bench) -> None:
    """(c) Take the figures of what writes all plans as a table."""
    zone = "in (select id from plans where timezone = :timezone)"
    queries = (
        standings.ITEMS.format(language="en", where=f"i.plan {zone}"),
        standings.ACTIONS.format(where=f"m.plan {zone}"),
    )
    compare(
        "(c) status --json of all / sqlite3 + csv", 2.5,
        coopctl(bench.large, "status", "--json", "--as-of", AS_OF),
        _queried(bench.large, *queries), bench.pairs,
    )  # fmt: skip
    table = "select * from updates order by plan, happened_on, recorded_at"
    compare(
        "(c) export csv updates / sqlite3 + csv", 1.6,
        coopctl(bench.large, "export", "csv", "updates"), _queried(bench.large, table), bench.pairs,
    )  # fmt: skip


def _queried(workspace: Path, *queries: str) -> list[str]:
    """Return a plain sqlite3 and csv program that makes the same queries."""
    script = floors.QUERIED.format(as_of=AS_OF, known_at=ALWAYS, queries=list(queries))
    return python(script, workspace / "coopctl.db")


def compare_answers(bench: Bench) -> None:
    """(d) Take the figures of what asks about one plan, and of a search through all of them."""
    update = ("in_progress", "--on", "1/6/2025", "--result", "x")
    _close_period(bench.large, "plan-0250", "add-update", "plan-0250:1.1", *update)
    plan = next(path.stem for path in sorted((bench.small / "plans").glob("*.yaml")))
    _close_period(bench.small, plan, "add-update", "1.1", *update)
    asked: Sequence[tuple[tuple[str, ...], tuple[str, ...]]] = (
        (("due",), ("plan-0250",)),
        (("agenda",), ("plan-0250",)),
        (("search", "nguồn", "gen"), ("--plan", "plan-0250")),
        (("status", "--compare", "P"), ()),  # the closed period names its plan
    )
    for words, plan_words in asked:
        compare(
            f"(d) {' '.join(words[:2])}, large / small", 1.3,
            coopctl(bench.large, *words, *plan_words), coopctl(bench.small, *words), bench.pairs,
        )  # fmt: skip
    everywhere = coopctl(bench.large, "search", "nguồn", "gen")
    measure_above("(d) search through all above start-up", 0.3, everywhere, bench.pairs)


def _close_period(workspace: Path, plan: str, *more: str) -> None:
    """Close a period, and record one thing more, so that there is something to compare."""
    closing_words = (
        "close-period",
        "P",
        "--as-of",
        "30/6/2025",
        "--from",
        "1/1/2025",
        "--yes",
        "--plan",
        plan,
    )
    carry_out(coopctl(workspace, *closing_words))
    carry_out(coopctl(workspace, *more))


def compare_verify(bench: Bench) -> None:
    """(e) Take the figure of the whole check of the ledger."""
    hashed = python(floors.HASHED.format(columns=COLUMNS), bench.large / "coopctl.db")
    compare(
        f"(e) verify of {bench.entries} / SQLite's check + every row hashed", 4.0,
        coopctl(bench.large, "verify"), hashed, min(bench.pairs, 3),
    )  # fmt: skip


def compare_workbook(bench: Bench) -> None:
    """(f) Take the figure of a workbook of 10,000 items, with an update of each and a tenth more."""
    workspace = make_large(bench.folder / "office", 500, 20, 11_000)
    file, kept = bench.folder / "a.xlsx", bench.folder / "cells"
    ours = coopctl(workspace, "export", "xlsx", "-o", str(file))
    carry_out(ours)
    kept.write_bytes(pickle.dumps(read(file)))
    plain = python(floors.WORKBOOK, kept, bench.folder / "b.xlsx")
    compare("(f) export xlsx of 10,000 items / XlsxWriter", 1.5, ours, plain, bench.pairs)


def measure_page(bench: Bench) -> None:
    """(g) Take the figures of the web page: the shipped plan with three years of records."""
    workspace, page = make_years(bench.folder, 2000), bench.folder / "page.html"
    words = coopctl(workspace, "export", "html", "-o", str(page))
    measure_above("(g) export html of 2000 entries above start-up", 0.5, words, bench.pairs)
    show_size(page, 1.0)


def compare_import(bench: Bench) -> None:
    """(h) Take the figure of a table of updates that is brought in, as it is recorded in the end."""
    workspace = make_empty(bench.folder, 50, 20)
    names = ("coopctl.db", "copy.db", "updates.csv", "rows.csv")
    ledger, copy, table, finished = (str(workspace / name) for name in names)
    write_updates(Path(table), 50, 20, bench.entries)
    ours = floors.BROUGHT_IN.format(workspace=str(workspace), ledger=ledger, copy=copy, table=table)
    carry_out(python(ours))
    with (
        closing(sqlite3.connect(copy)) as made,
        Path(finished).open("w", newline="", encoding="utf-8") as file,
    ):
        query = f"select {COLUMNS} from journal where seq > 51 order by place"
        csv.writer(file).writerows(made.execute(query))
    floor = floors.PUT_IN.format(ledger=ledger, copy=copy, rows=finished, insert=INSERT)
    compare(
        f"(h) import updates of {bench.entries} / executemany", 3.0,
        python(ours), python(floor), min(bench.pairs, 3),
    )  # fmt: skip


FIGURES: dict[str, Callable[[Bench], None]] = {
    "a": compare_start_up,
    "b": compare_sizes,
    "c": compare_tables,
    "d": compare_answers,
    "e": compare_verify,
    "f": compare_workbook,
    "g": measure_page,
    "h": compare_import,
}


def main() -> None:
    """Take the figures that are asked for, all of them if none is, and print every one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the entries")
    parser.add_argument("--pairs", type=int, default=9)
    parser.add_argument("--only", default="".join(FIGURES), help="letters of figures")
    options = parser.parse_args()
    entries = 100_000 if options.quick else 1_000_000
    with tempfile.TemporaryDirectory() as temporary:
        bench = Bench(Path(temporary), entries, options.pairs)
        for letter in options.only:
            FIGURES[letter](bench)


if __name__ == "__main__":
    main()
