"""What was completed and is opened again; and for whom one speaks: both are said."""

from pathlib import Path

from tests.conftest import Runner
from tests.helpers.printed import read_json


def test_what_is_opened_again_begins_anew(coopctl: Runner, workspace: Path) -> None:
    coopctl("add-update", "1.1", "in_progress", "--on", "1/3/2026", "--progress", "80")
    coopctl("add-update", "1.1", "completed", "--on", "1/4/2026", "--completed-on", "1/4/2026")
    result = coopctl("add-update", "1.1", "in_progress", "--on", "1/5/2026")
    assert "`1.1` was completed, and this opens it again" in result.err
    (row,) = read_json(coopctl("status", "1.1", "--json").out)["items"]
    assert (row["status"], row["progress"]) == ("in_progress", None)
    (then,) = read_json(coopctl("status", "1.1", "--json", "--as-of", "2/4/2026").out)["items"]
    assert then["progress"] == 100
    again = coopctl("add-update", "1.1", "in_progress", "--on", "2/5/2026", "--progress", "20")
    assert "opens it again" not in again.err
    (row,) = read_json(coopctl("status", "1.1", "--json").out)["items"]
    assert row["progress"] == 20


def test_for_whom_one_speaks(coopctl: Runner, workspace: Path) -> None:
    (workspace / "coopctl.toml").write_text('office = "hoa-binh"\n', "utf-8")
    words = ("add-update", "1.1", "in_progress")
    said = "this is recorded as the word of `hung-yen`; the workspace is that of `hoa-binh`"
    assert said in coopctl(*words, "--office", "hung-yen").err
    assert "recorded as the word of" not in coopctl(*words, "--office", "hoa-binh").err
    assert "recorded as the word of" not in coopctl(*words).err
