"""One term for one thing in Vietnamese, and none of the words that an officer would not write."""

import re
from pathlib import Path

import pytest

from tests import catalogue

ROOT = Path(__file__).parents[1]

# What a thing is called: the English word, and the Vietnamese that must stand for it.
TERMS = {
    r"workspaces?": r"thư mục làm việc",
    r"ledgers?": r"sổ",
    r"journal": r"nhật ký",
    r"entry|entries": r"bản ghi|nhật ký",
    r"replicas?": r"bản sổ",
    r"plans?": r"kế hoạch",
    r"versions?": r"bản",
    r"basis": r"căn cứ",
    r"items?": r"nội dung",
    r"actions?": r"việc",
    r"meetings?": r"họp|chủ tọa",
    r"outcomes?": r"kết quả",
    r"evidence": r"minh chứng",
    r"indicators?": r"chỉ tiêu",
    r"deadlines?": r"hạn",
    r"overdue": r"quá hạn",
    r"extensions?|extended": r"gia hạn",
    r"periods?": r"kỳ|giai đoạn",
    r"stages?": r"giai đoạn|quy trình",
    r"graded?": r"xếp loại",
    r"progress": r"tiến độ|thực hiện",
    r"leads?(?! to)": r"chủ trì|`lead`",
    r"cooperating": r"phối hợp",
    r"party|parties": r"bên",
    r"office": r"đơn vị|bên|cơ quan",
    r"disput\w+": r"ý kiến khác",
    r"confirm\w*": r"xác nhận",
    r"withdrawn": r"rút khỏi|`withdrawn:`",
    r"(?:taken|took|takes?) back": r"thu hồi|hoàn tác",
    r"check codes?": r"mã đối chiếu",
    r"hash\w*|fingerprint": r"mã băm",
    r"settings?": r"thiết lập",
    r"keys?|fields?": r"trường",
    r"columns?": r"cột",
    r"flags?": r"tùy chọn",
    r"exit code": r"mã thoát",
}
_CODES = re.compile(r"`[^`]*`|\{\w*\}|(?:only )?\w+(?:, \w+){3,},? or [a-z ]+")  # typed, not said
# Said in the words of their kind, or a list of codes.
_FREE = {
    "Plan item",
    "items, updates, achievements, meetings, actions, outcomes, indicators, extensions or evidence; items if left out",
    "The plan “{title}” carries out the memorandum “{memorandum}”, signed {signed}, period {period}.",
}  # fmt: skip

# Words that were translated one by one, or stand for something else in an office; with what to say.
BANNED = {
    r"nơi làm việc": "thư mục làm việc",
    r"sổ cái": "sổ theo dõi",
    r"không hạn": "chưa nêu thời hạn",
    r"không tính(?! vào| được|$)": "tạm dừng, hủy",
    r"bỏ sót": "không thực hiện",
    r"đến lượt": "bên phải xử lý",
    r"tỷ lệ chính thức": "tỷ lệ trên số đến hạn",
    r"rút lại": "thu hồi",
    r"lùi hạn": "gia hạn",
    r"bấy nhiêu": "số … tối đa",
    r"\bcờ\b": "tùy chọn",
    r"\bkhóa\b": "trường",
    r"\bbởi\b(?! vì)": "bằng, do",
    r"\bbạn\b": "đơn vị mình, người dùng",
    r"\bQ[1-4]\b": "quý I, II, III, IV",
    r"quý [1-4]\b": "quý I, II, III, IV",
    r"bên (?:chủ trì|phối hợp)\b": "đơn vị chủ trì, đơn vị phối hợp",
    r"\b[Cc]ho (?:xem|thấy)\b": "xem",
}  # fmt: skip


def _texts(value: object) -> list[str]:
    return [str(text) for text in value] if isinstance(value, tuple | list) else [str(value)]


def _banned(text: str) -> list[str]:
    return [
        f"{word}: say {BANNED[word]}" for word in BANNED if re.search(word, text, re.IGNORECASE)
    ]


@pytest.mark.parametrize("english", TERMS)
def test_a_thing_has_one_name(english: str) -> None:
    strayed = [
        (message.id, message.string)
        for message in catalogue.read()
        if message.id and not _FREE & set(_texts(message.id))
        if re.search(rf"\b(?:{english})\b", _CODES.sub(" ", _texts(message.id)[-1]), re.IGNORECASE)
        for text in _texts(message.string)
        if not re.search(TERMS[english], text.replace("_", " "), re.IGNORECASE)
    ]
    assert strayed == []


def test_the_catalogue_has_no_banned_word() -> None:
    found = {
        text: _banned(text)
        for message in catalogue.read()
        if message.id
        for text in _texts(message.string)
        if _banned(text)
    }
    assert found == {}


@pytest.mark.parametrize(
    "name",
    [
        path.relative_to(ROOT).as_posix()
        for folder in ("coopctl", "plans")
        for path in sorted((ROOT / folder).rglob("*.yaml"))
    ],
)
def test_what_is_shipped_has_no_banned_word(name: str) -> None:
    assert _banned((ROOT / name).read_text("utf-8")) == []


def test_the_measure_finds_them() -> None:
    assert _banned("Đến lượt ai: Q4/2025")
    assert _banned("Không hạn")
    assert not _banned("không tính vào số liệu nào ở đây; ô của chính bảng này")
