"""`coopctl check`: every problem of every plan file at once."""

import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import PLAN, Runner
from tests.helpers.printed import read_json
from tests.helpers.terminal import Terminal


def spoil(workspace: Path, old: str, new: str, name: str = "test.yaml") -> None:
    assert old in PLAN
    (workspace / "plans" / name).write_text(PLAN.replace(old, new), "utf-8")


def whole(workspace: Path) -> None:
    """Leave nothing that `check` warns of."""
    text = PLAN.replace("due: 30/6/2026", "due: 30/6/2026\n        lead: hung-yen\n        "
                        "deliverable: {vi: Sổ, en: Book}")  # fmt: skip
    text = text.replace("{vi: Trao đổi thông tin, en: Exchange of information}",
                        "{vi: Trao đổi thông tin, en: Exchange of information}\n"
                        "        lead: hung-yen\n        due: 1/1/2026\n"
                        "        deliverable: {vi: Sổ, en: Book}")  # fmt: skip
    (workspace / "plans" / "test.yaml").write_text(text, "utf-8")


def found(result_out: str) -> list[dict[str, Any]]:
    problems: list[dict[str, Any]] = read_json(result_out)
    return problems


def test_a_whole_plan_has_nothing_to_tell(workspace: Path, coopctl: Runner) -> None:
    whole(workspace)
    result = coopctl("check", "--strict")
    assert (result.code, result.out) == (0, "")
    assert result.err == "checked: 1 file, 0 errors, 0 warnings\n"
    assert found(coopctl("check", "--json").out) == []


def test_what_nobody_could_verify_is_warned_of(workspace: Path, coopctl: Runner) -> None:
    result = coopctl("check")
    assert result.code == 0
    lines = result.out.splitlines()
    assert any(line.startswith("plans/test.yaml:") and ": warning: " in line for line in lines)
    assert "0 errors" in result.err
    assert not (workspace / "coopctl.db").exists()


def test_strict_makes_errors_of_warnings(workspace: Path, coopctl: Runner) -> None:
    result = coopctl("check", "--strict")
    assert result.code == 1
    assert ": warning: " not in result.out
    assert ": error: " in result.out
    assert "0 warnings" in result.err


def test_error_has_place_source_line_caret_and_remedy(workspace: Path, coopctl: Runner) -> None:
    spoil(workspace, "lead: hoa-binh\n        cooperating", "lead: hoa-bin\n        cooperating")
    line = PLAN[: PLAN.index("lead: hoa-binh")].count("\n") + 1
    result = coopctl("check")
    assert result.code == 1
    lines = result.out.splitlines()
    at = next(i for i, text in enumerate(lines) if ": error: " in text)
    assert lines[at].startswith(f"plans/test.yaml:{line}:15: error: ")
    assert "`hoa-bin`" in lines[at]
    assert lines[at + 1] == "            lead: hoa-bin"
    assert lines[at + 2] == "    " + " " * 14 + "^"
    assert lines[at + 3].startswith("hint: ")
    assert "hoa-binh" in lines[at + 3]


def test_all_problems_of_all_files_at_once(workspace: Path, coopctl: Runner) -> None:
    spoil(workspace, "due: 5/7/2026", "due: 31/2/2026")
    spoil(workspace, "lead: hung-yen\n        kind", "lead: nobody\n        kind", "other.yaml")
    result = coopctl("check", "--json")
    assert result.code == 1
    errors = [one for one in found(result.out) if one["severity"] == "error"]
    assert {one["path"] for one in errors} == {"plans/other.yaml", "plans/test.yaml"}
    assert any("31" in one["message"] for one in errors)
    assert any("nobody" in one["message"] for one in errors)


def test_json_of_a_problem(workspace: Path, coopctl: Runner) -> None:
    spoil(workspace, "due: 5/7/2026", "due: 31/2/2026")
    (error,) = [one for one in found(coopctl("check", "--json").out) if one["severity"] == "error"]
    assert list(error) == [
        "path", "line", "column", "severity", "code", "message", "hint", "excerpt",
    ]  # fmt: skip
    assert error["excerpt"].strip() == "due: 31/2/2026"
    assert error["line"] == PLAN[: PLAN.index("due: 5/7/2026")].count("\n") + 1
    assert error["column"] == 14


def test_strict_in_json(workspace: Path, coopctl: Runner) -> None:
    result = coopctl("check", "--strict", "--json")
    assert result.code == 1
    assert {one["severity"] for one in found(result.out)} == {"error"}
    assert result.err == ""


