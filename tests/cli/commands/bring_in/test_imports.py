"""What a command may import: start-up time is spent there."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Runner

HEAVY = {"rich", "yaml", "pydantic", "pydantic_core", "sqlite_utils", "platformdirs"}
DRIVER = (
    "import sys; from coopctl.cli.main import main; code = main(sys.argv[1:]); "
    "print(*sys.modules, file=sys.stderr); sys.exit(code)"
)


def imported(*words: str) -> set[str]:
    """Run a command in a fresh process; return the top-level modules that it imported."""
    done = subprocess.run(
        [sys.executable, "-c", DRIVER, *words], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    names = set(done.stderr.splitlines()[-1].split())
    assert "coopctl.cli.program" in names
    return {name.partition(".")[0] for name in names} | {n for n in names if "coopctl." in n}


@pytest.mark.parametrize("words", [("--help",), ("--version",), ("export", "--help"), ()])
def test_help_imports_no_command(words: tuple[str, ...]) -> None:
    names = imported(*words)
    assert not names & HEAVY
    assert not names & {
        "sqlite3",
        "coopctl.ledger",
        "coopctl.definitions",
        "coopctl.cli.commands.see.status",
    }


@pytest.mark.parametrize(
    "words",
    [
        ("status", "--json"),
        ("add-update", "1.1", "in_progress", "--progress", "50"),
        ("log", "--json"),
        ("export", "csv"),
        ("export", "csv", "updates"),
        ("export", "xlsx", "-o", "a.xlsx"),
        ("export", "json"),
        ("export", "html"),
        ("show", "1.1", "--json"),
        ("due", "--json"),
        ("agenda", "--json"),
        ("remind", "hoa-binh"),
        ("status", "--indicators", "--json"),
        ("timeline", "--json"),
        ("chart", "--json"),
        ("close-period", "Q1", "--as-of", "31/3/2025", "--from", "1/1/2025"),
        ("plan", "log", "--json"),
        ("plan", "diff", "--json"),
        ("plan", "sign", "--document", "48/KH"),
        ("evidence", "--json"),
        ("evidence", "--missing", "--json"),
        ("verify",),
        ("export", "request", "hoa-binh", "-o", "request.xlsx"),
    ],
)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_with_a_ledger_nothing_heavy_is_imported(
    workspace: Path, coopctl: Runner, words: tuple[str, ...], lang: str
) -> None:
    assert coopctl("add-update", "1.1", "in_progress").code == 0
    names = imported("--lang", lang, *words)
    noted = {"platformdirs"} if "-o" in words else set()  # what was written is noted for the user
    assert not names & (HEAVY - noted)
    assert "coopctl.definitions" not in names
    assert "sqlite3" in names
    assert ("jinja2" in names) is (words == ("export", "html"))


@pytest.mark.parametrize(
    "words",
    [
        ("status",), ("log",), ("show", "1.1"), ("due",), ("agenda",), ("status", "--indicators"),
        ("timeline",), ("chart",), ("evidence",),
    ],
)  # fmt: skip
def test_pictures_import_nothing_heavy(
    workspace: Path, coopctl: Runner, words: tuple[str, ...]
) -> None:
    assert coopctl("add-update", "1.1", "in_progress").code == 0
    assert not imported(*words) & HEAVY
