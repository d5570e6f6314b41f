"""`coopctl verify`: a ledger that nobody altered is whole; whatever was altered is named."""

import json
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from coopctl.cli import main
from coopctl.domain.record.entries import Draft
from coopctl.ledger.file import database
from coopctl.ledger.journal.entry_words import words_of
from coopctl.ledger.journal.journal import Writer, append, list_placed
from coopctl.output.screen import progress
from coopctl.services.checking import verification
from tests.benchmarks.generator import fill_ledger
from tests.conftest import TODAY, Runner
from tests.helpers.printed import read_json
from tests.helpers.searches import examples
from tests.helpers.story import Story, tell
from tests.output.screen.test_progress import Screen

CLEAN = "verified: {entries} entries, 1 replica, 1 plan, {corrections}, {files}; nothing is wrong\n"
RESTORE = "hint: bring back the last whole copy of it; do not write to this one\n"
_TRIGGERS = ("journal_never_updated", "journal_never_deleted", "journal_never_replaced")


@contextmanager
def altering(workspace: Path) -> Iterator[sqlite3.Connection]:
    """Open the ledger as another program would, its guards taken off and put on again."""
    with closing(sqlite3.connect(workspace / "coopctl.db", isolation_level=None)) as connection:
        guards = [
            connection.execute("select sql from sqlite_master where name = ?", (name,)).fetchone()
            for name in _TRIGGERS
        ]
        for name in _TRIGGERS:
            connection.execute(f"drop trigger if exists {name}")
        yield connection
        for guard in filter(None, guards):
            connection.execute(guard[0])


def record(workspace: Path, *drafts: Draft) -> list[str]:
    """Append entries of any kind, as the program does."""
    with (
        closing(database.open_existing(workspace / "coopctl.db")) as connection,
        database.transaction(connection),
    ):
        return [append(connection, one, Writer("An", None), TODAY).id for one in drafts]


def faults_in(out: str) -> list[str]:
    """Return the lines of faults that `verify` printed, before the check codes."""
    return out.partition("Check codes of the newest entries")[0].splitlines()


def problems(coopctl: Runner) -> list[dict[str, Any]]:
    """Return what `verify --json` finds; the code must say the same."""
    result = coopctl("verify", "--json")
    assert "mistake in coopctl" not in result.err
    data = read_json(result.out)
    assert data["format"] == "coopctl-verify/1"
    assert result.code == (1 if data["problems"] else 0)
    found: list[dict[str, Any]] = data["problems"]
    return found


@pytest.fixture
def story(workspace: Path, coopctl: Runner) -> Story:
    return tell(coopctl)


def test_without_a_ledger_there_is_nothing_to_check(workspace: Path, coopctl: Runner) -> None:
    said = "there is no ledger yet, and so nothing to check\n"
    assert coopctl("verify") == (0, "", said)
    assert read_json(coopctl("verify", "--json").out) == {
        "format": "coopctl-verify/1", "ledger": None,
        "checked": {"entries": 0, "replicas": 0, "plans": 0, "corrections": 0, "files": 0},
        "heads": [], "problems": [], "unnamed_files": [],
    }  # fmt: skip
    assert [one.name for one in workspace.iterdir()] == ["plans"]


def test_a_whole_ledger(workspace: Path, story: Story, coopctl: Runner) -> None:
    (workspace / "a.txt").write_text("a", "utf-8")
    assert coopctl("add-update", "1.1", "in_progress", "--evidence", "a.txt").code == 0
    expected = CLEAN.format(entries=7, corrections="0 corrections", files="1 kept file")
    before = (workspace / "coopctl.db").read_bytes()
    result = coopctl("verify")
    assert (result.code, faults_in(result.out), result.err) == (0, [], expected)
    assert read_json(coopctl("verify", "--json").out)["checked"] == {
        "entries": 7, "replicas": 1, "plans": 1, "corrections": 0, "files": 1,
    }  # fmt: skip
    assert (workspace / "coopctl.db").read_bytes() == before
    (workspace / "coopctl.db").chmod(0o444)
    (workspace / "evidence").chmod(0o555)
    assert coopctl("verify") == result


