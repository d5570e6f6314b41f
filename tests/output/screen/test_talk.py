import io
import os
from collections.abc import Callable
from contextlib import redirect_stderr

import pytest

from coopctl import language
from coopctl.messages import msg
from coopctl.output.screen import talk


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def _talked(stream: io.StringIO, speak: Callable[[], None]) -> str:
    with redirect_stderr(stream):
        speak()
    return stream.getvalue()


def _problem() -> None:
    talk.say("done")
    talk.say_problem(msg("no item `{id}`", id="9"), msg("see `coopctl status`"))
    talk.notice(msg("nothing changed"))


def test_plain_lines_in_a_pipe() -> None:
    assert _talked(io.StringIO(), _problem) == (
        "done\nerror: no item `9`\nhint: see `coopctl status`\nnote: nothing changed\n"
    )


def test_in_vietnamese() -> None:
    language.choose("vi")
    text = _talked(io.StringIO(), lambda: talk.say_problem(msg("Completed"), msg("Completed")))
    assert text == "lỗi: Đã hoàn thành\ngợi ý: Đã hoàn thành\n"


def test_only_the_first_word_is_coloured_on_a_terminal() -> None:
    assert _talked(_Terminal(), _problem) == (
        "done\n\x1b[1;31merror:\x1b[0m no item `9`\n\x1b[1;36mhint:\x1b[0m see `coopctl status`\n"
        "\x1b[1;33mnote:\x1b[0m nothing changed\n"
    )


def test_no_color_is_obeyed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert _talked(_Terminal(), lambda: talk.say_problem(msg("bad"))) == "error: bad\n"


def test_a_terminal_gets_lines_that_end_between_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    said = "Result: Đã nhận máy sấy chính → Đã nhận đủ\n  còn lại trong tháng 11 thì nhận sau"
    assert _talked(_Terminal(), lambda: talk.say(said, indent=2)) == (
        "  Result: Đã nhận máy sấy\n    chính → Đã nhận đủ\n"
        "      còn lại trong tháng 11\n        thì nhận sau\n"
    )
    assert _talked(io.StringIO(), lambda: talk.say(said)) == said + "\n"


def test_a_command_stays_whole_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    hint = msg("`coopctl amend hb7kq-3 --edit`, or see what a lone ` does")
    assert _talked(_Terminal(), lambda: talk.say_hint(hint)) == (
        "\x1b[1;36mhint:\x1b[0m\n  `coopctl amend hb7kq-3 --edit`,\n  or see what a lone ` does\n"
    )
    laid_out = "plan.yaml:3:1: error: a long sentence\n    title:    x\n    ^"
    assert _talked(_Terminal(), lambda: talk.say_as_it_is(laid_out)) == laid_out + "\n"


def test_text_of_people_is_shown_as_it_is() -> None:
    assert _talked(_Terminal(), lambda: talk.say("[red]x[/red] :smile: \x1b[2J\x9b\u202e")) == (
        "[red]x[/red] :smile: ␛[2J\\u009b\\u202e\n"
    )
    text = _talked(io.StringIO(), lambda: talk.notice(msg("{text}", text="[bold]\x07")))
    assert text == "note: [bold]␇\n"


def test_nobody_to_talk_to_stops_nothing() -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    stream = os.fdopen(write_end, "w")
    with redirect_stderr(stream):
        talk.say("lost")
        talk.say("lost as well")
    stream.close()  # would raise what is left over


def test_a_stream_without_a_file_is_forgotten_quietly() -> None:
    talk.forget(io.StringIO())
