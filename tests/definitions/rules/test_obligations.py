"""What the sides owe one another in a plan: who owes takes part, and somebody can confirm."""

import pytest

from tests.definitions.plans import find_problems, load_item, with_item

SIDES = ("title: x", "lead: hung-yen", "due: 31/12/2025", "deliverable: y")


@pytest.mark.parametrize(
    "lines",
    [
        ("cooperating: [hoa-binh]", "owes: {hung-yen: a, hoa-binh: b}"),
        ("owes: {hung-yen: a}",),
        ("cooperating: hoa-binh", "confirm: required"),
        ("confirm: optional",),
        ("confirm: ",),
    ],
)
def test_what_fits_together_is_not_spoken_of(lines: tuple[str, ...]) -> None:
    assert find_problems(with_item(*SIDES, *lines)) == []


def test_a_party_that_owes_without_a_part() -> None:
    (problem,) = find_problems(with_item(*SIDES, "owes: {hung-yen: a, hoa-binh: b}"))
    assert (problem.code, problem.severity) == ("owes-without-part", "warning")
    assert str(problem.message) == "`hoa-binh` owes something, but neither leads nor cooperates"
    assert problem.column == 29


def test_an_item_that_names_no_side_says_nothing_of_parts() -> None:
    found = find_problems(with_item("title: x", "owes: {hoa-binh: b}"))
    assert [problem.code for problem in found] == ["not-verifiable"]


def test_where_nobody_else_could_confirm() -> None:
    text = with_item(*SIDES, "confirm: required")
    alone = "\n".join(line for line in text.splitlines() if not line.startswith("  hoa-binh"))
    (problem,) = find_problems(alone + "\n")
    assert (problem.code, problem.severity) == ("nobody-confirms", "warning")


@pytest.mark.parametrize("word", ["yes", "true", "Required", "requird", "có"])
def test_only_the_two_words_go_there(word: str) -> None:
    (problem,) = find_problems(with_item(*SIDES, f"confirm: {word}"))
    assert (problem.code, problem.severity) == ("choice", "error")
    assert str(problem.hint) == "one of: required, optional"


@pytest.mark.parametrize("word", ["required", "optional"])
def test_the_word_is_kept(word: str) -> None:
    assert load_item(f"confirm: {word}").confirm == word
