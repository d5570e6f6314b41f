"""Records from YAML forms: files, standard input and the editor; every mistake with its place."""

import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from coopctl.ledger.file import waiting
from tests.conftest import Runner
from tests.helpers.printed import read_json
from tests.helpers.recorded import journal, last, untouched
from tests.helpers.terminal import Terminal

Save = Callable[[str], str]


@pytest.fixture
def form(tmp_path: Path) -> Save:
    """Write a form beside the workspace; return its path."""

    def save(text: str) -> str:
        file = tmp_path / "form.yaml"
        file.write_bytes(text.encode("utf-8"))
        return str(file)

    return save


MEETING = """\
record: meeting
on: 19/9/2024
until: 20/9/2024
title: Thăm, làm việc về KH&CN
kind: Chuyến công tác
"""


def places(err: str) -> list[str]:
    """Return `line:column` of every mistake that was reported."""
    found = (line.split(": error: ") for line in err.splitlines() if ": error: " in line)
    return [":".join(place.split(":")[-2:]) for place, *_rest in found]


def test_one_record(coopctl: Runner, workspace: Path, form: Save) -> None:
    file = form(
        "item: 1.1\nstatus: completed\non: 2/7/2025\nprogress: 100\ncompleted_on: 30/6/2025\n"
        "result: |\n  Đã thống nhất\n  danh mục\ndifficulty: Thiếu mẫu\ncause: ~\nproposal:\n"
        "next_step: 'no'\nevidence:\n  - 12/BC\n  - https://example.org/a#b\n"
    )
    result = coopctl("add-update", "--from", file)
    entry = last(workspace)
    assert (result.code, result.out) == (0, "")
    assert result.err == f"recorded `{entry.id}`: `1.1` is Completed, 100 %\n"
    assert (entry.kind, entry.item, entry.happened_on) == ("update", "1.1", "2025-07-02")
    assert entry.body == {
        "status": "completed",
        "progress": 100,
        "completed_on": "2025-06-30",
        "result": "Đã thống nhất\ndanh mục",
        "difficulty": "Thiếu mẫu",
        "next_step": "no",
        "evidence": ["12/BC", "https://example.org/a#b"],
    }


def test_scalars_stay_what_was_typed(coopctl: Runner, workspace: Path, form: Save) -> None:
    file = form("item: 3.10\nstatus: in_progress\nresult: 0912\ncause: yes\nproposal: 1.10\n")
    assert coopctl("add-update", "--from", file).code == 0
    assert last(workspace).item == "3.10"
    assert last(workspace).body == {
        "status": "in_progress", "result": "0912", "cause": "yes", "proposal": "1.10",
    }  # fmt: skip


@pytest.mark.parametrize("names", [("attendee", "action", "item", "conclusion"),
                                   ("attendees", "actions", "items", "conclusions")])  # fmt: skip
@pytest.mark.parametrize("shape", ["list", "block", "mapping"])
def test_lists_in_every_shape(
    coopctl: Runner, workspace: Path, form: Save, names: tuple[str, ...], shape: str
) -> None:
    attendee, action, item, conclusion = names
    shapes = {
        "list": f"{attendee}:\n- hoa-binh: A, Giám đốc\n- 'hung-yen: B'\n"
        f"{action}:\n- 'hoa-binh: gửi: 15/10/2024'\n{item}: [1.1, 3.10]\n{conclusion}: [x, y]\n",
        "block": f"{attendee}: |\n  hoa-binh: A, Giám đốc\n\n  hung-yen: B\n"
        f"{action}: |\n  hoa-binh: gửi: 15/10/2024\n{item}: |\n  1.1\n  3.10\n"
        f"{conclusion}: |\n  x\n  y\n",
        "mapping": f"{attendee}:\n  hoa-binh: A, Giám đốc\n  hung-yen: B\n"
        f"{action}:\n  hoa-binh: 'gửi: 15/10/2024'\n{item}: |\n  1.1\n  3.10\n"
        f"{conclusion}: [x, y]\n",
    }
    file = form(f"on: 19/9/2024\ntitle: Họp\n{shapes[shape]}")
    result = coopctl("add-meeting", "--from", file)
    assert result.code == 0, result.err
    assert last(workspace).body == {
        "title": "Họp",
        "attendees": [{"party": "hoa-binh", "name": "A", "role": "Giám đốc"},
                      {"party": "hung-yen", "name": "B"}],
        "actions": [{"text": "gửi", "lead": "hoa-binh", "due_text": "15/10/2024", "due": "2024-10-15"}],
        "items": ["1.1", "3.10"],
        "conclusions": ["x", "y"],
    }  # fmt: skip


