"""`add-update … --outcome`, `--item-update`: what follows from an action is not typed again."""

import sys
from pathlib import Path

import pytest

from tests.conftest import PLAN, Runner
from tests.helpers.printed import read_json
from tests.helpers.recorded import Row, journal, last, untouched
from tests.helpers.terminal import Terminal

DONE = ("completed", "--on", "20/10/2024", "--completed-on", "15/10/2024")


def meet(coopctl: Runner, workspace: Path, *items: str) -> str:
    """Record a meeting that discussed these items; return its action's id."""
    discussed = [word for item in items for word in ("--item", item)]
    result = coopctl(
        "add-meeting", "--on", "19/9/2024", "--title", "Họp", *discussed,
        "--action", "hoa-binh: Gửi danh mục: 15/10/2024",
    )  # fmt: skip
    assert result.code == 0, result.err
    return f"{last(workspace).id}/1"


def told(row: Row) -> tuple[str, str | None, str, dict[str, object]]:
    return row.kind, row.item, row.happened_on, row.body


def test_an_outcome_of_the_one_item_discussed(coopctl: Runner, workspace: Path) -> None:
    action = meet(coopctl, workspace, "1.1")
    result = coopctl(
        "add-update", action, *DONE, "--outcome", "Danh mục chung", "--evidence", "9/BC"
    )
    update, outcome = journal(workspace)[1:]
    assert (result.code, result.out) == (0, "")
    assert result.err.splitlines() == [
        (
            "note: nobody has said yet that `1.1` has begun: reports call it not started until"
            " `coopctl add-update 1.1 in_progress …`"
        ),
        f"recorded `{update.id}`: `{action}` is Completed",
        f"recorded `{outcome.id}`: outcome of `1.1`, “Danh mục chung”",
    ]
    assert told(update) == (
        "update", action, "2024-10-20",
        {"status": "completed", "completed_on": "2024-10-15", "evidence": ["9/BC"]},
    )  # fmt: skip
    assert told(outcome) == (
        "outcome", "1.1", "2024-10-20",
        {"title": "Danh mục chung", "evidence": ["9/BC"], "from": action},
    )  # fmt: skip
    assert f"From the action: {action}" in coopctl("show", "1.1").out
    assert f"From the action: {action}" in coopctl("show", outcome.id).out


@pytest.mark.parametrize("text", ["-", "", " - "])
def test_the_action_s_own_words(coopctl: Runner, workspace: Path, text: str) -> None:
    action = meet(coopctl, workspace, "1.1")
    assert coopctl("add-update", action, *DONE, "--outcome", text).code == 0
    assert last(workspace).body == {"title": "Gửi danh mục", "from": action}


def test_an_update_of_the_item(coopctl: Runner, workspace: Path) -> None:
    action = meet(coopctl, workspace, "1.1")
    words = ("--result", "Đã gửi\n46 nguồn gen", "--evidence", "9/BC", "--item-update")
    assert coopctl("add-update", action, *DONE, *words).code == 0
    assert told(last(workspace)) == (
        "update", "1.1", "2024-10-20",
        {"status": "in_progress", "result": "Đã gửi\n46 nguồn gen", "evidence": ["9/BC"], "from": action},
    )  # fmt: skip


def test_without_a_result_the_item_gets_the_action_s_words(
    coopctl: Runner, workspace: Path
) -> None:
    action = meet(coopctl, workspace, "1.1")
    coopctl("add-update", "1.1", "suspended", "--on", "1/10/2024", "--cause", "x")
    assert coopctl("add-update", action, *DONE, "--item-update").code == 0
    body = last(workspace).body
    assert body == {"status": "suspended", "result": "Gửi danh mục", "from": action}


def test_both_at_once_as_json(coopctl: Runner, workspace: Path) -> None:
    action = meet(coopctl, workspace, "1.1", "2.1")
    result = coopctl(
        "add-update", action, *DONE, "--outcome", "x", "--item-update", "--for", "2.1", "--json"
    )
    assert result.code == 0, result.err
    found = read_json(result.out)
    assert [(one["kind"], one["item"]) for one in found] == [
        ("update", action), ("outcome", "2.1"), ("update", "2.1"),
    ]  # fmt: skip
    assert [one["id"] for one in found] == [row.id for row in journal(workspace)[1:]]


def test_a_dry_run_shows_all_and_records_nothing(coopctl: Runner, workspace: Path) -> None:
    action = meet(coopctl, workspace, "1.1")
    result = coopctl("add-update", action, *DONE, "--outcome", "-", "--item-update", "--dry-run")
    assert result.code == 0
    heads = [line for line in result.err.splitlines() if " · " in line]
    assert heads == [f"  Update · {action}", "  Outcome · 1.1", "  Update · 1.1"]
    assert len(journal(workspace)) == 1
    drafts = read_json(
        coopctl("add-update", action, *DONE, "--outcome", "-", "--dry-run", "--json").out
    )
    assert [one["kind"] for one in drafts] == ["update", "outcome"]
    assert len(journal(workspace)) == 1


def test_several_items_discussed_owe_a_choice(coopctl: Runner, workspace: Path) -> None:
    action = meet(coopctl, workspace, "1.1", "2.1")
    meeting = action.partition("/")[0]
    refused = coopctl("add-update", action, *DONE, "--outcome", "x")
    assert (refused.code, refused.out) == (2, "")
    assert refused.err.splitlines() == [
        f"error: the meeting `{meeting}` discussed several items",
        "hint: say with `--for` which the action served: 1.1, 2.1",
    ]
    assert len(journal(workspace)) == 1
    assert coopctl("add-update", action, *DONE, "--outcome", "x", "--for", "2.1").code == 0
    assert last(workspace).item == "2.1"


