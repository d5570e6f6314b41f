"""What a person wrote into an exported file is not lost: whatever the export, whatever the file."""

import sys
from pathlib import Path

import pytest

from coopctl.cli.commands.plans.init import SCHEMA_FILE
from coopctl.files import kept
from coopctl.files.kept import plain
from coopctl.files.places import state_folder
from coopctl.services.workspace.holidays_file import HOLIDAYS_FILE
from coopctl.services.workspace.settings import LEDGER_FILE, WORKSPACE_FILE
from tests.conftest import Runner
from tests.helpers.story import tell
from tests.helpers.terminal import Terminal

EXPORTS = {
    "csv": ("export", "csv", "-o", "x.csv"),
    "json": ("export", "json", "-o", "x.json"),
    "ics": ("export", "ics", "-o", "x.ics"),
    "html": ("export", "html", "-o", "x.html"),
    "xlsx": ("export", "xlsx", "-o", "x.xlsx"),
    "docx": ("export", "docx", "-o", "x.docx"),
    "request": ("export", "request", "hung-yen", "-o", "x.xlsx"),
    "letter": ("remind", "hoa-binh", "-o", "x.txt"),
    "plan": ("import", "plan", "annex.csv", "-o", "new.yaml"),
}
every_export = pytest.mark.parametrize("words", EXPORTS.values(), ids=EXPORTS)


@pytest.fixture
def told(workspace: Path, coopctl: Runner) -> Path:
    """A workspace with records, and an annex to import."""
    tell(coopctl)
    header = "STT,Nội dung,Chủ trì,Thời hạn,Kết quả"
    (workspace / "annex.csv").write_text(
        f"{header}\n1,Tập huấn,Hưng Yên,Q4/2025,Lớp học\n", "utf-8"
    )
    return workspace


@every_export
def test_its_own_file_is_written_again_and_a_changed_one_is_not(
    told: Path, coopctl: Runner, words: tuple[str, ...]
) -> None:
    file = told / words[-1]
    assert coopctl(*words).code == 0
    again = coopctl(*words)
    assert again.code == 0, again.err

    changed = file.read_bytes() + b" and mine"
    file.write_bytes(changed)
    refused = coopctl(*words)
    assert (refused.code, refused.out) == (2, "")
    assert f"`{file.name}` is not as coopctl last wrote it" in refused.err
    assert "--overwrite" in refused.err
    assert file.read_bytes() == changed

    assert coopctl(*words, "--overwrite").code == 0
    assert file.read_bytes() != changed
    assert coopctl(*words).code == 0
    assert list(told.glob(".*")) == []


@every_export
def test_a_file_that_it_never_wrote_is_a_persons(
    told: Path, coopctl: Runner, words: tuple[str, ...]
) -> None:
    (told / words[-1]).write_text("mine")
    assert coopctl(*words).code == 2
    assert (told / words[-1]).read_text() == "mine"


def test_what_was_written_before_the_last_time_is_a_persons_too(
    told: Path, coopctl: Runner
) -> None:
    file, words = told / "x.csv", EXPORTS["csv"]
    assert coopctl(*words).code == 0
    old = file.read_bytes()
    assert coopctl(*words, "--as-of", "1/1/2025").code == 0
    assert file.read_bytes() != old
    file.write_bytes(old)
    assert coopctl(*words).code == 2


def test_a_copy_under_another_name_is_a_persons(told: Path, coopctl: Runner) -> None:
    assert coopctl(*EXPORTS["csv"]).code == 0
    (told / "x.csv").rename(told / "y.csv")
    assert coopctl("export", "csv", "-o", "y.csv").code == 2
    assert coopctl(*EXPORTS["csv"]).code == 0


def test_a_path_is_the_same_however_it_is_spelled(told: Path, coopctl: Runner) -> None:
    (told / "link").symlink_to(told)
    assert coopctl(*EXPORTS["csv"]).code == 0
    for spelled in ("./x.csv", str(told / "x.csv"), "link/x.csv", "plans/../x.csv"):
        assert coopctl("export", "csv", "-o", spelled).code == 0


@pytest.mark.parametrize("content", [b"", b"x", b"0" * 64, b"g" * 64 + b"\n", b"0" * 10_000])
def test_a_broken_note_is_unknown(told: Path, coopctl: Runner, content: bytes) -> None:
    assert coopctl(*EXPORTS["csv"]).code == 0
    folder = state_folder()
    assert folder is not None
    (note,) = (folder / "written").iterdir()
    note.write_bytes(content)
    assert coopctl(*EXPORTS["csv"]).code == 2
    assert coopctl(*EXPORTS["csv"], "--overwrite").code == 0
    assert coopctl(*EXPORTS["csv"]).code == 0


