"""README and the manual say what the program does: their sessions replay, and nothing goes without a word."""

import re
from pathlib import Path

import pytest

from coopctl.cli.help import topics
from coopctl.cli.registry import SPECS
from coopctl.messages import LANGUAGES
from tests import readme


def _name(file: Path) -> str:
    return f"{file.parent.name}/{file.name}"


@pytest.mark.parametrize("file", readme.list_pages(), ids=_name)
def test_a_page_is_what_the_program_does(file: Path) -> None:
    text = file.read_text("utf-8")
    assert readme.render(file) == text, "run `uv run --group test python -m tests.readme`"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_manual_has_every_topic_and_no_more(lang: str) -> None:
    files = {file.stem for file in (topics.MANUAL / lang).glob("*.md")}
    assert files == set(topics.PAGES)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_command_stands_in_the_manual(lang: str) -> None:
    text = "".join(
        (topics.MANUAL / lang / f"{name}.md").read_text("utf-8") for name in topics.PAGES
    )
    missing = [spec.name for spec in SPECS if f"coopctl {spec.name}" not in text]
    assert not missing


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", topics.PAGES)
def test_a_page_is_read_in_one_go(lang: str, name: str) -> None:
    """A title, and no more than 90 lines with what the sessions print."""
    lines = (topics.MANUAL / lang / f"{name}.md").read_text("utf-8").splitlines()
    assert [line for line in lines[:2] if line.startswith("# ")]
    assert 20 <= len(lines) <= 90


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_pages_point_to_is_there(lang: str) -> None:
    for name in topics.PAGES:
        text = (topics.MANUAL / lang / f"{name}.md").read_text("utf-8")
        for topic in re.findall(r"`coopctl help ([\w-]+)`", text):
            assert topic in {*topics.PAGES, *topics.MADE}, f"{name}: {topic}"
