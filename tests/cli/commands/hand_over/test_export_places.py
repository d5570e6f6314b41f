"""Where every export may write: over none of the files that the program lives by; `-` is standard output."""

from pathlib import Path

import pytest

from tests.conftest import Runner
from tests.helpers.story import tell

TEXTS = ("csv", "json", "ics", "html")
BOOKS = ("xlsx", "docx", "request hung-yen")


@pytest.mark.parametrize("words", [*TEXTS, *BOOKS])
@pytest.mark.parametrize("name", ["coopctl.db", "plans/test.yaml", "coopctl.toml", "link"])
def test_no_export_takes_the_place_of_a_ledger_a_plan_or_settings(
    words: str, name: str, workspace: Path, coopctl: Runner
) -> None:
    tell(coopctl)
    (workspace / "coopctl.toml").write_text("# settings\n", "utf-8")
    (workspace / "link").symlink_to("plans/test.yaml")
    before = (workspace / name).read_bytes()
    result = coopctl("export", *words.split(), "-o", name)
    assert (result.code, result.out) == (1, "")
    assert result.err == (
        f"error: `{name}` is a ledger, a plan or settings: nothing is written over it\n"
        "hint: name another with `-o`\n"
    )
    assert (workspace / name).read_bytes() == before
    assert list(workspace.rglob(".coopctl-*")) == []


@pytest.mark.parametrize("words", TEXTS)
def test_a_dash_is_standard_output(words: str, workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    assert coopctl("export", words, "-o", "-") == coopctl("export", words)
    assert not (workspace / "-").exists()


@pytest.mark.parametrize("words", BOOKS)
def test_a_book_goes_into_a_file_only(words: str, workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    result = coopctl("export", *words.split(), "-o", "-")
    assert (result.code, result.out) == (1, "")
    assert result.err == (
        "error: this is written to a file only, not to standard output\nhint: name a file with `-o`\n"
    )
    assert not (workspace / "-").exists()


def test_letters_and_all_tables_keep_to_it(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    assert coopctl("export", "csv", "--all", "-o", "-").code == 2
    assert coopctl("remind", "--all", "-o", "-").out == coopctl("remind", "--all").out != ""
    assert coopctl("remind", "--all", "-o", "coopctl.db").code == 1
    assert coopctl("verify").code == 0
    assert not (workspace / "-").exists()
