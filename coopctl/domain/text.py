"""Vietnamese text: cleaned at the door, folded for matching, ordered as the dictionary orders it."""

import re
import unicodedata
from collections.abc import Sequence

from coopctl.domain.messages import CoopError, N_, msg

LIMIT = 100_000

# Line ends of all kinds become `\n`; what would command a terminal or reorder a line is refused.
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_HARMFUL = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
)
_REFUSED = re.compile(f"[{_HARMFUL}]")
_SHOWN = re.compile(f"[{_HARMFUL}\x0b\x0c\r\x85\u2028\u2029]")
_SPACES = re.compile(r"\s+")


def clean(text: str, limit: int = LIMIT) -> str:
    """Return text as it is kept: NFC, `\\n` line ends, no spaces at the ends of lines.

    Raises: CoopError for a control character, a bidi override or a lone surrogate, naming it and
    its place, and for more than `limit` characters.
    """
    text = _LINE_ENDS.sub("\n", text).replace("\ufeff", "")
    found = _REFUSED.search(text)
    if found is not None:
        raise CoopError(
            msg(
                N_("there is a character that cannot be shown, {code}, at place {place}"),
                code=f"U+{ord(found.group()):04X}", place=found.start() + 1,
            ),
            msg(N_("take it out; it may have come along when the text was copied")),
        )  # fmt: skip
    if len(text) > limit:
        raise CoopError(
            msg(N_("the text has {count} characters; {limit} may be kept"), count=len(text), limit=limit),
            msg(N_("keep the long text in a file of its own and name it as evidence")),
        )
    text = unicodedata.normalize("NFC", text)
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


def clean_line(text: str) -> str:
    """Return text cleaned and on one line. Raises: as `clean`."""
    return _SPACES.sub(" ", clean(text))


def visible(text: str) -> str:
    """Return text safe to print: what could command a terminal stands as a picture or an escape."""
    if _SHOWN.search(text) is None:
        return text
    return _SHOWN.sub(_picture, text)


def _picture(found: re.Match[str]) -> str:
    code = ord(found.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else f"\\u{code:04x}"


def fold(text: str) -> str:
    """Return text for matching: no marks, no case, đ as d, white space as one space."""
    bare = unicodedata.normalize("NFD", text).replace("đ", "d").replace("Đ", "D")
    letters = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return _SPACES.sub(" ", letters.casefold()).strip()


# Each letter's place in the alphabet: a ă â b c d đ e ê … (CLDR `vi`).
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_PLACE = {letter: index for index, letter in enumerate(_ALPHABET)}
# The tones' order: level, huyền, hỏi, ngã, sắc, nặng (CLDR `vi`).
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_NUMBERS = re.compile(r"\d+")

SortKey = tuple[tuple[tuple[int, int, str], ...], tuple[int, ...], str]


def sort_key(text: str) -> SortKey:
    """Return a key for Vietnamese order: letters first, then tones, then case; numbers by value.

    Source: Unicode CLDR collation for `vi`; `1.2` stands before `1.10`.
    """
    letters: list[tuple[int, int, str]] = []
    tones: list[int] = []
    whole = unicodedata.normalize("NFC", text)
    position = 0
    for number in (*_NUMBERS.finditer(whole), None):
        end = number.start() if number else len(whole)
        for letter in whole[position:end]:
            base, tone = _split_tone(letter)
            letters.append(_letter_key(base))
            tones.append(tone)
        if number:
            letters.append((1, int(number.group()), ""))
            tones.append(0)
            position = number.end()
    return tuple(letters), tuple(tones), whole.swapcase()


def _split_tone(letter: str) -> tuple[str, int]:
    parts = unicodedata.normalize("NFD", letter.lower())
    tone = next((_TONES[part] for part in parts if part in _TONES), 0)
    base = "".join(part for part in parts if part not in _TONES)
    return unicodedata.normalize("NFC", base), tone


def _letter_key(base: str) -> tuple[int, int, str]:
    if base in _PLACE:
        return 2, _PLACE[base], ""
    return (0, 0, base) if not base.isalpha() else (3, 0, base)


def nearest(word: str, candidates: Sequence[str], count: int = 3) -> tuple[str, ...]:
    """Return the candidates closest to `word`: those that begin with it, then the most alike."""
    from difflib import get_close_matches

    folded = {candidate: fold(candidate) for candidate in candidates}
    wanted = fold(word)
    begun = [one for one, text in folded.items() if wanted and text.startswith(wanted)]
    alike = get_close_matches(wanted, list(folded.values()), n=count, cutoff=0.5)
    close = [one for text in alike for one, other in folded.items() if other == text]
    return tuple(dict.fromkeys((*begun, *close)))[:count]
