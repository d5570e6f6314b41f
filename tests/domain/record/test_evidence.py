"""What is meant as a file, and what stays the text that was typed."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopctl.domain.record.evidence import (
    evidence_text,
    files_in,
    is_evidence,
    is_spelled_as_file,
    kept_name,
    kind_of,
)

HASH = "ab" * 32
FILE = {"file": "Biên bản.PDF", "size": 3, "sha256": HASH, "kept": True}


@pytest.mark.parametrize(
    "text",
    [
        "./a", "../a", "/a/b", "~/a", "~an/b", "C:\\a", "d:/a", "\\\\host\\a", ".\\a", "file:a",
        "file:///a", "a.pdf", "Biên bản số 1.DOCX", "ảnh.jpeg", "thư mục/thư.eml", "x.tar.zip",
    ],
)  # fmt: skip
def test_what_is_spelled_as_a_file(text: str) -> None:
    assert is_spelled_as_file(text)


@pytest.mark.parametrize(
    "text",
    [
        "12/BB-SKHCN, 19/9/2024", "48/KH-SKHCN", "https://example.org/a.pdf", "www.example.org/a.pdf",
        "ảnh", "~ 50 trang", "v.v.", "số 1.2", "mailto:a@b.vn", "pdf", "…", "",
    ],
)  # fmt: skip
def test_what_is_not(text: str) -> None:
    assert not is_spelled_as_file(text)


@pytest.mark.parametrize(
    ("one", "kind"),
    [
        (FILE, "file"),
        ("https://example.org", "address"),
        ("www.example.org", "address"),
        ("12/BB-SKHCN, 19/9/2024", "document"),
        ("a: b", "document"),
    ],
)
def test_kinds(one: Any, kind: str) -> None:
    assert kind_of(one) == kind


@pytest.mark.parametrize(
    ("file", "ending"),
    [
        ("a.PDF", ".pdf"), ("a", ""), (".pdf", ""), ("a.b.docx", ".docx"), ("a.", ""),
        ("a.../../x", ""), ("a.đồ", ""), ("a.waytoolongending", ""),
    ],
)  # fmt: skip
def test_the_name_of_a_copy_has_only_a_harmless_ending(file: str, ending: str) -> None:
    assert kept_name(file, HASH) == HASH + ending


@pytest.mark.parametrize(
    "change",
    [
        {"file": 1}, {"size": -1}, {"size": True}, {"size": "3"}, {"sha256": "AB" * 32},
        {"sha256": "../../etc/passwd"}, {"kept": 1}, {"kept": None},
    ],
)  # fmt: skip
def test_the_shape_of_a_file(change: dict[str, Any]) -> None:
    assert is_evidence(FILE)
    assert not is_evidence(FILE | change)


def test_files_in_a_body() -> None:
    body = {"evidence": ["12/BB", FILE, {"file": "x"}, 5]}
    assert list(files_in(body)) == [FILE]
    others: tuple[Any, ...] = (None, [], {"evidence": 5}, {"evidence": FILE}, {})
    for other in others:
        assert list(files_in(other)) == []


def test_a_file_has_a_text_of_its_own() -> None:
    assert evidence_text(FILE) == "Biên bản.PDF (SHA-256 abababababab)"
    assert evidence_text("12/BB") == "12/BB"
    assert not is_spelled_as_file(evidence_text(FILE))


@given(st.text())
def test_whatever_was_typed_is_judged(text: str) -> None:
    assert is_spelled_as_file(text) in {True, False}
    assert kind_of(text) in {"address", "document"}
