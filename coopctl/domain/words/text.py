"""Words that people write: cleaned at the door, made visible on the way out, compared, sorted.

`visible(clean(text))` is `clean(text)`: what `clean` lets in needs no escaping later.
"""

import re
from collections.abc import Iterable
from unicodedata import combining, normalize

from coopctl.messages import N_, CoopError, msg

LIMIT = 100_000
# What a spreadsheet takes for the start of a formula (the wide forms too), unless it is a number.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")

# What steers a terminal, turns the reading direction or is no character at all. Line breaks are
# told apart, because they may be typed but never reach a terminal as they are.
_BREAKS = "\r\v\f\x85\u2028\u2029"
_BIDI = "\u202a-\u202e\u2066-\u2069"
_NO_CHARACTERS = "\ud800-\udfff\ufdd0-\ufdef" + "".join(
    chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF)
)
_REFUSED = f"[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f{_BIDI}{_NO_CHARACTERS}]"
_HIDDEN = f"[{_BREAKS}]|{_REFUSED}"
_ANY_BREAK = f"\r\n|[{_BREAKS}]"


def clean(text: str, limit: int = LIMIT) -> str:
    r"""Return `text` as NFC with `\n` for line breaks, without outer blank and trailing spaces.

    Raises: CoopError for a character that is never part of a text, naming it and its place (from
    1), and for more than `limit` characters.
    """
    if not text.isprintable():
        _refuse_controls(text)
        text = re.sub(_ANY_BREAK, "\n", text.replace("\ufeff", ""))
    lines = normalize("NFC", text).split("\n")
    cleaned = "\n".join(line.rstrip() for line in lines).strip()
    if len(cleaned) > limit:
        raise CoopError(
            msg(
                N_("the text has {count} characters, more than {limit}"),
                count=len(cleaned),
                limit=limit,
            ),
            msg(N_("keep a summary here, and name the file with the whole text as evidence")),
        )
    return cleaned


def _refuse_controls(text: str) -> None:
    found = re.search(_REFUSED, text)
    if found is None:
        return
    raise CoopError(
        msg(
            N_("character {place} of the text is {code}, which is no part of a text"),
            place=found.start() + 1,
            code=f"U+{ord(found[0]):04X}",
        ),
        msg(N_("take it out, or type the text anew")),
    )


def clean_line(text: str, limit: int = LIMIT) -> str:
    """Return `text` cleaned and on one line: line breaks and tabs become a single space.

    Raises: CoopError as `clean`.
    """
    cleaned = clean(text, limit)
    if cleaned.isprintable():
        return cleaned
    parts = (part.strip() for part in re.split("[\n\t]", cleaned))
    return " ".join(part for part in parts if part)


def visible(text: str) -> str:
    r"""Return `text` with what a terminal would obey made visible: `␛`, or `\u202e`.

    Line feed and tab stay. The same object comes back where there is nothing to change.
    """
    # `isprintable` is several times as fast as the search, and true of almost every text.
    if text.isprintable() or not re.search(_HIDDEN, text):
        return text
    return re.sub(_HIDDEN, _picture, text)


