"""The program in processes of their own: to be limited, killed, or run many at once."""

import os
import subprocess
import sys
from pathlib import Path

# Takes away what root may do beyond its own files' modes, so that a read-only file is one.
_AS_ANYBODY = """
import ctypes, os, sys
if os.geteuid() == 0:
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    nothing = (ctypes.c_uint32 * 6)()
    assert ctypes.CDLL(None, use_errno=True).capset(header, nothing) == 0
"""
# No file may grow beyond so many bytes; with `die`, the write that would kills the process.
_LIMITED = """
import resource, signal, sys
limit, die = int(sys.argv.pop(1)), sys.argv.pop(1) == "die"
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
if die:
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
"""
_RUN = """
from coopctl.cli.main import main
sys.exit(main(sys.argv[1:]))
"""


def start(folder: Path, *words: str) -> "subprocess.Popen[str]":
    """Start the program, its streams at hand."""
    return _popen(folder, "-m", "coopctl", "--lang", "en", *words)


def run_as_anybody(folder: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    """Run the program without root's power over files."""
    return finish(_popen(folder, "-c", _AS_ANYBODY + _RUN, "--lang", "en", *words))


def run_limited(
    folder: Path, size: int, *words: str, die: bool = False
) -> "subprocess.CompletedProcess[str]":
    """Run the program with a limit on the size of files: a disk that is full."""
    how = "die" if die else "live"
    return finish(_popen(folder, "-c", _LIMITED + _RUN, str(size), how, "--lang", "en", *words))


def finish(process: "subprocess.Popen[str]") -> "subprocess.CompletedProcess[str]":
    """Wait for the end and collect what was printed."""
    out, err = process.communicate()
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def _popen(folder: Path, *words: str) -> "subprocess.Popen[str]":
    root = Path(__file__).parents[2]
    environ = os.environ | {"PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.Popen(
        [sys.executable, *words], cwd=folder, env=environ, text=True, encoding="utf-8",
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def start_endless(folder: Path, *words: str) -> "subprocess.Popen[str]":
    """Start a process that runs one command again and again, until it is killed or it fails."""
    again = (
        "import sys\nfrom coopctl.cli.main import main\nwhile main(sys.argv[1:]) == 0:\n    pass\n"
    )
    return _popen(folder, "-c", again, "--lang", "en", *words)


# Dies, as by `kill -9`, at the call number `at` that changes a file; without one, says how many there were.
_KILLED = """
import os, signal, sys
left = int(sys.argv.pop(1))
count = 0
CHANGES = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.chmod", "os.link", "os.truncate", "os.utime"}
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
def reach():
    global count
    if count == left:
        os.kill(os.getpid(), signal.SIGKILL)
    count += 1
def watch(event, args):
    if event in CHANGES or (event == "open" and isinstance(args[2], int) and args[2] & WRITES):
        if not (event == "open" and str(args[0]) == os.devnull):
            reach()
def fsync(number, sync=os.fsync):
    reach()
    sync(number)
os.fsync = fsync
sys.addaudithook(watch)
from coopctl.cli.main import main
code = main(sys.argv[1:])
print("calls:", count, file=sys.stderr)
sys.exit(code)
"""


def run_killed(folder: Path, at: int, *words: str) -> "subprocess.CompletedProcess[str]":
    """Run the program until the call number `at`, from 0, that changes a file; -1 is to the end."""
    return finish(_popen(folder, "-c", _KILLED, str(at), "--lang", "en", *words))


def count_changes(folder: Path, *words: str) -> int:
    """Run the program to its end; return how many calls changed a file."""
    ended = run_killed(folder, -1, *words)
    assert ended.returncode == 0, ended.stderr
    return int(ended.stderr.rpartition("calls:")[2])
