"""README and the manual kept true: their sessions are played.

`uv run --group test python -m tests.readme` writes them anew; a test compares. A comment says on which day the sessions
below it are played, whether in the workspace of `init --example`, and in which language where the page has several:
`<!-- play: 2026-07-15 example -->`, `<!-- play: 2026-12-01 vi -->`.
"""

import io
import os
import re
import secrets
import shlex
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from unittest import mock

from coopctl.cli import main as cli
from coopctl.cli.help import topics
from coopctl.messages import LANGUAGES
from coopctl.services.workspace import clock
from tests.helpers.machine import is_foreign

MANUAL = topics.MANUAL
README = Path(__file__).parents[1] / "README.md"
# The day after the visit, when somebody sits down to record it.
_NOW = datetime(2024, 9, 20, 2, 0, tzinfo=UTC)
_SESSION = re.compile(r"```console\n(.*?)```", re.DOTALL)
# A check code covers every text of the session and of the plan: the page shows one that stays.
_CHECK_CODE, _ANY_CODE = (
    re.compile(r"\b\d{5}(?: \d{5}){5}\b"),
    "27553 33190 10662 40468 01415 81088",
)
_PLAY = re.compile(r"<!-- play: (\d{4}-\d\d-\d\d)((?: \w+)*) -->")


class Stage(NamedTuple):
    """Where sessions are played: at which moment, in which language, and whether in the example."""

    now: datetime = _NOW
    lang: str | None = None
    example: bool = False


class Run(NamedTuple):
    """A command of a session as it is typed, its exit code, and what it printed."""

    command: str
    code: int
    output: str


def list_pages() -> list[Path]:
    """Return README and the pages of the manual."""
    return [README, *sorted(MANUAL.glob("*/*.md"))]


def render(file: Path) -> str:
    """Return a page as it should be, its sessions replayed."""
    return "".join(_play(stage, text) for stage, text in split(file))


def split(file: Path) -> list[tuple[Stage, str]]:
    """Return the parts of a page, each with the stage that it is played on."""
    lang = file.parent.name if file.parent.name in LANGUAGES else None
    parts = re.split(r"(?=<!-- play: )", file.read_text("utf-8"))
    return [(_stage_of(part, lang), part) for part in parts]


def _stage_of(text: str, lang: str | None) -> Stage:
    stated = _PLAY.match(text)
    if stated is None:
        return Stage(lang=lang)
    words = stated[2].split()
    spoken = next((word for word in words if word in LANGUAGES), lang)
    now = datetime.fromisoformat(f"{stated[1]}T02:00:00+00:00")
    return Stage(now, spoken, "example" in words)


def _play(stage: Stage, text: str) -> str:
    if "```console" not in text:
        return text
    with place(stage):
        return _SESSION.sub(lambda session: _written(replay(session[1])), text)


def _written(runs: list[Run]) -> str:
    lines = "".join(f"$ {run.command}\n{run.output}" for run in runs)
    return f"```console\n{lines}```"


@contextmanager
def place(stage: Stage) -> Iterator[None]:
    """A place of its own: an empty folder or the example, a fixed day, a fixed label, no settings."""
    kept = {name: value for name, value in os.environ.items() if not is_foreign(name)}
    with (
        tempfile.TemporaryDirectory() as folder,
        mock.patch.dict(os.environ, kept, clear=True),
        mock.patch.object(clock, "now", return_value=stage.now),
        mock.patch.object(secrets, "choice", side_effect="7kq" * 20),
    ):
        before = Path.cwd()
        os.environ |= {
            "HOME": folder, "USERPROFILE": folder, "XDG_CONFIG_HOME": f"{folder}/.config",
            "XDG_STATE_HOME": f"{folder}/.local/state", "XDG_CACHE_HOME": f"{folder}/.cache",
            "LANG": "C.UTF-8", "COLUMNS": "80", "TERM": "xterm", "TZ": "Asia/Ho_Chi_Minh",
        }  # fmt: skip
        if stage.lang is not None:
            os.environ["COOPCTL_LANG"] = stage.lang
        os.chdir(folder)
        try:
            if stage.example:
                os.environ["COOPCTL_AUTHOR"] = "Bình"
                run("coopctl init example --example")
                os.chdir("example")
            yield
        finally:
            os.chdir(before)


def list_sessions(text: str) -> list[str]:
    """Return the sessions in a text."""
    return _SESSION.findall(text)


def replay(session: str) -> list[Run]:
    """Run the commands of a session."""
    commands = re.findall(r"^\$ ((?:.*\\\n)*.*)\n", session, re.MULTILINE)
    return [run(command) for command in commands]


def run(command: str) -> Run:
    """Run one command of a session, here and now."""
    words = shlex.split(command.replace("\\\n", " "))
    if words[0] == "cd":
        os.chdir(words[1])
        return Run(command, 0, "")
    assert words[0] == "coopctl", command
    screen = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)
    with mock.patch.object(sys, "stdout", screen), mock.patch.object(sys, "stderr", screen):
        code = cli.main(words[1:])
        screen.flush()
        raw = screen.detach()
    assert isinstance(raw, io.BytesIO)
    return Run(command, code, _CHECK_CODE.sub(_ANY_CODE, raw.getvalue().decode()))


def main() -> None:
    """Write README and the manual anew."""
    for file in list_pages():
        file.write_text(render(file), "utf-8")


if __name__ == "__main__":
    main()
