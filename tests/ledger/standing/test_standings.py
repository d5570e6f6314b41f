"""How items and actions stand: the newest facts by both times, joined to the plan."""

import sqlite3
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coopctl.domain.record.corrections import ALWAYS
from coopctl.domain.standing.standing import ActionRow, ItemRow
from coopctl.ledger.journal.journal import stamp
from coopctl.ledger.standing.standings import (
    Moment,
    Scope,
    list_action_rows,
    list_item_rows,
    list_timezones,
)
from coopctl.messages import Reader
from tests.conftest import PLAN
from tests.helpers.searches import examples
from tests.ledger.helpers import NOON, ledger_with, put, update

if TYPE_CHECKING:
    from coopctl.domain.record.entries import Entry

OTHER = PLAN.replace("id: test", "id: other\n  timezone: Pacific/Auckland").replace(
    "Kế hoạch thử", "Kế hoạch khác"
)
DUE = date(2025, 12, 31)  # of 1.1: Q4/2025


@pytest.fixture
def ledger(tmp_path: Path) -> sqlite3.Connection:
    return ledger_with(tmp_path)


def item(ledger: sqlite3.Connection, item_id: str, as_of: date, known_at: str = ALWAYS) -> ItemRow:
    """Return how one item stands."""
    (row,) = list_item_rows(
        ledger, Scope("test", item=item_id), Moment(as_of, known_at), Reader("en")
    )
    return row


def actions(ledger: sqlite3.Connection, as_of: date, known_at: str = ALWAYS) -> list[ActionRow]:
    """Return how all actions stand."""
    return list(list_action_rows(ledger, Scope(), Moment(as_of, known_at), Reader("en")))


def test_an_item_without_entries_shows_what_the_plan_says(ledger: sqlite3.Connection) -> None:
    assert item(ledger, "1.1", date(2025, 1, 1)) == ItemRow(
        plan="test", area="1", item="1.1", title="Propose tasks", kind="dated", every=None, lead="hoa-binh",
        cooperating="hung-yen", start=date(2024, 10, 1), due_text="Q4/2025", due=DUE,
        original_due=None, deadline="Q4/2025 (31/12/2025)", period=None, deliverable="List", stage=None, status="not_started", progress=None,
        timeliness="in_time", days=364, periods=None, completed_on=None, last_on=None, last_word=None,
        result=None, difficulty=None, evidence=None, entry=None, confirmation=None,
        move="hoa-binh", withdrawn=None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("as_of", "verdict"),
    [
        (DUE - timedelta(days=8), ("in_time", 8)),
        (DUE - timedelta(days=7), ("due_soon", 7)),
        (DUE, ("due_soon", 0)),
        (DUE + timedelta(days=1), ("overdue", 1)),
    ],
)
def test_due_on_a_day_overdue_from_the_next(
    ledger: sqlite3.Connection, as_of: date, verdict: tuple[str, int]
) -> None:
    row = item(ledger, "1.1", as_of)
    assert (row.timeliness, row.days) == verdict


def test_an_extension_moves_the_deadline_from_the_day_it_was_approved(
    ledger: sqlite3.Connection,
) -> None:
    put(ledger, "extension", "1.1", "2026-02-01", due_text="31/3/2026", due="2026-03-31")
    before = item(ledger, "1.1", date(2026, 1, 31))
    assert (before.due, before.original_due, before.timeliness) == (DUE, None, "overdue")
    after = item(ledger, "1.1", date(2026, 2, 1))
    assert (after.due, after.original_due, after.timeliness) == (date(2026, 3, 31), DUE, "in_time")
    assert after.due_text == "Q4/2025"  # the plan's own words stay
    assert item(ledger, "1.1", date(2026, 4, 1)).timeliness == "overdue"


def test_the_newest_extension_counts(ledger: sqlite3.Connection) -> None:
    put(ledger, "extension", "1.1", "2026-02-01", due_text="30/6/2026", due="2026-06-30")
    put(ledger, "extension", "1.1", "2026-01-15", due_text="31/3/2026", due="2026-03-31")
    assert item(ledger, "1.1", date(2026, 5, 1)).due == date(2026, 6, 30)


@pytest.mark.parametrize(
    ("done", "verdict"),
    [("2025-12-31", ("done_on_time", None)), ("2026-01-01", ("done_late", 1))],
)
def test_lateness_survives_completion(
    ledger: sqlite3.Connection, done: str, verdict: tuple[str, int | None]
) -> None:
    update(ledger, "1.1", "2026-02-01", "completed", completed_on=done)
    row = item(ledger, "1.1", date(2030, 1, 1))
    assert (row.timeliness, row.days) == verdict
    assert row.completed_on == date.fromisoformat(done)
    assert row.progress == 100


