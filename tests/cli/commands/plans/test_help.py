"""`coopctl help`: the manual in a pipe and on a terminal, the made pages, the help of a command."""

import re
from pathlib import Path

import pytest

from coopctl.cli.help import topics
from coopctl.cli.registry import SPECS
from coopctl.domain.exchange.columns import TABLES
from coopctl.messages import LANGUAGES
from tests.conftest import Runner
from tests.helpers.terminal import Terminal


@pytest.fixture(autouse=True)
def _nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Help needs no workspace."""
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_topic_is_listed_and_shown_and_nothing_is_written(
    coopctl: Runner, tmp_path: Path, lang: str
) -> None:
    done = coopctl("help", lang=lang)
    names = [line.split()[0] for line in done.out.splitlines() if re.match(r"[a-z-]+  ", line)]
    assert (done.code, names) == (0, [*topics.PAGES, *topics.MADE])
    for name in names:
        page = coopctl("help", name, lang=lang)
        assert (page.code, page.err, page.out[:2]) == (0, "", "# ")
        assert "<!--" not in page.out
    assert [file.name for file in tmp_path.iterdir()] == ["home"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_made_pages_have_every_command_and_every_column(coopctl: Runner, lang: str) -> None:
    commands = coopctl("help", "commands", lang=lang).out
    assert re.findall(r"^### `coopctl ((?:[a-z-]+ ?)+)", commands, re.MULTILINE) == [
        f"{spec.name} " for spec in SPECS
    ]
    columns = coopctl("help", "columns", lang=lang).out
    assert re.findall(r"^\| `(\w+)`", columns, re.MULTILINE) == [
        column.code for table in TABLES.values() for column in table
    ]


def test_a_topic_is_found_by_words_of_its_title_in_either_language(coopctl: Runner) -> None:
    due = coopctl("help", "due")
    assert coopctl("help", "overdue") == due
    assert coopctl("help", "don", "doc") == due
    assert coopctl("help", "import", "plan") == coopctl("import", "plan", "--help")


def test_an_unclear_topic_is_refused_with_the_candidates(coopctl: Runner) -> None:
    done = coopctl("help", "e")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(
        "error: `TOPIC`: `e` may mean several of the words that go here\nhint: one of: "
    )


@pytest.mark.unix("a pseudo-terminal")
def test_on_a_terminal_the_page_is_laid_out(tmp_path: Path) -> None:
    with Terminal("help", "glossary", cwd=tmp_path, env={"COLUMNS": "100"}) as terminal:
        terminal.wait_for("memorandum")
        assert "# Glossary" not in terminal.seen
        assert "|---" not in terminal.seen
