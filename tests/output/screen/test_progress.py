"""A bar for long work: on a terminal only, gone when the work is done."""

import io
import sys

import pytest

from coopctl.output.screen import progress
from coopctl.output.screen.progress import Progress


class Screen(io.StringIO):
    """A stderr that is a terminal, or none."""

    def __init__(self, terminal: bool) -> None:
        super().__init__()
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


def work(monkeypatch: pytest.MonkeyPatch, screen: Screen, total: int | None = 4) -> str:
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    monkeypatch.setattr(progress, "_OFTEN", 0.0)
    monkeypatch.setenv("TERM", "xterm")
    with Progress("reading [b]x[/b]\x1b", total) as bar:
        for _step in range(4):
            bar.advance()
    return screen.getvalue()


def test_on_a_terminal_the_bar_says_what_and_how_much(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = work(monkeypatch, Screen(terminal=True))
    assert "reading [b]x[/b]␛" in seen
    assert "25%" in seen
    assert "100%" in seen


def test_work_of_unknown_length_has_a_bar_too(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "reading" in work(monkeypatch, Screen(terminal=True), None)


def test_elsewhere_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert work(monkeypatch, Screen(terminal=False)) == ""


def test_short_work_shows_none(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen(terminal=True)
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(progress, "PATIENCE", 3600.0)
    with Progress("reading", 4) as bar:
        bar.advance()
    assert screen.getvalue() == ""
