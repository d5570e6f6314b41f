"""What the prompts ask and take, in process: streams that call themselves terminals."""

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from coopctl.cli import main
from tests.conftest import Result, Runner
from tests.helpers.recorded import journal, last, untouched


class Screen(io.TextIOWrapper):
    """A stream that says that it is a terminal."""

    def __init__(self, typed: str = "") -> None:
        self.kept = io.BytesIO(typed.encode())
        super().__init__(self.kept, "utf-8", newline="\n", write_through=True)

    def isatty(self) -> bool:
        return True

    @property
    def shown(self) -> str:
        return self.kept.getvalue().decode()


Typist = Callable[..., Result]


@pytest.fixture
def typing(monkeypatch: pytest.MonkeyPatch) -> Typist:
    """Run the program with these words, and type these lines at its prompts."""

    def run(*argv: str, lines: tuple[str, ...] = (), lang: str = "en") -> Result:
        out, err = Screen(), Screen()
        with monkeypatch.context() as patch:
            patch.setenv("NO_COLOR", "1")
            patch.setattr(sys, "stdin", Screen("".join(f"{line}\n" for line in lines)))
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            code = main.main(["--lang", lang, *argv])
        return Result(code, out.shown, err.shown)

    return run


def test_bare_update(typing: Typist, workspace: Path) -> None:
    lines = ("2", "in_progress", "", "40", "Đã có", "", "", "", "", "12/BC", "13/BC", "", "y")
    result = typing("add-update", lines=lines)
    assert (result.code, result.out) == (0, "")
    assert (last(workspace).item, last(workspace).happened_on) == ("1.2", "2026-06-30")
    assert last(workspace).body == {
        "status": "in_progress", "progress": 40, "result": "Đã có", "evidence": ["12/BC", "13/BC"],
    }  # fmt: skip


def test_bare_update_to_completed_asks_for_the_day(typing: Typist, workspace: Path) -> None:
    lines = ("1.1", "4", "", "", "", "", "", "", "", "30/6/2025", "", "y")
    assert typing("add-update", lines=lines).code == 0
    assert last(workspace).body == {"status": "completed", "completed_on": "2025-06-30"}


def test_the_record_is_shown_before_the_question(typing: Typist, workspace: Path) -> None:
    result = typing("add-update", "1.1", lines=("in_progress", "n"))
    assert result.code == 1
    assert result.err.splitlines()[-4:] == [
        "Status (number, or the word itself):   Update · 1.1",
        "  Date: 30/6/2026",
        "  Status: In progress",
        "Record this? (y/n): note: nothing was recorded",
    ]
    assert untouched(workspace)


def test_a_list_is_numbered(typing: Typist, workspace: Path) -> None:
    result = typing("add-update", lines=())
    assert result.err.splitlines()[:6] == [
        "  1) 1.1  Propose tasks",
        "  2) 1.2  Variety trial",
        "  3) 2.1  Training",
        "  4) 2.2  Exchange of information",
        "  5) 3.1  Apply systems",
        "  6) 3.10  Traceability",
    ]
    assert (result.code, result.err.splitlines()[-1]) == (
        1,
        "the input ended; nothing was recorded",
    )
    assert untouched(workspace)


def test_withdrawn_items_and_closed_actions_are_not_offered(
    typing: Typist, coopctl: Runner, workspace: Path
) -> None:
    plan = workspace / "plans" / "test.yaml"
    plan.write_text(plan.read_text("utf-8") + "        withdrawn: {en: Not needed}\n", "utf-8")
    for text in ("gửi", "nhận"):
        coopctl("add-meeting", "--on", "1/6/2026", "--title", "x", "--action", f"hoa-binh: {text}")
    first, second = (entry.id for entry in journal(workspace))
    coopctl("add-update", f"{second}/1", "cancelled")
    shown = typing("add-update", lines=()).err
    assert f"6) {first}/1  gửi" in shown
    assert f"{second}/1" not in shown
    assert "3.10" not in shown


def test_a_number_that_is_an_id_means_the_id(typing: Typist, workspace: Path) -> None:
    plan = workspace / "plans" / "test.yaml"
    plan.write_text(plan.read_text("utf-8").replace("id: 2.2", 'id: "5"'), "utf-8")
    assert typing("add-update", lines=("5", "suspended", *[""] * 8, "y")).code == 0
    assert last(workspace).item == "5"


@pytest.mark.parametrize("wrong", ["0", "7", "9.9", ""])
def test_item_is_asked_until_it_is_known(typing: Typist, workspace: Path, wrong: str) -> None:
    lines = (wrong, "2.2", "suspended", *[""] * 8, "y")
    result = typing("add-update", lines=lines)
    assert result.code == 0
    assert "error: " in result.err
    assert last(workspace).item == "2.2"


