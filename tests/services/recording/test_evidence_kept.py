"""Files as evidence: what is taken for one, what is kept of it, and what is refused."""

import hashlib
import os
import sqlite3
from pathlib import Path
from unicodedata import normalize

import pytest

from coopctl.domain.record.evidence import evidence_text
from coopctl.ledger.file import kept_files
from coopctl.ledger.file.kept_files import Print, Tick
from coopctl.services.recording.evidence import EvidenceFiles
from tests.conftest import Runner
from tests.helpers.printed import read_json
from tests.helpers.recorded import journal, last, untouched
from tests.helpers.terminal import Terminal

TEXT = b"Bi\xc3\xaan b\xe1\xba\xa3n"
HASH = hashlib.sha256(TEXT).hexdigest()
UPDATE = ("add-update", "1.1", "in_progress", "--evidence")


def file_of(name: str, *, kept: bool = True) -> dict[str, object]:
    return {"file": name, "size": len(TEXT), "sha256": HASH, "kept": kept}


def kept(workspace: Path) -> list[str]:
    folder = workspace / "evidence"
    return sorted(one.name for one in folder.iterdir()) if folder.exists() else []


@pytest.fixture
def minutes(workspace: Path) -> Path:
    file = workspace / "Biên bản.PDF"
    file.write_bytes(TEXT)
    return file


@pytest.mark.parametrize(
    "command",
    [
        ("add-update", "1.1", "in_progress"),
        ("add-outcome", "2.1", "--title", "Lớp"),
        ("add-meeting", "--on", "1/6/2026", "--title", "Họp"),
    ],
)
def test_a_file_is_copied_under_its_hash(
    command: tuple[str, ...], workspace: Path, minutes: Path, coopctl: Runner
) -> None:
    result = coopctl(*command, "--evidence", minutes.name, "--evidence", "12/BB-SKHCN, 19/9/2024")
    assert (result.code, result.out) == (0, "")
    assert last(workspace).body["evidence"] == [file_of("Biên bản.PDF"), "12/BB-SKHCN, 19/9/2024"]
    assert kept(workspace) == [f"{HASH}.pdf"]
    assert (workspace / "evidence" / f"{HASH}.pdf").read_bytes() == TEXT
    assert minutes.read_bytes() == TEXT


@pytest.mark.parametrize(
    "typed", ["./{name}", "{folder}/{name}", "'{name}'", '"{folder}/{name}"', "file:{folder}/{name}"]
)  # fmt: skip
def test_ways_to_name_a_file(typed: str, workspace: Path, minutes: Path, coopctl: Runner) -> None:
    word = typed.format(name=minutes.name, folder=workspace)
    assert coopctl(*UPDATE, word).code == 0
    assert last(workspace).body["evidence"] == [file_of("Biên bản.PDF")]


def test_an_address_with_spaces_spelled_out(
    workspace: Path, minutes: Path, coopctl: Runner
) -> None:
    assert coopctl(*UPDATE, minutes.as_uri()).code == 0
    assert last(workspace).body["evidence"] == [file_of("Biên bản.PDF")]


def test_a_file_at_home(workspace: Path, coopctl: Runner) -> None:
    Path(os.environ["HOME"], "a.txt").write_bytes(TEXT)
    assert coopctl(*UPDATE, "~/a.txt").code == 0
    assert last(workspace).body["evidence"] == [file_of("a.txt")]


def test_a_name_whose_letters_are_composed_otherwise(workspace: Path, coopctl: Runner) -> None:
    (workspace / normalize("NFD", "Biên bản.pdf")).write_bytes(TEXT)
    assert coopctl(*UPDATE, "Biên bản.pdf").code == 0
    assert last(workspace).body["evidence"] == [file_of(normalize("NFC", "Biên bản.pdf"))]


def test_a_file_without_the_ending_of_one(workspace: Path, coopctl: Runner) -> None:
    (workspace / "12").mkdir()
    (workspace / "12" / "BB-SKHCN").write_bytes(TEXT)
    assert coopctl(*UPDATE, "12/BB-SKHCN").code == 0
    assert last(workspace).body["evidence"] == [file_of("BB-SKHCN")]
    assert kept(workspace) == [HASH]


