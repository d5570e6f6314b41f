"""The main job in processes of their own: by this system's program, and by those of a Windows where there is one.

`.ci/windows` names these: WINDOWS_COOPCTL is `python -m coopctl` there, WINDOWS_FROZEN the program without Python.
What one system made, the other opens, and exports as the first does.
"""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import PLAN, Result
from tests.helpers import answered

PROGRAMS = {
    "here": [sys.executable, "-m", "coopctl"],
    "windows": [os.environ.get("WINDOWS_COOPCTL", "")],
    "frozen": [os.environ.get("WINDOWS_FROZEN", "")],
}
# Text formats are the same byte for byte, the others in each of their members.
EXPORTS = {
    "annex.csv": ("csv",), "updates.csv": ("csv", "updates"), "annex.xlsx": ("xlsx",),
    "report.docx": ("docx",), "page.html": ("html",), "plan.ics": ("ics",), "journal.json": ("json",),
    "request.xlsx": ("request", "hoa-binh"),
}  # fmt: skip
AS_OF = ("--as-of", "31/12/2025")
DATED = {"annex.csv", "annex.xlsx", "report.docx", "page.html"}
# Written into a document by the moment of its making.
_MOMENT = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ|DTSTAMP:\S+|\d\d:\d\d(:\d\d)?")


class Program:
    """A program that is called in a folder, in a language."""

    def __init__(self, name: str, lang: str | None, folder: Path) -> None:
        if not all(PROGRAMS[name]):
            pytest.skip(f"there is no program `{name}`; `.ci/windows` makes it")
        self.lang, self.folder, self._words = lang, folder, PROGRAMS[name]

    def run(self, *words: str) -> Result:
        environ = {"PATH": os.environ["PATH"], "HOME": os.environ["HOME"], "LC_CTYPE": "C.UTF-8"}
        environ |= {name: os.environ[name] for name in os.environ if name.startswith("WINE")}
        environ |= {"COOPCTL_LANG": self.lang} if self.lang else {}
        done = subprocess.run(
            [*self._words, *words, "--author", "An"], cwd=self.folder, env=environ,
            stdin=subprocess.DEVNULL, capture_output=True, check=False,
        )  # fmt: skip
        return Result(done.returncode, done.stdout.decode(), done.stderr.decode())

    def __call__(self, *words: str) -> Result:
        result = self.run(*words)
        assert result.code == 0, (words, result)
        return result


@pytest.fixture(scope="module", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Give the programs a home of their own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(tmp_path_factory.mktemp("home")))
        yield


def export_all(program: Program, *, again: bool) -> None:
    """Export everything, over what is there where `again`."""
    for name, words in EXPORTS.items():
        program("export", *words, *(AS_OF if name in DATED else ()), "-o", name)
        if again:
            program("export", *words, *(AS_OF if name in DATED else ()), "-o", name)


def play(program: Program) -> None:
    """Do the main job."""
    folder = program.folder
    program("init", ".", "--office", "hoa-binh")
    for plan in (folder / "plans").glob("*.yaml"):
        plan.unlink()
    (folder / "plans" / "thử.yaml").write_bytes(PLAN.replace("\n", "\r\n").encode("utf-8-sig"))
    program("check")
    program("add-update", "1.1", "in_progress", "--on", "1/3/2025", "--progress", "40",
            "--result", "Đã có 12 đề xuất")  # fmt: skip
    (folder / "Biên bản.txt").write_bytes("một\r\nhai\r\n".encode())
    program("add-meeting", "--on", "19/9/2025", "--title", "Giao ban", "--item", "1.1",
            "--evidence", "./Biên bản.txt", "--action", "hoa-binh: gửi danh mục: 1/12/2025")  # fmt: skip
    program("add-outcome", "2.1", "--on", "1/2/2025", "--title", "Lớp đầu",
            "--indicator", "trained", "--value", "30")  # fmt: skip
    program("add-update", "3.1", "in_progress", "--on", "1/6/2025", "--result", "Ghi nhầm")
    program("undo")
    first = re.findall(r"\b[a-z0-9]+-\d+\b", program("log", "--json", "--limit", "0").out)[0]
    newest = f"{first.rpartition('-')[0]}-2"
    program("amend", newest, "--progress", "45", "--reason", "Ghi nhầm", "--yes")
    program("close-period", "Quý I/2025", "--from", "1/1/2025", "--as-of", "31/3/2025", "--yes")
    for words in (
        ("status",),
        ("due", "--within", "3m"),
        ("show", "1.1"),
        ("verify",),
        ("agenda",),
    ):
        assert program(*words).out


def take_in(program: Program) -> None:
    """Take in what was exported: a plan, updates, answers, a journal."""
    folder = program.folder
    program("import", "plan", "annex.xlsx", "-o", "plan.yaml")
    program("import", "updates", "updates.csv", "--plan", "test")
    answered.fill(Path("request.xlsx"), {"1.1": {"status": "in_progress", "result": "Đã làm"}})
    program("import", "answers", "answers.xlsx")
    other = folder / "máy khác"
    shutil.copytree(folder / "plans", other / "plans")
    program("--workspace", "máy khác", "import", "json", "journal.json")
    program("--workspace", "máy khác", "status")


@pytest.mark.parametrize(
    ("name", "lang"), [("here", "vi"), ("windows", "vi"), ("windows", "en"), ("frozen", None)]
)
def test_the_main_job(
    name: str, lang: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "Sở KH&CN"
    folder.mkdir()
    monkeypatch.chdir(folder)
    program = Program(name, lang, folder)
    play(program)
    export_all(program, again=True)
    if name != "here":  # made there, opened here
        _export_alike(program, Program("here", lang or "vi", tmp_path / "hai"))
    take_in(program)
    program("verify")
    said = {"vi": "Chưa", "en": "not yet", None: "Chưa"}
    assert ("Đang thực hiện" if lang != "en" else "In progress") in program("show", "1.1").out, said
    program("init", "ví dụ", "--example")
    program("--workspace", "ví dụ", "status")


@pytest.mark.parametrize("name", ["windows"])
def test_what_was_made_here_is_exported_there_as_here(name: str, tmp_path: Path) -> None:
    made, opened = tmp_path / "một", tmp_path / "hai"
    made.mkdir()
    maker, reader = Program("here", "vi", made), Program(name, "vi", opened)
    play(maker)
    export_all(maker, again=False)
    _export_alike(maker, reader)


def _export_alike(maker: Program, reader: Program) -> None:
    """Let another program open what one made and exported, and hold its exports against the first."""
    shutil.copytree(maker.folder, reader.folder)
    for name in EXPORTS:
        (reader.folder / name).unlink()
    export_all(reader, again=False)
    reader("verify")
    assert maker("log", "--limit", "0").out == reader("log", "--limit", "0").out
    for name in EXPORTS:
        assert _content(maker.folder / name) == _content(reader.folder / name), name


def _content(path: Path) -> dict[str, bytes]:
    """Return a file's members, without the moments of its making; itself where it is none of zip."""
    if not zipfile.is_zipfile(path):
        return {"": _MOMENT.sub(b"", path.read_bytes())}
    with zipfile.ZipFile(path) as archive:
        return {name: _MOMENT.sub(b"", archive.read(name)) for name in archive.namelist()}
