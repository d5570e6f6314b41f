"""Parties as cells name them: one, several in a list, or `Chủ trì: … Phối hợp: …`."""

import re
from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

from coopctl.domain.words.text import fold

LONGEST_NAME = 150
# What looks like the beginning of a body inside a name, folded: `Lao động - Thương binh và Xã hội`.
_INSIDE_NAME = re.compile(
    r"(?:xa hoi|cac (?:khu|cum|vung|dan toc|mon)|bao (?:ve|ton|dam|quan|mat)|quy hoach|hoi nhap|vien thong|doan ket"
    r"|phong (?:chong|ngua|benh)|bo (?:tro|sung)|lien (?:ket|thong)|truong (?:hop|tho)|dai chung|ban (?:hang|do)|quy (?:che|dinh|trinh))\b"
)
# Words with which the name of a body begins, folded.
_BODY = re.compile(
    r"(?:so|phong|ban|bo|cuc|chi cuc|tong cuc|vu|vien|uy ban|ubnd|hdnd|hoi|lien|trung tam|truong|dai hoc"
    r"|van phong|cong ty|doanh nghiep|htx|hop tac xa|mat tran|doan|cong an|bao|dai|thanh tra|quy|kho bac"
    r"|ngan hang|don vi|co quan|cac|tinh|thanh pho|huyen|xa|phuong|thi xa|bao hiem xa hoi|thanh uy|tinh uy|department|office|center"
    r"|centre|institute|people)\b"
)
_LEAD = re.compile(
    r"(?:(?:cơ quan|đơn vị|bên)\s+)?(?:chủ trì|đầu mối|lead(?:s|ing)?)\s*[:：]", re.IGNORECASE
)
_HELP = re.compile(
    r"(?:(?:cơ quan|đơn vị|bên|các đơn vị)\s+)?(?:phối hợp(?: thực hiện)?|cooperating|partners?)\s*[:：]",
    re.IGNORECASE,
)
_IN_A_ROW = re.compile(
    r"(.+?)\s+chủ trì[,;]?\s*(?:phối hợp|cùng)\s+(?:với|cùng)?\s*(.+)", re.IGNORECASE | re.DOTALL
)
_BEHIND = re.compile(r"\s*\((chủ trì|phối hợp)\)", re.IGNORECASE)
_PAIRED = re.compile(
    r"(?:HĐND|Hội đồng nhân dân|Quốc hội|ĐBQH|QH)$"
)  # `Văn phòng HĐND và UBND` is one
_BULLET = re.compile(r"^[\s\-–•*+]+")


_BETWEEN = re.compile(
    r"(\s*,\s*|\s*/\s*|\s+và\s+|\s+and\s+|\s+[-–+&]\s+|\s+(?:phối hợp )?(?:cùng|với)\s+)"
)
# What more than one party may stand behind: `A/B`, `Hai Sở`, `cả hai bên`.
_SEVERAL = re.compile(
    r"(?:ca )?(?:hai|ba|bon|nhieu|0?[2-9]|both|two|three) (?:ben|so|don vi|co quan|tinh|phong|sides|parties|departments)\b"
)


def may_be_several(name: str) -> bool:
    """Tell whether a name may stand for several parties."""
    return re.search(r"[^\W\d_]{2,}\s*[/+]\s*[^\W\d_]{2,}", name) is not None or (
        _SEVERAL.match(fold(name)) is not None
    )


class SidesCell(NamedTuple):
    """Who leads and who cooperates, as texts; `marked` where the cell itself says which is which."""

    lead: str
    cooperating: str
    marked: bool


