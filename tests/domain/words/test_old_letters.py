"""Texts in the codes of old fonts: which code, what is meant; and no Unicode text is taken for one."""

import re
from unicodedata import normalize

import pytest
from babel.messages.mofile import read_mo

from coopctl.domain.words.old_letters import TCVN3, VNI, code_of, find_old, old_letters_in, read_as
from coopctl.domain.words.syllables import is_syllable
from tests.catalogue import PO
from tests.helpers.old_fonts import in_old_code

_FEW = 3  # words, of which nobody can tell for sure


def _sentences() -> list[str]:
    """Return what the program says in Vietnamese: a thousand sentences of office prose."""
    with PO.with_suffix(".mo").open("rb") as file:  # what is installed has no other
        texts = [one.string for one in read_mo(file) if isinstance(one.string, str)]
    return [text for text in texts if len(text.split()) > _FEW and re.search("[ạ-ỹ]", text)]


SENTENCES = _sentences()


def test_what_the_program_says_is_unicode() -> None:
    assert len(SENTENCES) > 1000
    assert find_old(SENTENCES) == {}
    words = {word for text in SENTENCES for word in re.findall("[^\\W\\d_]+", text.lower())}
    vietnamese = [word for word in words if re.search("[ạ-ỹăâđêôơư]", word)]
    assert [word for word in vietnamese if not is_syllable(word)] == ["nđ"]


@pytest.mark.parametrize("code", [TCVN3, VNI])
def test_every_sentence_in_an_old_code_is_known_and_read(code: str) -> None:
    wrong = [
        text
        for text in SENTENCES
        if code_of(in_old_code(text, code)) != code
        or read_as(in_old_code(text, code), code).lower() != normalize("NFC", text.lower())
    ]
    assert len(wrong) < len(SENTENCES) / 200, wrong


@pytest.mark.parametrize("code", [TCVN3, VNI])
def test_what_looks_like_unicode_is_known_by_its_neighbours(code: str) -> None:
    texts = [in_old_code(one, code) for one in ("Sở Khoa học và Công nghệ", "hộ", "quý")]
    assert set(find_old(texts).values()) == {code}


@pytest.mark.parametrize(
    "text",
    ["Müller", "São Paulo", "Université de Genève", "José", "café", "±5 °C", "5 µm", "2×3", "§ 5", "© 2026",
     "Malmö", "Citroën", "hoà", "Quý I", "quá", "thì", "tôi và anh", "Coca-Cola®", "10 m²", "½", "à"],
)  # fmt: skip
def test_other_texts_are_in_no_old_code(text: str) -> None:
    assert code_of(text) is None


@pytest.mark.parametrize(
    ("text", "code", "meant"),
    [("Quyù IV/2026", VNI, "Quý IV/2026"), ("Tröôùc ngaøy 30/11/2026", VNI, "Trước ngày 30/11/2026"),
     ("TRÖÔÙC", VNI, "TRƯỚC"), ("Chuû trì", VNI, "Chủ trì"), ("Th¸ng 6/2026", TCVN3, "Tháng 6/2026"),
     ("Danh môc", TCVN3, "Danh mục"), ("§ang thùc hiÖn", TCVN3, "Đang thực hiện")],
)  # fmt: skip
def test_it_is_said_which_code_and_what_is_meant(text: str, code: str, meant: str) -> None:
    said = old_letters_in([text])
    assert said is not None
    assert (said.values["code"], said.values["text"]) == (code, meant)
