"""Which program the user's editor is: what PATH names, and never what lies in the current folder."""

import os
import sys
from pathlib import Path

import pytest

from coopctl.cli.terminal.editor import _words_of, edit
from coopctl.messages import CoopError


@pytest.fixture
def windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A current folder with a program of a partner's in it, on what takes itself for Windows; the user's own folder."""
    own, here = tmp_path / "own", tmp_path / "gui"
    for folder, names in (
        (own, ["code.cmd", "ed.exe"]),
        (here, ["vim.bat", "code.cmd", "ed.exe", "vim"]),
    ):
        folder.mkdir()
        for name in names:
            (folder / name).write_text("", "utf-8")
    monkeypatch.chdir(here)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("PATHEXT", os.pathsep.join((".EXE", ".bat", ".cmd")))
    monkeypatch.setenv("PATH", os.pathsep.join(("", ".", str(own))))
    (own / "ed.EXE").write_text("", "utf-8")
    return own


def test_a_short_name_is_sought_on_the_path_alone(windows: Path) -> None:
    assert _words_of("code --wait") == [str(windows / "code.cmd"), "--wait"]
    assert _words_of("ed") == [str(windows / "ed.EXE")]
    assert _words_of("ed.exe") == [str(windows / "ed.exe")]


@pytest.mark.parametrize("name", ["vim", "vim.bat", "vim -f"])
def test_what_lies_in_the_current_folder_is_not_run(
    name: str, windows: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", name)
    with pytest.raises(CoopError) as caught:
        edit(windows / "form.yaml")
    assert "did not work" in str(caught.value.message)


def test_a_path_is_taken_as_it_stands(windows: Path) -> None:
    place = windows / "my ed.exe"
    place.write_text("", "utf-8")
    assert _words_of(str(place)) == [str(place)]
    assert _words_of(f'"{place}" -w') == [str(place), "-w"]
