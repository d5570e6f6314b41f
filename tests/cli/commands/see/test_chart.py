"""`chart`: a plan month by month."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from coopctl.services.workspace import clock
from tests.conftest import PLAN, Runner
from tests.helpers.printed import read_json
from tests.helpers.story import entries, replace, tell


def months(coopctl: Runner, *words: str) -> list[dict[str, Any]]:
    result = coopctl("chart", "--json", *words)
    assert result.code == 0, result.err
    document = read_json(result.out)
    assert document["format"] == "coopctl-chart/1"
    found: list[dict[str, Any]] = document["months"]
    return found


def counted(coopctl: Runner, name: str, *words: str) -> dict[str, int]:
    """Return one number of the months that have any."""
    return {month["month"]: month[name] for month in months(coopctl, *words) if month[name]}


def test_the_picture(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    result = coopctl("chart", "--since", "3/2026")
    assert (result.code, result.err) == (0, "")
    head, picture, legend = result.out.split("\n\n")
    assert head.endswith("as of 30/6/2026")
    assert picture.splitlines() == [
        "         Entries                Items completed        Overdue at the end",
        " 3/2026  ·                      ·                      ·",
        " 4/2026  ·                      ·                      1 ▲",
        " 5/2026  ·                      1 █                    1 ▲",
        " 6/2026  1 █                    ·                      1 ▲",
        "  Total  1                      1",
    ]
    assert legend == "█ updates   ▓ meetings   ░ outcomes\n"


def test_entries_by_kind_in_the_month_that_they_happened(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    assert counted(coopctl, "entries") == {"2024-09": 1, "2025-02": 1, "2025-03": 1, "2026-06": 1}
    assert counted(coopctl, "meetings") == {"2024-09": 1}
    assert counted(coopctl, "outcomes") == {"2025-02": 1}
    assert counted(coopctl, "updates") == {"2025-03": 1, "2026-06": 1}
    assert counted(coopctl, "completed") == {"2026-05": 1}


def test_overdue_is_what_the_dashboard_said_on_each_last_day(
    workspace: Path, coopctl: Runner
) -> None:
    tell(coopctl)
    for words in (
        ("3.10", "suspended", "--on", "1/2/2025"),
        ("3.10", "in_progress", "--on", "2/6/2026"),
        ("1.2", "cancelled", "--on", "5/5/2025"),
    ):
        assert coopctl("add-update", *words).code == 0
    found = months(coopctl, "--as-of", "31/12/2027")
    assert max(month["overdue"] for month in found) == 2
    for month in found:
        said = read_json(coopctl("status", "--json", "--as-of", month["last"]).out)
        assert month["overdue"] == said["summary"]["classes"].get("overdue", 0), month


def test_areas_and_items(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    assert counted(coopctl, "entries", "1") == {"2024-09": 1, "2025-03": 1}
    assert counted(coopctl, "entries", "2.1") == {"2024-09": 1, "2025-02": 1}
    assert counted(coopctl, "completed", "1") == {}
    assert counted(coopctl, "overdue", "3") == {}
    assert set(counted(coopctl, "overdue", "1.1")) == {"2026-04", "2026-05", "2026-06"}
    assert "only 1.1" in coopctl("chart", "1.1").out


def test_the_range(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    first = {words: months(coopctl, *words) for words in (
        (), ("--since", "2025"), ("--since", "19/2/2025", "--until", "Q1/2025"), ("--until", "2/2025"),
        ("--until", "2030"), ("--as-of", "15/3/2025"), ("--since", "hôm nay"),
    )}  # fmt: skip
    assert [(found[0]["first"], found[-1]["last"]) for found in first.values()] == [
        ("2024-08-01", "2026-06-30"), ("2025-01-01", "2026-06-30"), ("2025-02-01", "2025-03-31"),
        ("2024-08-01", "2025-02-28"), ("2024-08-01", "2026-06-30"), ("2024-08-01", "2025-03-15"),
        ("2026-06-01", "2026-06-30"),
    ]  # fmt: skip


def test_a_range_that_is_still_to_come(workspace: Path, coopctl: Runner) -> None:
    assert months(coopctl, "--since", "2030") == []
    result = coopctl("chart", "--since", "2030")
    assert (result.code, "no month of this time has come yet" in result.out) == (0, True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--since", "31/2/2025"), "`--since`: "),
        (("--until", "soon"), "`--until`: `soon` is not a date"),
        (
            ("--since", "2026", "--until", "2024"),
            "`--since`, 1/1/2026, comes after `--until`, 31/12/2024",
        ),
    ],
)
def test_a_range_that_is_none(
    workspace: Path, coopctl: Runner, words: tuple[str, ...], said: str
) -> None:
    result = coopctl("chart", *words)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"error: {said}")
    assert "hint: " in result.err


def test_without_a_ledger(workspace: Path, coopctl: Runner) -> None:
    found = months(coopctl)
    assert (len(found), sum(month["entries"] for month in found)) == (23, 0)
    assert found[-1]["overdue"] == 1
    assert coopctl("chart").code == 0
    assert not (workspace / "coopctl.db").exists()


def test_a_long_time_is_cut_with_a_word(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    result = coopctl("chart", "--as-of", "30/6/2030")
    assert "35 earlier months; `--since` goes further back\n" in result.out
    assert len(months(coopctl, "--as-of", "30/6/2030")) == 36
    assert len(months(coopctl, "--as-of", "30/6/2030", "--since", "2024")) == 78


def test_corrections_and_what_was_known(
    workspace: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = tell(coopctl)
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 7, 5, 5, tzinfo=UTC))
    outcome = next(one for one in entries(coopctl) if one["id"] == story.outcome)
    replace(workspace, outcome | {"happened_on": "2025-04-02"}, title="Lớp")
    assert counted(coopctl, "outcomes") == {"2025-04": 1}
    assert counted(coopctl, "outcomes", "--known-at", "1/7/2026") == {"2025-02": 1}


def test_withdrawn_items_count_nowhere(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    text = PLAN.replace("due: 5/7/2026", "due: 5/7/2026\n        withdrawn: Gộp")
    text = text.replace("due: Q4/2025", "due: Q4/2025\n        withdrawn: Gộp")
    (workspace / "plans" / "test.yaml").write_text(text, "utf-8")
    assert counted(coopctl, "completed") == counted(coopctl, "overdue") == {}


def test_many_entries_are_scaled_to_the_width(workspace: Path, coopctl: Runner) -> None:
    form = (
        "".join(
            f"- {{record: update, item: 1.1, status: in_progress, on: {1 + n % 28}/5/2026}}\n"
            for n in range(150)
        )
        + "- {record: outcome, item: 1.1, title: x, on: 1/5/2026}\n"
    )
    assert coopctl("add-update", "--from", "-", stdin=form).code == 0
    coopctl("add-update", "1.1", "in_progress", "--on", "1/6/2026")
    lines = (
        coopctl("chart", "--since", "5/2026", env={"COLUMNS": "80"})
        .out.split("\n\n")[1]
        .splitlines()
    )
    assert lines[1].startswith(" 5/2026  151 █████████████████  · ")
    assert lines[2].startswith(" 6/2026    1 █                  · ")


def test_a_meeting_taken_back_takes_what_was_recorded_of_its_actions_along(
    workspace: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = tell(coopctl)
    action = ("add-update", story.action, "in_progress", "--on", "5/10/2024")
    assert coopctl(*action).code == 0
    assert counted(coopctl, "updates")["2024-10"] == 1
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 7, 2, tzinfo=UTC))
    assert coopctl("retract", story.meeting, "--reason", "nhầm", "--yes").code == 0
    assert counted(coopctl, "entries") == {"2025-02": 1, "2025-03": 1, "2026-06": 1}
    assert counted(coopctl, "updates", "--known-at", "30/6/2026")["2024-10"] == 1
