from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopctl.domain.words.text import clean, clean_line, excerpt, fold, nearest, sort_key, visible
from coopctl.messages import CoopError

BREAKS = ["\n", "\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"]
# Every kind of character, lone surrogates included, with those that matter more often.
TEXTS = st.text(
    st.characters(exclude_categories=())
    | st.sampled_from(
        [*"".join(BREAKS), " ", "\t", "\ufeff", "\u0301", "\u0323", "e", "đ", "Ặ", "1", "0"]
    )
)


def cleaned_or_none(text: str) -> str | None:
    try:
        return clean(text)
    except CoopError:
        return None


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("  Hòa Bình \n", "Hòa Bình"),
        (normalize("NFD", "Đề xuất đặt hàng"), "Đề xuất đặt hàng"),
        ("one  \ntwo\t\n\nthree", "one\ntwo\n\nthree"),
        ("tab\there", "tab\there"),
        ("\ufeffmark", "mark"),
        ("e\ufeff\u0301", "é"),
        ("a\r\ufeff\nb", "a\nb"),
        ("[red]x[/red] :smile: {x} =cmd()", "[red]x[/red] :smile: {x} =cmd()"),
        ("👩\u200d🔬 ❤\ufe0f \u200eab\u200f.", "👩\u200d🔬 ❤\ufe0f \u200eab\u200f."),
    ],
)
def test_clean_keeps_what_was_meant(typed: str, kept: str) -> None:
    assert clean(typed) == kept


@pytest.mark.parametrize("line_break", BREAKS)
def test_clean_knows_every_line_break(line_break: str) -> None:
    assert clean(f"a{line_break}b") == "a\nb"


@pytest.mark.parametrize(
    ("char", "code"),
    [
        ("\0", "U+0000"),
        ("\x07", "U+0007"),
        ("\x1b", "U+001B"),
        ("\x7f", "U+007F"),
        ("\x9b", "U+009B"),
        ("\u202a", "U+202A"),
        ("\u202e", "U+202E"),
        ("\u2066", "U+2066"),
        ("\u2069", "U+2069"),
        ("\ud800", "U+D800"),
        ("\udfff", "U+DFFF"),
        ("\ufdd0", "U+FDD0"),
        ("\uffff", "U+FFFF"),
        ("\U0010fffe", "U+10FFFE"),
    ],
)
def test_clean_refuses_what_is_no_text(char: str, code: str) -> None:
    with pytest.raises(CoopError) as refused:
        clean(f"đỏ {char}[31m")
    assert str(refused.value) == f"character 4 of the text is {code}, which is no part of a text"
    assert str(refused.value.hint) == "take it out, or type the text anew"


def test_clean_counts_places_as_typed_not_as_stored() -> None:
    with pytest.raises(CoopError, match="character 6 of"):
        clean("  e\u0301\r\x1b")


def test_clean_has_a_limit() -> None:
    assert clean("x" * 100_000 + " ") == "x" * 100_000
    with pytest.raises(CoopError) as refused:
        clean("x" * 1_000_000)
    assert str(refused.value) == "the text has 1000000 characters, more than 100000"
    assert "as evidence" in str(refused.value.hint)
    with pytest.raises(CoopError, match="has 4 characters, more than 3"):
        clean("abcd", limit=3)


@given(TEXTS)
def test_clean_changes_nothing_the_second_time_and_shows_as_it_is(text: str) -> None:
    cleaned = cleaned_or_none(text)
    if cleaned is not None:
        assert clean(cleaned) == cleaned
        assert visible(cleaned) is cleaned
        assert cleaned == normalize("NFC", cleaned)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("one", "one"),
        ("one  two", "one  two"),
        ("one \n\n\t two\n", "one two"),
        ("a\r\nb\tc\u2028d", "a b c d"),
        ("a\xa0b\nc", "a\xa0b c"),
    ],
)
def test_clean_line_makes_one_line(typed: str, kept: str) -> None:
    assert clean_line(typed) == kept


def test_clean_line_refuses_like_clean() -> None:
    with pytest.raises(CoopError, match=r"U\+001B"):
        clean_line("a\x1b")
    with pytest.raises(CoopError, match="more than 3"):
        clean_line("abcd", 3)


@given(TEXTS)
def test_clean_line_changes_nothing_the_second_time(text: str) -> None:
    if cleaned_or_none(text) is not None:
        line = clean_line(text)
        assert clean_line(line) == line
        assert not {"\n", "\t"} & set(line)


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("\x1b[31m\x07\0", "␛[31m␇␀"),
        ("a\r\nb\vc\fd", "a␍\nb␋c␌d"),
        ("\x7f\x9b\x85", "␡\\u009b\\u0085"),
        ("\u202eabc\u2066\u2028", "\\u202eabc\\u2066\\u2028"),
        ("\ud800\uffff\U0001ffff", "\\ud800\\uffff\\U0001ffff"),
    ],
)
def test_visible_shows_what_a_terminal_would_obey(hostile: str, shown: str) -> None:
    assert visible(hostile) == shown


