"""`status --stages` and `show` of an S&T task: the table by stage, and the way drawn."""

import csv
import io
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from tests.conftest import Runner
from tests.helpers.printed import read_json
from tests.helpers.recorded import last
from tests.helpers.tasks import WITH_TASKS, write_tasks

WHY = ("--reason", "Đã xong trước")


@pytest.fixture(autouse=True)
def _tasks(workspace: Path) -> None:
    write_tasks(workspace)


def tell(coopctl: Runner) -> None:
    """Bring both tasks forward, with a difficulty at acceptance."""
    for words in (
        ("4.1", "--stage", "contracted", "--on", "15/1/2025", "--document", "1/HĐ", *WHY),
        ("4.1", "--stage", "implementing", "--on", "1/2/2025"),
        ("4.1", "--stage", "base_accepted", "--on", "1/6/2026", "--grade", "Đạt",
         "--difficulty", "Thiếu phản biện", "--reason", "Không kiểm tra"),
        ("4.2", "--stage", "contracted", "--on", "1/3/2026", "--reason", "Không đề xuất"),
    ):  # fmt: skip
        result = coopctl("add-update", *words)
        assert result.code == 0, result.err


def as_json(coopctl: Runner, *words: str) -> dict[str, Any]:
    result = coopctl("status", "--stages", "--json", *words)
    assert result.code == 0, result.err
    found: dict[str, Any] = read_json(result.out)
    return found


def test_the_table(coopctl: Runner, workspace: Path) -> None:
    tell(coopctl)
    result = coopctl("status", "--stages")
    assert (result.code, result.err) == (0, "")
    assert (
        result.out
        == """\
2 S&T tasks · as of 30/6/2026

  Stage                                      Province  Grassroots
  Contract signed                                   –           1
  Grassroots acceptance                             1           –

Province
  4.1  Provincial task
      Self-evaluated, grassroots acceptance since 1/6/2026 · Passed · Phú Thọ
      ▒ Acceptance dossier: 30 days left · due 30/7/2026
      Difficulty (1/6/2026): Thiếu phản biện

Grassroots
  4.2  Grassroots task
      Approved, task contract signed since 1/3/2026 · Hưng Yên
      ▲ Progress report: 29 days over · due 1/6/2026

6 items follow no stages and are left out
"""
    )


def test_the_same_rows_as_json(coopctl: Runner, workspace: Path) -> None:
    tell(coopctl)
    found = as_json(coopctl)
    assert found["format"] == "coopctl-stages/1"
    assert (found["as_of"], found["known_at"], found["left_out"]) == ("2026-06-30", None, 6)
    assert found["stages"] == [
        {"stage": "contracted", "grassroots": 1}, {"stage": "base_accepted", "provincial": 1},
    ]  # fmt: skip
    first, second = found["tasks"]
    assert first | {"title": ""} == {
        "plan": "test", "item": "4.1", "title": "", "lead": "hoa-binh", "level": "provincial",
        "pipeline": "provincial-2013", "status": "in_progress", "stage": "base_accepted",
        "stage_name": "Self-evaluated, grassroots acceptance", "since": "2026-06-01",
        "grade": "passed", "document": None, "aside": None, "clock": "acceptance_dossier",
        "clock_name": "Acceptance dossier", "clock_due": "2026-07-30", "clock_days": 30,
        "clock_unconfirmed": False, "difficulty": "Thiếu phản biện", "difficulty_on": "2026-06-01",
    }  # fmt: skip
    assert (second["clock"], second["clock_days"]) == ("progress_report", -29)


def test_narrowed_by_target_party_class_and_day(coopctl: Runner, workspace: Path) -> None:
    tell(coopctl)
    for words, items in (
        (("4.1",), ["4.1"]), (("1",), []), (("4",), ["4.1", "4.2"]), (("--party", "hung-yen"), ["4.2"]),
        (("--timeliness", "in_time"), ["4.2"]), (("test",), ["4.1", "4.2"]),
    ):  # fmt: skip
        assert [task["item"] for task in as_json(coopctl, *words)["tasks"]] == items, words
    early = as_json(coopctl, "--as-of", "20/1/2025")["tasks"]
    assert [(one["item"], one["stage"]) for one in early] == [("4.1", "contracted"), ("4.2", None)]
    assert "only Hưng Yên" in coopctl("status", "--stages", "--party", "hung-yen").out


def test_tasks_without_a_stage_are_counted_as_such(coopctl: Runner, workspace: Path) -> None:
    out = coopctl("status", "--stages").out
    assert "  No stage recorded                                 1           1\n" in out
    assert "  4.1  Provincial task\n      No stage recorded · Not started · Phú Thọ\n" in out
    assert not (workspace / "coopctl.db").exists()


