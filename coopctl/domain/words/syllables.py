"""What a Vietnamese syllable looks like: enough to tell a word from gibberish, not to check spelling."""

import re
from unicodedata import normalize

_ONSETS = "b|ch|c|d|đ|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|q|r|s|th|tr|t|v|x|"
# By the vowel, each with what may end it.
_RHYMES = (
    "a(?:c|ch|i|m|n|ng|nh|o|p|t|u|y)?|ă(?:c|m|n|ng|p|t)|â(?:c|m|n|ng|p|t|u|y)|e(?:c|m|n|ng|o|p|t)?"
    "|ê(?:ch|m|n|ng|nh|p|t|u)?|i(?:a|ch|m|n|nh|p|t|u)?|iê(?:c|m|n|ng|p|t|u)|o(?:c|i|m|n|ng|p|t)?"
    "|oa(?:c|ch|i|m|n|ng|nh|o|p|t|y)?|oă(?:c|m|n|ng|t)|oe(?:m|n|o|t)?|oo(?:c|ng)|ô(?:c|i|m|n|ng|p|t)?"
    "|ơ(?:i|m|n|p|t)?|u(?:a|c|i|m|n|ng|p|t)?|uâ(?:n|ng|t|y)|uê(?:ch|nh)?|uô(?:c|i|m|n|ng|t)|uơ"
    "|uy(?:a|ch|nh|t)?|uyê(?:n|t)|ư(?:a|c|i|m|n|ng|t|u)?|ươ(?:c|i|m|n|ng|p|t|u)|y|yê(?:m|n|ng|t|u)"
)
_SYLLABLE = re.compile(f"(?:{_ONSETS})(?:{_RHYMES})")
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_SHARP, _HEAVY = "\u0301", "\u0323"
_STOPPED = re.compile("(?:c|ch|p|t)$")


def is_syllable(word: str) -> bool:
    """Tell whether a word can be Vietnamese: one syllable with at most one tone, one that its end allows."""
    letters = normalize("NFD", word.lower())
    tones = _TONES.findall(letters)
    bare = normalize("NFC", _TONES.sub("", letters))
    if len(tones) > 1 or not _SYLLABLE.fullmatch(bare):
        return False
    return not _STOPPED.search(bare) or tones in ([_SHARP], [_HEAVY])
