"""What Windows has of its own: names, locks, shares, drives, editors, code pages."""

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import PLAN, Runner
from tests.helpers.recorded import journal

pytestmark = pytest.mark.windows

FORMATS = ("csv", "xlsx", "docx", "html", "ics", "json")
_READ, _WRITE, _OPEN_EXISTING = 0x80000000, 0x40000000, 3


@contextmanager
def opened_as_by_excel(path: Path, share: int) -> Iterator[None]:
    """Hold a file open; `share` 0 lets nobody at it, 1 lets others read."""
    if sys.platform != "win32":
        raise AssertionError(sys.platform)
    import ctypes

    kernel = ctypes.windll.kernel32
    kernel.CreateFileW.restype = ctypes.c_void_p
    handle = kernel.CreateFileW(
        str(path), ctypes.c_ulong(_READ | _WRITE), share, None, _OPEN_EXISTING, 0, None
    )
    assert handle != ctypes.c_void_p(-1).value, ctypes.GetLastError()
    try:
        yield
    finally:
        kernel.CloseHandle(ctypes.c_void_p(handle))


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("share", [0, 1])
@pytest.mark.parametrize("kind", FORMATS)
def test_a_file_that_is_open_in_excel_stays_as_it_was(
    coopctl: Runner, workspace: Path, kind: str, share: int, lang: str
) -> None:
    old = workspace / f"Phụ lục.{kind}"
    old.write_bytes(b"old")
    with opened_as_by_excel(old, share):
        result = coopctl("export", kind, "-o", old.name, "--overwrite", lang=lang)
    assert result.code == 1, result
    assert old.name in result.err
    assert {"vi": "chương trình khác", "en": "other program"}[lang] in result.err
    assert old.read_bytes() == b"old"
    assert [file.name for file in workspace.iterdir() if file.suffix == ".part"] == []
    assert coopctl("export", kind, "-o", old.name, "--overwrite", lang=lang).code == 0
    assert old.read_bytes() != b"old"