def test_many_records_of_several_kinds(coopctl: Runner, workspace: Path, form: Save) -> None:
    file = form(
        "- record: meeting\n  on: 19/9/2024\n  title: Họp\n"
        "  actions: ['hoa-binh: gửi', 'hung-yen: nhận: 15/10/2024']\n"
        "- record: meeting\n  on: 20/9/2024\n  title: Họp lại\n  actions: ['hoa-binh: xem']\n"
        "- item: meeting-1/2\n  status: completed\n  on: 1/10/2024\n  completed_on: 1/10/2024\n"
        "- item: meeting-2/1\n  status: in_progress\n"
        "- {record: outcome, item: 2.1, title: Lớp, indicator: trained, value: '40'}\n"
        "- {record: extension, item: 1.1, due: 31/3/2026, reason: Chờ, document: 15/UBND}\n"
        "- {record: extension, item: 1.1, due: 30/4/2026, reason: Chờ nữa, document: 16/UBND}\n"
    )
    result = coopctl("add-update", "--from", file, "--json")
    assert result.code == 0, result.err
    entries = journal(workspace)
    first, second = entries[0].id, entries[1].id
    assert [(entry.kind, entry.item) for entry in entries] == [
        ("meeting", None), ("meeting", None), ("update", f"{first}/2"), ("update", f"{second}/1"),
        ("outcome", "2.1"), ("extension", "1.1"), ("extension", "1.1"),
    ]  # fmt: skip
    printed = read_json(result.out)
    assert [one["hash"] for one in printed] == [entry.hash for entry in entries]
    assert "recorded" not in result.err  # the JSON says it


def test_a_record_is_checked_against_those_before_it(
    coopctl: Runner, workspace: Path, form: Save
) -> None:
    file = form(
        "- {item: 1.1, due: 30/4/2026, reason: Chờ, document: 15/UBND}\n"
        "- {item: 1.1, due: 31/3/2026, reason: Chờ, document: 16/UBND}\n"
    )
    result = coopctl("add-extension", "--from", file)
    assert (result.code, places(result.err)) == (1, ["2:20"])
    assert "30/4/2026" in result.err
    assert untouched(workspace)


def test_every_mistake_is_reported_in_order(coopctl: Runner, workspace: Path, form: Save) -> None:
    file = form(
        "- record: meeting\n"  # 1
        "  on: 31/2/2025\n"
        "  actions:\n"
        "    - hoa-binh: gửi\n"
        "    -\n"
        "    - hung-yn: nhận\n"
        "- item: 1.9\n"  # 7
        "  status: in_progress\n"
        "- item: 1.1\n"  # 9
        "  status: complted\n"
        "  progress: 101\n"
        "  stats: 5\n"
        "- 5\n"  # 13
        "- record: foo\n"
        "- item: meeting-7/1\n"
        "  status: in_progress\n"
        "- status: in_progress\n"
        "- item: 1.1\n"  # 18
        "  status: in_progress\n"
        "  result: {a: b, c: d}\n"
        "  evidence: [[x]]\n"
    )
    result = coopctl("add-update", "--from", file)
    assert (result.code, result.out) == (1, "")
    assert places(result.err) == [
        "1:3", "2:7", "6:7", "7:9", "10:11", "11:13", "12:3", "13:3", "14:11", "15:9", "17:3",
        "20:11", "21:14",
    ]  # fmt: skip
    assert all(
        line.startswith(f"{file}:") for line in result.err.splitlines() if ": error: " in line
    )
    assert "      actions: |" not in result.err
    for text in ("`title`", "31/2/2025", "hung-yen", "`1.9`", "completed", "`101`", "status",
                 "`foo`", "`meeting-7/1`", "`item`"):  # fmt: skip
        assert text in result.err
    assert "    - hung-yn: nhận\n" in result.err
    assert untouched(workspace)