def test_a_changed_plan_file_is_not_compiled_by_it(
    workspace: Path, story: Story, coopctl: Runner
) -> None:
    plan = workspace / "plans" / "test.yaml"
    plan.write_text(plan.read_text("utf-8").replace("Khảo nghiệm", "Thử"), "utf-8")
    assert problems(coopctl) == []
    coopctl("status")
    assert problems(coopctl) == []


def test_a_generated_ledger_is_whole(workspace: Path, coopctl: Runner) -> None:
    assert coopctl("add-update", "1.1", "in_progress").code == 0
    fill_ledger(workspace / "coopctl.db", 3000)
    assert coopctl("verify").err == CLEAN.format(
        entries="3,002", corrections="0 corrections", files="0 kept files"
    )


def test_corrections_and_late_entries_are_whole(
    workspace: Path, story: Story, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def update(replaces: str | None = None, **more: Any) -> Draft:
        body = {"status": "in_progress", **more}
        return Draft("update", "test", "1.1", TODAY.date(), body, replaces)

    with closing(sqlite3.connect(workspace / "coopctl.db")) as connection:
        (stamp,) = connection.execute(
            "select recorded_at from journal where id = ?", (story.update,)
        ).fetchone()
    link = {"first": story.update, "placed_at": stamp, "reason": "r"}
    (amended,) = record(workspace, update(story.update, correction=link))
    (taken_back,) = record(
        workspace, Draft("retraction", "test", "1.1", TODAY.date(), {"reason": "r"}, amended)
    )
    record(workspace, Draft("retraction", "test", "1.1", TODAY.date(), {"reason": "r"}, taken_back))
    with (
        closing(database.open_existing(workspace / "coopctl.db")) as connection,
        database.transaction(connection),
    ):
        append(connection, update(), Writer("An", None), TODAY.replace(year=2025))
        append(connection, update(), Writer("An", None), TODAY)
    with closing(sqlite3.connect(workspace / "coopctl.db")) as connection:
        assert connection.execute("select count(*) from late").fetchone() == (1,)
    assert coopctl("verify").err == CLEAN.format(
        entries=11, corrections="3 corrections", files="0 kept files"
    )


_COPY = (
    "insert into journal (replica, seq, kind, plan, item, happened_on, recorded_at, author, office, "
    "replaces, body, prev, hash) select {replica}, {seq}, kind, plan, item, happened_on, recorded_at, "
    "author, office, replaces, body, prev, hash from journal"
)
# What somebody may do to a row, and what `verify` then says of which entry (by number).
_ALTERED: list[tuple[str, int, str]] = [
    ("update journal set body = json_set(body, '$.progress', 90) where seq = 3", 3, "it was altered"),
    ("update journal set author = 'Ai' where seq = 4", 4, "it was altered"),
    ("update journal set happened_on = '2024-01-01' where seq = 3", 3, "it was altered"),
    ("update journal set recorded_at = '2020' where seq = 6", 6, "it was altered"),
    ("update journal set hash = 'x' where seq = 2", 2, "it was altered"),
    ("update journal set prev = '' where seq = 2", 2, "it was altered"),
    ("update journal set office = 'hoa-binh' where seq = 5", 5, "it was altered"),
    ("update journal set body = cast(x'7b7d' as text) where seq = 1", 1, "it was altered"),
    ("delete from journal where seq = 3", 4, "the entry before it, `{replica}-3`, is gone"),
    ("delete from journal where seq in (2, 3)", 4,
     "the entries before it, `{replica}-2` to `{replica}-3`, are gone"),
    ("delete from journal where seq = 1", 2, "the entry before it, `{replica}-1`, is gone"),
    ("delete from journal where seq = 6", 5,
     "the newest entries are gone: 1 of the 6 that this file has taken in"),
    ("delete from journal where seq in (3, 5, 6)", 4, "the entry before it, `{replica}-3`, is gone"),
    ("update journal set seq = 9 where seq = 3", 4, "the entry before it, `{replica}-3`, is gone"),
    ("update journal set place = 99 where seq = 3", 4, "it stands before an older entry"),
    (_COPY.format(replica="replica", seq=7) + " where seq = 3", 7, "it was altered"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("statement", "number", "said"), _ALTERED, ids=lambda value: str(value)[:50]
)
def test_the_first_broken_entry_is_named(
    statement: str, number: int, said: str, workspace: Path, story: Story, coopctl: Runner
) -> None:
    with altering(workspace) as connection:
        connection.execute(statement)
    replica = story.plan.partition("-")[0]
    first = next(one for one in problems(coopctl) if one["check"] == "chain")
    assert first["entry"] == f"{replica}-{number}"
    assert said.format(replica=replica) in first["message"]
    result = coopctl("verify")
    assert result.code == 1
    assert result.out.startswith(f"chain: {replica}-{number}: {first['message']}\n")
    assert RESTORE in result.err


def test_swapped_rows_are_named(workspace: Path, story: Story, coopctl: Runner) -> None:
    with altering(workspace) as connection:
        connection.execute("update journal set seq = 100 where seq = 3")
        connection.execute("update journal set seq = 3 where seq = 4")
        connection.execute("update journal set seq = 4 where seq = 100")
    found = problems(coopctl)
    assert [one["entry"] for one in found if one["check"] == "chain"] == [story.update, None]
    assert "has more entries that do not fit: 2" in found[1]["message"]


def test_a_row_exchanged_along_with_its_hash_is_named_by_the_next(
    workspace: Path, story: Story, coopctl: Runner
) -> None:
    """Whoever knows how the hash is made still leaves a trace, unless all that follow are made anew."""
    from coopctl.domain.record.entries import chain_hash
    from coopctl.ledger.journal.journal import COLUMNS

    with altering(workspace) as connection:
        row = list(connection.execute(f"select {COLUMNS} from journal where seq = 3").fetchone())
        row[7] = "Ai đó"
        values = (row[7], chain_hash(row[:12]))
        connection.execute("update journal set author = ?, hash = ? where seq = 3", values)
    (fault,) = problems(coopctl)
    assert (fault["check"], fault["entry"]) == ("chain", story.outcome)
    assert "it does not follow the entry before it" in fault["message"]


def test_each_replica_has_its_own_first(workspace: Path, story: Story, coopctl: Runner) -> None:
    with altering(workspace) as connection:
        for replica in ("aa", "zz"):
            copy = _COPY.format(replica=f"'{replica}'", seq="seq")
            connection.execute(f"{copy} where seq < 3 and replica not in ('aa', 'zz')")
    chain = [one for one in problems(coopctl) if one["check"] == "chain"]
    assert [one["entry"] for one in chain] == ["aa-1", None, "zz-1", None]


@pytest.mark.parametrize(
    ("kind", "item", "body"),
    [
        ("update", "1.1", {"progress": 5}),
        ("update", "1.1", {"status": "in_progress", "evidence": [{"file": "x"}]}),
        ("meeting", None, {"title": 5}),
    ],
)
def test_an_entry_that_is_none_of_its_kind_is_named(
    kind: str,
    item: str | None,
    body: dict[str, Any],
    workspace: Path,
    story: Story,
    coopctl: Runner,
) -> None:
    (entry,) = record(workspace, Draft(kind, "test", item, TODAY.date(), body))
    (fault,) = problems(coopctl)
    assert (fault["check"], fault["entry"]) == ("chain", entry)
    assert fault["message"] == f"its content is not that of its kind, `{kind}`"


@pytest.mark.parametrize(
    ("statement", "check", "said"),
    [
        ("drop view updates", "schema", "the view `updates` is gone"),
        ("drop trigger journal_never_deleted", "schema", "the trigger `journal_never_deleted` is gone"),
        ("drop index journal_by_target", "schema", "the index `journal_by_target` is gone"),
        ("drop table late", "schema", "the table `late` is gone"),
        ("drop view outcomes; create view outcomes as select 1", "schema",
         "the view `outcomes` is not as coopctl makes it"),
        ("create trigger sly after insert on journal begin delete from late; end", "schema",
         "the trigger `sly` is not of coopctl"),
        ("insert into superseded values ('x-1', 'a', 'b')", "derived",
         "it is noted as replaced at a, and was not"),
        ("insert into late values ('x-1', 'a')", "derived",
         "it is noted as late, and is not in the journal"),
        ("insert into late select id, 'a' from journal where seq = 3", "derived",
         "whether it was stamped late is noted wrongly"),
        ("update replica set label = 'other'", "derived",
         "this file's label is `other`, but that replica wrote nothing"),
        ("delete from replica", "derived", "this file has lost its label"),
        ("update items set due = '2030-01-01' where id = '1.1'", "plans",
         "the table `items` does not have the plan `test` as it was recorded"),
        ("delete from indicators", "plans",
         "the table `indicators` does not have the plan `test` as it was recorded"),
        ("update plans set title_vi = 'x', definition = '{}'", "plans",
         "the table `plans` does not have the plan `test` as it was recorded"),
        ("insert into plans select 'other', number, date, title_vi, title_en, timezone, example, entry, words, definition from plans",
         "plans", "the plan `other` is compiled, but no entry has it"),
    ],
)  # fmt: skip
def test_what_is_derived_is_held_against_the_journal(
    statement: str, check: str, said: str, workspace: Path, story: Story, coopctl: Runner
) -> None:
    with closing(sqlite3.connect(workspace / "coopctl.db")) as connection:
        connection.executescript(statement)
    found = problems(coopctl)
    assert found[0]["check"] == check
    assert found[0]["message"] == said


_OTHER_WORDS = """
insert into entry_words (entry_words, rowid, words) values ('delete', {place}, '{words}');
insert into entry_words (rowid, words) values ({place}, '{others}');"""


@pytest.mark.parametrize(
    "change",
    [
        lambda words: words.replace("1", "2"),
        lambda words: f"{words} more",
        lambda words: "",
        lambda words: " ".join(reversed(words.split())),
    ],
    ids=["another word", "a word more", "none", "another order"],
)
def test_every_word_that_is_searched_by_is_held_against_the_journal(
    change: Callable[[str], str], workspace: Path, story: Story, coopctl: Runner
) -> None:
    with closing(sqlite3.connect(workspace / "coopctl.db")) as connection:
        place, entry = [*list_placed(connection)][-1]
        words = words_of(entry)
        assert change(words) != words
        connection.executescript(
            _OTHER_WORDS.format(place=place, words=words, others=change(words))
        )
    (found,) = problems(coopctl)
    assert (found["check"], found["entry"]) == ("derived", entry.id)
    assert found["message"] == "the words it is searched by are not its own"


def test_words_of_an_entry_that_is_not_here(workspace: Path, story: Story, coopctl: Runner) -> None:
    with closing(sqlite3.connect(workspace / "coopctl.db")) as connection:
        connection.execute("insert into entry_words (rowid, words) values (99, 'x')")
        connection.commit()
    (found,) = problems(coopctl)
    assert (found["check"], found["entry"]) == ("derived", None)
    assert found["message"] == "words of an entry that is not here are searched by"


def test_an_index_that_is_damaged_inside(workspace: Path, story: Story, coopctl: Runner) -> None:
    with closing(sqlite3.connect(workspace / "coopctl.db")) as connection:
        connection.execute("update entry_words_docsize set sz = x'7f' where id = 1")
        connection.commit()
    (found,) = problems(coopctl)
    assert (found["check"], found["message"]) == ("derived", "the index of words is damaged")


def _unlinked(workspace: Path, draft: Draft) -> str:
    (entry,) = record(workspace, draft)
    return entry


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda story: Draft("update", "test", "1.1", TODAY.date(), {"status": "in_progress"}, "zz-9"),
         "it replaces `zz-9`, which is not in the ledger"),
        (lambda story: Draft("retraction", "test", "1.1", TODAY.date(), {"reason": "r"}, "x"),
         "it replaces `x`, which is not in the ledger"),
        (lambda story: Draft("update", "test", "1.1", TODAY.date(), {"status": "in_progress"}, story.update),
         "it replaces `{update}`, and does not say that it goes back to `{update}`"),
        (lambda story: Draft("update", "test", "2.1", TODAY.date(), {"status": "in_progress"}, story.outcome),
         "it is of the kind “Update” and replaces `{outcome}` of the kind “Outcome”"),
        (lambda story: Draft("update", "test", "1.1", TODAY.date(),
                             {"status": "in_progress", "correction": {"first": story.update}}),
         "it says that it corrects, and replaces nothing"),
        (lambda story: Draft("confirmation", "test", "1.1", TODAY.date(), {"entry": "zz-9"}),
         "it is about `zz-9`, which is not in the ledger"),
        (lambda story: Draft("confirmation", "test", "1.1", TODAY.date(), {"entry": 5}),
         "it is about `5`, which is not in the ledger"),
    ],
)  # fmt: skip
def test_what_refers_to_nothing_is_named(
    make: Callable[[Story], Draft], said: str, workspace: Path, story: Story, coopctl: Runner
) -> None:
    (entry,) = record(workspace, make(story))
    (fault,) = (one for one in problems(coopctl) if one["check"] == "references")
    assert fault["entry"] == entry
    assert fault["message"] == said.format(**story._asdict())


