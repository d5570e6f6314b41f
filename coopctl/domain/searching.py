"""Words to be searched by: folded, split, found again in the text that they stand in.

What is indexed and what is asked for go through the same `split`, so that marks, case, `đ`, NFC and
NFD, leading zeros (`05/9`) and the two ways to write a day make no difference. A document's number
or a day is a phrase of its parts: `48/KH-SKHCN` is found as it stands, and its parts alone too.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from coopctl.domain.dates import show_day
from coopctl.domain.messages import N_, UsageProblem, msg
from coopctl.domain.text import excerpt, fold

_WORD = re.compile("\\w[\\w\u0300-\u036f]*")
_ISO_DAY = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_QUOTES = {ord(quote): '"' for quote in "“”„«»"}
BREAK = " | "  # between two texts; the bar is no word
_LONGEST = 64  # letters of a word that count
_SHORT = 32  # letters of a text that comes back
# What the program wrote into a body, and days that the entry's own day stands for.
_UNSEEN = {
    "first", "placed_at", "came_after", "known_at", "as_of",
    "sha256", "plan", "path", "version", "entry", "through", "days_off", "days_worked",
}  # fmt: skip


class Word(NamedTuple):
    """A word of a text as it is compared, and where it stands in the text."""

    token: str
    start: int
    end: int


class Term(NamedTuple):
    """Words that stand in a row; `begun`: the last of them need only begin so."""

    tokens: tuple[str, ...]
    begun: bool


class Hit(NamedTuple):
    """A text that has something of what was asked for: which terms, how well, and where in it."""

    terms: frozenset[Term]
    score: float
    spans: tuple[tuple[int, int], ...]


def split(text: str) -> list[Word]:
    """Return the words of a text in its order; an ISO day gives day, month, year."""
    words: list[Word] = []
    end = 0
    for found in _ISO_DAY.finditer(text):
        words += _split_plain(text, end, found.start())
        year, month, day = found.groups()
        words += [Word(_token(part), *found.span()) for part in (day, month, year)]
        end = found.end()
    return words + list(_split_plain(text, end, len(text)))


def _split_plain(text: str, start: int, end: int) -> Iterator[Word]:
    for found in _WORD.finditer(_without_bars(text), start, end):
        yield Word(_token(found[0]), *found.span())


def _tokens(text: str) -> str:
    """Return the tokens of `split` as one line, in a third of the time: all that is recorded comes here."""
    if "-" in text:
        text = _ISO_DAY.sub(r" \3 \2 \1 ", text)
    return " ".join(map(_token, _WORD.findall(_without_bars(text))))


_tokens_of_code = lru_cache(maxsize=8192)(
    _tokens
)  # days, statuses, names: the same again and again


def _without_bars(text: str) -> str:
    """Part words at `_`, which is a letter to regular expressions."""
    return text.replace("_", " ")


@lru_cache(maxsize=8192)
def _token(word: str) -> str:
    folded = "".join(fold(word[:_LONGEST]).split())
    return folded.lstrip("0") or "0" if folded.isascii() and folded.isdecimal() else folded


def index_text(texts: Iterable[str]) -> str:
    """Return the words of several texts as one line, ` a b c `; no phrase runs from one into the next."""
    lines = (_tokens_of_code(text) if len(text) < _SHORT else _tokens(text) for text in texts)
    return f" {BREAK.join(lines)} "


def texts_of(happened_on: date, body: Mapping[str, object]) -> list[str]:
    """Return what people may look for in an entry: its day, and every text that somebody wrote."""
    return [show_day(happened_on), *_flatten(body)]


def _flatten(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, part in value.items():
            if name not in _UNSEEN:
                yield from _flatten(part)
    elif isinstance(value, list):
        for part in value:
            yield from _flatten(part)


def parse_query(text: str) -> tuple[Term, ...]:
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


def _words(text: str) -> Iterator[Term]:
    for piece in text.split():
        yield from _phrase(piece, begun=True)


def _phrase(text: str, *, begun: bool) -> Iterator[Term]:
    tokens = tuple(word.token for word in split(text))
    if tokens:
        # A letter alone begins half of all words, and a number that goes on is another number.
        goes_on = begun and len(tokens[-1]) > 1 and not tokens[-1].isdecimal()
        yield Term(tokens, goes_on)


def is_in(term: Term, indexed: str) -> bool:
    """Tell whether a line made by `index_text` has the term."""
    return f" {' '.join(term.tokens)}{'' if term.begun else ' '}" in indexed


def best_hit(
    terms: Sequence[Term], texts: Sequence[str], beside: Sequence[str] = ()
) -> tuple[int, Hit] | None:
    """Return the place of the text that fits best, and what it has; None unless all terms are there.

    A text `beside` the others is named, by a place after theirs, only where none of them has anything.
    """
    every = enumerate((*texts, *beside))
    hits = [(place, hit) for place, text in every if (hit := find_hit(terms, text))]
    if len({term for _place, hit in hits for term in hit.terms}) < len(terms):
        return None
    return max(hits, key=lambda found: (found[0] < len(texts), found[1].score, -found[0]))


def find_hit(terms: Sequence[Term], text: str) -> Hit | None:
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
    return Hit(frozenset(term for term, _at in found), score, tuple(_merged(text, sorted(spans))))


def _places(term: Term, tokens: Sequence[str]) -> Iterator[int]:
    count = len(term.tokens)
    *before, last = term.tokens
    for place in range(len(tokens) - count + 1):
        if tokens[place : place + count - 1] == before:
            token = tokens[place + count - 1]
            if token == last or (term.begun and token.startswith(last)):
                yield place


def _in_a_row(places: Sequence[Sequence[int]], terms: Sequence[Term]) -> int:
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