def test_check_in_vietnamese(workspace: Path, coopctl: Runner) -> None:
    spoil(workspace, "due: 5/7/2026", "due: 31/2/2026")
    result = coopctl("check", lang="vi")
    assert ": lỗi: " in result.out
    for english in ("error", "warning", "hint", "checked"):
        assert english not in result.out + result.err


def test_named_files_need_no_workspace(
    tmp_path: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.yaml").write_text(PLAN, "utf-8")
    (tmp_path / "b.yaml").write_text(
        PLAN.replace("id: test", "id: b").replace("31/12/2026", "31/13/2026")
    )
    result = coopctl("check", "a.yaml", "b.yaml")
    assert result.code == 1
    assert "b.yaml:" in result.out
    assert "2 files" in result.err
    assert coopctl("check", "a.yaml").code == 0


def test_check_without_a_workspace(
    tmp_path: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = coopctl("check")
    assert (result.code, result.out) == (1, "")
    assert "`coopctl init`" in result.err


@pytest.mark.parametrize("name", ["none.yaml", "plans"])
def test_file_that_cannot_be_read(workspace: Path, coopctl: Runner, name: str) -> None:
    result = coopctl("check", name)
    assert result.code == 1
    assert name in result.out + result.err
    assert "mistake in coopctl" not in result.err


@pytest.mark.parametrize(
    "data",
    [
        b"plan:\n\tid: x\n",
        b"plan: {id: 'x\n",
        b"plan: &a [*a, *a]\n",
        b"[" * 100_000,
        b"plan: {id: \xd0\xc3}\n",
        b"",
        b"a: 1\n---\nb: 2\n",
        b"plan: !!python/object:os.system {}\n",
        b"plan: {id: x, id: y}\n",
        b"\x00\x01\x02",
        "plan: {id: \u202ex}\n".encode(),
    ],
    ids=[
        "tab", "quote", "alias", "brackets", "cp1258", "empty", "two", "tag", "duplicate",
        "binary", "bidi",
    ],
)  # fmt: skip
def test_broken_yaml_is_told_with_its_place(workspace: Path, coopctl: Runner, data: bytes) -> None:
    (workspace / "plans" / "test.yaml").write_bytes(data)
    result = coopctl("check")
    assert result.code == 1
    assert result.out.startswith("plans/test.yaml:")
    assert ": error: " in result.out
    assert "Traceback" not in result.err
    assert "\u202e" not in result.out
    assert max(map(len, result.out.splitlines())) < 500
    assert not (workspace / "coopctl.db").exists()


@pytest.mark.parametrize(
    "data",
    [PLAN.encode("utf-8-sig"), PLAN.encode("utf-16"), PLAN.replace("\n", "\r\n").encode()],
    ids=["bom", "utf-16", "crlf"],
)
def test_encodings_of_windows_just_work(workspace: Path, coopctl: Runner, data: bytes) -> None:
    (workspace / "plans" / "test.yaml").write_bytes(data)
    result = coopctl("check")
    assert result.code == 0
    assert "0 errors" in result.err
    assert coopctl("status").code == 0


def test_an_item_that_is_left_out_with_records_is_an_error(
    workspace: Path, coopctl: Runner
) -> None:
    assert coopctl("add-update", "1.2", "in_progress").code == 0
    plan = workspace / "plans" / "test.yaml"
    text = plan.read_text("utf-8")
    plan.write_text(text.replace("id: 1.2", "id: 1.9"), "utf-8")
    result = coopctl("check")
    assert result.code == 1
    assert "plans/test.yaml:1:1: error: the changed plan `test` leaves out" in result.out
    assert "1.2" in result.out
    plan.write_text(text, "utf-8")
    assert coopctl("check").code == 0


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals")
def test_a_terminal_gets_lines_that_end_between_words(workspace: Path) -> None:
    spoil(workspace, "kind: periodic", "kind: priodic" + " # " + "dài " * 40)
    with Terminal("check", cwd=workspace, env={"COLUMNS": "40"}) as terminal:
        assert terminal.finish() == 1
    lines = terminal.seen.splitlines()
    assert all(len(line) <= 40 for line in lines)
    caret = next(at for at, line in enumerate(lines) if line.strip() == "^")
    assert lines[caret - 1][lines[caret].index("^") :].startswith("priodic # dài")
    assert "hint: one of: periodic" in " ".join(map(str.strip, lines))
