"""`timeline`: items as bars over the plan's period."""

import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.conftest import PLAN, Runner
from tests.helpers.printed import read_json
from tests.helpers.story import tell


def bars(out: str) -> dict[str, str]:
    """Return what is drawn right of each item or action, by its id."""
    lines = [line for line in out.splitlines() if re.match(r"  \S+ +[▲◆▒░█▓■×] ", line)]
    return {line.split()[0]: line[30:] for line in lines}


def test_the_picture(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    result = coopctl("timeline")
    assert (result.code, result.err) == (0, "")
    head, picture, legend = result.out.split("\n\n")
    assert head.endswith("as of 30/6/2026")
    assert picture.splitlines() == [
        "  Meetings                               ▼                            │",
        "                              Q1  Q2  Q3  Q4  Q1  Q2  Q3  Q4  Q1  Q2  Q3  Q4",
        "                              2024            2025            2026",
        "1  Genetic resources",
        "  1.1  ▲ Propose tasks                    ████████████████████◇▒▒▒────│",
        "  1.2  ▒ Variety trial        ████████████████████████████████████████│████████",
        "2  Exchange",
        "  2.1  ░ Training             ········································│········",
        "  2.2  ░ Exchange of informa… ········································│········",
        "3  Quality",
        "  3.1  █ Apply systems        ███████████████████████████████████████●│",
        "  3.10 ◆ Traceability         ████████████████████████████████████████│",
    ]
    assert " ".join(legend.split()) == (
        "█ until due ▒ extended ◇ original due ─ late ● completed · no deadline ░ not counted "
        "▼ meeting │ 30/6/2026"
    )


def test_without_a_ledger_or_entries_and_none_is_made(workspace: Path, coopctl: Runner) -> None:
    result = coopctl("timeline")
    assert (result.code, result.err, len(bars(result.out))) == (0, "", 6)
    assert not (workspace / "coopctl.db").exists()


def test_an_item_has_its_actions_with_it(workspace: Path, coopctl: Runner) -> None:
    story = tell(coopctl)
    assert list(bars(coopctl("timeline", "1.1").out)) == ["1.1", story.action]
    assert list(bars(coopctl("timeline", "2.2").out)) == ["2.2"]
    assert story.action not in coopctl("timeline", "1").out
    assert list(bars(coopctl("timeline", "1", "--actions").out)) == ["1.1", "1.2", story.action]
    assert "only 1.1" in coopctl("timeline", "1.1").out
    assert "▼" not in coopctl("timeline", "3").out.split("\n\n")[1]


def test_as_it_was_and_as_it_was_known(workspace: Path, coopctl: Runner) -> None:
    story = tell(coopctl)
    then = coopctl("timeline", "--as-of", "1/5/2025", "--actions").out
    assert "▒▒" not in bars(then)["1.1"]
    assert "◇" not in bars(then)["1.1"]
    assert "●" not in bars(then)["3.1"]
    assert bars(then)[story.action].strip().startswith("████─")
    before = coopctl("timeline", "--known-at", "1/1/2024")
    assert (before.code, before.out) == (0, "there is no plan here, or none was recorded by then\n")


def test_json(workspace: Path, coopctl: Runner) -> None:
    story = tell(coopctl)
    document = read_json(coopctl("timeline", "1.1", "--json").out)
    assert {name: document[name] for name in list(document)[:9]} == {
        "format": "coopctl-timeline/1", "plan": "test", "area": None, "item": "1.1",
        "as_of": "2026-06-30", "known_at": None, "period": None,
        "first": "2024-01-01", "last": "2026-12-31",
    }  # fmt: skip
    assert [(one["id"], one["on"], one["items"]) for one in document["meetings"]] == [
        (story.meeting, "2024-09-19", ["1.1", "2.1"])
    ]
    [item] = document["items"]
    assert (item["id"], item["due"], item["original_due"]) == ("1.1", "2026-03-31", "2025-12-31")
    assert item["stretches"] == [
        {"kind": "planned", "first": "2024-10-01", "last": "2025-12-31"},
        {"kind": "extended", "first": "2026-01-01", "last": "2026-03-31"},
        {"kind": "late", "first": "2026-04-01", "last": "2026-06-30"},
    ]
    assert [one["id"] for one in document["actions"]] == [story.action]


def test_no_plan(tmp_path: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "plans").mkdir()
    monkeypatch.chdir(tmp_path)
    for command in ("timeline", "chart"):
        result = coopctl(command)
        assert (result.code, result.out) == (
            0, "there is no plan here, or none was recorded by then\n",
        )  # fmt: skip
        document = read_json(coopctl(command, "--json").out)
        assert (document["plan"], document["as_of"]) == (None, None)


@pytest.mark.parametrize("command", ["timeline", "chart"])
def test_of_several_plans_one_is_owed(workspace: Path, coopctl: Runner, command: str) -> None:
    (workspace / "plans" / "b.yaml").write_text(PLAN.replace("id: test", "id: other"), "utf-8")
    result = coopctl(command)
    assert (result.code, result.out) == (2, "")
    assert result.err == (
        "error: missing: TARGET\nhint: there are several plans; name one of: other, test\n"
    )
    assert coopctl(command, "other").code == 0
    assert coopctl(command, "test:1.1").code == 0
    for number in range(12):
        text = PLAN.replace("id: test", f"id: plan-{number}")
        (workspace / "plans" / f"{number}.yaml").write_text(text, "utf-8")
    assert coopctl(command).err.endswith("plan-3, plan-4, …\n")


@pytest.mark.parametrize("command", ["timeline", "chart"])
@pytest.mark.parametrize("words", [("9.9",), ("--as-of", "31/2/2025"), ("--known-at", "x")])
def test_what_cannot_be_meant_is_refused(
    workspace: Path, coopctl: Runner, command: str, words: tuple[str, ...]
) -> None:
    result = coopctl(command, *words)
    assert (result.code in {1, 2}, result.out) == (True, "")
    assert result.err.startswith("error: ")
    assert "hint: " in result.err


def many(count: int) -> str:
    """Return the plan with that many items in its third area."""
    items = "".join(
        f"      - {{id: 3.{n}, title: {{vi: Việc {n}, en: Item {n}}}, due: 1/{n % 12 + 1}/2025}}\n"
        for n in range(100, 100 + count)
    )
    return PLAN + items


def test_many_items_are_cut_with_a_word_and_the_scale_comes_again(
    workspace: Path, coopctl: Runner
) -> None:
    (workspace / "plans" / "test.yaml").write_text(many(500), "utf-8")
    out = coopctl("timeline").out
    assert len(bars(out)) == 100
    assert "and 406 more; `--limit 0` shows all" in out
    assert out.count("  2025  ") == 2
    assert len(bars(coopctl("timeline", "--limit", "0").out)) == 506
    assert len(read_json(coopctl("timeline", "--json").out)["items"]) == 506
    refused = coopctl("timeline", "--limit", "x")
    assert (refused.code, refused.out) == (2, "")


def test_days_outside_of_the_period(workspace: Path, coopctl: Runner) -> None:
    text = PLAN.replace("due: 31/12/2026", "due: 31/12/2126").replace(
        "due: 5/7/2026", "due: 5/7/1926"
    )
    (workspace / "plans" / "test.yaml").write_text(text, "utf-8")
    drawn = bars(coopctl("timeline").out)
    assert drawn["1.2"].endswith("█›")
    assert drawn["3.1"].startswith("‹───")
    late = coopctl("timeline", "--as-of", "30/6/2199")
    assert (late.code, "│" in late.out.split("\n\n")[1]) == (0, False)
    assert coopctl("timeline", "--as-of", "1/1/1900").code == 0


def test_a_plan_without_a_period(workspace: Path, coopctl: Runner) -> None:
    text = PLAN.replace("memorandum: {signed: 9/8/2024, from: 2024, to: 2026}", "note: x")
    (workspace / "plans" / "test.yaml").write_text(text, "utf-8")
    out = coopctl("timeline").out
    assert "2024" in out.split("\n\n")[1].splitlines()[2]
    assert len(bars(out)) == 6


def test_meetings_in_one_cell_are_counted(workspace: Path, coopctl: Runner) -> None:
    for day in range(1, 4):
        coopctl("add-meeting", "--on", f"{day}/3/2025", "--title", "Họp", "--item", "1.1")
    coopctl("add-meeting", "--on", "1/12/2025", "--title", "Họp")
    meetings = coopctl("timeline").out.split("\n\n")[1].splitlines()[0]
    assert meetings.split() == ["Meetings", "3", "▼", "│"]


@pytest.mark.parametrize("command", ["timeline", "chart"])
@pytest.mark.parametrize("width", [40, 80, 120, 200])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_nothing_is_wider_than_the_terminal(
    workspace: Path, coopctl: Runner, command: str, width: int, lang: str
) -> None:
    (workspace / "plans" / "test.yaml").write_text(
        PLAN.replace("Variety trial", "東京 " * 60).replace("Khảo nghiệm giống", "y" * 300), "utf-8"
    )
    tell(coopctl)
    words = (command, "--actions") if command == "timeline" else (command,)
    result = coopctl(*words, lang=lang, env={"COLUMNS": str(width)})
    assert result.code == 0
    assert max(map(cell_len, result.out.splitlines())) <= width


def test_what_people_wrote_is_text(workspace: Path, coopctl: Runner) -> None:
    title = "[red]x[/red] {y} %s"
    text = PLAN.replace("{vi: Áp dụng hệ thống, en: Apply systems}", f'"{title}"')
    (workspace / "plans" / "test.yaml").write_text(text, "utf-8")
    assert title in coopctl("timeline").out


def test_months_where_there_is_room(workspace: Path, coopctl: Runner) -> None:
    out = coopctl("timeline", env={"COLUMNS": "200"}).out
    assert out.split("\n\n")[1].splitlines()[1].split() == [str(n) for n in range(1, 13)] * 3
    narrow = coopctl("timeline", env={"COLUMNS": "40"}).out.split("\n\n")[1].splitlines()
    assert narrow[1].split() == ["2024", "2025", "2026"]


@pytest.mark.parametrize("command", ["timeline", "chart", "status"])
def test_what_is_recorded_and_is_no_target_is_not_said_to_be_missing(
    command: str, workspace: Path, coopctl: Runner
) -> None:
    story = tell(coopctl)
    for word in (story.meeting, story.action):
        result = coopctl(command, word)
        assert (result.code, result.out) == (1, "")
        assert result.err == (
            f"error: `{word}` is recorded, but not what belongs here\n"
            f"hint: `coopctl show {word}` shows it\n"
        )


@pytest.mark.parametrize("width", [1, 5, 24, 25, 30])
def test_a_window_that_is_too_narrow(workspace: Path, coopctl: Runner, width: int) -> None:
    result = coopctl("timeline", env={"COLUMNS": str(width)})
    assert (result.code, result.err) == (0, "")
    assert "Meetings" in result.out
