"""What comes again, as `status`, `show` and the exports tell it."""

import csv
import io
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.conftest import PLAN, Runner
from tests.helpers.printed import read_json

EVERY = PLAN.replace("kind: periodic\n", "every: quarter\n        start: 1/1/2025\n")


@pytest.fixture
def periodic(workspace: Path, coopctl: Runner) -> Path:
    """Quarters from 1/1/2025: the first and the fourth done, the others missed, the sixth runs."""
    (workspace / "plans" / "test.yaml").write_text(EVERY, "utf-8")
    for words in (
        ("add-update", "2.1", "in_progress", "--on", "20/3/2025", "--result", "Lớp đầu"),
        ("add-outcome", "2.1", "--on", "1/12/2025", "--title", "Lớp hai", "--type", "other"),
    ):
        result = coopctl(*words, "--author", "An")
        assert result.code == 0, result.err
    return workspace


def test_status_draws_the_periods_on_the_items_line(periodic: Path, coopctl: Runner) -> None:
    lines = coopctl("status", "2.1", env={"COLUMNS": "100"}).out.splitlines()
    start = next(at for at, line in enumerate(lines) if "Training" in line)
    assert lines[start] == "  2.1   ▲  Training"
    assert lines[start + 1].strip() == (
        "Overdue 91 days · In progress · due hằng năm (Q1/2026: 31/3/2026) · Hưng Yên"
    )
    assert "every quarter █▲▲█▲▒" in " ".join(lines)


def test_status_in_columns_and_in_vietnamese(periodic: Path, coopctl: Runner) -> None:
    out = coopctl("status", "2.1", lang="vi", env={"COLUMNS": "160"}).out
    lines = out.splitlines()
    at = next(at for at, line in enumerate(lines) if "▲  Tập huấn" in line)
    assert "Quá hạn 91 ngày" in lines[at]
    assert "hạn hằng năm (quý I/2026:" in lines[at]
    assert "31/3/2026)" in lines[at + 1]
    assert "hằng quý █▲▲█▲▒" in out


@pytest.mark.parametrize("width", [40, 80, 160])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_no_line_is_wider_than_the_terminal(
    periodic: Path, coopctl: Runner, width: int, lang: str
) -> None:
    for words in (("status",), ("show", "2.1"), ("show", "test")):
        result = coopctl(*words, lang=lang, env={"COLUMNS": str(width)})
        assert (result.code, result.err) == (0, "")
        assert max(map(cell_len, result.out.splitlines())) <= width


def test_a_record_in_the_running_period_brings_the_item_back_in_time(
    periodic: Path, coopctl: Runner
) -> None:
    assert coopctl("add-update", "2.1", "in_progress", "--on", "30/6/2026").code == 0
    out = " ".join(coopctl("status", "2.1").out.split())
    assert (
        "In time · In progress · due hằng năm (Q3/2026: 30/9/2026) · Hưng Yên every quarter █▲▲█▲█"
        in out
    )
    assert "every quarter █▲▲█▲▒" in coopctl("status", "2.1", "--as-of", "29/6/2026").out


def test_show_lists_every_period_with_what_fulfilled_it(periodic: Path, coopctl: Runner) -> None:
    out = coopctl("show", "2.1").out
    replica = read_json(coopctl("log", "--json").out)[0]["replica"]
    start = out.index("Periods\n")
    assert out[start : out.index("\n\n", start)].splitlines() == [
        "Periods",
        f"  █ Q1/2025  20/3/2025  {replica}-2",
        "  ▲ Q2/2025  Nothing recorded",
        "  ▲ Q3/2025  Nothing recorded",
        f"  █ Q4/2025  1/12/2025  {replica}-3",
        "  ▲ Q1/2026  Nothing recorded",
        "  ▒ Q2/2026  Open, until 30/6/2026",
    ]
    assert "  Kind: Periodic, every quarter\n" in out
    vietnamese = coopctl("show", "2.1", lang="vi").out
    assert "  Loại: Định kỳ, hằng quý\n" in vietnamese
    assert "  ▲ quý II/2025   Chưa có ghi nhận\n" in vietnamese


def test_the_days_that_fulfilled_periods_stand_in_a_column(periodic: Path, coopctl: Runner) -> None:
    assert coopctl("add-update", "2.1", "in_progress", "--on", "5/5/2025").code == 0
    lines = [line for line in coopctl("show", "2.1").out.splitlines() if line.startswith("  █ Q")]
    assert [line[:23] for line in lines] == [
        "  █ Q1/2025  20/3/2025 ", "  █ Q2/2025   5/5/2025 ", "  █ Q4/2025  1/12/2025 ",
    ]  # fmt: skip


def test_an_item_that_does_not_come_again_has_no_periods(periodic: Path, coopctl: Runner) -> None:
    assert "Periods" not in coopctl("show", "1.1").out
    assert read_json(coopctl("show", "1.1", "--json").out)["periods"] == []


