"""What a typed word points at, and what is said where it points at nothing or at several things."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pytest

from coopctl.ledger.journal.targets import NoSuchTarget, Target, find_target
from tests.conftest import PLAN
from tests.ledger.helpers import ledger_with, put, update

EVERY = ("plan", "area", "item", "action", "entry")
ITEMS = ("item", "action")


def named(plan_id: str) -> str:
    return PLAN.replace("id: test", f"id: {plan_id}", 1)


@pytest.fixture
def ledger(tmp_path: Path) -> sqlite3.Connection:
    return ledger_with(tmp_path)


def refusal(ledger: sqlite3.Connection, word: str, kinds: Sequence[str] = ITEMS) -> tuple[str, str]:
    with pytest.raises(NoSuchTarget) as caught:
        find_target(ledger, word, kinds)
    assert caught.value.exit_code == 1
    return str(caught.value.message), str(caught.value.hint)


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("1.1", Target("item", "test", "1.1")),
        ("3.1", Target("item", "test", "3.1")),  # though 3.10 begins with it
        ("3.10", Target("item", "test", "3.10")),
        ("test:3.1", Target("item", "test", "3.1")),
        ("te:3.1", Target("item", "test", "3.1")),
        ("TEST:2.2", Target("item", "test", "2.2")),
        ("test:2.2", Target("item", "test", "2.2")),
        ("test", Target("plan", "test", "test")),
        ("tEs", Target("plan", "test", "test")),
        ("2", Target("area", "test", "2")),
        ("test:3", Target("area", "test", "3")),
    ],
)
def test_found(ledger: sqlite3.Connection, word: str, found: Target) -> None:
    assert find_target(ledger, word, EVERY) == found


def test_a_beginning_that_only_one_has(tmp_path: Path) -> None:
    ledger = ledger_with(tmp_path, PLAN.replace("- id: 3.10", "- id: Gen-01"))
    for word in ("g", "GEN", "gen-01", "Gen-0"):
        assert find_target(ledger, word, ITEMS) == Target("item", "test", "Gen-01")


def test_letters_of_either_case_are_one(tmp_path: Path) -> None:
    ledger = ledger_with(tmp_path, PLAN.replace("- id: 3.10", "- id: Gen-01"))
    assert find_target(ledger, "test:GEN-01", ITEMS).id == "Gen-01"


def test_several_may_be_meant(ledger: sqlite3.Connection) -> None:
    message, hint = refusal(ledger, "2.")
    assert message == "`2.` may mean several things"
    assert hint == "write one of: 2.1, 2.2"


def test_one_id_in_several_plans_names_the_plans(tmp_path: Path) -> None:
    ledger = ledger_with(tmp_path, named("one"), named("two"))
    assert refusal(ledger, "1.1") == (
        "`1.1` may mean several things", "write one of: one:1.1, two:1.1",
    )  # fmt: skip
    assert find_target(ledger, "two:1.1", ITEMS) == Target("item", "two", "1.1")
    assert find_target(ledger, "tw:1.1", ITEMS) == Target("item", "two", "1.1")


def test_a_plan_whose_id_begins_anothers_can_be_named(tmp_path: Path) -> None:
    ledger = ledger_with(tmp_path, named("test"), named("test-2"))
    assert find_target(ledger, "test:1.1", ITEMS) == Target("item", "test", "1.1")
    assert find_target(ledger, "test-2:1.1", ITEMS) == Target("item", "test-2", "1.1")
    assert find_target(ledger, "test-:1.1", ITEMS) == Target("item", "test-2", "1.1")
    assert refusal(ledger, "te:1.1")[1] == "write one of: test:1.1, test-2:1.1"


def test_a_missing_item_of_a_named_plan_is_not_looked_for_in_another(tmp_path: Path) -> None:
    more = named("test-2") + "      - {id: 3.9, title: {vi: a, en: b}}\n"
    ledger = ledger_with(tmp_path, named("test"), more)
    assert refusal(ledger, "test:3.9")[0] == "there is no `test:3.9`"


def test_many_that_may_be_meant_are_cut_short(tmp_path: Path) -> None:
    more = "".join(f"      - {{id: x{n}, title: {{vi: a, en: b}}}}\n" for n in range(12))
    hint = refusal(ledger_with(tmp_path, PLAN + more), "x")[1]
    assert hint == "write one of: x0, x1, x2, x3, x4, x5, x6, x7, …"


@pytest.mark.parametrize(("word", "near"), [("3.11", "3.1"), ("1.l", "1.1"), ("21", "2.1")])
def test_the_nearest_ids_are_named(ledger: sqlite3.Connection, word: str, near: str) -> None:
    message, hint = refusal(ledger, word)
    assert message == f"there is no `{word}`"
    assert near in hint


def test_nothing_near(ledger: sqlite3.Connection) -> None:
    assert refusal(ledger, "zzzzzz") == (
        "there is no `zzzzzz`", "`coopctl status` lists what there is",
    )  # fmt: skip


@pytest.mark.parametrize("word", ["", ":", "test:", "%", "_", "1.1'", "\x00", "1.1\n", "test:%"])
def test_odd_words_point_at_nothing(ledger: sqlite3.Connection, word: str) -> None:
    refusal(ledger, word, EVERY)


def test_only_the_kinds_that_are_asked_for(ledger: sqlite3.Connection) -> None:
    refusal(ledger, "test", ITEMS)
    assert "2.1" in refusal(ledger, "2", ("item",))[1]
    entry = update(ledger, "1.1", "2025-01-01", "in_progress")
    refusal(ledger, entry.id, ITEMS)


def test_entries_and_actions(ledger: sqlite3.Connection) -> None:
    duty = {"text": "t", "lead": "hoa-binh"}
    meeting = put(ledger, "meeting", None, "2025-01-10", title="m", actions=[duty, duty])
    assert find_target(ledger, meeting.id, EVERY) == Target("entry", "test", meeting.id)
    for word in (f"{meeting.id}/2", f"{meeting.id}/2".upper()):
        assert find_target(ledger, word, EVERY) == Target("action", "test", f"{meeting.id}/2")


@pytest.mark.parametrize("tail", ["/3", "/0", "0", "0/1", "/99999999999999999999", "9" * 30])
def test_an_entry_or_action_that_does_not_exist(ledger: sqlite3.Connection, tail: str) -> None:
    meeting = put(
        ledger,
        "meeting",
        None,
        "2025-01-10",
        title="m",
        actions=[{"text": "t", "lead": "hoa-binh"}],
    )
    word = meeting.id + tail
    assert word in refusal(ledger, word, EVERY)[0]


def test_a_number_that_no_ledger_reaches(ledger: sqlite3.Connection) -> None:
    word = "hb7kq-" + "9" * 5000
    assert "there is no" in refusal(ledger, word, EVERY)[0]


def test_an_entry_without_actions_has_none(ledger: sqlite3.Connection) -> None:
    entry = update(ledger, "1.1", "2025-01-01", "in_progress")
    message, hint = refusal(ledger, f"{entry.id}/1", EVERY)
    assert message == f"the ledger has no `{entry.id}/1`"
    assert "coopctl log" in hint
