"""README kept true: its sessions are played, its reference is made from the live commands.

`uv run --group test python -m tests.readme` writes both anew; a test compares.
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
from coopctl.cli import reference as help_pages
from coopctl.domain.exchange.columns import TABLES
from coopctl.language import in_all_languages
from coopctl.services.workspace import clock
from tests.helpers.machine import is_foreign

README = Path(__file__).parents[1] / "README.md"
# The day after the visit, when somebody sits down to record it.
_NOW = datetime(2024, 9, 20, 2, 0, tzinfo=UTC)
_SESSION = re.compile(r"```console\n(.*?)```", re.DOTALL)
# A check code covers every text of the session and of the plan: the page shows one that stays.
_CHECK_CODE, _ANY_CODE = (
    re.compile(r"\b\d{5}(?: \d{5}){5}\b"),
    "27553 33190 10662 40468 01415 81088",
)
_GENERATED = re.compile(r"(<!-- made: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def render(text: str) -> str:
    """Return README as it should be: sessions replayed, generated parts made anew."""
    with _place():
        text = _SESSION.sub(lambda found: f"```console\n{_replay(found[1])}```", text)
    language.choose("en")
    made = {"commands": help_pages.reference, "columns": _columns}
    return _GENERATED.sub(lambda found: f"{found[1]}\n{made[found[2]]()}\n{found[3]}", text)


@contextmanager
def _place() -> Iterator[None]:
    """A place of its own: an empty folder, a fixed day, a fixed label, no settings."""
    kept = {name: value for name, value in os.environ.items() if not is_foreign(name)}
    with (
        tempfile.TemporaryDirectory() as folder,
        mock.patch.dict(os.environ, kept, clear=True),
        mock.patch.object(clock, "now", return_value=_NOW),
        mock.patch.object(secrets, "choice", side_effect="7kq" * 20),
    ):
        before = Path.cwd()
        os.environ |= {
            "HOME": folder, "USERPROFILE": folder, "XDG_CONFIG_HOME": f"{folder}/.config",
            "XDG_STATE_HOME": f"{folder}/.local/state", "XDG_CACHE_HOME": f"{folder}/.cache",
            "LANG": "C.UTF-8", "COLUMNS": "80", "TERM": "xterm", "TZ": "Asia/Ho_Chi_Minh",
        }  # fmt: skip
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(before)


def _replay(session: str) -> str:
    """Run a session's commands; return it with what they print now."""
    commands = re.findall(r"^\$ ((?:.*\\\n)*.*)\n", session, re.MULTILINE)
    return "".join(f"$ {command}\n{_run(command)}" for command in commands)


def _run(command: str) -> str:
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


def _columns() -> str:
    """Return the columns of every table, in both languages."""
    lines = []
    for table, columns in TABLES.items():
        lines += [
            f"**{table}**",
            "",
            "| column | English | Tiếng Việt | kind |",
            "|---|---|---|---|",
        ]
        for column in columns:
            english, vietnamese = in_all_languages(column.label)
            lines.append(f"| `{column.code}` | {english} | {vietnamese} | {column.kind} |")
        lines.append("")
    return "\n".join(lines)


def main() -> None:
    """Write README anew."""
    README.write_text(render(README.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
