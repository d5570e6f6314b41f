"""The searches of the tests, wide and at random: laws held against made-up input, over and over.

`uv run --group test python -m tests.wide --minutes 60` takes the files with such searches in turn,
each time with another seed and more examples, and tells what it found with the command that finds it again.
"""

import argparse
import random
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

TESTS = Path(__file__).parent
_FAILED = re.compile(r"^(?:FAILED|ERROR) (\S+)", re.MULTILINE)

_JUDGED = {0, 1, 5}  # passed, failed, nothing to run


class Finding(NamedTuple):
    """A search that failed: the test, the seed with which it did, and what pytest printed."""

    test: str
    seed: int
    output: str

    @property
    def command(self) -> str:
        """What finds it again."""
        return f"uv run --group test pytest {' '.join(_options(self.seed))} '{self.test}'"


def list_files() -> list[str]:
    """Return the files with searches, as pytest names them."""
    files = (
        path for path in sorted(TESTS.rglob("test_*.py")) if "@given" in path.read_text("utf-8")
    )
    return [path.relative_to(TESTS.parent).as_posix() for path in files]


def search(minutes: float) -> list[Finding]:
    """Search for so long, every file as often as the others; return the first finding of each test."""
    end = time.monotonic() + minutes * 60
    findings: dict[str, Finding] = {}
    for files in iter(list_files, []):
        random.shuffle(files)
        for file in files:
            left = end - time.monotonic()
            if left <= 0:
                return list(findings.values())
            for finding in _search_file(file, random.randrange(2**32), left):
                if finding.test not in findings:
                    findings[finding.test] = finding
                    print(f"\n{finding.output}\n{finding.command}", flush=True)  # noqa: T201
    return list(findings.values())


def _search_file(file: str, seed: int, seconds: float) -> list[Finding]:
    words = [sys.executable, "-m", "pytest", *_options(seed), "-rfE", file]
    try:
        done = subprocess.run(
            words, cwd=TESTS.parent, capture_output=True, text=True, encoding="utf-8",
            timeout=seconds, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return []
    if done.returncode not in _JUDGED:
        raise SystemExit(done.stdout + done.stderr)
    print(f"{file} --hypothesis-seed={seed}: {done.stdout.splitlines()[-1]}", flush=True)  # noqa: T201
    return [Finding(test, seed, done.stdout) for test in _FAILED.findall(done.stdout)]


def _options(seed: int) -> list[str]:
    return ["-m", "hypothesis", "--hypothesis-profile=wide", f"--hypothesis-seed={seed}"]


def main() -> int:
    """Search, and say what was found."""
    parser = argparse.ArgumentParser(prog="tests.wide", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--minutes", type=float, default=60)
    findings = search(parser.parse_args().minutes)
    for finding in findings:
        print(f"found: {finding.test}\n  {finding.command}")  # noqa: T201
    print(f"{len(findings)} found")  # noqa: T201
    return 1 if findings else 0


if __name__ == "__main__":
    raise SystemExit(main())
