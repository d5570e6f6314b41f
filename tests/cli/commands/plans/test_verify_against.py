"""`coopctl verify --against`: what was known before proves what the file alone cannot."""

import json
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from coopctl.domain.record.entries import canonical, chain_hash
from coopctl.ledger.journal.journal import COLUMNS
from tests.cli.commands.plans.test_verify import altering, faults_in
from tests.conftest import Runner
from tests.helpers.printed import read_json
from tests.helpers.recorded import last
from tests.helpers.story import Story, tell

_OTHER = "update journal set author = 'Kẻ khác' where seq = 3"


@pytest.fixture
def story(workspace: Path, coopctl: Runner) -> Story:
    return tell(coopctl)


def compute_anew(connection: sqlite3.Connection) -> None:
    """Give every entry a hash that fits, as somebody does who holds the file and knows how."""
    before = ""
    for *row, place in connection.execute(
        f"select {COLUMNS}, place from journal order by replica, seq"
    ).fetchall():
        hashed = chain_hash([*row[:11], before])
        connection.execute(
            "update journal set prev = ?, hash = ? where place = ?", (before, hashed, place)
        )
        before = hashed


def rewrite(workspace: Path) -> None:
    with altering(workspace) as connection:
        connection.execute(_OTHER)
        compute_anew(connection)


def note(coopctl: Runner) -> str:
    """Return the check code that `verify` prints, as one copies it to paper."""
    lines = coopctl("verify").out.splitlines()
    return " ".join(" ".join(lines[1:3]).split())


def exported(coopctl: Runner, workspace: Path) -> str:
    assert coopctl("export", "json", "-o", "earlier.json").code == 0
    return "earlier.json"


def copied(_coopctl: Runner, workspace: Path) -> str:
    shutil.copy(workspace / "coopctl.db", workspace / "earlier.db")
    return "earlier.db"


def noted(coopctl: Runner, _workspace: Path) -> str:
    return note(coopctl)


KEPT = pytest.mark.parametrize("keep", [exported, copied, noted])
Keep = Callable[[Runner, Path], str]


@KEPT
def test_a_ledger_that_went_on_agrees(
    keep: Keep, workspace: Path, story: Story, coopctl: Runner
) -> None:
    earlier = keep(coopctl, workspace)
    assert coopctl("verify", "--against", earlier).code == 0
    assert coopctl("add-update", "1.2", "in_progress").code == 0
    result = coopctl("verify", "--against", earlier)
    assert (result.code, faults_in(result.out)) == (0, [])


@KEPT
def test_a_past_that_was_computed_anew_is_found_only_so(
    keep: Keep, workspace: Path, story: Story, coopctl: Runner
) -> None:
    earlier = keep(coopctl, workspace)
    rewrite(workspace)
    assert coopctl("verify").code == 0
    result = coopctl("verify", "--against", earlier)
    assert result.code == 1
    (fault,) = faults_in(result.out)
    number = story.plan.partition("-")[0] + ("-6" if keep is noted else "-3")
    assert fault.startswith(f"compared: {number}: it is another here than ")
    assert "hint: one of the two was altered" in result.err


@KEPT
def test_entries_that_were_cut_off_are_found(
    keep: Keep, workspace: Path, story: Story, coopctl: Runner
) -> None:
    before = (workspace / "coopctl.db").read_bytes()
    assert coopctl("add-update", "1.2", "in_progress").code == 0
    earlier = keep(coopctl, workspace)
    (workspace / "coopctl.db").write_bytes(before)
    assert coopctl("verify").code == 0
    result = coopctl("verify", "--against", earlier)
    assert result.code == 1
    (fault,) = faults_in(result.out)
    assert ", and is not here" in fault


def test_an_export_that_was_altered_itself_proves_nothing(
    workspace: Path, story: Story, coopctl: Runner
) -> None:
    file = workspace / exported(coopctl, workspace)
    file.write_text(file.read_text("utf-8").replace("in_progress", "suspended", 1), "utf-8")
    result = coopctl("verify", "--against", file.name)
    assert result.code == 1
    assert "`earlier.json` was altered: the hash of " in faults_in(result.out)[0]


@pytest.mark.parametrize(
    ("what", "code", "said"),
    [
        ("missing.json", 1, "cannot read `missing.json`"),
        ("plans/test.yaml", 1, "`plans/test.yaml` is no journal"),
        ("plans", 1, "`plans` is a folder"),
        ("x-1 12345", 2, "has 5 digits, and a check code has 60"),
        ("zz-1 " + "12345 " * 12, 1, "compared: zz-1: it stands on paper, and is not here"),
    ],
)
def test_what_cannot_be_compared_is_said(
    what: str, code: int, said: str, story: Story, coopctl: Runner
) -> None:
    result = coopctl("verify", "--against", what)
    assert result.code == code
    assert said in result.out + result.err


def test_json_carries_the_heads(story: Story, coopctl: Runner) -> None:
    (head,) = read_json(coopctl("verify", "--json").out)["heads"]
    assert f"{head['entry']} {head['digits']}" == note(coopctl)
    entries = read_json(coopctl("export", "json").out)["entries"]
    assert (entries[-1]["id"], entries[-1]["hash"]) == (head["entry"], head["hash"])


_CUT = [
    ("delete from journal where seq = (select max(seq) from journal)", "its newest entries are gone"),
    (_OTHER.replace("3", "(select max(seq) from journal)"), "its newest entry `{replica}-6` was altered"),
    ("update journal set hash = 'x' where seq = 6", "its newest entry `{replica}-6` was altered"),
    ("delete from journal", "its newest entries are gone"),
]  # fmt: skip