def test_completed_without_a_date_counts_from_the_day_of_the_update(
    ledger: sqlite3.Connection,
) -> None:
    update(ledger, "1.1", "2026-01-02", "completed")
    row = item(ledger, "1.1", date(2026, 2, 1))
    assert (row.completed_on, row.timeliness, row.days) == (date(2026, 1, 2), "done_late", 2)


@pytest.mark.parametrize(
    ("item_id", "status", "verdict"),
    [
        ("2.2", "in_progress", "no_deadline"),
        ("2.1", "in_progress", "no_deadline"),
        ("2.2", "completed", "done_no_deadline"),
        ("1.1", "suspended", "not_counted"),
        ("1.1", "cancelled", "not_counted"),
        ("1.1", "awaiting_confirmation", "overdue"),
    ],
)
def test_the_other_classes(
    ledger: sqlite3.Connection, item_id: str, status: str, verdict: str
) -> None:
    update(ledger, item_id, "2026-01-02", status)
    assert item(ledger, item_id, date(2026, 2, 1)).timeliness == verdict


def test_progress_is_carried_forward_and_what_a_completion_took_back_is_open_again(
    ledger: sqlite3.Connection,
) -> None:
    update(ledger, "1.1", "2025-01-10", "in_progress", progress=40, result="half")
    update(ledger, "1.1", "2025-02-10", "in_progress", difficulty="rain")
    row = item(ledger, "1.1", date(2025, 3, 1))
    assert (row.progress, row.last_word, row.result, row.difficulty) == (40, "rain", None, "rain")
    assert row.last_on == date(2025, 2, 10)
    update(ledger, "1.1", "2025-04-01", "completed", completed_on="2025-04-01")
    update(ledger, "1.1", "2025-05-01", "in_progress")
    assert item(ledger, "1.1", date(2025, 4, 30)).progress == 100
    again = item(ledger, "1.1", date(2025, 5, 1))
    assert (again.status, again.progress, again.completed_on) == ("in_progress", None, None)


def test_progress_nought_is_a_progress(ledger: sqlite3.Connection) -> None:
    update(ledger, "1.1", "2025-01-10", "in_progress", progress=40)
    update(ledger, "1.1", "2025-02-10", "in_progress", progress=0)
    assert item(ledger, "1.1", date(2025, 3, 1)).progress == 0


@pytest.mark.parametrize(
    ("body", "word"),
    [
        ({"result": "r", "difficulty": "d"}, "r"),
        ({"difficulty": "d", "next_step": "n"}, "d"),
        ({"proposal": "p", "next_step": "n"}, "n"),
        ({"proposal": "p", "cause": "c"}, "p"),
        ({}, None),
    ],
)
def test_the_last_word(ledger: sqlite3.Connection, body: dict[str, str], word: str | None) -> None:
    update(ledger, "1.1", "2025-01-10", "in_progress", evidence=["a", "b"], **body)
    row = item(ledger, "1.1", date(2025, 1, 10))
    assert (row.last_word, row.evidence) == (word, "a; b")


def test_a_withdrawn_item_counts_nowhere_whatever_was_reported(tmp_path: Path) -> None:
    ledger = ledger_with(
        tmp_path, PLAN.replace("due: Q4/2025", "due: Q4/2025\n        withdrawn: {vi: Bỏ, en: Off}")
    )
    assert item(ledger, "1.1", date(2026, 2, 1)).timeliness == "not_counted"
    update(ledger, "1.1", "2026-01-01", "in_progress")
    row = item(ledger, "1.1", date(2026, 2, 1))
    assert (row.timeliness, row.days, row.withdrawn) == ("not_counted", None, "Off")


def test_on_one_day_the_entry_recorded_later_is_the_newer_whatever_the_clock_says(
    ledger: sqlite3.Connection,
) -> None:
    update(ledger, "1.1", "2025-01-10", "suspended", at=NOON + timedelta(seconds=1))
    update(ledger, "1.1", "2025-01-10", "in_progress", at=NOON)
    assert item(ledger, "1.1", date(2025, 1, 10)).status == "in_progress"


def test_at_one_moment_the_higher_number_is_the_newer(ledger: sqlite3.Connection) -> None:
    for number in range(12):
        update(ledger, "1.1", "2025-01-10", "in_progress", progress=number)
    assert item(ledger, "1.1", date(2025, 1, 10)).progress == 11


