"""With `--json` everything is JSON: one document of a named format on stdout, lines of errors and notes on stderr."""

import json
from pathlib import Path
from typing import Any

import pytest

from coopctl.cli import program, registry
from coopctl.output.files import formats
from tests.conftest import Runner
from tests.helpers.story import Story, tell

NAMES = {one.name: one for one in formats.FORMATS}
# Of each command with `--json`: what is answered or recorded, what is refused, what is called wrongly.
ANSWERED: tuple[tuple[str, ...], ...] = (
    ("status",), ("status", "--stages"), ("status", "--indicators"), ("status", "--disputed"), ("show", "1.1"),
    ("show", "2.1"), ("show", "test"), ("log",), ("search", "danh"), ("due",), ("agenda",), ("timeline",), ("chart",),
    ("evidence",), ("evidence", "--missing"), ("check",), ("verify",), ("plan", "log"), ("plan", "diff"),
    ("add-update", "1.2", "in_progress"), ("add-update", "1.2", "in_progress", "--dry-run"),
    ("add-outcome", "1.2", "--title", "x"), ("add-extension", "1.2", "31/12/2027", "--reason", "x", "--document", "y"),
    ("add-meeting", "--on", "1/6/2026", "--title", "x", "--action", "hung-yen: y: 1/7/2026"),
    ("confirm", "1.1", "--office", "hung-yen"), ("dispute", "1.1", "--office", "hung-yen", "--reason", "x"), ("undo",),
    ("undo", "--dry-run"), ("plan", "sign", "--document", "48/KH"), ("plan", "update"),
    ("close-period", "P", "--as-of", "1/6/2026", "--from", "1/1/2026", "--yes"), ("status", "--compare", "P"),
)  # fmt: skip
REFUSED: tuple[tuple[str, ...], ...] = (
    ("status", "9"), ("show", "nothing"), ("log", "--item", "9"), ("search", "x", "--plan", "y"), ("due", "--within", "x"),
    ("agenda", "--on", "x"), ("timeline", "9"), ("chart", "9"), ("evidence", "9"), ("verify", "--against", "nowhere.json"),
    ("plan", "log", "x"), ("plan", "diff", "x"), ("plan", "sign"), ("add-update", "9", "completed"), ("add-update",),
    ("add-meeting",), ("add-outcome", "1.1"), ("add-extension", "1.1"), ("confirm", "9"), ("dispute", "1.1"),
    ("amend", "x-1"), ("retract", "x-1", "--reason", "x"), ("close-period",), ("import", "plan", "nowhere.xlsx"),
    ("add-update", "--from", "nowhere.yaml"), ("import", "answers", "nowhere.xlsx"), ("import", "updates", "nowhere.csv"),
    ("import", "meetings", "nowhere.csv"), ("import", "outcomes", "nowhere.csv"), ("import", "json", "nowhere.json"),
)  # fmt: skip


@pytest.fixture
def story(workspace: Path, coopctl: Runner) -> Story:
    return tell(coopctl)


def document(text: str) -> dict[str, Any]:
    """Return what stands on stdout, held against its format."""
    found: dict[str, Any] = json.loads(text)
    name = found.pop("format")
    NAMES[name].named(found)
    return found


def lines(text: str) -> list[dict[str, Any]]:
    """Return what stands on stderr, a document a line, each held against its format."""
    found = [json.loads(line) for line in text.splitlines()]
    for one in found:
        NAMES[one["format"]].named(one.keys() - {"format"})
    assert {one["format"] for one in found} <= {formats.ERROR.name, formats.NOTE.name}
    return found


def test_every_command_with_json_is_tried() -> None:
    asked = {" ".join(words) for words in (*ANSWERED, *REFUSED)}
    for spec in registry.SPECS:
        options = {name for param in program.load(spec).params for name in param.opts}
        if "--json" in options:
            assert any(words.startswith(spec.name) for words in asked), spec.name


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_answers_are_one_document_each(story: Story, coopctl: Runner, lang: str) -> None:
    for words in ANSWERED:
        result = coopctl(*words, "--json", lang=lang)
        assert result.code == 0, (words, result)
        document(result.out)
        assert all(one["format"] == formats.NOTE.name for one in lines(result.err)), words


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_refusals_are_lines_of_json(story: Story, coopctl: Runner, lang: str) -> None:
    for words in REFUSED:
        for more in ((), ("--no-such-option",)):
            result = coopctl(*words, "--json", *more, lang=lang)
            assert result.code in {1, 2}, (words, result)
            errors = [one for one in lines(result.err) if one["format"] == formats.ERROR.name]
            told = {one["exit_code"] for one in errors}
            if result.out:  # what is wrong is the answer
                assert (document(result.out)["problems"], told) != ([], set()), words
            else:
                assert told == {result.code}, words


def test_a_plan_with_mistakes(workspace: Path, coopctl: Runner) -> None:
    plan = workspace / "plans" / "test.yaml"
    plan.write_text(plan.read_text("utf-8").replace("id: 1.2", "id: 1.1"), "utf-8")
    checked = coopctl("check", "--json")
    assert (checked.code, document(checked.out)["problems"][0]["severity"]) == (1, "error")
    refused = coopctl("add-update", "1.1", "in_progress", "--json")
    assert (refused.code, refused.out) == (1, "")
    assert any("place" in one or "test.yaml" in one["message"] for one in lines(refused.err))


def test_a_format_refuses_other_keys() -> None:
    with pytest.raises(ValueError, match="due"):
        formats.DUE.named(["as_of"])
    with pytest.raises(ValueError, match="due"):
        formats.DUE.named([*formats.DUE.keys, "more"])


def test_the_page_of_the_manual_names_them_all(coopctl: Runner) -> None:
    page = coopctl("help", "json").out
    for one in formats.FORMATS:
        assert f"## {one.name}\n" in page
        assert all(f"- `{key}`" in page for key in (*one.keys, *one.optional))
