"""`add-outcome`: what came of an item, and how much of it counts towards an indicator."""

from pathlib import Path

import pytest

from coopctl.domain.codes import OUTCOME_TYPE_LABELS
from coopctl.language import in_all_languages
from tests.conftest import Runner
from tests.helpers.printed import read_json
from tests.helpers.recorded import journal, last, untouched


def test_every_flag_lands_in_the_body(coopctl: Runner, workspace: Path) -> None:
    result = coopctl(
        "add-outcome", "2.1", "--title", "Lớp tập huấn", "--on", "1/6/2026", "--type", "other",
        "--indicator", "TRAINED", "--value", "1.234,50", "--evidence", "12/BC", "--evidence", "ảnh",
    )  # fmt: skip
    entry = last(workspace)
    assert (result.code, result.out) == (0, "")
    assert result.err == (
        "note: nobody has said yet that `2.1` has begun: reports call it not started until "
        "`coopctl add-update 2.1 in_progress …`\n"
        f"recorded `{entry.id}`: outcome of `2.1`, “Lớp tập huấn”\n"
    )
    assert (entry.kind, entry.item, entry.happened_on) == ("outcome", "2.1", "2026-06-01")
    assert entry.body == {
        "title": "Lớp tập huấn",
        "type": "other",
        "indicator": "trained",
        "value": "1234.50",
        "evidence": ["12/BC", "ảnh"],
    }


def test_show_sums_up_against_the_indicator(coopctl: Runner, workspace: Path) -> None:
    for value in ("40", "2,5"):
        coopctl("add-outcome", "2.1", "--title", "Lớp", "--indicator", "trained", "--value", value)
    shown = coopctl("show", "2.1")
    assert shown.code == 0
    for text in ("Lớp", "62.5 / 120"):
        assert text in shown.out
    assert "Lớp" in coopctl("show", last(workspace).id).out


def test_a_title_is_enough(coopctl: Runner, workspace: Path) -> None:
    assert coopctl("add-outcome", "1.1", "--title", "Danh mục").code == 0
    entry = last(workspace)
    assert (entry.body, entry.happened_on) == ({"title": "Danh mục"}, "2026-06-30")


def test_every_missing_flag_is_named_at_once(coopctl: Runner, workspace: Path) -> None:
    result = coopctl("add-outcome")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("error: missing: ITEM, --title\n")
    assert untouched(workspace)


def test_every_mistake_is_named_at_once(coopctl: Runner, workspace: Path) -> None:
    result = coopctl("add-outcome", "2.1", "--on", "31/2/2025", "--type", "bok", "--indicator", "x",
                     "--value", "many")  # fmt: skip
    assert result.code == 2
    errors = [line.split(": ")[1] for line in result.err.splitlines() if line[:6] == "error:"]
    assert errors == ["missing", "`--on`", "`--type`", "`--indicator`", "`--value`"]
    assert untouched(workspace)


def test_unknown_item(coopctl: Runner, workspace: Path) -> None:
    result = coopctl("add-outcome", "2.9", "--title", "x")
    assert (result.code, result.out) == (1, "")
    assert "`2.9`" in result.err
    assert untouched(workspace)


def test_unknown_indicator_names_those_there_are(coopctl: Runner, workspace: Path) -> None:
    result = coopctl("add-outcome", "2.1", "--title", "x", "--indicator", "trainde", "--value", "1")
    assert (result.code, result.out) == (2, "")
    assert "`--indicator`: " in result.err
    assert "`trainde`" in result.err
    assert "one of: trained\n" in result.err
    assert untouched(workspace)


def test_item_without_indicators(coopctl: Runner, workspace: Path) -> None:
    result = coopctl("add-outcome", "1.1", "--title", "x", "--indicator", "trained")
    assert result.code == 2
    assert "`--indicator`: " in result.err
    assert "hint: " in result.err
    assert untouched(workspace)


def test_value_needs_an_indicator(coopctl: Runner, workspace: Path) -> None:
    result = coopctl("add-outcome", "2.1", "--title", "x", "--value", "40")
    assert result.code == 2
    assert "`--indicator`: " in result.err
    assert untouched(workspace)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("40", "40"), ("2,5", "2.5"), ("2.5", "2.5"), ("1 234", "1234"), ("-3", "-3"),
     ("1.234.567,8", "1234567.8"), ("1,234,567.8", "1234567.8"), ("\u22121", "-1")],
)  # fmt: skip
def test_value_as_people_write_it(coopctl: Runner, workspace: Path, typed: str, kept: str) -> None:
    words = ("add-outcome", "2.1", "--title", "x", "--indicator", "trained", f"--value={typed}")
    assert coopctl(*words).code == 0
    assert last(workspace).body["value"] == kept


