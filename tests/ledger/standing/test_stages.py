"""Stages read back: only what is in force and known, in order, with the limits that follow."""

import sqlite3
from datetime import date, timedelta
from pathlib import Path

import pytest

from coopctl.domain.record.corrections import ALWAYS
from coopctl.domain.standing.tasks import RunningClock, Task
from coopctl.ledger.journal.journal import AlteredEntry, stamp
from coopctl.ledger.standing.stages import list_events, list_running_clocks, list_tasks
from coopctl.ledger.standing.standings import Moment, Scope, list_item_rows
from coopctl.messages import CoopError, Reader
from tests.helpers.tasks import WITH_TASKS, add_weekdays
from tests.ledger.helpers import NOON, ledger_with, put, update

HOUR = timedelta(hours=1)
TODAY = date(2026, 6, 30)


@pytest.fixture
def ledger(tmp_path: Path) -> sqlite3.Connection:
    return ledger_with(tmp_path, WITH_TASKS)


def state(ledger: sqlite3.Connection, stage: str, on: str, item: str = "4.1", **more: str) -> str:
    return update(ledger, item, on, more.pop("status", "in_progress"), stage=stage, **more).id


def tasks(
    ledger: sqlite3.Connection, as_of: date = TODAY, known_at: str = ALWAYS
) -> dict[str, Task]:
    moment = Moment(as_of, known_at)
    rows = list_item_rows(ledger, Scope(), moment, Reader("en"))
    return {task.row.item: task for task in list_tasks(ledger, rows, moment, add_weekdays)}


def limits(ledger: sqlite3.Connection, as_of: date = TODAY) -> dict[str, RunningClock]:
    moment = Moment(as_of)
    rows = list_item_rows(ledger, Scope(), moment, Reader("en"))
    found = list_running_clocks(ledger, rows, moment, add_weekdays)
    return {f"{one.item} {one.clock}": one for one in found}


def test_only_items_with_a_pipeline_that_are_not_withdrawn_are_tasks(
    ledger: sqlite3.Connection,
) -> None:
    assert list(tasks(ledger)) == ["4.1", "4.2"]
    assert tasks(ledger)["4.1"].way.current is None
    assert limits(ledger) == {}


def test_the_row_has_the_stage_that_was_stated_last(ledger: sqlite3.Connection) -> None:
    state(ledger, "contracted", "2026-01-01")
    state(ledger, "implementing", "2026-02-01")
    update(ledger, "4.1", "2026-03-01", "in_progress")
    assert tasks(ledger)["4.1"].row.stage == "implementing"
    assert tasks(ledger, date(2026, 1, 31))["4.1"].row.stage == "contracted"
    assert tasks(ledger, date(2025, 1, 1))["4.1"].row.stage is None


def test_what_was_taken_back_or_is_not_known_yet_does_not_count(ledger: sqlite3.Connection) -> None:
    state(ledger, "contracted", "2026-01-01")
    wrong = state(ledger, "implementing", "2026-02-01")
    put(ledger, "retraction", "4.1", "2026-02-01", at=NOON + HOUR, replaces=wrong)
    found = tasks(ledger)["4.1"]
    assert (found.row.stage, len(found.way.path)) == ("contracted", 1)
    before = tasks(ledger, known_at=stamp(NOON))["4.1"]
    assert (before.row.stage, len(before.way.path)) == ("implementing", 2)


def test_events_of_one_item_or_all(ledger: sqlite3.Connection) -> None:
    state(ledger, "implementing", "2026-02-01")
    state(ledger, "contracted", "2026-01-01", document="1/HĐ")
    state(ledger, "proposed", "2026-01-01", item="4.2")
    everything = list_events(ledger, Scope(), Moment(TODAY))
    assert {key: [one.stage for one in found] for key, found in everything.items()} == {
        ("test", "4.1"): ["contracted", "implementing"], ("test", "4.2"): ["proposed"],
    }  # fmt: skip
    assert list(list_events(ledger, Scope("test", item="4.2"), Moment(TODAY))) == [("test", "4.2")]
    assert everything["test", "4.1"][0].document == "1/HĐ"