def test_what_was_recorded_later_was_not_known_before(ledger: sqlite3.Connection) -> None:
    update(ledger, "1.1", "2025-01-10", "in_progress", at=NOON)
    update(ledger, "1.1", "2025-02-10", "suspended", at=NOON + timedelta(days=1))
    as_of = date(2025, 3, 1)
    assert item(ledger, "1.1", as_of).status == "suspended"
    assert item(ledger, "1.1", as_of, stamp(NOON)).status == "in_progress"
    before = stamp(NOON - timedelta(microseconds=1))
    assert item(ledger, "1.1", as_of, before).status == "not_started"
    assert item(ledger, "1.1", date(2025, 2, 9)).status == "in_progress"


def test_a_replaced_update_stood_until_its_replacement_was_known(
    ledger: sqlite3.Connection,
) -> None:
    wrong = update(
        ledger, "1.1", "2025-02-10", "completed", progress=100, completed_on="2025-02-10"
    )
    later = NOON + timedelta(hours=1)
    update(ledger, "1.1", "2025-01-05", "in_progress", at=later, replaces=wrong.id, progress=20)
    as_of = date(2025, 3, 1)
    now = item(ledger, "1.1", as_of)
    assert (now.status, now.progress, now.completed_on) == ("in_progress", 20, None)
    then = item(ledger, "1.1", as_of, stamp(NOON))
    assert (then.status, then.completed_on) == ("completed", date(2025, 2, 10))


def test_a_replaced_extension_gives_the_old_deadline_back(ledger: sqlite3.Connection) -> None:
    wrong = put(ledger, "extension", "1.1", "2025-02-01", due_text="1/7/2026", due="2026-07-01")
    put(
        ledger, "extension", "1.1", "2025-02-01",
        at=NOON + timedelta(1), replaces=wrong.id, due_text="1/6/2026", due="2026-06-01",
    )  # fmt: skip
    assert item(ledger, "1.1", date(2025, 3, 1)).due == date(2026, 6, 1)
    assert item(ledger, "1.1", date(2025, 3, 1), stamp(NOON)).due == date(2026, 7, 1)


def test_the_actions_of_a_meeting(ledger: sqlite3.Connection) -> None:
    meeting = put(
        ledger, "meeting", None, "2025-01-10", title="Visit",
        actions=[
            {"text": "send the list", "lead": "hoa-binh", "cooperating": ["hung-yen"],
             "due_text": "31/1/2025", "due": "2025-01-31"},
            {"text": "keep in touch", "lead": "hung-yen"},
        ],
    )  # fmt: skip
    first, second = actions(ledger, date(2025, 2, 1))
    assert first == ActionRow(
        plan="test", id=f"{meeting.id}/1", meeting=meeting.id, agreed_on=date(2025, 1, 10),
        title="send the list", lead="hoa-binh", cooperating="hung-yen", due_text="31/1/2025",
        due=date(2025, 1, 31), original_due=None, deadline="31/1/2025", status="not_started", progress=None,
        timeliness="overdue", days=1, completed_on=None, last_on=None, last_word=None,
        evidence=None, entry=None, confirmation=None, move="hoa-binh",
    )  # fmt: skip
    assert (second.id, second.cooperating, second.timeliness) == (
        f"{meeting.id}/2", "", "no_deadline",
    )  # fmt: skip
    done = update(
        ledger,
        f"{meeting.id}/1",
        "2025-02-02",
        "completed",
        completed_on="2025-01-31",
        result="sent",
    )
    row = actions(ledger, date(2025, 2, 3))[0]
    assert (row.timeliness, row.entry, row.last_word) == ("done_on_time", done.id, "sent")


def test_an_action_is_extended_as_an_item_is(ledger: sqlite3.Connection) -> None:
    duty = {"text": "t", "lead": "hoa-binh", "due_text": "31/1/2025", "due": "2025-01-31"}
    meeting = put(ledger, "meeting", None, "2025-01-10", title="m", actions=[duty])
    put(ledger, "extension", f"{meeting.id}/1", "2025-01-20", due_text="1/3/2025", due="2025-03-01")
    (row,) = actions(ledger, date(2025, 2, 1))
    assert (row.due, row.original_due) == (date(2025, 3, 1), date(2025, 1, 31))


def test_actions_before_their_meeting_and_of_a_replaced_one_are_not_there(
    ledger: sqlite3.Connection,
) -> None:
    duty = {"text": "t", "lead": "hoa-binh"}
    old = put(ledger, "meeting", None, "2025-01-10", title="m", actions=[duty])
    new = put(
        ledger, "meeting", None, "2025-01-10",
        at=NOON + timedelta(1), replaces=old.id, title="m", actions=[duty, duty],
    )  # fmt: skip
    assert actions(ledger, date(2025, 1, 9)) == []
    ids = [row.id for row in actions(ledger, date(2025, 1, 10))]
    assert ids == [f"{new.id}/1", f"{new.id}/2"]
    assert [row.meeting for row in actions(ledger, date(2025, 1, 10), stamp(NOON))] == [old.id]


