"""`coopctl status`: the picture, what narrows it, and the same as JSON."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from coopctl.domain.standing.standing import ActionRow, ItemRow
from coopctl.services.workspace import clock
from tests.conftest import PLAN, Result, Runner
from tests.helpers.printed import read_json
from tests.helpers.story import tell


def read(result: Result) -> dict[str, Any]:
    assert result.code == 0, result.err
    assert result.err == ""
    document: dict[str, Any] = read_json(result.out)
    return document


def item_ids(document: dict[str, Any]) -> list[str]:
    return [row["item"] for row in document["items"]]


def add_plan(workspace: Path, plan_id: str, title: str) -> None:
    text = PLAN.replace("id: test", f"id: {plan_id}").replace("Test plan", title)
    (workspace / "plans" / f"{plan_id}.yaml").write_text(text, "utf-8")


def test_status_without_a_ledger_shows_the_plan_and_makes_no_file(
    workspace: Path, coopctl: Runner
) -> None:
    result = coopctl("status")
    assert (result.code, result.err) == (0, "")
    for line in (
        "Plan 48/KH-SKHCN  17/9/2024",
        "memorandum signed 9/8/2024 · period 2024–2026",
        "Hung Yen DOST · Phu Tho DOST (succession not confirmed)",
        "           Overdue 181 days · Not started · due Q4/2025 (31/12/2025) · Phú Thọ",
        "           Due soon 5 days · Not started · due 5/7/2026 · Phú Thọ",
        "           Due today · Not started · due 30/6/2026 · lead not stated",
        "           Not started · deadline not stated · lead not stated",
    ):
        assert line in result.out.splitlines()
    assert sorted(path.name for path in workspace.rglob("*")) == ["plans", "test.yaml"]


def test_status_tells_what_was_recorded(workspace: Path, coopctl: Runner) -> None:
    story = tell(coopctl)
    lines = coopctl("status").out.splitlines()
    said = " ".join(" ".join(lines).split())
    assert (
        "Overdue 91 days · In progress 40 % due Q4/2025 (31/12/2025) (extended to 31/3/2026, document 12/QĐ) Phú Thọ"
        in said
    )
    assert "           1/3/2025: Đã có 12 đề xuất" in lines
    assert "           Done on time · 30/5/2026 · due 5/7/2026 · Phú Thọ" in lines
    assert "Official rate 50.0 % = 1 completed / (1 completed + 1 overdue)" in lines
    assert "Plain rate 16.7 % = 1 completed / 6 not cancelled" in lines
    start = lines.index("Open actions")
    assert lines[start + 1] == f"  {story.action}   ▲  Gửi danh mục"
    assert lines[start + 2].strip() == ("Overdue 576 days · Not started · due 1/12/2024 · Phú Thọ")


def test_status_in_vietnamese_leaves_no_english(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    out = coopctl("status", lang="vi").out
    assert "Kế hoạch thử" in out
    assert "16,7 %" in out
    for english in ("Overdue", "due ", "Not started", "as of", "completed", "signed", "actions"):
        assert english not in out


@pytest.mark.parametrize("width", [40, 80, 120, 160, 250])
@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("target", [(), ("1",), ("1.1",)])
def test_no_line_of_status_is_wider_than_the_terminal(
    workspace: Path, coopctl: Runner, width: int, lang: str, target: tuple[str, ...]
) -> None:
    tell(coopctl)
    long = "Một kết quả rất dài " * 20 + "x" * 300 + "漢字" * 50
    assert coopctl("add-update", "1.2", "in_progress", "--result", long).code == 0
    result = coopctl("status", *target, lang=lang, env={"COLUMNS": str(width)})
    assert result.code == 0
    assert max(map(cell_len, result.out.splitlines())) <= min(width, 200)


def test_status_at_160_columns_sets_facts_side_by_side(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    out = coopctl("status", env={"COLUMNS": "160"}).out
    (line,) = [line for line in out.splitlines() if "Apply systems" in line]
    for fact in ("3.1", "Done on time", "Phú Thọ", "1/6/2026: Đã áp dụng"):
        assert fact in line


def test_status_in_a_pipe_has_no_escapes(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    assert "\x1b" not in coopctl("status").out


def test_no_color_is_obeyed_where_colour_was_forced(workspace: Path, coopctl: Runner) -> None:
    coloured = coopctl("status", env={"FORCE_COLOR": "1", "TERM": "xterm"}).out
    plain = coopctl("status", env={"FORCE_COLOR": "1", "TERM": "xterm", "NO_COLOR": "1"}).out
    assert "\x1b[1;31m" in coloured
    assert "31m" not in plain


def test_text_that_people_wrote_is_not_markup(workspace: Path, coopctl: Runner) -> None:
    coopctl("add-update", "1.1", "in_progress", "--result", "[red]đỏ[/x] :smile: {count} %s")
    assert "[red]đỏ[/x] :smile: {count} %s" in coopctl("status").out


def test_status_of_an_area_and_of_an_item(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    assert item_ids(read(coopctl("status", "3", "--json"))) == ["3.1", "3.10"]
    assert item_ids(read(coopctl("status", "3.1", "--json"))) == ["3.1"]
    area = coopctl("status", "3").out
    assert "Traceability" in area
    assert "Propose tasks" not in area
    assert "Open actions" not in area
    item = coopctl("status", "3.1").out
    assert "Apply systems" in item
    assert "Traceability" not in item


def test_status_of_a_plan_by_its_id(workspace: Path, coopctl: Runner) -> None:
    assert coopctl("status", "test").out == coopctl("status").out


def test_status_of_what_is_not_there_names_the_nearest(workspace: Path, coopctl: Runner) -> None:
    result = coopctl("status", "3.11")
    assert (result.code, result.out) == (1, "")
    assert "`3.11`" in result.err
    assert result.err.splitlines()[1].startswith("hint:")
    assert "3.1" in result.err.splitlines()[1]


def test_as_of_goes_back_before_what_happened_later(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    rows = {
        row["item"]: row
        for row in read(coopctl("status", "--as-of", "1/3/2025", "--json"))["items"]
    }
    assert rows["1.1"]["due"] == "2025-12-31"
    assert rows["1.1"]["status"] == "in_progress"
    assert rows["1.1"]["days"] == 305
    assert rows["3.1"]["status"] == "not_started"
    assert "as of 1/3/2025" in coopctl("status", "--as-of", "1/3/2025").out


def test_parties_have_the_names_of_the_day(workspace: Path, coopctl: Runner) -> None:
    assert "Hoa Binh DOST" in coopctl("status", "--as-of", "30/6/2025").out
    after = coopctl("status", "--as-of", "1/7/2025").out
    assert "Phu Tho DOST (succession not confirmed)" in after
    assert "Hoa Binh" not in after


def test_known_at_leaves_out_what_was_recorded_later(
    workspace: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2025, 3, 1, 16, 59, tzinfo=UTC))
    coopctl("add-update", "1.1", "in_progress", "--on", "1/2/2025")
    monkeypatch.setattr(clock, "now", lambda: datetime(2025, 3, 1, 17, 1, tzinfo=UTC))  # 2/3 there
    coopctl("add-update", "1.1", "suspended", "--on", "1/3/2025", "--cause", "x")
    then = read(coopctl("status", "1.1", "--known-at", "1/3/2025", "--json"))
    later = read(coopctl("status", "1.1", "--known-at", "2/3/2025", "--json"))
    before = read(coopctl("status", "--known-at", "28/2/2025", "--json"))
    assert then["items"][0]["status"] == "in_progress"
    assert then["known_at"] == "2025-03-01T16:59:59.999999Z"
    assert later["items"][0]["status"] == "suspended"
    assert before["items"] == []


def test_party_keeps_what_it_leads_or_shares_in(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    document = read(coopctl("status", "--party", "hung-yen", "--json"))
    assert item_ids(document) == ["1.1", "1.2", "2.1"]
    assert document["actions"] == []
    assert "only Hưng Yên" in coopctl("status", "--party", "hung-yen").out
    ours = read(coopctl("status", "--party", "hoa-binh", "--json"))
    assert item_ids(ours) == ["1.1", "3.1"]
    assert [row["title"] for row in ours["actions"]] == ["Gửi danh mục"]


def test_unknown_party_names_the_nearest(workspace: Path, coopctl: Runner) -> None:
    result = coopctl("status", "--party", "hoa-bin")
    assert result.code != 0
    assert "hoa-bin" in result.err
    assert "hoa-binh" in result.err.splitlines()[1]


@pytest.mark.parametrize("word", ["overdue", "Overdue", "quá hạn", "qua han", "QUÁ HẠN"])
def test_timeliness_by_code_or_label(workspace: Path, coopctl: Runner, word: str) -> None:
    assert item_ids(read(coopctl("status", "--timeliness", word, "--json"))) == ["1.1"]


def test_timeliness_may_be_repeated(workspace: Path, coopctl: Runner) -> None:
    words = ("--timeliness", "overdue", "--timeliness", "due_soon")
    assert item_ids(read(coopctl("status", *words, "--json"))) == ["1.1", "3.1", "3.10"]
    out = coopctl("status", *words).out
    assert "only Overdue, Due soon" in out
    assert "Variety trial" not in out


def test_mistyped_timeliness_names_the_valid_ones_nearest_first(
    workspace: Path, coopctl: Runner
) -> None:
    result = coopctl("status", "--timeliness", "overdeu")
    assert result.code == 2
    assert result.err.splitlines()[0].startswith("error: `--timeliness`: `overdeu` ")
    hint = result.err.splitlines()[1]
    assert hint.index("overdue") < hint.index("in_time")


@pytest.mark.parametrize("flag", ["--as-of", "--known-at"])
@pytest.mark.parametrize("text", ["31/2/2025", "19/9/24", "9/19/2024", "tomorrowish", ""])
def test_date_flags_refuse_what_is_no_date(
    workspace: Path, coopctl: Runner, flag: str, text: str
) -> None:
    result = coopctl("status", flag, text)
    assert (result.code, result.out) == (2, "")
    assert f"`{flag}`" in result.err.splitlines()[0]


@pytest.mark.parametrize("text", ["-1", "1.5", "abc", "²"])
def test_limit_refuses_what_is_no_count(workspace: Path, coopctl: Runner, text: str) -> None:
    result = coopctl("status", "--limit", text)
    assert (result.code, result.out) == (2, "")
    assert "`--limit`" in result.err
    assert f"`{text}`" in result.err


def test_json_has_the_fields_of_the_rows(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    document = read(coopctl("status", "--json"))
    assert list(document) == [
        "format",
        "as_of",
        "known_at",
        "period",
        "summary",
        "items",
        "actions",
    ]
    assert document["format"] == "coopctl-status/1"
    assert document["as_of"] == "2026-06-30"
    assert document["known_at"] is None
    assert [tuple(row) for row in document["items"]] == [ItemRow._fields] * 6
    assert [tuple(row) for row in document["actions"]] == [ActionRow._fields]
    assert document["summary"] == {
        "total": 6,
        "classes": {"overdue": 1, "in_time": 1, "no_deadline": 2, "done_on_time": 1, "due_soon": 1},
        "completed": 1,
        "cancelled": 0,
        "withdrawn": 0,
        "official_rate": 0.5,
        "plain_rate": 1 / 6,
        "confirmations": {"confirmed": 0, "disputed": 0, "unconfirmed": 2},
    }


def test_json_of_nothing_is_still_a_document(workspace: Path, coopctl: Runner) -> None:
    document = read(coopctl("status", "--timeliness", "done_late", "--json"))
    assert document["items"] == document["actions"] == []
    assert document["summary"]["official_rate"] is None


def test_picture_of_nothing_kept(workspace: Path, coopctl: Runner) -> None:
    result = coopctl("status", "--timeliness", "done_late")
    assert result.code == 0
    assert "only Done late" in result.out
    assert "Genetic" not in result.out


def test_several_plans_are_a_line_each_in_vietnamese_order(
    workspace: Path, coopctl: Runner
) -> None:
    add_plan(workspace, "zeta", "An tong")
    add_plan(workspace, "alpha", "Đồng")
    add_plan(workspace, "beta", "Dong")
    lines = coopctl("status").out.splitlines()
    assert lines[0] == "4 plans · as of 30/6/2026"
    assert [line.split()[0] for line in lines[1:5]] == ["zeta", "beta", "alpha", "test"]
    assert all(cell_len(line) <= 80 for line in lines)


def test_limit_of_plans_says_how_many_are_left_out(workspace: Path, coopctl: Runner) -> None:
    add_plan(workspace, "beta", "Dong")
    add_plan(workspace, "gamma", "Em")
    lines = coopctl("status", "--limit", "1").out.splitlines()
    assert lines[0].startswith("3 plans")
    assert lines[1].startswith("beta ")
    assert lines[2:4] == ["and 2 more; `--limit 0` shows all", ""]
    assert "▲ Overdue" in lines[4]
    every = coopctl("status", "--limit", "0").out.splitlines()
    assert [line.split()[0] for line in every[1:4]] == ["beta", "gamma", "test"]


def test_json_of_several_plans_and_of_one_among_them(workspace: Path, coopctl: Runner) -> None:
    add_plan(workspace, "beta", "Dong")
    tell_on = coopctl("add-update", "beta:1.1", "in_progress")
    assert tell_on.code == 0, tell_on.err
    both = read(coopctl("status", "--json"))
    assert [row["plan"] for row in both["items"]] == ["beta"] * 6 + ["test"] * 6
    one = read(coopctl("status", "beta", "--json"))
    assert {row["plan"] for row in one["items"]} == {"beta"}
    assert "Dong" in coopctl("status", "beta").out
    assert "Test plan" not in coopctl("status", "beta").out


def test_many_plans_with_actions_are_still_a_line_each(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    add_plan(workspace, "beta", "Dong " * 40)
    result = coopctl("status", "--party", "hoa-binh")
    assert result.code == 0
    assert max(map(cell_len, result.out.splitlines())) <= 80
    assert any(line.startswith("test  ") for line in result.out.splitlines())


def test_item_of_several_plans_must_be_told_apart(workspace: Path, coopctl: Runner) -> None:
    add_plan(workspace, "beta", "Dong")
    result = coopctl("status", "1.1")
    assert result.code == 1
    assert "beta:1.1, test:1.1" in result.err
    assert item_ids(read(coopctl("status", "beta:1.1", "--json"))) == ["1.1"]


def test_each_plan_is_judged_by_the_day_in_its_time_zone(
    workspace: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    (workspace / "plans" / "west.yaml").write_text(
        PLAN.replace("id: test", "id: west\n  timezone: America/Los_Angeles"), "utf-8"
    )
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 6, 30, 20, 0, tzinfo=UTC))
    rows = read(coopctl("status", "--json"))["items"]
    days = {row["plan"]: row["timeliness"] for row in rows if row["item"] == "3.10"}
    assert days == {"test": "overdue", "west": "due_soon"}


def test_some_classes_only_have_no_rate(workspace: Path, coopctl: Runner) -> None:
    assert "rate" in coopctl("status").out
    assert "rate" in coopctl("status", "--party", "hung-yen").out
    assert "rate" not in coopctl("status", "--timeliness", "overdue").out


def test_before_anything_was_recorded_there_is_no_plan(workspace: Path, coopctl: Runner) -> None:
    coopctl("add-update", "1.1", "in_progress")
    result = coopctl("status", "--known-at", "1/1/2025")
    assert (result.code, result.out) == (
        0, "there is no plan here, or none was recorded by then\n"
    )  # fmt: skip


def test_pictures_that_exclude_each_other_are_not_passed_over(
    workspace: Path, coopctl: Runner
) -> None:
    for flag, other in (
        ("--compare", "--stages"), ("--compare", "--indicators"), ("--compare", "--disputed"),
        ("--stages", "--indicators"),
    ):  # fmt: skip
        named = (flag, "x") if flag == "--compare" else (flag,)
        result = coopctl("status", *named, other)
        assert (result.code, result.out) == (2, "")
        assert f"`{flag}` does not go together with {other}" in result.err
