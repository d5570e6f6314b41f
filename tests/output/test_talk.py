import io
import os
import sys
from pathlib import Path

import pytest

from coopctl import language
from coopctl.domain.messages import msg
from coopctl.output import talk


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    stream = _Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    return stream


@pytest.fixture
def pipe(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    return stream


def test_plain_lines_in_a_pipe(pipe: io.StringIO) -> None:
    talk.say("done")
    talk.say_problem(msg("no item `{id}`", id="9"), msg("see `coopctl status`"))
    talk.notice(msg("nothing changed"))
    assert pipe.getvalue() == (
        "done\nerror: no item `9`\nhint: see `coopctl status`\nnote: nothing changed\n"
    )


def test_in_vietnamese(pipe: io.StringIO) -> None:
    language.choose("vi")
    talk.say_problem(msg("Not started"), msg("Not started"))
    assert pipe.getvalue() == "lỗi: Chưa thực hiện\ngợi ý: Chưa thực hiện\n"


def test_only_the_first_word_is_coloured_on_a_terminal(terminal: io.StringIO) -> None:
    talk.say("done")
    talk.say_problem(msg("bad"), msg("mend it"))
    talk.notice(msg("look"))
    assert terminal.getvalue() == (
        "done\n\x1b[1;31merror:\x1b[0m bad\n\x1b[1;36mhint:\x1b[0m mend it\n"
        "\x1b[1;33mnote:\x1b[0m look\n"
    )


def test_no_color_is_obeyed(terminal: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    talk.say_problem(msg("bad"))
    assert terminal.getvalue() == "error: bad\n"


def test_text_of_people_is_shown_as_it_is(terminal: io.StringIO) -> None:
    talk.say("[red]x[/red] :smile: \x1b[2J\x9b\u202e")
    talk.notice(msg("{text}", text="[bold]\x07"))
    assert terminal.getvalue() == (
        "[red]x[/red] :smile: ␛[2J\\u009b\\u202e\n\x1b[1;33mnote:\x1b[0m [bold]␇\n"
    )


def test_nobody_to_talk_to_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    stream = os.fdopen(write_end, "w")
    monkeypatch.setattr(sys, "stderr", stream)
    talk.say("lost")
    talk.say("lost as well")
    stream.close()  # would raise what is left over


def test_a_stream_without_a_file_is_forgotten_quietly() -> None:
    talk.forget(io.StringIO())
