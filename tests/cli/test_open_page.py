"""`coopctl open`: the page in a temporary file, and the browser that shows it."""

import sys
import tempfile
import webbrowser
from pathlib import Path
from urllib.parse import urlparse
from urllib.request import url2pathname

import pytest

from tests.conftest import Runner
from tests.story import tell


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Path]:
    """What the browser was asked to open; temporary files are made in a folder of their own."""
    paths: list[Path] = []

    def note(url: str) -> bool:
        paths.append(Path(url2pathname(urlparse(url).path)))
        return True

    monkeypatch.setattr(webbrowser, "open", note)
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    return paths


def test_the_page_is_written_said_and_opened(
    workspace: Path, coopctl: Runner, opened: list[Path]
) -> None:
    tell(coopctl)
    result = coopctl("open")
    (path,) = opened
    assert (result.code, result.out, result.err) == (0, "", f"note: wrote `{path}`\n")
    assert path.read_text("utf-8") == coopctl("export", "html").out
    assert path.parent.stat().st_mode & 0o077 == 0


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


def test_without_a_temporary_folder_it_says_so(
    workspace: Path, coopctl: Runner, opened: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(workspace / "none"))
    result = coopctl("open")
    assert (result.code, result.out, opened) == (1, "", [])
    assert "cannot make a temporary folder" in result.err
    assert "`coopctl export html -o FILE`" in result.err


def test_a_missing_library_opens_nothing(
    workspace: Path, coopctl: Runner, opened: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    result = coopctl("open")
    assert (result.code, opened) == (1, [])
    assert "` brings it" in result.err
