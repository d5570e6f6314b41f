"""What comes back is extended for one period, which is named: by flag, at the prompt, in a form, from a file."""

import json
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.cli.terminal.test_prompts import Typist, typing
from tests.conftest import PLAN, Runner
from tests.helpers.printed import read_json
from tests.helpers.recorded import journal, last, untouched

__all__ = ["typing"]  # the fixture
EVERY = PLAN.replace("kind: periodic\n", "every: quarter\n        start: 1/1/2025\n")
WHY = ("--reason", "Chờ số liệu", "--document", "16/SKHCN")
FOR_Q1 = {
    "due": "2026-07-15", "due_text": "15/7/2026", "reason": "Chờ số liệu", "document": "16/SKHCN",
    "for": "2026-Q1",
}  # fmt: skip
CHOICES = "hint: one of: Q1/2025, Q2/2025, Q3/2025, Q4/2025, Q1/2026, Q2/2026, Q3/2026\n"


@pytest.fixture
def periodic(workspace: Path) -> Path:
    (workspace / "plans" / "test.yaml").write_text(EVERY, "utf-8")
    return workspace


def status(coopctl: Runner) -> dict[str, Any]:
    (row,) = read_json(coopctl("status", "2.1", "--json").out)["items"]
    return dict(row)


@pytest.mark.parametrize("typed", ["Q1/2026", "2026-Q1", "quý I/2026", "quý 1 năm 2026", "q1/2026"])
def test_a_period_as_people_write_it(periodic: Path, coopctl: Runner, typed: str) -> None:
    result = coopctl("add-extension", "2.1", "15/7/2026", "--for", typed, *WHY)
    entry = last(periodic)
    assert (result.code, result.out) == (0, "")
    assert result.err == f"recorded `{entry.id}`: `2.1` is now due 15/7/2026 for Q1/2026\n"
    assert entry.body == FOR_Q1


def test_only_that_period_moves_back(periodic: Path, coopctl: Runner) -> None:
    assert coopctl("add-update", "2.1", "in_progress", "--on", "1/12/2025").code == 0
    assert (status(coopctl)["period"], status(coopctl)["timeliness"]) == ("2026-Q1", "overdue")
    assert coopctl("add-extension", "2.1", "15/7/2026", "--for", "Q1/2026", *WHY).code == 0
    row = status(coopctl)
    assert row["timeliness"] != "overdue"
    assert row["periods"].endswith("2025-Q4:done 2026-Q1:open 2026-Q2:open")
    assert coopctl("add-update", "2.1", "in_progress", "--on", "30/6/2026").code == 0
    moved = read_json(coopctl("status", "2.1", "--as-of", "16/7/2026", "--json").out)["items"][0]
    assert (moved["period"], moved["due"]) != ("2026-Q1", "2026-03-31")


def test_without_a_terminal_the_periods_are_named(periodic: Path, coopctl: Runner) -> None:
    result = coopctl("add-extension", "2.1", "15/7/2026", *WHY)
    assert (result.code, result.out) == (2, "")
    assert result.err.endswith(CHOICES[CHOICES.index("Q2/2025") :])
    assert "`--for`: this comes back: say which period is extended" in result.err
    vietnamese = coopctl("add-extension", "2.1", "15/7/2026", *WHY, lang="vi")
    assert "quý IV/2025, quý I/2026, quý II/2026, quý III/2026" in vietnamese.err
    assert untouched(periodic)


@pytest.mark.parametrize("typed", ["5/2026", "2026", "Q4/2024", "nay", "2026-Q5", "1/1/2026", ""])
def test_what_is_no_period_of_it_is_refused(periodic: Path, coopctl: Runner, typed: str) -> None:
    result = coopctl("add-extension", "2.1", "15/7/2027", "--for", typed, *WHY)
    assert (result.code, result.out) == (2, "")
    assert "`--for`" in result.err
    assert untouched(periodic)


def test_a_day_that_is_not_later_is_refused(periodic: Path, coopctl: Runner) -> None:
    words = ("add-extension", "2.1", "--for", "Q2/2026", *WHY)
    for day in ("30/6/2026", "1/4/2026"):
        assert "is not later than the present due, 30/6/2026" in coopctl(*words, day).err
    assert coopctl(*words, "15/7/2026").code == 0
    assert "is not later than the present due, 15/7/2026" in coopctl(*words, "10/7/2026").err
    assert coopctl(*words, "20/7/2026").code == 0


@pytest.mark.parametrize("item", ["1.1", "3.10"])
def test_what_is_due_once_has_no_periods(workspace: Path, coopctl: Runner, item: str) -> None:
    result = coopctl("add-extension", item, "15/7/2027", "--for", "Q2/2026", *WHY)
    assert (result.code, result.out) == (2, "")
    assert "`--for`" in result.err
    assert untouched(workspace)


@pytest.mark.parametrize("due", ["hằng quý", "hằng năm", "thường xuyên", "monthly", "định kỳ"])
@pytest.mark.parametrize("kind", ["", "kind: periodic", "kind: ongoing"])
def test_without_stated_periods_there_is_nothing_to_extend(
    workspace: Path, coopctl: Runner, due: str, kind: str
) -> None:
    plan = PLAN.replace("kind: periodic\n        due: hằng năm", f"due: {due}\n        {kind}")
    (workspace / "plans" / "test.yaml").write_text(plan, "utf-8")
    for words in ((), ("--for", "Q2/2026")):
        result = coopctl("add-extension", "2.1", "15/7/2027", *words, *WHY)
        assert result.code != 0
        assert untouched(workspace)
    assert "no deadline to extend" in coopctl("add-extension", "2.1", "15/7/2027", *WHY).err


