"""Workbooks made to harm: each gets one line, soon, in little memory, and nothing of theirs runs."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.machine import PATIENCE
from tests.sheets.apart.hostile import DOUBTFUL, REFUSED, write

_MOST_MEMORY = 500 * 1024  # kilobytes


# Runs a command, and tells last how much memory it took, with all that it began. A process of its own, as what this
# one has already grown to would count.
_MEASURE = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=False).returncode
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)
sys.exit(code)
"""


def run(folder: Path, *words: str) -> tuple[int, list[str]]:
    """Run the program in a folder; hold it to its memory; its time is bounded by the program."""
    program = [sys.executable, "-m", "coopctl", "--lang", "en", *words]
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE, *program],
        cwd=folder, capture_output=True, check=False, timeout=PATIENCE,
    )  # fmt: skip
    *said, memory = done.stderr.decode().splitlines()
    assert int(memory) < _MOST_MEMORY
    return done.returncode, said


@pytest.mark.skipif(sys.platform == "win32", reason="measures as Unix does")
@pytest.mark.parametrize("name", REFUSED)
def test_a_file_made_to_harm_gets_a_line(tmp_path: Path, name: str) -> None:
    code, said = run(tmp_path, "import", "plan", str(write(tmp_path, name)))
    assert code == 1
    assert [line.partition(":")[0] for line in said] == ["error", "hint"]
    assert name in said[0]
    assert "mistake in coopctl" not in said[0]


@pytest.mark.skipif(sys.platform == "win32", reason="measures as Unix does")
@pytest.mark.parametrize("name", DOUBTFUL)
def test_a_doubtful_file_is_read_or_refused(tmp_path: Path, name: str) -> None:
    code, said = run(tmp_path, "import", "plan", str(write(tmp_path, name)))
    assert code in {0, 1, 2}
    assert "mistake in coopctl" not in "".join(said)
    assert "Traceback" not in "".join(said)
