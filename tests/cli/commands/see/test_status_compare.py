"""`status --compare`: what changed since a period was closed, and what came too late for it."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from coopctl.services.workspace import clock
from tests.conftest import PLAN, TODAY, Runner
from tests.helpers.printed import read_json
from tests.helpers.recorded import last
from tests.helpers.story import tell
from tests.laws.periods.test_period_questions import change_plan, close, replace, set_clock

NAME = "6 tháng 2026"
COMPARE = ("status", "--compare", NAME)


def compared(coopctl: Runner, *more: str) -> dict[str, Any]:
    result = coopctl(*COMPARE, "--json", *more)
    assert result.code == 0, result.err
    found: dict[str, Any] = read_json(result.out)
    return found


def kinds(found: list[dict[str, Any]]) -> dict[str, str]:
    return {one["id"]: one["kind"] for one in found}


def test_the_whole_picture(
    workspace: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = tell(coopctl)
    close(coopctl)
    set_clock(monkeypatch, 10)
    coopctl("add-update", "1.1", "completed", "--on", "1/7/2026", "--completed-on", "1/7/2026")
    coopctl("add-update", "2.2", "in_progress", "--on", "1/6/2026", "--result", "Muộn")
    late = last(workspace).id
    result = coopctl(*COMPARE)
    assert (result.code, result.err) == (0, "")
    assert result.out == (
        "Plan 48/KH-SKHCN  Test plan\n"
        "since “6 tháng 2026” was closed: as of 14/6/2026, known 30/6/2026 12:00 → as of\n"
        "10/7/2026, known now\n"
        "\n"
        "                                         14/6/2026         10/7/2026\n"
        "Items                                            6                 6\n"
        "▲ Overdue                                        1                 1\n"
        "▒ In time                                        2                 1        -1\n"
        "░ No deadline                                    2                 2\n"
        "█ Done on time                                   1                 1\n"
        "▓ Done late                                      0                 1        +1\n"
        "Official rate                         50.0 % (1/2)      66.7 % (2/3)\n"
        "Plain rate                            16.7 % (1/6)      33.3 % (2/6)\n"
        "\n"
        "Items: became overdue  1\n"
        "  3.10  Traceability\n"
        "        then  ▒ In time · Not started · due 30/6/2026\n"
        "        now   ▲ Overdue 10 days · Not started · due 30/6/2026\n"
        "\n"
        "Items: completed since  1\n"
        "  1.1   Propose tasks\n"
        "        then  ▲ Overdue 75 days · In progress 40 % · due Q4/2025 (31/12/2025)\n"
        "              (extended to 31/3/2026, document 12/QĐ)\n"
        "        now   ▓ Done late 92 days · 1/7/2026 · due Q4/2025 (31/12/2025)\n"
        "              (extended to 31/3/2026, document 12/QĐ)\n"
        "\n"
        "Items: changed otherwise  1\n"
        "  2.2   Exchange of information\n"
        "        then  ░ Not started · deadline not stated\n"
        "        now   ░ In progress · deadline not stated\n"
        "\n"
        "Late: recorded after the closing, on what happened by 14/6/2026  1\n"
        f"  ◀ 1/6/2026  {late}  2.2  Update: In progress: Muộn\n"
        "      recorded 10/7/2026 12:00 by tester\n"
    )
    assert story.action  # an action that stands as it stood is no change


def test_nothing_changed(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    close(coopctl)
    result = coopctl(*COMPARE, "--as-of", "14/6/2026")
    assert result.out.endswith("\nno item and no action changed\n")
    found = compared(coopctl, "--as-of", "14/6/2026")
    assert (found["format"], found["items"], found["actions"], found["late"]) == (
        "coopctl-compare/1", [], [], [],
    )  # fmt: skip
    assert found["then"] == found["now"]


def test_every_kind_of_change_with_both_values(
    workspace: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = tell(coopctl)
    close(coopctl)
    set_clock(monkeypatch, 10)
    change_plan(workspace)
    file = workspace / "plans" / "test.yaml"
    text = file.read_text("utf-8")
    file.write_text(
        text.replace("due: 31/12/2026", "due: 31/12/2026\n        withdrawn: thôi"), "utf-8"
    )
    coopctl(
        "add-update", story.action, "completed", "--on", "1/7/2026", "--completed-on", "1/7/2026"
    )
    coopctl(
        "add-meeting", "--on", "2/7/2026", "--title", "x", "--action", "hung-yen: việc: 3/7/2026"
    )
    new_action = f"{last(workspace).id}/1"
    found = compared(coopctl)
    assert kinds(found["items"]) == {
        "1.2": "withdrawn", "2.3": "new", "3.10": "overdue", "2.2": "gone",
    }  # fmt: skip
    assert kinds(found["actions"]) == {story.action: "done", new_action: "new"}
    overdue = next(one for one in found["items"] if one["id"] == "3.10")
    assert overdue["fields"] == ["timeliness"]
    assert (overdue["then"]["timeliness"], overdue["now"]["timeliness"]) == ("in_time", "overdue")
    new = next(one for one in found["items"] if one["id"] == "2.3")
    assert (new["then"], new["now"]["status"]) == (None, "not_started")
    gone = next(one for one in found["items"] if one["id"] == "2.2")
    assert (gone["then"]["status"], gone["now"]) == ("not_started", None)
    done = found["actions"][0]
    assert (done["then"]["timeliness"], done["now"]["timeliness"]) == ("overdue", "done_late")
    assert (done["then"]["status"], done["now"]["status"]) == ("not_started", "completed")


def test_late_is_what_the_period_would_have_counted(
    workspace: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = tell(coopctl)
    close(coopctl)
    set_clock(monkeypatch, 10)
    coopctl("add-update", "1.2", "in_progress", "--on", "15/6/2026")  # a day after: not late
    coopctl("add-update", "1.2", "suspended", "--on", "14/6/2026")
    late = [last(workspace).id]
    coopctl("add-update", "3.10", "in_progress", "--on", "1/6/2026")
    taken_back = last(workspace).id
    replace(workspace, "retraction", taken_back, reason="x")  # nothing comes of the two
    replace(workspace, "retraction", story.outcome, reason="x")
    late.insert(0, last(workspace).id)
    set_clock(monkeypatch, -1)  # stamped before the closing, and yet late
    coopctl("add-outcome", "2.1", "--title", "x", "--on", "13/6/2026")
    late.insert(1, last(workspace).id)
    set_clock(monkeypatch, 11)
    assert [one["id"] for one in compared(coopctl)["late"]] == late
    log = coopctl("log", "--limit", "0").out
    assert log.count("late for “6 tháng 2026”") == 4  # with the one that was taken back
    assert "\nlate for “6 tháng 2026”\n" in coopctl("show", late[1]).out
    assert "late for" not in coopctl("show", story.update).out


def test_late_entries_are_found_alike_however_many_came_after(
    workspace: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(coopctl)
    close(coopctl)
    set_clock(monkeypatch, 10)
    for item, day in (("1.2", "14/6/2026"), ("2.2", "1/1/2025"), ("3.1", "15/6/2026")):
        coopctl("add-update", item, "in_progress", "--on", day)
    coopctl("add-meeting", "--on", "1/6/2026", "--title", "Họp")
    few = compared(coopctl)["late"]
    assert len(few) == 3
    monkeypatch.setattr("coopctl.ledger.periods.late._FEW", 0)
    assert compared(coopctl)["late"] == few


def test_a_correction_with_a_later_day_of_what_was_counted_is_late(
    workspace: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = tell(coopctl)
    coopctl("close-period", "Năm 2024", "--as-of", "31/12/2024", "--from", "1/1/2024")
    set_clock(monkeypatch, 10)
    replace(workspace, "retraction", story.meeting, reason="x")  # the day is 1/3/2025
    found = read_json(coopctl("status", "--compare", "nam 2024", "--json").out)
    assert [one["id"] for one in found["late"]] == [last(workspace).id]
    assert kinds(found["actions"]) == {story.action: "gone"}


def test_taking_back_what_was_counted_says_so_and_is_marked(
    workspace: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = tell(coopctl)
    close(coopctl)
    set_clock(monkeypatch, 10)
    late = f"note: the period “{NAME}” is closed; this will be shown as late\n"
    result = coopctl("retract", story.update, "--reason", "Nhầm", "--yes")
    assert late in result.err
    entry = last(workspace)
    assert entry.happened_on > "2026-06-14"
    assert (
        f"Retraction: takes back {story.update}: Nhầm\n" in coopctl("status", "--compare", NAME).out
    )
    assert f"\nlate for “{NAME}”\n" in coopctl("show", entry.id).out
    assert coopctl("log").out.count(f"late for “{NAME}”") == 1
    coopctl("add-update", "1.2", "in_progress", "--on", "1/6/2026")
    unseen = last(workspace).id
    assert late not in coopctl("retract", unseen, "--reason", "Nhầm", "--yes").err
    assert "late for" not in coopctl("show", last(workspace).id).out


def test_a_part_is_compared_alone(
    workspace: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = tell(coopctl)
    close(coopctl)
    set_clock(monkeypatch, 10)
    coopctl("add-update", "1.2", "in_progress", "--on", "1/6/2026")
    coopctl("add-update", "2.2", "in_progress", "--on", "1/6/2026")
    coopctl("add-update", story.action, "suspended", "--on", "1/6/2026")
    assert kinds(compared(coopctl, "1")["items"]) == {"1.2": "moved"}
    assert compared(coopctl, "1")["actions"] == []
    assert [one["item"] for one in compared(coopctl, "1")["late"]] == ["1.2"]
    assert kinds(compared(coopctl, "2.2")["items"]) == {"2.2": "moved"}
    assert compared(coopctl, "2.2")["then"]["total"] == 1
    assert kinds(compared(coopctl, "--party", "hung-yen")["items"]) == {"1.2": "moved"}
    assert kinds(compared(coopctl, "--party", "hoa-binh")["actions"]) == {story.action: "moved"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "known now"),
        (("2",), "known now · only 2 Exchange"),
        (("2.2",), "known now · only 2.2 Exchange of information"),
        (("1", "--party", "hoa-binh"), "known now · only 1 Genetic resources · only Phú Thọ"),
    ],
)
def test_it_says_of_which_part_it_is(
    workspace: Path, coopctl: Runner, words: tuple[str, ...], said: str
) -> None:
    close(coopctl)
    out = coopctl(*COMPARE, *words, env={"COLUMNS": "200"}).out
    assert out.splitlines()[1].endswith(said)


def test_the_period_of_another_plan_is_refused(workspace: Path, coopctl: Runner) -> None:
    (workspace / "plans" / "b.yaml").write_text(PLAN.replace("id: test", "id: other"), "utf-8")
    close(coopctl, "--plan", "test")
    result = coopctl("status", "other", "--compare", NAME)
    assert (result.code, result.out) == (1, "")
    assert result.err == (f"error: the period `{NAME}` is of the plan `test`, not of `other`\n")
    assert coopctl("status", "test", "--compare", NAME).code == 0


def test_comparing_with_an_unknown_one(workspace: Path, coopctl: Runner) -> None:
    close(coopctl)
    result = coopctl("status", "--compare", "Quý 5")
    assert (result.code, result.out) == (1, "")
    assert result.err == f"error: there is no closed period `Quý 5`\nhint: one of: {NAME}\n"


@pytest.mark.parametrize(
    "words",
    [("--known-at", "1/6/2026"), ("--period", "x"), ("--timeliness", "overdue")],
    ids=" ".join,
)
def test_flags_that_do_not_go_together(
    workspace: Path, coopctl: Runner, words: tuple[str, ...]
) -> None:
    result = coopctl(*COMPARE, *words)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"error: `--compare` does not go together with {words[0]}\n")


def test_many_late_entries_are_cut_short(
    workspace: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    close(coopctl)
    set_clock(monkeypatch, 1)
    form = "".join("- {record: outcome, item: 2.1, title: x, on: 1/6/2026}\n" for _ in range(23))
    assert coopctl("add-outcome", "--from", "-", stdin=form).code == 0
    out = coopctl(*COMPARE).out
    assert out.endswith("\n  and 3 more; `--json` has all\n")
    assert out.count("◀") == 20
    assert len(compared(coopctl)["late"]) == 23


@pytest.mark.parametrize("columns", [80, 130])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_no_line_is_too_wide(
    workspace: Path,
    coopctl: Runner,
    monkeypatch: pytest.MonkeyPatch,
    columns: int,
    lang: str,
) -> None:
    story = tell(coopctl)
    close(coopctl)
    monkeypatch.setattr(clock, "now", lambda: TODAY + timedelta(days=10))
    text = "[red]rất dài[/red] " * 30
    coopctl("add-update", "1.1", "in_progress", "--on", "1/6/2026", "--result", text)
    coopctl("add-update", story.action, "suspended", "--on", "1/7/2026")
    out = coopctl(*COMPARE, lang=lang, env={"COLUMNS": str(columns)}).out
    assert max(map(cell_len, out.splitlines())) <= columns
    assert "[red]rất dài[/red]" in out
    if lang == "vi":
        assert "khi chốt" in out or columns > 80
        assert "Ghi muộn" in out
