"""README and the manual kept true: their sessions are played, what is made of the program is made anew.

`uv run --group test python -m tests.readme` writes them anew; a test compares. A page of the manual says in its
first lines on which day it is played, and whether in the workspace of `init --example`: `<!-- play: 2026-07-15 example -->`.
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
from unittest import mock

from coopctl import language
from coopctl.cli import main as cli
from coopctl.cli.help import columns_page, commands_page, topics
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
_PLAY = re.compile(r"<!-- play: (\d{4}-\d\d-\d\d)( example)? -->")
_GENERATED = re.compile(r"(<!-- made: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def list_pages() -> list[Path]:
    """Return README and the pages of the manual."""
    return [README, *sorted(MANUAL.glob("*/*.md"))]


def render(file: Path) -> str:
    """Return a page as it should be: sessions replayed, generated parts made anew."""
    text = file.read_text("utf-8")
    if "```console" not in text and "<!-- made:" not in text:
        return text
    day, example = _play_of(text)
    with place(day, file.parent.name if file.parent.name in LANGUAGES else None):
        if example:
            os.environ["COOPCTL_AUTHOR"] = "Bình"
            run("coopctl init example --example")
            os.chdir("example")
        text = _SESSION.sub(lambda found: f"```console\n{_replay(found[1])}```", text)
    language.choose("en")
    made = {"commands": commands_page.page, "columns": columns_page.page}
    return _GENERATED.sub(lambda found: f"{found[1]}\n{made[found[2]]()}\n{found[3]}", text)


def _play_of(text: str) -> tuple[datetime, bool]:
    """Return the moment that a page is played at, and whether in the example."""
    said = _PLAY.search(text)
    if said is None:
        return _NOW, False
    return datetime.fromisoformat(f"{said[1]}T02:00:00+00:00"), said[2] is not None


@contextmanager
def place(now: datetime, lang: str | None) -> Iterator[None]:
    """A place of its own: an empty folder, a fixed day, a fixed label, no settings."""
    kept = {name: value for name, value in os.environ.items() if not is_foreign(name)}
    with (
        tempfile.TemporaryDirectory() as folder,
        mock.patch.dict(os.environ, kept, clear=True),
        mock.patch.object(clock, "now", return_value=now),
        mock.patch.object(secrets, "choice", side_effect="7kq" * 20),
    ):
        before = Path.cwd()
        os.environ |= {
            "HOME": folder, "USERPROFILE": folder, "XDG_CONFIG_HOME": f"{folder}/.config",
            "XDG_STATE_HOME": f"{folder}/.local/state", "XDG_CACHE_HOME": f"{folder}/.cache",
            "LANG": "C.UTF-8", "COLUMNS": "80", "TERM": "xterm", "TZ": "Asia/Ho_Chi_Minh",
        }  # fmt: skip
        if lang is not None:
            os.environ["COOPCTL_LANG"] = lang
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(before)


def _replay(session: str) -> str:
    """Run a session's commands; return it with what they print now."""
    commands = re.findall(r"^\$ ((?:.*\\\n)*.*)\n", session, re.MULTILINE)
    return "".join(f"$ {command}\n{run(command)}" for command in commands)


def run(command: str) -> str:
    words = shlex.split(command.replace("\\\n", " "))
    if words[0] == "cd":
        os.chdir(words[1])
        return ""
    assert words[0] == "coopctl", command
    screen = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)
    with mock.patch.object(sys, "stdout", screen), mock.patch.object(sys, "stderr", screen):
        cli.main(words[1:])
        screen.flush()
        raw = screen.detach()
    assert isinstance(raw, io.BytesIO)
    return _CHECK_CODE.sub(_ANY_CODE, raw.getvalue().decode())


def main() -> None:
    """Write README and the manual anew."""
    for file in list_pages():
        file.write_text(render(file), "utf-8")


if __name__ == "__main__":
    main()
