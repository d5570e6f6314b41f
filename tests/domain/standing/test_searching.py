"""Words that are looked for: split the same on both sides, found again where they stand."""

from datetime import date
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopctl.domain.standing.searching import SearchTerm, best_hit, find_hit, is_in, parse_query
from coopctl.domain.words.tokens import index_text, split, texts_of
from coopctl.messages import UsageProblem


def marked(query: str, text: str) -> list[str] | None:
    """Return the parts of a text that a query marks; None where the text has not all of it."""
    found = best_hit(parse_query(query), [text])
    return None if found is None else [text[start:end] for start, end in found[1].spans]


@pytest.mark.parametrize(
    ("query", "text", "parts"),
    [
        ("nguon gen", "Danh mục nguồn gen cây trồng", ["nguồn gen"]),
        ("NGUỒN GEN", normalize("NFD", "Danh mục nguồn gen"), [normalize("NFD", "nguồn gen")]),
        ("dao tao", "Đào tạo cán bộ", ["Đào tạo"]),
        ("đào", "dao tao", ["dao"]),
        ("ngh", "nghiên cứu, nghiệm thu", ["nghiên", "nghiệm"]),
        ('"nghiên cứ"', "nghiên cứu", None),
        ('"nguồn gen cây"', "nguồn gen, cây", ["nguồn gen, cây"]),
        ('"gen nguồn"', "nguồn gen", None),
        ("gen nguồn", "nguồn quỹ gen", ["nguồn", "gen"]),
        ("48/KH-SKHCN", "Kế hoạch số 48/KH-SKHCN ngày 17/9", ["48/KH-SKHCN"]),
        ("48/kh", "số 48/KH-SKHCN", ["48/KH"]),
        ("8/kh", "số 48/KH-SKHCN", None),
        ("4", "số 48", None),
        ("n", "nguồn N", ["N"]),
        ("19/9/2024", "ngày 19/09/2024", ["19/09/2024"]),
        ("19/9/2024", "ngày 2024-09-19", ["2024-09-19"]),
        ("2024-09-19", "ngày 19/9/2024", ["19/9/2024"]),
        ("05/BB", "số 5/BB", ["5/BB"]),
        ("NEAR(a b)", "b, near a", ["b", "near a"]),
        ("x*", "x", ["x"]),
        ("-x", "a x", ["x"]),
        ('a "b', "b a", ["b a"]),
        ("a OR b", "a b", None),
        ("col:val", "col val", ["col val"]),
    ],
)
def test_what_is_found(query: str, text: str, parts: list[str] | None) -> None:
    assert marked(query, text) == parts
    assert all(is_in(term, index_text([text])) for term in parse_query(query)) == (
        parts is not None
    )


@pytest.mark.parametrize("text", ["", " ", "*", "()", '"', '""', "«»", "-", "./…", "_"])
def test_only_punctuation_is_refused(text: str) -> None:
    with pytest.raises(UsageProblem):
        parse_query(text)


def test_a_term_that_is_said_twice_counts_once() -> None:
    assert parse_query("gen gen “gen”") == (SearchTerm(("gen",), True), SearchTerm(("gen",), False))


def test_no_phrase_runs_from_one_text_into_the_next() -> None:
    (term,) = parse_query('"a b"')
    assert not is_in(term, index_text(["x a", "b y"]))
    assert best_hit([term], ["x a", "b y"]) is None


def test_all_terms_must_be_there_but_in_any_of_the_texts() -> None:
    found = best_hit(parse_query("gen 19/9/2024"), ["nguồn gen"], ["19/9/2024"])
    assert found is not None
    assert found[0] == 0
    assert best_hit(parse_query("gen 20/9/2024"), ["nguồn gen"], ["19/9/2024"]) is None


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("gen", "gene"), ("nguồn gen", "nguồn của gen"), ("nguồn gen", "gen nguồn"),
        ("nguồn gen", "nguồn gen và rất nhiều điều khác nữa"), ("nguồn gen", "gen"),
    ],
)  # fmt: skip
def test_what_fits_better(better: str, worse: str) -> None:
    scores = [find_hit(parse_query("nguồn gen"), text) for text in (better, worse)]
    assert scores[0] is not None
    assert scores[1] is not None
    assert scores[0].score > scores[1].score


def test_what_is_looked_for_in_an_entry() -> None:
    body = {
        "title": "Họp", "actions": [{"text": "gửi", "lead": "a", "due": "2025-01-02"}],
        "correction": {"reason": "sai", "first": "x-1"}, "progress": 40,
    }  # fmt: skip
    assert texts_of(date(2024, 9, 19), body) == [
        "19/9/2024",
        "Họp",
        "gửi",
        "a",
        "2025-01-02",
        "sai",
    ]


@given(st.text(max_size=40))
def test_every_word_of_a_text_finds_it(text: str) -> None:
    indexed = index_text([text])
    for word in split(text):
        term = SearchTerm((word.token,), begun=False)
        assert is_in(term, indexed)
        hit = find_hit([term], text)
        assert hit is not None
        assert any(start <= word.start and word.end <= end for start, end in hit.spans)


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_query_is_plain_text(query: str, text: str) -> None:
    try:
        terms = parse_query(query)
    except UsageProblem:
        return
    assert all(token.isprintable() and " " not in token for term in terms for token in term.tokens)
    best_hit(terms, [text])


@given(st.lists(st.text() | st.text("a_-0129ạđ\u0300 .2024-01-02/") | st.dates().map(str)))
def test_what_is_indexed_are_the_words_that_a_text_is_split_into(texts: list[str]) -> None:
    words = [" ".join(word.token for word in split(text)) for text in texts]
    assert index_text(texts) == f" {' | '.join(words)} "
