"""Vietnamese in the codes of old fonts, TCVN3 and VNI: read as Unicode it is gibberish, `Së Khoa häc vµ C«ng nghÖ`.

Some of it looks like Vietnamese (`Danh môc`): a cell is known by its own letters or by those of its neighbours.
"""

import re
from collections.abc import Iterable
from unicodedata import normalize

# What no Vietnamese word has, beside or between letters; and what only Unicode has.
_LETTERS = "ÄÅÆÇËÎÏÑÖØÛÜÞßäåæçëîïðñöøûüþÿ¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾"
_BESIDE = f"[A-Za-zÀ-ÿ{_LETTERS}]"
_STRANGE = re.compile(f"(?<={_BESIDE})[{_LETTERS}]|[{_LETTERS}](?={_BESIDE})")
_LATIN = re.compile("[À-ÿ]")
_UNICODE = re.compile("[ĂăĐđĨĩŨũƠơƯưẠ-ỹ]")
_SURE = 2  # strange letters that make a cell sure by itself; one is a foreign name's


def strange_letters(text: str) -> int:
    """Return how many letters of a text are those of an old font."""
    composed = normalize("NFC", text)
    return 0 if _UNICODE.search(composed) else len(_STRANGE.findall(composed))


def is_old(text: str) -> bool:
    """Tell whether a text is surely in the code of an old font."""
    return strange_letters(text) >= _SURE


def find_old(texts: Iterable[str]) -> frozenset[str]:
    """Return which texts of a sheet are in the code of an old font, or may be, as others there are."""
    every = frozenset(texts)
    sure = frozenset(filter(is_old, every))
    if not sure:
        return sure
    return frozenset(
        text
        for text in every
        if text in sure
        or (_LATIN.search(normalize("NFC", text)) and not _UNICODE.search(normalize("NFC", text)))
    )