@pytest.mark.parametrize("typed", ["abc", "1.234", "1,234", "1e5", "NaN", "--", "1" * 40, "1.2.3"])
def test_value_that_is_no_number_or_two(coopctl: Runner, workspace: Path, typed: str) -> None:
    words = ("add-outcome", "2.1", "--title", "x", "--indicator", "trained", f"--value={typed}")
    result = coopctl(*words)
    assert (result.code, result.out) == (2, "")
    assert f"`--value`: `{typed}`" in result.err
    assert "hint: " in result.err
    assert untouched(workspace)


@pytest.mark.parametrize("code", OUTCOME_TYPE_LABELS)
def test_type_by_code_and_labels(coopctl: Runner, workspace: Path, code: str) -> None:
    for typed in (code, *in_all_languages(OUTCOME_TYPE_LABELS[code])):
        assert coopctl("add-outcome", "1.1", "--title", "x", "--type", typed).code == 0, typed
        assert last(workspace).body["type"] == code


def test_type_mistyped_names_the_nearest_first(coopctl: Runner, workspace: Path) -> None:
    result = coopctl("add-outcome", "1.1", "--title", "x", "--type", "documnet")
    assert result.code == 2
    assert "hint: one of: document (Document, process, software" in result.err
    assert untouched(workspace)


def test_future_outcome_needs_yes(coopctl: Runner, workspace: Path) -> None:
    words = ("add-outcome", "1.1", "--title", "x", "--on", "1/7/2026")
    refused = coopctl(*words)
    assert (refused.code, "`--on`: 1/7/2026" in refused.err) == (2, True)
    assert untouched(workspace)
    assert coopctl(*words, "--yes").code == 0


def test_outcome_of_an_action(coopctl: Runner, workspace: Path) -> None:
    coopctl("add-meeting", "--on", "1/6/2026", "--title", "Họp", "--action", "hoa-binh: gửi")
    action = f"{last(workspace).id}/1"
    assert coopctl("add-outcome", action, "--title", "Danh mục").code == 0
    assert last(workspace).item == action


def test_json_prints_the_entry_of_the_ledger(coopctl: Runner, workspace: Path) -> None:
    result = coopctl("add-outcome", "1.1", "--title", "x", "--json")
    assert read_json(result.out)[0]["hash"] == last(workspace).hash


def test_dry_run_records_nothing(coopctl: Runner, workspace: Path) -> None:
    result = coopctl("add-outcome", "1.1", "--title", "x", "--type", "other", "--dry-run")
    assert (result.code, result.out) == (0, "")
    assert "Type: Other" in result.err
    assert untouched(workspace)


@pytest.mark.parametrize("more", [(), ("--value", ""), ("--value", " ")])
def test_an_indicator_without_a_value_is_remarked_on(
    coopctl: Runner, workspace: Path, more: tuple[str, ...]
) -> None:
    result = coopctl("add-outcome", "2.1", "--title", "x", "--indicator", "trained", *more)
    assert result.code == 0
    assert "note: no value is given, so nothing counts towards `trained`\n" in result.err
    assert last(workspace).body == {"title": "x", "indicator": "trained"}


@pytest.mark.parametrize("flag", ["--title", "--type", "--indicator", "--value", "--evidence"])
@pytest.mark.parametrize("char", ["\x1b", "\u202e", "\x00", "\udcff"])
def test_character_that_steers_a_terminal_is_refused(
    coopctl: Runner, workspace: Path, flag: str, char: str
) -> None:
    result = coopctl("add-outcome", "2.1", "--title", "x", flag, f"a{char}b")
    assert (result.code, result.out) == (2, "")
    assert f"`{flag}`: " in result.err
    assert char not in result.err
    assert untouched(workspace)


@pytest.mark.parametrize("text", ["[red]x[/x]", ":smile:", "=cmd()", "{0} %s"])
def test_markup_and_formulas_are_text(coopctl: Runner, workspace: Path, text: str) -> None:
    result = coopctl("add-outcome", "1.1", "--title", text)
    assert f"“{text}”" in result.err
    assert last(workspace).body == {"title": text}
    assert text in coopctl("show", "1.1").out
    assert len(journal(workspace)) == 1


def test_that_nobody_began_is_said_until_somebody_did(workspace: Path, coopctl: Runner) -> None:
    words = ("add-outcome", "2.1", "--title", "Lớp", "--evidence", "1/BC")
    assert "chưa ai ghi là `2.1` đã bắt đầu" in coopctl(*words, lang="vi").err
    coopctl("add-update", "2.1", "in_progress")
    assert "has begun" not in coopctl(*words).err