def test_a_report_restarts_the_clock_by_a_result_or_a_check(ledger: sqlite3.Connection) -> None:
    state(ledger, "contracted", "2026-01-10")
    assert limits(ledger)["4.1 progress_report"].due == date(2026, 7, 10)
    update(ledger, "4.1", "2026-02-10", "in_progress", difficulty="none of it")
    assert limits(ledger)["4.1 progress_report"].due == date(2026, 7, 10)
    update(ledger, "4.1", "2026-03-10", "in_progress", result="half of it")
    assert limits(ledger)["4.1 progress_report"].due == date(2026, 9, 10)
    state(ledger, "checked", "2026-04-10")
    clock = limits(ledger)["4.1 progress_report"]
    assert (clock.started, clock.due, clock.days) == (date(2026, 4, 10), date(2026, 10, 10), 102)
    assert (clock.plan, clock.title, clock.lead) == ("test", "Provincial task", "hoa-binh")
    assert (clock.names.vi, clock.unconfirmed) == ("Báo cáo tiến độ", False)


def test_the_dossier_counts_from_the_deadline_in_force(ledger: sqlite3.Connection) -> None:
    state(ledger, "base_accepted", "2026-01-10")
    assert limits(ledger)["4.1 acceptance_dossier"].due == date(2026, 7, 30)
    put(ledger, "extension", "4.1", "2026-02-01", due_text="30/9/2026", due="2026-09-30")
    assert limits(ledger)["4.1 acceptance_dossier"].due == date(2026, 10, 30)


def test_the_plans_own_limit_runs(ledger: sqlite3.Connection) -> None:
    state(ledger, "contracted", "2026-01-10", item="4.2")
    assert {name: one.due for name, one in limits(ledger).items()} == {
        "4.2 progress_report": date(2026, 4, 10)
    }


@pytest.mark.parametrize("status", ["suspended", "cancelled"])
def test_nothing_runs_where_nothing_is_counted(ledger: sqlite3.Connection, status: str) -> None:
    state(ledger, "contracted", "2026-01-10")
    assert limits(ledger)
    update(ledger, "4.1", "2026-02-01", status)
    assert limits(ledger) == {}
    assert tasks(ledger)["4.1"].way.current is not None


def test_the_difficulty_at_acceptance_goes_before_the_last(ledger: sqlite3.Connection) -> None:
    state(ledger, "contracted", "2026-01-10", difficulty="early")
    noted = tasks(ledger)["4.1"].noted
    assert noted is not None
    assert (noted.text, noted.on) == ("early", date(2026, 1, 10))
    state(ledger, "base_accepted", "2026-03-10", difficulty="no reviewers")
    update(ledger, "4.1", "2026-04-10", "in_progress", difficulty="rain")
    noted = tasks(ledger)["4.1"].noted
    assert noted is not None
    assert noted.text == "no reviewers"
    assert tasks(ledger)["4.2"].noted is None


def test_a_stage_of_other_rules_is_no_crash(ledger: sqlite3.Connection) -> None:
    state(ledger, "contracted", "2026-01-10")
    state(ledger, "announced", "2026-02-10")
    found = tasks(ledger)["4.1"]
    assert [one.stage for one in found.way.path] == ["contracted"]


def test_a_day_that_is_none_names_the_entry(ledger: sqlite3.Connection) -> None:
    entry = state(ledger, "contracted", "2026-01-10")
    ledger.execute("drop trigger journal_never_updated")
    ledger.execute("update journal set happened_on = '2026-13-99'")
    with pytest.raises(AlteredEntry, match=entry):
        list_events(ledger, Scope(), Moment(date.max))


def test_one_item_is_sought_and_not_scanned(ledger: sqlite3.Connection) -> None:
    seen: list[str] = []
    ledger.set_trace_callback(seen.append)
    list_events(ledger, Scope("test", item="4.1"), Moment(TODAY))
    ledger.set_trace_callback(None)
    plan = ledger.execute(f"explain query plan {seen[-1]}").fetchall()
    assert "journal_by_stage (plan=? AND item=?" in str(plan)


def test_pipelines_that_somebody_spoilt_are_named_as_damage(ledger: sqlite3.Connection) -> None:
    state(ledger, "contracted", "2026-01-10")
    ledger.execute("update plans set definition = json_set(definition, '$.pipelines', json('[1]'))")
    with pytest.raises(CoopError, match="the plan `test` in it cannot be understood"):
        tasks(ledger)
