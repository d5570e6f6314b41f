"""`coopctl init`, killed at each call that changes a file: the next one finishes it.

A sample in the gate; `python -m tests.cli.commands.plans.test_init_killed` tries every point, and says what came of it.
"""

import os
import shutil
import sqlite3
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple
from unittest import mock

import pytest

from coopctl.files.drafts import is_draft
from tests.ledger.helpers import check_chain
from tests.ledger.processes import count_changes, finish, run_killed, start

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")


class Case(NamedTuple):
    """What is typed, and what is there before: nothing, an empty folder, or a workspace."""

    words: tuple[str, ...]
    before: str


SETTINGS = 'lang = "en"\ndue_soon_days = 3\noffice = "hoa-binh"\n'
CASES = {
    "new": Case(("w", "--office", "hoa-binh", "--author", "An"), "nothing"),
    "in-a-folder": Case(("w", "--office", "hoa-binh"), "folder"),
    "example": Case(("w", "--example"), "nothing"),
    "example-in-a-folder": Case(("w", "--example"), "folder"),
    "office": Case(("w", "--office", "hung-yen"), "workspace"),
}
_EVERY = 4  # of the points, in the gate


@contextmanager
def own_state(folder: Path) -> Iterator[None]:
    """Let each run begin with nothing remembered, so that all make the same calls."""
    with mock.patch.dict(os.environ, {"XDG_STATE_HOME": str(folder / "state")}):
        yield


def prepare(folder: Path, case: Case) -> None:
    if case.before != "nothing":
        (folder / "w").mkdir(parents=True)
        (folder / "w" / "mine.txt").write_text("mine")
    if case.before == "workspace":
        assert finish(start(folder, "init", "w")).returncode == 0
        (folder / "w" / "coopctl.toml").write_text(SETTINGS, "utf-8")


def contents(folder: Path) -> dict[str, str]:
    """Return what is in a folder but drafts, by path; of a ledger how many entries it has."""
    return {
        path.relative_to(folder).as_posix(): str(len(check_chain(path)))
        if path.suffix == ".db"
        else path.read_text("utf-8")
        for path in folder.rglob("*")
        if path.is_file() and not any(is_draft(part) for part in path.parts)
    }


def check_killed(folder: Path, case: Case, whole: dict[str, str]) -> None:
    """See that after a kill the workspace is there as a whole, or not at all, and no setting is lost."""
    home = folder / "w"
    if case.before == "nothing":
        assert not home.exists() or contents(home) == whole
        return
    found = contents(home)
    assert found["mine.txt"] == "mine"
    if case.before == "workspace":
        assert tomllib.loads(found["coopctl.toml"])["due_soon_days"] == 3
    for path, text in found.items():
        assert text in {whole[path], SETTINGS if path == "coopctl.toml" else whole[path]}
    if (home / "plans").is_dir():
        assert set(found) >= set(whole) - {"coopctl.db"}


def try_point(folder: Path, case: Case, at: int, whole: dict[str, str]) -> None:
    prepare(folder, case)
    with own_state(folder):
        try_here(folder, case, at, whole)


def try_here(folder: Path, case: Case, at: int, whole: dict[str, str]) -> None:
    assert run_killed(folder, at, "init", *case.words).returncode == -9
    check_killed(folder, case, whole)
    again = finish(start(folder, "init", *case.words))
    if again.returncode:  # it was done but for the syncing of its place
        assert "is a workspace already" in again.stderr
    assert contents(folder / "w") == whole
    for ledger in (folder / "w").glob("*.db"):
        with closing(sqlite3.connect(ledger)) as connection:
            assert connection.execute("pragma integrity_check").fetchone() == ("ok",)


def run_whole(folder: Path, case: Case) -> tuple[int, dict[str, str]]:
    prepare(folder, case)
    with own_state(folder):
        return count_changes(folder, "init", *case.words), contents(folder / "w")


@pytest.mark.parametrize("name", CASES)
def test_killed_at_a_point_the_next_finishes_it(tmp_path: Path, name: str) -> None:
    (tmp_path / "whole").mkdir()
    count, whole = run_whole(tmp_path / "whole", CASES[name])
    assert count > 8
    for at in sorted({*range(0, count, _EVERY), count - 1}):
        (tmp_path / str(at)).mkdir()
        try_point(tmp_path / str(at), CASES[name], at, whole)


def main() -> None:
    """Try every point of every case."""
    for name, case in CASES.items():
        place = Path(tempfile.mkdtemp())
        (place / "whole").mkdir()
        count, whole = run_whole(place / "whole", case)
        for at in range(count):
            (place / str(at)).mkdir()
            try_point(place / str(at), case, at, whole)
        print(f"{name}: tried {count}, finished {count}, lost 0")  # noqa: T201
        shutil.rmtree(place)


if __name__ == "__main__":
    main()
