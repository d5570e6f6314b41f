"""Codes in front of contents: `I`, `1`, `1.1`, `a)`, `KH20_TT_N01.1`, and how deep each stands."""

import re
from typing import NamedTuple

from coopctl.domain.words.text import fold

LETTER, ROMAN, PART, PLAIN, DOTTED, SMALL, CODE = range(7)
_LONGEST = 64
_ROMAN = re.compile("(?=[IVXL])(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
# Tried in this order.
_KINDS = (
    (ROMAN, _ROMAN), (LETTER, re.compile("[A-HK-Z]")), (PLAIN, re.compile("[0-9]+")),
    (PART, re.compile(r"(?:[IVX]+|[A-H])(?:\.(?:[0-9]{1,2}|[IVX]+))+")),
    (DOTTED, re.compile(r"[0-9]+(?:\.[0-9]+)+")), (SMALL, re.compile("[a-zđ]")),
    (CODE, re.compile(r".*\d.*")),
)  # fmt: skip
_WITH_TITLE = re.compile(
    r"((?:[IVX]+|[A-H])(?:\.\d{1,2})+(?=[.)/:]?\s)|(?:[IVX]+|[A-H])(?=[.)/:])|\d+(?:\.\d+)*(?=[.)/:]?\s))[.)/:]*\s+(.+)",
    re.DOTALL,
)


class ItemNumber(NamedTuple):
    """A code: its kind, which also says how deep it stands, and its text without marks around it."""

    kind: int
    text: str

    @property
    def depth(self) -> int:
        """How deep it stands: the deeper, the greater."""
        return self.kind * 10 + self.text.count(".")

    def is_below(self, other: "ItemNumber") -> bool:
        """Tell whether it can be a part of what has the other number."""
        dotted = {DOTTED, CODE}
        if self.kind == other.kind == PART:
            return self.text.startswith(f"{other.text}.")
        if self.kind in dotted and other.kind in {PLAIN, *dotted} and other.kind <= self.kind:
            return self.text.startswith(f"{other.text}.") or (self.kind, other.kind) == (
                CODE,
                PLAIN,
            )
        return self.kind > other.kind


def read_number(text: str) -> ItemNumber | None:
    """Return the code that a text is; None where it is none."""
    bare = text.strip(" .)(/:-–•*+")
    if not bare or len(bare) > _LONGEST or re.search(r"\s", bare):
        return None
    for kind, pattern in _KINDS:
        if pattern.fullmatch(bare):
            return ItemNumber(kind, (bare.lstrip("0") or "0") if kind == PLAIN else bare)
    return None


def split_number(text: str) -> tuple[ItemNumber | None, str]:
    """Return the code in front of a content, and the content: `I. Nguồn gen`."""
    found = _WITH_TITLE.fullmatch(text)
    if found is None:
        return None, text
    return read_number(found[1]), found[2].strip()


def as_id(text: str) -> str:
    """Return a text as an id: letters without marks, digits, `.`, `-` and `_`; nothing where none is left."""
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", _unmarked(text)).strip("-._")
    return re.sub("-{2,}", "-", plain)[:_LONGEST].rstrip("-._")


def _unmarked(text: str) -> str:
    return "".join(fold(char).upper() if char.isupper() else fold(char) or "-" for char in text)
