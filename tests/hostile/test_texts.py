"""Text that a stranger put into a ledger by hand: shown and exported as pictures, never obeyed."""

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Runner
from tests.helpers.story import tell

# ESC and C1 colour sequences, a title change, a bidi override, NUL, BEL, carriage return.
HOSTILE = "a\x1b[31mred\x1b]0;title\x07 \x9b31m \u202eabc\u2066 x\ry [red]z[/x] :smile: \x00!"
STEERING = [*map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0)), "\u202e", "\u2066"]


def plant(workspace: Path, body: str, item: str = "1.2") -> str:
    """Put an update into the ledger with another program; return its id."""
    connection = sqlite3.connect(workspace / "coopctl.db")
    with connection:
        connection.execute(
            "insert into journal (replica, seq, kind, plan, item, happened_on, recorded_at, "
            "author, body, prev, hash) values ('evil', 1, 'update', 'test', ?, '2026-06-01', "
            "'2026-06-01T00:00:00.000000Z', ?, ?, '', 'x')",
            (item, HOSTILE, body),
        )
    connection.close()
    return "evil-1"


COMMANDS = (
    ("status",),
    ("status", "1.2"),
    ("status", "--json"),
    ("log",),
    ("log", "--json"),
    ("show", "1.2"),
    ("show", "1.2", "--json"),
    ("show", "evil-1"),
    ("show", "evil-1", "--json"),
    ("export", "csv"),
    ("export", "csv", "--labels"),
    ("export", "csv", "updates"),
    ("export", "csv", "updates", "--labels"),
    ("export", "json"),
)


@pytest.mark.parametrize("words", COMMANDS)
def test_steering_characters_are_shown_not_obeyed(
    workspace: Path, coopctl: Runner, words: tuple[str, ...]
) -> None:
    tell(coopctl)
    plant(workspace, json.dumps({"status": "in_progress", "result": HOSTILE}))
    result = coopctl(*words)
    assert result.code == 0, result.err
    allowed = {"\n", "\r"} if words[:2] == ("export", "csv") else {"\n"}
    if "json" not in " ".join(words):
        assert not [one for one in STEERING if one in result.out and one not in allowed]
        assert "[red]z[/x] :smile:" in " ".join(result.out.split())
    else:
        assert "\x1b" not in result.out
        assert "\x9b" not in result.out
        assert "\u202e" not in result.out


def run(*words: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "coopctl", "--lang", "en", *words], capture_output=True, check=False
    )


# SQLite itself makes text of these columns, and no text of it can hold half a character.
REFUSING = tuple(
    words for words in COMMANDS
    if words[0] == "status" or words[:2] == ("export", "csv") or words[:2] == ("show", "1.2")
)  # fmt: skip


@pytest.mark.parametrize("words", [words for words in COMMANDS if words not in REFUSING])
def test_lone_surrogate_is_shown_as_its_code(
    workspace: Path, coopctl: Runner, words: tuple[str, ...]
) -> None:
    tell(coopctl)
    plant(workspace, '{"status": "in_progress", "result": "a\\ud800b"}')
    done = run(*words)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "a\\ud800b" in done.stdout.decode("utf-8")


@pytest.mark.parametrize("words", REFUSING)
def test_lone_surrogate_that_sqlite_cannot_read_is_refused_in_a_sentence(
    workspace: Path, coopctl: Runner, words: tuple[str, ...]
) -> None:
    tell(coopctl)
    plant(workspace, '{"status": "in_progress", "result": "a\\ud800b"}')
    done = run(*words)
    said = done.stderr.decode()
    if "--json" in words:
        (line,) = map(json.loads, said.splitlines())
        said = f"error: {line['message']}\nhint: {line['hint']}"
    error, hint = said.splitlines()
    assert done.returncode == 1
    assert error.startswith("error: ")
    assert "the entry `" in error
    assert hint.startswith("hint: ")


@pytest.mark.parametrize("words", COMMANDS)
def test_a_megabyte_of_text_is_printed(
    workspace: Path, coopctl: Runner, words: tuple[str, ...]
) -> None:
    tell(coopctl)
    plant(workspace, json.dumps({"status": "in_progress", "result": "dài lắm " * 130_000}))
    result = coopctl(*words)
    assert result.code == 0, result.err
    assert "dài lắm" in result.out


def test_values_of_the_wrong_type_stop_nothing(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    plant(workspace, '{"status": "on_the_moon", "progress": "viele", "evidence": ["=x"]}')
    for words in (("status",), ("export", "csv")):
        result = coopctl(*words)
        assert result.code == 0, (words, result.err)
        assert "on_the_moon" in result.out
    for words in (("show", "1.2"), ("log",)):
        result = coopctl(*words)
        assert result.code == 0, (words, result.err)
        assert "left out what cannot be understood, evil-1" in result.err
