"""Words of texts as they are compared: folded, split, with their places in the text.

What is indexed and what is asked for go through the same `split`, so that marks, case, `đ`, NFC and
NFD, leading zeros (`05/9`) and the two ways to write a day make no difference. A document's number
or a day is a phrase of its parts: `48/KH-SKHCN` is found as it stands, and its parts alone too.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from coopctl.domain.words.dates import show_day
from coopctl.domain.words.text import fold

_WORD = "\\w[\\w\u0300-\u036f]*"
_ISO_DAY = r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)"
BREAK = " | "  # between two texts; the bar is no word
_LONGEST = 64  # letters of a word that count
_SHORT = 32  # letters of a text that comes back
# What the program wrote into a body, and days that the entry's own day stands for.
_UNSEEN = {
    "first", "placed_at", "came_after", "command", "known_at", "as_of",
    "answer", "source", "sha256", "plan", "path", "version", "entry", "heads", "days_off", "days_worked",
}  # fmt: skip


class Word(NamedTuple):
    """A word of a text as it is compared, and where it stands in the text."""

    token: str
    start: int
    end: int


def split(text: str) -> list[Word]:
    """Return the words of a text in its order; an ISO day gives day, month, year."""
    words: list[Word] = []
    end = 0
    for found in re.finditer(_ISO_DAY, text):
        words += _split_plain(text, end, found.start())
        year, month, day = found.groups()
        words += [Word(_token(part), *found.span()) for part in (day, month, year)]
        end = found.end()
    return words + list(_split_plain(text, end, len(text)))


def _split_plain(text: str, start: int, end: int) -> Iterator[Word]:
    for found in re.compile(_WORD).finditer(_without_bars(text), start, end):
        yield Word(_token(found[0]), *found.span())


def _tokens(text: str) -> str:
    """Return the tokens of `split` as one line, in a third of the time: all that is recorded comes here."""
    if "-" in text:
        text = re.sub(_ISO_DAY, r" \3 \2 \1 ", text)
    return " ".join(map(_token, re.findall(_WORD, _without_bars(text))))


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