@pytest.mark.parametrize(
    "name",
    [
        "CON.xlsx", "con", "NUL", "nul.csv", "aux.tar.xlsx", "COM1.csv", "lpt9", "a.xlsx:b",
        "a?.csv", 'a".csv', "a|b", "a<b", "a*", "a.csv.", "a.csv ", "CON/a.csv", "CONOUT$",
    ],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_name_that_is_no_file_is_refused(
    coopctl: Runner, workspace: Path, kind: str, name: str
) -> None:
    before = sorted(workspace.rglob("*"))
    result = coopctl("export", kind, "-o", name)
    assert (result.code, result.out) == (1, "")
    assert name.partition("/")[0] in result.err
    assert "choose another" in result.err
    assert sorted(workspace.rglob("*")) == before


def test_names_that_only_look_like_devices_are_names(coopctl: Runner, workspace: Path) -> None:
    for name in ("CONG.csv", "console.csv", "a.con.csv", "COM.csv", "lpt.csv", "null.csv"):
        assert coopctl("export", "csv", "-o", name).code == 0
        assert (workspace / name).stat().st_size


@pytest.mark.parametrize("words", [("init", "NUL"), ("--ledger", "con.db", "add-update", "1.1")])
def test_neither_a_workspace_nor_a_ledger_is_a_device(
    coopctl: Runner, workspace: Path, words: tuple[str, ...]
) -> None:
    more = ("in_progress", "--on", "1/3/2025") if "add-update" in words else ()
    result = coopctl(*words, *more)
    assert result.code == 1
    assert "choose another" in result.err


@pytest.mark.parametrize("kind", FORMATS)
def test_a_path_over_260_characters_is_written_or_named(
    coopctl: Runner, workspace: Path, kind: str
) -> None:
    folder = workspace / ("thư mục dài " * 8).strip() / ("thư mục dài " * 8).strip()
    try:
        folder.mkdir(parents=True)
    except OSError:
        pytest.skip("this Windows makes no such folder")
    target = folder / f"{'a' * 60}.{kind}"
    assert len(str(target)) > 260
    result = coopctl("export", kind, "-o", str(target))
    if result.code:
        assert "longer than Windows allows" in result.err, ascii(result.err[-300:])
        assert result.err.count("\n") == 2
    else:
        assert target.stat().st_size


@pytest.mark.parametrize(
    "spelled", ["{}", "{0.drive}{0.name}", "\\\\?\\{}", "{0}".replace("\\", "/")]
)
def test_drives_and_folders_as_windows_spells_them(
    coopctl: Runner, workspace: Path, spelled: str
) -> None:
    target = spelled.format(workspace / "a.csv")
    assert coopctl("export", "csv", "-o", target).code == 0
    assert (workspace / "a.csv").stat().st_size


def test_evidence_by_every_spelling_of_its_path(coopctl: Runner, workspace: Path) -> None:
    (workspace / "Biên bản.txt").write_text("một\r\nhai\r\n", "utf-8", newline="")
    file = workspace / "Biên bản.txt"
    for path in (".\\Biên bản.txt", "./Biên bản.txt", str(file), f'"{file}"', file.as_uri()):
        result = coopctl("add-update", "1.1", "in_progress", "--on", "1/3/2025", "--evidence", path)
        assert result.code == 0, result.err
    names = {one["file"] for row in journal(workspace) for one in row.body["evidence"]}
    assert names == {"Biên bản.txt"}
    (kept,) = (workspace / "evidence").iterdir()
    assert kept.read_bytes() == file.read_bytes()
    missing = coopctl(
        "add-update", "1.1", "in_progress", "--on", "1/3/2025", "--evidence", r"C:\x\a.pdf"
    )
    assert (missing.code, missing.err.count("\n")) == (2, 2)
    assert "there is no file" in missing.err


def test_a_folder_that_may_only_be_read(coopctl: Runner, workspace: Path) -> None:
    old = workspace / "a.csv"
    old.write_bytes(b"old")
    old.chmod(stat.S_IREAD)
    result = coopctl("export", "csv", "-o", "a.csv", "--overwrite")
    old.chmod(stat.S_IWRITE)
    # Windows keeps a file that may only be read; Wine lets it be replaced, as Unix does.
    assert (result.code == 0) == (old.read_bytes() != b"old")
    assert result.code == 0 or "cannot write `a.csv`" in result.err


def test_a_ledger_that_another_program_holds(coopctl: Runner, workspace: Path) -> None:
    update = ("add-update", "1.1", "in_progress", "--on", "1/3/2025")
    assert coopctl(*update).code == 0
    with opened_as_by_excel(workspace / "coopctl.db", 0):
        answers = [coopctl("status"), coopctl(*update)]
    for answer in answers:
        assert (answer.code, answer.out) == (1, "")
        assert "coopctl.db" in answer.err
        assert "damaged" not in answer.err
    assert len(journal(workspace)) == 1
    assert coopctl("verify").code == 0


@pytest.fixture
def share(tmp_path: Path) -> Iterator[Path]:
    r"""A shared folder, `\\may-chu\chung`, as Wine has one: a link beside its drives."""
    place = os.environ.get("WINDOWS_SHARES")
    if place is None:
        pytest.skip("needs a place for shared folders: WINDOWS_SHARES")
    folder = Path(place) / "may-chu" / "chung"
    folder.mkdir(parents=True)
    yield Path(r"\\may-chu\chung")
    subprocess.run(["cmd", "/c", "rmdir", "/s", "/q", str(folder.parent)], check=False)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_ledger_in_a_shared_folder_works_and_is_named_as_what_it_is(
    coopctl: Runner, share: Path, lang: str
) -> None:
    work = str(share / "Sở KH&CN")
    assert coopctl("init", work, "--office", "hoa-binh", lang=lang).code == 0
    word = {"vi": "thư mục dùng chung", "en": "in a shared folder"}[lang]
    here = ("--workspace", work)
    done = coopctl(*here, "add-update", "1.1", "in_progress", "--on", "1/3/2025", lang=lang)
    assert done.code == 0, done.err
    assert done.err.count(word) == 1
    for words in (("status",), ("log",), ("verify",), ("export", "csv")):
        read = coopctl(*here, *words, lang=lang)
        assert (read.code, word in read.err) == (0, False), read.err
    out = str(share / "a.xlsx")
    assert coopctl(*here, "export", "xlsx", "-o", out, lang=lang).code == 0
    assert coopctl(*here, "export", "xlsx", "-o", out, lang=lang).code == 0
    for _ in range(2):
        assert coopctl(*here, "undo", lang=lang).code == 0


def test_a_shared_folder_that_goes_away(coopctl: Runner, share: Path, workspace: Path) -> None:
    ledger = ("--ledger", str(share / "coopctl.db"))
    update = ("add-update", "1.1", "in_progress", "--on", "1/3/2025")
    assert coopctl(*ledger, *update).code == 0
    gone = Path(os.environ["WINDOWS_SHARES"]) / "may-chu"
    gone.rename(gone.with_name("away"))
    answers = [coopctl(*ledger, *words) for words in (("status",), ("log",), update)]
    answers.append(coopctl("--workspace", str(share), "status"))
    gone.with_name("away").rename(gone)
    for answer in answers:
        assert (answer.code, answer.out) == (1, ""), answer
        assert "does not answer" in answer.err
        assert "damaged" not in answer.err
    assert coopctl(*ledger, "log").out.count("1.1") == 1


@pytest.mark.parametrize("mark", ["utf-16", "utf-8-sig"])
def test_a_plan_as_notepad_saves_it(coopctl: Runner, workspace: Path, mark: str) -> None:
    plan = workspace / "plans" / "test.yaml"
    plan.write_bytes(PLAN.replace("\n", "\r\n").encode(mark))
    assert coopctl("check").code == 0
    assert "Propose tasks" in coopctl("show", "1.1").out
    (workspace / "coopctl.toml").write_bytes('office = "hoa-binh"\r\n'.encode("utf-8-sig"))
    assert coopctl("init", ".", "--office", "hung-yen").code == 0
    done = coopctl("add-update", "1.1", "in_progress", "--on", "1/3/2025")
    assert done.code == 0, done.err
    assert journal(workspace)[-1].office == "hung-yen"


def test_a_plan_in_an_old_code_is_refused_in_one_line(coopctl: Runner, workspace: Path) -> None:
    (workspace / "plans" / "test.yaml").write_bytes(PLAN.encode("cp1258", "replace"))
    result = coopctl("check")
    assert result.code == 1
    assert "this is not text in UTF-8" in result.err + result.out


@pytest.mark.parametrize("code", ["utf-8-sig", "utf-16", "utf-8"])
def test_a_form_as_notepad_saves_it(coopctl: Runner, workspace: Path, code: str) -> None:
    form = "record: update\r\nitem: 1.1\r\nstatus: in_progress\r\non: 1/3/2025\r\nresult: |\r\n  Đã họp\r\n  hai lần\r\n"
    (workspace / "form.yaml").write_bytes(form.encode(code))
    result = coopctl("add-update", "--from", "form.yaml")
    assert result.code == 0, result.err
    assert journal(workspace)[-1].body["result"] == "Đã họp\nhai lần"


_EDITOR = "import sys, pathlib; p = pathlib.Path(sys.argv[-1]); p.write_bytes((p.read_text('utf-8').replace('status:', 'status: in_progress')).replace('\\n', '\\r\\n').encode('utf-8-sig'))"


@pytest.mark.parametrize(
    "spelled", ['"{python}" "{script}" --wait', "{program} --wait", "{program}", '"{program}"']
)
def test_an_editor_with_spaces_and_quotes(
    coopctl: Runner, workspace: Path, tmp_path: Path, spelled: str
) -> None:
    folder = tmp_path / "Program Files" / "Microsoft VS Code" / "bin"
    folder.mkdir(parents=True)
    script = folder / "edit.py"
    script.write_text(_EDITOR, "utf-8")
    program = folder / "code.cmd"
    program.write_text(f'@"{sys.executable}" "{script}" %*\r\n', "utf-8")
    if spelled == "{program} --wait":  # found by its name, as `code` is
        editor = "code --wait"
    else:
        editor = spelled.format(python=sys.executable, script=script, program=program)
    result = coopctl(
        "add-update", "1.1", "--on", "1/3/2025", "--edit",
        env={"VISUAL": editor, "PATH": f"{folder};{os.environ['PATH']}"},
    )  # fmt: skip
    assert result.code == 0, result.err
    assert journal(workspace)[-1].body["status"] == "in_progress"


def test_notepad_by_its_path(workspace: Path) -> None:
    from coopctl.cli.terminal.editor import _words_of

    assert _words_of(r"C:\Windows\no-notepad.exe") == [r"C:\Windows\no-notepad.exe"]
    assert _words_of(r'"C:\Program Files\x\code" --wait') == [r"C:\Program Files\x\code", "--wait"]


def test_a_ledger_beside_notes_of_windows(coopctl: Runner, workspace: Path) -> None:
    assert coopctl("add-update", "1.1", "in_progress", "--on", "1/3/2025").code == 0
    (workspace / "ghi chú.txt").write_bytes("ghi chú\r\n".encode("utf-16"))
    (workspace / "plans" / "desktop.ini").write_bytes(b"[.ShellClassInfo]\r\n")
    (workspace / "plans" / "Thumbs.db").write_bytes(b"\xd0\xcf\x11\xe0")
    for words in (("check",), ("status",), ("verify",)):
        assert coopctl(*words).code == 0


@pytest.mark.parametrize("page", ["437", "1252", "1258", "65001"])
def test_every_code_page_of_a_console(workspace: Path, page: str) -> None:
    """A pipe gets UTF-8, whatever code page the console has: nothing of a text is lost."""
    words = subprocess.list2cmdline(
        [sys.executable, "-m", "coopctl", "--lang", "vi", "show", "1.1"]
    )
    done = subprocess.run(  # noqa: S602  (our own words)
        f"chcp {page} >nul & {words}", shell=True, cwd=workspace, capture_output=True, check=True
    )
    said = done.stdout.decode("utf-8")
    assert "Đề xuất nhiệm vụ" in said
    assert "�" not in said


def test_a_folder_that_may_not_be_written(coopctl: Runner, workspace: Path) -> None:
    """A folder that is there and takes no file, as one on a disk that may only be read."""
    result = coopctl("export", "csv", "-o", "C:\\windows\\system32\\drivers\\etc\\hosts\\a.csv")
    assert (result.code, result.out) == (1, "")
    assert result.err.count("\n") == 2