def test_items_come_in_the_plans_order_and_the_scope_narrows(tmp_path: Path) -> None:
    ledger = ledger_with(tmp_path, PLAN, OTHER)
    moment = Moment(date(2025, 1, 1))

    def ids(scope: Scope) -> list[str]:
        rows = list_item_rows(ledger, scope, moment, Reader("vi"))
        return [f"{row.plan}:{row.item}" for row in rows]

    order = ["1.1", "1.2", "2.1", "2.2", "3.1", "3.10"]
    assert ids(Scope()) == [f"{plan}:{one}" for plan in ("other", "test") for one in order]
    assert ids(Scope("test", area="2")) == ["test:2.1", "test:2.2"]
    assert ids(Scope(item="3.1")) == ["other:3.1", "test:3.1"]
    assert ids(Scope("none")) == []


def test_each_plan_has_its_time_zone(tmp_path: Path) -> None:
    ledger = ledger_with(tmp_path, PLAN, OTHER, PLAN.replace("id: test", "id: third"))
    vietnam = "Asia/Ho_Chi_Minh"
    assert list_timezones(ledger) == [
        ("other", "Pacific/Auckland"), ("test", vietnam), ("third", vietnam),
    ]  # fmt: skip
    assert list_timezones(ledger, "test") == [("test", vietnam)]
    assert list_timezones(ledger, "none") == []


def test_one_plans_entries_do_not_touch_anothers_items(tmp_path: Path) -> None:
    ledger = ledger_with(tmp_path, PLAN, OTHER)
    update(ledger, "1.1", "2025-01-01", "suspended", plan="other")
    assert item(ledger, "1.1", date(2025, 1, 2)).status == "not_started"


@pytest.mark.parametrize(("language", "title"), [("en", "Only"), ("vi", "Chỉ"), ("fr", "Chỉ")])
def test_titles_in_the_language_or_the_other(tmp_path: Path, language: str, title: str) -> None:
    text = PLAN.replace("{vi: Tập huấn, en: Training}", "{vi: Chỉ, en: Only}")
    ledger = ledger_with(tmp_path, text.replace("{vi: Báo cáo, en: Report}", "{en: Report}"))
    rows = {row.item: row for row in list_item_rows(ledger, Scope(), Moment(DUE), Reader(language))}
    assert rows["2.1"].title == title
    assert rows["1.2"].deliverable == "Report"


_FACT = st.tuples(
    st.integers(0, 20),
    st.integers(0, 5),
    st.sampled_from(["in_progress", "suspended", "completed", "cancelled"]),
    st.none() | st.integers(0, 100),
    st.none() | st.integers(0, 9),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(60))
@given(facts=st.lists(_FACT, max_size=10), day=st.integers(0, 20), known=st.integers(0, 5))
def test_the_standing_is_that_of_a_plain_replay_of_the_journal(
    tmp_path_factory: pytest.TempPathFactory,
    facts: list[tuple[int, int, str, int | None, int | None]],
    day: int,
    known: int,
) -> None:
    ledger = ledger_with(tmp_path_factory.mktemp("plan"))
    written: list[Entry] = []
    for happened, recorded, status, progress, replaces in facts:
        target = written[replaces] if replaces is not None and replaces < len(written) else None
        body = {} if progress is None else {"progress": progress}
        written.append(
            update(
                ledger, "1.1", (date(2025, 1, 1) + timedelta(happened)).isoformat(), status,
                at=_hour(recorded), replaces=target.id if target else None, **body,
            )
        )  # fmt: skip
    as_of, known_at = date(2025, 1, 1) + timedelta(day), stamp(_hour(known))
    heard = [entry for entry in written if entry.recorded_at <= known_at]
    replaced = {entry.replaces for entry in heard}
    live = sorted(
        (one for one in heard if one.id not in replaced and one.happened_on <= as_of),
        key=lambda one: (one.happened_on, one.seq),  # the number, also where the clock went back
    )
    ended = [at for at, one in enumerate(live) if one.body["status"] == "completed"]
    open_again = live[ended[-1] + 1 :] if ended else live  # what was reopened begins anew
    stated = [one.body["progress"] for one in open_again if "progress" in one.body]
    row = item(ledger, "1.1", as_of, known_at)
    assert row.entry == (live[-1].id if live else None)
    assert row.status == (live[-1].body["status"] if live else "not_started")
    expected = stated[-1] if stated else None
    assert row.progress == (100 if row.status == "completed" else expected)


def _hour(number: int) -> datetime:
    return NOON + timedelta(hours=number)
