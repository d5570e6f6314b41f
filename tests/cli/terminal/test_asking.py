"""Asking, on a real terminal: the program runs in a pseudo-terminal, keys are typed into it."""

import sys
from pathlib import Path

import pytest

from tests.conftest import Runner
from tests.helpers.recorded import journal, last, untouched
from tests.helpers.terminal import Terminal

if sys.platform == "win32":
    pytest.skip("there are no pseudo-terminals", allow_module_level=True)

CTRL_C, CTRL_D = "\x03", "\x04"
DAY = "30/6/2026"


def test_bare_command_asks_for_everything(workspace: Path) -> None:
    with Terminal("add-update", cwd=workspace) as terminal:
        offered = terminal.wait_for("Item (")
        terminal.type("1\n")
        statuses = terminal.wait_for("Status (")
        terminal.type("2\n")
        terminal.answer("Date (today if empty)", "19/9/2024")
        terminal.answer("Progress", "40")
        terminal.answer("Result", "Đã thống nhất danh mục nguồn gen")
        terminal.answer("Difficulty", "")
        terminal.answer("Cause", "")
        terminal.answer("Proposal", "")
        terminal.answer("Next step", "Nghiệm thu")
        terminal.answer("Evidence 1", "12/BB-SKHCN, 19/9/2024")
        terminal.answer("Evidence 2", "")
        shown = terminal.wait_for("Record this? (y/n): ")
        terminal.type("y\n")
        assert terminal.finish() == 0
    lines = [line.split() for line in offered.splitlines()]
    assert [line[:2] for line in lines] == [
        ["1)", "1.1"], ["2)", "1.2"], ["3)", "2.1"], ["4)", "2.2"], ["5)", "3.1"], ["6)", "3.10"],
    ]  # fmt: skip
    assert "1.1  Propose tasks" in offered
    assert "2) in_progress  In progress" in statuses
    for text in ("1.1", "In progress", "19/9/2024", "40", "Đã thống nhất danh mục nguồn gen",
                 "Nghiệm thu", "12/BB-SKHCN, 19/9/2024"):  # fmt: skip
        assert text in shown
    entry = last(workspace)
    assert f"recorded `{entry.id}`" in terminal.seen
    assert (entry.item, entry.happened_on) == ("1.1", "2024-09-19")
    assert entry.body == {
        "status": "in_progress",
        "progress": 40,
        "result": "Đã thống nhất danh mục nguồn gen",
        "next_step": "Nghiệm thu",
        "evidence": ["12/BB-SKHCN, 19/9/2024"],
    }


@pytest.mark.parametrize("word", ["y", "Y", "yes", "c", "có", "CO"])
def test_yes_in_both_languages(workspace: Path, word: str) -> None:
    with Terminal("add-update", "1.1", cwd=workspace) as terminal:
        terminal.answer("Status", "in_progress")
        terminal.answer("Record this?", word)
        assert terminal.finish() == 0
    assert last(workspace).body == {"status": "in_progress"}


@pytest.mark.parametrize("word", ["n", "no", "k", "không"])
def test_no_in_both_languages(workspace: Path, word: str) -> None:
    with Terminal("add-update", "1.1", cwd=workspace) as terminal:
        terminal.answer("Status", "in_progress")
        terminal.answer("Record this?", word)
        assert terminal.finish() == 1
    assert "nothing was recorded" in terminal.seen
    assert untouched(workspace)


def test_neither_yes_nor_no_is_asked_again(workspace: Path) -> None:
    with Terminal("add-update", "1.1", cwd=workspace) as terminal:
        terminal.answer("Status", "in_progress")
        terminal.answer("Record this?", "perhaps")
        terminal.answer("Record this?", "")
        terminal.answer("Record this?", "y")
        assert terminal.finish() == 0
    assert len(journal(workspace)) == 1


