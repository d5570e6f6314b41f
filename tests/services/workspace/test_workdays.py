"""Working days: Vietnam's holidays where the library is there, and what the workspace says."""

import json
import sys
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from coopctl.domain.words.workdays import Exceptions
from coopctl.services.workspace.holidays_file import read_exceptions
from coopctl.services.workspace.toml_file import SettingsError
from coopctl.services.workspace.workdays import Calendar
from tests.cli.commands.bring_in.test_imports import imported
from tests.conftest import PLAN, Runner

# A quarter's report ends on 31/12; what follows are New Year's Day and a weekend.
NEW_YEAR = "  reporting: {quarter: {from: 1, to: 31, send_within: 1}}\n"
ASK = ("show", "test", "--as-of", "1/11/2025")


@pytest.fixture
def quarterly(workspace: Path) -> Path:
    head = "  id: test\n"
    (workspace / "plans" / "test.yaml").write_text(PLAN.replace(head, head + NEW_YEAR), "utf-8")
    return workspace


def send_by(out: str) -> str:
    return " ".join(out.split()).partition("to be sent by ")[2].partition(" ")[0]


def without_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "holidays", None)


def test_a_public_holiday_is_no_working_day(quarterly: Path, coopctl: Runner) -> None:
    result = coopctl(*ASK)
    assert (result.code, result.err) == (0, "")
    assert send_by(result.out) == "2/1/2026"


def test_the_workspace_knows_better(quarterly: Path, coopctl: Runner) -> None:
    (quarterly / "holidays.toml").write_text('off = ["2/1/2026"]\nwork = [2026-01-03]\n', "utf-8")
    result = coopctl(*ASK)
    assert (result.code, result.err, send_by(result.out)) == (0, "", "3/1/2026")


def test_a_holiday_that_was_worked(quarterly: Path, coopctl: Runner) -> None:
    (quarterly / "holidays.toml").write_text('work = ["2026-01-01"]\n', "utf-8")
    assert send_by(coopctl(*ASK).out) == "1/1/2026"


def test_without_the_library_weekends_count_and_a_note_says_so_once(
    quarterly: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_library(monkeypatch)
    result = coopctl(*ASK)
    assert (result.code, send_by(result.out)) == (0, "1/1/2026")
    note, hint = result.err.splitlines()
    assert note == "note: working days were counted without Vietnam's public holidays"
    assert hint.endswith("` brings it; `holidays.toml` can state single days")
    assert json.loads(coopctl(*ASK, "--json").err)["message"] in result.err


def test_no_note_where_nothing_depends_on_it(
    workspace: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_library(monkeypatch)
    assert coopctl("show", "test", "--as-of", "1/6/2025").err == ""
    assert coopctl("status").err == ""


def test_a_library_that_does_not_load_gives_no_traceback(
    quarterly: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = ModuleType("holidays")
    monkeypatch.setattr(broken, "country_holidays", lambda _code: 1 / 0, raising=False)
    monkeypatch.setitem(sys.modules, "holidays", broken)
    result = coopctl(*ASK)
    assert (result.code, send_by(result.out)) == (0, "1/1/2026")
    assert result.err.startswith("note: working days were counted without")


def test_a_day_stated_in_the_workspace_needs_no_library(
    quarterly: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_library(monkeypatch)
    text = 'off = ["1/1/2026"]\nwork = ["2/1/2026"]\n'
    (quarterly / "holidays.toml").write_text(text, "utf-8")
    result = coopctl(*ASK)
    assert (result.err, send_by(result.out)) == ("", "2/1/2026")


def test_the_library_is_asked_only_where_a_holiday_may_fall(workspace: Path) -> None:
    assert "holidays" not in imported("show", "test", "--as-of", "1/6/2025")
    head = "  id: test\n"
    (workspace / "plans" / "test.yaml").write_text(PLAN.replace(head, head + NEW_YEAR), "utf-8")
    assert "holidays" in imported(*ASK)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("off = [\n", "`{path}:1:1`: this is not TOML"),
        ('off = "2026-01-02"', "`{path}:1:1`: a list belongs here"),
        ('off = ["2026-01-02", "31/2/2026"]', "`{path}:1:22`: there is no day 31 in month 2 of 2026"),
        ('# off\noff = [\n  "2/9/26"]', "`{path}:3:3`: the year `26` does not have four digits"),
        ("off = [3]", "`{path}:1:8`: `3` is not a date"),
        ("off = [2026-01-02T10:00:00]", "`{path}`: `2026-01-02 10:00:00` is not a date"),
        ("off = [" + "9" * 5_000 + "]", "`{path}:1:1`: this is not TOML"),
        ("off = [0x" + "f" * 5_000 + "]", "`{path}`: `0x…` is not a date"),
        ("off = [[]]", "`{path}:1:8`: `[]` is not a date"),
        ('of = ["2026-01-02"]', "`{path}:1:1` has a setting that is not known, `of`"),
        ('off = ["2/1/2026"]\nwork = ["2026-01-02"]', "`{path}`: 2/1/2026 is both off and worked"),
        ("off = " + "[" * 20_000, "`{path}:1:1`: this is not TOML"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused_with_the_place(
    quarterly: Path, coopctl: Runner, text: str, said: str
) -> None:
    path = quarterly / "holidays.toml"
    path.write_text(text, "utf-8")
    result = coopctl(*ASK)
    assert (result.code, result.out) == (1, "")
    first, second = result.err.splitlines()
    assert first == f"error: {said.format(path=path)}"
    assert second.startswith("hint: ")


def test_what_is_not_text_or_not_readable_is_refused(quarterly: Path, coopctl: Runner) -> None:
    path = quarterly / "holidays.toml"
    path.write_bytes(b'off = ["\xff"]')
    assert f"`{path}:1:9`: this is not text in UTF-8: byte 0xFF" in coopctl(*ASK).err
    path.unlink()
    path.mkdir()
    result = coopctl(*ASK)
    assert (result.code, result.out) == (1, "")
    assert f"`{path}` is no ordinary file" in result.err


def test_the_forms_of_a_date(tmp_path: Path) -> None:
    assert read_exceptions(tmp_path) == Exceptions()
    path = tmp_path / "holidays.toml"
    path.write_text('﻿off = [2026-01-02, "19/9/2024", "2024-9-20"]\nwork = []\n', "utf-8")
    days = {date(2026, 1, 2), date(2024, 9, 19), date(2024, 9, 20)}
    assert read_exceptions(tmp_path) == Exceptions(frozenset(days), frozenset())
    path.write_text("off = [x]", "utf-8")
    with pytest.raises(SettingsError):
        Calendar(tmp_path).is_off(date(2025, 6, 16))


def test_the_library_knows_days_that_were_swapped(tmp_path: Path) -> None:
    calendar = Calendar(tmp_path)
    assert [calendar.is_off(date(2024, 4, day)) for day in (26, 27, 29, 30)] == [
        False, True, True, True,
    ]  # fmt: skip
    assert not calendar.is_off(date(2024, 5, 4))  # a Saturday, worked for 29/4
    assert calendar.is_off(date(2026, 2, 17))  # Tết
