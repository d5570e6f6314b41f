"""The program as a process: exit codes, pipes and signals as a shell sees them."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from coopctl import __version__
from tests.conftest import Runner
from tests.helpers.machine import PATIENCE

COOPCTL = [sys.executable, "-m", "coopctl"]


def test_exit_codes_reach_the_shell(workspace: Path) -> None:
    for words, code in ((("status",), 0), (("status", "9.9"), 1), (("statsu",), 2)):
        done = subprocess.run([*COOPCTL, *words], capture_output=True, check=False)
        assert done.returncode == code


def test_version(workspace: Path) -> None:
    done = subprocess.run([*COOPCTL, "--version"], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == (f"coopctl {__version__}\n", "")


@pytest.mark.parametrize(
    "words",
    [("log", "--limit", "0"), ("log", "--limit", "0", "--json"), ("export", "csv", "updates"),
     ("export", "json")],
)  # fmt: skip
def test_reader_that_goes_away_is_no_error(
    workspace: Path, coopctl: Runner, words: tuple[str, ...]
) -> None:
    coopctl("add-update", "1.1", "in_progress", "--result", "dài " * 20_000)
    for _ in range(3):
        coopctl("add-update", "1.1", "in_progress", "--result", "dài " * 20_000)
    with subprocess.Popen(
        [*COOPCTL, "--lang", "en", *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(1)
        process.stdout.close()
        err = process.stderr.read().decode()
        code = process.wait(60)
    assert err == ""
    assert code in {0, 141}


@pytest.mark.skipif(sys.platform == "win32", reason="no signals there")
def test_interrupt_ends_with_one_line_and_130(workspace: Path) -> None:
    with subprocess.Popen(
        [*COOPCTL, "--lang", "en", "add-update", "--from", "-"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        _wait_until_it_reads(process.pid)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out) == (130, b"")
    assert err.decode().strip() == "interrupted; nothing was recorded"
    assert not (workspace / "coopctl.db").exists()


def _wait_until_it_reads(pid: int) -> None:
    """Wait until the process sleeps in a read of its standard input."""
    wchan = Path(f"/proc/{pid}/wchan")
    if not wchan.exists():
        pytest.skip("cannot see here what a process waits for")
    for _ in range(1000):
        if "pipe" in wchan.read_text():
            return
        time.sleep(0.02)
    pytest.skip("cannot see here what a process waits for")


def test_output_is_utf8_whatever_the_locale_says(workspace: Path) -> None:
    environ = os.environ | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(
        [*COOPCTL, "--lang", "vi", "status"], capture_output=True, check=True, env=environ
    )
    assert "Kế hoạch thử" in done.stdout.decode("utf-8")


def test_words_that_are_not_utf8(workspace: Path) -> None:
    done = subprocess.run(
        [*[word.encode() for word in COOPCTL], b"--lang", b"en", b"status", b"\xff\xfe"],
        capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert b"mistake in coopctl" not in done.stderr
