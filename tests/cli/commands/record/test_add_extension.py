"""`add-extension`: a deadline moves back, with its reason and document, and only back."""

from pathlib import Path

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


def test_every_missing_flag_is_named_at_once(coopctl: Runner, workspace: Path) -> None:
    result = coopctl("add-extension")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("error: missing: ITEM, DUE, --reason, --document\n")
    assert coopctl("add-extension", "1.1", "Q1/2026").err.startswith(
        "error: missing: --reason, --document\n"
    )
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


def test_dry_run_records_nothing(coopctl: Runner, workspace: Path) -> None:
    result = coopctl("add-extension", "1.1", "Q1/2026", *WHY, "--dry-run")
    assert (result.code, result.out) == (0, "")
    assert "Q1/2026 (31/3/2026)" in result.err
    assert untouched(workspace)