def test_the_prompt_lists_the_periods(periodic: Path, typing: Typist) -> None:
    result = typing("add-extension", "2.1", "15/7/2026", *WHY, lines=("5/2026", "5", "y"))
    assert result.code == 0, result.err
    assert last(periodic).body["for"] == "2026-Q1"
    assert "5) 2026-Q1  Q1/2026" in result.err


def test_a_bare_command_asks_for_it_only_where_it_comes_back(
    periodic: Path, typing: Typist
) -> None:
    result = typing("add-extension", lines=("2.1", "Q1/2026", "15/7/2026", *WHY[1::2], "", "y"))
    assert result.code == 0, result.err
    assert last(periodic).body == FOR_Q1
    asked = typing("add-extension", lines=("1.1", "15/7/2026", *WHY[1::2], "", "y"))
    assert asked.code == 0, asked.err
    assert "For the period" not in asked.err


def test_dry_run_and_json(periodic: Path, coopctl: Runner) -> None:
    words = ("add-extension", "2.1", "15/7/2026", "--for", "quý I/2026", *WHY)
    rehearsed = coopctl(*words, "--dry-run", lang="vi")
    assert (rehearsed.code, rehearsed.out) == (0, "")
    assert "  Cho kỳ: quý I/2026\n" in rehearsed.err
    assert untouched(periodic)
    (printed,) = read_json(coopctl(*words, "--json").out)
    assert printed["body"] == {**FOR_Q1, "command": printed["id"]}


def test_a_form_by_editor_and_from_a_file(
    periodic: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = periodic.parent / "editor.py"
    script.write_text(
        "import pathlib, sys\nfile = pathlib.Path(sys.argv[1])\n"
        "text = file.read_text('utf-8').replace('for:\\n', 'for: quý I/2026\\n')\n"
        "file.write_text(text, 'utf-8')\n", "utf-8",
    )  # fmt: skip
    monkeypatch.setenv("EDITOR", f"'{sys.executable}' '{script}'")
    result = coopctl("add-extension", "2.1", "15/7/2026", *WHY, "--edit")
    assert result.code == 0, result.err
    assert last(periodic).body == FOR_Q1
    form = "item: 2.1\nfor: Q2/2026\ndue: 20/7/2026\nreason: x\ndocument: y\n"
    Path("form.yaml").write_text(form, "utf-8")
    assert coopctl("add-extension", "--from", "form.yaml").code == 0
    assert last(periodic).body["for"] == "2026-Q2"
    Path("form.yaml").write_text(form.replace("for: Q2/2026\n", ""), "utf-8")
    refused = coopctl("add-extension", "--from", "form.yaml")
    assert refused.code != 0
    assert "form.yaml:1:1: error: `for`: this comes back" in refused.err
    assert "Q2/2026" in refused.err


def test_the_period_is_corrected(periodic: Path, coopctl: Runner) -> None:
    assert coopctl("add-extension", "2.1", "15/7/2026", "--for", "Q1/2026", *WHY).code == 0
    first = last(periodic).id
    why = ("--reason", "Ghi nhầm kỳ", "--yes")
    refused = coopctl("amend", first, "--for", "2027", *why)
    assert refused.code == 2
    assert "Q1/2026" in refused.err
    result = coopctl("amend", first, "--for", "quý II/2026", *why)
    assert result.code == 0, result.err
    assert "Q1/2026" in result.err
    assert "Q2/2026" in result.err
    body = last(periodic).body
    assert (body["for"], body["due"]) == ("2026-Q2", "2026-07-15")
    assert status(coopctl)["period"] == "2026-Q1"  # missed after all
    assert coopctl("add-update", "2.1", "in_progress", "--on", "31/3/2026").code == 0
    row = status(coopctl)
    assert (row["period"], row["due"]) == ("2026-Q2", "2026-07-15")


@pytest.mark.parametrize(("item", "has"), [("1.1", False), ("2.1", True)])
def test_the_form_of_a_correction_asks_for_it_only_where_it_comes_back(
    periodic: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch, item: str, *, has: bool
) -> None:
    words = ("--for", "Q1/2026") if has else ()
    assert coopctl("add-extension", item, "15/7/2026", *words, *WHY).code == 0
    seen = periodic.parent / "seen"
    script = periodic.parent / "editor.py"
    script.write_text(f"import shutil, sys\nshutil.copy(sys.argv[1], {str(seen)!r})\n", "utf-8")
    monkeypatch.setenv("EDITOR", f"'{sys.executable}' '{script}'")
    coopctl("amend", last(periodic).id, "--edit", "--reason", "x")
    assert ("\nfor:" in seen.read_text("utf-8")) is has


def test_it_goes_through_json(
    periodic: Path, coopctl: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert coopctl("add-extension", "2.1", "15/7/2026", "--for", "Q1/2026", *WHY).code == 0
    assert coopctl("export", "json", "-o", "journal.json").code == 0
    schema = read_json(coopctl("export", "json", "--schema").out)
    document = json.loads(Path("journal.json").read_text("utf-8"))
    jsonschema.validate(document, schema)
    extension = document["entries"][-1]
    assert extension["body"]["for"] == "2026-Q1"
    extension["body"]["for"] = 1
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document, schema)
    other = tmp_path / "other"
    (other / "plans").mkdir(parents=True)
    (other / "plans" / "test.yaml").write_text(EVERY, "utf-8")
    before = status(coopctl)
    source = Path("journal.json").resolve()
    monkeypatch.chdir(other)
    result = coopctl("import", "json", str(source))
    assert result.code == 0, result.err
    assert journal(other)[-1].body == FOR_Q1
    assert status(coopctl) == before
