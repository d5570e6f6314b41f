"""From what was typed to the journal: one transaction, one plan, the writer's name; or nothing."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from coopctl.domain.record.entries import canonical, chain_hash
from tests.conftest import Runner
from tests.helpers.recorded import journal, last, untouched

UPDATE = ("add-update", "1.1", "in_progress")


def test_the_first_record_makes_the_ledger(coopctl: Runner, workspace: Path) -> None:
    assert untouched(workspace)
    assert coopctl(*UPDATE).code == 0
    assert sorted(file.name for file in workspace.iterdir()) == ["coopctl.db", "plans"]


def test_the_chain_is_whole(coopctl: Runner, workspace: Path) -> None:
    for _ in range(3):
        coopctl(*UPDATE, "--result", "Đã có")
    with closing(sqlite3.connect(workspace / "coopctl.db")) as connection:
        rows = connection.execute(
            "select replica, seq, kind, plan, item, happened_on, recorded_at, author, office, "
            "replaces, body, prev, hash from journal order by seq"
        ).fetchall()
    previous = ""
    for number, row in enumerate(rows, 1):
        assert row[1] == number
        assert row[11] == previous
        previous = row[12]
        assert chain_hash(row[:12]) == previous
    assert len(rows) == 4  # the plan, and three updates
    entry = journal(workspace)[2]
    assert rows[3][10] == canonical({**entry.body, "command": entry.id})


@pytest.mark.parametrize(
    ("words", "env", "author"),
    [
        ((), {}, "tester"),
        ((), {"COOPCTL_AUTHOR": "Trần Thị B"}, "Trần Thị B"),
        (("--author", "Nguyễn Văn A"), {"COOPCTL_AUTHOR": "Trần Thị B"}, "Nguyễn Văn A"),
    ],
)
def test_author(
    coopctl: Runner, workspace: Path, words: tuple[str, ...], env: dict[str, str], author: str
) -> None:
    assert coopctl(*UPDATE, *words, env=env).code == 0
    assert last(workspace).author == author


def test_office_is_left_out_or_told(coopctl: Runner, workspace: Path) -> None:
    coopctl(*UPDATE)
    assert last(workspace).office is None
    coopctl(*UPDATE, "--office", "hung-yen")
    assert last(workspace).office == "hung-yen"
    coopctl(*UPDATE, env={"COOPCTL_OFFICE": "hoa-binh"})
    assert last(workspace).office == "hoa-binh"
    assert len({entry.id.partition("-")[0] for entry in journal(workspace)}) == 1


def test_a_broken_plan_takes_no_records(coopctl: Runner, workspace: Path) -> None:
    (workspace / "plans" / "broken.yaml").write_text("plan: [", "utf-8")
    result = coopctl(*UPDATE)
    assert (result.code, result.out) == (1, "")
    assert "plans/broken.yaml:" in result.err
    assert untouched(workspace)


def test_without_a_workspace_nothing_is_made(coopctl: Runner, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    result = coopctl(*UPDATE, cwd=empty)
    assert (result.code, result.out) == (1, "")
    assert "hint: " in result.err
    assert list(empty.iterdir()) == []


def test_from_a_folder_below(coopctl: Runner, workspace: Path) -> None:
    below = workspace / "a" / "b"
    below.mkdir(parents=True)
    assert coopctl(*UPDATE, cwd=below).code == 0
    assert len(journal(workspace)) == 1


def test_another_ledger(coopctl: Runner, workspace: Path, tmp_path: Path) -> None:
    other = tmp_path / "coopctl.db"
    assert coopctl(*UPDATE, "--ledger", str(other)).code == 0
    assert untouched(workspace)
    assert len(journal(tmp_path)) == 1


def test_item_ids_take_decomposed_letters_and_spaces(coopctl: Runner, workspace: Path) -> None:
    assert coopctl("add-update", " 1.1\n", "in_progress").code == 0
    assert last(workspace).item == "1.1"


@pytest.mark.parametrize("kind", ["meeting", "update"])
def test_plan_that_does_not_exist(coopctl: Runner, workspace: Path, kind: str) -> None:
    words = {
        "meeting": ("add-meeting", "--on", "1/1/2025", "--title", "x", "--plan", "tset"),
        "update": ("add-update", "tset:1.1", "in_progress"),
    }[kind]
    result = coopctl(*words)
    assert (result.code, result.out) == (1, "")
    assert "tset" in result.err
    assert "hint: " in result.err
    assert untouched(workspace)


@pytest.mark.parametrize(
    "words", [("--plan", "te\x1bst"), ("--item", "\udcff"), ("--plan", "x" * 300)]
)
def test_plan_and_item_of_a_meeting_are_checked_as_texts(
    coopctl: Runner, workspace: Path, words: tuple[str, str]
) -> None:
    result = coopctl("add-meeting", "--on", "1/1/2025", "--title", "x", *words)
    assert (result.code, result.out) == (2, "")
    assert f"`{words[0]}`: " in result.err
    assert words[1] not in result.err
    assert untouched(workspace)


def test_texts_begin_with_a_dash_after_an_equals_sign(coopctl: Runner, workspace: Path) -> None:
    assert coopctl(*UPDATE, "--result=--yes", "--cause=-1").code == 0
    assert last(workspace).body == {"status": "in_progress", "result": "--yes", "cause": "-1"}


@pytest.mark.parametrize("command", ["add-update", "add-meeting", "add-outcome", "add-extension"])
def test_unknown_flag_is_a_usage_error(coopctl: Runner, workspace: Path, command: str) -> None:
    result = coopctl(command, "--resutl", "x")
    assert (result.code, result.out) == (2, "")
    assert "--resutl" in result.err
    assert untouched(workspace)


def test_too_many_words_are_a_usage_error(coopctl: Runner, workspace: Path) -> None:
    result = coopctl(*UPDATE, "Đã", "có")
    assert (result.code, result.out) == (2, "")
    assert "Đã" in result.err
    assert untouched(workspace)


def test_the_program_as_a_process(workspace: Path) -> None:
    """Bytes in the arguments, bytes out: an argument that is no UTF-8 is refused, not stored."""
    run = [sys.executable, "-m", "coopctl"]
    env = {**os.environ, "COOPCTL_LANG": "en"}
    good = subprocess.run(
        [*run, *UPDATE, "--result", "Đã có"],
        cwd=workspace,
        env=env,
        capture_output=True,
        check=False,
    )
    assert (good.returncode, good.stdout) == (0, b"")
    assert last(workspace).body["result"] == "Đã có"
    if os.name == "posix":
        words = [os.fsencode(word) for word in (*run, *UPDATE, "--result")]
        bad = subprocess.run(
            [*words, b"a\xffb"], cwd=workspace, env=env, capture_output=True, check=False
        )
        assert bad.returncode == 2
        assert b"`--result`: " in bad.stderr
        assert b"U+DCFF" in bad.stderr
    assert len(journal(workspace)) == 1
