"""Vietnamese written in the codes of old fonts, as offices' old files have it: the way back of what is tested."""

from unicodedata import normalize

from coopctl.domain.words import old_letters

_TONES = {tone: char for char, tone in old_letters._VNI_TONES.items()}
_ROOFS = {mark: char for char, mark in old_letters._VNI_ROOFS.items()}
_BREVES = {mark: char for char, mark in old_letters._VNI_BREVES.items()}
_ALONE = {letter: char for char, letter in old_letters._VNI_ALONE.items()} | {"í": "í", "ì": "ì"}
_TCVN3 = {letter: char for char, letter in old_letters._TCVN3.items()}


def in_old_code(text: str, code: str) -> str:
    """Return a Unicode text as it reads where somebody wrote it in an old font; all small letters."""
    letters = normalize("NFC", text.lower())
    if code == old_letters.TCVN3:
        return "".join(_TCVN3.get(char, char) for char in letters)
    return "".join(map(_in_vni, letters))


def _in_vni(letter: str) -> str:
    if letter in _ALONE:
        return _ALONE[letter]
    base, marks = normalize("NFD", letter)[:1], normalize("NFD", letter)[1:]
    if "\u031b" in marks:  # ơ, ư with a tone
        rest = marks.replace("\u031b", "")
        return _ALONE[normalize("NFC", base + "\u031b")] + _TONES[rest]
    for mark, table in (("\u0302", _ROOFS), ("\u0306", _BREVES)):
        if mark in marks:
            return base + table[mark + marks.replace(mark, "")]
    return base + _TONES[marks] if marks in _TONES else letter