def test_visible_returns_the_same_text_where_nothing_hides() -> None:
    for text in ("Hòa Bình", "two\nlines\tand\xa0more", "👩\u200d🔬"):
        assert visible(text) is text


@given(TEXTS)
def test_visible_leaves_nothing_that_cannot_be_written(text: str) -> None:
    shown = visible(text)
    assert visible(shown) is shown
    assert shown.encode().decode() == shown
    assert not any(char < " " and char not in "\n\t" for char in shown)


def test_excerpt_is_short_and_harmless() -> None:
    assert excerpt("a\n b\x1b") == "a b␛"
    assert excerpt("x" * 60) == "x" * 60
    assert excerpt("x" * 61) == "x" * 59 + "…"
    assert len(excerpt("\u202e" * 1_000_000)) == 60


@pytest.mark.parametrize("spelling", ["Hòa", "Hoà", "HOA", "hoa", "HÒA", " hoa\n", "ho\u0300a"])
def test_fold_makes_spellings_equal(spelling: str) -> None:
    assert fold(spelling) == "hoa"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đào tạo  đặc hữu", "dao tao dac huu"),
        ("QUÝ IV/2025", "quy iv/2025"),
        ("Ữ ộ ặ", "u o a"),
        ("Straße İ", "strasse i"),
        ("  a \t\n b ", "a b"),
        ("Sở\xa0KH&CN", "so kh&cn"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(TEXTS)
def test_fold_is_settled_and_knows_no_composition(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(normalize("NFD", text)) == fold(normalize("NFC", text))


def test_nearest_puts_what_the_word_begins_first() -> None:
    ids = ("1.10", "1.1", "2.1", "11", "1.1.5")
    assert nearest("1.1", ids) == ("1.1", "1.10", "1.1.5")
    assert nearest("1.1", ids, 1) == ("1.1",)


def test_nearest_finds_slips_with_or_without_marks() -> None:
    assert nearest("hao-binh", ("hung-yen", "hoa-binh")) == ("hoa-binh",)
    assert nearest("DAO TAI", ("Đào tạo", "Trao đổi")) == ("Đào tạo",)


def test_nearest_names_both_of_two_spellings_once() -> None:
    assert nearest("hoa", ("Hòa", "Hoà", "Hòa")) == ("Hòa", "Hoà")


def test_nearest_may_find_nothing() -> None:
    assert nearest("xyz", ("hung-yen", "hoa-binh")) == ()
    assert nearest(" ", ("a",)) == ()
    assert nearest("a", (), 0) == ()


def shuffled_sorts_to(ordered: list[str]) -> bool:
    backwards = ordered[::-1]
    return sorted(backwards, key=sort_key) == ordered


@pytest.mark.parametrize(
    "ordered",
    [
        ["An", "Ánh", "Ăn", "Ân", "Bình", "Dũng", "Đông", "Em", "Oanh"],
        ["ma", "mà", "mả", "mã", "má", "mạ", "mă", "mằ", "mặ", "mâ", "mậ"],
        ["e", "ê", "o", "ô", "ơ", "p", "u", "ư", "v"],
        ["an", "An", "AN", "àn"],
        # The letters of the whole word come before the tones.
        ["bà", "ba chi", "bạ chi", "bai", "bài"],
        ["An Bình", "Anh"],
        ["1", "1.2", "1.10", "2", "10", "a"],
        ["item 9", "item 10", "item 10a", "item 100"],
        ["(a)", "1", "a", "z", "ω", "я"],
        ["un", "ün", "uo"],
        ["1", "01", "2"],
    ],
)
def test_sort_key_is_the_order_of_the_dictionary(ordered: list[str]) -> None:
    assert shuffled_sorts_to(ordered)


def test_sort_key_takes_numbers_of_any_length() -> None:
    assert shuffled_sorts_to(["9" * 5_000, "1" + "0" * 5_000])


@given(TEXTS, TEXTS)
def test_sort_key_tells_all_texts_apart(one: str, other: str) -> None:
    same = normalize("NFC", one) == normalize("NFC", other)
    assert (sort_key(one) == sort_key(other)) == same
    assert (sort_key(one) < sort_key(other)) != (sort_key(other) < sort_key(one)) or same


@given(st.lists(TEXTS))
def test_sort_key_gives_one_order_whatever_came_first(texts: list[str]) -> None:
    composed = [normalize("NFC", text) for text in texts]
    decomposed = [normalize("NFD", text) for text in reversed(texts)]
    again = [normalize("NFC", text) for text in sorted(decomposed, key=sort_key)]
    assert sorted(composed, key=sort_key) == again
