"""`coopctl open`: the page in the user's cache, and the browser that shows it."""

import sys
import webbrowser
from pathlib import Path
from urllib.parse import urlparse
from urllib.request import url2pathname

import pytest

from tests.conftest import Runner
from tests.helpers.story import tell


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What the browser was asked to open."""
    paths: list[Path] = []

    def note(url: str) -> bool:
        paths.append(Path(url2pathname(urlparse(url).path)))
        return True

    monkeypatch.setattr(webbrowser, "open", note)
    return paths


def test_the_page_is_written_said_and_opened(
    workspace: Path, coopctl: Runner, opened: list[Path], tmp_path: Path
) -> None:
    tell(coopctl)
    result = coopctl("open")
    (path,) = opened
    assert (result.code, result.out, result.err) == (0, "", f"note: wrote `{path}`\n")
    assert path.read_text("utf-8") == coopctl("export", "html").out
    assert path.is_relative_to(tmp_path / "home")
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_it_leaves_one_page_however_often(
    workspace: Path, coopctl: Runner, opened: list[Path]
) -> None:
    tell(coopctl)
    for day in ("30/6/2025", "30/6/2026", "1/7/2026"):
        assert coopctl("open", "--as-of", day).code == 0
    (path,) = set(opened)
    assert [file.name for file in path.parent.iterdir()] == ["coopctl.html"]
    assert path.read_text("utf-8") == coopctl("export", "html", "--as-of", "1/7/2026").out


def test_a_link_in_the_place_of_the_page_is_replaced_and_not_followed(
    workspace: Path, coopctl: Runner, opened: list[Path]
) -> None:
    tell(coopctl)
    assert coopctl("open").code == 0
    other = workspace / "mine.txt"
    other.write_text("mine")
    opened[0].unlink()
    opened[0].symlink_to(other)
    assert coopctl("open").code == 0
    assert other.read_text() == "mine"
    assert not opened[0].is_symlink()


def test_it_takes_the_same_questions(workspace: Path, coopctl: Runner, opened: list[Path]) -> None:
    tell(coopctl)
    words = ("--plan", "test", "--as-of", "30/6/2025")
    assert coopctl("open", *words).code == 0
    assert opened[0].read_text("utf-8") == coopctl("export", "html", *words).out


def test_without_a_browser_it_says_where_the_page_is(
    workspace: Path, coopctl: Runner, opened: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webbrowser, "open", lambda _url: False)
    result = coopctl("open")
    assert (result.code, result.out) == (1, "")
    assert "no browser could be opened" in result.err
    assert "open `" in result.err.splitlines()[-1]


def test_without_room_in_the_cache_it_says_so(
    workspace: Path, coopctl: Runner, opened: list[Path], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    result = coopctl("open", env={"XDG_CACHE_HOME": str(tmp_path / "file")})
    assert (result.code, result.out, opened) == (1, "", [])
    assert "cannot write `" in result.err
    assert "`coopctl export html -o FILE`" in result.err


def test_a_missing_library_opens_nothing(
    workspace: Path, coopctl: Runner, opened: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    result = coopctl("open")
    assert (result.code, opened) == (1, [])
    assert "` brings it" in result.err
