"""`coopctl verify` finds nothing wrong after any command that records, whichever way the clock went."""

from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from coopctl.services.workspace import clock
from tests.conftest import TODAY, Runner
from tests.helpers.printed import read_json

_HERS = ("--office", "hoa-binh")


def _clock(monkeypatch: pytest.MonkeyPatch, steps: tuple[int, ...]) -> None:
    """Let the clock go that many minutes forth or back at every look at it, in turn."""
    looks = count()
    now = [TODAY]

    def tick() -> object:
        now[0] += timedelta(minutes=steps[next(looks) % len(steps)])
        return now[0]

    monkeypatch.setattr(clock, "now", tick)


@pytest.mark.parametrize("steps", [(1,), (-1,), (1, 1, -90, 1, 100), (0, -1, 1)])
def test_nothing_is_wrong_after_any_command(
    steps: tuple[int, ...], workspace: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    _clock(monkeypatch, steps)
    plan = workspace / "plans" / "test.yaml"
    (workspace / "Báo cáo.txt").write_text("a", "utf-8")

    def do(*words: str) -> str:
        """Run a command that records and return the last id that it gave; the ledger is whole after."""
        result = coopctl(*words, "--json", env={"COOPCTL_OFFICE": "hung-yen"})
        assert result.code == 0, (words, result.err)
        checked = coopctl("verify", "--json")
        assert read_json(checked.out)["problems"] == [], words
        assert checked.code == 0
        log = read_json(coopctl("export", "json").out)["entries"]
        return f"{log[-1]['replica']}-{log[-1]['seq']}"

    def rewrite(old: str, new: str) -> None:
        plan.write_text(plan.read_text("utf-8").replace(old, new), "utf-8")

    do("plan", "update", "--basis", "48/KH-SKHCN")
    do("plan", "update", "--basis", "Phụ lục 01")
    do("plan", "sign", "--document", "48/KH-SKHCN, 17/9/2024")
    update = do("add-update", "1.1", "in_progress", "--evidence", "Báo cáo.txt")
    meeting = do(
        "add-meeting", "--title", "Họp", "--on", "1/5/2026", "--item", "1.1",
        "--action", "hoa-binh: Gửi",
    )  # fmt: skip
    do("add-update", f"{meeting}/1", "completed", "--completed-on", "1/6/2026", "--outcome", "-")
    outcome = do("add-outcome", "2.1", "--title", "Lớp", "--indicator", "trained", "--value", "30")
    extension = do("add-extension", "1.1", "31/3/2027", "--reason", "Sáp nhập", "--document", "12")
    do("confirm", update, *_HERS)
    do("dispute", outcome, "--reason", "Sai số", *_HERS)
    do("close-period", "Quý II", "--as-of", "1/6/2026", "--from", "1/1/2026")
    amended = do("amend", update, "--result", "Sửa", "--reason", "nhầm")
    do("amend", amended, "--evidence", "9/BC", "--reason", "nhầm nữa")
    do("amend", meeting, "--title", "Họp lại", "--action", "hoa-binh: Gửi nữa", "--reason", "r")
    do("amend", extension, "--due", "1/4/2027", "--reason", "nhầm ngày")
    do("retract", do("retract", outcome, "--reason", "nhầm", "--yes"), "--reason", "đúng", "--yes")
    rewrite("Khảo nghiệm", "Thử nghiệm")
    do("plan", "update", "--basis", "Phụ lục 02")
    do("undo")
    do("undo")
    rewrite("120", "150")
    do("plan", "update")
    do("plan", "update", "--basis", "Phụ lục 03")
    do("undo")
    do("add-update", "1.2", "in_progress")
    do(
        "retract",
        do("close-period", "Năm", "--as-of", "2/6/2026", "--from", "1/1/2026"),
        "--reason",
        "sớm",
        "--yes",
    )
    do("undo")
