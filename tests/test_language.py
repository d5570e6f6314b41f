"""The reader's language: chosen, asked, and never in the way."""

import sys
from types import SimpleNamespace

import pytest

from coopctl import language
from coopctl.messages import Message, msg


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"COOPCTL_LANG": "vi", "LANG": "en_US.UTF-8"}, "vi"),
        ({"COOPCTL_LANG": "en", "LANG": "vi_VN"}, "en"),
        ({"LC_ALL": "vi_VN.UTF-8", "LANG": "en_US"}, "vi"),
        ({"LC_MESSAGES": "vi", "LANG": "C"}, "vi"),
        ({"LANG": "VI_VN"}, "vi"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"COOPCTL_LANG": "", "LC_ALL": "", "LANG": "vi_VN"}, "vi"),
    ],
)
def test_the_environment_says_which(environ: dict[str, str], expected: str) -> None:
    assert language.from_environment(environ) == expected


@pytest.mark.parametrize(("code", "expected"), [(0x042A, "vi"), (0x0409, "en")])
def test_windows_says_which(monkeypatch: pytest.MonkeyPatch, code: int, expected: str) -> None:
    import ctypes

    kernel = SimpleNamespace(GetUserDefaultUILanguage=lambda: code)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    assert language.from_environment({}) == expected


def test_elsewhere_nothing_said_is_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    assert language.from_environment({}) == "en"


def test_sentences_are_translated() -> None:
    assert language._("Completed") == "Completed"
    language.choose("vi")
    assert language.current() == "vi"
    assert language._("Completed") != "Completed"
    assert language._("no such sentence") == "no such sentence"
    assert language._("") == ""


def test_counts_take_the_form_of_the_language() -> None:
    def items(count: int) -> str:
        return language._n("{count} item", "{count} items", count).format(count=count)

    assert [items(0), items(1), items(2)] == ["0 items", "1 item", "2 items"]
    language.choose("vi")
    assert items(1).replace("1", "2") == items(2)
    assert "item" not in items(2)


def test_what_a_user_may_type_is_in_both_languages() -> None:
    english, vietnamese = language.in_all_languages("Completed")
    language.choose("vi")
    assert (english, vietnamese) == ("Completed", language._("Completed"))


def test_values_stand_in_a_message_as_visible_text() -> None:
    message = msg("`{a}` and {b}: {c}", a="x\x1b[31m{b}", b=("1", msg("in {d}", d=2)), c=[])
    assert language.render(message) == "`x␛[31m{b}` and 1, in 2: "


def test_a_wrong_place_in_the_catalogue_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for wrong in ("Không có {tên}", "Không có {0}", "Không có {name"):
        monkeypatch.setattr(language, "_", lambda _sentence, wrong=wrong: wrong)
        assert language.render(Message("no {name}", {"name": "x"})) == "no x"