def test_json_says_the_same(periodic: Path, coopctl: Runner) -> None:
    (row,) = read_json(coopctl("status", "2.1", "--json").out)["items"]
    assert (row["every"], row["due"], row["days"]) == ("quarter", "2026-03-31", 91)
    assert row["periods"] == (
        "2025-Q1:done 2025-Q2:missed 2025-Q3:missed 2025-Q4:done 2026-Q1:missed 2026-Q2:open"
    )
    document = read_json(coopctl("show", "2.1", "--json").out)
    assert document["item"] == row
    assert document["definition"]["every"] == "quarter"
    assert document["periods"][1] == {
        "period": "2025-Q2", "first": "2025-04-01", "last": "2025-06-30", "state": "missed",
        "entry": None, "on": None, "due": "2025-06-30", "due_text": None, "document": None,
    }  # fmt: skip
    assert document["periods"][0]["on"] == "2025-03-20"


def test_csv_has_the_codes_or_the_words(periodic: Path, coopctl: Runner) -> None:
    def row(*words: str) -> dict[str, str]:
        result = coopctl("export", "csv", *words, lang="vi")
        rows = list(csv.DictReader(io.StringIO(result.out)))
        return next(row for row in rows if "2.1" in row.values())

    codes = row()
    assert (codes["every"], codes["periods"].split()[-1]) == ("quarter", "2026-Q2:open")
    words = row("--labels")
    assert words["Chu kỳ"] == "hằng quý"
    assert words["Các kỳ gần đây"].endswith("quý I/2026: Chưa có ghi nhận; quý II/2026: Trong kỳ")


def test_without_a_ledger_all_periods_so_far_are_missed(workspace: Path, coopctl: Runner) -> None:
    (workspace / "plans" / "test.yaml").write_text(EVERY, "utf-8")
    assert "every quarter ▲▲▲▲▲▒" in coopctl("status", "2.1").out
    assert sorted(path.name for path in workspace.rglob("*")) == ["plans", "test.yaml"]


def test_a_retracted_record_fulfils_nothing(periodic: Path, coopctl: Runner) -> None:
    from tests.helpers.story import entries, replace

    update = next(entry for entry in entries(coopctl) if entry["kind"] == "update")
    replace(periodic, update | {"happened_on": "2025-04-01"})
    assert "every quarter ▲█▲█▲▒" in coopctl("status", "2.1").out


def test_a_plan_with_a_wrong_cycle_is_refused_with_its_place(
    workspace: Path, coopctl: Runner
) -> None:
    text = PLAN.replace("kind: periodic\n", "kind: dated\n        every: quarter\n")
    (workspace / "plans" / "test.yaml").write_text(text, "utf-8")
    result = coopctl("check")
    assert result.code == 1
    said = "plans/test.yaml:40:15: error: an item with `every: quarter` is periodic, not `dated`\n"
    assert said in result.out + result.err


def reports(coopctl: Runner, *words: str, lang: str = "en") -> list[str]:
    out = coopctl("show", "test", *words, lang=lang, env={"COLUMNS": "120"}).out
    title = "Reports\n" if lang == "en" else "Chế độ báo cáo\n"
    start = out.index(title)
    return out[start : out.index("\n\n", start)].splitlines()[1:]


def test_show_plan_tells_its_reports_and_the_next_ones(workspace: Path, coopctl: Runner) -> None:
    assert reports(coopctl) == [
        "  as is usual under Decree 09/2019/NĐ-CP; `reporting:` in the plan states others",
        "  half-year report: 15/12 to 14/6, sent within 2 working days",
        "  annual report: 15/12 to 14/12, sent within 2 working days",
        "  next: annual report for 2026, 15/12/2025 to 14/12/2026, to be sent by 16/12/2026",
        "  next: report for the first half of 2027, 15/12/2026 to 14/6/2027, to be sent by 16/6/2027",
    ]
    assert reports(coopctl, "--as-of", "1/6/2025", lang="vi")[3] == (
        "  sắp tới: báo cáo 6 tháng đầu năm 2025, số liệu từ 15/12/2024 đến 14/6/2025, gửi chậm nhất"
        " 17/6/2025"
    )


def test_show_plan_tells_the_reports_that_the_plan_states(workspace: Path, coopctl: Runner) -> None:
    plan = workspace / "plans" / "test.yaml"
    head = "  id: test\n"
    plan.write_text(
        PLAN.replace(head, head + "  reporting: {quarter: {send_within: 1}, month: {from: 1, to: 31}}\n"),
        "utf-8",
    )  # fmt: skip
    assert reports(coopctl) == [
        "  monthly report: day 1 to day 31, sent within 2 working days",
        "  quarterly report: day 15 of the month before to day 14, sent within 1 working day",
        "  next: report for 6/2026, 1/6/2026 to 30/6/2026, to be sent by 2/7/2026",
        "  next: report for Q3/2026, 15/6/2026 to 14/9/2026, to be sent by 15/9/2026",
    ]
    plan.write_text(PLAN.replace(head, head + "  reporting: none\n"), "utf-8")
    assert reports(coopctl) == ["  none"]


def test_show_plan_as_json_has_the_reports(workspace: Path, coopctl: Runner) -> None:
    document = read_json(coopctl("show", "test", "--json").out)
    assert document["reports"][0] == {
        "kind": "year", "name": "annual report for 2026", "first": "2025-12-15",
        "last": "2026-12-14", "send_by": "2026-12-16",
    }  # fmt: skip
    assert document["plan"]["reporting"][0] == {
        "kind": "half-year", "first": {"day": 15, "month": 12}, "last": {"day": 14, "month": 6},
        "send_within": 2,
    }  # fmt: skip
