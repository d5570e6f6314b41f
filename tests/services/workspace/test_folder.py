"""Which folder a command works in where nobody names one."""

import os
from pathlib import Path

import pytest

from tests.conftest import Runner

SAID = "note: the workspace is `{path}`, above this folder; {owner}\n"
needs_owners = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="owners are not to be had")


@pytest.fixture
def below(workspace: Path) -> Path:
    folder = workspace / "a" / "b"
    folder.mkdir(parents=True)
    return folder


def test_nothing_is_said_of_ones_own(workspace: Path, below: Path, coopctl: Runner) -> None:
    result = coopctl("status", cwd=below)
    assert (result.code, result.err) == (0, "")


@needs_owners
def test_another_owner_above_is_named_once(
    workspace: Path, below: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = (workspace / "plans").owner()
    monkeypatch.setattr(os, "geteuid", lambda: 4711)
    for command in (("status",), ("log",), ("add-update", "1.1", "in_progress")):
        result = coopctl(*command, cwd=below)
        assert result.code == 0
        assert result.err.count(SAID.format(path=workspace, owner=f"it belongs to `{owner}`")) == 1
        assert "hint: if it is not yours, `--workspace` names yours" in result.err
    assert "thuộc" in coopctl("status", cwd=below, lang="vi").err


@needs_owners
def test_the_folder_that_one_is_in_or_named_is_taken_without_a_word(
    workspace: Path, below: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 4711)
    assert coopctl("status").err == ""
    assert coopctl("status", "--workspace", str(workspace), cwd=below).err == ""
    assert coopctl("status", cwd=below, env={"COOPCTL_WORKSPACE": str(workspace)}).err == ""


def test_within_the_home_nothing_above_it_is_taken(
    workspace: Path, below: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    for home, code in ((below, 1), (below.parent, 1), (workspace, 0), (workspace / "plans", 0)):
        monkeypatch.setenv("HOME", str(home))
        monkeypatch.setenv("USERPROFILE", str(home))
        assert coopctl("status", cwd=below).code == code
    assert "there is no workspace here" in coopctl(
        "status", cwd=below, env={"HOME": str(below), "USERPROFILE": str(below)}
    ).err  # fmt: skip


def test_without_owners_only_the_home_is_ones_own(
    workspace: Path, below: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delattr(os, "geteuid", raising=False)
    monkeypatch.setattr(Path, "owner", _no_owner)
    assert coopctl("status", cwd=below).err == ""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    said = coopctl("status", cwd=below, env={"HOME": str(elsewhere), "USERPROFILE": str(elsewhere)})
    assert SAID.format(path=workspace, owner="whose it is cannot be seen here") in said.err


def _no_owner(folder: Path) -> str:
    raise NotImplementedError
