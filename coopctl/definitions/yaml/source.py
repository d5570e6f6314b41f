"""A file's bytes as text: UTF-8 or UTF-16, with or without a mark, any line ends."""

import codecs
import re
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

from coopctl.definitions.yaml.problems import Finding, PlanProblem
from coopctl.domain.words.system import reason_of
from coopctl.messages import N_, Message, msg

LIMIT = 5_000_000
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# A line beyond this is not shown: with a thousand problems in it the report would never end.
_LONGEST_EXCERPT = 10_000
# Line ends as the YAML parser counts them, so that our lines are its lines.
_LINE_END = re.compile("[\n\x85\u2028\u2029]")
# What YAML 1.1 allows in a file, chapter 5.1.
_NOT_ALLOWED = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MOST_CHARACTERS = 20


class Source(NamedTuple):
    """A file's name as it is shown, its text with simple line ends, and its lines."""

    path: str
    text: str
    lines: tuple[str, ...]

    def locate(self, finding: Finding) -> PlanProblem:
        """Put the file's name and the source line to a finding."""
        excerpt = self.lines[finding.line - 1] if finding.line <= len(self.lines) else ""
        return PlanProblem(
            self.path,
            finding.line,
            finding.column,
            finding.severity,
            finding.code,
            finding.message,
            finding.hint,
            excerpt if len(excerpt) <= _LONGEST_EXCERPT else "",
        )


def make_source(path: str, text: str) -> Source:
    """Make a source of text at hand."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return Source(path, plain, tuple(_LINE_END.split(plain)))


def read_source(file: Path, shown: str) -> tuple[Source | None, list[PlanProblem]]:
    """Read a file of at most 5 MB. A file that cannot be read, or decoded, is a problem."""
    empty = make_source(shown, "")
    try:
        if not S_ISREG(file.stat().st_mode):
            return None, [empty.locate(_unreadable(msg(N_("it is no file"))))]
        with file.open("rb") as opened:
            return decode(opened.read(LIMIT + 1), shown)
    except OSError as error:
        return None, [empty.locate(_unreadable(reason_of(error)))]


def _unreadable(reason: object) -> Finding:
    message = msg(N_("the file cannot be read: {reason}"), reason=reason)
    hint = msg(N_("see that it is a file, that it is there and that you may read it"))
    return Finding(1, 1, "unreadable", message, hint)


def _too_large() -> Finding:
    message = msg(N_("the file is larger than {limit} MB"), limit=LIMIT // 1_000_000)
    hint = msg(N_("a plan is text of some pages; split it into several plans"))
    return Finding(1, 1, "too-large", message, hint)


def decode(data: bytes, shown: str) -> tuple[Source | None, list[PlanProblem]]:
    """Decode a file's bytes; the first byte that is no UTF-8 is a problem with its place.

    More than `LIMIT` bytes are a problem: it is enough to read one more.
    """
    if len(data) > LIMIT:
        return None, [make_source(shown, "").locate(_too_large())]
    mark, encoding = next(((m, e) for m, e in _MARKS if data.startswith(m)), (b"", "utf-8"))
    body = data[len(mark) :]
    try:
        return make_source(shown, body.decode(encoding)), []
    except UnicodeDecodeError as error:
        good = make_source(shown, body[: error.start].decode(encoding))
        byte = f"0x{body[error.start]:02X}"
        message = msg(N_("this is not text in UTF-8: byte {byte}"), byte=byte)
        finding = Finding(*_end(good), "not-utf8", message, _save_as_utf8())
        whole = make_source(shown, body.decode(encoding, errors="replace"))
        return None, [whole.locate(finding)]


def _end(source: Source) -> tuple[int, int]:
    """Return line and column of what would come next."""
    return len(source.lines), len(source.lines[-1]) + 1


def _save_as_utf8() -> Message:
    return msg(
        N_("save the file as UTF-8 in your editor; older Vietnamese files are in another code")
    )


def find_strange_characters(source: Source) -> list[Finding]:
    """Return the first characters that no YAML file may have; a zero byte ends the search."""
    found: list[Finding] = []
    for strange, _ in zip(
        _NOT_ALLOWED.finditer(source.text), range(_MOST_CHARACTERS), strict=False
    ):
        place = _end(make_source("", source.text[: strange.start()]))
        if strange.group() == "\0":
            message = msg(N_("this is not text: it has a zero byte"))
            return [*found, Finding(*place, "not-text", message, _save_as_utf8())]
        message = msg(N_("there is a character that cannot be shown"))
        hint = msg(N_("take it out; it may have come along when the text was copied"))
        found.append(Finding(*place, "character", message, hint))
    return found


def without_strange_characters(text: str) -> str:
    """Return text of the same length and lines that a YAML parser reads to its end."""
    return _NOT_ALLOWED.sub("\ufffd", text)