def test_one_mistake_keeps_all_out(coopctl: Runner, workspace: Path, form: Save) -> None:
    good = "- {item: 1.1, status: in_progress}\n"
    coopctl("add-update", "--from", form(good))
    before = (workspace / "coopctl.db").read_bytes()
    result = coopctl("add-update", "--from", form(good * 3 + "- {item: 1.1, status: foo}\n"))
    assert (result.code, places(result.err)) == (1, ["4:23"])
    assert (workspace / "coopctl.db").read_bytes() == before


def test_unknown_key_names_the_nearest(coopctl: Runner, workspace: Path, form: Save) -> None:
    result = coopctl("add-update", "--from", form("item: 1.1\nstatus: in_progress\nresul: x\n"))
    assert (result.code, places(result.err)) == (1, ["3:1"])
    assert "`resul`" in result.err
    assert "one of: result\n" in result.err
    result = coopctl("add-update", "--from", form("item: 1.1\nstatus: in_progress\nzzz: x\n"))
    assert "status, on, stage, " in result.err
    assert untouched(workspace)


def test_plan_is_no_key_of_an_update(coopctl: Runner, workspace: Path, form: Save) -> None:
    """An item says its plan itself, `plan:id`; a key that nobody reads would deceive."""
    result = coopctl("add-update", "--from", form("item: 1.1\nstatus: in_progress\nplan: x\n"))
    assert (result.code, places(result.err)) == (1, ["3:1"])
    assert untouched(workspace)


def test_singular_beside_plural_is_refused(coopctl: Runner, workspace: Path, form: Save) -> None:
    text = "on: 19/9/2024\ntitle: Họp\nattendee: 'hoa-binh: A'\nattendees: 'hung-yen: B'\n"
    result = coopctl("add-meeting", "--from", form(text))
    assert (result.code, places(result.err)) == (1, ["4:1"])
    assert "line 3" in result.err
    assert untouched(workspace)


def test_several_texts_where_one_goes_are_refused(
    coopctl: Runner, workspace: Path, form: Save
) -> None:
    text = "item: 1.1\nstatus: in_progress\non: [1/1/2025, 2/1/2025]\n"
    result = coopctl("add-update", "--from", form(text))
    assert (result.code, places(result.err)) == (1, ["3:5"])
    assert untouched(workspace)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("item: 1.1\nstatus: 'open", "2:9"),
        ("item: 1.1\n\tstatus: x", "2:1"),
        ("item: 1.1\nstatus: a: b", "2:10"),
        ("item: 1.1\nitem: 1.2\nstatus: x", "2:1"),
        ("item: 1.1\nstatus: !!python/object:os.system x", "2:9"),
        ("item: &a 1.1\nstatus: *a", "1:7"),
        ("item: [1.1\nstatus: x", "1:7"),
        ("item: 1.1\nstatus: x\n---\nitem: 1.1", "3:1"),
        ("", "1:1"),
        ("# nothing\n", "1:1"),
        ("[]", "1:1"),
        ("just words", "1:1"),
        ("{item: 1.1, status: {a: b, c: d}}", "1:21"),
        ("record: [a]\nitem: 1.1\n", "1:9"),
        ("a: \x1b[31m", "1:4"),
    ],
)
def test_broken_forms(coopctl: Runner, workspace: Path, form: Save, text: str, place: str) -> None:
    result = coopctl("add-update", "--from", form(text))
    assert (result.code, result.out) == (1, "")
    assert place in places(result.err), result.err
    assert "mistake in coopctl" not in result.err
    assert "\x1b" not in result.err
    assert untouched(workspace)


