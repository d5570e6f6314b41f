"""Nothing English is left over where Vietnamese was asked for: in help, usage errors and answers."""

import re
from functools import cache
from pathlib import Path

import pytest

from coopctl.cli.registry import SPECS
from tests import catalogue
from tests.conftest import Runner
from tests.helpers.story import entries

_WORD = re.compile(r"[A-Za-z]{3,}")
# What is typed or named, not said: options, quoted words, codes, file names, examples.
_TYPED = re.compile(r"`[^`]*`|--?[\w-]+|\b\w+_\w+\b|\S*[/.]\S*\w|\bvi\|en\b|“[^”]*”")


@cache
def _english() -> frozenset[str]:
    """Return the words that only the English sentences have."""
    english: set[str] = set()
    vietnamese: set[str] = set()
    for message in catalogue.read():
        if message.id:
            english |= _words(message.id)
            vietnamese |= _words(message.string)
    return frozenset(english - vietnamese)


def _words(texts: object) -> set[str]:
    every = texts if isinstance(texts, tuple | list) else (texts,)
    return {word.lower() for text in every for word in _WORD.findall(_TYPED.sub(" ", str(text)))}


def _left_over(text: str) -> set[str]:
    return _words(text) & _english()


def test_the_measure_finds_english() -> None:
    assert _left_over("error: the plan has no party `x`") >= {"error", "has", "the"}


@pytest.mark.parametrize("name", ["", "export", "import", "plan", *(spec.name for spec in SPECS)])
def test_help_is_vietnamese(name: str, coopctl: Runner) -> None:
    result = coopctl(*name.split(), "--help", lang="vi")
    assert result.code == 0
    page = result.out.split("\nVí dụ:")[0].replace("coopctl", "")
    for spec in SPECS:
        for typed in (spec.name, spec.name.rpartition(" ")[2]):
            page = page.replace(f"  {typed} ", " ").replace(f" {typed} ", " ")
    assert _left_over(page) - {"json", "schema", "csv", "export", "import"} == set()


_USUAL = (
    ("stats",), ("status", "--partyy", "x"), ("status", "--party"), ("status", "--json=1"),
    ("status", "9.9"), ("status", "a", "b"), ("status", "--as-of", "31/2/2025"),
    ("status", "--as-of", "19/9/24"), ("status", "--timeliness", "overdew"), ("status", "--limit", "x"),
    ("show",), ("show", "zz-9"), ("export", "csv", "tables"), ("add-update",),
    ("add-update", "1.1", "donee"), ("add-update", "1.1", "completed"),
    ("add-update", "1.1", "completed", "--completed-on", "1/1/2030"),
    ("add-update", "1.1", "in_progress", "--progress", "101"),
    ("add-update", "1.1", "in_progress", "--completed-on", "1/1/2025"),
    ("add-update", "1.1", "in_progress", "--result", "a\x1bb"),
    ("add-meeting", "--on", "1/1/2025", "--title", "x", "--action", "x", "--host", "y"),
    ("add-meeting", "--on", "2/1/2025", "--until", "1/1/2025", "--title", "x"),
    ("add-outcome", "2.1", "--title", "x", "--indicator", "y", "--value", "1.234"),
    ("add-extension", "1.1", "1/1/2025", "--reason", "x", "--document", "y"),
    ("due", "--within", "3x"), ("remind",), ("remind", "--all", "hoa-binh"), ("agenda", "nope"),
    ("remind", "hoa-binh", "--reply-by", "1/1/2025"), ("add-meeting", "--party", "hoa-binh"),
    ("add-update", "1.1", "in_progress", "--item-update"),
    ("confirm",), ("confirm", "1.1"), ("confirm", "1.1", "--office", "hung-yen"),
    ("dispute", "1.1", "--office", "hung-yen"), ("confirm", "1.1", "--office", "ha-noi"),
    ("--workspace", "nowhere", "status"), ("--ledger", "plans/test.yaml", "status"),
)  # fmt: skip


@pytest.mark.parametrize("argv", _USUAL, ids=" ".join)
def test_usual_errors_are_vietnamese(
    argv: tuple[str, ...], coopctl: Runner, workspace: Path
) -> None:
    result = coopctl(*argv, lang="vi")
    assert result.code in {1, 2}
    assert "lỗi:" in result.err
    said = "\n".join(line for line in result.err.splitlines() if "trong: " not in line)
    assert _left_over(said.replace("coopctl", "")) == set()


def test_answers_are_vietnamese(coopctl: Runner, workspace: Path) -> None:
    coopctl("add-update", "1.1", "đang thực hiện", "--progress", "40", lang="vi")
    coopctl(
        "add-meeting", "--on", "1/2/2025", "--title", "Họp", "--action", "hung-yen: việc: 1/3/2025"
    )
    (update,) = [entry["id"] for entry in entries(coopctl) if entry["kind"] == "update"]
    for words in (("confirm", update, "--office", "hung-yen"), ("confirm", update)):
        result = coopctl(*words, "--author", "tester", lang="vi")
        assert _left_over(result.err) - {"tester"} == set()
    disputing = ("dispute", update, "--office", "hung-yen", "--reason", "y", "--author", "z")
    assert _left_over(coopctl(*disputing, lang="vi").err) == set()
    for argv in (
        ("status",),
        ("status", "--disputed"),
        ("show", "1.1"),
        ("show", "test"),
        ("log",),
        ("export", "csv", "--labels"),
        ("due", "--within", "12m"),
        ("agenda",),
        ("remind", "--all"),
    ):
        result = coopctl(*argv, lang="vi")
        assert result.code == 0
        assert _left_over(result.out) - {"test", "tester"} == set(), argv
