"""Codes in the reader's words."""

from datetime import date

import pytest

from coopctl import language
from coopctl.domain.plan.plan import Party, PartyName, Text
from coopctl.output.words import words
from coopctl.output.words.words import Names


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_code_has_words(lang: str) -> None:
    language.choose(lang)
    for kind, labels in words.LABELS.items():
        shown = {code: words.label(kind, code) for code in labels}
        assert all(shown.values())
        assert len(set(shown.values())) == len(labels)
        assert not {text for code, text in shown.items() if text == code}


def test_labels_are_translated() -> None:
    for kind, labels in words.LABELS.items():
        for code, english in labels.items():
            language.choose("en")
            assert words.label(kind, code) == english
            language.choose("vi")
            assert words.label(kind, code) != english


def test_a_code_that_is_not_known_is_shown_as_it_is() -> None:
    assert words.label("status", "on_the_moon") == "on_the_moon"
    assert words.label("status", None) == ""


def test_days_and_moments() -> None:
    assert words.day(date(2024, 9, 9)) == "9/9/2024"
    assert words.day(None) == ""
    assert words.moment("2024-09-19T17:30:15.000000Z") == "20/9/2024 00:30"


def test_numbers_and_shares_as_each_language_writes_them() -> None:
    language.choose("en")
    assert (words.number("-1234567.5"), words.percent(2 / 3)) == ("-1,234,567.5", "66.7 %")
    language.choose("vi")
    assert (words.number("-1234567.5"), words.percent(2 / 3)) == ("-1.234.567,5", "66,7 %")
    assert words.number(10000) == "10.000"
    assert words.percent(None) == "–"
    assert words.percent(1.0) == "100,0 %"


def test_texts_in_the_readers_language_else_the_other() -> None:
    language.choose("en")
    assert words.read(Text("Nguồn gen", "Genes")) == "Genes"
    assert words.read(Text("Nguồn gen", None)) == "Nguồn gen"
    language.choose("vi")
    assert words.read(Text("Nguồn gen", "Genes")) == "Nguồn gen"
    assert words.read(None) == ""


def test_names_on_a_day() -> None:
    old = PartyName(
        Text("Sở cũ", None),
        Text("Cũ", None),
        None,
        date(2025, 6, 30),
        basis=None,
        confirmed=True,
        note=None,
    )
    new = PartyName(
        Text("Sở mới", None), None, date(2025, 7, 1), None, basis=None, confirmed=False, note=None
    )
    party = Party("hb", (old, new))
    before, after = Names([party], date(2025, 6, 30)), Names([party], date(2025, 7, 1))
    assert (before.short("hb"), before.full("hb")) == ("Cũ", "Sở cũ")
    assert (after.short("hb"), after.full("hb")) == ("Sở mới", "Sở mới")
    assert (before.short("xx"), before.full("xx")) == ("xx", "xx")
    assert (before.short(None), before.full(None)) == ("", "")
    assert before.shorts(["hb", "xx"]) == "Cũ, xx"
