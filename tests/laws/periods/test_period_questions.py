"""`--period`: the figures of a closed period, whatever comes later."""

import json
import os
import re
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from coopctl.domain.record.entries import Draft
from coopctl.ledger.file import database
from coopctl.ledger.journal.journal import Writer, append
from coopctl.services.workspace import clock
from tests.conftest import PLAN, TODAY, Result, Runner
from tests.helpers.printed import read_json
from tests.helpers.recorded import journal, last
from tests.helpers.story import Story, entries, tell

NAME = "6 tháng 2026"
QUESTIONS = (
    ("status",), ("status", "--json"), ("status", "1"), ("status", "--party", "hoa-binh"),
    ("show", "1.1"), ("show", "1.1", "--json"), ("show", "test"), ("show", "2.1"),
    *(("export", "csv", table) for table in
      ("items", "updates", "meetings", "actions", "outcomes", "indicators", "extensions",
       "evidence")),
    *(("status", flag, *more) for flag in ("--indicators", "--stages", "--disputed")
      for more in ((), ("--json",))),
    *((command, *more) for command in ("due", "timeline", "chart", "evidence")
      for more in ((), ("--json",))),
    ("evidence", "--missing"), ("timeline", "1", "--actions"), ("due", "--party", "hoa-binh"),
    ("export", "csv", "--labels"), ("export", "json"),
)  # fmt: skip


def close(coopctl: Runner, *more: str) -> None:
    result = coopctl("close-period", NAME, "--as-of", "14/6/2026", "--yes", *more)
    assert result.code == 0, result.err


def ask(coopctl: Runner) -> dict[tuple[str, ...], Result]:
    """Return all answers for the period."""
    return {words: coopctl(*words, "--period", NAME) for words in QUESTIONS}


def set_clock(monkeypatch: pytest.MonkeyPatch, days: float) -> None:
    monkeypatch.setattr(clock, "now", lambda: TODAY + timedelta(days=days))


def replace(workspace: Path, kind: str, replaces: str, **body: object) -> None:
    """Record a correction of an update of 1.1, or what takes one back."""
    connection = database.open_existing(workspace / "coopctl.db")
    draft = Draft(kind, "test", "1.1", date(2025, 3, 1), dict(body), replaces=replaces)
    with database.transaction(connection):
        append(connection, draft, Writer("Bình", "hung-yen"), clock.now())
    connection.close()


def carry_on(workspace: Path, coopctl: Runner, story: Story) -> None:
    """Record what changes every figure, also under days of the closed period."""
    for words in (
        ("add-update", "1.1", "completed", "--on", "1/6/2026", "--completed-on", "1/6/2026"),
        ("add-update", "1.2", "suspended", "--on", "2/6/2026"),
        ("add-update", story.action, "completed", "--on", "3/6/2026", "--completed-on", "1/6/2026"),
        ("add-outcome", "2.1", "--title", "Lớp hai", "--on", "3/6/2026", "--indicator", "trained",
         "--value", "40"),
        ("add-extension", "3.10", "1/1/2027", "--reason", "x", "--document", "y", "--on", "4/6/2026"),
        ("add-meeting", "--on", "5/6/2026", "--title", "Họp", "--item", "1.1",
         "--action", "hung-yen: việc: 1/1/2027"),
    ):  # fmt: skip
        assert coopctl(*words).code == 0
    replace(workspace, "retraction", story.outcome, reason="x")
    replace(workspace, "update", story.update, status="suspended", result="Khác")


def without_late(result: Result) -> Result:
    """Return an answer without what was recorded late for the period: that alone may grow."""
    out = re.sub(r"(?m)^  Recorded late .*\n(?:    .*\n)*", "", result.out)
    out = re.sub(r'(?ms)^"late": \[\n.*?\n\],$', '"late": [],', out)
    return result._replace(out=out)


def change_plan(workspace: Path) -> None:
    file = workspace / "plans" / "test.yaml"
    text = PLAN.replace("due: Q4/2025", "due: Q4/2027").replace("en: Propose tasks", "en: Tasks")
    file.write_text(text.replace("id: 2.2", "id: 2.3"), "utf-8")
    os.utime(file, (1_700_000_100, 1_700_000_100))


