"""A command in a hint can be pasted as it stands, whatever the path or the name that it holds."""

import re
import shlex
from pathlib import Path

import openpyxl
import pytest

from coopctl.messages import LANGUAGES
from tests.catalogue import collect
from tests.conftest import Runner

FOLDER = "Kế hoạch & phụ lục (1)"
# What stands for these in a command is an id, a code or a number: no shell takes it for anything else.
_PLAIN = {
    "kind", "id", "meeting", "word", "shell", "table", "version", "by", "item", "plan", "command", "live", "action",
    "row", "number", "unit", "key", "every",
}  # fmt: skip
_QUOTED = {"path", "name", "mapped"}


def test_every_value_in_a_command_is_a_plain_code_or_quoted() -> None:
    """Whoever puts another value into a command looks here, and quotes it by `command_word`."""
    spans = [
        span
        for message in collect()
        for sentence in (message.id if isinstance(message.id, (tuple, list)) else (message.id,))
        for span in re.findall(r"`([^`]*)`", sentence)
        if "{" in span and " " in span
    ]
    assert len(spans) > 20
    values = {value for span in spans for value in re.findall(r"{(\w+)}", span)}
    assert values - _PLAIN <= _QUOTED
    assert not [span for span in spans if re.search(r"[\"']{\w+}|{\w+}[\"']", span)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_workspace_that_is_none_is_made_by_the_hint(
    coopctl: Runner, tmp_path: Path, lang: str
) -> None:
    result = coopctl("--workspace", FOLDER, "status", lang=lang, cwd=tmp_path)
    assert _command(result.err) == ["coopctl", "init", FOLDER]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_plan_that_was_written_is_checked_by_the_hint(
    coopctl: Runner, workspace: Path, lang: str
) -> None:
    _make_book(workspace / "a.xlsx", "Phụ lục")
    target = f"{FOLDER}/a b.yaml"
    (workspace / FOLDER).mkdir()
    result = coopctl("import", "plan", "a.xlsx", "-o", target, lang=lang)
    assert _command(result.err) == ["coopctl", "check", target]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sheet_that_is_meant_is_named_by_the_hint(
    coopctl: Runner, workspace: Path, lang: str
) -> None:
    _make_book(workspace / "a.xlsx", "Phụ lục $1 & 2", "Phụ lục II")
    result = coopctl("import", "plan", "a.xlsx", lang=lang)
    assert _command(result.err, "--sheet") == ["--sheet", "Phụ lục $1 & 2"]


def _command(said: str, begin: str = "coopctl") -> list[str]:
    found = re.search(rf"`({begin} [^`]*)`", said)
    assert found is not None, said
    return shlex.split(found[1])


def _make_book(path: Path, *sheets: str) -> None:
    book = openpyxl.Workbook()
    for sheet in sheets:
        page = book.create_sheet(sheet)
        page.append(["STT", "Nội dung", "Chủ trì", "Thời hạn"])
        page.append(["1", "Tập huấn", "hoa-binh", "Quý IV/2025"])
        page.append(["2", "Khảo sát", "hung-yen", "Quý IV/2026"])
    book.remove(book.worksheets[0])
    book.save(path)