def test_no_item_discussed_owes_one(coopctl: Runner, workspace: Path) -> None:
    action = meet(coopctl, workspace)
    refused = coopctl("add-update", action, *DONE, "--item-update")
    assert refused.code == 2
    assert "discussed no item" in refused.err
    assert coopctl("add-update", action, *DONE, "--item-update", "--for", "3.1").code == 0
    assert last(workspace).item == "3.1"


def test_an_item_of_its_own_may_have_its_outcome_too(coopctl: Runner, workspace: Path) -> None:
    assert coopctl("add-update", "1.1", *DONE, "--outcome", "-", lang="vi").code == 0
    assert told(last(workspace)) == (
        "outcome", "1.1", "2024-10-20", {"title": "Đề xuất nhiệm vụ"}
    )  # fmt: skip


def test_what_is_reported_as_completed_is_not_opened_before_it_is_confirmed(
    coopctl: Runner, workspace: Path
) -> None:
    plan = PLAN.replace("due: Q4/2025", "due: Q4/2025\n        confirm: required")
    (workspace / "plans" / "test.yaml").write_text(plan, "utf-8")
    action = meet(coopctl, workspace, "1.1")
    reported = (
        "add-update",
        "1.1",
        "completed",
        "--on",
        "1/10/2024",
        "--completed-on",
        "1/10/2024",
    )
    assert coopctl(*reported).code == 0
    assert "Awaiting confirmation" in coopctl("status", "1.1").out
    result = coopctl("add-update", action, *DONE, "--item-update")
    assert (result.code, result.out) == (1, "")
    assert "the item `1.1` is Completed" in result.err


@pytest.mark.parametrize("status", [("completed", "--completed-on", "1/10/2024"), ("cancelled",)])
def test_a_finished_item_is_not_opened_again(
    coopctl: Runner, workspace: Path, status: tuple[str, ...]
) -> None:
    action = meet(coopctl, workspace, "1.1")
    coopctl("add-update", "1.1", *status, "--on", "2/10/2024")
    refused = coopctl("add-update", action, *DONE, "--item-update")
    assert (refused.code, refused.out) == (1, "")
    assert "the item `1.1` is C" in refused.err
    assert "--outcome" in refused.err.splitlines()[-1]
    assert len(journal(workspace)) == 2


def test_a_title_that_is_none_is_refused_and_nothing_recorded(
    coopctl: Runner, workspace: Path
) -> None:
    action = meet(coopctl, workspace, "1.1")
    refused = coopctl("add-update", action, *DONE, "--outcome", "a\x1bb")
    assert (refused.code, refused.out) == (2, "")
    assert refused.err.startswith("error: `--outcome`: character 2 of the text is U+001B")
    assert len(journal(workspace)) == 1


def test_a_remark_is_made_once(coopctl: Runner, workspace: Path) -> None:
    action = meet(coopctl, workspace, "1.1")
    early = ("completed", "--on", "1/12/2023", "--completed-on", "1/12/2023")
    result = coopctl("add-update", action, *early, "--outcome", "x")
    assert result.err.count("before the memorandum's period") == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--for", "1.1"), "`--for` goes with `--outcome` or `--item-update`"),
        (("--item-update",), "`--item-update` goes with the update of an action"),
        (("--outcome", "x", "--for", "1.2"), "`--for` goes with the update of an action"),
        (("--outcome", "x", "--edit"), "`coopctl add-update --edit` does not take `--outcome`"),
    ],
)
def test_what_does_not_go_together(
    coopctl: Runner, workspace: Path, words: tuple[str, ...], said: str
) -> None:
    result = coopctl("add-update", "1.1", "in_progress", *words)
    assert (result.code, result.out) == (2, "")
    assert said in result.err.splitlines()[0]
    assert untouched(workspace)


def test_a_file_says_it_all_itself(coopctl: Runner, workspace: Path) -> None:
    result = coopctl("add-update", "--from", "x.yaml", "--outcome", "y")
    assert result.code == 2
    assert "`coopctl add-update --from` does not take `--outcome`" in result.err


def test_an_item_that_is_not_there(coopctl: Runner, workspace: Path) -> None:
    action = meet(coopctl, workspace, "1.1")
    refused = coopctl("add-update", action, *DONE, "--outcome", "x", "--for", "9.9")
    assert refused.code == 2
    assert refused.err.startswith("error: `--for`: there is no `test:9.9`\n")
    assert len(journal(workspace)) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_at_a_terminal_all_is_shown_before_the_yes(coopctl: Runner, workspace: Path) -> None:
    action = meet(coopctl, workspace, "1.1")
    words = ("add-update", action, "completed", "--on", "20/10/2024", "--outcome", "-")
    with Terminal(*words, cwd=workspace) as terminal:
        terminal.answer("Completed on", "15/10/2024")
        shown = terminal.wait_for("Record this?")
        assert f"Update · {action}" in shown
        assert "Outcome · 1.1" in shown
        terminal.answer("", "y")
        assert terminal.finish() == 0
    assert [row.kind for row in journal(workspace)] == ["meeting", "update", "outcome"]