@pytest.mark.parametrize(
    "text", ["12/BB-SKHCN, 19/9/2024", "https://example.org/a.pdf", "x" * 5000, "Ảnh chụp"]
)
def test_what_names_no_file_stays_text(text: str, workspace: Path, coopctl: Runner) -> None:
    assert coopctl(*UPDATE, text).code == 0
    assert last(workspace).body["evidence"] == [text]
    assert kept(workspace) == []


@pytest.mark.parametrize("name", ["none.pdf", "./none", "/none/here", "C:\\none", "file:none"])
def test_a_missing_file_is_refused(name: str, workspace: Path, coopctl: Runner) -> None:
    result = coopctl(*UPDATE, name)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("error: `--evidence`: there is no file `")
    assert "hint: check its name and folder; an address begins with `https://`" in result.err
    assert untouched(workspace)


def test_a_folder_is_refused(workspace: Path, coopctl: Runner) -> None:
    assert coopctl(*UPDATE, "plans") == (
        2, "",
        ("error: `--evidence`: `plans` is a folder\n"
         "hint: name the files in it one by one, or pack it into a `.zip`\n"),
    )  # fmt: skip
    assert untouched(workspace)


def test_what_has_no_end_is_refused(workspace: Path, coopctl: Runner) -> None:
    os.mkfifo(workspace / "plans" / "pipe.txt")
    for name in ("plans/pipe.txt", "/dev/zero"):
        result = coopctl(*UPDATE, name)
        assert (result.code, result.out) == (2, "")
        assert f"error: `--evidence`: `{name}` is no ordinary file\n" in result.err
    assert untouched(workspace)


def test_a_file_that_may_not_be_read_is_refused(
    workspace: Path, minutes: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, tick: Tick) -> Print:
        raise PermissionError(13, "Permission denied", str(path))

    if os.geteuid() == 0:  # nothing is unreadable to the administrator
        monkeypatch.setattr(kept_files, "fingerprint", refuse)
    else:
        minutes.chmod(0)
    result = coopctl(*UPDATE, minutes.name)
    assert (result.code, result.out) == (2, "")
    assert f"cannot read `{minutes}`: Permission denied\nhint: see that it is there" in result.err
    assert journal(workspace) == []


def test_what_an_entry_has_already_means_itself(workspace: Path, minutes: Path) -> None:
    old = [file_of("gone long ago.pdf"), "12/BB"]
    files = EvidenceFiles(workspace, recorded=old)
    assert [files.find(evidence_text(one)) for one in old] == old
    assert files.find(minutes.name) == file_of("Biên bản.PDF")


def test_every_wrong_file_is_said_at_once(workspace: Path, coopctl: Runner) -> None:
    err = coopctl(*UPDATE, "a.pdf", "--evidence", "plans", "--progress", "x").err
    assert err.count("error: ") == 3


def test_no_copy_only_notes_the_fingerprint(
    workspace: Path, minutes: Path, coopctl: Runner
) -> None:
    assert coopctl(*UPDATE, minutes.name, "--no-copy").code == 0
    assert last(workspace).body["evidence"] == [file_of("Biên bản.PDF", kept=False)]
    assert not (workspace / "evidence").exists()


def test_a_dry_run_reads_and_copies_nothing(
    workspace: Path, minutes: Path, coopctl: Runner
) -> None:
    result = coopctl(*UPDATE, minutes.name, "--dry-run")
    assert result.code == 0
    assert f"Evidence: Biên bản.PDF (11 B, SHA-256 {HASH[:12]})\n" in result.err
    assert sorted(one.name for one in workspace.iterdir()) == ["Biên bản.PDF", "plans"]


def test_the_same_content_is_kept_once(workspace: Path, minutes: Path, coopctl: Runner) -> None:
    (workspace / "other.pdf").write_bytes(TEXT)
    assert coopctl(*UPDATE, minutes.name, "--evidence", "other.pdf").code == 0
    assert coopctl(*UPDATE, "other.pdf").code == 0
    assert kept(workspace) == [f"{HASH}.pdf"]
    assert last(workspace).body["evidence"] == [file_of("other.pdf")]


