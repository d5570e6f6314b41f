"""Files that are no ledger, or no whole one, or not to be written: one line, a hint, nothing lost."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from coopctl.ledger.file import database, migrations, schema, waiting
from tests.conftest import PLAN, Result, Runner
from tests.ledger.helpers import check_chain
from tests.ledger.processes import run_as_anybody

UPDATE = ("add-update", "1.1", "in_progress")
COMMANDS = [("status",), ("log",), ("show", "1.1"), ("export", "csv"), UPDATE]


@pytest.fixture
def ledger(coopctl: Runner, workspace: Path) -> Path:
    """Make a ledger with a plan and one update."""
    assert coopctl(*UPDATE, "--result", "gặp nhau").code == 0
    return workspace / "coopctl.db"


def refused(result: Result) -> tuple[str, str]:
    """Check that a command failed with one error and one hint, and nothing else."""
    assert result.code == 1, result
    assert result.out == ""
    error, hint = result.err.splitlines()
    assert error.startswith("error: ")
    assert hint.startswith("hint: ")
    return error, hint


@pytest.mark.parametrize("argv", COMMANDS)
@pytest.mark.parametrize(
    "content", [b"not a database at all\n" * 300, b"x", b"\0" * 8192, b"SQLite format 2\0"]
)
def test_a_file_that_is_not_sqlite(
    coopctl: Runner, workspace: Path, argv: tuple[str, ...], content: bytes
) -> None:
    path = workspace / "coopctl.db"
    path.write_bytes(content)
    error, hint = refused(coopctl(*argv))
    assert error == f"error: `{path}` is not a ledger: it is not an SQLite file"
    assert "--ledger" in hint
    assert path.read_bytes() == content


@pytest.mark.parametrize("argv", COMMANDS)
def test_a_header_with_nothing_sensible_behind_it(
    coopctl: Runner, workspace: Path, argv: tuple[str, ...]
) -> None:
    path = workspace / "coopctl.db"
    content = b"SQLite format 3\0" + b"\xff" * 5000
    path.write_bytes(content)
    error, _ = refused(coopctl(*argv))
    assert str(path) in error
    assert path.read_bytes() == content


@pytest.mark.parametrize("argv", COMMANDS)
@pytest.mark.parametrize("share", [0.3, 0.9])
def test_a_ledger_that_is_cut_short(
    coopctl: Runner, ledger: Path, argv: tuple[str, ...], share: float
) -> None:
    whole = ledger.read_bytes()
    cut = whole[: int(len(whole) * share)]
    ledger.write_bytes(cut)
    error, hint = refused(coopctl(*argv))
    assert f"is cut short: {len(cut)} of {len(whole)} bytes are there" in error
    assert "last whole copy" in hint
    assert ledger.read_bytes() == cut


def test_a_page_that_was_overwritten(coopctl: Runner, ledger: Path) -> None:
    with closing(sqlite3.connect(ledger)) as plain:
        (page,) = plain.execute(
            "select rootpage from sqlite_schema where name = 'journal'"
        ).fetchone()
    with ledger.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xee" * 4096)
    before = ledger.read_bytes()
    error, hint = refused(coopctl("log"))
    assert "is damaged: database disk image is malformed" in error
    assert "last whole copy" in hint
    refused(coopctl(*UPDATE))
    assert ledger.read_bytes() == before


@pytest.mark.parametrize("argv", COMMANDS)
@pytest.mark.parametrize("owner", [0, 252006674])
def test_another_programs_database(
    coopctl: Runner, workspace: Path, argv: tuple[str, ...], owner: int
) -> None:
    path = workspace / "coopctl.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("create table theirs (a)")
        other.execute(f"pragma application_id = {owner}")
    before = path.read_bytes()
    error, hint = refused(coopctl(*argv))
    assert error == f"error: `{path}` is not a ledger: it is another program's SQLite file"
    assert "--ledger" in hint
    assert path.read_bytes() == before


@pytest.mark.parametrize("argv", COMMANDS)
def test_a_ledger_of_a_newer_version(coopctl: Runner, ledger: Path, argv: tuple[str, ...]) -> None:
    with closing(sqlite3.connect(ledger)) as plain:
        plain.execute(
            "insert into _sqlite_migrations (migration_set, name, applied_at) "
            "values ('coopctl', 'm999_later', '2099-01-01')"
        )
        plain.commit()
    before = ledger.read_bytes()
    error, hint = refused(coopctl(*argv))
    assert "newer coopctl (`m999_later`)" in error
    assert "update coopctl" in hint
    assert ledger.read_bytes() == before


def test_other_programs_migrations_are_their_own(coopctl: Runner, ledger: Path) -> None:
    with closing(sqlite3.connect(ledger)) as plain:
        plain.execute(
            "insert into _sqlite_migrations (migration_set, name, applied_at) "
            "values ('theirs', 'm001', '2099-01-01')"
        )
        plain.commit()
    assert coopctl(*UPDATE).code == 0


def test_a_ledger_whose_migrations_table_is_gone(coopctl: Runner, ledger: Path) -> None:
    with closing(sqlite3.connect(ledger)) as plain:
        plain.execute("drop table _sqlite_migrations")
    for argv in COMMANDS:
        assert str(ledger) in refused(coopctl(*argv))[0]


def test_an_empty_file_is_no_ledger_yet(coopctl: Runner, workspace: Path) -> None:
    path = workspace / "coopctl.db"
    path.touch()
    assert coopctl("status").code == 0
    assert path.stat().st_size == 0
    assert coopctl(*UPDATE).code == 0
    assert len(check_chain(path)) == 2


@pytest.mark.parametrize("argv", COMMANDS)
def test_a_folder_as_ledger(coopctl: Runner, workspace: Path, argv: tuple[str, ...]) -> None:
    folder = workspace / "coopctl.db"
    folder.mkdir()
    error, _ = refused(coopctl(*argv))
    assert str(folder) in error


def test_a_ledger_in_a_folder_that_is_not_there(coopctl: Runner, workspace: Path) -> None:
    path = workspace / "none" / "coopctl.db"
    error, hint = refused(coopctl("--ledger", str(path), *UPDATE))
    assert f"`{path}` cannot be opened or made" in error
    assert "folder" in hint
    assert coopctl("--ledger", str(path), "status").code == 0
    assert not path.parent.exists()


def test_a_ledger_below_a_file(coopctl: Runner, workspace: Path) -> None:
    path = workspace / "plans" / "test.yaml" / "coopctl.db"
    refused(coopctl("--ledger", str(path), *UPDATE))
    assert coopctl("--ledger", str(path), "status").code == 0


def test_a_name_that_no_file_can_have(coopctl: Runner, workspace: Path) -> None:
    for argv in (("status",), UPDATE):
        result = coopctl("--ledger", "x" * 5000, *argv)
        assert result.code == 1
        assert result.err.startswith("error: cannot look at the ledger `xxx")


@pytest.mark.parametrize("name", ["số liệu %20?mode=ro#x.db", "a b.db", "..db"])
def test_odd_names_are_only_names(coopctl: Runner, workspace: Path, name: str) -> None:
    assert coopctl("--ledger", name, *UPDATE).code == 0
    assert len(check_chain(workspace / name)) == 2
    assert sorted(one.name for one in workspace.iterdir()) == sorted([name, "plans"])


def test_locked_for_longer_than_one_waits(
    coopctl: Runner, ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(ledger, isolation_level=None)) as other:
        other.execute("begin immediate")
        error, hint = refused(coopctl(*UPDATE))
        assert error == f"error: the ledger `{ledger}` is being written by somebody else"
        assert hint == "hint: nothing was recorded; try again in a moment"
        listed = coopctl("log")  # a writer at work does not stop a reader
        assert (listed.code, listed.err) == (0, "")
        assert "gặp nhau" in listed.out
        other.execute("rollback")
        other.execute("begin exclusive")
        refused(coopctl("log"))
    assert len(check_chain(ledger)) == 2
    assert coopctl(*UPDATE).code == 0


def test_a_changed_plan_is_shown_while_another_writes(
    coopctl: Runner, workspace: Path, ledger: Path
) -> None:
    (workspace / "plans" / "test.yaml").write_text(PLAN.replace("Training", "Lessons"), "utf-8")
    with closing(sqlite3.connect(ledger, isolation_level=None)) as other:
        other.execute("begin immediate")
        shown = coopctl("status", "2.1")
    assert shown.code == 0
    assert "Lessons" in shown.out
    assert shown.err.count("note: ") == 1
    assert len(check_chain(ledger)) == 2
    assert "Lessons" in coopctl("status", "2.1").out
    assert len(check_chain(ledger)) == 3


@pytest.fixture(params=["file", "folder", "both"])
def read_only(request: pytest.FixtureRequest, ledger: Path) -> Iterator[Path]:
    """Forbid writing the ledger, its folder, or both."""
    paths = {"file": [ledger], "folder": [ledger.parent], "both": [ledger, ledger.parent]}
    modes = [(path, path.stat().st_mode) for path in paths[request.param]]
    for path, mode in modes:
        path.chmod(mode & 0o555)
    yield ledger
    for path, mode in modes:
        path.chmod(mode)


def test_a_read_only_ledger_can_be_read_but_not_written(workspace: Path, read_only: Path) -> None:
    listed = run_as_anybody(workspace, "log")
    assert (listed.returncode, listed.stderr) == (0, "")
    assert "gặp nhau" in listed.stdout
    before = read_only.read_bytes()
    ended = run_as_anybody(workspace, *UPDATE)
    error, hint = refused(Result(ended.returncode, ended.stdout, ended.stderr))
    assert str(read_only) in error
    assert "may write" in hint
    assert read_only.read_bytes() == before


def test_a_read_only_ledger_still_shows_a_changed_plan(workspace: Path, read_only: Path) -> None:
    plan = workspace / "plans" / "test.yaml"
    plan.write_text(PLAN.replace("Training", "Lessons"), "utf-8")
    before = read_only.read_bytes()
    shown = run_as_anybody(workspace, "status", "2.1")
    assert shown.returncode == 0, shown.stderr
    assert "Lessons" in shown.stdout
    assert shown.stderr == "note: the plan `test` changed (plans/test.yaml): `2.1`: Title\n"
    assert read_only.read_bytes() == before


def test_a_read_only_ledger_keeps_items_with_records(workspace: Path, read_only: Path) -> None:
    plan = workspace / "plans" / "test.yaml"
    plan.write_text(PLAN.replace("- id: 1.1", "- id: 1.9"), "utf-8")
    shown = run_as_anybody(workspace, "status")
    assert shown.returncode == 0, shown.stderr
    assert "Propose tasks" in shown.stdout
    assert "leaves out items that have records: 1.1" in shown.stderr


def test_a_ledger_that_may_not_even_be_read(workspace: Path, ledger: Path) -> None:
    ledger.chmod(0)
    for argv in COMMANDS:
        ended = run_as_anybody(workspace, *argv)
        error, hint = refused(Result(ended.returncode, ended.stdout, ended.stderr))
        assert "Permission denied" in error
        assert "may read" in hint
    ledger.chmod(0o600)


def test_no_ledger_can_be_made_in_a_read_only_folder(workspace: Path) -> None:
    workspace.chmod(0o555)
    try:
        assert run_as_anybody(workspace, "status").returncode == 0
        ended = run_as_anybody(workspace, *UPDATE)
    finally:
        workspace.chmod(0o755)
    error, _ = refused(Result(ended.returncode, ended.stdout, ended.stderr))
    assert "cannot be opened or made" in error
    assert [one.name for one in workspace.iterdir()] == ["plans"]


def test_a_cut_off_write_is_undone_before_anything_is_read(
    coopctl: Runner, ledger: Path, tmp_path: Path
) -> None:
    journal = ledger.with_name("coopctl.db-journal")
    whole = ledger.read_bytes()
    with closing(sqlite3.connect(ledger, isolation_level=None)) as other:
        other.execute("pragma cache_spill = 1")
        other.execute("pragma cache_size = 1")
        other.execute("begin immediate")
        other.execute("create table big (a)")
        other.executemany("insert into big values (?)", [("x" * 3000,)] * 200)
        for file in (ledger, journal):
            shutil.copy(file, tmp_path)
        other.execute("rollback")
    for file in (ledger, journal):
        shutil.copy(tmp_path / file.name, file)
    assert ledger.read_bytes() != whole
    listed = coopctl("log")
    assert listed.code == 0
    assert "gặp nhau" in listed.out
    assert ledger.read_bytes() == whole
    assert not journal.exists()


def test_the_ledger_survives_a_loss_of_power_as_far_as_sqlite_can(ledger: Path) -> None:
    with closing(database.open_existing(ledger)) as connection:
        settings = {
            name: connection.execute(f"pragma {name}").fetchone()[0]
            for name in ("synchronous", "journal_mode", "foreign_keys", "application_id")
        }
    assert settings == {
        "synchronous": 3, "journal_mode": "delete", "foreign_keys": 1,
        "application_id": schema.APPLICATION_ID,
    }  # fmt: skip


def test_an_older_ledger_is_brought_up_to_date_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "coopctl.db"
    database.open_or_make(path).close()
    ran: list[str] = []
    monkeypatch.setattr(migrations, "NAMES", (*migrations.NAMES, "m002_next"))
    monkeypatch.setattr(migrations, "migrate", lambda connection: ran.append("migrated"))
    database.open_existing(path).close()
    assert ran == []
    database.open_or_make(path).close()
    assert ran == ["migrated"]


def test_the_tables_of_memory_and_file_are_the_same(tmp_path: Path) -> None:
    query = "select type, name, sql from sqlite_schema where name not like '%sqlite_%' order by 2"
    with (
        closing(database.open_in_memory()) as memory,
        closing(database.open_or_make(tmp_path / "coopctl.db")) as file,
    ):
        assert memory.execute(query).fetchall() == file.execute(query).fetchall()


def test_a_ledger_that_grows_while_it_is_looked_at_is_whole(
    ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = iter([(4096, 8192), (8192, 8192)])  # another writer's commit ends between the two
    monkeypatch.setattr(database, "_sizes", lambda path: next(looks))
    database.open_existing(ledger).close()
    assert list(looks) == []


def test_a_closed_pipe_is_no_fault_of_the_ledger(ledger: Path) -> None:
    pipe = BrokenPipeError(32, "Broken pipe")
    with pytest.raises(BrokenPipeError), database.explained(ledger):
        raise pipe


def test_what_sqlite_rolled_back_by_itself_is_not_rolled_back_twice(tmp_path: Path) -> None:
    with closing(database.open_or_make(tmp_path / "coopctl.db")) as connection:
        connection.execute("create table one (a unique)")
        connection.execute("insert into one values (1)")
        with pytest.raises(sqlite3.IntegrityError), database.transaction(connection):
            connection.execute("insert or rollback into one values (1)")
        assert not connection.in_transaction
