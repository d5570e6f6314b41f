"""A journal in a JSON file, as `export json` writes it: read entry by entry, however large it is.

Any layout of the same document is read; of ours, memory holds one entry at a time.
"""

import codecs
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from coopctl.domain.record.bodies.sizes import MOST_CHARACTERS
from coopctl.domain.record.entries import Entry, canonical, is_entry_id
from coopctl.domain.record.kinds.shapes import is_stamp
from coopctl.domain.words.system import reason_of
from coopctl.domain.words.text import excerpt
from coopctl.messages import N_, CoopError, Message, msg, problem_at

FORMAT = "coopctl-journal/1"
Row = tuple[Any, ...]  # in the order of the journal's columns

_CHUNK = 1 << 16  # bytes
_LARGEST = 2 * MOST_CHARACTERS  # of one value with the space in it
_SPACE = " \t\r\n"
_SHORT = 12  # characters; an error so near the end of what was read may be the end's fault
_KEYS = ("id", *Entry._fields)
_OPTIONAL = {"item", "office", "replaces"}


class NoJournal(CoopError):
    """A file is no journal that can be read."""


class FileEntry(NamedTuple):
    """An entry of the file as the journal stores it, or what is wrong with it; and in which line it begins."""

    line: int
    id: str
    row: Row | None
    wrong: Message | None = None


def read_journal(path: Path, advance: Callable[[int], object]) -> Iterator[FileEntry]:
    """Yield the entries of a journal file in its order; `advance` is told how many bytes were read.

    Raises: NoJournal where the file cannot be read, is no JSON, is cut off, or is another document.
    """
    with _opened(path) as file:
        yield from _Document(path, file, advance).list_entries()


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    try:
        if path.is_dir():
            raise NoJournal(msg(N_("`{path}` is a folder"), path=path), _remedy())
        if path.exists() and not path.is_file():  # a pipe or a device: reading it might never end
            raise NoJournal(msg(N_("`{path}` is no ordinary file"), path=path), _remedy())
        with path.open("rb") as file:
            yield file
    except OSError as error:
        raise NoJournal(
            msg(N_("cannot read `{path}`: {reason}"), path=path, reason=reason_of(error)),
            msg(N_("see that it is there and that you may read it")),
        ) from error


def _remedy() -> Message:
    return msg(N_("name a file that `coopctl export json` wrote"))


class _Repeated(ValueError):
    """An object has a key twice: of which value it speaks, every reader would decide for himself."""


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object of its pairs. Raises: _Repeated."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _Repeated(next(key for at, (key, _) in enumerate(pairs) if key in dict(pairs[:at])))
    return found