def _picture(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < ord(" "):
        return chr(0x2400 + code)
    if code == 0x7F:  # noqa: PLR2004  (DEL, the one control character after the letters)
        return "␡"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004  (end of BMP)


def excerpt(text: str, length: int = 60) -> str:
    """Return the beginning of `text` on one line and made visible, to be named in a message."""
    line = " ".join(visible(text[: 4 * length]).split())
    return line if len(line) <= length else f"{line[: length - 1]}…"


def fold(text: str) -> str:
    """Return what `text` is compared by: no marks, no case, `d` for `đ`, single spaces."""
    if not text.isascii():
        # Twice, because folding the case can leave letters that come apart again.
        text = _without_marks(_without_marks(text).casefold()).replace("đ", "d")
    return " ".join(text.casefold().split())


def _without_marks(text: str) -> str:
    return "".join(char for char in normalize("NFD", text) if not combining(char))


def nearest(word: str, candidates: Iterable[str], count: int = 3) -> tuple[str, ...]:
    """Return up to `count` of the candidates that look like `word`: those it begins, then others.

    Returns: candidates as they are given, nearest first; empty where none is near.
    """
    from difflib import get_close_matches

    typed = fold(word)
    if not typed or count < 1:
        return ()
    spellings: dict[str, list[str]] = {}
    for candidate in candidates:
        spellings.setdefault(fold(candidate), []).append(candidate)
    begun = sorted((folded for folded in spellings if folded.startswith(typed)), key=len)
    close = get_close_matches(typed, spellings, count) if len(begun) < count else []
    ordered = dict.fromkeys((*begun, *close))
    return tuple(fromkey for folded in ordered for fromkey in dict.fromkeys(spellings[folded]))[
        :count
    ]


# Letters and tones in the order of the Vietnamese dictionary.
# Source: Unicode CLDR, collation `vi` (a < ă < â, d < đ, e < ê, o < ô < ơ, u < ư; huyền, hỏi,
# ngã, sắc, nặng after no tone).
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = "\u0300\u0309\u0303\u0301\u0323"

# Weights: a space comes before punctuation, then numbers, the Vietnamese alphabet, other letters.
_SPACE, _PUNCTUATION, _NUMBER, _OTHER_LETTER = "\x01", "\x02", "\x03", "\x7f"
_LETTER_WEIGHTS = {letter: chr(0x10 + rank) for rank, letter in enumerate(_ALPHABET)}
_TONE_WEIGHTS = {tone: chr(0x21 + rank) for rank, tone in enumerate(_TONES)}


def sort_key(text: str) -> tuple[str, str, str, str]:
    """Return a key that sorts texts in Vietnamese order, numbers in them by value (1.2 < 1.10).

    Letters are compared first, then tones and other marks, then case (small first). Equal keys
    are equal texts, however they are composed (NFC or NFD).
    """
    composed = normalize("NFC", text)
    parts = re.split("([0-9]+)", composed)
    letters = "".join(
        _number_weight(part) if index % 2 else part.translate(_LETTERS)
        for index, part in enumerate(parts)
    )
    return letters, composed.translate(_MARKS), composed.swapcase(), composed


def _number_weight(digits: str) -> str:
    value = digits.lstrip("0")
    return f"{_NUMBER}{chr(min(len(value), 0x10FFFF))}{value}"


def _weigh(char: str) -> tuple[str, str]:
    """Return the weights of one character: as a letter, and by its marks."""
    parts = normalize("NFD", char.casefold())
    letter = normalize("NFC", "".join(part for part in parts if part not in _TONES))
    if letter in _LETTER_WEIGHTS:
        marks = "".join(_TONE_WEIGHTS.get(part, "") for part in parts)
        return _LETTER_WEIGHTS[letter], f" {marks}"
    bases = "".join(_weigh_base(part) for part in parts if not combining(part))
    marks = "".join(_TONE_WEIGHTS.get(part, part) for part in parts if combining(part))
    return bases, f" {marks}" if bases else marks


def _weigh_base(char: str) -> str:
    if char in _LETTER_WEIGHTS:
        return _LETTER_WEIGHTS[char]
    if char.isspace():
        return _SPACE
    return f"{_OTHER_LETTER if char.isalpha() else _PUNCTUATION}{char}"


class _Weights(dict[int, str]):
    """A table for `str.translate` that fills itself: level 0 weighs letters, level 1 marks."""

    def __init__(self, level: int) -> None:
        super().__init__()
        self._level = level

    def __missing__(self, code: int) -> str:
        weight = self[code] = _weigh(chr(code))[self._level]
        return weight


_LETTERS, _MARKS = _Weights(0), _Weights(1)


def unguarded(cell: str) -> str:
    """Return a cell of a CSV file without the `'` that keeps a spreadsheet from taking it for a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(FORMULA_STARTS) else cell
