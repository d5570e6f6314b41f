"""How a problem looks."""

import pytest

from coopctl.definitions.yaml.problems import BrokenPlan, Finding, errors_of, format_problem
from coopctl.definitions.yaml.source import make_source
from coopctl.messages import N_, Message, msg


def shown(source: str, column: int, hint: Message | None = None) -> list[str]:
    finding = Finding(1, column, "code", msg(N_("it is wrong")), hint)
    return format_problem(make_source("plans/x.yaml", source).locate(finding), str).split("\n")


def test_place_sentence_line_caret_and_remedy() -> None:
    assert shown("a: b", 4, msg(N_("do this"))) == [
        "plans/x.yaml:1:4: error: it is wrong",
        "    a: b",
        "       ^",
        "hint: do this",
    ]


@pytest.mark.parametrize(
    ("source", "column", "line", "gap"),
    [
        ("\ta: b", 5, "\ta: b", "\t   "),
        ("漢字: b", 5, "漢字: b", "      "),
        ("ti\u0065\u0302\u0301ng: b", 9, "ti\u0065\u0302\u0301ng: b", "      "),
        ("a\x1b[31m: b", 9, "a␛[31m: b", "        "),
        ("a\u202e: b", 5, "a\\u202e: b", "         "),
        ("a: b", 5, "a: b", "    "),
        ("a: b", 99, "a: b", "    "),
        ("a: b   ", 6, "a: b", "     "),
    ],
    ids=["tab", "wide", "combining", "escape", "bidi", "end", "beyond", "trailing"],
)
def test_the_caret_stands_under_the_column(source: str, column: int, line: str, gap: str) -> None:
    assert shown(source, column)[1:] == [f"    {line}", f"    {gap}^"]


@pytest.mark.parametrize("column", [1, 2, 60, 61, 150, 299, 300])
def test_a_long_line_is_cut_around_the_column(column: int) -> None:
    source = "".join(f"{number:03} " for number in range(75))
    _, line, caret = shown(source, column)
    assert len(line) <= 4 + 120
    before = line[4 : caret.index("^")].lstrip("…")
    assert before == source[column - 1 - len(before) : column - 1]
    assert line[caret.index("^") :].rstrip("… ") in source[column - 1 :]


@pytest.mark.parametrize("width", [3, 7, 30, 80, 500])
def test_the_source_line_keeps_to_the_width_with_its_caret(width: int) -> None:
    source = "".join(f"{number:03} " for number in range(75))
    problem = make_source("x", source).locate(Finding(1, 150, "code", msg(N_("wrong")), None))
    _, line, caret = format_problem(problem, str, width).split("\n")
    assert len(line) <= min(max(width, 7), 124)
    assert line[caret.index("^")] == source[149]


def test_a_line_without_end_is_not_shown() -> None:
    assert shown("x" * 20_000, 5) == ["plans/x.yaml:1:5: error: it is wrong"]


def test_a_path_cannot_command_the_terminal() -> None:
    problem = make_source("a\x1b[2J", "b").locate(Finding(1, 1, "code", msg(N_("wrong")), None))
    assert format_problem(problem, str).startswith("a␛[2J:1:1: error: wrong")


def test_a_warning_says_so_and_words_are_translated() -> None:
    finding = Finding(1, 1, "code", msg(N_("wrong")), msg(N_("do")), "warning")
    problem = make_source("x", "").locate(finding)
    assert format_problem(problem, lambda message: str(message).upper()) == (
        "x:1:1: WARNING: WRONG\nHINT: DO"
    )


def test_a_broken_plan_names_its_first_error() -> None:
    source = make_source("x", "a\nb\n")
    one = source.locate(Finding(1, 1, "code", msg(N_("wrong")), None))
    other = source.locate(Finding(2, 1, "code", msg(N_("bad")), None, "warning"))
    assert errors_of([one, other]) == [one]
    assert str(BrokenPlan([one])) == "x:1:1: wrong"
    assert str(BrokenPlan([one, other])) == "x:1:1: wrong (and 1 more)"