@pytest.fixture
def keeping(workspace: Path, coopctl: Runner) -> Path:
    """A workspace with one kept file, named by two entries; return the copy."""
    (workspace / "Biên bản.pdf").write_bytes(b"content")
    for number in (1, 2):
        words = ("add-update", f"1.{number}", "in_progress", "--evidence", "Biên bản.pdf")
        assert coopctl(*words).code == 0
    (copy,) = (workspace / "evidence").iterdir()
    return copy


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (Path.unlink, "it is gone"),
        (lambda copy: copy.write_bytes(b"cOntent"), "it was changed: its content has another SHA-256"),
        (lambda copy: copy.write_bytes(b"more content"), "it has 12 bytes, not 7"),
        (lambda copy: (copy.unlink(), copy.mkdir()), "it is no ordinary file"),
        (lambda copy: shutil.rmtree(copy.parent), "it is gone"),
    ],
)  # fmt: skip
def test_a_file_that_was_harmed_names_its_entries(
    harm: Callable[[Path], object], said: str, keeping: Path, workspace: Path, coopctl: Runner
) -> None:
    assert problems(coopctl) == []
    harm(keeping)
    found = problems(coopctl)
    assert [(one["check"], one["entry"].rpartition("-")[2]) for one in found] == [
        ("evidence", "2"), ("evidence", "3"),
    ]  # fmt: skip
    assert {one["message"] for one in found} == {f"the kept file `Biên bản.pdf`: {said}"}
    assert {one["hint"] for one in found} == {f"put a true copy back as `evidence/{keeping.name}`"}
    (workspace / "evidence").mkdir(exist_ok=True)
    shutil.rmtree(keeping) if keeping.is_dir() else keeping.unlink(missing_ok=True)
    shutil.copy("Biên bản.pdf", keeping)
    assert problems(coopctl) == []


