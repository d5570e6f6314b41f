"""A real shell on a pseudo-terminal, in which Tab is pressed, and what a command got in the end."""

import os
import re
import select
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.helpers.machine import PATIENCE
from tests.helpers.terminal import _own_terminal

STARTS: Mapping[str, Sequence[str]] = {
    "bash": ("bash", "--norc", "--noprofile", "-i"),
    "zsh": ("zsh", "-f", "-i"),
    "fish": ("fish", "--no-config", "-i"),
}
SOURCES = {
    "bash": "source <(coopctl completion bash)",
    "zsh": "autoload -Uz compinit && compinit -u && source <(coopctl completion zsh)",
    "fish": "coopctl completion fish | source",
}
_QUIET = 0.3  # seconds without output after which a shell has answered
_STEERING = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]|\x1b[()][A-Z0-9]|\x1b\][^\x07]*\x07|[\x0e\x0f]")


class Shell:
    """A shell that has the completion; `coopctl` in it is ours on Tab, and else writes down what it got."""

    def __init__(self, name: str, folder: Path, cwd: Path, env: Mapping[str, str]) -> None:
        import pty

        programs = folder / "bin"
        programs.mkdir(parents=True)
        self._got = folder / "got"
        stub = programs / "coopctl"
        self._answered = folder / "answered"
        python, got, answered = (
            shlex.quote(str(path)) for path in (sys.executable, self._got, self._answered)
        )
        stub.write_text(
            "#!/bin/sh\n"
            f'case $1 in completion) exec {python} -m coopctl "$@" ;;\n'
            f'--complete) {python} -m coopctl "$@"; : > {answered}; exit ;; esac\n'
            f"printf '%s\\0' \"$@\" > {got}.part\n"
            f"mv {got}.part {got}\n"
        )
        stub.chmod(0o755)
        self._end, inside = pty.openpty()
        self._raw = b""
        self._got_words: list[str] = []
        self._process = subprocess.Popen(
            STARTS[name],
            stdin=inside, stdout=inside, stderr=inside, cwd=cwd, start_new_session=True,
            env={
                **os.environ, "PATH": f"{programs}:{os.environ['PATH']}", "TERM": "xterm",
                "LC_ALL": "C.UTF-8", "PS1": "ready> ", "HISTFILE": "", "COLUMNS": "200", "LINES": "50",
                "PYTHONPATH": str(Path(__file__).parents[2]), **env,
            },
            preexec_fn=_own_terminal,  # noqa: PLW1509  (tests run no threads)
        )  # fmt: skip
        os.close(inside)
        while not self._raw:
            self._read()
        self._settle()
        self.enter(SOURCES[name])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        os.close(self._end)

    def enter(self, line: str) -> None:
        """Type a line, and wait until it was run."""
        self._type(f"{line}\n")
        self._settle()
        self._type("coopctl done")
        assert self.run() == ["done"]

    def press_tab(self, typed: str) -> str:
        """Type something and press Tab; return what is then shown, without what steers the terminal."""
        begun = len(self._raw)
        self._type(f"{typed}\t")
        self._wait_for(self._answered)
        self._settle()
        return _STEERING.sub("", self._raw[begun:].decode("utf-8", "replace"))

    def clear(self) -> None:
        """Take back what is typed."""
        self._type("\x15")
        self._settle()

    def run(self) -> list[str]:
        """Press Enter; return the words that the command got."""
        self._type("\n")
        self._wait_for(self._got)
        words = self._got_words
        self._settle()
        return words

    def _wait_for(self, file: Path) -> None:
        """Read on until a file is there, and take it away."""
        end = time.monotonic() + PATIENCE
        while not file.exists():
            self._read()
            assert time.monotonic() < end, self._raw.decode("utf-8", "replace")
        if file == self._got:
            self._got_words = file.read_text("utf-8").split("\0")[:-1]
        file.unlink()

    def _settle(self) -> None:
        """Read on until the shell has been quiet for a while."""
        while self._read():
            pass

    def _type(self, text: str) -> None:
        os.write(self._end, text.encode())

    def _read(self) -> bool:
        if not select.select([self._end], [], [], _QUIET)[0]:
            return False
        data = os.read(self._end, 65536)
        self._raw += data
        if b"\x1b[c" in data or b"\x1b[0c" in data:  # fish asks what terminal it is
            os.write(self._end, b"\x1b[?62;c")
        return True
