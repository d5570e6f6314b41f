"""What `status --json` knows of a plan on a day, and its items counted anew."""

from typing import Any, NamedTuple

from coopctl.output.screen.marks import MARKS
from tests.conftest import Runner
from tests.helpers.printed import read_json

Row = dict[str, Any]


class Truth(NamedTuple):
    """What `status --json` and its indicators say, and the months of `chart --json`."""

    summary: dict[str, Any]
    items: list[Row]
    actions: list[Row]
    indicators: list[Row]
    months: list[Row]

    def tables(self) -> dict[str, list[Row]]:
        """Return the rows by the names of their tables."""
        return {"items": self.items, "actions": self.actions, "indicators": self.indicators}

    def area(self, area: str) -> "Counts":
        """Count the items of an area."""
        return count([row for row in self.items if row["area"] == area])


def ask(coopctl: Runner, *asked: str) -> Truth:
    """Ask `status`, `status --indicators` and `chart` for what they know."""
    status, indicators, chart = (
        read_json(coopctl(*command, "--json", *asked).out)
        for command in (("status",), ("status", "--indicators"), ("chart",))
    )
    return Truth(
        status["summary"], status["items"], status["actions"], indicators["indicators"],
        chart["months"],
    )  # fmt: skip


def in_force(coopctl: Runner, asked: tuple[str, ...]) -> list[Row]:
    """Return what is in force of the journal, in the order in which it happened."""
    closed = asked[0] == "--period"
    result = coopctl("export", "json", *(asked if closed else ()))
    assert result.code == 0, result.err
    entries: list[Row] = read_json(result.out)["entries"]
    known = [one for one in entries if closed or one["recorded_at"] < "2026-07-01"]
    gone = {one["replaces"] for one in known}
    return sorted(
        (
            one for one in known
            if one["id"] not in gone and one["kind"] != "retraction" and one["happened_on"] <= "2026-06-30"
        ),
        key=lambda one: (one["happened_on"], one["seq"]),
    )  # fmt: skip


class Counts(NamedTuple):
    """How many items there are and in which class, with both rates (shares of 1, None without any)."""

    total: int
    classes: dict[str, int]
    completed: int
    cancelled: int
    official: float | None
    plain: float | None
    withdrawn: int


def count(rows: list[Row]) -> Counts:
    """Count items anew; what was withdrawn is none, and counted beside them."""
    live = [row for row in rows if row["withdrawn"] is None]
    classes = [row["timeliness"] for row in live]
    done = sum(row["status"] == "completed" for row in live)
    cancelled = sum(row["status"] == "cancelled" for row in live)
    rest = len(live) - cancelled
    due = done + classes.count("overdue")
    return Counts(
        len(live), {code: classes.count(code) for code in MARKS}, done, cancelled,
        done / due if due else None, done / rest if rest else None, len(rows) - len(live),
    )  # fmt: skip
