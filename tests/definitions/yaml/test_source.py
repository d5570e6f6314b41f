"""Bytes become text, or a problem says at which place they do not."""

import codecs
import os
from pathlib import Path

import pytest

from coopctl.definitions.load import load_plan
from coopctl.definitions.yaml.problems import PlanProblem
from coopctl.definitions.yaml.source import LIMIT, make_source, read_source

PLAN = """\
plan: {id: p, title: Kế hoạch hợp tác}
parties: {hy: {names: [{text: Hưng Yên}]}}
areas:
  - id: 1
    title: Lĩnh vực
    items:
      - {id: 1.1, title: Việc, lead: hy, due: Q4/2025, deliverable: Báo cáo, colour: red}
"""


def load(tmp_path: Path, data: bytes) -> list[PlanProblem]:
    file = tmp_path / "plan.yaml"
    file.write_bytes(data)
    return load_plan(file, "plan.yaml")[1]


@pytest.mark.parametrize(
    "data",
    [
        PLAN.encode(),
        codecs.BOM_UTF8 + PLAN.encode(),
        codecs.BOM_UTF16_LE + PLAN.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + PLAN.encode("utf-16-be"),
        PLAN.replace("\n", "\r\n").encode(),
        PLAN.replace("\n", "\r").encode(),
        codecs.BOM_UTF16_LE + PLAN.replace("\n", "\r\n").encode("utf-16-le"),
    ],
    ids=["utf-8", "bom", "utf-16-le", "utf-16-be", "crlf", "cr", "utf-16-crlf"],
)
def test_places_are_the_same_in_every_encoding(tmp_path: Path, data: bytes) -> None:
    (problem,) = load(tmp_path, data)
    assert (problem.line, problem.column, problem.code) == (7, 78, "unknown-key")
    assert problem.excerpt == PLAN.split("\n")[6]


def test_the_first_byte_that_is_no_utf8_is_named(tmp_path: Path) -> None:
    # In the old Vietnamese code page, cp1258, a letter and its tone are two bytes.
    data = PLAN.encode().replace("Kế hoạch".encode(), b"K\xea\xec hoa\xf2ch")
    (problem,) = load(tmp_path, data)
    assert (problem.line, problem.column, problem.code) == (1, 23, "not-utf8")
    assert str(problem.message) == "this is not text in UTF-8: byte 0xEA"
    assert "UTF-8" in str(problem.hint)
    assert problem.excerpt.startswith("plan: {id: p, title: K\ufffd\ufffd hoa\ufffdch hợp")


def test_half_a_pair_of_utf16_is_no_text(tmp_path: Path) -> None:
    (problem,) = load(tmp_path, codecs.BOM_UTF16_LE + "ab\n".encode("utf-16-le") + b"\x00\xd8")
    assert (problem.line, problem.column, problem.code) == (2, 1, "not-utf8")


def test_a_binary_file_is_said_to_be_one(tmp_path: Path) -> None:
    (problem,) = load(tmp_path, PLAN.encode("utf-16-le"))
    assert problem.code == "not-utf8"
    (problem,) = load(tmp_path, b"\x89PNG\r\n\x1a\n\x00\x00")
    assert (problem.line, problem.column, problem.code) == (1, 1, "not-utf8")
    (problem,) = load(tmp_path, b"SQLite format 3\x00\x10")
    assert (problem.line, problem.column, problem.code) == (1, 16, "not-text")


def test_only_the_first_strange_characters_are_reported(tmp_path: Path) -> None:
    problems = load(tmp_path, ("#" + "\x07" * 100 + "\n" + PLAN).encode())
    assert [problem.code for problem in problems] == ["character"] * 20 + ["unknown-key"]
    assert [problem.column for problem in problems[:20]] == list(range(2, 22))


def test_a_file_beyond_the_limit_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    with file.open("wb") as opened:
        opened.truncate(50_000_000)
    _, (problem,) = load_plan(file, "plan.yaml")
    assert (problem.code, str(problem.message)) == ("too-large", "the file is larger than 5 MB")


def test_a_file_at_the_limit_is_read(tmp_path: Path) -> None:
    (problem,) = load(tmp_path, (PLAN + "# " + "x" * LIMIT).encode()[:LIMIT])
    assert problem.code == "unknown-key"


def test_what_is_no_file_is_a_problem(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    for name in ("", "missing", "pipe", "loop", "x" * 300):
        source, (problem,) = read_source(tmp_path / name, "shown")
        assert source is None
        assert (problem.path, problem.line, problem.code) == ("shown", 1, "unreadable")
        assert problem.excerpt == ""


def test_lines_are_counted_as_the_parser_counts_them() -> None:
    source = make_source("x", "a\u2028b\u2029c\x85d\r\ne\rf\n")
    assert source.lines == ("a", "b", "c", "d", "e", "f", "")
