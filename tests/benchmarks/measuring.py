"""How a figure is taken: whole processes, in turn with their floor, the median of what they give."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.floors import START_UP


class Run(NamedTuple):
    """One process: its wall time in seconds and its peak memory in MB."""

    seconds: float
    megabytes: float


def run(command: Sequence[str], environ: dict[str, str]) -> Run:
    """Run a command with its output thrown away."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    error = process.stderr.read() if process.stderr else b""
    _, code, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = code
    if code != 0:
        sys.exit(f"{' '.join(command)[:200]} failed:\n{error.decode()}")
    return Run(seconds, usage.ru_maxrss / 1024)


def compare(name: str, limit: float, ours: Sequence[str], floor: Sequence[str], pairs: int) -> None:
    """Time both in turn, and print the median of the ratios beside what it should reach."""
    environ = clean_environment()
    run(ours, environ)
    run(floor, environ)
    taken = [(run(ours, environ), run(floor, environ)) for _ in range(pairs)]
    ratios = sorted(ours.seconds / floor.seconds for ours, floor in taken)
    mine = statistics.median(ours.seconds for ours, _ in taken)
    base = statistics.median(floor.seconds for _, floor in taken)
    memory = max(ours.megabytes for ours, _ in taken)
    ratio = statistics.median(ratios)
    print(  # noqa: T201
        f"{name:<44} {ratio:5.2f}  (limit {limit:.2f}, {ratios[0]:.2f}–{ratios[-1]:.2f})  "
        f"{mine * 1000:7.0f} ms / {base * 1000:7.0f} ms  {memory:4.0f} MB",
        flush=True,
    )


def clean_environment() -> dict[str, str]:
    """Return the environment without what slows Python down or steers the program."""
    slow = {"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"}
    return {
        key: value
        for key, value in os.environ.items()
        if key not in slow and not key.startswith("COOPCTL")
    }


def measure_above(name: str, limit: float, ours: Sequence[str], pairs: int) -> None:
    """Time a command in turn with the start-up, and print the median of the differences, in seconds."""
    environ, floor = clean_environment(), python(START_UP)
    run(ours, environ)
    run(floor, environ)
    above = sorted(run(ours, environ).seconds - run(floor, environ).seconds for _ in range(pairs))
    print(  # noqa: T201
        f"{name:<44} {statistics.median(above):5.2f} s  (limit {limit:.2f} s, "
        f"{above[0]:.2f}–{above[-1]:.2f})",
        flush=True,
    )


def python(script: str, *words: object) -> list[str]:
    """Return the command line of a Python program that is given as text."""
    return [sys.executable, "-c", script, *map(str, words)]


def show_size(file: Path, limit: float) -> None:
    """Print how large a file is, in MB, beside what it may be."""
    print(f"    its size {file.stat().st_size / 1e6:.2f} MB (limit {limit:.2f})", flush=True)  # noqa: T201