@pytest.mark.parametrize("days", [30, 0, -20], ids=["later", "same moment", "clock set back"])
def test_a_closed_period_answers_the_same_for_ever(
    workspace: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch, days: int
) -> None:
    story = tell(coopctl)
    close(coopctl)
    before = ask(coopctl)
    assert all((one.code, one.err) == (0, "") for one in before.values())
    set_clock(monkeypatch, days)
    carry_on(workspace, coopctl, story)
    change_plan(workspace)
    (workspace / "coopctl.toml").write_text("due_soon_days = 60\n", "utf-8")
    coopctl("status")
    set_clock(monkeypatch, 400)
    assert "Tasks" in coopctl("status").out
    for words, answer in before.items():
        assert without_late(coopctl(*words, "--period", NAME)) == answer, words


def test_the_answers_are_those_of_the_day_of_the_report(workspace: Path, coopctl: Runner) -> None:
    """What `--as-of` said at the time of closing is what `--period` says."""
    tell(coopctl)
    today = {words: coopctl(*words, "--as-of", "14/6/2026") for words in QUESTIONS[:-1]}
    close(coopctl)
    for words, answer in ask(coopctl).items():
        if "--json" in words and words[0] != "show":
            then, now = read_json(today[words].out), read_json(answer.out)
            assert now.pop("period") == NAME
            assert now.pop("known_at")
            for name in (
                ("first", "figures", "late", "made_up") if words[0] == "status" else ()
            ):  # its alone
                now.pop(name, None)
            assert then == now | {"period": None, "known_at": None}, words
        elif words[0] in {"status", "due", "timeline", "chart"}:
            said = f" · as reported for “{NAME}”"
            assert said in " ".join(answer.out.split()), words
        elif words != ("export", "json"):
            assert answer == today[words], words