def test_it_is_kept_beside_the_ledger(
    workspace: Path, minutes: Path, tmp_path: Path, coopctl: Runner
) -> None:
    ledger = tmp_path / "elsewhere" / "own.db"
    ledger.parent.mkdir()
    assert coopctl(*UPDATE, minutes.name, "--ledger", str(ledger)).code == 0
    assert kept(ledger.parent) == [f"{HASH}.pdf"]
    assert not (workspace / "evidence").exists()


def test_where_recording_fails_the_copy_is_taken_away(
    workspace: Path, minutes: Path, coopctl: Runner
) -> None:
    assert coopctl("add-update", "1.1", "in_progress").code == 0
    with sqlite3.connect(workspace / "coopctl.db") as connection:
        connection.execute("update sqlite_sequence set seq = seq + 1 where name = 'journal'")
    result = coopctl(*UPDATE, minutes.name)
    assert result.code == 1
    assert not (workspace / "evidence").exists()


def test_what_was_kept_before_stays_where_recording_fails(
    workspace: Path, minutes: Path, coopctl: Runner
) -> None:
    assert coopctl(*UPDATE, minutes.name).code == 0
    with sqlite3.connect(workspace / "coopctl.db") as connection:
        connection.execute("update sqlite_sequence set seq = seq + 1 where name = 'journal'")
    (workspace / "new.txt").write_text("new", "utf-8")
    assert coopctl(*UPDATE, minutes.name, "--evidence", "new.txt").code == 1
    assert kept(workspace) == [f"{HASH}.pdf"]


def test_where_it_cannot_be_kept_nothing_is_recorded(
    workspace: Path, minutes: Path, coopctl: Runner
) -> None:
    (workspace / "evidence").write_text("a file in the way", "utf-8")
    result = coopctl(*UPDATE, minutes.name)
    assert (result.code, result.out) == (1, "")
    assert "error: cannot keep `Biên bản.PDF` in `" in result.err
    assert "; nothing was recorded but the changed plan: `" in result.err
    assert "`--no-copy` only notes the fingerprint" in result.err
    assert journal(workspace) == []
    assert (workspace / "evidence").read_text("utf-8") == "a file in the way"


