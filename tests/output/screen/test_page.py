"""Lines that fit the reader's terminal, whatever people wrote."""

import io
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from coopctl.output.screen.page import Page, Part
from tests.helpers.searches import examples

quiet = settings(
    max_examples=examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture]
)
texts = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from("Hòa Bình 漢字 e\u0301 "),
    max_size=120,
)


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Page:
    monkeypatch.setenv("COLUMNS", "60")
    return Page()


@quiet
@given(texts, st.integers(0, 8), st.integers(0, 8))
def test_a_paragraph_never_is_wider(
    page: Page, capsys: pytest.CaptureFixture[str], text: str, indent: int, hang: int
) -> None:
    page.line(Part(text), Part("đuôi", "bold"), indent=indent, hang=hang)
    lines = capsys.readouterr().out.split("\n")[:-1]
    assert all(cell_len(line) <= 60 for line in lines)
    assert not [one for line in lines for one in line if ord(one) < 0x20 or 0x7F <= ord(one) < 0xA0]


@quiet
@given(texts, texts)
def test_columns_never_are_wider(
    page: Page, capsys: pytest.CaptureFixture[str], left: str, right: str
) -> None:
    page.columns([([Part(left)], 20), ([Part(right)], 36)], indent=2)
    assert all(cell_len(line) <= 60 for line in capsys.readouterr().out.split("\n"))


@quiet
@given(st.lists(texts, max_size=6))
def test_a_flow_never_is_wider(
    page: Page, capsys: pytest.CaptureFixture[str], groups: list[str]
) -> None:
    page.flow([[Part(text)] for text in groups], Part(" · "), indent=3)
    assert all(cell_len(line) <= 60 for line in capsys.readouterr().out.split("\n"))


def test_no_word_is_lost_in_wrapping(page: Page, capsys: pytest.CaptureFixture[str]) -> None:
    words = [f"từ{number}" for number in range(60)]
    page.line(Part(" ".join(words)), hang=4)
    out = capsys.readouterr().out
    assert out.split() == words
    assert all(line.startswith("    ") for line in out.splitlines()[1:])


def test_most_cuts_with_an_ellipsis(page: Page, capsys: pytest.CaptureFixture[str]) -> None:
    page.line(Part("chữ " * 100), most=2)
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    assert lines[1].endswith("…")
    page.line(Part("ngắn"), most=2)
    assert capsys.readouterr().out == "ngắn\n"


def test_line_breaks_that_people_wrote_are_kept(
    page: Page, capsys: pytest.CaptureFixture[str]
) -> None:
    page.line(Part("một\nhai\tba"), indent=2, hang=2)
    assert capsys.readouterr().out == "  một\n    hai ba\n"


def test_columns_of_unequal_height(page: Page, capsys: pytest.CaptureFixture[str]) -> None:
    page.columns([([Part("a")], 3), ([Part("một hai ba")], 8), ([Part("z")], 2)])
    assert capsys.readouterr().out == "a    một hai   z\n     ba\n"


def test_flow_breaks_between_groups(page: Page, capsys: pytest.CaptureFixture[str]) -> None:
    page.flow([[Part("x" * 28)], [Part("y" * 28)], [Part("z" * 28)]], Part(" · "))
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "x" * 28 + " · " + "y" * 28
    assert lines[1] == "z" * 28
    page.flow([], Part(" · "))
    assert capsys.readouterr().out == ""


def test_field_and_heading(page: Page, capsys: pytest.CaptureFixture[str]) -> None:
    page.heading("Đầu đề")
    page.field("Nơi", "[bold]Hòa Bình[/bold] :smile:")
    page.field("Số", "")
    assert capsys.readouterr().out == (
        "\nĐầu đề\n  Nơi: [bold]Hòa Bình[/bold] :smile:\n  Số: not stated\n"
    )


def test_a_reader_that_went_away_is_left_to_the_caller(monkeypatch: pytest.MonkeyPatch) -> None:
    class Gone(io.StringIO):
        def write(self, _text: str) -> int:
            raise BrokenPipeError

    monkeypatch.setattr(sys, "stdout", Gone())
    with pytest.raises(BrokenPipeError):
        Page().line(Part("x"))


@pytest.mark.parametrize(("columns", "width"), [("1000", 200), ("90", 90)])
def test_a_page_is_at_most_200_columns(
    monkeypatch: pytest.MonkeyPatch, columns: str, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert Page().width == width


@pytest.mark.parametrize("columns", ["1", "5", "10"])
def test_a_very_narrow_terminal_stops_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    page = Page()
    page.line(Part("một hai ba"), indent=4, hang=8)
    page.columns([([Part("a b c")], 20), ([Part("d e")], -30)])
    assert "hai" in capsys.readouterr().out
