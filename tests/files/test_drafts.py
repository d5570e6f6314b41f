"""Drafts: whole or not at all, under names that nobody guesses, swept up after a kill."""

import os
import sys
import time
from pathlib import Path

import pytest

from coopctl.files import drafts
from coopctl.files.drafts import OpenElsewhere, drafted, move, staged, write_whole

DRAFT = ".coopctl-" + "0" * 32 + ".draft"
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="permissions of another system")


@pytest.fixture(autouse=True)
def _nothing_swept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "_swept", set())


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """An empty folder."""
    folder = tmp_path / "here"
    folder.mkdir()
    return folder


def age(path: Path, seconds: float) -> None:
    then = time.time() - seconds
    os.utime(path, (then, then), follow_symlinks=False)


def test_a_draft_is_seen_by_its_name_and_gone_after(here: Path) -> None:
    with drafted(here / "a.txt") as file:
        file.write(b"x")
        (draft,) = here.iterdir()
        assert drafts.is_draft(draft.name)
    assert [one.name for one in here.iterdir()] == ["a.txt"]


@posix_only
def test_nobody_else_reads_a_draft_of_what_only_one_may_read(here: Path) -> None:
    (here / "a.txt").write_text("old")
    (here / "a.txt").chmod(0o600)
    with drafted(here / "a.txt"):
        assert [one.stat().st_mode & 0o777 for one in here.iterdir()] == [0o600, 0o600]
    write_whole(here / "a.txt", b"x", mode=0o640)
    assert (here / "a.txt").stat().st_mode & 0o777 == 0o640


@posix_only
def test_a_new_file_is_as_open_as_the_user_makes_files(here: Path) -> None:
    (here / "usual.txt").write_text("")
    write_whole(here / "a.txt", b"")
    assert (here / "a.txt").stat().st_mode == (here / "usual.txt").stat().st_mode


def test_a_draft_is_not_written_through_a_link(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "mine").write_text("mine")
    (here / DRAFT).symlink_to(here / "mine")
    monkeypatch.setattr(os, "urandom", bytes)
    with pytest.raises(FileExistsError):
        write_whole(here / "a.txt", b"x")
    assert (here / "mine").read_text() == "mine"
    assert (here / DRAFT).is_symlink()


def test_what_a_kill_left_goes_with_the_next_writing_and_nothing_else(here: Path) -> None:
    outside = here / "outside"
    outside.mkdir()
    (outside / "mine").write_text("mine")
    place = here / "place"
    place.mkdir()
    names = {
        "old": ".coopctl-" + "a" * 32 + ".draft", "young": ".coopctl-" + "b" * 32 + ".draft",
        "folder": ".coopctl-" + "c" * 32 + ".draft", "link": ".coopctl-" + "d" * 32 + ".draft",
        "short": ".coopctl-" + "a" * 31 + ".draft", "longer": ".coopctl-" + "a" * 32 + ".draft2",
        "other": ".x.csv.12.part",
    }  # fmt: skip
    for key in ("old", "young", "short", "longer", "other"):
        (place / names[key]).write_text("x")
    (place / names["folder"]).mkdir()
    (place / names["folder"] / "x").write_text("x")
    (place / names["folder"] / "away").symlink_to(outside)
    (place / names["link"]).symlink_to(outside)
    for key, name in names.items():
        age(place / name, 100 if key == "young" else 4000)
    write_whole(place / "a.txt", b"x")
    left = {one.name for one in place.iterdir()}
    assert left == {*names.values(), "a.txt"} - {names["old"], names["folder"]}
    assert (outside / "mine").read_text() == "mine"


def test_a_stage_leaves_what_was_moved_and_nothing_else(here: Path) -> None:
    with staged(here) as stage:
        (stage / "plans").mkdir()
        (stage / "plans" / "x").write_text("x")
        (stage / "rest").write_text("x")
        move(stage / "plans", here / "plans")
    assert sorted(one.name for one in here.rglob("*")) == ["plans", "x"]
    with staged(here) as stage:
        (stage / "x").write_text("new")
        with pytest.raises(FileExistsError):
            move(stage / "x", here / "plans" / "x")
    assert (here / "plans" / "x").read_text() == "x"
    assert sorted(one.name for one in here.rglob("*")) == ["plans", "x"]


@pytest.mark.parametrize("times", [1, 99])
def test_on_windows_a_file_that_is_open_stays_and_is_named(
    here: Path, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    place = here / "a.docx"
    place.write_text("old")
    left, replace = [times], Path.replace

    def refuse(self: Path, target: Path) -> Path:
        left[0] -= 1
        if left[0] >= 0:
            raise PermissionError(13, "Access is denied", str(self))
        return replace(self, target)

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(Path, "replace", refuse)
    monkeypatch.setattr(time, "sleep", lambda _seconds: None)
    if times == 1:  # a scanner of viruses held it for a moment
        write_whole(place, b"new")
        assert place.read_text() == "new"
        return
    with pytest.raises(OpenElsewhere, match=r"a\.docx` is open in another program"):
        write_whole(place, b"new")
    assert place.read_text() == "old"
    assert [one.name for one in here.iterdir()] == ["a.docx"]
