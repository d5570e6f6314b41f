"""A ledger that somebody else holds: 30 seconds in all, with a word after 2, whatever the command waits for."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from coopctl.ledger.file import waiting
from tests.conftest import PLAN, Result, Runner
from tests.helpers.recorded import journal, last

WORD = {
    "en": "note: the ledger is being written by somebody else; waiting up to 30 seconds\n",
    "vi": "lưu ý: người khác đang ghi vào sổ theo dõi; chờ tối đa 30 giây\n",
}
UPDATE = ("add-update", "1.1", "in_progress", "--on", "1/6/2026")
WRITING: dict[str, Callable[[], tuple[str, ...]]] = {
    "add-update": lambda: UPDATE,
    "add-meeting": lambda: ("add-meeting", "--on", "1/6/2026", "--title", "Giao ban"),
    "amend": lambda: ("amend", last(Path()).id, "--reason", "x", "--result", "y"),
    "retract": lambda: ("retract", last(Path()).id, "--reason", "x"),
    "undo": lambda: ("undo", "--yes"),
    "close-period": lambda: ("close-period", "Q", "--from", "1/4/2026", "--as-of", "30/6/2026"),
    "plan-sign": lambda: ("plan", "sign", "--document", "12/TT"),
    "import-updates": lambda: ("import", "updates", "rows.csv"),
}
READING = (
    ("status",),
    ("log",),
    ("show", "1.1"),
    ("due",),
    ("search", "giống"),
    ("export", "json"),
)


class Clock:
    """The time of `waiting`, which passes only where it waits; at `release` the ledger is let go."""

    def __init__(self) -> None:
        self.now, self.release = 0.0, float("inf")
        self.let_go: Callable[[], object] = lambda: None

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        if self.now >= self.release:
            self.let_go()


@pytest.fixture
def place(workspace: Path, coopctl: Runner) -> Path:
    """A workspace with one update and a table of another."""
    assert coopctl(*UPDATE).code == 0
    (workspace / "rows.csv").write_text("item,date,status\n1.2,1/6/2026,in_progress\n", "utf-8")
    return workspace


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(waiting, "time", clock)
    return clock


@pytest.fixture
def other(place: Path, clock: Clock) -> Iterator[sqlite3.Connection]:
    """Somebody else's connection to the ledger, who lets go when the clock says so."""
    with closing(sqlite3.connect(place / "coopctl.db", isolation_level=None)) as connection:
        clock.let_go = connection.rollback
        yield connection


def change_plan(place: Path) -> None:
    (place / "plans" / "test.yaml").write_text(
        PLAN.replace("Khảo nghiệm giống", "Khảo nghiệm thử"), "utf-8"
    )


def assert_gave_up(result: Result, clock: Clock, lang: str = "en") -> None:
    """30 seconds were waited in all, one word was said of it, and then it is an error."""
    assert result.code == 1, result.err
    assert waiting.BUSY_SECONDS == 30
    assert 30 <= clock.now < 30.2
    assert result.err.count(WORD[lang]) == 1


@pytest.mark.parametrize("lang", ["en", "vi"])
@pytest.mark.parametrize("name", WRITING)
def test_writing_gives_up_after_thirty_seconds(
    place: Path, coopctl: Runner, clock: Clock, other: sqlite3.Connection, name: str, lang: str
) -> None:
    words, before = WRITING[name](), journal(place)
    other.execute("begin immediate")
    result = coopctl(*words, lang=lang)
    other.rollback()
    assert_gave_up(result, clock, lang)
    assert journal(place) == before


@pytest.mark.parametrize("words", READING)
def test_reading_gives_up_after_thirty_seconds(
    place: Path, coopctl: Runner, clock: Clock, other: sqlite3.Connection, words: tuple[str, ...]
) -> None:
    other.execute("begin exclusive")
    assert_gave_up(coopctl(*words), clock)


@pytest.mark.parametrize("lock", ["immediate", "exclusive"])
def test_with_a_changed_plan_writing_does_not_wait_twice(
    place: Path, coopctl: Runner, clock: Clock, other: sqlite3.Connection, lock: str
) -> None:
    before = journal(place)
    change_plan(place)
    other.execute(f"begin {lock}")
    result = coopctl(*UPDATE)
    other.rollback()
    assert_gave_up(result, clock)
    assert journal(place) == before


def test_with_a_changed_plan_a_reader_goes_on_beside_a_writer(
    place: Path, coopctl: Runner, clock: Clock, other: sqlite3.Connection
) -> None:
    change_plan(place)
    other.execute("begin immediate")
    result = coopctl("status", "1.2", lang="vi")
    assert result.code == 0, result.err
    assert "Khảo nghiệm thử" in result.out
    assert clock.now <= 0.3
    assert WORD["vi"] not in result.err


def test_with_a_changed_plan_a_reader_that_cannot_read_does_not_wait_twice(
    place: Path, coopctl: Runner, clock: Clock, other: sqlite3.Connection
) -> None:
    change_plan(place)
    other.execute("begin exclusive")
    assert_gave_up(coopctl("status"), clock)


@pytest.mark.parametrize(("release", "words"), [(1.5, 0), (5.0, 1), (29.0, 1)])
@pytest.mark.parametrize("name", WRITING)
def test_what_is_let_go_in_time_is_recorded(
    place: Path, coopctl: Runner, clock: Clock, other: sqlite3.Connection,
    name: str, release: float, words: int,
) -> None:  # fmt: skip
    command, before = WRITING[name](), len(journal(place))
    clock.release = release
    other.execute("begin immediate")
    result = coopctl(*command)
    assert result.code == 0, result.err
    assert result.err.count(WORD["en"]) == words
    assert release <= clock.now < release + 0.2
    assert len(journal(place)) == before + 1


@pytest.mark.parametrize(("release", "words"), [(1.5, 0), (5.0, 1)])
def test_a_reader_waits_for_a_commit(
    place: Path,
    coopctl: Runner,
    clock: Clock,
    other: sqlite3.Connection,
    release: float,
    words: int,
) -> None:
    clock.release = release
    other.execute("begin exclusive")
    result = coopctl("status")
    assert result.code == 0, result.err
    assert result.err.count(WORD["en"]) == words


def test_each_run_waits_anew(
    place: Path, coopctl: Runner, clock: Clock, other: sqlite3.Connection
) -> None:
    other.execute("begin immediate")
    for _time in range(2):
        clock.now = 0.0
        assert_gave_up(coopctl(*UPDATE), clock)