def test_required_is_asked_until_it_is_told(typing: Typist, workspace: Path) -> None:
    result = typing("add-outcome", "1.1", lines=("", "x\x1b", "Danh mục", "y"))
    assert result.code == 0
    assert "error: missing: Title\n" in result.err
    assert "U+001B" in result.err
    assert last(workspace).body == {"title": "Danh mục"}


def test_fields_that_do_not_fit_are_asked_again(typing: Typist, workspace: Path) -> None:
    words = ("add-update", "1.1", "completed", "--on", "1/6/2026", "--progress", "40")
    result = typing(*words, lines=("2/6/2026", "100", "1/6/2026", "y"))
    assert result.code == 0, result.err
    assert "40 %" in result.err
    assert last(workspace).body == {
        "status": "completed", "progress": 100, "completed_on": "2026-06-01",
    }  # fmt: skip


def test_yes_asks_nothing(typing: Typist, workspace: Path) -> None:
    result = typing("add-update", "1.1", "--yes", lines=("in_progress", "y"))
    assert result.code == 2
    assert "missing: STATUS" in result.err
    assert untouched(workspace)


def test_no_input_asks_nothing(typing: Typist, workspace: Path) -> None:
    assert typing("add-extension", "--no-input", lines=("1.1",)).code == 2
    assert untouched(workspace)


def test_questions_in_vietnamese(typing: Typist, workspace: Path) -> None:
    result = typing("add-update", "1.1", lines=("tạm dừng", "có"), lang="vi")
    assert result.code == 0, result.err
    assert "Status" not in result.err
    assert last(workspace).body == {"status": "suspended"}


def test_broken_form_may_be_mended(
    typing: Typist, workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "editor.py"
    script.write_text(
        "import pathlib, sys\nfile = pathlib.Path(sys.argv[1])\ntext = file.read_text('utf-8')\n"
        "mended = text.replace('status: foo', 'status: in_progress')\n"
        "broken = text.replace('status:', 'status: foo')\n"
        "file.write_text(mended if mended != text else broken, 'utf-8')\n"
    )
    monkeypatch.setenv("VISUAL", f"'{sys.executable}' '{script}'")
    result = typing("add-update", "1.1", "--edit", lines=("y",))
    assert result.code == 0, result.err
    assert "add-update.yaml:10:9: error: " in result.err
    assert last(workspace).body == {"status": "in_progress"}
    given_up = typing("add-update", "1.1", "--edit", lines=("n",))
    assert given_up.code == 1
    assert len(journal(workspace)) == 1


def test_one_plan_of_several_is_named_in_the_list(typing: Typist, workspace: Path) -> None:
    text = (workspace / "plans" / "test.yaml").read_text("utf-8")
    (workspace / "plans" / "b.yaml").write_text(text.replace("id: test", "id: second"), "utf-8")
    result = typing("add-update", lines=("second:1.1", "suspended", *[""] * 8, "y"))
    assert result.code == 0, result.err
    assert "test:1.1" in result.err
    assert last(workspace).item == "1.1"


def test_a_verdict_asks_for_what_is_missing(workspace: Path, typing: Typist) -> None:
    assert typing("add-update", "1.1", "in_progress", "--office", "hoa-binh").code == 0
    update = last(workspace).id
    other = ("--office", "hung-yen")
    result = typing("dispute", *other, lines=("9.9", "1.1", "", "Thiếu 9 hồ sơ", "y"))
    assert result.code == 0
    assert "1) 1.1  Propose tasks" in result.err
    assert "1.2" not in result.err  # nothing was reported of it
    assert "there is no `9.9`" in result.err
    assert f"  Entry: {update}" in result.err
    assert last(workspace).body == {
        "entry": update, "verdict": "disputed", "reason": "Thiếu 9 hồ sơ",
    }  # fmt: skip
    declined = typing("confirm", *other, lines=("1", "n"))
    assert declined.code == 1
    assert last(workspace).body["verdict"] == "disputed"
    assert typing("confirm", *other, lines=("1", "y")).code == 0
    assert last(workspace).body == {"entry": update, "verdict": "confirmed"}


def test_which_entry_a_verdict_is_about_is_said_before_the_question(
    workspace: Path, coopctl: Runner, typing: Typist
) -> None:
    assert coopctl("add-update", "1.1", "in_progress", "--office", "hoa-binh").code == 0
    update = last(workspace).id
    result = typing("dispute", "--office", "hung-yen", lines=("1.1", "Thiếu", "n"))
    shown = result.err
    told = f"note: the last update of `1.1` is `{update}`"
    assert shown.count(told) == 1
    assert shown.index(told) < shown.index("Record this?")
    assert last(workspace).id == update
