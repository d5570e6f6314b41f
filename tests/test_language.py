import ctypes
import subprocess
import sys
from types import SimpleNamespace

import pytest

from coopctl import language
from coopctl.domain.messages import Message, msg


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, "en"),
        ({"LANG": "vi_VN.UTF-8"}, "vi"),
        ({"LANG": "VI"}, "vi"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "POSIX"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "vi_VN", "LC_MESSAGES": "en_US"}, "en"),
        ({"LANG": "en_US", "LC_MESSAGES": "vi_VN"}, "vi"),
        ({"LC_MESSAGES": "en_US", "LC_ALL": "vi_VN"}, "vi"),
        ({"LANG": "vi_VN", "LC_ALL": ""}, "vi"),
        ({"LC_ALL": "vi_VN", "COOPCTL_LANG": "en"}, "en"),
        ({"LC_ALL": "en_US", "COOPCTL_LANG": "vi"}, "vi"),
    ],
)
def test_the_environment_chooses_the_language(environ: dict[str, str], expected: str) -> None:
    assert language.from_environment(environ) == expected


@pytest.mark.parametrize(("code", "expected"), [(0x042A, "vi"), (0x0409, "en"), (0x082A, "vi")])
def test_on_windows_it_is_the_language_of_the_user_interface(
    code: int, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    kernel = SimpleNamespace(GetUserDefaultUILanguage=lambda: code)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    assert language.from_environment({}) == expected
    assert language.from_environment({"COOPCTL_LANG": "en"}) == "en"


def test_the_chosen_language_is_spoken() -> None:
    assert language.current() == "en"
    assert language._("Not started") == "Not started"
    language.choose("vi")
    assert language.current() == "vi"
    assert language._("Not started") == "Chưa thực hiện"
    assert language._("no such sentence") == "no such sentence"


@pytest.mark.parametrize("code", ["vi", "en"])
def test_an_empty_sentence_stays_empty(code: str) -> None:
    language.choose(code)
    assert language._("") == ""


def test_a_count_chooses_the_form() -> None:
    assert [language._n("{count} error", "{count} errors", n) for n in (0, 1, 2)] == [
        "{count} errors",
        "{count} error",
        "{count} errors",
    ]
    language.choose("vi")
    forms = {language._n("{count} error", "{count} errors", n) for n in (0, 1, 2)}
    assert forms == {"{count} lỗi"}


@pytest.mark.parametrize("code", ["vi", "en"])
def test_labels_are_known_in_all_languages_whichever_is_spoken(code: str) -> None:
    language.choose(code)
    assert language.in_all_languages("Not started") == ("Not started", "Chưa thực hiện")


def test_a_message_is_rendered_with_its_values() -> None:
    inner = msg("Not started")
    message = msg("{a} – {b} – {c}", a=inner, b=("x", 2, inner), c=["y"])
    assert language.render(message) == "Not started – x, 2, Not started – y"
    language.choose("vi")
    assert language.render(message) == "Chưa thực hiện – x, 2, Chưa thực hiện – y"


def test_what_people_wrote_is_neither_a_template_nor_obeyed_by_the_terminal() -> None:
    message = msg("it is {text}", text="{0} {x!r} [red]\x1b[31m\u202e\x00")
    assert language.render(message) == "it is {0} {x!r} [red]␛[31m\\u202e␀"


@pytest.mark.parametrize("broken", ["{other}", "{0}", "{name.x}", "{name:d}", "{", "{name[x]}"])
def test_a_broken_translation_is_replaced_by_the_source(
    broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue = SimpleNamespace(gettext=lambda _sentence: broken)
    monkeypatch.setattr(language, "_catalogue", lambda: catalogue)
    language.choose("vi")
    assert language.render(Message("hello {name}", {"name": "A"})) == "hello A"


def test_english_loads_no_catalogue() -> None:
    code = (
        "import sys; from coopctl import language; language.choose('en');"
        " language._('Not started'); print('gettext' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