def read_sides(text: str) -> SidesCell:
    """Return what a cell says of leading and cooperating; all of it leads where it says nothing."""
    lead, help_ = _LEAD.search(text), _HELP.search(text)
    if lead and help_:
        first, second = sorted((lead, help_), key=lambda found: found.start())
        if not text[: first.start()].strip(" \n-–;"):
            inside = (text[first.end() : second.start()], text[second.end() :])
            parts = inside if first is lead else inside[::-1]
            return SidesCell(_trim(parts[0]), _trim(parts[1]), marked=True)
    elif lead and not text[: lead.start()].strip(" \n-–"):
        return SidesCell(_trim(text[lead.end() :]), "", marked=True)
    elif help_:
        return SidesCell(_trim(text[: help_.start()]), _trim(text[help_.end() :]), marked=True)
    if found := _IN_A_ROW.fullmatch(text):
        return SidesCell(_trim(found[1]), _trim(found[2]), marked=True)
    if _BEHIND.search(text):
        return _read_behind(text)
    return SidesCell(text, "", marked=False)


def _read_behind(text: str) -> SidesCell:
    """Read `Sở A (chủ trì), Sở B (phối hợp)`."""
    pieces = _BEHIND.split(text)
    sides: dict[str, list[str]] = {"chu tri": [], "phoi hop": []}
    for name, mark in zip(pieces[::2], pieces[1::2], strict=False):
        sides[fold(mark)].append(_trim(name.lstrip(" ,;\n")))
    if rest := _trim(pieces[-1].lstrip(" ,;\n")):
        sides["phoi hop"].append(rest)
    return SidesCell("; ".join(sides["chu tri"]), "; ".join(sides["phoi hop"]), marked=True)


def _trim(text: str) -> str:
    return text.strip(" \n\t;.,-–")


def split_names(text: str, known: Collection[str]) -> list[str]:
    """Return the names in a list. `known` are keys (`key_of`) of names that stand alone elsewhere.

    A comma or `và` parts two names only where a new name begins: `Sở Văn hóa, Thể thao và Du lịch` is one.
    """
    names: list[str] = []
    for part in re.split(r"[;\n]", text):
        bare = _trim(_BULLET.sub("", part))
        if bare:
            names += _split_line(bare, known)
    return list(dict.fromkeys(names))


def _split_line(text: str, known: Collection[str]) -> list[str]:
    if key_of(text) in known:
        return [text]
    pieces = re.split(_BETWEEN, text)
    names = [pieces[0]]
    bodies = _begins(pieces[0], known)
    for mark, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        alone = _begins(piece, known) or (not bodies and "," in mark and piece[:1].isupper())
        if piece and alone and not ("," not in mark and _PAIRED.search(names[-1])):
            names.append(piece)
        else:
            names[-1] += mark + piece
    return [_trim(name) for name in names if _trim(name)]


def _begins(name: str, known: Collection[str]) -> bool:
    """Tell whether a name stands here: one that is known, or a body with more than its kind."""
    if key_of(name) in known:
        return True
    if _INSIDE_NAME.match(fold(name)):
        return False
    body = _BODY.match(fold(name)) is not None and " " in name.strip()
    return body and (name[:1].isupper() or fold(name).startswith(("cac ", "tinh ", "so ")))


# The usual short forms of names, folded.
_SHORT = (
    (r"\bkhoa hoc(?: va|,|&)? cong nghe\b", "khcn"), (r"\bkh ?(?:&|va) ?cn\b", "khcn"),
    (r"\bnong nghiep(?: va|,|&)? phat trien nong thon\b", "nnptnt"), (r"\bnn ?(?:&|va) ?ptnt\b", "nnptnt"),
    (r"\bke hoach(?: va|,|&)? dau tu\b", "khdt"), (r"\bkh ?(?:&|va) ?dt\b", "khdt"),
    (r"\btai nguyen(?: va|,|&)? moi truong\b", "tnmt"), (r"\btn ?(?:&|va) ?mt\b", "tnmt"),
    (r"\buy ban nhan dan\b", "ubnd"), (r"\btinh\b", ""), (r"\bthanh pho\b", "tp"),
)  # fmt: skip


@lru_cache(10_000)
def key_of(name: str) -> str:
    """Return what names are compared by: no marks, no case, the usual short forms alike."""
    key = fold(name)
    for pattern, short in _SHORT:
        key = re.sub(pattern, short, key)
    return " ".join(re.sub(r"[^\w&]+", " ", key).split())
