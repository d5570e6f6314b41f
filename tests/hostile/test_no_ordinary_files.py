"""Pipes, devices and files of gigabytes where a plan, settings or a journal belong: a line, and no waiting."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.machine import PATIENCE

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes and devices of Unix")
KINDS = ("pipe", "zeros", "sparse")


def put(path: Path, kind: str) -> None:
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "zeros":
        path.symlink_to("/dev/zero")
    else:
        with path.open("wb") as file:
            file.truncate(2**31)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["coopctl.toml", "plans/other.yaml", "journal.json"])
def test_a_line_says_so(workspace: Path, name: str, kind: str) -> None:
    put(workspace / name, kind)
    words = ("import", "json", name) if name == "journal.json" else ("status",)
    done = subprocess.run(
        [sys.executable, "-m", "coopctl", "--lang", "en", *words],
        cwd=workspace, capture_output=True, text=True, check=False, timeout=PATIENCE,
    )  # fmt: skip
    assert name in done.stderr
    assert "mistake in coopctl" not in done.stderr
    assert len(done.stderr.splitlines()) <= 4
    assert done.returncode == 1