def test_deep_nesting_is_refused(coopctl: Runner, workspace: Path, form: Save) -> None:
    result = coopctl("add-update", "--from", form("[" * 100_000))
    assert result.code == 1
    assert len(places(result.err)) == 1
    assert len(result.err) < 1000
    assert untouched(workspace)


@pytest.mark.parametrize("name", ["no-such-file.yaml", "plans"])
def test_file_that_cannot_be_read(coopctl: Runner, workspace: Path, name: str) -> None:
    result = coopctl("add-update", "--from", name)
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith(f"{name}:1:1: error: ")
    assert "hint: " in result.err
    assert untouched(workspace)


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode("utf-16"),
        lambda text: text.replace("\n", "\r\n").encode(),
    ],
    ids=["bom", "utf-16", "crlf"],
)
def test_bom_utf16_and_crlf_just_work(
    coopctl: Runner, workspace: Path, tmp_path: Path, encode: Callable[[str], bytes]
) -> None:
    file = tmp_path / "form.yaml"
    file.write_bytes(encode("item: 1.1\nstatus: in_progress\nresult: |\n  Đã\n  có\n"))
    assert coopctl("add-update", "--from", str(file)).code == 0
    assert last(workspace).body == {"status": "in_progress", "result": "Đã\ncó"}


def test_cp1258_is_refused_with_its_place(coopctl: Runner, workspace: Path, tmp_path: Path) -> None:
    file = tmp_path / "form.yaml"
    file.write_bytes("item: 1.1\nresult: đã\n".encode("cp1258", "replace"))
    result = coopctl("add-update", "--from", str(file))
    assert (result.code, places(result.err)) == (1, ["2:9"])
    assert "UTF-8" in result.err
    assert untouched(workspace)


def test_file_of_50_mb_is_refused(coopctl: Runner, workspace: Path, tmp_path: Path) -> None:
    file = tmp_path / "form.yaml"
    with file.open("wb") as opened:
        opened.truncate(50_000_000)
    result = coopctl("add-update", "--from", str(file))
    assert (result.code, places(result.err)) == (1, ["1:1"])
    assert untouched(workspace)


def test_standard_input(coopctl: Runner, workspace: Path) -> None:
    result = coopctl("add-update", "--from", "-", stdin="item: 1.1\nstatus: in_progress\n")
    assert (result.code, result.out) == (0, "")
    assert last(workspace).body == {"status": "in_progress"}
    refused = coopctl("add-update", "--from", "-", stdin="item: 1.1\nstatus: foo\n")
    assert refused.err.startswith("<stdin>:2:9: error: ")
    assert len(journal(workspace)) == 1


def test_a_megabyte_from_standard_input_is_refused_with_its_place(
    coopctl: Runner, workspace: Path
) -> None:
    text = "item: 1.1\nstatus: in_progress\nresult: |\n" + f"  {'đ' * 99}\n" * 10_000
    result = coopctl("add-update", "--from", "-", stdin=text)
    assert (result.code, places(result.err)) == (1, ["3:9"])
    assert "100000" in result.err
    assert len(result.err) < 1000
    assert untouched(workspace)


def test_a_long_text_is_kept_whole(coopctl: Runner, workspace: Path) -> None:
    line = "đã làm xong " * 8
    text = "item: 1.1\nstatus: in_progress\nresult: |\n" + f"  {line}\n" * 1000
    assert coopctl("add-update", "--from", "-", stdin=text).code == 0
    assert last(workspace).body["result"] == "\n".join([line.rstrip()] * 1000)


