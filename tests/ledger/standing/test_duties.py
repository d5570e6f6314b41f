"""What became of a periodic item's periods: the facts of the journal, by both times."""

import sqlite3
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coopctl.domain.plan.periods import DONE, MISSED, OPEN, PAUSED, period_of
from coopctl.domain.record.corrections import ALWAYS
from coopctl.domain.standing.standing import ItemRow
from coopctl.ledger.journal.journal import stamp
from coopctl.ledger.standing import duties
from coopctl.ledger.standing.standings import Moment, Scope, list_duties, list_item_rows
from coopctl.messages import Reader
from tests.conftest import PLAN
from tests.helpers.searches import examples
from tests.ledger.helpers import NOON, ledger_with, put, update

# 2.1 owes something every quarter, from 1/1/2025 until the memorandum's end, 31/12/2026.
PERIODIC = PLAN.replace("kind: periodic\n", "every: quarter\n        start: 1/1/2025\n")


@pytest.fixture
def ledger(tmp_path: Path) -> sqlite3.Connection:
    return ledger_with(tmp_path, PERIODIC)


def item(ledger: sqlite3.Connection, as_of: date, known_at: str = ALWAYS) -> ItemRow:
    (row,) = list_item_rows(
        ledger, Scope("test", item="2.1"), Moment(as_of, known_at), Reader("en")
    )
    return row


def states(ledger: sqlite3.Connection, as_of: date, known_at: str = ALWAYS) -> list[str]:
    found = list_duties(ledger, Scope("test", item="2.1"), Moment(as_of, known_at))
    return [duty.state for duty in found]


def verdict(row: ItemRow) -> tuple[date | None, str, int | None]:
    return row.due, row.timeliness, row.days


def test_an_update_or_an_outcome_fulfils_the_period_that_it_is_dated_in(
    ledger: sqlite3.Connection,
) -> None:
    outcome = put(ledger, "outcome", "2.1", "2025-03-31", title="x")
    put(ledger, "extension", "2.1", "2025-05-01", due_text="2027", due="2027-12-31")
    put(ledger, "meeting", None, "2025-05-02", title="m", items=["2.1"])
    later = update(ledger, "2.1", "2025-08-02", "in_progress")
    update(ledger, "2.2", "2025-05-03", "in_progress")
    first = update(ledger, "2.1", "2025-08-01", "in_progress")
    found = list_duties(ledger, Scope("test", item="2.1"), Moment(date(2025, 10, 1)))
    assert [(duty.period, duty.state, duty.entry) for duty in found] == [
        ("2025-Q1", DONE, outcome.id), ("2025-Q2", MISSED, None),
        ("2025-Q3", DONE, first.id), ("2025-Q4", OPEN, None),
    ]  # fmt: skip
    assert [duty.on for duty in found] == [date(2025, 3, 31), None, date(2025, 8, 1), None]
    assert later.id not in {duty.entry for duty in found}


def test_the_row_stands_by_its_duty_and_the_marks_keep_what_was_missed(
    ledger: sqlite3.Connection,
) -> None:
    assert verdict(item(ledger, date(2024, 12, 31))) == (date(2025, 3, 31), "in_time", 90)
    assert item(ledger, date(2024, 12, 31)).periods is None
    assert verdict(item(ledger, date(2025, 3, 31))) == (date(2025, 3, 31), "due_soon", 0)
    missed = item(ledger, date(2025, 4, 2))
    assert verdict(missed) == (date(2025, 3, 31), "overdue", 2)
    assert (missed.every, missed.kind, missed.due_text) == ("quarter", "periodic", "hằng năm")
    update(ledger, "2.1", "2025-04-10", "in_progress")
    row = item(ledger, date(2025, 4, 10))
    assert verdict(row) == (date(2025, 9, 30), "in_time", 173)
    assert row.periods == "2025-Q1:missed 2025-Q2:done"
    assert verdict(item(ledger, date(2025, 4, 9))) == (date(2025, 3, 31), "overdue", 9)


def test_the_row_has_the_last_six_periods_and_the_page_has_all(ledger: sqlite3.Connection) -> None:
    row = item(ledger, date(2026, 12, 1))
    assert row.periods is not None
    assert len(row.periods.split()) == 6
    assert row.periods.endswith("2026-Q3:missed 2026-Q4:open")
    assert len(states(ledger, date(2026, 12, 1))) == 8


