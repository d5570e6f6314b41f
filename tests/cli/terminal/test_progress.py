"""Every export shows on a terminal how it goes, once it takes its time."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from coopctl.output.screen import progress
from tests.conftest import Runner
from tests.helpers.story import tell
from tests.output.screen.test_progress import Screen

EXPORTS = ("csv updates", "csv items --labels", "json", "ics", "html", "xlsx", "docx")


@pytest.fixture
def begun(workspace: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the bars say that begin, on a terminal where nobody has patience."""
    tell(coopctl)
    labels: list[str] = []
    start = progress._start

    def note(label: str, total: int | None) -> object:
        labels.append(label)
        return start(label, total)

    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    monkeypatch.setattr(progress, "_start", note)
    screens = SimpleNamespace(stderr=Screen(terminal=True), stdout=Screen(terminal=True))
    monkeypatch.setattr(progress, "sys", screens)
    return labels


@pytest.mark.parametrize("words", EXPORTS)
def test_an_export_to_a_file_says_what_it_writes(
    words: str, coopctl: Runner, begun: list[str]
) -> None:
    result = coopctl("export", *words.split(), "-o", "out")
    assert result.code == 0, result.err
    assert begun == ["writing out"]


@pytest.mark.parametrize("words", ["csv updates", "json", "ics", "html"])
def test_on_the_terminal_the_export_itself_is_seen(
    words: str, coopctl: Runner, begun: list[str]
) -> None:
    assert coopctl("export", *words.split()).code == 0
    assert begun == []


def test_reading_an_annex_says_so(workspace: Path, coopctl: Runner, begun: list[str]) -> None:
    (workspace / "a.csv").write_text("STT,Nội dung,Thời hạn\n1,Tập huấn,Q4/2025\n", "utf-8")
    assert coopctl("import", "plan", "a.csv").code == 0
    assert begun == ["reading a.csv"]