@pytest.mark.parametrize("prompt", ["Item (", "Status (", "Record this?"])
@pytest.mark.parametrize(("key", "code"), [(CTRL_C, 130), (CTRL_D, 1)])
def test_ctrl_c_and_end_of_input_record_nothing(
    workspace: Path, prompt: str, key: str, code: int
) -> None:
    words = {"Item (": (), "Status (": ("1.1",), "Record this?": ("1.1",)}[prompt]
    with Terminal("add-update", *words, cwd=workspace) as terminal:
        if prompt == "Record this?":
            terminal.answer("Status", "in_progress")
        terminal.wait_for(prompt)
        terminal.wait_for(": ")
        assert terminal.end_by(key) == code
    assert "nothing was recorded" in terminal.seen.splitlines()[-1]
    assert "Traceback" not in terminal.seen
    assert untouched(workspace)


def test_ctrl_c_in_the_middle_of_a_ledger_leaves_it(workspace: Path, coopctl: Runner) -> None:
    coopctl("add-update", "1.1", "in_progress")
    before = (workspace / "coopctl.db").read_bytes()
    with Terminal("add-update", "1.1", cwd=workspace) as terminal:
        terminal.wait_for("Status (")
        terminal.wait_for(": ")
        assert terminal.end_by() == 130
    assert (workspace / "coopctl.db").read_bytes() == before


def test_wrong_answers_are_asked_again_with_the_reason(workspace: Path) -> None:
    with Terminal("add-update", cwd=workspace) as terminal:
        terminal.answer("Item (", "9.9")
        assert "`9.9`" in terminal.wait_for("Item (")
        terminal.answer("", "")
        terminal.answer("Item (", "1.1")
        terminal.answer("Status (", "complted")
        said = terminal.wait_for("Status (")
        assert "`complted`" in said
        assert "one of: completed (Completed)," in said
        terminal.answer("", "7")
        terminal.answer("Status (", "")
        assert "missing: Status" in terminal.wait_for("Status (")
        terminal.answer("", "in_progress")
        terminal.answer("Date", "31/2/2025")
        assert "month 2 of 2025" in terminal.wait_for("Date")
        terminal.answer("", "9/19/2024")
        terminal.answer("Date", "19/9/24")
        assert "19/9/2024" in terminal.wait_for("Date")
        terminal.answer("", "1/1/2199")
        terminal.answer("Date", "")
        terminal.answer("Progress", "101")
        assert "`101`" in terminal.wait_for("Progress")
        terminal.answer("", "-1")
        terminal.answer("Progress", "60 %")
        for label in ("Result", "Difficulty", "Cause", "Proposal", "Next step", "Evidence 1"):  # fmt: skip
            terminal.answer(label, "")
        terminal.answer("Record this?", "y")
        assert terminal.finish() == 0
    assert (last(workspace).item, last(workspace).body) == (
        "1.1", {"status": "in_progress", "progress": 60},
    )  # fmt: skip


def test_only_what_is_missing_is_asked(workspace: Path) -> None:
    with Terminal("add-outcome", "2.1", "--indicator", "trained", cwd=workspace) as terminal:
        terminal.answer("Title", "Lớp tập huấn")
        before = terminal.wait_for("Record this?")
        terminal.type("y\n")
        assert terminal.finish() == 0
    assert "Evidence" not in before
    assert last(workspace).body == {"title": "Lớp tập huấn", "indicator": "trained"}


@pytest.mark.parametrize("status", ["completed", "Completed", "comp", "đã hoàn thành"])
def test_completed_asks_for_the_day(workspace: Path, coopctl: Runner, status: str) -> None:
    with Terminal("add-update", "1.1", status, cwd=workspace) as terminal:
        terminal.answer("Completed on", "")
        terminal.answer("Completed on", "30/9/2024")
        said = terminal.wait_for("Completed on")
        assert "1/10/2024" in said  # the item's start
        terminal.answer("", "30/6/2025")
        terminal.answer("Record this?", "y")
        assert terminal.finish() == 0
    assert "without evidence" in terminal.seen
    assert last(workspace).body == {"status": "completed", "completed_on": "2025-06-30"}


def test_fields_that_do_not_fit_together_are_asked_again(workspace: Path) -> None:
    words = ("add-update", "1.1", "completed", "--progress", "40")
    with Terminal(*words, cwd=workspace) as terminal:
        terminal.answer("Completed on", "30/6/2025")
        said = terminal.wait_for("Progress")
        assert "40 %" in said
        terminal.answer("", "")
        terminal.answer("Record this?", "y")
        assert terminal.finish() == 0
    assert last(workspace).body == {"status": "completed", "completed_on": "2025-06-30"}