def test_the_last_period_ends_with_the_memorandum_and_nothing_is_owed_after_it(
    ledger: sqlite3.Connection,
) -> None:
    assert verdict(item(ledger, date(2027, 1, 31))) == (date(2026, 12, 31), "overdue", 31)
    update(ledger, "2.1", "2026-12-30", "in_progress")
    last = item(ledger, date(2027, 1, 31))
    assert verdict(last) == (date(2026, 12, 31), "in_time", None)
    assert (last.period, last.owes_nothing, last.move) == ("2026-Q4", True, "")
    assert last.deadline == "hằng năm (the last period, Q4/2026: 31/12/2026)"
    assert len(states(ledger, date(2030, 1, 1))) == 8


def test_an_extension_counts_for_its_period_only(ledger: sqlite3.Connection) -> None:
    first: dict[str, Any] = {"for": "2025-Q1"}
    put(
        ledger, "extension", "2.1", "2025-03-01", due_text="15/4/2025", due="2025-04-15",
        document="9/QĐ", **first,
    )  # fmt: skip
    row = item(ledger, date(2025, 4, 10))
    assert verdict(row) == (date(2025, 4, 15), "due_soon", 5)
    assert (row.original_due, row.period) == (date(2025, 3, 31), "2025-Q1")
    assert row.deadline == ("hằng năm (Q1/2025: 31/3/2025) (extended to 15/4/2025, document 9/QĐ)")
    assert states(ledger, date(2025, 4, 16)) == [MISSED, OPEN]
    update(ledger, "2.1", "2025-04-12", "in_progress")
    assert states(ledger, date(2025, 4, 16)) == [DONE, OPEN]
    assert verdict(item(ledger, date(2025, 4, 16))) == (date(2025, 6, 30), "in_time", 75)
    update(ledger, "2.1", "2025-04-20", "in_progress")
    after = item(ledger, date(2025, 4, 21))
    assert (after.period, after.due, after.move) == ("2025-Q3", date(2025, 9, 30), "")


def test_an_extension_of_no_period_moves_none(ledger: sqlite3.Connection) -> None:
    put(ledger, "extension", "2.1", "2025-03-01", due_text="2027", due="2027-12-31")
    assert verdict(item(ledger, date(2025, 4, 10))) == (date(2025, 3, 31), "overdue", 10)


def test_what_is_corrected_or_not_known_yet_fulfils_nothing(ledger: sqlite3.Connection) -> None:
    day = timedelta(days=1)
    entry = update(ledger, "2.1", "2025-02-01", "in_progress")
    put(ledger, "retraction", "2.1", "2025-02-01", at=NOON + day, replaces=entry.id, reason="x")
    assert states(ledger, date(2025, 4, 1)) == [MISSED, OPEN]
    assert states(ledger, date(2025, 4, 1), stamp(NOON)) == [DONE, OPEN]
    assert states(ledger, date(2025, 4, 1), stamp(NOON - day)) == [MISSED, OPEN]


def test_a_period_spent_suspended_owes_nothing(ledger: sqlite3.Connection) -> None:
    update(ledger, "2.1", "2025-02-01", "suspended")
    update(ledger, "2.1", "2025-10-05", "in_progress")
    assert states(ledger, date(2025, 10, 6)) == [DONE, PAUSED, PAUSED, DONE]
    row = item(ledger, date(2025, 9, 30))
    assert (row.timeliness, row.periods) == ("not_counted", "2025-Q1:done")


@pytest.mark.parametrize(
    ("status", "timeliness"),
    [
        ("completed", "done_no_deadline"), ("cancelled", "not_counted"), ("suspended", "not_counted"),
    ],
)  # fmt: skip
def test_what_is_done_or_stopped_owes_nothing_more(
    ledger: sqlite3.Connection, status: str, timeliness: str
) -> None:
    update(ledger, "2.1", "2025-04-01", status)
    row = item(ledger, date(2026, 6, 1))
    assert (row.timeliness, row.due, row.periods) == (
        timeliness, None, "2025-Q1:missed 2025-Q2:done",
    )  # fmt: skip


def test_a_withdrawn_item_owes_nothing(tmp_path: Path) -> None:
    text = PERIODIC.replace("every: quarter\n", "every: quarter\n        withdrawn: thôi\n")
    row = item(ledger_with(tmp_path, text), date(2026, 1, 1))
    assert (row.timeliness, row.periods) == ("not_counted", None)


def test_duties_begin_with_the_period_and_not_before_the_plan(tmp_path: Path) -> None:
    text = PERIODIC.replace("        start: 1/1/2025\n", "")
    moment = Moment(date(2025, 1, 1))
    found = list_duties(ledger_with(tmp_path, text), Scope("test", item="2.1"), moment)
    assert [(duty.period, duty.first) for duty in found] == [
        ("2024-Q3", date(2024, 9, 17)), ("2024-Q4", date(2024, 10, 1)), ("2025-Q1", date(2025, 1, 1)),
    ]  # fmt: skip


