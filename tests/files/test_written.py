"""What was written last under a path: small, bounded, and unknown where anything is amiss."""

import os
import threading
from pathlib import Path

import pytest

from coopctl.files import places, written
from coopctl.files.places import state_folder

SHA = "a" * 64


def notes() -> list[Path]:
    folder = state_folder()
    assert folder is not None
    return sorted((folder / "written").iterdir())


def test_it_remembers_the_last_and_only_that(tmp_path: Path) -> None:
    assert written.find_written(tmp_path / "x") is None
    for sha in ("b" * 64, SHA):
        written.remember(tmp_path / "x", sha)
    assert written.find_written(tmp_path / "x") == SHA
    assert written.find_written(tmp_path / "y") is None
    (note,) = notes()
    assert note.stat().st_size == 65
    assert str(tmp_path) not in note.name
    if os.name != "nt":
        assert note.stat().st_mode & 0o777 == 0o600
        assert note.parent.stat().st_mode & 0o777 == 0o700


def test_it_stays_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(written, "_MOST", 10)
    monkeypatch.setattr(written, "_KEPT", 5)
    for number in range(30):
        written.remember(tmp_path / str(number), SHA)
        assert len(notes()) <= 10
    assert written.find_written(tmp_path / "29") == SHA
    assert written.find_written(tmp_path / "0") is None


def test_many_at_once_lose_nothing(tmp_path: Path) -> None:
    paths = [tmp_path / str(number) for number in range(20)]
    threads = [threading.Thread(target=written.remember, args=(path, SHA)) for path in paths]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [written.find_written(path) for path in paths] == [SHA] * len(paths)


def test_a_user_without_a_home_has_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "state_folder", lambda: None)
    written.remember(tmp_path / "x", SHA)
    assert written.find_written(tmp_path / "x") is None


def test_a_folder_in_the_place_of_a_note_is_unknown(tmp_path: Path) -> None:
    written.remember(tmp_path / "x", SHA)
    (note,) = notes()
    note.unlink()
    note.mkdir()
    assert written.find_written(tmp_path / "x") is None
    written.remember(tmp_path / "x", SHA)
    assert written.find_written(tmp_path / "x") is None