def test_a_megabyte_of_records(coopctl: Runner, workspace: Path) -> None:
    record = f"- item: 1.1\n  status: in_progress\n  result: {'x' * 50_000}\n"
    assert coopctl("add-update", "--from", "-", stdin=record * 20).code == 0
    assert len(journal(workspace)) == 20


@pytest.mark.parametrize("words", [("1.1",), ("1.1", "completed"), ("--result", "x"), ("--edit",)])
def test_flags_beside_a_file_are_refused(
    coopctl: Runner, workspace: Path, form: Save, words: tuple[str, ...]
) -> None:
    """They would be lost."""
    file = form("item: 1.2\nstatus: in_progress\n")
    result = coopctl("add-update", *words, "--from", file)
    assert (result.code, result.out) == (2, "")
    assert "--from" in result.err
    assert untouched(workspace)


def test_future_dates_need_yes_in_forms_too(coopctl: Runner, workspace: Path, form: Save) -> None:
    file = form("item: 1.1\nstatus: in_progress\non: 1/7/2026\n")
    result = coopctl("add-update", "--from", file)
    assert (result.code, places(result.err)) == (1, ["3:5"])
    assert "`--yes`" in result.err
    assert untouched(workspace)
    assert coopctl("add-update", "--from", file, "--yes").code == 0
    assert last(workspace).happened_on == "2026-07-01"


def test_dry_run_of_a_file_makes_no_ledger(coopctl: Runner, workspace: Path, form: Save) -> None:
    file = form(
        "- {record: meeting, on: 19/9/2024, title: Họp, action: 'hoa-binh: gửi'}\n"
        "- {item: meeting-1/1, status: in_progress}\n"
    )
    result = coopctl("add-update", "--from", file, "--dry-run", "--json")
    assert result.code == 0, result.err
    assert [draft["kind"] for draft in read_json(result.out)] == ["meeting", "update"]
    assert "nothing was recorded" in result.err
    assert untouched(workspace)


def test_dry_run_of_a_file_leaves_the_ledger_as_it_was(
    coopctl: Runner, workspace: Path, form: Save
) -> None:
    file = form("item: 1.1\nstatus: in_progress\n")
    coopctl("add-update", "--from", file)
    before = (workspace / "coopctl.db").read_bytes()
    assert coopctl("add-update", "--from", file, "--dry-run").code == 0
    assert (workspace / "coopctl.db").read_bytes() == before


def test_remarks_come_for_every_record(coopctl: Runner, workspace: Path, form: Save) -> None:
    file = form("- {item: 1.1, status: completed, completed_on: 1/6/2026}\n" * 2)
    assert coopctl("add-update", "--from", file).err.count("note: completed without evidence") == 2


# The editor: a script of Python that gets the form's path, as `$EDITOR` does.


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Make an editor that runs this code with `file` (a Path) and `text` (the form)."""

    def make(code: str) -> None:
        script = tmp_path / "my editor.py"
        head = "import pathlib, sys\nfile = pathlib.Path(sys.argv[1])\ntext = file.read_text('utf-8')\n"
        script.write_text(head + code, "utf-8")
        monkeypatch.delenv("VISUAL", raising=False)
        monkeypatch.setenv("EDITOR", f"'{sys.executable}' '{script}'")

    return make


def fill(**values: str) -> str:
    """Return an editor's code that fills in fields of the form."""
    return f"""
for name, value in {values!r}.items():
    before = text
    text = text.replace(f"\\n{{name}}:\\n", f"\\n{{name}}: {{value}}\\n")
    text = text.replace(f"\\n{{name}}: |\\n  \\n", f"\\n{{name}}: |\\n  {{value}}\\n")
    assert text != before, name
file.write_text(text, "utf-8")
"""