def test_an_item_whose_first_day_is_unknown_stands_as_any_other(tmp_path: Path) -> None:
    text = PERIODIC.replace("        start: 1/1/2025\n", "").replace("  date: 17/9/2024\n", "")
    text = text.replace("  memorandum: {signed: 9/8/2024, from: 2024, to: 2026}\n", "")
    row = item(ledger_with(tmp_path, text), date(2026, 1, 1))
    assert (row.timeliness, row.due, row.periods) == ("no_deadline", None, None)


def test_an_ongoing_item_has_no_deadline_and_no_periods(tmp_path: Path) -> None:
    text = PERIODIC.replace("every: quarter\n", "kind: ongoing\n")
    ledger = ledger_with(tmp_path, text)
    update(ledger, "2.1", "2025-02-01", "in_progress")
    row = item(ledger, date(2040, 1, 1))
    assert (row.timeliness, row.due, row.days, row.periods) == ("no_deadline", None, None, None)


def test_only_periodic_items_are_asked_about_and_by_index(tmp_path: Path) -> None:
    ledger = ledger_with(tmp_path, PERIODIC)
    asked: list[str] = []
    ledger.set_trace_callback(asked.append)
    rows = list(list_item_rows(ledger, Scope("test"), Moment(date(2026, 6, 1)), Reader("en")))
    ledger.set_trace_callback(None)
    assert len(rows) == 6
    assert sum("json_each" in query for query in asked if "from items" not in query) == 1
    values = dict.fromkeys(("plan", "item", "as_of", "known_at"), "") | {"periods": "[]"}
    plan = ledger.execute(f"explain query plan {duties._PERIODS}", values).fetchall()
    steps = [row[3] for row in plan if " one " in row[3] or row[3].endswith(" one")]
    assert steps
    assert all("SEARCH one USING" in step and "journal_by_target" in step for step in steps)
    assert not any("TEMP B-TREE" in row[3] and "ORDER BY" in row[3] for row in plan[1:-1])


if TYPE_CHECKING:
    from coopctl.domain.record.entries import Entry

_FACT = st.tuples(
    st.integers(0, 900),
    st.integers(0, 3),
    st.sampled_from(["in_progress", "suspended", "outcome"]),
    st.none() | st.integers(0, 9),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(60))
@given(facts=st.lists(_FACT, max_size=10), day=st.integers(0, 800), known=st.integers(0, 3))
def test_the_periods_are_those_of_a_plain_replay_of_the_journal(
    tmp_path_factory: pytest.TempPathFactory,
    facts: list[tuple[int, int, str, int | None]],
    day: int,
    known: int,
) -> None:
    ledger = ledger_with(tmp_path_factory.mktemp("plan"), PERIODIC)
    start = date(2024, 11, 1)
    written: list[Entry] = []
    for happened, recorded, status, replaces in facts:
        target = written[replaces] if replaces is not None and replaces < len(written) else None
        on, at = (start + timedelta(happened)).isoformat(), _hour(recorded)
        kind = "outcome" if status == "outcome" else "update"
        body: dict[str, Any] = {"title": "x"} if kind == "outcome" else {"status": status}
        written.append(
            put(ledger, kind, "2.1", on, at=at, replaces=target.id if target else None, **body)
        )
    as_of, known_at = start + timedelta(day), stamp(_hour(known))
    heard = [entry for entry in written if entry.recorded_at <= known_at]
    replaced = {entry.replaces for entry in heard}
    live = sorted(
        (one for one in heard if one.id not in replaced and one.happened_on <= as_of),
        key=lambda one: (one.happened_on, one.recorded_at, one.seq),
    )
    updates = [one for one in live if one.kind == "update"]
    stopped = updates[-1].happened_on if updates and _stops(updates[-1].body) else as_of
    days = [date(2025, 1, 1) + timedelta(one) for one in range(730)]
    periods = sorted({period_of("quarter", one) for one in days if one <= stopped})
    expected = []
    for period in periods:
        before = [one for one in updates if one.happened_on <= period.last]
        if any(period.first <= one.happened_on <= period.last for one in live):
            expected.append(DONE)
        elif before and _stops(before[-1].body):
            expected.append(PAUSED)
        else:
            expected.append(MISSED if period.last < as_of else OPEN)
    assert states(ledger, as_of, known_at) == expected


def _stops(body: dict[str, object]) -> bool:
    return body["status"] == "suspended"


def _hour(number: int) -> datetime:
    return NOON + timedelta(hours=number)
