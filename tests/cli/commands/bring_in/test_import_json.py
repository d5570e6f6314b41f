"""`coopctl import json`: what `export json` wrote comes in as it was, or not at all."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from coopctl.domain.record.entries import canonical, chain_hash
from coopctl.ledger.journal.journal import COLUMNS
from tests.cli.commands.plans.test_verify import faults_in
from tests.conftest import Result, Runner
from tests.helpers.printed import read_json
from tests.helpers.story import entries, replace, tell

Entry = dict[str, Any]


@pytest.fixture
def elsewhere(tmp_path: Path, workspace: Path) -> Path:
    """Another workspace, with the same plan and no ledger."""
    folder = tmp_path / "elsewhere"
    (folder / "plans").mkdir(parents=True)
    (folder / "plans" / "test.yaml").write_text(
        (workspace / "plans/test.yaml").read_text("utf-8"), "utf-8"
    )
    return folder


def export(coopctl: Runner, workspace: Path, name: str = "journal.json") -> Path:
    """Export the journal; return the file."""
    file = workspace / name
    assert coopctl("export", "json", "-o", str(file), cwd=workspace).code == 0
    return file


def taken(coopctl: Runner, folder: Path, file: Path, *words: str) -> Result:
    return coopctl("import", "json", str(file), *words, cwd=folder)


def stored(folder: Path) -> list[tuple[object, ...]]:
    if not (folder / "coopctl.db").exists():
        return []
    with closing(sqlite3.connect(folder / "coopctl.db")) as connection:
        query = f"select {COLUMNS} from journal order by replica, seq"
        return connection.execute(query).fetchall()


def verified(coopctl: Runner, folder: Path) -> None:
    result = coopctl("verify", cwd=folder)
    assert (result.code, faults_in(result.out)) == (0, []), result.out


def seal(entries_: list[Entry]) -> None:
    """Give altered entries whole chains again, as somebody could who knows how."""
    ends: dict[str, str] = {}
    for entry in entries_:
        entry["prev"] = ends.get(entry["replica"], "")
        names = COLUMNS.replace(" ", "").split(",")[:-1]
        fields = [canonical(entry[name]) if name == "body" else entry[name] for name in names]
        entry["hash"] = ends[entry["replica"]] = chain_hash(fields)


def altered(file: Path, change: Callable[[list[Entry]], object], *, sealed: bool = False) -> Path:
    """Write the journal with a change in it."""
    document = json.loads(file.read_text("utf-8"))
    change(document["entries"])
    if sealed:
        seal(document["entries"])
    other = file.with_name("altered.json")
    other.write_text(json.dumps(document, indent=1), "utf-8")
    return other


def test_a_journal_comes_in_as_it_went_out(
    workspace: Path, elsewhere: Path, coopctl: Runner
) -> None:
    tell(coopctl)
    replace(workspace, entries(coopctl)[2], result="Đã có 15 đề xuất")
    file = export(coopctl, workspace)
    result = taken(coopctl, elsewhere, file)
    assert result == (0, "", "added 7 of 7 entries; the ledger had the others\n")
    assert stored(elsewhere) == stored(workspace)
    assert export(coopctl, elsewhere, "again.json").read_bytes() == file.read_bytes()
    verified(coopctl, elsewhere)
    for words in (("status", "--json"), ("log", "--json"), ("search", "danh muc", "--json")):
        assert coopctl(*words, cwd=elsewhere) == coopctl(*words, cwd=workspace)
    verified(coopctl, elsewhere)
    assert stored(elsewhere) == stored(workspace)


def test_it_comes_in_without_any_plan_file(
    workspace: Path, elsewhere: Path, coopctl: Runner
) -> None:
    tell(coopctl)
    (elsewhere / "plans" / "test.yaml").unlink()
    assert taken(coopctl, elsewhere, export(coopctl, workspace)).code == 0
    assert coopctl("status", "--json", cwd=elsewhere) == coopctl("status", "--json")
    verified(coopctl, elsewhere)


def test_what_is_recorded_afterwards_is_of_another_replica(
    workspace: Path, elsewhere: Path, coopctl: Runner
) -> None:
    story = tell(coopctl)
    assert taken(coopctl, elsewhere, export(coopctl, workspace)).code == 0
    undone = coopctl("undo", cwd=elsewhere)
    assert (undone.code, "there is nothing to undo" in undone.err) == (1, True)
    assert coopctl("add-update", "1.2", "in_progress", cwd=elsewhere).code == 0
    replica = story.plan.partition("-")[0]
    others = {row[0] for row in stored(elsewhere)} - {replica}
    assert len(others) == 1
    verified(coopctl, elsewhere)


def test_only_the_missing_entries_are_added(
    workspace: Path, elsewhere: Path, coopctl: Runner
) -> None:
    tell(coopctl)
    assert taken(coopctl, elsewhere, export(coopctl, workspace)).code == 0
    assert coopctl("add-update", "1.2", "in_progress").code == 0
    assert coopctl("undo").code == 0
    file = export(coopctl, workspace)
    dry = taken(coopctl, elsewhere, file, "--dry-run")
    assert dry.code == 0
    assert dry.err.startswith("2 of 8 entries would be added, the ledger has the others\n")
    assert len(stored(elsewhere)) == 6
    result = taken(coopctl, elsewhere, file)
    assert result.err == "added 2 of 8 entries; the ledger had the others\n"
    assert stored(elsewhere) == stored(workspace)
    verified(coopctl, elsewhere)
    assert taken(coopctl, elsewhere, file).err.startswith("added 0 of 8 entries")
    assert stored(elsewhere) == stored(workspace)


def test_any_layout_of_the_document_is_read(
    workspace: Path, elsewhere: Path, coopctl: Runner
) -> None:
    tell(coopctl)
    document = json.loads(export(coopctl, workspace).read_text("utf-8"))
    file = workspace / "other.json"
    content = json.dumps(document, indent=4, sort_keys=True)
    file.write_bytes(b"\xef\xbb\xbf" + content.replace("\n", "\r\n").encode())
    assert taken(coopctl, elsewhere, file).code == 0
    assert stored(elsewhere) == stored(workspace)


def test_an_entry_larger_than_what_is_read_at_once(
    workspace: Path, elsewhere: Path, coopctl: Runner
) -> None:
    for _time in range(4):
        words = ("--result", 'dài "lắm" ' * 9_000, "--difficulty", "khó " * 20_000)
        assert coopctl("add-update", "1.2", "in_progress", *words).code == 0
    assert taken(coopctl, elsewhere, export(coopctl, workspace)).code == 0
    assert stored(elsewhere) == stored(workspace)


def test_an_empty_journal_adds_nothing_and_makes_no_ledger(
    workspace: Path, elsewhere: Path, coopctl: Runner
) -> None:
    result = taken(coopctl, elsewhere, export(coopctl, workspace))
    assert result == (0, "", "added 0 of 0 entries; the ledger had the others\n")
    assert not (elsewhere / "coopctl.db").exists()


def test_entries_of_several_replicas_and_a_clock_that_went_back(
    workspace: Path, elsewhere: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(coopctl)
    assert taken(coopctl, elsewhere, export(coopctl, workspace)).code == 0
    from coopctl.services.workspace import clock

    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now.replace(hour=3))
    assert coopctl("add-update", "1.1", "in_progress", "--on", "1/6/2026", cwd=elsewhere).code == 0
    monkeypatch.setattr(clock, "now", lambda: now.replace(hour=2))
    assert coopctl("add-update", "1.1", "suspended", "--on", "1/6/2026", cwd=elsewhere).code == 0
    file = export(coopctl, elsewhere)
    assert taken(coopctl, workspace, file).err.startswith("added 2 of 8 entries")
    assert stored(workspace) == stored(elsewhere)
    verified(coopctl, workspace)
    assert coopctl("status", "--json").out == coopctl("status", "--json", cwd=elsewhere).out


def drop(number: int) -> Callable[[list[Entry]], object]:
    return lambda found: found.pop(number)


def put(number: int, **values: Any) -> Callable[[list[Entry]], object]:
    return lambda found: found[number].update(values)


def twice(found: list[Entry]) -> None:
    found.insert(3, found[2] | {"author": "Ai đó"})


def turned(found: list[Entry]) -> None:
    found[2], found[3] = found[3], found[2]


@pytest.mark.parametrize(
    ("change", "sealed", "said"),
    [
        (put(2, author="Ai đó"), False, "it was altered: its hash is that of another content"),
        (put(2, hash="0" * 64), False, "it was altered: its hash is that of another content"),
        (put(2, body={"status": "completed"}), False, "it was altered"),
        (put(2, recorded_at="2026-06-30T05:00:01.000000Z"), False, "it was altered"),
        (drop(2), False, "-3`, is gone"),
        (drop(0), False, "-1`, is gone"),
        (twice, False, "it is in the file a second time, or out of its order"),
        (turned, False, "it is in the file a second time, or out of its order"),
        (put(2, extra=1), False, "it lacks fields, or has others than an entry has: extra"),
        (lambda found: found[2].pop("office"), False, "it lacks fields, or has others than an entry has: office"),
        (lambda found: found.insert(2, 7), False, "this is no entry"),
        (put(2, seq="3"), False, "`seq`: something else belongs there"),
        (put(2, recorded_at="gestern"), False, "`gestern` is no time from 1900 to 2200"),
        (put(2, recorded_at="0001-06-30T05:00:01.000000Z"), True, "is no time from 1900 to 2200"),
        (put(2, recorded_at="1899-12-31T23:59:59.999999Z"), True, "is no time from 1900 to 2200"),
        (put(2, recorded_at="2201-01-01T00:00:00.000000Z"), True, "is no time from 1900 to 2200"),
        (put(2, recorded_at="9999-12-31T23:59:59.999999Z"), True, "is no time from 1900 to 2200"),
        (put(2, id="xx-9"), False, "its id is not that of its replica and number"),
        (put(2, body=[]), False, "`body`: something else belongs there"),
        (put(2, kind="update", body={"result": "x"}), True, "its content is not that of its kind, `update`"),
        (put(2, happened_on="30/6/2026"), True, "its day or its content cannot be read"),
        (put(2, happened_on="1899-12-31"), True, "`1899-12-31` is no day from 1900 to 2200"),
        (put(2, happened_on="2201-01-01"), True, "`2201-01-01` is no day from 1900 to 2200"),
        (put(2, happened_on="20260630"), True, "`20260630` is no day from 1900 to 2200"),
        (put(2, kind="extension", body={"due": "9999-12-31", "due_text": "x"}), True,
         "its content is not that of its kind, `extension`"),
        (put(2, body={"status": "in_progress", "result": "\ud800"}), True, "its content cannot be kept"),
        (put(0, body={"plan": {"id": "test"}}), True, "the plan in it cannot be understood"),
        (put(0, body={}), True, "its content is not that of its kind, `plan`"),
    ],
)  # fmt: skip
def test_what_is_not_as_it_was_recorded_is_refused_whole(
    change: Callable[[list[Entry]], object], sealed: bool, said: str,
    workspace: Path, elsewhere: Path, coopctl: Runner,
) -> None:  # fmt: skip
    tell(coopctl)
    file = altered(export(coopctl, workspace), change, sealed=sealed)
    result = taken(coopctl, elsewhere, file)
    assert (result.code, result.out) == (1, "")
    assert f"{file}:" in result.err
    assert said in result.err
    assert "hint: nothing was recorded" in result.err
    assert not (elsewhere / "coopctl.db").exists()


def test_a_fork_is_named_and_refused(workspace: Path, elsewhere: Path, coopctl: Runner) -> None:
    story = tell(coopctl)
    file = export(coopctl, workspace)
    fork = altered(file, put(5, author="Ai đó"), sealed=True)
    assert taken(coopctl, elsewhere, fork).code == 0
    before = stored(elsewhere)
    assert coopctl("add-update", "1.2", "in_progress").code == 0
    result = taken(coopctl, elsewhere, export(coopctl, workspace))
    assert result.code == 1
    said = "the ledger has another entry under this id: the two have grown apart"
    assert f"error: {story.done}: {said}" in result.err
    assert stored(elsewhere) == before


def test_a_journal_that_does_not_follow_the_ledger(
    workspace: Path, elsewhere: Path, coopctl: Runner
) -> None:
    tell(coopctl)
    file = export(coopctl, workspace)
    part = altered(file, lambda found: found.__delitem__(slice(4, None)))
    assert taken(coopctl, elsewhere, part).err.startswith("added 4 of 4 entries")
    gap = altered(file, lambda found: found.__delitem__(slice(0, 5)))
    assert "is gone" in taken(coopctl, elsewhere, gap).err
    rest = altered(file, lambda found: found.__delitem__(slice(0, 4)))
    assert taken(coopctl, elsewhere, rest).err.startswith("added 2 of 2 entries")
    assert stored(elsewhere) == stored(workspace)
    verified(coopctl, elsewhere)


def test_an_entry_that_speaks_of_none_is_refused(
    workspace: Path, elsewhere: Path, coopctl: Runner
) -> None:
    tell(coopctl)
    file = altered(export(coopctl, workspace), put(2, replaces="zz-9"), sealed=True)
    result = taken(coopctl, elsewhere, file)
    assert result.code == 1
    assert "it replaces `zz-9`, which is not in the ledger" in result.err
    assert stored(elsewhere) == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "error: `journal.json` is empty"),
        (b" \n", "error: `journal.json` is empty"),
        (b"\xff\xfe{", "journal.json:1`: this is no text in UTF-8"),
        (b"hello", "it has no `format` or no `entries`"),
        (b"[1]", "it has no `format` or no `entries`"),
        (b'{"format": "coopctl-journal/1"; ', "something else stands where the journal goes on"),
        (b'{"format": "coopctl-journal/1", "entries": [],\n"entries": []}',
         "journal.json:2`: the key `entries` stands twice in the same object"),
        (b'{"format": "coopctl-journal/1", "entries": [\n{"author": "An", "author": "B\xc3\xacnh"}]}',
         "journal.json:2`: the key `author` stands twice in the same object"),
        (b'{"format": "coopctl-journal/1", "entries": [\n{"body": {"a": {"b": 1, "b": 1}}}]}',
         "journal.json:2`: the key `b` stands twice in the same object"),
        (b'{"format": "coopctl-journal/1"}', "it has no `format` or no `entries`"),
        (b'{"entries": []}', "it has no `format` or no `entries`"),
        (b'{"format": "coopctl-journal/2", "entries": []}',
         "is of the format `coopctl-journal/2`, and this version reads `coopctl-journal/1`"),
        (b'{"entries": [], "format": 7}', "is of the format `7`"),
        (b'{"format": "coopctl-journal/1", "entries": [\n{"id": "a-1",\n', "ends in the middle, in line 2"),
        (b'{"format": "coopctl-journal/1", "entries": [\n{"id": nonsense, "seq": 1}]}\n', "journal.json:2`: this is no JSON"),
        (b'{"format": "coopctl-journal/1", "entries": []} x', "something follows the end of the document"),
        (b'{"format": "coopctl-journal/1", "entries": [' + b"[" * 200_000, "nested too deeply"),
        (b'{"format": "coopctl-journal/1", "entries": [{"seq": ' + b"9" * 9_000 + b"}]}", "too long a number"),
        (b'{"format": "coopctl-journal/1", "entries": [{"id": "a' + b"a" * 200_000, "ends in the middle"),
    ],
)  # fmt: skip
def test_what_is_no_journal_is_refused_with_place_and_remedy(
    content: bytes, said: str, workspace: Path, coopctl: Runner
) -> None:
    file = workspace / "journal.json"
    file.write_bytes(content)
    result = coopctl("import", "json", "journal.json")
    assert (result.code, result.out) == (1, "")
    assert said in result.err
    assert "hint: " in result.err
    assert not (workspace / "coopctl.db").exists()


@pytest.mark.parametrize("name", ["plans", "none.json"])
def test_what_cannot_be_read(name: str, workspace: Path, coopctl: Runner) -> None:
    result = coopctl("import", "json", name)
    assert result.code == 1
    assert f"`{name}`" in result.err


def test_a_journal_cut_anywhere_is_refused(
    workspace: Path, elsewhere: Path, coopctl: Runner
) -> None:
    tell(coopctl)
    content = export(coopctl, workspace).read_bytes()
    file = workspace / "cut.json"
    for size in range(0, len(content) - 2, 97):
        file.write_bytes(content[:size])
        assert taken(coopctl, elsewhere, file).code == 1
    assert not (elsewhere / "coopctl.db").exists()


def test_a_file_must_be_named(workspace: Path, coopctl: Runner) -> None:
    result = coopctl("import", "json")
    assert (result.code, result.err.splitlines()[0]) == (2, "error: missing: FILE")


def test_the_schema_says_what_a_journal_is(workspace: Path, coopctl: Runner) -> None:
    schema = read_json(coopctl("export", "json", "--schema").out)
    jsonschema.Draft7Validator.check_schema(schema)
    valid = jsonschema.Draft7Validator(schema)
    story = tell(coopctl)
    assert coopctl("confirm", "1.1", "--office", "hung-yen").code == 0
    assert coopctl("close-period", "P", "--as-of", "1/6/2026", "--from", "1/1/2026").code == 0
    assert coopctl("retract", story.outcome, "--reason", "x").code == 0
    assert coopctl("plan", "sign", "--document", "48/KH").code == 0
    words = ("--title", "Lớp hai", "--reason", "y")
    assert (
        coopctl("add-outcome", "2.1", "--title", "Lớp", "--evidence", "plans/test.yaml").code == 0
    )
    assert coopctl("amend", entries(coopctl)[-1]["id"], *words).code == 0
    document = read_json(coopctl("export", "json").out)
    kinds = {entry["kind"] for entry in document["entries"]}
    assert kinds == {
        "plan", "update", "meeting", "outcome", "extension", "confirmation", "period", "retraction", "signing",
    }  # fmt: skip
    valid.validate(document)
    for name, value in {
        "hash": "x", "seq": 0, "recorded_at": "gestern", "body": [], "item": 7, "id": "x",
    }.items():  # fmt: skip
        broken = json.loads(json.dumps(document))
        broken["entries"][1][name] = value
        assert not valid.is_valid(broken), name
    document["entries"][1]["body"] = {"place": "x"}
    assert not valid.is_valid(document)