def test_editor_fills_the_form_in(
    coopctl: Runner, workspace: Path, editor: Callable[[str], None]
) -> None:
    editor(fill(item="1.1", status="in_progress", progress="40", result="Đã có", evidence="12/BC"))
    result = coopctl("add-update", "--edit")
    assert (result.code, result.out) == (0, ""), result.err
    assert last(workspace).body == {
        "status": "in_progress", "progress": 40, "result": "Đã có", "evidence": ["12/BC"],
    }  # fmt: skip


def test_editor_begins_with_what_was_typed(
    coopctl: Runner, workspace: Path, editor: Callable[[str], None]
) -> None:
    editor(fill(progress="40"))
    result = coopctl(
        "add-update", "1.1", "in_progress", "--edit", "--result", "  dòng 1\u2028dòng 2\n dòng 3",
        "--evidence", "a: b", "--evidence", "c # d",
    )  # fmt: skip
    assert result.code == 0, result.err
    assert last(workspace).body == {
        "status": "in_progress", "progress": 40, "result": "dòng 1\ndòng 2\n dòng 3",
        "evidence": ["a: b", "c # d"],
    }  # fmt: skip


@pytest.mark.parametrize("kind", ["update", "meeting", "outcome", "extension"])
def test_every_form_names_its_fields(
    coopctl: Runner, workspace: Path, editor: Callable[[str], None], kind: str, tmp_path: Path
) -> None:
    seen = tmp_path / "seen"
    editor(f"pathlib.Path({str(seen)!r}).write_text(text, 'utf-8')")
    refused = coopctl(f"add-{kind}", "--edit")
    assert refused.code == 1
    assert "nothing was recorded" in refused.err
    text = seen.read_text("utf-8")
    fields = [line.partition(":")[0] for line in text.splitlines() if line[:1].isalpha()]
    assert fields == {
        "update": ["record", "item", "status", "on", "progress", "result", "difficulty", "cause",
                   "proposal", "next_step", "completed_on", "evidence"],
        "meeting": ["record", "on", "title", "until", "kind", "place", "host", "chair",
                    "secretary", "number", "attendees", "invited", "items", "proceedings",
                    "conclusions", "actions", "evidence"],
        "outcome": ["record", "item", "title", "on", "type", "indicator", "value", "evidence"],
        "extension": ["record", "item", "for", "due", "reason", "document", "on"],
    }[kind]  # fmt: skip
    assert f"record: {kind}\n" in text
    assert "required" in text
    assert untouched(workspace)


def test_the_form_speaks_vietnamese(
    coopctl: Runner, workspace: Path, editor: Callable[[str], None]
) -> None:
    editor(fill(item="1.1", status="in_progress"))
    assert coopctl("add-update", "--edit", lang="vi").code == 0
    assert last(workspace).body == {"status": "in_progress"}


def test_the_plan_stays_in_the_form(
    coopctl: Runner, workspace: Path, editor: Callable[[str], None]
) -> None:
    second = (
        (workspace / "plans" / "test.yaml").read_text("utf-8").replace("id: test", "id: second")
    )
    (workspace / "plans" / "second.yaml").write_text(second, "utf-8")
    editor(fill(on="19/9/2024", title="Họp"))
    assert "--plan" in coopctl("add-meeting", "--edit").err
    result = coopctl("add-meeting", "--edit", "--plan", "second", "--json")
    assert result.code == 0, result.err
    assert read_json(result.out)[0]["plan"] == "second"


def test_form_left_as_it_was_is_a_no(
    coopctl: Runner, workspace: Path, editor: Callable[[str], None]
) -> None:
    editor("file.write_text(text + '\\n\\n', 'utf-8')")
    result = coopctl("add-update", "1.1", "in_progress", "--edit")
    assert (result.code, result.out) == (1, "")
    assert "nothing was recorded" in result.err
    assert untouched(workspace)


