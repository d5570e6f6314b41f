"""`add-meeting --from-agenda`: the form begins with the agenda, and only what is filled in is recorded."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import PLAN, Runner
from tests.helpers.recorded import journal, last, untouched

MEETING = ("add-meeting", "--on", "19/9/2024", "--title", "Gặp nhau", "--number", "05/BB")
Editor = Callable[[str], Path]


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Editor:
    """Make an editor that keeps the form it gets and puts a title in; returns where it keeps it."""

    def make(title: str) -> Path:
        seen, script = tmp_path / "seen.yaml", tmp_path / "editor.py"
        script.write_text(
            "import pathlib, sys\nfile = pathlib.Path(sys.argv[1])\n"
            "text = file.read_text('utf-8')\n"
            f"pathlib.Path({str(seen)!r}).write_text(text, 'utf-8')\n"
            f"file.write_text(text.replace('\\ntitle:\\n', '\\ntitle: ' + {title!r} + '\\n'), 'utf-8')\n",
            "utf-8",
        )
        monkeypatch.setenv("EDITOR", f"'{sys.executable}' '{script}'")
        monkeypatch.delenv("VISUAL", raising=False)
        return seen

    return make


def test_the_form_begins_with_the_agenda(coopctl: Runner, workspace: Path, editor: Editor) -> None:
    coopctl(*MEETING, "--action", "hoa-binh: Gửi # danh mục: 1/12/2024", "--action", "hung-yen: x")
    meeting = last(workspace).id
    coopctl("add-update", f"{meeting}/2", "completed", "--completed-on", "1/1/2025")
    coopctl("add-update", "1.2", "in_progress", "--difficulty", "Thiếu: kinh\nphí # nhiều")
    difficult = last(workspace).id
    seen = editor("Họp quý III")
    result = coopctl("add-meeting", "--from-agenda", "--item", "2.2")
    assert (result.code, result.out) == (0, "")
    assert result.err == f"recorded `{last(workspace).id}`: meeting “Họp quý III”\n"
    form = seen.read_text("utf-8")
    assert (
        "# Actions of earlier meetings that are not done:\n"
        f"#   {meeting}/1  Gửi # danh mục (Phú Thọ; agreed on 19/9/2024: “Gặp nhau”, 05/BB, {meeting})\n"
    ) in form
    assert f"{meeting}/2" not in form
    body = last(workspace).body
    assert last(workspace).happened_on == "2026-06-30"
    assert body["items"] == ["2.2", "1.1", "1.2", "2.1", "3.1", "3.10"]
    assert "actions" not in body
    assert body["proceedings"].splitlines()[:2] == [
        f"{meeting}/1 Gửi # danh mục: Overdue 576 days; Not started; due 1/12/2024; Phú Thọ",
        "1.1 Propose tasks: Overdue 181 days; Not started; due Q4/2025 (31/12/2025); Phú Thọ; No news so far",
    ]
    assert (
        "1.2 Variety trial: In progress; due 31/12/2026; Hưng Yên; "
        f"Difficulty without an answer (30/6/2026, {difficult}): Thiếu: kinh phí # nhiều"
    ) in body["proceedings"].splitlines()


def test_why_an_outcome_is_on_it_is_said(coopctl: Runner, workspace: Path, editor: Editor) -> None:
    coopctl("add-outcome", "2.1", "--on", "1/6/2026", "--title", "Lớp đầu")
    bare = last(workspace).id
    editor("Họp")
    assert coopctl("add-meeting", "--from-agenda").code == 0
    assert last(workspace).body["proceedings"].splitlines()[-1] == (
        f"{bare} Lớp đầu: 1/6/2026; outcome of 2.1; Hưng Yên; Without evidence"
    )


def test_the_day_and_the_party_of_the_meeting(
    coopctl: Runner, workspace: Path, editor: Editor
) -> None:
    editor("Họp")
    result = coopctl("add-meeting", "--from-agenda", "--on", "1/6/2026", "--party", "hung-yen")
    assert result.code == 0, result.err
    assert last(workspace).happened_on == "2026-06-01"
    assert last(workspace).body["items"] == ["1.1", "1.2", "2.1"]
    assert "Overdue 152 days" in last(workspace).body["proceedings"]


def test_a_form_left_as_it_was_records_nothing(coopctl: Runner, workspace: Path) -> None:
    result = coopctl("add-meeting", "--from-agenda", env={"EDITOR": "true", "VISUAL": "true"})
    assert (result.code, result.out) == (1, "")
    assert result.err == "error: the form was left as it was; nothing was recorded\n"
    assert untouched(workspace)


def test_an_editor_that_fails_is_told_of_in_the_readers_words(
    coopctl: Runner, workspace: Path
) -> None:
    for editor, reason in (
        ("no-such", "không có tệp hoặc thư mục đó"),
        ("false", "mã thoát của chương trình này là 1"),
        ("vi '", "dấu ngoặc kép hoặc nháy chưa đóng"),
    ):
        env = {"EDITOR": editor, "VISUAL": ""}
        result = coopctl("add-meeting", "--from-agenda", env=env, lang="vi")
        assert result.code == 1
        assert result.err.splitlines()[0] == (
            f"lỗi: trình soạn thảo `{editor}` không chạy được: {reason}"
        )
        assert untouched(workspace)


def test_a_dry_run_shows_and_records_nothing(
    coopctl: Runner, workspace: Path, editor: Editor
) -> None:
    editor("Họp")
    result = coopctl("add-meeting", "--from-agenda", "--dry-run")
    assert result.code == 0
    assert "Items discussed: 1.1" in result.err
    assert journal(workspace) == []


def test_several_plans_must_be_told_apart(coopctl: Runner, workspace: Path, editor: Editor) -> None:
    text = PLAN.replace("id: test", "id: west").replace("1/10/2024", "1/11/2024")
    (workspace / "plans" / "west.yaml").write_text(text, "utf-8")
    editor("Họp")
    refused = coopctl("add-meeting", "--from-agenda")
    assert refused.code == 1
    assert "say which with `--plan`: test, west" in refused.err
    assert coopctl("add-meeting", "--from-agenda", "--plan", "west").code == 0
    assert last(workspace).body["items"] == ["1.1", "1.2", "2.1", "2.2", "3.1", "3.10"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--party", "hoa-binh"), "`--party` goes with `--from-agenda`"),
        (("--from-agenda", "--from", "x.yaml"), "`coopctl add-meeting --from` does not take `--from-agenda`"),
        (("--from-agenda", "--party", "hanoi"), "the plan has no party `hanoi`"),
        (("--from-agenda", "--on", "31/2/2026"), "`--on`: "),
    ],
)  # fmt: skip
def test_what_is_refused(
    coopctl: Runner, workspace: Path, editor: Editor, words: tuple[str, ...], said: str
) -> None:
    seen = editor("Họp")
    result = coopctl("add-meeting", *words)
    assert result.code in {1, 2}
    assert said in result.err.splitlines()[0]
    assert result.err.splitlines()[1].startswith("hint: ")
    assert not seen.exists()
    assert untouched(workspace)
