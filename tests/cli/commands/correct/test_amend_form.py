"""`amend --edit` and `--from`: the form holds what the entry says, and what is left is what it says."""

import json
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given

from coopctl.cli.terminal.editor import write_form
from coopctl.cli.terminal.forms import list_records
from coopctl.definitions.yaml.nodes import read_nodes
from coopctl.definitions.yaml.places import Place
from coopctl.definitions.yaml.source import make_source
from coopctl.domain.record.amending import texts_of
from coopctl.domain.record.checks import read_record
from coopctl.domain.record.entries import Body
from coopctl.domain.record.kinds.catalogue import is_about_item
from coopctl.services.recording.evidence import EvidenceFiles
from coopctl.services.recording.prepare import Request
from tests.conftest import Runner
from tests.domain.record.test_amending import records
from tests.domain.record.test_checks import FACTS
from tests.helpers.recorded import journal, last
from tests.helpers.story import Story, tell
from tests.helpers.terminal import Terminal

WHY = ("--reason", "Ghi nhầm")


@pytest.fixture
def story(coopctl: Runner, workspace: Path) -> Story:
    return tell(coopctl)


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Make an editor that puts one text in the place of another, each of several."""

    def install(**changes: str) -> None:
        script = tmp_path / "editor.py"
        script.write_text(
            "import json, pathlib, sys\nfile = pathlib.Path(sys.argv[1])\n"
            f"text = file.read_text('utf-8')\nfor old, new in json.loads({json.dumps(json.dumps(changes))}).items():\n"
            "    assert old in text, text\n    text = text.replace(old, new)\n"
            "file.write_text(text, 'utf-8')\n",
            "utf-8",
        )
        monkeypatch.setenv("EDITOR", f"'{sys.executable}' '{script}'")
        monkeypatch.delenv("VISUAL", raising=False)

    return install


FILES = EvidenceFiles(Path())


def read_back(kind: str, texts: Mapping[str, Sequence[str]]) -> Mapping[str, Sequence[str]]:
    """Write a form and read its texts, as `--edit` does."""
    form = make_source("form.yaml", write_form(Request(kind, texts, FILES), "amend hb7kq-2"))
    root, problems = read_nodes(form)
    assert root is not None
    found = list(problems)
    (filled,) = list_records(Place(form, root), Request("update", {}, FILES), found)
    assert not found
    assert filled.request.kind == kind
    return filled.request.typed


@given(records())
def test_a_form_that_is_left_as_it_is_says_the_same(record: tuple[str, date, Body]) -> None:
    kind, happened_on, body = record
    texts = dict(read_back(kind, texts_of(kind, happened_on, body)))
    if is_about_item(kind):
        texts.pop("item")
    assert read_record(kind, texts, FACTS) == (happened_on, body)


def test_the_form_is_filled_and_one_field_is_corrected(
    coopctl: Runner, workspace: Path, story: Story, editor: Callable[..., None]
) -> None:
    old = {entry.id: entry.body for entry in journal(workspace)}
    editor(
        **{"Hai bên trao đổi.": "Hai bên trao đổi:\n  # không phải chú thích\n  - và thống nhất."}
    )
    result = coopctl("amend", story.meeting, "--edit", *WHY)
    assert result.code == 0, result.err
    body = last(workspace).body
    assert body.pop("correction")["first"] == story.meeting
    assert body.pop("actions") == [{**old[story.meeting]["actions"][0], "number": 1}]
    assert body == {
        **{name: value for name, value in old[story.meeting].items() if name != "actions"},
        "proceedings": "Hai bên trao đổi:\n# không phải chú thích\n- và thống nhất.",
    }


def test_conclusions_over_several_lines_stay_apart(
    coopctl: Runner, workspace: Path, editor: Callable[..., None]
) -> None:
    coopctl("add-meeting", "--on", "1/6/2026", "--title", "Họp", "--conclusion", "một\nhai",
            "--conclusion", "ba")  # fmt: skip
    editor(Họp="Giao ban")
    assert coopctl("amend", last(workspace).id, "--edit", *WHY).code == 0
    assert last(workspace).body["conclusions"] == ["một\nhai", "ba"]
    assert last(workspace).body["title"] == "Giao ban"


def test_flags_are_in_the_form_that_opens(
    coopctl: Runner, workspace: Path, story: Story, editor: Callable[..., None]
) -> None:
    editor(**{"progress: |\n  30": "progress: 35"})
    result = coopctl("amend", story.update, "--progress", "30", "--edit", *WHY)
    assert result.code == 0, result.err
    assert last(workspace).body["progress"] == 35


def test_what_is_emptied_is_taken_out(
    coopctl: Runner, workspace: Path, story: Story, editor: Callable[..., None]
) -> None:
    editor(**{"  Thiếu kinh phí": ""})
    assert coopctl("amend", story.update, "--edit", *WHY).code == 0
    assert "difficulty" not in last(workspace).body


def test_another_kind_is_refused_with_its_place(
    coopctl: Runner, workspace: Path, story: Story, editor: Callable[..., None]
) -> None:
    editor(**{"record: extension": "record: outcome"})
    result = coopctl("amend", story.extension, "--edit", *WHY)
    assert (result.code, result.out) == (1, "")
    said = result.err.splitlines()
    assert said[0] == (
        f"amend-{story.extension}.yaml:3:9: error: `{story.extension}` is of the kind “Extension”, "
        "and a correction does not change that"
    )
    assert "is not known here" not in result.err
    kept = Path(result.err.split("--from ")[1].split("`")[0])
    assert f"`coopctl amend {story.extension} --from {kept}`" in result.err
    shutil.rmtree(kept.parent)
    assert len(journal(workspace)) == 5


def test_a_mistake_is_said_with_its_place_and_the_form_is_kept_for_from(
    coopctl: Runner, workspace: Path, story: Story, editor: Callable[..., None]
) -> None:
    editor(**{"  40": "  400"})
    result = coopctl("amend", story.update, "--edit", *WHY)
    assert result.code == 1
    place, problem = result.err.splitlines()[0].split(": error: ")
    assert problem == "`progress`: `400` is not a percentage from 0 to 100"
    assert "is not known here" not in result.err
    kept = Path(result.err.split("--from ")[1].split("`")[0])
    text = kept.read_text("utf-8")
    assert text.splitlines()[int(place.split(":")[1]) - 1] == "progress: |"
    kept.write_text(text.replace("400", "45"), "utf-8")
    again = coopctl("amend", story.update, "--from", str(kept), *WHY)
    assert again.code == 0, again.err
    assert last(workspace).body["progress"] == 45
    shutil.rmtree(kept.parent)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "error"),
        ("- {status: in_progress, item: 1.1}\n- {status: suspended, item: 1.1}\n",
         "form.yaml:2:3: error: a correction is of one entry; here begins a second record"),
        ("item: 1.1\nstatus: in_progress\nplace: x\n", "the key `place` is not known here"),
        ("item: 9.9\nstatus: in_progress\n", "there is no `test:9.9`"),
        ("a: [", "form.yaml:1:"),
        ("status: in_progress\n", "`item`: is missing"),
    ],
)  # fmt: skip
def test_mistaken_forms(
    coopctl: Runner, workspace: Path, story: Story, tmp_path: Path, text: str, said: str
) -> None:
    form = tmp_path / "form.yaml"
    form.write_text(text, "utf-8")
    result = coopctl("amend", story.update, "--from", str(form), *WHY)
    assert result.code in {1, 2}
    assert result.out == ""
    assert said in result.err
    assert "mistake in coopctl" not in result.err
    assert len(journal(workspace)) == 5


def test_an_unchanged_form_is_a_no(
    coopctl: Runner, workspace: Path, story: Story, editor: Callable[..., None]
) -> None:
    editor()
    result = coopctl("amend", story.update, "--edit", *WHY)
    assert (result.code, result.err) == (
        1, "error: the form was left as it was; nothing was recorded\n",
    )  # fmt: skip


def test_from_says_it_all(coopctl: Runner, workspace: Path, story: Story) -> None:
    result = coopctl("amend", story.update, "--from", "x.yaml", "--progress", "5", *WHY)
    assert (result.code, result.out) == (2, "")
    assert "`--from` says it all" in result.err


def test_a_form_of_an_unknown_file(coopctl: Runner, workspace: Path, story: Story) -> None:
    result = coopctl("amend", story.update, "--from", "nowhere.yaml", *WHY)
    assert (result.code, result.out) == (1, "")
    assert "nowhere.yaml" in result.err


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals")
def test_a_terminal_shows_the_change_asks_for_a_reason_and_a_yes(
    workspace: Path, story: Story
) -> None:
    with Terminal("amend", story.update, "--progress", "30", cwd=workspace) as terminal:
        assert "Progress, %: 40 → 30" in terminal.wait_for("Reason")
        terminal.wait_for(": ")
        terminal.type("\n")
        terminal.answer("Reason", "Ghi nhầm")
        terminal.answer("Record this?", "y")
        assert terminal.finish() == 0
    assert "the reason is empty" in terminal.seen
    assert last(workspace).body["correction"]["reason"] == "Ghi nhầm"


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals")
def test_a_no_and_an_interrupt_record_nothing(workspace: Path, story: Story) -> None:
    words = ("amend", story.update, "--progress", "30", *WHY)
    with Terminal(*words, cwd=workspace) as terminal:
        terminal.answer("Record this?", "n")
        assert terminal.finish() == 1
    with Terminal("retract", story.meeting, *WHY, cwd=workspace) as terminal:
        assert f"with it goes the action `{story.action}`" in terminal.wait_for("Take it back?")
        terminal.wait_for(": ")
        assert terminal.end_by() == 130
    assert len(journal(workspace)) == 5
    with Terminal("retract", story.meeting, *WHY, "--yes", cwd=workspace) as terminal:
        assert terminal.finish() == 0
    assert last(workspace).kind == "retraction"
