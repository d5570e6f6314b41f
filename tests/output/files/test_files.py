"""Files that come out whole or not at all."""

import os
import sys
from pathlib import Path

import pytest

from coopctl.messages import CoopError
from coopctl.output.files.files import look_at, open_binary, open_target


class Halted(Exception):
    """Something stops the writing half-way."""


def write_and_stop(path: Path, stop: BaseException) -> None:
    with open_target(look_at(path)) as target:
        target.write("new")
        raise stop


def test_no_path_is_standard_output() -> None:
    with open_target(None) as target:
        assert target is sys.stdout


def test_a_file_appears_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with open_target(look_at(path), "utf-8-sig") as target:
        target.write("Hòa\r\n")
        target.flush()
        assert not path.exists()
    assert path.read_bytes() == b"\xef\xbb\xbfH\xc3\xb2a\r\n"
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["a.csv"]


@pytest.mark.parametrize("stop", [Halted, KeyboardInterrupt, CoopError])
def test_what_was_there_stays_when_it_is_stopped(tmp_path: Path, stop: type[BaseException]) -> None:
    path = tmp_path / "a.csv"
    path.write_text("old")
    with pytest.raises(stop):
        write_and_stop(path, stop("x"))
    assert path.read_text() == "old"
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["a.csv"]


def test_letters_that_no_file_can_hold_are_written_as_codes(tmp_path: Path) -> None:
    with open_target(look_at(tmp_path / "a.txt")) as target:
        target.write("a\udc80b")
    assert (tmp_path / "a.txt").read_text() == "a\\udc80b"


@pytest.mark.unix("links and permissions")
def test_permissions_and_links_stay(tmp_path: Path) -> None:
    real, link = tmp_path / "real.csv", tmp_path / "link.csv"
    real.write_text("old")
    real.chmod(0o640)
    link.symlink_to(real)
    with open_target(look_at(link)) as target:
        target.write("new")
    assert link.is_symlink()
    assert real.read_text() == "new"
    assert real.stat().st_mode & 0o777 == 0o640


@pytest.mark.unix("links and permissions")
def test_a_link_that_leads_nowhere_yet_is_followed(tmp_path: Path) -> None:
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    with open_target(look_at(tmp_path / "link.csv")) as target:
        target.write("new")
    assert (tmp_path / "real.csv").read_text() == "new"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    with open_target(look_at(pipe)) as target:
        target.write("data")
    assert os.read(reader, 100) == b"data"
    os.close(reader)
    assert pipe.is_fifo()
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(".")] == []


@pytest.mark.parametrize(
    "path",
    [
        "none/a.csv",
        "file/a.csv",
        pytest.param("x" * 300, marks=pytest.mark.unix("Wine bounds no names")),
    ],
)
def test_a_place_that_cannot_be_written(tmp_path: Path, path: str) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(CoopError) as caught, open_target(look_at(tmp_path / path)):
        pytest.fail("nothing was to be opened")
    assert str(Path(path)) in str(caught.value.message)
    assert caught.value.hint is not None
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["file"]


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(CoopError) as caught, open_target(look_at(tmp_path)):
        pytest.fail("nothing was to be opened")
    assert str(tmp_path) in str(caught.value.message)


def test_a_file_that_cannot_take_its_place_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, _target: Path) -> Path:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(CoopError) as caught, open_target(look_at(tmp_path / "a.csv")) as target:
        target.write("new")
    assert "Permission denied" in str(caught.value.message)
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == []


def test_bytes_come_out_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with open_binary(look_at(path)) as target:
        target.write(b"old")
    with pytest.raises(ValueError, match="negative"), open_binary(look_at(path)) as target:
        target.write(bytes(-1))
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == ["a.xlsx"]


def test_bytes_do_not_go_into_a_folder(tmp_path: Path) -> None:
    with pytest.raises(CoopError, match="is a folder"), open_binary(look_at(tmp_path)):
        pass
