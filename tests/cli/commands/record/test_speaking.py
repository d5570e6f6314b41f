"""For whom one speaks: every command that records says it once, where that is not the workspace's own office."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from coopctl.cli.registry import HEADINGS
from tests.conftest import PLAN, Runner
from tests.helpers.answered import answer
from tests.helpers.recorded import last

OFFICE = ("--office", "hung-yen")
SAID = {
    "en": "note: this is recorded as the word of `hung-yen`; the workspace is that of `hoa-binh`\n",
    "vi": "lưu ý: ghi với tư cách `hung-yen`; thư mục làm việc này là của `hoa-binh`\n",
}
UPDATE = ("add-update", "1.1", "in_progress", "--on", "1/6/2026")
Words = tuple[str, ...]


def _table(text: str) -> str:
    Path("rows.csv").write_text(text, "utf-8")
    return "rows.csv"


def _answers(coopctl: Runner) -> Words:
    return (
        "import",
        "answers",
        str(answer(coopctl, "hung-yen", {"1.1": {"status": "in_progress"}})),
    )


def _other_plan() -> Words:
    Path("plans/test.yaml").write_text(PLAN.replace("Khảo nghiệm giống", "Khảo nghiệm"), "utf-8")
    return ("plan", "update", "--basis", "12/TB")


# How each command that records is called; the workspace has one update, of `hoa-binh`.
CALLS: dict[str, Callable[[Runner], Words]] = {
    "add-update": lambda _run: UPDATE,
    "add-meeting": lambda _run: ("add-meeting", "--on", "1/6/2026", "--title", "Giao ban"),
    "add-outcome": lambda _run: ("add-outcome", "1.1", "--title", "Danh mục", "--on", "1/6/2026"),
    "add-extension": lambda _run: ("add-extension", "1.1", "31/12/2027", "--reason", "x", "--document", "5/QĐ"),
    "confirm": lambda _run: ("confirm", "1.1"),
    "dispute": lambda _run: ("dispute", "1.1", "--reason", "chưa"),
    "amend": lambda _run: ("amend", last(Path()).id, "--reason", "x", "--result", "y"),
    "retract": lambda _run: ("retract", last(Path()).id, "--reason", "x"),
    "undo": lambda _run: ("undo", "--yes"),
    "close-period": lambda _run: ("close-period", "Quý", "--from", "1/4/2026", "--as-of", "30/6/2026"),
    "plan sign": lambda _run: ("plan", "sign", "--document", "12/TT"),
    "plan update": lambda _run: _other_plan(),
    "import updates": lambda _run: (
        "import", "updates", _table("item,date,status\n1.1,1/6/2026,in_progress\n1.2,1/6/2026,in_progress\n"),
    ),
    "import meetings": lambda _run: ("import", "meetings", _table("date,title\n1/6/2026,Giao ban\n")),
    "import outcomes": lambda _run: ("import", "outcomes", _table("item,date,title\n1.1,1/6/2026,x\n")),
    "import answers": _answers,
}  # fmt: skip
_SILENT = {
    "import plan",  # writes a file
    "import json",  # takes entries in as others recorded them
}


@pytest.fixture
def place(workspace: Path, coopctl: Runner) -> Path:
    """A workspace of `hoa-binh` with one update."""
    (workspace / "coopctl.toml").write_text('office = "hoa-binh"\n', "utf-8")
    assert coopctl(*UPDATE).code == 0
    return workspace


def list_offices(place: Path) -> list[str]:
    """Return the office of every entry, plans' too, in the order that they were recorded."""
    with closing(sqlite3.connect(place / "coopctl.db")) as connection:
        return [
            office for (office,) in connection.execute("select office from journal order by place")
        ]


def test_every_command_that_records_is_here() -> None:
    kinds = ("Record what happened", "Correct the record", "Bring in")
    names = {
        spec.name for heading in HEADINGS if heading.title in kinds for spec in heading.commands
    }
    assert (names | {"plan sign", "plan update"}) - _SILENT == CALLS.keys()


@pytest.mark.parametrize("lang", ["en", "vi"])
@pytest.mark.parametrize("name", CALLS)
def test_it_is_said_once(place: Path, coopctl: Runner, name: str, lang: str) -> None:
    words = CALLS[name](coopctl)
    result = coopctl(*words, *OFFICE, lang=lang)
    assert result.code == 0, result.err
    assert result.err.count(SAID[lang]) == 1
    assert list_offices(place)[-1] == "hung-yen"


@pytest.mark.parametrize(
    "name", [name for name in CALLS if name not in {"confirm", "dispute", "import answers"}]
)
def test_of_one_s_own_office_nothing_is_said(place: Path, coopctl: Runner, name: str) -> None:
    words = CALLS[name](coopctl)
    for office in ((), ("--office", "Phú Thọ")):  # by another of its names
        result = coopctl(*words, "--dry-run", *office)
        assert "as the word of" not in result.err


def test_a_plan_that_a_reader_takes_up(place: Path, coopctl: Runner) -> None:
    _other_plan()
    assert SAID["en"] in coopctl("status", *OFFICE).err
    assert list_offices(place)[-1] == "hung-yen"
