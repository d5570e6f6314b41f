"""`add-outcome`: what came of an item, and how much of it counts towards an indicator."""

from pathlib import Path

import pytest

from tests.conftest import Runner
from tests.helpers.recorded import last, untouched


def test_every_flag_lands_in_the_body(coopctl: Runner, workspace: Path) -> None:
    result = coopctl(
        "add-outcome", "2.1", "--title", "Lớp tập huấn", "--on", "1/6/2026", "--type", "other",
        "--indicator", "TRAINED", "--value", "1.234,50", "--evidence", "12/BC", "--evidence", "ảnh",
    )  # fmt: skip
    entry = last(workspace)
    assert (result.code, result.out) == (0, "")
    assert result.err == (
        "note: nobody has said yet that `2.1` has begun: reports call it not started until "
        "`coopctl add-update 2.1 in_progress …`\n"
        f"recorded `{entry.id}`: outcome of `2.1`, “Lớp tập huấn”\n"
    )
    assert (entry.kind, entry.item, entry.happened_on) == ("outcome", "2.1", "2026-06-01")
    assert entry.body == {
        "title": "Lớp tập huấn",
        "type": "other",
        "indicator": "trained",
        "value": "1234.50",
        "evidence": ["12/BC", "ảnh"],
    }


def test_show_sums_up_against_the_indicator(coopctl: Runner, workspace: Path) -> None:
    for value in ("40", "2,5"):
        coopctl("add-outcome", "2.1", "--title", "Lớp", "--indicator", "trained", "--value", value)
    shown = coopctl("show", "2.1")
    assert shown.code == 0
    for text in ("Lớp", "62.5 / 120"):
        assert text in shown.out
    assert "Lớp" in coopctl("show", last(workspace).id).out


def test_every_missing_flag_is_named_at_once(coopctl: Runner, workspace: Path) -> None:
    result = coopctl("add-outcome")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("error: missing: ITEM, --title\n")
    assert untouched(workspace)


def test_every_mistake_is_named_at_once(coopctl: Runner, workspace: Path) -> None:
    result = coopctl("add-outcome", "2.1", "--on", "31/2/2025", "--type", "bok", "--indicator", "x",
                     "--value", "many")  # fmt: skip
    assert result.code == 2
    errors = [line.split(": ")[1] for line in result.err.splitlines() if line[:6] == "error:"]
    assert errors == ["missing", "`--on`", "`--type`", "`--indicator`", "`--value`"]
    assert untouched(workspace)


def test_outcome_of_an_action(coopctl: Runner, workspace: Path) -> None:
    coopctl("add-meeting", "--on", "1/6/2026", "--title", "Họp", "--action", "hoa-binh: gửi")
    action = f"{last(workspace).id}/1"
    assert coopctl("add-outcome", action, "--title", "Danh mục").code == 0
    assert last(workspace).item == action


def test_dry_run_records_nothing(coopctl: Runner, workspace: Path) -> None:
    result = coopctl("add-outcome", "1.1", "--title", "x", "--type", "other", "--dry-run")
    assert (result.code, result.out) == (0, "")
    assert "Type: Other" in result.err
    assert untouched(workspace)


@pytest.mark.parametrize("more", [(), ("--value", ""), ("--value", " ")])
def test_an_indicator_without_a_value_is_remarked_on(
    coopctl: Runner, workspace: Path, more: tuple[str, ...]
) -> None:
    result = coopctl("add-outcome", "2.1", "--title", "x", "--indicator", "trained", *more)
    assert result.code == 0
    assert "note: no value is given, so nothing counts towards `trained`\n" in result.err
    assert last(workspace).body == {"title": "x", "indicator": "trained"}


def test_that_nobody_began_is_said_until_somebody_did(workspace: Path, coopctl: Runner) -> None:
    words = ("add-outcome", "2.1", "--title", "Lớp", "--evidence", "1/BC")
    assert "chưa ai ghi là `2.1` đã bắt đầu" in coopctl(*words, lang="vi").err
    coopctl("add-update", "2.1", "in_progress")
    assert "has begun" not in coopctl(*words).err