def test_mistaken_flags_are_asked_again(workspace: Path) -> None:
    with Terminal("add-meeting", "--on", "31/2/2025", cwd=workspace) as terminal:
        terminal.answer("Title", "Họp")
        terminal.answer("Date", "28/2/2025")
        terminal.answer("Record this?", "y")
        assert terminal.finish() == 0
    assert last(workspace).happened_on == "2025-02-28"


def test_mistaken_item_flag_names_its_argument(workspace: Path) -> None:
    with Terminal("add-update", "9.9", cwd=workspace) as terminal:
        assert terminal.finish() == 1
    assert "`9.9`" in terminal.seen
    assert untouched(workspace)


def test_meeting_takes_lists(workspace: Path) -> None:
    with Terminal("add-meeting", cwd=workspace) as terminal:
        terminal.answer("Date", "")
        terminal.answer("Date", "19/9/2024")
        terminal.answer("Title", "Thăm, làm việc")
        terminal.answer("Until", "")
        terminal.answer("Kind", "2")
        terminal.answer("Place", "Hòa Bình")
        terminal.answer("Host", "hoa-bin")
        terminal.answer("Host", "hoa-binh")
        for label in ("Chair", "Secretary", "Number of the minutes"):
            terminal.answer(label, "")
        terminal.answer("Attendees 1", "hung-yen: Nguyễn Văn A, Trưởng đoàn")
        terminal.answer("Attendees 2", "hoa-binh: Trần Thị B")
        terminal.answer("Attendees 3", "")
        terminal.answer("Invited 1", "")
        terminal.answer("Items discussed 1", "1.1")
        terminal.answer("Items discussed 2", "")
        terminal.answer("Proceedings", "")
        terminal.answer("Conclusions 1", "")
        terminal.answer("Actions 1", "hoa-binh: gửi danh mục: 15/10/2024")
        terminal.answer("Actions 2", "")
        terminal.answer("Evidence 1", "")
        terminal.answer("Record this?", "c")
        assert terminal.finish() == 0
    assert last(workspace).body == {
        "title": "Thăm, làm việc", "kind": "working_visit", "place": "Hòa Bình", "host": "hoa-binh",
        "attendees": [{"party": "hung-yen", "name": "Nguyễn Văn A", "role": "Trưởng đoàn"},
                      {"party": "hoa-binh", "name": "Trần Thị B"}],
        "items": ["1.1"],
        "actions": [{"text": "gửi danh mục", "lead": "hoa-binh", "due_text": "15/10/2024",
                     "due": "2024-10-15"}],
    }  # fmt: skip


def test_actions_are_offered_too(workspace: Path, coopctl: Runner) -> None:
    for text in ("gửi danh mục", "ký biên bản"):
        coopctl(
            "add-meeting", "--on", "1/6/2026", "--title", "Họp", "--action", f"hoa-binh: {text}"
        )
    first, second = (entry.id for entry in journal(workspace))
    coopctl("add-update", f"{first}/1", "completed", "--completed-on", "2/6/2026")
    with Terminal("add-update", cwd=workspace) as terminal:
        offered = terminal.wait_for("Item (")
        terminal.answer("", "7")
        terminal.wait_for("Status (")
        terminal.wait_for(": ")
        terminal.end_by()
    assert f"7) {second}/1  ký biên bản" in offered
    assert f"{first}/1" not in offered  # it is done


def test_items_of_several_plans_say_their_plan(workspace: Path) -> None:
    text = (workspace / "plans" / "test.yaml").read_text("utf-8")
    (workspace / "plans" / "b.yaml").write_text(text.replace("id: test", "id: second"), "utf-8")
    with Terminal("add-update", cwd=workspace) as terminal:
        offered = terminal.wait_for("Item (")
        terminal.answer("", "12")
        terminal.wait_for("Status (")
        terminal.wait_for(": ")
        terminal.end_by()
    assert "second:1.1" in offered
    assert "test:1.1" in offered
    assert len(offered.splitlines()) == 12