def test_a_workspace_without_tasks(coopctl: Runner, workspace: Path) -> None:
    write_tasks(workspace, WITH_TASKS.split("  - id: 4\n")[0])
    out = coopctl("status", "--stages").out
    assert out.startswith("0 S&T tasks · as of 30/6/2026\n")
    assert "6 items follow no stages and are left out" in out
    assert as_json(coopctl)["tasks"] == []


def test_several_plans(coopctl: Runner, workspace: Path) -> None:
    other = WITH_TASKS.replace("id: test", "id: other\n  timezone: Pacific/Auckland")
    (workspace / "plans" / "other.yaml").write_text(other, "utf-8")
    tasks = as_json(coopctl)["tasks"]
    assert sorted((one["plan"], one["item"]) for one in tasks) == [
        ("other", "4.1"), ("other", "4.2"), ("test", "4.1"), ("test", "4.2"),
    ]  # fmt: skip
    assert "  other:4.1  Provincial task\n" in coopctl("status", "--stages").out


@pytest.mark.parametrize("width", [60, 80, 120, 160])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_it_fits_the_screen(coopctl: Runner, workspace: Path, width: int, lang: str) -> None:
    tell(coopctl)
    for words in (("status", "--stages"), ("show", "4.1"), ("show", "4.2")):
        out = coopctl(*words, lang=lang, env={"COLUMNS": str(width)}).out
        assert max(map(cell_len, out.splitlines())) <= width


def test_show_draws_the_way_and_the_limits(coopctl: Runner, workspace: Path) -> None:
    tell(coopctl)
    out = coopctl("show", "4.1").out
    contract = next(line for line in out.splitlines() if "contract signed" in line)
    assert contract.startswith("  ●   15/1/2025  Approved, contract signed · 1/HĐ · ")
    assert "  –              Budget appraised · skipped\n" in out
    assert "  –              Checked · skipped\n" in out
    assert "  ►    1/6/2026  Self-evaluated, grassroots acceptance · Passed" in out
    assert "  ○              Results recognised\n" in out
    assert "                 Reason: Không kiểm tra\n" in out
    assert (
        "Time limits that run\n"
        "  ▒ Acceptance dossier: 30 days left, due 30/7/2026 (30 days from 30/6/2026)\n"
        "    TT 11/2014, art. 7\n"
    ) in out
    assert "TT 09/2024/TT-BKHCN (not verified)" in " ".join(out.split())


def test_show_says_what_is_not_verified_and_what_the_plan_set(
    coopctl: Runner, workspace: Path
) -> None:
    tell(coopctl)
    out = coopctl("show", "4.2").out
    assert "Proposed · skipped · not verified\n" in out
    assert "  ▲ Progress report: 29 days over, due 1/6/2026 (3 months from 1/3/2026)\n" in out
    assert "    as this plan sets it\n" in out
    assert "Without a limit until the plan sets one under `pipelines`: Acceptance at" in out
    vietnamese = coopctl("show", "4.2", lang="vi").out
    assert "chưa kiểm chứng" in vietnamese
    assert "quá hạn 29 ngày, hạn 1/6/2026" in vietnamese


def test_show_as_json_has_stages_and_limits(coopctl: Runner, workspace: Path) -> None:
    tell(coopctl)
    shown = read_json(coopctl("show", "4.1", "--json").out)
    assert shown["item"]["stage"] == "base_accepted"
    assert [one["stage"] for one in shown["stages"]] == [
        "contracted", "implementing", "base_accepted",
    ]  # fmt: skip
    (clock,) = shown["clocks"]
    assert (clock["clock"], clock["due"], clock["days"]) == ("acceptance_dossier", "2026-07-30", 30)
    assert clock["names"] == {"vi": "Nộp hồ sơ nghiệm thu", "en": "Acceptance dossier"}
    assert shown["task"]["level"] == "provincial"
    assert "stages" not in read_json(coopctl("show", "1.1", "--json").out)


def test_show_of_an_ended_task(coopctl: Runner, workspace: Path) -> None:
    tell(coopctl)
    assert coopctl("add-update", "4.1", "--stage", "terminated", "--on", "20/6/2026").code == 0
    out = coopctl("show", "4.1").out
    assert "  ×   20/6/2026  Terminated" in out
    assert "►" not in out
    assert "Time limits that run" not in out
    assert as_json(coopctl, "4.1")["tasks"][0]["stage"] == "terminated"


