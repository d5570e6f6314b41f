"""README and the manual say what the program does: their sessions replay, and nothing goes without a word."""

import re
from datetime import UTC, datetime
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


@pytest.mark.parametrize("year", [2026, 2027, 2031])
def test_the_sessions_of_readme_work_for_whoever_types_them(year: int) -> None:
    """On another day, in another ledger: no command fails, says nothing, or writes an empty file."""
    spoken = []
    for stage, text in readme.split(readme.README):
        for session in readme.list_sessions(text):
            spoken.append(stage.lang)
            with readme.place(stage._replace(now=datetime(year, 12, 31, 2, 0, tzinfo=UTC))):
                runs = readme.replay(session)
                assert 10 <= len(runs) <= 12
                assert [
                    run
                    for run in runs
                    if not run.command.startswith("cd ") and (run.code or not run.output)
                ] == []
                _assert_written(runs)
    assert spoken == ["en", "vi"]


def _assert_written(runs: list[readme.Run]) -> None:
    for run in runs:
        label = re.search(r"\b[a-z]{2}7kq-\d", run.command)
        assert label is None, "an id is another in every ledger"
        output = re.search(r" -o (\S+)", run.command)
        assert output is None or Path(output[1]).stat().st_size, run


def test_readme_is_read_in_one_go() -> None:
    assert len(readme.README.read_text("utf-8").splitlines()) <= 180


def test_what_readme_and_the_other_pages_of_the_repository_link_to_is_there() -> None:
    root = readme.README.parent
    files = [
        root / "README.md",
        root / "coopctl" / "README.md",
        root / ".github" / "CONTRIBUTING.md",
    ]
    for file in files:
        for target, anchor in re.findall(
            r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)", file.read_text("utf-8")
        ):
            linked = file.parent / target if target else file
            assert linked.is_file(), f"{file.name}: {target}"
            assert not anchor or anchor in _anchors(linked), f"{file.name}: {target}#{anchor}"


def _anchors(file: Path) -> set[str]:
    """Return the names that GitHub gives to the headings of a page."""
    headings = re.findall(r"^#+ (.*)$", file.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_the_pictures_are_small() -> None:
    pictures = sorted((readme.MANUAL / "pictures").iterdir())
    assert [picture.suffix for picture in pictures] == [".png", ".png"]
    assert all(picture.stat().st_size < 150_000 for picture in pictures)


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