def test_broken_form_without_a_terminal_is_refused_with_its_places(
    coopctl: Runner, workspace: Path, editor: Callable[[str], None]
) -> None:
    editor(fill(item="1.1", status="'in"))
    result = coopctl("add-update", "--edit")
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith("add-update.yaml:")
    assert untouched(workspace)


@pytest.mark.parametrize(
    "command", ["no-such-editor-anywhere", "'", "false", f"'{sys.executable}' -c 1/0"]
)
def test_editor_that_does_not_work(
    coopctl: Runner, workspace: Path, command: str, capfd: pytest.CaptureFixture[str]
) -> None:
    result = coopctl("add-update", "--edit", env={"VISUAL": command, "EDITOR": "true"})
    assert (result.code, result.out) == (1, "")
    assert "VISUAL" in result.err
    assert "nothing was recorded" in result.err
    assert "mistake in coopctl" not in result.err
    assert untouched(workspace)


def test_dry_run_with_the_editor(
    coopctl: Runner, workspace: Path, editor: Callable[[str], None]
) -> None:
    editor(fill(item="1.1", status="in_progress"))
    result = coopctl("add-update", "--edit", "--dry-run")
    assert result.code == 0
    assert "In progress" in result.err
    assert untouched(workspace)


def test_a_recorded_form_is_gone_afterwards(
    coopctl: Runner, workspace: Path, editor: Callable[[str], None], tmp_path: Path
) -> None:
    seen = tmp_path / "seen"
    form = fill(item="1.1", status="in_progress")
    editor(f"pathlib.Path({str(seen)!r}).write_text(str(file))" + form)
    assert coopctl("add-update", "--edit").code == 0
    assert not Path(seen.read_text()).exists()


def test_a_form_that_was_given_up_is_kept_and_named(
    coopctl: Runner, workspace: Path, editor: Callable[[str], None]
) -> None:
    editor(fill(item="1.1", status="foo"))
    result = coopctl("add-update", "--edit")
    assert result.code == 1
    kept = Path(result.err.split("--from ")[1].split("`")[0])
    assert "foo" in kept.read_text("utf-8")
    again = coopctl("add-update", "--from", str(kept))
    assert "`foo`" in again.err
    shutil.rmtree(kept.parent)


def test_a_form_of_which_the_ledger_was_busy_is_kept_and_offered_again(
    coopctl: Runner,
    workspace: Path,
    editor: Callable[[str], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert coopctl("add-update", "1.2", "in_progress").code == 0
    monkeypatch.setattr(waiting, "BUSY_SECONDS", 0.05)
    editor(fill(item="1.1", status="in_progress", result="Đã gõ lâu"))
    with closing(sqlite3.connect(workspace / "coopctl.db", isolation_level=None)) as other:
        other.execute("begin immediate")
        refused = coopctl("add-update", "--edit")
    assert refused.code == 1
    assert "is being written by somebody else" in refused.err
    kept = Path(refused.err.split("is kept: `")[1].split("`")[0])
    assert "Đã gõ lâu" in kept.read_text("utf-8")
    editor("")  # closes it as it is
    with Terminal("add-update", "--edit", cwd=workspace) as terminal:
        terminal.answer("Go on with that form?", "y")
        assert terminal.finish() == 0
    assert last(workspace).body["result"] == "Đã gõ lâu"
    assert not kept.exists()


def test_a_kept_form_stays_beside_a_new_one(
    coopctl: Runner, workspace: Path, editor: Callable[[str], None]
) -> None:
    editor(fill(item="1.1", status="foo"))
    kept = Path(coopctl("add-update", "--edit").err.split("--from ")[1].split("`")[0])
    editor(fill(item="1.1", status="in_progress"))
    result = coopctl("add-update", "--edit")
    assert result.code == 0
    assert f"note: a form of `coopctl add-update` is kept: `{kept}`" in result.err
    assert "foo" in kept.read_text("utf-8")
    assert [one.name for one in kept.parent.iterdir()] == [kept.name]
