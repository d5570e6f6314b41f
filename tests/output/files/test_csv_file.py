"""CSV: streamed, in words where asked, and harmless in a spreadsheet."""

import csv
import io
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopctl import language
from coopctl.domain.exchange.columns import TABLES, Column
from coopctl.domain.plan.plan import Party, PartyName, Text
from coopctl.domain.words.text import visible
from coopctl.output.files.csv_file import write_csv
from coopctl.output.words.words import Names

TEXT = (Column("plan", "Plan"), Column("text", "Text"))
RISKY = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def written(text: str) -> str:
    """Return what a program reads back of a cell."""
    target = io.StringIO(newline="")
    assert write_csv(target, TEXT, [("p", text)]) == 1
    rows = list(csv.reader(io.StringIO(target.getvalue(), newline="")))
    assert len(rows) == 2
    return rows[1][1]


@pytest.mark.parametrize("start", RISKY)
def test_no_cell_starts_as_a_formula_does(start: str) -> None:
    assert written(start + "cmd|' /C calc'!A0").startswith("'") or start == "\r"
    assert not written(start + "x").startswith(RISKY)


@pytest.mark.parametrize("number", ["-5", "+5", "-1.234,5", "-1,234.5", "+0", "-0.5"])
def test_a_number_is_none(number: str) -> None:
    assert written(number) == number


@pytest.mark.parametrize("text", ["-5%", "-5+1", "-", "+", "--5", "-5.", "-1 2", "+84 912", "-٥x"])
def test_what_only_looks_like_a_number_is_defused(text: str) -> None:
    assert written(text) == "'" + text


@given(st.text(max_size=30))
def test_every_text_comes_back_as_visible_text_that_cannot_run(text: str) -> None:
    cell = written(text)
    assert cell.removeprefix("'") == visible(text).removeprefix("'")
    assert not cell.startswith(("=", "@", "\t", "\r", "＝", "＋", "－", "＠"))
    if cell.startswith(("+", "-")):
        assert cell[1].isdecimal()


def test_rows_are_written_as_they_come() -> None:
    target = io.StringIO(newline="")
    seen = []

    def rows() -> Iterator[tuple[object, ...]]:
        for number in range(3):
            seen.append(target.getvalue().count("\r\n"))
            yield ("p", number)

    assert write_csv(target, TEXT, rows()) == 3
    assert seen == [1, 2, 3]


def test_nothing_is_a_header_alone() -> None:
    target = io.StringIO(newline="")
    assert write_csv(target, TEXT, []) == 0
    assert target.getvalue() == "plan,text\r\n"


def test_values_in_words() -> None:
    language.choose("vi")
    columns = (
        Column("plan", "Plan"), Column("day", "Date", "day"), Column("lead", "Lead", "party"),
        Column("with", "Cooperating", "parties"), Column("number", "Value", "number"),
        Column("status", "Status", "status"), Column("empty", "Note", "status"),
        Column("odd", "Status", "status"),
    )  # fmt: skip
    names = Names(
        [
            Party(
                "hb",
                (
                    PartyName(
                        Text("Sở Hòa Bình", None),
                        None,
                        None,
                        None,
                        basis=None,
                        confirmed=True,
                        note=None,
                    ),
                ),
            )
        ],
        date(2026, 1, 1),
    )
    target = io.StringIO(newline="")
    row = ("p", date(2024, 9, 19), "hb", "hb xx", "-1234.5", "completed", None, "=x")
    write_csv(target, columns, [row], lambda _plan: names)
    header, line = csv.reader(io.StringIO(target.getvalue(), newline=""))
    assert header[1] == "Ngày"
    assert line[:5] == ["p", "19/9/2024", "Sở Hòa Bình", "Sở Hòa Bình, xx", "-1.234,5"]
    assert line[5] == language._("Completed") != "Completed"
    assert line[6:] == ["", "'=x"]


def test_every_table_knows_its_plan() -> None:
    for columns in TABLES.values():
        codes = [column.code for column in columns]
        assert "plan" in codes
        assert len(set(codes)) == len(codes)
