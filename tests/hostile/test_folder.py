"""A folder that somebody else filled: nothing of it runs, whatever is called in it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import distributions
from pathlib import Path

import pytest

from tests.conftest import PLAN
from tests.helpers.machine import PATIENCE
from tests.sheets.annexes.make import HERE

# Modules that Python itself asks for before any program of ours can say where from: `python -m` runs those.
_BEFORE_ANY_PROGRAM = {"runpy", "pkgutil", "readline", "sitecustomize", "usercustomize"}
_COMMANDS = (
    ("status",),
    ("check",),
    ("add-update", "1.1", "in_progress", "--no-input"),
    ("import", "plan", "annex.xls"),
    ("import", "plan", "annex.xlsx"),
    ("import", "plan", "annex.ods"),
    ("export", "xlsx", "-o", "a.xlsx"),
    ("export", "docx", "-o", "a.docx"),
    ("export", "html", "-o", "a.html"),
    ("export", "ics", "-o", "a.ics"),
    ("agenda",),
    ("remind", "hoa-binh"),
    ("verify",),
    ("schema",),
)


def _names() -> Iterator[str]:
    """Yield what may be imported: of the standard library what is no part of Python's own start, and every package."""
    yield from set(sys.stdlib_module_names) - _BEFORE_ANY_PROGRAM - set(sys.builtin_module_names)
    for distribution in distributions():
        for file in distribution.files or ():
            top = file.parts[0].removesuffix(".py")
            if top.isidentifier() and top not in {"coopctl", "__pycache__"}:
                yield top


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A workspace with a module of every name that could be imported; each notes that it ran."""
    folder = tmp_path / "theirs"
    (folder / "plans").mkdir(parents=True)
    (folder / "plans" / "test.yaml").write_text(PLAN, "utf-8")
    for kind, file in (
        ("xls", "excel-cu.xls"),
        ("xlsx", "so-dang-chu.xlsx"),
        ("ods", "libreoffice.ods"),
    ):
        (folder / f"annex.{kind}").write_bytes((HERE / file).read_bytes())
    for name in set(_names()):
        note = f"import os; os.close(os.open({str(tmp_path / 'ran')!r} + {name!r}, os.O_CREAT))\n"
        (folder / f"{name}.py").write_text(note, "utf-8")
    for name in ("sitecustomize", "usercustomize", "coopctl_extra"):
        (folder / f"{name}.py").write_text(note, "utf-8")
    (folder / "sqlite_plugin-1.dist-info").mkdir()
    (folder / "sqlite_plugin-1.dist-info" / "METADATA").write_text(
        "Name: sqlite-plugin\nVersion: 1\n"
    )
    (folder / "sqlite_plugin-1.dist-info" / "entry_points.txt").write_text(
        "[sqlite_utils]\nx = coopctl_extra\n[pydantic]\nx = coopctl_extra\n"
    )
    (folder / ".env").write_text("COOPCTL_LEDGER=elsewhere.db\n")
    return folder


def _ways() -> dict[str, tuple[list[str], dict[str, str]]]:
    """Return how the program is begun: the script, and as a module where Python leaves the folder out itself."""
    script = [str(Path(sys.executable).parent / "coopctl")]
    main = "import sys; from coopctl.__main__ import main; sys.exit(main())"
    return {
        "script": (script, {}),
        "isolated module": ([sys.executable, "-I", "-m", "coopctl"], {}),
        "safe path": ([sys.executable, "-P", "-m", "coopctl"], {}),
        # As `python -m` does it: the folder comes first, and is there when the program begins.
        "module": (
            [
                sys.executable,
                "-I",
                "-c",
                f"import os, sys; sys.path.insert(0, os.getcwd()); {main}",
            ],
            {},
        ),
    }


@pytest.mark.parametrize("way", _ways())
def test_nothing_of_the_folder_runs(hostile: Path, way: str) -> None:
    begin, more = _ways()[way]
    for words in _COMMANDS if way == "script" else _COMMANDS[:5]:
        done = subprocess.run(
            [*begin, *words], cwd=hostile, capture_output=True, text=True, check=False,
            env={**os.environ, **more},
        )  # fmt: skip
        assert list(hostile.parent.glob("ran*")) == [], (words, done.stderr)
        assert done.returncode in {0, 1}, done.stderr
        assert "Traceback" not in done.stderr
    assert not (hostile / "elsewhere.db").exists()


def test_a_part_of_the_path_that_is_empty_is_not_the_folder(hostile: Path) -> None:
    """Python itself looks there for `sitecustomize` before it begins; what is imported after is ours."""
    for name in ("sitecustomize", "usercustomize"):
        (hostile / f"{name}.py").unlink()
    for stdlib in set(sys.stdlib_module_names):
        (hostile / f"{stdlib}.py").unlink(missing_ok=True)
    done = subprocess.run(
        [str(Path(sys.executable).parent / "coopctl"), "import", "plan", "annex.xls"],
        cwd=hostile, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": f"{os.pathsep}/nowhere"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert list(hostile.parent.glob("ran*")) == []


@pytest.mark.skipif(sys.platform == "win32", reason="pipes and devices of Unix")
@pytest.mark.parametrize(
    "words", [("import", "plan"), ("import", "updates"), ("import", "answers")]
)
def test_what_is_no_ordinary_file_is_not_waited_for(
    workspace: Path, words: tuple[str, str]
) -> None:
    os.mkfifo(workspace / "pipe.xlsx")
    (workspace / "itself.xlsx").symlink_to("itself.xlsx")
    (workspace / "zero.xlsx").symlink_to("/dev/zero")
    for name in ("pipe.xlsx", "itself.xlsx", "zero.xlsx"):
        done = subprocess.run(
            [sys.executable, "-m", "coopctl", "--lang", "en", *words, name],
            cwd=workspace, capture_output=True, text=True, check=False, timeout=PATIENCE,
        )  # fmt: skip
        assert done.returncode == 1
        assert [line.partition(":")[0] for line in done.stderr.splitlines()] == ["error", "hint"]
        assert name in done.stderr