def test_the_original_may_go(keeping: Path, workspace: Path, coopctl: Runner) -> None:
    (workspace / "Biên bản.pdf").unlink()
    assert problems(coopctl) == []


def test_a_fingerprint_alone_needs_no_file(workspace: Path, coopctl: Runner) -> None:
    (workspace / "a.txt").write_text("a", "utf-8")
    words = ("add-update", "1.1", "in_progress", "--evidence", "a.txt", "--no-copy")
    assert coopctl(*words).code == 0
    (workspace / "a.txt").unlink()
    assert problems(coopctl) == []


def test_what_no_entry_names_is_mentioned_and_stops_nothing(
    keeping: Path, workspace: Path, coopctl: Runner
) -> None:
    (keeping.parent / "notes.txt").write_text("x", "utf-8")
    result = coopctl("verify")
    assert (result.code, faults_in(result.out)) == (0, [])
    assert "note: in `evidence/` lie files that no entry names, 1 in all: notes.txt\n" in result.err
    assert read_json(coopctl("verify", "--json").out)["unnamed_files"] == ["notes.txt"]


def test_a_hash_that_leads_out_of_the_folder_is_no_file(
    workspace: Path, story: Story, coopctl: Runner
) -> None:
    piece = {"file": "x", "size": 1, "sha256": "../../../etc/passwd", "kept": True}
    body = {"status": "in_progress", "evidence": [piece]}
    record(workspace, Draft("update", "test", "1.1", TODAY.date(), body))
    assert [one["check"] for one in problems(coopctl)] == ["chain"]