@pytest.mark.parametrize(("statement", "said"), _CUT)
def test_nothing_is_written_behind_a_broken_end(
    statement: str, said: str, workspace: Path, story: Story, coopctl: Runner
) -> None:
    export = read_json(coopctl("export", "json").out)
    with altering(workspace) as connection:
        connection.execute(statement)
    before = (workspace / "coopctl.db").read_bytes()
    problem = said.format(replica=story.plan.partition("-")[0])
    for words in (("add-update", "1.1", "in_progress"), ("undo",), ("confirm", "1.1")):
        result = coopctl(*words)
        assert result.code in {1, 2}
        if words[0] == "add-update":
            assert f"error: the ledger is damaged: {problem}; nothing was recorded\n" in result.err
    _add_foreign(export)
    (workspace / "journal.json").write_text(json.dumps(export), "utf-8")
    assert coopctl("import", "json", "journal.json").code == 1
    assert (workspace / "coopctl.db").read_bytes() == before


def _add_foreign(document: dict[str, Any]) -> None:
    """Add the entries once more, under another label, so that there is something to take in."""
    names = COLUMNS.replace(" ", "").split(",")
    before, added = "", []
    for entry in document["entries"]:
        if entry["kind"] != "plan":
            continue
        other = {**entry, "replica": "zz", "seq": 1, "id": "zz-1", "prev": before}
        other["hash"] = chain_hash(
            [canonical(other[name]) if name == "body" else other[name] for name in names[:-1]]
        )
        added.append(other)
    document["entries"] = added


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("update plan_files set plan = 'zz'", "it is noted for the plan `zz`"),
        ("delete from _sqlite_migrations", "the list of migrations is not coopctl's: –"),
        ("pragma journal_mode = wal", "the file is written by SQLite's way `wal`"),
    ],
)
def test_what_stands_beside_the_journal_is_checked(
    statement: str, said: str, workspace: Path, story: Story, coopctl: Runner
) -> None:
    with closing(sqlite3.connect(workspace / "coopctl.db")) as connection:
        connection.execute(statement)
        connection.commit()
    result = coopctl("verify")
    assert result.code == 1
    assert said in result.out


def test_a_plan_file_that_the_ledger_was_made_to_overlook(
    workspace: Path, story: Story, coopctl: Runner
) -> None:
    import hashlib

    plan = workspace / "plans" / "test.yaml"
    plan.write_text(plan.read_text("utf-8").replace("Khảo nghiệm", "Thử"), "utf-8")
    with closing(sqlite3.connect(workspace / "coopctl.db")) as connection:
        sha256 = hashlib.sha256(plan.read_bytes()).hexdigest()
        connection.execute("update plan_files set sha256 = ?", (sha256,))
        connection.commit()
    (fault,) = faults_in(coopctl("verify").out)
    assert fault == (
        "plan files: `plans/test.yaml`: the ledger notes its content as taken up, and has no such version"
    )


def test_a_plan_file_of_which_only_a_remark_changed_is_whole(
    workspace: Path, story: Story, coopctl: Runner
) -> None:
    plan = workspace / "plans" / "test.yaml"
    plan.write_text(plan.read_text("utf-8") + "# a remark\n", "utf-8")
    coopctl("status")
    assert faults_in(coopctl("verify").out) == []


def test_evidence_is_not_unnamed_where_the_ledger_cannot_be_read(
    workspace: Path, coopctl: Runner
) -> None:
    (workspace / "a.txt").write_text("a", "utf-8")
    assert coopctl("add-update", "1.1", "in_progress", "--evidence", "a.txt").code == 0
    (workspace / "coopctl.db").write_bytes((workspace / "coopctl.db").read_bytes()[:5000])
    result = coopctl("verify")
    assert result.code == 1
    assert "no entry names" not in result.err
    assert read_json(coopctl("verify", "--json").out)["unnamed_files"] is None


def test_a_closing_holds_against_a_past_that_was_computed_anew(
    workspace: Path, story: Story, coopctl: Runner
) -> None:
    close = ("close-period", "Quý II", "--as-of", "30/6/2026", "--from", "1/4/2026", "--yes")
    assert coopctl(*close).code == 0
    assert faults_in(coopctl("verify").out) == []
    rewrite(workspace)
    (fault,) = faults_in(coopctl("verify").out)
    replica = story.plan.partition("-")[0]
    assert fault.startswith(
        f"chain: {replica}-6: the closing `{replica}-7` of “Quý II” noted another"
    )


@pytest.mark.parametrize("kind", ["docx", "xlsx", "html"])
def test_what_is_handed_over_bears_the_check_code(
    kind: str, workspace: Path, story: Story, coopctl: Runner
) -> None:
    file = workspace / f"report.{kind}"
    assert coopctl("export", kind, "-o", str(file)).code == 0
    assert note(coopctl).partition(" ")[2] in text_of(file)


def test_a_report_of_a_period_bears_the_code_of_its_closing(
    workspace: Path, story: Story, coopctl: Runner
) -> None:
    code = note(coopctl).partition(" ")[2]
    coopctl("close-period", "Q", "--as-of", "30/6/2026", "--from", "1/4/2026", "--yes")
    assert coopctl("export", "docx", "--period", "Q", "-o", "q.docx").code == 0
    assert code in text_of(workspace / "q.docx")
    assert code in " ".join(coopctl("show", last(workspace).id).out.split())


def text_of(file: Path) -> str:
    """Return what can be read in a file that was handed over."""
    if file.suffix == ".html":
        return file.read_text("utf-8")
    with zipfile.ZipFile(file) as archive:
        parts = [
            archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")
        ]
    return "".join(parts)