def test_where_nothing_can_be_noted_it_is_unknown(told: Path, coopctl: Runner) -> None:
    (told / "file").write_text("")
    shut = {"XDG_STATE_HOME": str(told / "file")}
    done = coopctl(*EXPORTS["csv"], env=shut)
    assert (done.code, done.err) == (0, "note: wrote `x.csv`: 6 rows\n")
    assert coopctl(*EXPORTS["csv"], env=shut).code == 2


def test_every_table_is_asked_for_before_one_is_written(told: Path, coopctl: Runner) -> None:
    words = ("export", "csv", "--all", "-o", "tables")
    assert coopctl(*words).code == 0
    assert coopctl(*words).code == 0
    folder = told / "tables"
    before = {file.name: file.stat().st_mtime_ns for file in folder.iterdir()}
    for name in ("meetings", "updates"):
        (folder / f"{name}.csv").write_text("mine")
        before[f"{name}.csv"] = (folder / f"{name}.csv").stat().st_mtime_ns
    refused = coopctl(*words)
    assert refused.code == 2
    assert "meetings.csv" in refused.err
    assert "updates.csv" in refused.err
    assert {file.name: file.stat().st_mtime_ns for file in folder.iterdir()} == before
    assert coopctl(*words, "--overwrite").code == 0


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(
    ("lang", "question", "answer", "code"),
    [
        ("en", "`x.csv` is there; write over it", "n", 1),
        ("en", "`x.csv` is there; write over it", "y", 0),
        ("vi", "đã có `x.csv`; ghi đè", "không", 1),
        ("vi", "đã có `x.csv`; ghi đè", "có", 0),
    ],
)
def test_on_a_terminal_it_is_asked(
    told: Path, lang: str, question: str, answer: str, code: int
) -> None:
    (told / "x.csv").write_text("mine")
    with Terminal("--lang", lang, *EXPORTS["csv"], cwd=told) as terminal:
        terminal.answer(question, answer)
        assert terminal.finish() == code
    assert ((told / "x.csv").read_text("utf-8") == "mine") == bool(code)


# What the program lives by, however it is spelled.

_NAMES = (
    "coopctl.db", "coopctl.db-journal", "coopctl.db-wal", "coopctl.db-shm", "coopctl.toml",
    "holidays.toml", "plan.schema.json", "evidence/x.csv", "plans/x.yaml", "plans/test.yaml",
    "plans/x.toml", "other.db", "other.db-journal",
)  # fmt: skip
_SPELLINGS = (
    str, str.upper, lambda name: f"{name}.", lambda name: f"{name}. .", lambda name: f"{name} ",
    lambda name: f"{name}::$DATA",
)  # fmt: skip


@pytest.mark.parametrize("name", _NAMES)
@pytest.mark.parametrize("overwrite", [(), ("--overwrite",)])
def test_no_export_takes_the_place_of_what_the_program_lives_by(
    told: Path, coopctl: Runner, name: str, overwrite: tuple[str, ...]
) -> None:
    (told / "coopctl.db").rename(told / "other.db")
    ledger = ("--ledger", "other.db")
    (told / "evidence").mkdir()
    before = sorted(told.rglob("*"))
    for spell in _SPELLINGS:
        if spell(name).lower().startswith("plans/") and spell is str.upper:
            continue  # a folder of another name here
        result = coopctl("export", "csv", "-o", spell(name), *ledger, *overwrite)
        assert (result.code, result.out) == (1, ""), spell(name)
        assert ("nothing is written over it" in result.err) != ("kept evidence" in result.err)
        assert result.err.splitlines()[-1].startswith("hint: name another")
    assert sorted(told.rglob("*")) == before


def test_a_folder_called_evidence_elsewhere_is_a_folder(told: Path, coopctl: Runner) -> None:
    (told.parent / "evidence").mkdir()
    (told / "sub" / "evidence").mkdir(parents=True)
    for path in ("../evidence/x.csv", "sub/evidence/x.csv"):
        assert coopctl("export", "csv", "-o", path).code == 0


def test_evidence_is_that_of_the_ledger_too(
    told: Path, coopctl: Runner, tmp_path_factory: pytest.TempPathFactory
) -> None:
    place = tmp_path_factory.mktemp("ledger")
    (place / "evidence").mkdir()
    words = ("export", "csv", "-o", str(place / "evidence" / "x.csv"))
    assert coopctl(*words, "--ledger", str(place / "so.db")).code == 1
    assert coopctl(*words).code == 0


def test_a_name_is_read_as_windows_reads_it() -> None:
    for name in ("Holidays.TOML", "holidays.toml.", "holidays.toml . ", "HOLIDAYS.toml::$DATA"):
        assert plain(name) == "holidays.toml"


def test_the_names_are_those_of_the_workspace() -> None:
    assert {LEDGER_FILE, WORKSPACE_FILE, SCHEMA_FILE, HOLIDAYS_FILE} == kept._NAMES