@pytest.mark.parametrize("content", [b"", b"no ledger", b"SQLite format 3\0" + b"\0" * 600])
def test_a_file_that_is_no_ledger(content: bytes, workspace: Path, coopctl: Runner) -> None:
    (workspace / "coopctl.db").write_bytes(content)
    assert [one["check"] for one in problems(coopctl)] == (["file"] if content else [])


def test_a_ledger_that_is_cut_short(workspace: Path, story: Story, coopctl: Runner) -> None:
    ledger = workspace / "coopctl.db"
    ledger.write_bytes(ledger.read_bytes()[:-4096])
    (fault,) = problems(coopctl)
    assert fault["check"] == "file"
    assert "is cut short" in fault["message"]


def test_many_faults_are_counted(
    workspace: Path, story: Story, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verification, "_MOST", 3)
    with closing(sqlite3.connect(workspace / "coopctl.db")) as connection, connection:
        connection.executemany(
            "insert into superseded values (?, 'a', 'b')", [(f"x-{number}",) for number in range(9)]
        )
    messages = [one["message"] for one in problems(coopctl)]
    assert len(messages) == 4
    assert messages[-1] == "and 6 more of this kind"


def test_on_a_terminal_it_shows_how_far_it_has_come(
    workspace: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    (workspace / "a.txt").write_text("a", "utf-8")
    assert coopctl("add-update", "1.1", "in_progress", "--evidence", "a.txt").code == 0
    fill_ledger(workspace / "coopctl.db", 3000)
    screen = Screen(terminal=True)
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    monkeypatch.setattr(progress, "_OFTEN", 0.0)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", screen)
    assert main.main(["--lang", "en", "verify"]) == 0
    for said in ("checking the chain", "67%", "reading the kept files", "100%", "nothing is wrong"):
        assert said in " ".join(screen.getvalue().split())


def test_in_vietnamese(keeping: Path, coopctl: Runner) -> None:
    keeping.unlink()
    result = coopctl("verify", lang="vi")
    assert "minh chứng: " in result.out
    assert "tệp lưu `Biên bản.pdf`: không còn" in result.out
    assert result.err.endswith("2 sai lệch\n")


_COLUMNS = [
    "place", "replica", "seq", "kind", "plan", "item", "happened_on", "recorded_at", "author",
    "office", "replaces", "body", "prev", "hash",
]  # fmt: skip
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["evidence", "correction", "first", "placed_at", "plan", "entry", "status"])
        | st.text(max_size=3),
        inner, max_size=3,
    ),
)  # fmt: skip
_VALUES = (
    st.none() | st.integers(-(2**63), 2**63 - 1) | st.text(max_size=8) | st.binary(max_size=4)
    | _JSON.map(json.dumps) | st.sampled_from(["", "zz-1", "x" * 200, "[" * 900 + "]" * 900])
)  # fmt: skip
_CHANGES = st.one_of(
    st.tuples(st.just("update"), st.sampled_from(_COLUMNS), st.integers(1, 7), _VALUES),
    st.tuples(st.just("cast"), st.sampled_from(_COLUMNS), st.integers(1, 7), st.binary(max_size=4)),
    st.tuples(st.just("delete"), st.just(""), st.integers(1, 7), st.none()),
    st.tuples(
        st.just("drop"),
        st.sampled_from(
            ["table late", "table superseded", "table plans", "table items", "view updates",
             "table replica", "table plan_files", "index journal_by_root", "table parties",
             "trigger journal_never_updated", "table journal", "table _sqlite_migrations"]
        ), st.just(0), st.none(),
    ),
)  # fmt: skip