def test_an_entry_that_came_later_is_not_shown_nor_known(
    workspace: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = tell(coopctl)
    close(coopctl)
    set_clock(monkeypatch, -1)
    coopctl("add-update", "1.1", "suspended", "--on", "1/6/2026")
    late = last(workspace).id
    assert coopctl("show", late, "--period", NAME).err.startswith(
        f"error: there was no `{late}` yet at that time"
    )
    assert coopctl("show", story.update, "--period", NAME).code == 0
    assert late not in coopctl("show", "1.1", "--period", NAME).out
    known = [
        one["id"] for one in read_json(coopctl("export", "json", "--period", NAME).out)["entries"]
    ]
    assert known == [one["id"] for one in entries(coopctl)][:6]


def test_a_correction_under_an_earlier_stamp_is_not_known(
    workspace: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = tell(coopctl)
    set_clock(monkeypatch, 1)
    replace(workspace, "retraction", story.update, reason="nhầm")
    first = last(workspace).id
    set_clock(monkeypatch, 2)
    close(coopctl)
    assert "Đã có 12 đề xuất" not in coopctl("export", "csv", "--period", NAME).out
    set_clock(monkeypatch, 0.5)  # before the retraction that it takes back
    replace(workspace, "retraction", first, reason="không nhầm")
    set_clock(monkeypatch, 3)
    assert "Đã có 12 đề xuất" in coopctl("export", "csv").out
    assert "Đã có 12 đề xuất" not in coopctl("export", "csv", "--period", NAME).out


def test_a_period_of_another_file_knows_only_what_that_file_had(
    workspace: Path, coopctl: Runner
) -> None:
    """A closing that came in from another office: this file's own entries are not in it."""
    coopctl("add-update", "1.1", "in_progress", "--on", "1/6/2026")
    own = last(workspace).id
    body = {
        "name": "Khác", "first": "2025-12-15", "as_of": "2026-06-14", "known_at": "2026-12-01T00:00:00.000000Z",
        "heads": [{"replica": own.partition("-")[0], "seq": 1, "hash": "0" * 64}], "due_soon_days": 7,
        "days_off": [], "days_worked": [], "version": f"{own[:-1]}1",
    }  # fmt: skip
    with closing(sqlite3.connect(workspace / "coopctl.db")) as connection, connection:
        connection.execute(
            "insert into journal (replica, seq, kind, plan, happened_on, recorded_at, author, body, "
            "prev, hash) values ('other', 1, 'period', 'test', '2026-06-14', "
            "'2026-12-01T00:00:00.000000Z', 'B', ?, '', 'x')",
            (json.dumps(body),),
        )
    (row,) = read_json(coopctl("status", "1.1", "--period", "khac", "--json").out)["items"]
    assert row["status"] == "not_started"


def test_only_the_plan_of_the_period_is_there(workspace: Path, coopctl: Runner) -> None:
    other = PLAN.replace("id: test", "id: other").replace("id: 1.2", "id: 9.9")
    (workspace / "plans" / "b.yaml").write_text(other, "utf-8")
    coopctl("add-update", "other:9.9", "in_progress")
    coopctl("add-update", "test:1.2", "in_progress", "--on", "1/6/2026")
    close(coopctl, "--plan", "test")
    rows = coopctl("export", "csv", "updates", "--period", NAME).out.splitlines()
    assert [row.split(",")[1] for row in rows[1:]] == ["test"]
    assert {row.split(",")[0] for row in
            coopctl("export", "csv", "--period", NAME).out.splitlines()[1:]} == {"test"}  # fmt: skip
    assert coopctl("show", "9.9", "--period", NAME).code == 1


@pytest.mark.parametrize("command", [("status",), ("show", "1.1"), ("export", "csv")])
@pytest.mark.parametrize("flag", ["--as-of", "--known-at"])
def test_a_period_says_both_times(
    workspace: Path, coopctl: Runner, command: tuple[str, ...], flag: str
) -> None:
    result = coopctl(*command, "--period", "x", flag, "1/6/2026")
    assert (result.code, result.out) == (2, "")
    assert result.err == (
        f"error: `--period` does not go together with {flag}\nhint: leave one of them out\n"
    )


@pytest.mark.parametrize(
    "command",
    [("status",), ("show", "1.1"), ("export", "csv"), ("export", "json")],
    ids=" ".join,
)
def test_an_unknown_name_lists_those_there_are(
    workspace: Path, coopctl: Runner, command: tuple[str, ...]
) -> None:
    result = coopctl(*command, "--period", "x")
    assert (result.code, result.out) == (1, "")
    assert result.err == (
        "error: there is no closed period `x`\n"
        "hint: none was closed yet; `coopctl close-period` closes one\n"
    )
    assert not (workspace / "coopctl.db").exists()
    close(coopctl)
    coopctl("close-period", "Quý I/2026", "--as-of", "31/3/2026", "--from", "1/1/2026")
    result = coopctl(*command, "--period", "Quy II/2026")
    assert (result.code, result.out) == (1, "")
    assert result.err == (
        f"error: there is no closed period `Quy II/2026`\nhint: one of: Quý I/2026, {NAME}\n"
    )


def test_names_are_listed_up_to_eight(workspace: Path, coopctl: Runner) -> None:
    for month in range(1, 11):
        assert (
            coopctl("close-period", f"Kỳ {month}", "--as-of", "1/6/2026", "--from", "1/1/2026").code
            == 0
        )
    hint = coopctl("status", "--period", "y").err.splitlines()[1]
    assert hint == "hint: one of: Kỳ 10, Kỳ 9, Kỳ 8, Kỳ 7, Kỳ 6, Kỳ 5, Kỳ 4, Kỳ 3, …"


def test_the_name_may_be_typed_without_marks(workspace: Path, coopctl: Runner) -> None:
    close(coopctl)
    for name in ("6 thang 2026", "6 THÁNG 2026", "test:6 tháng 2026", "TEST: 6 thang 2026"):
        assert coopctl("status", "--period", name).code == 0, name


def test_reading_a_period_writes_nothing(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    close(coopctl)
    change_plan(workspace)
    before = (workspace / "coopctl.db").read_bytes()
    for words in QUESTIONS:
        assert coopctl(*words, "--period", NAME).code == 0
    assert (workspace / "coopctl.db").read_bytes() == before


def test_a_closing_that_somebody_altered_is_named(workspace: Path, coopctl: Runner) -> None:
    close(coopctl)
    entry = journal(workspace)[-1]
    with closing(sqlite3.connect(workspace / "coopctl.db")) as connection, connection:
        query = "select sql from sqlite_master where name = 'journal_never_updated'"
        (guard,) = connection.execute(query).fetchone()
        connection.execute("drop trigger journal_never_updated")
        connection.execute(
            "update journal set body = json_set(body, '$.heads', 'x') where kind = 'period'"
        )
        connection.execute(guard)
    result = coopctl("status", "--period", NAME)
    assert result.code == 1
    assert result.err.startswith(
        f"error: the ledger is damaged: the entry `{entry.id}` cannot be understood\n"
    )
