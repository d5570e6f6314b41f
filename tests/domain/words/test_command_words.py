"""A word in a printed command is that word again, in whatever shell it is pasted."""

import re
import shlex
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopctl.cli.completing import shells
from coopctl.domain.words.command_words import command_word

# What the paths of offices have, and what shells take for something of their own.
_TEXTS = st.text("aĐ9 &|<>()^%#;,~*?[]{}'=+-_./:@", min_size=1, max_size=12)
_HARD = st.text("a \"'$`\\!&%\u2018\u201d\n", min_size=1, max_size=8)


def _read_by_windows(word: str) -> str:
    """Return the one argument that a program begun by cmd gets. Source: Microsoft, parsing C command-line arguments."""
    found = re.fullmatch(r'"((?:[^"\\]|\\+(?!\\*"))*)(\\*)"|([^\s"&|<>^()]+)', word)
    assert found is not None, word
    return found[3] or found[1] + found[2][: len(found[2]) // 2]


@given(_TEXTS)
def test_one_spelling_serves_cmd_powershell_and_bash(text: str) -> None:
    for windows in (True, False):
        word = command_word(text, windows=windows)
        assert shlex.split(word) == [text]
        assert _read_by_windows(word) == text
        assert shells._read_powershell(word) == text


@given(_HARD)
def test_what_no_spelling_serves_stays_a_word_of_the_system_s_shell(text: str) -> None:
    assert shlex.split(command_word(text, windows=False)) == [text]
    word = command_word(text, windows=True)
    if set(text) & set('"$`\u201d'):
        assert shells._read_powershell(word) == text
    else:
        assert _read_by_windows(word) == text


@pytest.mark.unix("a real bash")
def test_bash_reads_it_so() -> None:
    texts = [
        "Kế hoạch & phụ lục",
        "a$HOME `id` \\",
        'it\'s "so"!',
        "plain/path.yaml",
        "(1) %USERNAME%",
    ]
    script = "printf '%s\\0' " + " ".join(command_word(text, windows=False) for text in texts)
    done = subprocess.run(["bash", "-c", script], capture_output=True, check=True)
    assert done.stdout.decode().split("\0")[:-1] == texts


def test_plain_paths_stay_bare() -> None:
    assert command_word("plans/a.yaml", windows=False) == "plans/a.yaml"
    assert command_word(r"C:\Dự_án\a.yaml", windows=True) == r"C:\Dự_án\a.yaml"
    assert command_word("C:\\Hợp tác\\", windows=True) == '"C:\\Hợp tác\\\\"'