def _change(connection: sqlite3.Connection, change: tuple[str, str, int, Any]) -> None:
    """Do one thing to the ledger, if SQLite lets it be done."""
    act, what, seq, value = change
    statement = {
        "update": f"update journal set {what} = :value where seq = :seq",
        "cast": f"update journal set {what} = cast(:value as text) where seq = :seq",
        "delete": "delete from journal where seq = :seq",
        "drop": f"drop {what}",
    }[act]
    with suppress(sqlite3.Error, OverflowError):
        connection.execute(statement, {"value": value, "seq": seq})


def _state(connection: sqlite3.Connection) -> list[Any]:
    """Return all that a change may have changed; None for a journal that is gone."""
    connection.text_factory = bytes
    schema = connection.execute(
        "select type, name, sql from sqlite_master order by name"
    ).fetchall()
    with suppress(sqlite3.Error):
        return [schema, connection.execute("select * from journal order by place").fetchall()]
    return [schema, None]


@given(changes=st.lists(_CHANGES, min_size=1, max_size=3))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(100))
@example(changes=[("cast", "author", 3, b"\xff\xfe")])
@example(changes=[("cast", "replica", 1, b"\x80")])
@example(changes=[("update", "place", 7, 8)])
@example(changes=[("update", "body", 3, '{"evidence": {"sha256": 5}}')])
@example(changes=[("drop", "table journal", 0, None)])
def test_whatever_was_altered_is_said_without_a_traceback(
    changes: list[tuple[str, str, int, Any]], workspace: Path, coopctl: Runner
) -> None:
    ledger, whole = workspace / "coopctl.db", workspace / "whole.db"
    if not whole.exists():
        tell(coopctl)
        (workspace / "a.txt").write_text("a", "utf-8")
        assert coopctl("add-update", "1.1", "in_progress", "--evidence", "a.txt").code == 0
        shutil.copy(ledger, whole)
    shutil.copy(whole, ledger)
    with closing(sqlite3.connect(ledger, isolation_level=None)) as connection:
        connection.execute("pragma ignore_check_constraints = on")
        before = _state(connection)
        guards = [
            connection.execute("select sql from sqlite_master where name = ?", (name,)).fetchone()[
                0
            ]
            for name in _TRIGGERS
        ]
        for name in _TRIGGERS:
            connection.execute(f"drop trigger {name}")
        for change in changes:
            _change(connection, change)
        for guard in guards:
            with suppress(sqlite3.Error):  # where the journal itself is gone
                connection.execute(guard.decode())
        after = _state(connection)
    assert (problems(coopctl) == []) == (after == before)
