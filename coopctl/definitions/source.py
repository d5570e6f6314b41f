"""A file's bytes as text: UTF-8 or UTF-16, with or without a mark, any line ends."""

import codecs
import re
from pathlib import Path
from typing import NamedTuple

from coopctl.definitions.problems import Problem
from coopctl.domain.messages import N_, Message, msg

LIMIT = 5_000_000
# Pasted from documents; the parser would count lines by them, as no editor does.
_OTHER_BREAKS = "[\x85\u2028\u2029]"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class Source(NamedTuple):
    """A file's name as it is shown, its text as it is parsed, and its lines as they are shown."""

    path: str
    text: str
    lines: tuple[str, ...]

    def problem(  # noqa: PLR0913, PLR0917  (a problem has that many parts)
        self, line: int, column: int, code: str, message: Message,
        hint: Message | None = None, severity: str = "error",
    ) -> Problem:  # fmt: skip
        """Make a problem at a place of this file, both counted from 1."""
        excerpt = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return Problem(self.path, line, column, severity, code, message, hint, excerpt)


def make_source(path: str, text: str) -> Source:
    """Make a source of text at hand. A line ends where editors end it."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return Source(path, re.sub(_OTHER_BREAKS, " ", "\n".join(lines)), tuple(lines))


def read_source(file: Path, shown: str) -> tuple[Source | None, list[Problem]]:
    """Read a file of at most 5 MB. A file that cannot be read, or decoded, is a problem."""
    try:
        with file.open("rb") as opened:
            return decode(opened.read(LIMIT + 1), shown)
    except OSError as error:
        reason = msg(N_("the file cannot be read: {reason}"), reason=error.strerror or error)
        hint = msg(N_("see that it is a file, that it is there and that you may read it"))
        return None, [Problem(shown, 1, 1, "error", "unreadable", reason, hint, "")]


def _too_large(shown: str) -> Problem:
    message = msg(N_("the file is larger than {limit} MB"), limit=LIMIT // 1_000_000)
    hint = msg(N_("a plan is text of some pages; split it into several plans"))
    return Problem(shown, 1, 1, "error", "too-large", message, hint, "")


def decode(data: bytes, shown: str) -> tuple[Source | None, list[Problem]]:
    """Decode a file's bytes; the first byte that is no UTF-8 is a problem with its place.

    More than `LIMIT` bytes are a problem: it is enough to read one more.
    """
    if len(data) > LIMIT:
        return None, [_too_large(shown)]
    mark, encoding = next(((m, e) for m, e in _MARKS if data.startswith(m)), (b"", "utf-8"))
    body = data[len(mark) :]
    try:
        return make_source(shown, body.decode(encoding)), []
    except UnicodeDecodeError as error:
        lines = make_source(shown, body[: error.start].decode(encoding)).lines
        message = msg(
            N_("this is not text in UTF-8: byte {byte}"), byte=f"0x{body[error.start]:02X}"
        )
        hint = msg(
            N_("save the file as UTF-8 in your editor; older Vietnamese files are in another code")
        )
        place = len(lines), len(lines[-1]) + 1
        return None, [Problem(shown, *place, "error", "not-utf8", message, hint, lines[-1] + "�")]
