"""`coopctl close-period`: the figures that were reported, kept."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from coopctl.domain.record.entries import Draft
from coopctl.domain.record.heads import digits_of
from coopctl.ledger.file import database
from coopctl.ledger.journal.journal import Writer, append
from coopctl.services.workspace import clock
from tests.cli.terminal.test_prompts import Typist, typing  # noqa: F401  (a fixture)
from tests.conftest import PLAN, TODAY, Runner
from tests.helpers.printed import read_json
from tests.helpers.recorded import journal, last, untouched
from tests.helpers.story import tell

NAME = "6 tháng đầu năm 2026"
CLOSE = ("close-period", NAME, "--as-of", "14/6/2026", "--author", "An")


def head(workspace: Path, entry: str) -> dict[str, object]:
    """Return an entry as a closing notes it."""
    with closing(sqlite3.connect(workspace / "coopctl.db")) as connection:
        query = "select replica, seq, hash from journal where id = ?"
        found = connection.execute(query, (entry,)).fetchone()
    return dict(zip(("replica", "seq", "hash"), found, strict=True))


def test_closing_says_the_figures_and_keeps_what_they_follow_from(
    workspace: Path, coopctl: Runner
) -> None:
    story = tell(coopctl)
    (workspace / "holidays.toml").write_text("off = [2026-06-01]\nwork = [2026-05-30]\n", "utf-8")
    result = coopctl(*CLOSE, "--note", "Báo cáo 20/BC")
    body = last(workspace).body
    off, worked = body["days_off"], body["days_worked"]
    replica = story.plan.partition("-")[0]
    assert (result.code, result.out) == (0, "")
    assert result.err == (
        "  Closing · test\n"
        "  Date: 14/6/2026\n"
        "  Name: 6 tháng đầu năm 2026\n"
        "  First day: 15/12/2025\n"
        "  As known at: 30/6/2026 12:00\n"
        f"  Version of the plan: {story.plan}\n"
        "  Due soon: 7 days\n"
        "  Note: Báo cáo 20/BC\n"
        f"  Check code: {replica}-6: {digits_of(str(head(workspace, f'{replica}-6')['hash']))}\n"
        "  6 items: 1 Overdue, 2 In time, 2 No deadline, 1 Done on time\n"
        "  Official rate 50.0 % = 1 completed / (1 completed + 1 overdue)\n"
        "  Plain rate 16.7 % = 1 completed / 6 not cancelled\n"
        f"recorded `{replica}-7`: the period “6 tháng đầu năm 2026” is closed as of 14/6/2026\n"
    )
    row = last(workspace)
    assert (row.kind, row.item, row.happened_on) == ("period", None, "2026-06-14")
    assert {"2024-04-30", "2026-06-01", "2026-09-02"} <= set(off)
    assert not {"2026-05-30", "2026-06-06"} & set(off)
    assert {"2024-05-04", "2026-05-30"} <= set(worked)
    assert row.body == {
        "name": NAME, "first": "2025-12-15", "as_of": "2026-06-14", "known_at": "2026-06-30T05:00:00.000000Z",
        "heads": [head(workspace, f"{replica}-6")], "due_soon_days": 7, "days_off": off, "days_worked": worked,
        "version": story.plan, "note": "Báo cáo 20/BC",
    }  # fmt: skip


def test_known_is_all_that_the_ledger_has_even_where_the_clock_was_set_back(
    workspace: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    coopctl("add-update", "1.1", "in_progress", "--on", "1/6/2026")
    monkeypatch.setattr(clock, "now", lambda: TODAY - timedelta(days=3))
    coopctl("add-update", "1.1", "completed", "--completed-on", "2/6/2026", "--on", "2/6/2026")
    coopctl(*CLOSE)
    assert last(workspace).body["known_at"] == "2026-06-30T05:00:00.000000Z"
    (row,) = read_json(coopctl("status", "1.1", "--period", NAME, "--json").out)["items"]
    assert row["status"] == "completed"


def test_the_first_record_of_a_ledger_may_close_a_period(workspace: Path, coopctl: Runner) -> None:
    result = coopctl(*CLOSE)
    assert result.code == 0
    assert "  Version of the plan: not recorded yet\n" in result.err
    body = last(workspace).body
    (noted,) = body["heads"]
    replica = noted["replica"]
    assert noted == head(workspace, f"{replica}-1")
    assert body["version"] == f"{replica}-1"


def test_dry_run_shows_and_records_nothing(workspace: Path, coopctl: Runner) -> None:
    result = coopctl(*CLOSE, "--dry-run")
    assert (result.code, result.out) == (0, "")
    assert "  Official rate" in result.err
    assert result.err.endswith("note: nothing was recorded: this was a dry run\n")
    assert untouched(workspace)
    (draft,) = read_json(coopctl(*CLOSE, "--dry-run", "--json").out)
    assert (draft["kind"], draft["body"]["name"]) == ("period", NAME)


def test_json_is_the_entry(workspace: Path, coopctl: Runner) -> None:
    (entry,) = read_json(coopctl(*CLOSE, "--json").out)
    assert (entry["kind"], entry["plan"], entry["author"]) == ("period", "test", "An")


@pytest.mark.parametrize("again", [NAME, "  6 THANG  dau nam 2026 ", "6 tháng đầu năm 2026"])
def test_a_name_is_used_once(workspace: Path, coopctl: Runner, again: str) -> None:
    coopctl(*CLOSE)
    count = len(journal(workspace))
    result = coopctl("close-period", again, "--as-of", "15/6/2026", "--from", "1/1/2026")
    assert (result.code, result.out) == (1, "")
    replica = last(workspace).body["heads"][0]["replica"]
    assert result.err == (
        f"error: the period `{NAME}` was closed already, as of 14/6/2026: `{replica}-2`, by An at "
        "30/6/2026 12:00\n"
        "hint: give this one another name; a closed period stays as it is\n"
    )
    assert len(journal(workspace)) == count


def test_a_period_that_was_taken_back_frees_its_name(workspace: Path, coopctl: Runner) -> None:
    coopctl(*CLOSE)
    take_back(workspace, last(workspace).id)
    assert coopctl("status", "--period", NAME).code == 1
    assert coopctl(*CLOSE).code == 0
    assert coopctl("status", "--period", NAME).code == 0


def take_back(workspace: Path, entry: str) -> None:
    """Record the retraction of an entry."""
    connection = database.open_existing(workspace / "coopctl.db")
    draft = Draft("retraction", "test", None, TODAY.date(), {"reason": "x"}, replaces=entry)
    with database.transaction(connection):
        append(connection, draft, Writer("Bình", None), clock.now())
    connection.close()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (
            ("x", "--as-of", "1/7/2026"), 2,
            "error: `--as-of`: 1/7/2026 has not come yet, and what is to come cannot be closed\n",
        ),
        (
            ("x", "--as-of", "31/6/2026"), 2, "error: `--as-of`: ",
        ),
        ((), 2, "error: missing: NAME, --as-of\nhint: `coopctl close-period --help` shows"),
        (("x",), 2, "error: missing: --as-of\n"),
        (("  ", "--as-of", "1/6/2026"), 2, "error: `NAME`: the name is empty\nhint: name the period"),
        (("\u0301", "--as-of", "1/6/2026"), 2, "error: `NAME`: the name is empty\n"),
        (("x" * 101, "--as-of", "1/6/2026"), 2, "error: `NAME`: the text has 101 characters"),
        (("a\x1bb", "--as-of", "1/6/2026"), 2, "error: `NAME`: character 2 of the text is U+001B"),
        (("x", "--as-of", "1/6/2026", "--note", "a\x00"), 2, "error: `--note`: character 2"),
        (("x", "--as-of", "1/6/2026", "--plan", "other"), 1, "error: there is no plan `other`\n"),
    ],
)  # fmt: skip
def test_what_is_refused_records_nothing(
    workspace: Path, coopctl: Runner, words: tuple[str, ...], code: int, said: str
) -> None:
    result = coopctl("close-period", *words)
    assert (result.code, result.out) == (code, "")
    assert result.err.startswith(said)
    assert untouched(workspace)


def test_today_in_the_plans_zone_may_be_closed(workspace: Path, coopctl: Runner) -> None:
    assert coopctl("close-period", "x", "--as-of", "30/6/2026", "--from", "1/1/2026").code == 0


def test_several_plans_must_be_told_apart(workspace: Path, coopctl: Runner) -> None:
    (workspace / "plans" / "b.yaml").write_text(PLAN.replace("id: test", "id: other"), "utf-8")
    result = coopctl(*CLOSE)
    assert result.code == 1
    assert result.err == (
        "error: there are several plans, and this may belong to any\n"
        "hint: say which with `--plan`: other, test\n"
    )
    assert coopctl(*CLOSE, "--plan", "test").code == 0
    assert coopctl(*CLOSE, "--plan", "other").code == 0  # a name is a plan's own
    result = coopctl("status", "--period", NAME)
    assert result.code == 1
    assert result.err == (
        f"error: several plans have a period `{NAME}`\n"
        f"hint: write one of: other:{NAME}, test:{NAME}\n"
    )
    data = read_json(coopctl("status", "--period", f"other:{NAME}", "--json").out)
    assert {row["plan"] for row in data["items"]} == {"other"}


def test_a_terminal_is_asked_for_a_yes(typing: Typist, workspace: Path) -> None:  # noqa: F811
    result = typing(*CLOSE, lines=("n",))
    assert result.code == 1
    assert result.err.endswith("Close this period? (y/n): note: nothing was recorded\n")
    assert untouched(workspace)
    assert typing(*CLOSE, lines=("y",)).code == 0
    assert last(workspace).kind == "period"
    assert (
        "y/n"
        not in typing("close-period", "b", "--as-of", "1/6/2026", "--from", "1/1/2026", "--yes").err
    )


def test_figures_that_changed_before_the_yes_are_not_closed(
    typing: Typist,  # noqa: F811
    workspace: Path,
    coopctl: Runner,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def confirm(_question: str) -> bool:
        coopctl("add-update", "1.1", "completed", "--completed-on", "1/6/2026", "--on", "1/6/2026")
        return True

    monkeypatch.setattr("coopctl.cli.terminal.prompts.confirm", confirm)
    result = typing(*CLOSE)
    assert result.code == 1
    assert "error: somebody recorded something meanwhile" in result.err
    assert [row.kind for row in journal(workspace)] == ["update"]


def test_what_is_recorded_for_a_closed_period_is_remarked_on(
    workspace: Path, coopctl: Runner
) -> None:
    coopctl(*CLOSE)
    coopctl("close-period", "Quý I", "--as-of", "31/3/2026", "--from", "1/1/2026")
    both = coopctl("add-update", "1.1", "in_progress", "--on", "31/3/2026")
    assert both.err.splitlines()[0] == (
        f"note: the periods “Quý I”, “{NAME}” are closed; this will be shown as late"
    )
    one = coopctl("add-outcome", "2.1", "--title", "x", "--on", "14/6/2026")
    assert one.err.splitlines()[1].startswith(f"note: the period “{NAME}” is closed")
    assert "closed" not in coopctl("add-update", "1.1", "in_progress", "--on", "15/6/2026").err


def test_log_and_show_print_a_closing(workspace: Path, coopctl: Runner) -> None:
    coopctl(*CLOSE)
    entry = last(workspace)
    assert f"{entry.id}  Closing       “{NAME}”: as of 14/6/2026  An\n" in coopctl("log").out
    assert read_json(coopctl("log", "--kind", "period", "--json").out)[0]["id"] == entry.id
    coopctl("add-update", "1.1", "completed", "--completed-on", "1/6/2026", "--on", "1/6/2026")
    shown = coopctl("show", entry.id).out
    assert f"Name: {NAME}\n" in shown
    assert "6 items: 1 Overdue, 3 In time, 2 No deadline\n" in shown
    data = read_json(coopctl("show", entry.id, "--json").out)
    assert data["summary"]["completed"] == 0
    vietnamese = coopctl("show", entry.id, lang="vi").out
    assert vietnamese.startswith("Chốt kỳ · test\n")


def test_status_names_the_last_closed_period(workspace: Path, coopctl: Runner) -> None:
    assert "last closed" not in coopctl("status").out
    coopctl(*CLOSE)
    line = f"last closed: “{NAME}”, 14/6/2026; `--compare` shows what changed\nsince\n"
    assert line in coopctl("status").out


def owe(workspace: Path, reporting: str) -> None:
    """Let the plan say which reports it owes; nothing where that is empty."""
    stated = f"  reporting: {reporting}\nparties:" if reporting else "parties:"
    (workspace / "plans" / "test.yaml").write_text(PLAN.replace("parties:", stated), "utf-8")


@pytest.mark.parametrize(
    ("reporting", "last_day", "first", "refusal"),
    [
        ("", "14/6/2026", "2025-12-15", ""),
        ("", "14/12/2025", "2024-12-15", ""),
        ("", "30/6/2026", None, "no report of the plan ends on 30/6/2026"),
        ("{month: {}, quarter: {}}", "14/6/2026", None, "several reports of the plan end on 14/6/2026"),
        ("{month: {}}", "14/5/2026", "2026-04-15", ""),
    ],
)  # fmt: skip
def test_the_first_day_is_that_of_the_report_that_ends_then(
    workspace: Path, coopctl: Runner, reporting: str, last_day: str, first: str | None, refusal: str
) -> None:
    owe(workspace, reporting)
    result = coopctl("close-period", "K", "--as-of", last_day)
    if first is not None:
        assert last(workspace).body["first"] == first
        return
    assert (result.code, result.out) == (2, "")
    assert refusal in result.err
    assert "--from" in result.err
    assert untouched(workspace)
    assert coopctl("close-period", "K", "--as-of", last_day, "--from", "1/3/2026").code == 0
    assert last(workspace).body["first"] == "2026-03-01"


def test_several_beginnings_are_named(workspace: Path, coopctl: Runner) -> None:
    owe(workspace, "{month: {}, quarter: {}}")
    assert coopctl("close-period", "K", "--as-of", "14/6/2026", lang="vi").err.splitlines()[-1] == (
        "gợi ý: nêu bằng `--from` là kỳ nào: 15/3/2026, 15/5/2026"
    )


def test_a_first_day_after_the_last_is_refused(workspace: Path, coopctl: Runner) -> None:
    result = coopctl("close-period", "K", "--as-of", "1/6/2026", "--from", "2/6/2026")
    assert (result.code, result.out) == (2, "")
    assert result.err == (
        "error: `--from`: 2/6/2026 is after the last day, 1/6/2026\nhint: check both dates\n"
    )
    assert untouched(workspace)


def test_a_terminal_is_asked_for_the_first_day(typing: Typist, workspace: Path) -> None:  # noqa: F811
    result = typing(
        "close-period", "K", "--as-of", "1/6/2026", lines=("", "2/6/2026", "1/1/2026", "y")
    )
    assert result.code == 0
    assert "First day of the period: " in result.err
    assert last(workspace).body["first"] == "2026-01-01"