def test_a_file_that_changes_while_it_is_read_is_noticed(
    workspace: Path, minutes: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = os.fstat, iter(range(9))

    def growing(number: int) -> os.stat_result:
        if next(calls) == 1:  # at the end of reading
            minutes.write_bytes(TEXT + b"more")
        return real(number)

    monkeypatch.setattr(os, "fstat", growing)
    result = coopctl(*UPDATE, minutes.name)
    assert result.code == 2
    assert "`: `--evidence`" not in result.err
    assert "changed while it was read\nhint: close the program that writes it" in result.err
    assert journal(workspace) == []


def test_a_file_that_changes_before_it_is_copied_is_noticed(
    workspace: Path, minutes: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    fingerprint = kept_files.fingerprint

    def then_changed(path: Path, tick: Tick) -> Print:
        found = fingerprint(path, tick)
        minutes.write_bytes(TEXT[::-1])
        return found

    monkeypatch.setattr(kept_files, "fingerprint", then_changed)
    result = coopctl(*UPDATE, minutes.name)
    assert result.code == 1
    assert "changed while it was read" in result.err
    assert journal(workspace) == []
    assert not (workspace / "evidence").exists()


def test_interrupted_while_copying_it_leaves_nothing(
    workspace: Path, minutes: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_number: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    assert coopctl(*UPDATE, minutes.name).code == 130
    assert not (workspace / "evidence").exists()
    assert journal(workspace) == []


def test_a_large_file_streams(workspace: Path, coopctl: Runner) -> None:
    """A file of 64 MB that is all holes, read a block at a time: never more than a block is held."""
    import tracemalloc

    with (workspace / "large.zip").open("wb") as file:
        file.truncate(64 << 20)
    tracemalloc.start()
    result = coopctl(*UPDATE, "large.zip")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert result.code == 0
    assert peak < 16 << 20
    assert last(workspace).body["evidence"][0]["size"] == 64 << 20


def test_a_form_names_files_from_its_own_folder(
    workspace: Path, tmp_path: Path, coopctl: Runner
) -> None:
    folder = tmp_path / "forms"
    folder.mkdir()
    (folder / "a.txt").write_bytes(TEXT)
    form = folder / "form.yaml"
    form.write_text("item: 1.1\nstatus: in_progress\nevidence:\n  - a.txt\n  - 12/BB\n", "utf-8")
    assert coopctl("add-update", "--from", str(form)).code == 0
    assert last(workspace).body["evidence"] == [file_of("a.txt"), "12/BB"]
    assert kept(workspace) == [f"{HASH}.txt"]


def test_a_form_on_stdin_names_them_from_the_current_folder(
    workspace: Path, minutes: Path, coopctl: Runner
) -> None:
    form = "item: 1.1\nstatus: in_progress\nevidence: ./Biên bản.PDF\n"
    assert coopctl("add-update", "--from", "-", "--no-copy", stdin=form).code == 0
    assert last(workspace).body["evidence"] == [file_of("Biên bản.PDF", kept=False)]


def test_a_wrong_file_in_a_form_is_named_with_its_place(workspace: Path, coopctl: Runner) -> None:
    Path("plans/form.txt").write_text(
        "item: 1.1\nstatus: in_progress\nevidence:\n  - 12/BB\n  - none.pdf\n", "utf-8"
    )
    result = coopctl("add-update", "--from", "plans/form.txt")
    assert (result.code, result.out) == (1, "")
    assert "plans/form.txt:5:5: error: `evidence`: there is no file `plans/none.pdf`" in result.err


def test_at_the_prompt_a_wrong_file_is_asked_for_again(workspace: Path, minutes: Path) -> None:
    with Terminal("add-outcome", cwd=workspace) as terminal:
        terminal.answer("Item", "2.2")
        terminal.answer("Title", "Lớp")
        for label in ("Date", "Type", "Indicator", "Value"):
            terminal.answer(label, "")
        terminal.answer("Evidence 1", "none.pdf")
        terminal.answer("Evidence 2", "")
        terminal.wait_for("there is no file")
        terminal.answer("Evidence 1", "Biên bản.PDF")
        terminal.answer("Evidence 2", "")
        terminal.answer("Record this?", "y")
        assert terminal.finish() == 0
    assert last(workspace).body["evidence"] == [file_of("Biên bản.PDF")]


def test_show_says_what_is_kept_and_what_is_gone(
    workspace: Path, minutes: Path, coopctl: Runner
) -> None:
    (workspace / "b.txt").write_text("b", "utf-8")
    assert coopctl(*UPDATE, minutes.name).code == 0
    assert coopctl(*UPDATE, "b.txt", "--no-copy").code == 0
    entry = last(workspace).id
    first = entry.removesuffix("3") + "2"
    shown = coopctl("show", "1.1").out
    assert f"  Biên bản.PDF (11 B, SHA-256 {HASH[:12]})  {first}, 30/6/2026\n" in shown
    assert f"  b.txt (1 B, SHA-256 3e23e8160039, not kept)  {entry}, 30/6/2026\n" in shown
    assert "gone" not in shown
    (workspace / "evidence" / f"{HASH}.pdf").unlink()
    line = f"the kept file `Biên bản.PDF` of {first} is gone; `coopctl verify` tells more"
    for target in ("1.1", first):
        assert line in " ".join(coopctl("show", target).out.split())
    assert read_json(coopctl("show", first, "--json").out)["body"]["evidence"] == [
        file_of("Biên bản.PDF")
    ]


def test_tables_and_status_name_the_files(workspace: Path, minutes: Path, coopctl: Runner) -> None:
    assert coopctl(*UPDATE, minutes.name, "--evidence", "12/BB").code == 0
    assert "Biên bản.PDF; 12/BB" in coopctl("export", "csv", "updates").out
    assert "Biên bản.PDF; 12/BB" in coopctl("export", "csv", "items").out
    (row,) = read_json(coopctl("status", "1.1", "--json").out)["items"]
    assert row["evidence"] == "Biên bản.PDF; 12/BB"


@pytest.mark.skipif(os.name == "nt", reason="permissions of another system")
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o444])
def test_a_copy_keeps_the_permissions_of_the_original(
    workspace: Path, coopctl: Runner, minutes: Path, mode: int
) -> None:
    minutes.chmod(mode)
    assert coopctl(*UPDATE, f"./{minutes.name}").code == 0
    (copy,) = (workspace / "evidence").iterdir()
    assert copy.stat().st_mode & 0o777 == mode
    assert copy.read_bytes() == TEXT