def test_the_stage_is_in_status_log_and_csv(coopctl: Runner, workspace: Path) -> None:
    tell(coopctl)
    assert "In progress · Grassroots acceptance" in " ".join(coopctl("status").out.split())
    assert "In progress · Contract signed" in coopctl("log").out
    rows = list(csv.DictReader(io.StringIO(coopctl("export", "csv").out, newline="")))
    assert [row["stage"] for row in rows if row["area"] == "4"] == [
        "base_accepted",
        "contracted",
        "",
    ]
    labelled = coopctl("export", "csv", "updates", "--labels", lang="vi").out
    row = list(csv.DictReader(io.StringIO(labelled, newline="")))[3]
    assert (row["Giai đoạn KH&CN"], row["Xếp loại"]) == ("Nghiệm thu cơ sở", "Đạt")


def test_a_changed_limit_of_the_plan_is_a_changed_plan(coopctl: Runner, workspace: Path) -> None:
    tell(coopctl)
    write_tasks(workspace, WITH_TASKS.replace("3 tháng", "6 tháng"))
    result = coopctl("status", "--stages", "--json")
    assert "the plan `test` changed" in result.err
    assert "of the plan: Rules" in result.err
    clocks = {one["item"]: one["clock_due"] for one in read_json(result.out)["tasks"]}
    assert clocks["4.2"] == "2026-09-01"


def test_no_yaml_is_read_for_the_stages_of_a_known_plan(coopctl: Runner, workspace: Path) -> None:
    from tests.cli.commands.bring_in.test_imports import imported

    tell(coopctl)
    names = imported("status", "--stages", "--json") | imported("show", "4.1", "--json")
    assert not names & {"yaml", "pydantic", "rich", "coopctl.definitions"}


def test_an_unknown_clock_or_pipeline_stops_recording(coopctl: Runner, workspace: Path) -> None:
    write_tasks(workspace, WITH_TASKS.replace("progress_report: 3", "progres_report: 3"))
    result = coopctl("add-update", "4.2", "--stage", "proposed")
    assert result.code == 1
    assert "`grassroots-2025` has no clock `progres_report`" in result.err
    checked = coopctl("check")
    assert checked.code == 1
    assert "hint: one of: progress_report, acceptance, registration" in checked.out + checked.err
    assert not (workspace / "coopctl.db").exists()


def test_text_in_stages_is_data(coopctl: Runner, workspace: Path) -> None:
    words = ("--stage", "proposed", "--document", "[red]=1+1[/red]", "--difficulty", "{0} %s")
    assert coopctl("add-update", "4.1", *words).code == 0
    assert last(workspace).body["document"] == "[red]=1+1[/red]"
    out = coopctl("status", "--stages").out + coopctl("show", "4.1").out
    assert out.count("[red]=1+1[/red]") == 3
    assert "{0} %s" in out


def test_a_closed_period_keeps_which_days_were_off(
    coopctl: Runner, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(coopctl)
    (workspace / "holidays.toml").write_text(
        'off = ["2026-06-01"]\nwork = ["30/5/2026"]\n', "utf-8"
    )
    assert (
        coopctl(
            "close-period", "6 tháng", "--as-of", "25/5/2026", "--from", "1/1/2026", "--yes"
        ).code
        == 0
    )
    asked = [
        (*words, "--period", "6 tháng")
        for words in (
            ("status", "--stages"), ("status", "--stages", "--json"), ("due", "--json"),
            ("show", "4.1"), ("show", "test"),
        )
    ]  # fmt: skip
    before = [coopctl(*words) for words in asked]
    every_day = [date(2026, 5, 25) + timedelta(days=days) for days in range(60)]
    (workspace / "holidays.toml").write_text(
        "off = [{}]\n".format(", ".join(map(str, every_day))), "utf-8"
    )
    assert coopctl("status", "--stages", "--as-of", "25/5/2026").out != before[0].out
    monkeypatch.setitem(sys.modules, "holidays", None)
    assert [coopctl(*words) for words in asked] == before
    (workspace / "holidays.toml").write_text("off = broken\n", "utf-8")
    assert [coopctl(*words) for words in asked] == before


def test_a_closed_period_keeps_how_many_days_are_soon(coopctl: Runner, workspace: Path) -> None:
    tell(coopctl)
    assert (
        coopctl(
            "close-period", "6 tháng", "--as-of", "25/5/2026", "--from", "1/1/2026", "--yes"
        ).code
        == 0
    )
    asked = ("status", "--stages", "--period", "6 tháng")
    before = coopctl(*asked)
    assert "◆ Progress report: 7 days left" in before.out
    (workspace / "coopctl.toml").write_text("due_soon_days = 1\n", "utf-8")
    assert coopctl(*asked) == before
    assert as_json(coopctl, "--period", "6 tháng")["period"] == "6 tháng"
