"""What the columns of an annex are called in offices, and which field of an item each one is.

Source: the annexes of Vietnamese plans; the labels of this program's own tables in both languages.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from coopctl.domain.exchange.annex import AREA, ASIDE, NOTED, NUMBER
from coopctl.domain.exchange.columns import TABLES
from coopctl.domain.words.text import fold

Spoken = Callable[[str], tuple[str, ...]]  # a sentence → the same in every language

LONGEST = 90  # characters of a header cell
_UP_TO = re.compile(
    r"(?:tinh )?(?:den|up to|as of)(?: het)?(?: ngay)? \d{1,2}[/.-]\d{1,2}[/.-]\d{4}"
)
# A column of what was reached, not of what is due: `Tiến độ thực hiện đến 30/6/2025`.
_SO_FAR = re.compile(
    r"(?:tien do|thuc hien)\b.*\b(?:den|tinh den|up to|as of|as at) (?:nay|het|ngay|thang|quy|thoi diem|hien|now|date|\d)|%"
    r"|\bhien tai\b|\bthuc te\b|\bda (?:dat|thuc hien|hoan thanh)\b|\bprogress\b"
)
DUE_DAY = "due_day"  # the day that an export states beside the deadline as written

# The shortest usual words first: they are what is looked for, and what is said where none is found.
_WORDS: dict[str, tuple[str, ...]] = {
    NUMBER: (
        "stt", "tt", "so tt", "so thu tu", "ma", "ma so", "ma nhiem vu", "ma nv", "muc", "so", "no", "id",
    ),
    "title": (
        "noi dung", "nhiem vu", "ten nhiem vu", "cong viec", "noi dung cong viec", "hoat dong", "ten hoat dong",
        "nhiem vu giai phap", "cac nhiem vu", "ten cong viec", "dau viec", "viec", "task", "tasks", "activity",
        "description", "ten noi dung", "cac noi dung", "name",
    ),
    "lead": (
        "chu tri", "don vi chu tri", "co quan chu tri", "don vi thuc hien", "co quan thuc hien", "ben chu tri",
        "phan cong", "phan cong nhiem vu", "phan cong thuc hien", "to chuc thuc hien", "trach nhiem",
        "don vi dau moi", "co quan dau moi", "dau moi", "don vi phu trach", "lead", "lead agency", "owner",
        "thuc hien", "trach nhiem thuc hien",
    ),
    "cooperating": (
        "phoi hop", "don vi phoi hop", "co quan phoi hop", "ben phoi hop", "partner", "partners",
        "cooperating", "phoi hop thuc hien",
    ),
    "due": (
        "thoi han", "thoi han hoan thanh", "han", "han hoan thanh", "thoi gian", "thoi gian hoan thanh",
        "thoi gian thuc hien", "tien do", "tien do thuc hien", "tien do hoan thanh", "han xong", "han chot",
        "ngay hoan thanh", "ket thuc", "den ngay", "ngay ket thuc", "thoi gian ket thuc", "deadline",
        "due date", "lo trinh", "lo trinh thuc hien", "deadlinetext",
    ),
    "start": (
        "bat dau", "ngay bat dau", "thoi gian bat dau", "tu ngay", "khoi dong", "start date",
    ),
    "deliverable": (
        "yeu cau san pham", "yeu cau ve san pham", "san pham yeu cau", "san pham", "san pham dau ra", "san pham du kien", "ket qua dau ra", "ket qua du kien", "dau ra",
        "ket qua can dat", "san pham hoan thanh", "ket qua san pham", "output", "deliverable", "deliverables",
    ),
    "budget": ("kinh phi", "nguon kinh phi", "nguon luc", "du toan", "kinh phi thuc hien", "funding"),
    "note": ("ghi chu", "note", "notes", "remarks"),
    AREA: ("linh vuc", "nhom", "nhom nhiem vu", "group"),
    NOTED: (
        "phuong phap", "phuong thuc", "chi tieu", "dia diem", "can cu", "co so phap ly", "minh chung",
        "minh chung yeu cau", "muc tieu", "yeu cau", "evidence required", "doi tuong", "so luong", "don vi tinh",
    ),
    ASIDE: (
        "ket qua", "ket qua thuc hien", "ket qua dat duoc", "tinh trang", "trang thai", "tien do %",
        "tien do thuc hien %", "danh gia", "kho khan", "vuong mac", "kho khan vuong mac", "kien nghi",
        "ket luan lanh dao", "xac nhan", "results", "standing", "evidence", "muc do hoan thanh", "ty le hoan thanh", "% hoan thanh",
    ),
}  # fmt: skip
# Words anywhere in a header that say what it is, where it begins with none of the above.
_TELLING = (
    ("chu tri", "lead"), ("phoi hop", "cooperating"), ("thoi han", "due"), ("han hoan thanh", "due"),
    ("thoi gian", "due"), ("san pham", "deliverable"), ("kinh phi", "budget"), ("ghi chu", "note"),
)  # fmt: skip
# Of this program's own table, the columns that a plan has; the others are no part of one.
_OWN = {
    "plan": "plan", "area": AREA, "item": NUMBER, "title": "title", "kind": "kind", "every": "every",
    "lead": "lead", "cooperating": "cooperating", "start": "start", "due_text": "due", "due": DUE_DAY,
    "deliverable": "deliverable", "withdrawn": "withdrawn",
}  # fmt: skip


class HeaderWords(NamedTuple):
    """Folded words of headers, and the field that each means; `own` are those of this program's table of items."""

    exact: Mapping[str, str]
    own: Mapping[str, str]

    def find(self, header: str) -> str | None:
        """Return the field that a header means; None where its words are not known."""
        field = self._find(header)
        folded = fold(header)
        progress = field == "due" or folded.startswith("tien do")
        return ASIDE if progress and _SO_FAR.search(folded) else field

    def _find(self, header: str) -> str | None:
        words = plain(header)
        if not words or len(header) > LONGEST or ":" in header:
            return None
        if words in self.exact:
            return self.exact[words]
        if re.search(r"\d", words):
            return None
        parts = words.split()
        for count in range(len(parts) - 1, 1, -1):  # a usual word, with more behind it
            if (begun := " ".join(parts[:count])) in self.exact:
                return self.exact[begun]
        return next((field for word, field in _TELLING if word in words), None)


