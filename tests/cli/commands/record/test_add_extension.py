"""`add-extension`: a deadline moves back, with its reason and document, and only back."""

from pathlib import Path

import pytest

from tests.conftest import Runner
from tests.helpers.printed import read_json
from tests.helpers.recorded import journal, last, untouched

WHY = ("--reason", "Chờ kết quả", "--document", "15/UBND-KGVX, 5/1/2026")


def test_every_flag_lands_in_the_body(coopctl: Runner, workspace: Path) -> None:
    result = coopctl(
        "add-extension", "1.1", "31/3/2026", "--reason", "Chờ kết quả\nkhảo nghiệm",
        "--document", "15/UBND-KGVX, 5/1/2026", "--on", "5/1/2026",
    )  # fmt: skip
    entry = last(workspace)
    assert (result.code, result.out) == (0, "")
    assert result.err == f"recorded `{entry.id}`: `1.1` is now due 31/3/2026\n"
    assert (entry.kind, entry.item, entry.happened_on) == ("extension", "1.1", "2026-01-05")
    assert entry.body == {
        "due_text": "31/3/2026",
        "due": "2026-03-31",
        "reason": "Chờ kết quả\nkhảo nghiệm",
        "document": "15/UBND-KGVX, 5/1/2026",
    }


def test_show_tells_old_and_new(coopctl: Runner, workspace: Path) -> None:
    coopctl("add-extension", "1.1", "Q3/2026", *WHY)
    for shown in (coopctl("show", "1.1"), coopctl("show", last(workspace).id)):
        assert shown.code == 0
        for text in ("30/9/2026", "Chờ kết quả", "15/UBND-KGVX, 5/1/2026"):
            assert text in shown.out
    status = read_json(coopctl("status", "1.1", "--json").out)["items"][0]
    assert (status["due"], status["timeliness"]) == ("2026-09-30", "in_time")


@pytest.mark.parametrize(
    ("typed", "day"),
    [("Q4/2026", "2026-12-31"), ("tháng 12/2026", "2026-12-31"), ("2027", "2027-12-31"),
     ("trước 1/10/2026", "2026-09-30"), ("2026-09-19", "2026-09-19"), ("cuối năm 2026", "2026-12-31")],
)  # fmt: skip
def test_new_due_as_people_write_it(coopctl: Runner, workspace: Path, typed: str, day: str) -> None:
    assert coopctl("add-extension", "1.1", typed, *WHY).code == 0
    body = last(workspace).body
    assert (body["due_text"], body["due"]) == (typed, day)


def test_every_missing_flag_is_named_at_once(coopctl: Runner, workspace: Path) -> None:
    result = coopctl("add-extension")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("error: missing: ITEM, DUE, --reason, --document\n")
    assert coopctl("add-extension", "1.1", "Q1/2026").err.startswith(
        "error: missing: --reason, --document\n"
    )
    assert untouched(workspace)


@pytest.mark.parametrize("due", ["31/2/2026", "31/3/26", "3/31/2026", "Q5/2026", "32/1/2026"])
def test_mistaken_due(coopctl: Runner, workspace: Path, due: str) -> None:
    result = coopctl("add-extension", "1.1", due, *WHY)
    assert (result.code, result.out) == (2, "")
    assert "`DUE`: " in result.err
    assert "hint: write `" in result.err
    assert untouched(workspace)


@pytest.mark.parametrize("due", ["thường xuyên", "sometime", "từ 1/1/2027"])
def test_due_that_names_no_day(coopctl: Runner, workspace: Path, due: str) -> None:
    result = coopctl("add-extension", "1.1", due, *WHY)
    assert result.code == 2
    assert f"`DUE`: `{due}`" in result.err
    assert "hint: " in result.err
    assert untouched(workspace)


@pytest.mark.parametrize("due", ["31/12/2025", "30/12/2025", "Q1/2025"])
def test_only_back(coopctl: Runner, workspace: Path, due: str) -> None:
    result = coopctl("add-extension", "1.1", due, *WHY)
    assert result.code == 2
    assert "`DUE`: " in result.err
    assert "31/12/2025" in result.err
    assert untouched(workspace)


def test_a_second_extension_starts_from_the_first(coopctl: Runner, workspace: Path) -> None:
    assert coopctl("add-extension", "1.1", "30/9/2026", *WHY).code == 0
    refused = coopctl("add-extension", "1.1", "31/3/2026", *WHY)
    assert refused.code == 2
    assert "30/9/2026" in refused.err
    assert coopctl("add-extension", "1.1", "1/10/2026", *WHY).code == 0
    assert [entry.body["due"] for entry in journal(workspace)] == ["2026-09-30", "2026-10-01"]


def test_item_without_a_deadline_gets_one(coopctl: Runner, workspace: Path) -> None:
    assert coopctl("add-extension", "2.2", "31/3/2026", *WHY).code == 0
    assert last(workspace).item == "2.2"


def test_action_of_a_meeting(coopctl: Runner, workspace: Path) -> None:
    coopctl("add-meeting", "--on", "1/6/2026", "--title", "Họp",
            "--action", "hoa-binh: gửi: 15/6/2026")  # fmt: skip
    action = f"{last(workspace).id}/1"
    refused = coopctl("add-extension", action, "14/6/2026", *WHY)
    assert (refused.code, "15/6/2026" in refused.err) == (2, True)
    assert coopctl("add-extension", action, "15/7/2026", *WHY).code == 0
    assert last(workspace).item == action
    again = coopctl("add-extension", action, "15/7/2026", *WHY)
    assert (again.code, "15/7/2026" in again.err) == (2, True)


def test_unknown_item(coopctl: Runner, workspace: Path) -> None:
    result = coopctl("add-extension", "9.9", "31/3/2026", *WHY)
    assert (result.code, result.out) == (1, "")
    assert "`9.9`" in result.err
    assert untouched(workspace)


def test_future_decision_needs_yes(coopctl: Runner, workspace: Path) -> None:
    words = ("add-extension", "1.1", "31/3/2027", *WHY, "--on", "1/7/2026")
    refused = coopctl(*words)
    assert (refused.code, "`--on`: 1/7/2026" in refused.err) == (2, True)
    assert untouched(workspace)
    assert coopctl(*words, "--yes").code == 0


def test_json_prints_the_entry_of_the_ledger(coopctl: Runner, workspace: Path) -> None:
    result = coopctl("add-extension", "1.1", "31/3/2026", *WHY, "--json")
    [printed] = read_json(result.out)
    assert printed["body"].pop("command") == last(workspace).id
    assert (printed["hash"], printed["body"]) == (last(workspace).hash, last(workspace).body)


def test_dry_run_records_nothing(coopctl: Runner, workspace: Path) -> None:
    result = coopctl("add-extension", "1.1", "Q1/2026", *WHY, "--dry-run")
    assert (result.code, result.out) == (0, "")
    assert "Q1/2026 (31/3/2026)" in result.err
    assert untouched(workspace)


@pytest.mark.parametrize("flag", ["--reason", "--document"])
@pytest.mark.parametrize("char", ["\x1b", "\u202e", "\x00", "\udcff"])
def test_character_that_steers_a_terminal_is_refused(
    coopctl: Runner, workspace: Path, flag: str, char: str
) -> None:
    result = coopctl("add-extension", "1.1", f"31/3/2026{char}", *WHY, flag, f"a{char}")
    assert (result.code, result.out) == (2, "")
    errors = [line.split(": ")[1] for line in result.err.splitlines() if line[:6] == "error:"]
    assert errors == ["`DUE`", f"`{flag}`"]
    assert char not in result.err
    assert untouched(workspace)
