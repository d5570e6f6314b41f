"""The corpus of annexes: each read as its people mean it, and every cell accounted for."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from coopctl.definitions.load import load_plan
from coopctl.definitions.yaml.problems import errors_of
from coopctl.domain.exchange.annex import Annex
from coopctl.domain.plan.plan import Item, Plan, Text
from coopctl.domain.words.dates import Due, show_day
from coopctl.language import in_all_languages
from coopctl.output.files.plan_yaml import PlanHead, write_plan
from coopctl.sheets.annex.annex import ReadingOptions, read_annex
from coopctl.sheets.apart.reader import read_sheets
from coopctl.sheets.book.sheet import Sheet, place
from tests.sheets.annexes.make import ANNEXES, HERE, Made

FILES = pytest.mark.parametrize("made", ANNEXES, ids=lambda made: made.file)


def sheet_of(made: Made) -> Sheet:
    (sheet,) = read_sheets(Path(made.file), (HERE / made.file).read_bytes())
    return sheet


@cache
def read(made: str) -> Annex:
    (found,) = [one for one in ANNEXES if one.file == made]
    return read_annex(sheet_of(found), ReadingOptions(None, (), in_all_languages))


def plan_of(annex: Annex, folder: Path) -> Plan:
    file = folder / "x.yaml"
    file.write_text(write_plan(annex, PlanHead("x", "x.xlsx")), "utf-8")
    plan, problems = load_plan(file)
    assert errors_of(problems) == []
    assert plan is not None
    return plan


def said(plan: Plan) -> Iterator[str]:
    """Yield a plan in the words of the corpus."""
    names = {party.id: words(party.names[0].text) for party in plan.parties}
    for area in plan.areas:
        yield f"# {area.id} {words(area.title)}"
        for item in area.items:
            facts = {
                "lead": names.get(item.lead or "", ""),
                "with": " + ".join(names[one] for one in item.cooperating),
                "start": show_day(item.start) if item.start else "",
                "due": due(item),
                "product": words(item.deliverable),
                "budget": words(item.budget),
                "note": words(item.note),
            }
            stated = [f"{key}={value}" for key, value in facts.items() if value]
            yield "; ".join([f"{item.id} {words(item.title)}", *stated])


def words(text: Text | None) -> str:
    return text.read("vi").replace("\n", " / ") if text else ""


def due(item: Item) -> str:
    text, day = item.due or Due("", None)
    return text if day is None or show_day(day) == text else f"{text} ({show_day(day)})"


@FILES
def test_it_is_understood_as_it_is_meant(made: Made, tmp_path: Path) -> None:
    annex = read(made.file)
    wanted = [line.strip() for line in made.says.strip().splitlines()]
    assert list(said(plan_of(annex, tmp_path))) == wanted
    assert tuple(cell.place for cell in annex.problems) == made.unread


@FILES
def test_every_cell_is_accounted_for_once(made: Made) -> None:
    filled = [
        place(row, column)
        for row, cells in enumerate(sheet_of(made).rows)
        for column, cell in enumerate(cells)
        if cell not in {None, ""}
    ]
    assert [cell.place for cell in read(made.file).cells] == filled


@FILES
def test_hidden_rows_are_told(made: Made) -> None:
    assert read(made.file).hidden == tuple(row + 1 for row in made.hidden)


def test_each_row_is_a_step() -> None:
    steps: list[None] = []
    read_annex(
        sheet_of(ANNEXES[0]), ReadingOptions(None, (), in_all_languages), lambda: steps.append(None)
    )
    assert len(steps) >= 5


@pytest.mark.parametrize(
    "file", ["bay-cot-hai-dong-tieu-de.xlsx", "excel-cu.xls", "libreoffice.ods"]
)
def test_what_stands_above_the_table(file: str) -> None:
    annex = read(file)
    stated = [one.text if one else "" for one in (annex.title, annex.number, annex.date)]
    assert stated == ["DANH MỤC NHIỆM VỤ HỢP TÁC GIAI ĐOẠN 2024-2026", "48/KH-SKHCN", "17/9/2024"]


def test_at_least_95_percent_of_the_cells_are_understood() -> None:
    cells = [cell for made in ANNEXES for cell in read(made.file).cells]
    understood = [cell for cell in cells if cell.problem is None]
    assert len(ANNEXES) >= 15
    assert len(understood) / len(cells) >= 0.95
