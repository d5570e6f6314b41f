"""A ledger that is gone or empty is missed: none is begun unasked where records were made."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Runner
from tests.helpers.printed import read_json
from tests.helpers.story import tell

COMMANDS = (
    ("status",), ("due",), ("log",), ("verify",), ("add-update", "1.1", "in_progress"), ("undo",),
    ("export", "json"),
)  # fmt: skip
_NOTED = "is gone or empty: something was recorded in it on this computer"
_KEPT = "is gone or empty: beside it lies evidence that was kept for its records (1 files)"


def vanish(ledger: Path) -> None:
    ledger.unlink()


def empty(ledger: Path) -> None:
    ledger.write_bytes(b"")


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("lose", [vanish, empty])
def test_what_this_user_recorded_in_is_missed(
    lose: Callable[[Path], None], words: tuple[str, ...], workspace: Path, coopctl: Runner
) -> None:
    tell(coopctl)
    lose(workspace / "coopctl.db")
    before = {file.name for file in workspace.iterdir()}
    result = coopctl(*words)
    assert result.code == 1
    assert _NOTED in result.out + result.err
    assert "`coopctl init --new-ledger` lets a new one begin" in result.err
    assert {file.name for file in workspace.iterdir()} == before


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_kept_evidence_tells_where_no_note_does(
    words: tuple[str, ...], workspace: Path, tmp_path: Path, coopctl: Runner
) -> None:
    (workspace / "a.txt").write_text("a", "utf-8")
    assert coopctl("add-update", "1.1", "in_progress", "--evidence", "a.txt").code == 0
    copy = tmp_path / "copied"
    shutil.copytree(workspace, copy)
    (copy / "coopctl.db").unlink()
    result = coopctl(*words, cwd=copy)
    assert result.code == 1
    assert _KEPT in result.out + result.err
    assert "no entry names" not in result.err


def test_verify_says_it_in_json(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    (workspace / "coopctl.db").unlink()
    result = coopctl("verify", "--json")
    (problem,) = read_json(result.out)["problems"]
    assert (result.code, problem["check"]) == (1, "file")
    assert read_json(result.out)["unnamed_files"] is None


def test_a_new_one_begins_where_that_is_said(workspace: Path, coopctl: Runner) -> None:
    (workspace / "a.txt").write_text("a", "utf-8")
    assert coopctl("add-update", "1.1", "in_progress", "--evidence", "a.txt").code == 0
    assert coopctl("init", "--new-ledger", cwd=workspace).code == 1
    (workspace / "coopctl.db").unlink()
    assert coopctl("init", "--new-ledger", cwd=workspace).code == 0
    assert coopctl("status").code == 0
    assert coopctl("add-update", "1.1", "in_progress").code == 0
    (workspace / "coopctl.db").unlink()
    assert coopctl("status").code == 1


def test_a_ledger_that_came_back_goes_on(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    away = (workspace / "coopctl.db").rename(workspace / "away.db")
    assert coopctl("status").code == 1
    away.rename(workspace / "coopctl.db")
    assert coopctl("add-update", "1.1", "in_progress").code == 0


def test_a_workspace_that_never_had_one_goes_on(workspace: Path, coopctl: Runner) -> None:
    (workspace / "evidence").mkdir()
    (workspace / "evidence" / "notes.txt").write_text("x", "utf-8")
    (workspace / "coopctl.db").write_bytes(b"")
    assert coopctl("status").code == 0
    assert coopctl("verify").code == 0
    assert coopctl("add-update", "1.1", "in_progress").code == 0
