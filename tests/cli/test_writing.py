"""Of every command that records: a dry run records nothing, and says so; `-` reads what a file would hold."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from coopctl.cli import program, registry
from tests.conftest import Runner
from tests.helpers.answered import answer
from tests.helpers.recorded import journal
from tests.helpers.story import tell

DRY_RUN = "note: nothing was recorded: this was a dry run\n"
NOTES = ("note: ", "hint: ")
# Each command, as somebody would call it; `{entry}` and what a file holds are filled in below.
CALLS = {
    "add-update": ("1.2", "in_progress"),
    "add-meeting": ("--on", "1/6/2026", "--title", "Họp", "--kind", "meeting"),
    "add-outcome": ("2.1", "--title", "Lớp", "--on", "1/6/2026"),
    "add-extension": ("1.1", "30/6/2027", "--reason", "x", "--document", "y"),
    "confirm": ("{entry}", "--office", "hung-yen"),
    "dispute": ("{entry}", "--office", "hung-yen", "--reason", "x"),
    "amend": ("{entry}", "--progress", "50", "--reason", "x"),
    "retract": ("{entry}", "--reason", "x"),
    "undo": (),
    "close-period": ("Năm 2025", "--as-of", "31/12/2025", "--from", "1/1/2025"),
    "plan sign": ("--document", "48/KH, 1/1/2025"),
    "plan update": ("--basis", "PL 1, 1/1/2026"),
    "import updates": ("{table}",),
    "import meetings": ("{meetings}",),
    "import outcomes": ("{outcomes}",),
    "import answers": ("{answers}",),
    "import json": ("{journal}",),
}
# Each way in which a file is read.
READERS = {
    "add-update": ("--from", "{form}", "--dry-run"),
    "amend": ("{entry}", "--from", "{amended}", "--reason", "x", "--dry-run"),
    "import updates": ("{table}", "--dry-run"),
    "import meetings": ("{meetings}", "--dry-run"),
    "import outcomes": ("{outcomes}", "--dry-run"),
    "import answers": ("{answers}", "--dry-run"),
    "import json": ("{journal}", "--dry-run"),
    "import plan": ("{annex}", "--json"),
    "check": ("plans/test.yaml",),
    "verify": ("--against", "{journal}"),
}


def _takes(command: str, option: str) -> bool:
    spec = next(spec for spec in registry.SPECS if spec.name == command)
    return any(option in param.opts for param in program.load(spec).params)


RECORDING = [spec.name for spec in registry.SPECS if _takes(spec.name, "--dry-run")]


@pytest.fixture
def names(workspace: Path, coopctl: Runner) -> Mapping[str, str]:
    """What the calls name: an entry, and files of every kind."""
    story = tell(coopctl)
    texts = {
        "table": "item,status\n1.2,in_progress\n",
        "meetings": "happened_on,title,kind,plan\n1/6/2026,Họp,meeting,test\n",
        "outcomes": "item,title,happened_on\n2.1,Lớp,1/6/2026\n",
        "annex": "Nội dung,Đơn vị chủ trì\nViệc thứ nhất,Sở A\n",
        "form": "item: 1.2\nstatus: in_progress\n",
        "amended": "record: update\nitem: 1.1\nstatus: in_progress\nprogress: 50\n",
        "journal": coopctl("export", "json").out,
    }
    for name, text in texts.items():
        (workspace / name).write_text(text, "utf-8")
    answers = answer(coopctl, "hoa-binh", {"1.1": {"status": "In progress", "progress": 60}})
    return {name: name for name in texts} | {"answers": str(answers), "entry": story.update}


def _filled(words: tuple[str, ...], names: Mapping[str, str]) -> list[str]:
    return [word.format_map(names) for word in words]


def test_every_command_that_records_can_be_rehearsed() -> None:
    assert set(RECORDING) == set(CALLS)
    assert {name for name in CALLS if not _takes(name, "--yes")} == {"import json"}  # asks nothing


@pytest.mark.parametrize("command", RECORDING)
def test_a_dry_run_records_nothing_and_says_so(
    workspace: Path, coopctl: Runner, names: Mapping[str, str], command: str
) -> None:
    before = journal(workspace)
    words = [*command.split(), *_filled(CALLS[command], names)]
    result = coopctl(*words, "--dry-run")
    assert (result.code, result.out) == (0, ""), result.err
    assert result.err.endswith(DRY_RUN)
    assert journal(workspace) == before
    if _takes(command, "--json"):
        result = coopctl(*words, "--dry-run", "--json")
        assert result.out.startswith('{\n  "format": "coopctl-drafts/1"'), result.err
        assert all('"coopctl-note/1"' in line for line in result.err.splitlines())
        assert coopctl(*words, "--json").code == 0
    else:
        assert coopctl(*words).code == 0


@pytest.mark.parametrize("command", READERS)
def test_standard_input_is_read_where_a_file_is(
    workspace: Path, coopctl: Runner, names: Mapping[str, str], command: str
) -> None:
    words = _filled(READERS[command], names)
    of_file = coopctl(*command.split(), *words)
    assert of_file.code == 0, of_file.err
    at = next(at for at, word in enumerate(words) if (workspace / word).is_file())
    name, words[at] = words[at], "-"
    of_stdin = coopctl(*command.split(), *words, stdin=(workspace / name).read_bytes())
    assert of_stdin.code == 0, of_stdin.err
    assert of_stdin.out == of_file.out.replace(name, "stdin" if name == "annex" else "<stdin>")
    if name != "annex":  # after whose name the plan would be called
        assert of_stdin.err == of_file.err


def test_standard_input_is_named_in_what_is_wrong(coopctl: Runner, workspace: Path) -> None:
    table = coopctl("import", "updates", "-", stdin="item,status\n9.9,x\n")
    assert table.err.startswith("<stdin>:A2: error: ")
    assert coopctl("check", "-", stdin="x: [").out.startswith("<stdin>:1:5: error: ")
    assert coopctl("import", "json", "-", stdin="x").err.startswith(
        "error: `<stdin>` is no journal"
    )


def test_evidence_is_not_read_from_standard_input(coopctl: Runner, workspace: Path) -> None:
    result = coopctl("add-update", "1.1", "in_progress", "--evidence", "-")
    assert result.code != 0
    assert result.err == (
        "error: `--evidence`: evidence is kept under its name, and standard input has none\n"
        "hint: save it as a file, and name that\n"
    )
