"""Vietnamese in the codes of old fonts, TCVN3 and VNI: read as Unicode it is gibberish, `Së Khoa häc vµ C«ng nghÖ`.

A word is known by what it becomes: no Vietnamese syllable as it stands, and one when the code is read. What looks
like Vietnamese by itself (`Danh s¸ch` beside `hé`) is known by its neighbours.
Source: TCVN 5712:1993, VN3; the key map of VNI fonts for Windows.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from unicodedata import normalize

from coopctl.domain.words.syllables import is_syllable
from coopctl.domain.words.text import excerpt
from coopctl.messages import N_, Message, msg

TCVN3, VNI = "TCVN3", "VNI"
_UNICODE = re.compile("[ĂăĐđĨĩŨũƠơƯưẠ-ỹ]")
_BEYOND_ASCII = re.compile("[\u00a1-\u00ff]")
_WORD = re.compile("[A-Za-z\u00a1-\u00ff]+")
_LETTERS = re.compile("[A-Za-zÀ-ÖØ-öø-ÿ]")
_UNITS = re.compile("µ(?:[AFVglms]|mol)")  # µm is no word
_ONLY_TCVN3 = re.compile("[\u00a1-\u00be]")

_TCVN3 = dict(zip(
    "¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
    "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
    strict=True,
))  # fmt: skip
_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT = "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"
_ROOF, _BREVE = "\u0302", "\u0306"
_VNI_TONES = {"ù": _ACUTE, "ø": _GRAVE, "û": _HOOK, "õ": _TILDE, "ï": _DOT}
_VNI_ROOFS = {
    "â": _ROOF, "á": _ROOF + _ACUTE, "à": _ROOF + _GRAVE, "å": _ROOF + _HOOK, "ã": _ROOF + _TILDE,
    "ä": _ROOF + _DOT,
}  # fmt: skip
_VNI_BREVES = {
    "ê": _BREVE, "é": _BREVE + _ACUTE, "è": _BREVE + _GRAVE, "ú": _BREVE + _HOOK, "ü": _BREVE + _TILDE,
    "ë": _BREVE + _DOT,
}  # fmt: skip
_VNI_MARKS = {
    **dict.fromkeys("uyôö", _VNI_TONES), **dict.fromkeys("eo", _VNI_TONES | _VNI_ROOFS),
    "a": _VNI_TONES | _VNI_ROOFS | _VNI_BREVES,
}  # fmt: skip
_VNI_ALONE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _read_vni(text: str) -> str:
    """Return what VNI means by a text: a mark stands behind its vowel."""
    read, at = "", 0
    while at < len(text):
        char, small = text[at], text[at].lower()
        mark = _VNI_MARKS.get(small, {}).get(text[at + 1 : at + 2].lower(), "")
        letter = normalize("NFC", _VNI_ALONE.get(small, small) + mark)
        read += letter.upper() if char.isupper() else letter
        at += 2 if mark else 1
    return read


def read_as(text: str, code: str) -> str:
    """Return what a text means in a code."""
    composed = normalize("NFC", text)
    if code == VNI:
        return _WORD.sub(lambda found: _read_vni(found[0]), composed)
    return "".join(_TCVN3.get(char, char) for char in composed)


def code_of(text: str) -> str | None:
    """Return the code that a text is surely in; None where it is Unicode, or in another language."""
    composed = normalize("NFC", text)
    if not _BEYOND_ASCII.search(composed) or _UNICODE.search(composed):
        return None
    counted = Counter[str | None]()
    for word in _WORD.findall(composed):
        if not is_syllable(word):
            counted.update(_codes_of(word))
    likely = (TCVN3, VNI) if _ONLY_TCVN3.search(composed) else (VNI, TCVN3)
    code = max(likely, key=lambda one: counted[one])
    return code if counted[code] > counted[None] else None


def _codes_of(word: str) -> list[str | None]:
    """Return the codes in which a word is Vietnamese; None for one of another language, nothing for a sign."""
    if not (_BEYOND_ASCII.search(word) and _LETTERS.search(word)) or _UNITS.fullmatch(word):
        return []
    codes: list[str | None] = [code for code in (TCVN3, VNI) if is_syllable(read_as(word, code))]
    foreign: list[str | None] = [None] if re.search("[À-ÖØ-öø-ÿ]", word) else []
    return codes or foreign


def find_old(texts: Iterable[str]) -> dict[str, str]:
    """Return the texts of a sheet that are in an old code, or may be as others there are, each with its code."""
    every = frozenset(texts)
    sure = {text: code for text in every if (code := code_of(text))}
    if not sure:
        return sure
    ((usual, _count),) = Counter(sure.values()).most_common(1)
    return sure | {
        text: usual
        for text in every
        if text not in sure and _may_be_old(normalize("NFC", text), usual)
    }


def _may_be_old(text: str, code: str) -> bool:
    return not _UNICODE.search(text) and read_as(text, code) != text


def old_letters(text: str, code: str) -> Message:
    """Return what is said of a text in an old code: which one, what is meant, and what to do."""
    return msg(
        N_(
            "the letters are those of an old font, {code}, and mean “{text}”: turn the file into Unicode"
            " first (UniKey, Ctrl+Shift+F6: from {code} to Unicode)"
        ),
        code=code, text=excerpt(read_as(text, code)),
    )  # fmt: skip


def longest(old: Mapping[str, str]) -> tuple[str, str]:
    """Return the text that shows most of what is meant, and its code."""
    text = max(old, key=len)
    return text, old[text]


def old_letters_in(texts: Iterable[str]) -> Message | None:
    """Return what is said where some of the texts are in the code of an old font."""
    old = find_old(texts)
    return old_letters(*longest(old)) if old else None
