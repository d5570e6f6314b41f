"""What is due beside items and actions: reports, time limits of S&T tasks, somebody's word."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from coopctl.services.workspace import clock
from tests.conftest import PLAN, TODAY, Runner
from tests.helpers.printed import read_json
from tests.helpers.recorded import last
from tests.helpers.tasks import WITH_TASKS

ISSUED = PLAN.replace("  date: 17/9/2024\n", "  date: 17/9/2024\n  issued_by: hoa-binh\n")


def due(coopctl: Runner, *words: str) -> list[dict[str, Any]]:
    result = coopctl("due", "--json", *words)
    assert result.code == 0, result.err
    return list(read_json(result.out)["rows"])


def of_kind(coopctl: Runner, kind: str, *words: str) -> list[dict[str, Any]]:
    return [row for row in due(coopctl, *words) if row["kind"] == kind]


def write(workspace: Path, text: str) -> None:
    (workspace / "plans" / "test.yaml").write_text(text, "utf-8")


def test_a_report_to_send_is_its_issuers(coopctl: Runner, workspace: Path) -> None:
    write(workspace, ISSUED)
    (row,) = of_kind(coopctl, "report", "--as-of", "1/6/2026")
    assert (row["id"], row["parties"], row["due"]) == ("test", "hoa-binh", "2026-06-16")
    assert row["note"] == "15/12/2025 – 14/6/2026"
    assert of_kind(coopctl, "report", "--as-of", "1/6/2026", "--party", "hung-yen") == []


def test_of_a_report_the_issuer_is_missed(coopctl: Runner, workspace: Path) -> None:
    assert (
        "Report · due 16/6/2026 · issuer not stated\n" in coopctl("due", "--as-of", "1/6/2026").out
    )


def test_a_closed_period_is_a_report_that_was_made(coopctl: Runner, workspace: Path) -> None:
    write(workspace, ISSUED)
    assert of_kind(coopctl, "report", "--as-of", "30/6/2026") == []  # nobody closes periods here
    close = ("close-period", "năm 2025", "--as-of", "14/12/2025", "--yes")
    assert coopctl(*close).code == 0
    (late,) = of_kind(coopctl, "report", "--as-of", "30/6/2026")
    assert (late["due"], late["days"], late["group"]) == ("2026-06-16", -14, "overdue")
    assert coopctl("close-period", "6 tháng 2026", "--as-of", "14/6/2026", "--yes").code == 0
    assert of_kind(coopctl, "report", "--as-of", "30/6/2026") == []
    assert of_kind(coopctl, "report", "--as-of", "1/12/2026")[0]["due"] == "2026-12-16"


def test_a_plan_that_owes_no_reports(coopctl: Runner, workspace: Path) -> None:
    write(
        workspace,
        ISSUED.replace("issued_by: hoa-binh\n", "issued_by: hoa-binh\n  reporting: none\n"),
    )
    assert of_kind(coopctl, "report", "--as-of", "1/6/2026") == []


def test_a_running_time_limit(coopctl: Runner, workspace: Path) -> None:
    write(workspace, WITH_TASKS)
    stage = ("add-update", "4.1", "--stage", "implementing", "--on", "1/3/2026", "--reason", "x")
    assert coopctl(*stage).code == 0
    clocks = of_kind(coopctl, "clock", "--within", "3m")
    assert ("4.1", "2026-09-01", "hoa-binh") in [
        (row["id"], row["due"], row["parties"]) for row in clocks
    ]
    assert any(row["title"].startswith("Progress report: ") for row in clocks)


def test_what_awaits_the_other_sides_word(coopctl: Runner, workspace: Path) -> None:
    awaiting = ("add-update", "2.2", "awaiting_confirmation", "--office", "hung-yen")
    assert coopctl(*awaiting).code == 0
    (row,) = of_kind(coopctl, "confirmation")
    assert (row["parties"], row["due"], row["group"]) == ("hoa-binh", None, "undated")
    entry = row["id"]
    assert coopctl("show", entry).code == 0
    assert of_kind(coopctl, "confirmation", "--party", "hung-yen") == []
    assert coopctl("confirm", entry, "--office", "hoa-binh").code == 0


@pytest.mark.parametrize("disputed", [False, True])
def test_an_action_that_is_open_is_listed_once(
    coopctl: Runner, workspace: Path, disputed: bool
) -> None:
    meeting = ("add-meeting", "--on", "1/6/2026", "--title", "Họp", "--action", "hoa-binh: gửi")
    assert coopctl(*meeting).code == 0
    action = f"{last(workspace).id}/1"
    status = "in_progress" if disputed else "awaiting_confirmation"
    assert coopctl("add-update", action, status, "--office", "hoa-binh").code == 0
    if disputed:
        words = ("dispute", action, "--reason", "thiếu", "--office", "hung-yen")
        assert coopctl(*words).code == 0
    (row,) = [row for row in due(coopctl) if row["group"] == "undated"]
    whose = "hoa-binh" if disputed else "hung-yen"
    assert (row["kind"], row["id"], row["parties"]) == ("action", action, whose)


def test_a_dispute_of_what_is_closed_is_the_recorders_move(
    coopctl: Runner, workspace: Path
) -> None:
    done = ("add-update", "3.1", "completed", "--completed-on", "1/6/2026", "--office", "hoa-binh")
    assert coopctl(*done).code == 0
    assert of_kind(coopctl, "confirmation") == []
    assert coopctl("dispute", "3.1", "--reason", "thiếu", "--office", "hung-yen").code == 0
    (row,) = of_kind(coopctl, "confirmation")
    assert row["parties"] == "hoa-binh"


def test_the_day_is_the_plans_own(coopctl: Runner, workspace: Path) -> None:
    write(workspace, ISSUED)
    assert clock.today(None).isoformat() == "2026-06-30"
    assert of_kind(coopctl, "report", "--within", "6m")[0]["days"] == 169


def test_a_closing_counts_from_when_it_was_recorded(
    coopctl: Runner, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(workspace, ISSUED)
    assert coopctl("close-period", "năm 2025", "--as-of", "14/12/2025", "--yes").code == 0
    monkeypatch.setattr(clock, "now", lambda: TODAY + timedelta(days=2))
    assert coopctl("close-period", "6 tháng 2026", "--as-of", "14/6/2026", "--yes").code == 0
    assert of_kind(coopctl, "report") == []
    (then,) = of_kind(coopctl, "report", "--known-at", "1/7/2026")
    assert then["due"] == "2026-06-16"
    (then,) = of_kind(coopctl, "report", "--period", "6 tháng 2026")
    assert (then["due"], then["days"]) == ("2026-06-16", 2)
    monkeypatch.setattr(clock, "now", lambda: TODAY + timedelta(days=3))
    label = last(workspace).id.partition("-")[0]
    assert coopctl("retract", f"{label}-2", "--reason", "nhầm", "--yes").code == 0
    assert of_kind(coopctl, "report", "--period", "6 tháng 2026") == [then]
