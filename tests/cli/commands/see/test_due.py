"""`coopctl due`: what is overdue and what comes due, and what it exits with."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from coopctl.services.workspace import clock
from tests.conftest import PLAN, Result, Runner
from tests.helpers.printed import read_json
from tests.helpers.recorded import last, untouched
from tests.helpers.story import tell

PICTURE = """\
Deadlines  as of 30/6/2026 · until 30/7/2026
▲ 1 Overdue   ◆ 1 Due today   ◆ 1 Due within 7 days

Overdue
  ▲  181 days  1.1   Propose tasks
                     due Q4/2025 (31/12/2025) · Not started · Phú Thọ

Due today
  ◆     today  3.10  Traceability
                     due 30/6/2026 · Not started · lead not stated

Due within 7 days
  ◆    5 days  3.1   Apply systems
                     due 5/7/2026 · Not started · Phú Thọ
"""
MEETING = ("add-meeting", "--on", "19/9/2024", "--title", "Họp")


def read(result: Result) -> dict[str, Any]:
    assert (result.code, result.err) == (0, "")
    document: dict[str, Any] = read_json(result.out)
    return document


def ids(result: Result) -> list[str]:
    return [row["id"] for row in read(result)["rows"]]


def test_the_picture_without_a_ledger(workspace: Path, coopctl: Runner) -> None:
    assert coopctl("due") == (0, PICTURE, "")
    assert untouched(workspace)


def test_json_has_the_rows_of_the_picture(workspace: Path, coopctl: Runner) -> None:
    document = read(coopctl("due", "--json", "--within", "30 ngày"))
    assert {key: value for key, value in document.items() if key != "rows"} == {
        "format": "coopctl-due/1", "as_of": "2026-06-30", "known_at": None, "until": "2026-07-30",
        "period": None, "party": None,
        "counts": {"overdue": 1, "today": 1, "within_7": 1, "within_30": 0, "later": 0, "undated": 0},
    }  # fmt: skip
    assert document["rows"][0] == {
        "kind": "item", "plan": "test", "id": "1.1", "title": "Propose tasks", "parties": "hoa-binh",
        "due": "2025-12-31", "deadline": "Q4/2025 (31/12/2025)", "status": "not_started", "note": None, "days": -181, "group": "overdue",
    }  # fmt: skip
    assert [row["id"] for row in document["rows"]] == ["1.1", "3.10", "3.1"]


@pytest.mark.parametrize(
    ("within", "found"),
    [("0d", ["1.1", "3.10"]), ("1w", ["1.1", "3.10", "3.1"]), ("7 tháng", ["1.1", "3.10", "3.1", "test", "1.2"])],
)  # fmt: skip
def test_within_says_how_far_ahead(
    workspace: Path, coopctl: Runner, within: str, found: list[str]
) -> None:
    assert ids(coopctl("due", "--json", "--within", within)) == found


@pytest.mark.parametrize("text", ["", "30", "3x", "-1d", "một tháng"])
def test_a_horizon_that_is_none_is_refused_with_the_forms(
    workspace: Path, coopctl: Runner, text: str
) -> None:
    result = coopctl("due", "--within", text)
    assert (result.code, result.out) == (2, "")
    assert result.err.splitlines() == [
        f"error: `--within`: `{text}` says no number of days, weeks or months",
        "hint: write `30d`, `2w`, `3m`, or `30 ngày`, `2 tuần`, `3 tháng`",
    ]


def test_open_actions_are_there_also_without_a_deadline(workspace: Path, coopctl: Runner) -> None:
    coopctl(*MEETING, "--action", "hung-yen: gửi: 1/7/2026", "--action", "hung-yen: xem",
            "--action", "hung-yen: xong: 1/1/2025", "--action", "hung-yen: bỏ: 1/1/2025")  # fmt: skip
    meeting = last(workspace).id
    coopctl("add-update", f"{meeting}/3", "completed", "--completed-on", "1/1/2025")
    coopctl("add-update", f"{meeting}/4", "cancelled")
    rows = read(coopctl("due", "--json", "--party", "hung-yen"))["rows"]
    assert [(row["kind"], row["id"], row["days"], row["group"]) for row in rows] == [
        ("action", f"{meeting}/1", 1, "within_7"), ("action", f"{meeting}/2", None, "undated"),
    ]  # fmt: skip
    out = coopctl("due").out
    assert f"  ◆     1 day  {meeting}/1  gửi\n" in out
    assert "Action · due 1/7/2026 · Not started · Hưng Yên" in out
    assert f"No deadline stated\n  ░         –  {meeting}/2  xem\n" in out


def test_what_is_done_suspended_or_withdrawn_is_not_due(workspace: Path, coopctl: Runner) -> None:
    plan = workspace / "plans" / "test.yaml"
    plan.write_text(PLAN.replace("due: 30/6/2026", "due: 30/6/2026\n        withdrawn: x"), "utf-8")
    coopctl("add-update", "1.1", "suspended", "--cause", "x")
    coopctl("add-update", "3.1", "completed", "--completed-on", "1/6/2026")
    result = coopctl("due")
    assert result == (
        0,
        (
            "Deadlines  as of 30/6/2026 · until 30/7/2026\n"
            "nothing is overdue, and nothing comes due until 30/7/2026\n"
        ),
        "",
    )
    empty = read(coopctl("due", "--json"))
    assert empty["rows"] == []
    assert set(empty["counts"].values()) == {0}


def test_an_extension_moves_it_and_the_last_word_is_told(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    row = read(coopctl("due", "--json"))["rows"][0]
    assert row["kind"] == "action"  # due 1/12/2024
    (item,) = [row for row in read(coopctl("due", "--json"))["rows"] if row["id"] == "1.1"]
    assert (item["due"], item["days"], item["note"]) == ("2026-03-31", -91, "Đã có 12 đề xuất")
    assert (
        "due Q4/2025 (31/12/2025) (extended to 31/3/2026, document 12/QĐ) In progress · Phú Thọ"
        in " ".join(coopctl("due").out.split())
    )
    assert "Đã có 12 đề xuất" in coopctl("due").out


def test_party_means_whose_it_is(workspace: Path, coopctl: Runner) -> None:
    assert ids(coopctl("due", "--json", "--party", "hoa-binh", "--within", "12m")) == ["1.1", "3.1"]
    assert ids(coopctl("due", "--json", "--party", "HUNG YEN", "--within", "12m")) == ["1.2"]
    out = coopctl("due", "--party", "hung-yen").out
    assert out.splitlines()[0].endswith("only Hưng Yên")
    assert "nothing is overdue" in out
    refused = coopctl("due", "--party", "hanoi")
    assert refused.code == 1
    assert "`hanoi`" in refused.err


def test_as_of_and_known_at(
    workspace: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ids(coopctl("due", "--json", "--as-of", "31/12/2025")) == ["1.1"]
    assert read(coopctl("due", "--json", "--as-of", "1/1/2026"))["counts"]["overdue"] == 1
    coopctl("add-update", "3.1", "in_progress")
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 7, 10, 5, 0, tzinfo=UTC))
    coopctl("add-update", "1.1", "completed", "--completed-on", "1/2/2026", "--on", "1/2/2026")
    assert "1.1" not in ids(coopctl("due", "--json"))
    then = read(coopctl("due", "--json", "--as-of", "1/7/2026", "--known-at", "5/7/2026"))
    assert "1.1" in [row["id"] for row in then["rows"]]
    assert then["known_at"] is not None


def test_exit_code_tells_cron(workspace: Path, coopctl: Runner) -> None:
    assert coopctl("due", "--exit-code") == (1, PICTURE, "")
    assert coopctl("due", "--exit-code", "--json").code == 1
    assert coopctl("due", "--exit-code", "--party", "hung-yen").code == 0
    coopctl("add-update", "1.1", "completed", "--completed-on", "1/6/2026")
    assert coopctl("due", "--exit-code").code == 0  # what is due today is not overdue


def second(workspace: Path, timezone: str = "Asia/Ho_Chi_Minh") -> None:
    text = PLAN.replace("id: test", f"id: west\n  timezone: {timezone}").replace("Test", "West")
    (workspace / "plans" / "west.yaml").write_text(text, "utf-8")


def test_several_plans_each_under_its_heading(workspace: Path, coopctl: Runner) -> None:
    second(workspace)
    lines = coopctl("due").out.splitlines()
    assert [line for line in lines if line.startswith(("test  ", "west  "))] == [
        "test  Test plan", "west  West plan",
    ]  # fmt: skip
    assert coopctl("due", "test").out == PICTURE
    assert coopctl("due", "west").out == PICTURE
    said = "error: there is no plan `1.1`\nhint: the plans are: test, west\n"
    assert coopctl("due", "1.1") == (1, "", said)


def test_each_plan_is_judged_by_the_day_in_its_time_zone(
    workspace: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    second(workspace, "America/Los_Angeles")
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 6, 30, 20, 0, tzinfo=UTC))
    rows = read(coopctl("due", "--json"))["rows"]
    assert {row["plan"]: row["group"] for row in rows if row["id"] == "3.10"} == {
        "test": "overdue", "west": "today",
    }  # fmt: skip
    assert [row["plan"] for row in rows] == ["test"] * 3 + ["west"] * 3


def test_limit_says_what_is_left_out(workspace: Path, coopctl: Runner) -> None:
    lines = coopctl("due", "--limit", "1").out.splitlines()
    assert lines[-1] == "and 2 more; `--limit 0` shows all"
    vietnamese = coopctl("due", "--limit", "1", lang="vi").out.splitlines()
    assert vietnamese[-1] == "và 2 mục nữa; `--limit 0` để xem tất cả"
    assert lines[1].startswith("▲ 1 Overdue   ◆ 1 Due today")
    assert "Traceability" not in "\n".join(lines)
    assert coopctl("due", "--limit", "0").out == PICTURE
    assert coopctl("due", "--limit", "x").code == 2


@pytest.mark.parametrize("width", [40, 80, 120, 160])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_no_line_is_wider_than_the_terminal(
    workspace: Path, coopctl: Runner, width: int, lang: str
) -> None:
    tell(coopctl)
    long = "Một kết quả rất dài " * 20 + "x" * 300
    assert coopctl("add-update", "1.1", "in_progress", "--result", long).code == 0
    result = coopctl("due", "--within", "12m", lang=lang, env={"COLUMNS": str(width)})
    assert result.code == 0
    assert max(map(cell_len, result.out.splitlines())) <= width


def test_facts_stand_beside_the_title_on_a_wide_terminal(workspace: Path, coopctl: Runner) -> None:
    out = coopctl("due", env={"COLUMNS": "140"}).out
    (line,) = [line for line in out.splitlines() if "Propose tasks" in line]
    assert line.endswith("due Q4/2025 (31/12/2025) · Not started ·")


def test_names_are_those_of_the_day(workspace: Path, coopctl: Runner) -> None:
    assert "Hòa Bình" in coopctl("due", "--as-of", "30/6/2025", "--within", "12m").out
    assert "Phú Thọ" in coopctl("due", "--as-of", "1/7/2025", "--within", "12m").out


def test_text_that_people_wrote_is_not_markup(workspace: Path, coopctl: Runner) -> None:
    coopctl("add-update", "1.1", "in_progress", "--result", "[red]đỏ[/x] {count} %s")
    assert "[red]đỏ[/x] {count} %s" in coopctl("due").out


@pytest.mark.parametrize("command", ["status", "due", "agenda", "timeline", "chart"])
def test_a_picture_of_what_was_known_says_so(
    workspace: Path, coopctl: Runner, command: str
) -> None:
    assert coopctl("add-update", "1.1", "in_progress").code == 0
    said = "as recorded by 30/6/2026 23:59"
    assert said in coopctl(command, "--known-at", "30/6/2026").out
    assert said not in coopctl(command).out
    vietnamese = coopctl(command, "--known-at", "30/6/2026", lang="vi").out
    assert "theo những gì đã ghi đến 30/6/2026 23:59" in " ".join(vietnamese.split())


@pytest.mark.parametrize("command", [("due",), ("agenda",)])
def test_without_any_plan_nothing_is_said_to_be_due_or_not(
    workspace: Path, coopctl: Runner, command: tuple[str, ...]
) -> None:
    none = "there is no plan here, or none was recorded by then"
    assert coopctl("add-update", "1.1", "in_progress").code == 0
    assert coopctl(*command, "--known-at", "1/1/2020") == (0, f"{none}\n", "")
    hint = "hint: `coopctl plan log` says when each was recorded; `coopctl init` makes one\n"
    result = coopctl(*command, "--known-at", "1/1/2020", "--party", "hoa-binh")
    assert result == (1, "", f"error: {none}\n{hint}")
