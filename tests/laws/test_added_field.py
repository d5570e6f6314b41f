"""A field of a record is said once: whoever adds it to its kind finds it everywhere that records go."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from shutil import copytree, ignore_patterns
from typing import NamedTuple

import pytest

import coopctl
from tests.helpers.terminal import Terminal

PACKAGE = Path(coopctl.__file__).parent
LABEL, TEXT = "Checked by", "Trần Thị B"
# Runs commands one after the other in one process, and prints what came of each.
PLAY = """
import io, json, sys
from coopctl.cli import main
came = []
for argv in json.loads(sys.argv[1]):
    sys.stdout, sys.stderr = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in "oe")
    code = main.main(["--lang", "en", *argv])
    texts = []
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
        texts.append(stream.detach().getvalue().decode())
    came.append([code, *texts])
sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__
print(json.dumps(came))
"""


class Added(NamedTuple):
    """A kind of record with a new field: its file, the command that records it, the table that shows it."""

    kind: str
    record: tuple[str, ...]
    table: str


KINDS = (
    Added("update", ("add-update", "1.1", "in_progress"), "updates"),
    Added("meeting", ("add-meeting", "--title", "x", "--on", "29/6/2026"), "meetings"),
    Added("outcome", ("add-outcome", "1.1", "--title", "x"), "outcomes"),
    Added("extension", ("add-extension", "1.1", "31/12/2026", "--reason", "x", "--document", "1"), "extensions"),
)  # fmt: skip


def worked_example() -> str:
    """Return the line that the page of the house adds to a kind."""
    page = (PACKAGE / "README.md").read_text("utf-8")
    found = re.search(r"^Field\(.*\),$", page, re.MULTILINE)
    assert found is not None
    return found[0]


def build_house(folder: Path, kind: str) -> Path:
    """Copy the program, with the field of the worked example in one kind; return what to put on the path."""
    copytree(PACKAGE, folder / "coopctl", ignore=ignore_patterns("__pycache__"))
    file = folder / "coopctl" / "domain" / "record" / "kinds" / f"{kind}.py"
    text = file.read_text("utf-8")
    end = text.index("\n    ),\n", text.index("KIND = Kind("))
    file.write_text(f"{text[:end]}\n        {worked_example()}{text[end:]}", "utf-8")
    return folder


class House(NamedTuple):
    """The program with the new field, and the folder in which it works."""

    path: Path
    workspace: Path

    @property
    def env(self) -> dict[str, str]:
        return {**os.environ, "PYTHONPATH": str(self.path), "COOPCTL_LANG": "en"}

    def run(self, *argv: str) -> str:
        ran = subprocess.run(
            [sys.executable, *argv], cwd=self.workspace, env=self.env, capture_output=True, check=False, encoding="utf-8"
        )  # fmt: skip
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    def play(self, *commands: tuple[str, ...]) -> list[tuple[int, str, str]]:
        came = json.loads(self.run("-c", PLAY, json.dumps(commands)))
        return [(code, out, err) for code, out, err in came]


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def build_update_house(workspace: Path, tmp_path: Path) -> House:
    return House(build_house(tmp_path / "house", "update"), workspace)


def test_forms_and_tables_that_come_in_have_it(workspace: Path, tmp_path: Path) -> None:
    house = build_update_house(workspace, tmp_path)
    form = workspace / "form.yaml"
    form.write_text(f"item: '1.1'\nstatus: in_progress\nchecked_by: {TEXT}\n", "utf-8")
    for header in (LABEL, "checked_by", "Checked By"):
        table = workspace / f"{len(header)}{header[-1]}.csv"
        table.write_text(f"Item,Status,{header}\n1.2,in_progress,{TEXT}\n", "utf-8")
    came = house.play(
        ("add-update", "--from", str(form)),
        *(("import", "updates", str(table), "--yes") for table in sorted(workspace.glob("*.csv"))),
        ("log", "--json"),
    )
    assert [code for code, _, _ in came] == [0] * len(came), came
    bodies = [one["body"] for one in json.loads(came[-1][1])["entries"] if one["kind"] == "update"]
    assert [body["checked_by"] for body in bodies] == [TEXT] * (len(came) - 1)


@pytest.mark.unix("a pseudo-terminal")
def test_who_is_asked_is_asked_for_what_is_owed(workspace: Path, tmp_path: Path) -> None:
    house = build_update_house(workspace, tmp_path)
    file = house.path / "coopctl" / "domain" / "record" / "kinds" / "update.py"
    text = file.read_text("utf-8")
    owed = worked_example().replace("example=", "required=True, example=")
    file.write_text(text.replace(worked_example(), owed), "utf-8")
    with Terminal("add-update", "1.1", cwd=workspace, env=house.env) as terminal:
        terminal.answer("Status", "in_progress")
        terminal.answer(LABEL, TEXT)
        terminal.answer("Record this?", "y")
        assert terminal.finish() == 0, terminal.seen


@pytest.mark.unix("a pseudo-terminal")
def test_the_form_in_the_editor_has_its_line(workspace: Path, tmp_path: Path) -> None:
    house = build_update_house(workspace, tmp_path)
    editor = tmp_path / "editor.py"
    editor.write_text("import shutil, sys; shutil.copy(sys.argv[1], 'seen.yaml')", "utf-8")
    opened = {**house.env, "EDITOR": f"{sys.executable} {editor}"}
    with Terminal(
        "add-update", "1.1", "in_progress", "--edit", cwd=workspace, env=opened
    ) as terminal:
        assert terminal.finish() == 1  # it was left as it was
    assert re.search(
        r"^checked_by:.*\n", (workspace / "seen.yaml").read_text("utf-8"), re.MULTILINE
    )


def test_the_library_takes_it(workspace: Path, tmp_path: Path) -> None:
    house = build_update_house(workspace, tmp_path)
    code = f"""