def test_vietnamese_all_the_way(workspace: Path, coopctl: Runner) -> None:
    with Terminal("add-update", "1.1", "--lang", "vi", cwd=workspace) as terminal:
        terminal.wait_for("đang thực hiện".capitalize())
        terminal.wait_for(": ")
        terminal.type("đang thực hiện\n")
        terminal.wait_for("Đang thực hiện")  # the record, before the question
        terminal.wait_for("?")
        terminal.wait_for(": ")
        terminal.type("có\n")
        assert terminal.finish() == 0
    assert last(workspace).body == {"status": "in_progress"}
    assert "recorded" not in terminal.seen


@pytest.mark.parametrize("switch", ["--no-input", "--yes"])
def test_switches_that_ask_nothing(workspace: Path, switch: str) -> None:
    with Terminal("add-update", switch, cwd=workspace) as terminal:
        assert terminal.finish() == 2
    assert "missing: ITEM, STATUS" in terminal.seen
    assert untouched(workspace)


def test_whole_flags_ask_nothing(workspace: Path) -> None:
    with Terminal("add-update", "1.1", "in_progress", cwd=workspace) as terminal:
        assert terminal.finish() == 0
    assert "Record this?" not in terminal.seen
    assert len(journal(workspace)) == 1


def test_dry_run_asks_and_records_nothing(workspace: Path) -> None:
    with Terminal("add-update", "1.1", "--dry-run", cwd=workspace) as terminal:
        terminal.answer("Status", "in_progress")
        assert terminal.finish() == 0
    assert "Record this?" not in terminal.seen
    assert "Status: In progress" in terminal.seen
    assert "dry run" in terminal.seen
    assert untouched(workspace)


def test_broken_form_is_opened_again(workspace: Path, tmp_path: Path) -> None:
    """The first time the editor breaks the form, the second time it mends it."""
    script = tmp_path / "editor.py"
    script.write_text(
        "import pathlib, sys\nfile = pathlib.Path(sys.argv[1])\ntext = file.read_text('utf-8')\n"
        "mended = text.replace(\"status: 'in\", 'status: in_progress')\n"
        "broken = text.replace('status:', \"status: 'in\").replace('item:', 'item: 1.1')\n"
        "file.write_text(mended if mended != text else broken, 'utf-8')\n"
    )
    env = {"EDITOR": f"'{sys.executable}' '{script}'", "VISUAL": ""}
    with Terminal("add-update", "--edit", cwd=workspace, env=env) as terminal:
        said = terminal.wait_for("Edit the form again?")
        terminal.type("y\n")
        assert terminal.finish() == 0
    assert "add-update.yaml:" in said
    assert last(workspace).body == {"status": "in_progress"}


def test_broken_form_may_be_given_up(workspace: Path, tmp_path: Path) -> None:
    script = tmp_path / "editor.py"
    script.write_text("import pathlib, sys\npathlib.Path(sys.argv[1]).write_text('status: x')\n")
    env = {"EDITOR": f"'{sys.executable}' '{script}'", "VISUAL": ""}
    with Terminal("add-update", "--edit", cwd=workspace, env=env) as terminal:
        terminal.answer("Edit the form again?", "n")
        assert terminal.finish() == 1
    assert untouched(workspace)


def test_hostile_titles_do_not_steer_the_terminal(workspace: Path) -> None:
    plan = workspace / "plans" / "test.yaml"
    plan.write_text(
        plan.read_text("utf-8").replace("Variety trial", "'[red]x[/x] :smile:'"), "utf-8"
    )
    with Terminal("add-update", cwd=workspace) as terminal:
        assert "[red]x[/x] :smile:" in terminal.wait_for("Item (")
        terminal.wait_for(": ")
        terminal.end_by()


def test_redirected_output_asks_nothing(workspace: Path, coopctl: Runner) -> None:
    result = coopctl("add-update", stdin="1.1\nin_progress\ny\n")
    assert (result.code, result.out) == (2, "")
    assert "missing: ITEM, STATUS" in result.err
    assert untouched(workspace)