def make_names(spoken: Spoken) -> HeaderWords:
    """Return the words of headers: those of offices, and this program's own in every language."""
    own = dict(_own_words(spoken))
    return HeaderWords(
        own | {word: field for field, words in _WORDS.items() for word in words}, own
    )


def _own_words(spoken: Spoken) -> Iterator[tuple[str, str]]:
    for column in TABLES["items"]:
        for word in (column.code, *spoken(column.label)):
            yield plain(word), _OWN.get(column.code, ASIDE)


def usual_words(field: str) -> tuple[str, ...]:
    """Return some words of a field, as they are said where none was found."""
    return _SAID[field]


_SAID = {
    "title": ("Nội dung", "Nhiệm vụ", "Tên nhiệm vụ", "Công việc", "Hoạt động"),
    "others": (
        "STT",
        "Đơn vị chủ trì",
        "Đơn vị thực hiện",
        "Phối hợp",
        "Thời hạn",
        "Tiến độ",
        "Sản phẩm",
    ),
}


def plain(header: str) -> str:
    """Return a header as it is compared: folded, without marks, brackets and the day that results are of."""
    text = re.sub(r"\([^)]*\)", lambda found: " % " if "%" in found[0] else " ", header)
    text = _UP_TO.sub(" ", fold(text.replace("_", " ")))
    return " ".join(re.sub(r"[^\w%]+", " ", text).split())