class _Document:
    """The document while it is read: what was read of it and not yet used, and how far that is."""

    def __init__(self, path: Path, file: BinaryIO, advance: Callable[[int], object]) -> None:
        self._path, self._file, self._advance = path, file, advance
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self._scan = json.JSONDecoder(object_pairs_hook=_unique).raw_decode
        self._text, self._at, self._line, self._ended = "", 0, 1, False

    def list_entries(self) -> Iterator[FileEntry]:
        """Yield the entries. The format is checked wherever it stands."""
        seen: set[str] = set()
        first = self._peek()
        if not first:
            raise NoJournal(msg(N_("`{path}` is empty"), path=self._path), _remedy())
        if first != "{":
            raise self._no_journal()
        self._expect("{")
        while True:
            key = str(self._value())
            if key in seen:
                raise self._repeated(key)
            seen.add(key)
            self._expect(":")
            if key == "entries":
                yield from self._list()
            else:
                value = self._value()
                if key == "format":
                    self._check_format(value)
            if self._expect(",}") == "}":
                break
        if self._peek():
            raise self._broken(N_("something follows the end of the document"))
        if not seen >= {"format", "entries"}:
            raise self._no_journal()

    def _check_format(self, value: object) -> None:
        if value == FORMAT:
            return
        raise NoJournal(
            msg(
                N_("`{path}` is of the format `{format}`, and this version reads `{known}`"),
                path=self._path, format=excerpt(str(value)), known=FORMAT,
            ),
            _remedy(),
        )  # fmt: skip

    def _list(self) -> Iterator[FileEntry]:
        self._expect("[")
        if self._peek() == "]":
            self._expect("]")
            return
        while True:
            self._peek()
            line = self._line
            yield _entry(line, self._value())
            if self._expect(",]") == "]":
                return

    def _expect(self, wanted: str) -> str:
        """Take one of these characters, after any space."""
        found = self._peek()
        if not found:
            raise self._cut_off()
        if found not in wanted:
            raise self._broken(N_("something else stands where the journal goes on"))
        self._at += 1
        return found

    def _peek(self) -> str:
        """Return the next character that is no space; empty at the end."""
        while True:
            while self._at < len(self._text) and self._text[self._at] in _SPACE:
                self._line += self._text[self._at] == "\n"
                self._at += 1
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more(_CHUNK):
                return ""

    def _value(self) -> Any:
        """Take one value, reading on until it is whole."""
        self._peek()
        size = _CHUNK
        while True:
            try:
                value, end = self._scan(self._text, self._at)
            except json.JSONDecodeError as error:
                open_ended = error.msg.startswith("Unterminated")
                if not open_ended and error.pos < len(self._text) - _SHORT:
                    raise self._broken(N_("this is no JSON")) from error
                if len(self._text) - self._at > _LARGEST:
                    raise self._broken(
                        N_("this is larger than any entry that is recorded")
                    ) from error
                if not self._more(min(size, _LARGEST)):
                    raise self._cut_off() from error
                size *= 2
            except _Repeated as error:
                raise self._repeated(str(error)) from error
            except (RecursionError, ValueError) as error:
                raise self._broken(
                    N_("this is nested too deeply, or holds too long a number")
                ) from error
            else:
                self._line += self._text.count("\n", self._at, end)
                self._at = end
                return value

    def _more(self, size: int) -> bool:
        """Read on; tell whether there was more."""
        if self._ended:
            return False
        content = self._file.read(size)
        self._advance(len(content))
        self._ended = not content
        try:
            text = self._decoder.decode(content, final=self._ended)
        except UnicodeDecodeError as error:
            raise self._broken(N_("this is no text in UTF-8")) from error
        self._text = self._text[self._at :] + text
        self._at = 0
        return bool(content)

    def _cut_off(self) -> NoJournal:
        return NoJournal(
            msg(
                N_("`{path}` ends in the middle, in line {line}"), path=self._path, line=self._line
            ),
            msg(N_("it was cut off on its way: take it anew with `coopctl export json`")),
        )

    def _no_journal(self) -> NoJournal:
        problem = N_("`{path}` is no journal: it has no `format` or no `entries`")
        return NoJournal(msg(problem, path=self._path), _remedy())

    def _repeated(self, key: str) -> NoJournal:
        place = f"{self._path}:{self._line}"
        problem = msg(N_("the key `{key}` stands twice in the same object"), key=excerpt(key))
        return NoJournal(problem_at(place, problem), _remedy())

    def _broken(self, what: str) -> NoJournal:
        place = f"{self._path}:{self._line}"
        return NoJournal(problem_at(place, msg(what)), _remedy())


def _entry(line: int, value: Any) -> FileEntry:
    """Make the journal's row of an entry; where it is none, say why."""
    if not isinstance(value, dict):
        return FileEntry(line, "?", None, msg(N_("this is no entry")))
    name = excerpt(str(value.get("id", "?")))
    wrong = _misfit(value)
    if wrong is not None:
        return FileEntry(line, name, None, wrong)
    try:
        row = tuple(canonical(value["body"]) if key == "body" else value[key] for key in _KEYS[1:])
        "".join(map(str, row)).encode()
    except (ValueError, RecursionError):
        return FileEntry(
            line, name, None, msg(N_("its content cannot be kept: it is no whole text"))
        )
    return FileEntry(line, name, row)


def _misfit(entry: dict[str, Any]) -> Message | None:
    """Say what an entry's fields have wrong with them, apart from what its hash tells."""
    odd = tuple(sorted(set(_KEYS) ^ entry.keys()))
    if odd:
        return msg(N_("it lacks fields, or has others than an entry has: {names}"), names=odd)
    for key in _KEYS:
        if not _fits(key, entry[key]):
            return problem_at(key, msg(N_("something else belongs there")))
    if not is_stamp(entry["recorded_at"]):
        text = excerpt(entry["recorded_at"])
        return msg(N_("`{text}` is no time from 1900 to 2200, as it is recorded"), text=text)
    if not is_entry_id(entry["id"]) or entry["id"] != f"{entry['replica']}-{entry['seq']}":
        return msg(N_("its id is not that of its replica and number"))
    return None


def _fits(key: str, value: Any) -> bool:
    if key == "seq":
        return isinstance(value, int) and not isinstance(value, bool)
    if key == "body":
        return isinstance(value, dict)
    return isinstance(value, str) or (value is None and key in _OPTIONAL)
