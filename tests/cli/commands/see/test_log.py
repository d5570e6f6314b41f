"""`coopctl log`: the journal in time order."""

from datetime import timedelta
from pathlib import Path

import pytest
from rich.cells import cell_len

from coopctl.services.workspace import clock
from tests.conftest import TODAY, Runner
from tests.helpers.printed import read_json
from tests.helpers.story import tell


def ids(out: str) -> list[str]:
    return [entry["id"] for entry in read_json(out)]


def test_log_of_nothing_recorded_makes_no_ledger(workspace: Path, coopctl: Runner) -> None:
    assert coopctl("log") == (0, "there are no such records\n", "")
    assert read_json(coopctl("log", "--json").out) == []
    assert not (workspace / "coopctl.db").exists()


def test_log_is_in_the_order_in_which_things_happened(workspace: Path, coopctl: Runner) -> None:
    story = tell(coopctl)
    assert coopctl("log").out == (
        f" 19/9/2024  {story.meeting}  Meeting       Gặp nhau tại Hòa Bình  An\n"
        f"  1/2/2025  {story.outcome}  Outcome       2.1  Lớp đầu  An\n"
        f"  1/3/2025  {story.update}  Update        1.1  In progress 40 %: Đã có 12 đề xuất  An\n"
        f"  1/6/2025  {story.extension}  Extension     1.1  → 31/3/2026: Sáp nhập tỉnh  An\n"
        f"  1/6/2026  {story.done}  Update        3.1  Completed: Đã áp dụng  An\n"
        f" 30/6/2026  {story.plan}  Plan          test (plans/test.yaml)  An\n"
    )


def test_log_in_vietnamese(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    out = coopctl("log", lang="vi").out
    assert "Update" not in out
    assert "Meeting" not in out
    assert "Đang" in out or "đang" in out


def test_since_includes_its_own_day(workspace: Path, coopctl: Runner) -> None:
    story = tell(coopctl)
    assert ids(coopctl("log", "--since", "1/6/2025", "--json").out) == [
        story.extension, story.done, story.plan,
    ]  # fmt: skip
    assert ids(coopctl("log", "--since", "2/6/2026", "--json").out) == [story.plan]


def test_item_takes_its_meetings_too(workspace: Path, coopctl: Runner) -> None:
    story = tell(coopctl)
    assert ids(coopctl("log", "--item", "2.1", "--json").out) == [story.meeting, story.outcome]


def test_item_may_be_an_action(workspace: Path, coopctl: Runner) -> None:
    story = tell(coopctl)
    coopctl("add-update", story.action, "in_progress")
    out = coopctl("log", "--item", story.action).out
    assert out.count("\n") == 1
    assert "In progress" in out


@pytest.mark.parametrize("word", ["meeting", "Meeting", "cuộc họp"])
def test_kind_by_code_or_label(workspace: Path, coopctl: Runner, word: str) -> None:
    story = tell(coopctl)
    assert ids(coopctl("log", "--kind", word, "--json").out) == [story.meeting]


def test_party_is_the_office_that_recorded(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    coopctl("add-update", "1.2", "in_progress", "--office", "hung-yen")
    (entry,) = read_json(coopctl("log", "--party", "hung-yen", "--json").out)
    assert (entry["item"], entry["office"]) == ("1.2", "hung-yen")
    assert coopctl("log", "--party", "hoa-binh").out == "there are no such records\n"


def test_limit_keeps_the_newest_and_says_how_many_are_left_out(
    workspace: Path, coopctl: Runner
) -> None:
    story = tell(coopctl)
    assert ids(coopctl("log", "--limit", "2", "--json").out) == [story.done, story.plan]
    lines = coopctl("log", "--limit", "2").out.splitlines()
    assert lines[0] == "4 older ones are left out; `--limit 0` shows all"
    assert len(lines) == 3
    assert len(ids(coopctl("log", "--limit", "0", "--json").out)) == 6


def test_limit_larger_than_any_number_of_the_ledger_is_all(
    workspace: Path, coopctl: Runner
) -> None:
    tell(coopctl)
    for limit in ("999999999999999999999", "9" * 5000, "000000000000000000000006"):
        assert len(ids(coopctl("log", "--limit", limit, "--json").out)) == 6
        assert len(coopctl("log", "--limit", limit).out.splitlines()) == 6


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("--since", "31/2/2025"), "--since"),
        (("--limit", "x"), "--limit"),
        (("--kind", "meetng"), "meetng"),
        (("--item", "9.9"), "9.9"),
        (("--party", "nobody"), "nobody"),
    ],
)
def test_refusals_name_what_was_typed(
    workspace: Path, coopctl: Runner, words: tuple[str, ...], named: str
) -> None:
    result = coopctl("log", *words)
    assert result.code in {1, 2}
    assert result.out == ""
    assert named in result.err.splitlines()[0]
    assert "mistake in coopctl" not in result.err
    assert result.err.splitlines()[1].startswith("hint:")


def test_mistyped_kind_names_the_nearest_first(workspace: Path, coopctl: Runner) -> None:
    result = coopctl("log", "--kind", "meetng")
    assert (result.code, result.out) == (2, "")
    error, hint = result.err.splitlines()
    assert error == "error: `--kind`: `meetng` is none of the words that go here"
    assert hint.startswith("hint: one of: meeting (Meeting), ")


def test_a_clock_that_went_back_leaves_the_order_and_is_marked(
    workspace: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, (hours, zone) in enumerate(((0, "UTC"), (-5, "America/Lima"), (-3, "UTC"))):
        monkeypatch.setattr(clock, "now", lambda hours=hours: TODAY + timedelta(hours=hours))
        monkeypatch.setenv("TZ", zone)
        coopctl("add-update", "1.1", "in_progress", "--progress", str(number), "--on", "1/6/2026")
    lines = [line for line in coopctl("log").out.splitlines() if "Update" in line]
    assert [line.split("%")[0][-2:-1] for line in lines] == ["0", "1", "2"]
    out = " ".join(coopctl("log").out.split())
    assert out.count("(the clock had gone back: recorded after 30/6/2026 12:00)") == 2
    (row,) = read_json(coopctl("status", "1.1", "--json").out)["items"]
    assert row["progress"] == 2
    exported = [line.split(",")[5] for line in coopctl("export", "csv", "updates").out.splitlines()]
    assert exported == ["progress", "0", "1", "2"]
    last = read_json(coopctl("log", "--kind", "update", "--limit", "1", "--json").out)[0]["id"]
    assert "the clock had gone back" in coopctl("show", last).out
    assert "the clock had gone back" in coopctl("show", "1.1").out


def test_long_words_are_cut_and_no_line_is_too_wide(workspace: Path, coopctl: Runner) -> None:
    coopctl("add-update", "1.1", "in_progress", "--result", "dài\n\nlắm " * 100)
    out = coopctl("log").out
    assert "…" in out
    assert max(map(cell_len, out.splitlines())) <= 80


def test_words_are_not_markup(workspace: Path, coopctl: Runner) -> None:
    coopctl("add-update", "1.1", "in_progress", "--result", "[red]a[/x] :smile:")
    assert "[red]a[/x] :smile:" in coopctl("log").out
