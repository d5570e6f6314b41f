"""Looking for words: what was asked for, and how well a text answers it.

What is indexed and what is asked for are split by the same `split`.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from coopctl.domain.words.text import excerpt
from coopctl.domain.words.tokens import split
from coopctl.messages import N_, UsageProblem, msg

_QUOTES = {ord(quote): '"' for quote in "“”„«»"}


class SearchTerm(NamedTuple):
    """Words that stand in a row; `begun`: the last of them need only begin so."""

    tokens: tuple[str, ...]
    begun: bool


class TextMatch(NamedTuple):
    """A text that has something of what was asked for: which terms, how well, and where in it."""

    terms: frozenset[SearchTerm]
    score: float
    spans: tuple[tuple[int, int], ...]


class SearchHit(NamedTuple):
    """One hit: a plan, an item or an entry, and the text in which the words stand.

    `kind` is plan, item, or an entry's kind. `field` and `label` name the text where it is an
    entry's field. `spans` are where in `text` the words stand (from, to). `score`: the more the better.
    """

    kind: str
    plan: str
    id: str
    item: str | None
    happened_on: date | None
    field: str | None
    label: str | None
    text: str
    spans: tuple[tuple[int, int], ...]
    score: float


def parse_query(text: str) -> tuple[SearchTerm, ...]:
    """Read what was asked for: words, each of which may go on; phrases in quotes, as they stand.

    A quotation mark that is not closed is plain text, as is everything else that is no word.
    Raises: UsageProblem where there is no word at all.
    """
    pieces = text.translate(_QUOTES).split('"')
    if len(pieces) % 2 == 0:  # the last mark has no partner
        pieces[-2:] = [" ".join(pieces[-2:])]
    terms = [
        term
        for place, piece in enumerate(pieces)
        for term in (_phrase(piece, begun=False) if place % 2 else _words(piece))
    ]
    if not terms:
        raise UsageProblem(
            msg(N_("there is no word to look for in `{text}`"), text=excerpt(text)),
            msg(N_("write words, a phrase in quotes, a number such as `48/KH-SKHCN`, or a day")),
        )
    return tuple(dict.fromkeys(terms))


def _words(text: str) -> Iterator[SearchTerm]:
    for piece in text.split():
        yield from _phrase(piece, begun=True)


def _phrase(text: str, *, begun: bool) -> Iterator[SearchTerm]:
    tokens = tuple(word.token for word in split(text))
    if tokens:
        # A letter alone begins half of all words, and a number that goes on is another number.
        goes_on = begun and len(tokens[-1]) > 1 and not tokens[-1].isdecimal()
        yield SearchTerm(tokens, goes_on)


def is_in(term: SearchTerm, indexed: str) -> bool:
    """Tell whether a line made by `index_text` has the term."""
    return f" {' '.join(term.tokens)}{'' if term.begun else ' '}" in indexed


def best_hit(
    terms: Sequence[SearchTerm], texts: Sequence[str], beside: Sequence[str] = ()
) -> tuple[int, TextMatch] | None:
    """Return the place of the text that fits best, and what it has; None unless all terms are there.

    A text `beside` the others is named, by a place after theirs, only where none of them has anything.
    """
    every = enumerate((*texts, *beside))
    hits = [(place, hit) for place, text in every if (hit := find_hit(terms, text))]
    if len({term for _place, hit in hits for term in hit.terms}) < len(terms):
        return None
    return max(hits, key=lambda found: (found[0] < len(texts), found[1].score, -found[0]))


def find_hit(terms: Sequence[SearchTerm], text: str) -> TextMatch | None:
    """Return what a text has of the terms, None for nothing.

    A whole word counts more than a beginning, a short text more than a long one, and words that
    stand in the order in which they were asked for more than scattered ones.
    """
    words = split(text)
    tokens = [word.token for word in words]
    places = [list(_places(term, tokens)) for term in terms]
    found = [(term, at) for term, at in zip(terms, places, strict=True) if at]
    if not found:
        return None
    whole = sum(
        any(tokens[place + len(term.tokens) - 1] == term.tokens[-1] for place in at)
        for term, at in found
    )
    score = len(found) + whole / 2 + _in_a_row(places, terms) + 4 / (4 + len(tokens))
    spans = {
        (words[place].start, words[place + len(term.tokens) - 1].end)
        for term, at in found
        for place in at
    }
    return TextMatch(
        frozenset(term for term, _at in found), score, tuple(_merged(text, sorted(spans)))
    )


def _places(term: SearchTerm, tokens: Sequence[str]) -> Iterator[int]:
    count = len(term.tokens)
    *before, last = term.tokens
    for place in range(len(tokens) - count + 1):
        if tokens[place : place + count - 1] == before:
            token = tokens[place + count - 1]
            if token == last or (term.begun and token.startswith(last)):
                yield place


def _in_a_row(places: Sequence[Sequence[int]], terms: Sequence[SearchTerm]) -> int:
    """Count how many terms stand right behind the one that was asked for before them."""
    return sum(
        any(place + len(term.tokens) in after for place in before)
        for before, after, term in zip(places, places[1:], terms, strict=False)
    )


def _merged(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Join spans that overlap, or have only a space between them."""
    start, end = spans[0]
    for first, last in spans[1:]:
        if first <= end or text[end:first].isspace():
            end = max(end, last)
            continue
        yield start, end
        start, end = first, last
    yield start, end
