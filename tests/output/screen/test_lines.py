"""Lines are measured as rich measures them, and cut without losing a letter."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from coopctl.domain.words.text import visible
from coopctl.output.screen.lines import _NARROW, Part, cells, cut, ellipsized, filled, text_of, wrap

texts = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("Hòa Bình 漢字 e\u0301 "),
    max_size=60,
)


def test_what_counts_as_narrow_takes_one_cell() -> None:
    narrow = [chr(code) for code in range(sys.maxunicode + 1) if code and _NARROW(chr(code))]
    assert "ệ" in narrow
    assert {cell_len(letter) for letter in narrow} == {1}


@given(texts)
def test_cells_are_those_of_a_terminal(text: str) -> None:
    assert cells(text) == cell_len(text)


@given(texts, st.integers(2, 40))
def test_what_is_cut_fits_and_is_the_beginning(text: str, width: int) -> None:
    kept = text_of(cut([Part(text)], width))
    assert text.startswith(kept)
    assert cell_len(kept) <= width
    assert cell_len(text_of(ellipsized([Part(text, "dim")], width))) <= width
    assert cell_len(text_of(filled([Part(kept)], width))) == width


@given(texts, st.integers(8, 40))
def test_wrapping_loses_nothing_but_spaces(text: str, width: int) -> None:
    lines = wrap([Part(text)], width)
    assert all(cell_len(text_of(line)) <= width for line in lines)
    assert "".join("".join(map(text_of, lines)).split()) == "".join(visible(text).split())


@pytest.mark.parametrize(
    ("hang", "last"), [(0, "chữ chữ chữ chữ chữ…"), (3, "   chữ chữ chữ chữ …")]
)
def test_the_last_line_that_is_shown_says_that_there_are_more(hang: int, last: str) -> None:
    lines = wrap([Part("chữ " * 20)], 20, hang, 2)
    assert [text_of(line) for line in lines[1:]] == [last]
