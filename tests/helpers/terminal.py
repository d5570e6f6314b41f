"""The program in a real pseudo-terminal: what a person sees and types."""

import os
import select
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.helpers.machine import PATIENCE


class Terminal:
    """A run of `coopctl` on a terminal; `seen` is all that it showed."""

    def __init__(self, *argv: str, cwd: Path, env: Mapping[str, str] | None = None) -> None:
        import pty  # not on Windows, where these tests are skipped

        self._end, inside = pty.openpty()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "coopctl", *argv],
            stdin=inside,
            stdout=inside,
            stderr=inside,
            cwd=cwd,
            env={**os.environ, "COOPCTL_LANG": "en", "TERM": "dumb", **(env or {})},
            start_new_session=True,
            preexec_fn=_own_terminal,  # noqa: PLW1509  (tests run no threads)
        )
        os.close(inside)
        self._raw = b""
        self._read_up_to = 0

    @property
    def seen(self) -> str:
        return self._raw.decode("utf-8", "replace").replace("\r\n", "\n")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        os.close(self._end)

    def wait_for(self, text: str) -> str:
        """Read on until `text` comes; return what came before it since the last time."""
        while True:
            at = self.seen.find(text, self._read_up_to)
            if at >= 0:
                before = self.seen[self._read_up_to : at]
                self._read_up_to = at + len(text)
                return before
            if not self._read():
                raise AssertionError(f"{text!r} did not come; seen:\n{self.seen}")

    def answer(self, prompt: str, text: str) -> None:
        """Wait for a prompt, and type a line at it."""
        self.wait_for(prompt)
        self.wait_for(": ")
        self.type(text + "\n")

    def type(self, text: str) -> None:
        os.write(self._end, text.encode("utf-8"))

    def end_by(self, key: str = "\x03") -> int:
        """Press a key, Ctrl-C, until the program ends; return the exit code.

        Python reads the next line without looking whether a signal came just before.
        """
        for _ in range(int(PATIENCE)):
            self.type(key)
            while select.select([self._end], [], [], 1.0)[0]:
                if not self._read():
                    return self._process.wait(PATIENCE)
        raise AssertionError(f"{key!r} did not end it; seen:\n{self.seen}")

    def finish(self) -> int:
        """Read to the end; return the exit code."""
        while self._read():
            pass
        return self._process.wait(PATIENCE)

    def _read(self) -> bool:
        ready, _, _ = select.select([self._end], [], [], PATIENCE)
        if not ready:
            return False
        try:
            data = os.read(self._end, 65536)
        except OSError:  # Linux says so where the other end is closed
            return False
        self._raw += data
        return bool(data)


def _own_terminal() -> None:
    """Make stdin the controlling terminal, so that Ctrl-C is a signal."""
    import fcntl
    import termios

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
