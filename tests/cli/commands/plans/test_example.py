"""The shipped plan and the example, shown whole: every feature, both languages, every width."""

import json
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.conftest import Runner
from tests.helpers.printed import read_json


@pytest.fixture
def example(tmp_path: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    assert coopctl("init", "example", "--example").code == 0
    monkeypatch.chdir(tmp_path / "example")
    return tmp_path / "example"


def ids(coopctl: Runner) -> list[str]:
    """Return every plan, item, action and entry that `show` takes."""
    status = read_json(coopctl("status", "--json").out)
    journal = read_json(coopctl("log", "--limit", "0", "--json").out)
    return [
        *{row["plan"] for row in status["items"]},
        *[row["item"] for row in status["items"]],
        *[row["id"] for row in status["actions"]],
        *[entry["id"] for entry in journal],
    ]


@pytest.mark.parametrize("width", [60, 80, 120, 160])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_everything_of_the_example_can_be_shown(
    example: Path, coopctl: Runner, width: int, lang: str
) -> None:
    commands = [
        ("status",),
        ("status", "--stages"),
        ("status", "--indicators"),
        ("status", "--disputed"),
        *((word,) for word in ("due", "agenda", "timeline", "chart", "evidence")),
        ("log", "--limit", "0"),
        *[("show", one) for one in ids(coopctl)],
    ]
    for words in commands:
        result = coopctl(*words, lang=lang, env={"COLUMNS": str(width)})
        assert (result.code, result.err) == (0, ""), words
        assert max(map(cell_len, result.out.splitlines())) <= width, words
        assert "\x1b" not in result.out


def test_example_says_that_it_is_one(example: Path, coopctl: Runner) -> None:
    assert coopctl("status").out.startswith("EXAMPLE: everything here is invented\n")
    assert "EXAMPLE" not in coopctl("status", lang="vi").out


def test_plan_page_tells_memorandum_parties_and_their_legal_basis(
    example: Path, coopctl: Runner
) -> None:
    out = " ".join(coopctl("show", "vi-du-2024").out.split())
    for said in (
        "Issued by: Department of Science and Technology of Province A",
        "Signed on: 15/8/2024",
        "Period: 2024–2026",
        "Basis: Resolution (example) by which Provinces B and C became Province C",
        "Official letter 145/UBND-KGVX of 15/7/2025 (example)",
        "Note: An example of the form.",
    ):
        assert said in out


def test_updates_are_about_what_they_say(example: Path, coopctl: Runner) -> None:
    """The taro task is 1.5; what was done of it is no word on sending reviewers, 1.4."""
    status = coopctl("status", "--json", "--as-of", "31/12/2026").out
    rows = {row["item"]: row for row in json.loads(status)["items"]}
    assert "nhân chồi" in rows["1.5"]["last_word"]
    assert rows["1.4"]["status"] == "not_started"


def test_item_page_tells_duties_pipeline_and_note(example: Path, coopctl: Runner) -> None:
    pages = {one: coopctl("show", one).out for one in ids(coopctl)}
    everything = "\n".join(pages.values())
    for said in (" owes: ", "S&T stages\n", "Budget: ", "Extensions\n", "Evidence\n"):
        assert said in everything


def test_shipped_plan_states_nothing_that_is_not_documented(
    tmp_path: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert coopctl("init").code == 0
    rows = read_json(coopctl("status", "--json").out)["items"]
    assert len({row["area"] for row in rows}) >= 7
    assert {row["status"] for row in rows} == {"not_started"}
    for lang in ("vi", "en"):
        for one in ids(coopctl):
            assert coopctl("show", one, lang=lang).code == 0
    assert "(succession not confirmed)" in coopctl("status").out
    assert not (tmp_path / "coopctl.db").exists()