from coopctl import open_workspace
work = open_workspace(".")
work.add_update("1.1", "in_progress", checked_by="{TEXT}")
print(work.table("updates")[0]["checked_by"])
print(work.add_update.__doc__)
"""
    out = house.run("-c", code)
    assert out.startswith(TEXT)
    assert f"checked_by: {LABEL}, such as '{TEXT}'" in out


@pytest.mark.parametrize("added", KINDS, ids=lambda added: added.kind)
def test_a_field_that_a_kind_says_is_everywhere(
    added: Added, workspace: Path, tmp_path: Path
) -> None:
    house = House(build_house(tmp_path / "house", added.kind), workspace)
    form = workspace / "form.yaml"
    (_, help_text, _), (recorded, said, talk), (_, journal, _) = house.play(
        (added.record[0], "--help"),
        (*added.record, "--checked-by", TEXT, "--json"),
        ("log", "--json"),
    )
    assert re.search(r"--checked-by TEXT +who checked the result", help_text)
    assert recorded == 0, talk
    (entry,) = (one for one in json.loads(journal)["entries"] if one["kind"] == added.kind)
    assert entry["body"]["checked_by"] == TEXT
    assert TEXT in said

    shown, amend, amended, changed, table, labels, columns, schema, exported, searched = house.play(
        ("show", entry["id"]),
        ("amend", "--help"),
        ("amend", entry["id"], "--checked-by", "An", "--reason", "x", "--yes"),
        ("show", re.sub(r"\d+$", lambda number: str(int(number[0]) + 1), entry["id"])),
        ("export", "csv", added.table),
        ("export", "csv", added.table, "--labels"),
        ("help", "columns"),
        ("export", "json", "--schema"),
        ("export", "json"),
        ("search", "An"),
    )
    assert re.search(rf"{LABEL}:? +{TEXT}", shown[1]), shown
    assert "--checked-by" in amend[1]
    assert amended[0] == 0, amended
    assert re.search(rf"{LABEL}:? +An\b", changed[1])
    assert [row["checked_by"] for row in rows_of(table[1])] == ["An"]
    assert [row[LABEL] for row in rows_of(labels[1])] == ["An"]
    assert f"| `checked_by` | {LABEL} |" in columns[1]
    assert "checked_by" in schema[1]
    assert searched[0] == 0, searched

    form.write_text(exported[1].replace('"checked_by": "An"', '"checked_by": 5'), "utf-8")
    ((refused, _, why),) = house.play(("import", "json", str(form)))
    assert refused == 1, why
