"""The files that are kept beside the ledger, in `evidence/`, each once, under the hash of its content.

Invariant: a file there is whole, and its name says what is in it. It is streamed into a draft, which
takes its name only once all of it is on the disk.
"""

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import BufferedIOBase
from pathlib import Path
from typing import BinaryIO, NamedTuple

from coopctl.domain.record.evidence import FOLDER
from coopctl.files.drafts import drafted, is_draft, make_folder
from coopctl.files.links import refuse_call
from coopctl.messages import N_, CoopError, msg

_BLOCK = 1 << 20  # bytes

Tick = Callable[[int], object]  # takes the bytes that are done


class Print(NamedTuple):
    """What tells a content from every other: its size in bytes, and its SHA-256, hex."""

    size: int
    sha256: str


class FileChanged(CoopError):
    """A file is not the same at the end of reading as at the beginning."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            msg(N_("`{path}` changed while it was read"), path=path),
            msg(N_("close the program that writes it, and try again")),
        )


def folder_of(ledger: Path) -> Path:
    """Return where a ledger's files are kept; the folder need not be there. Raises: CoopError for a link to a share."""
    folder = ledger.parent / FOLDER
    refuse_call(folder)
    return folder


def fingerprint(path: Path, tick: Tick) -> Print:
    """Read a file through and return its print. Raises: FileChanged, OSError."""
    with path.open("rb") as source:
        return _stream(path, source, None, tick)


def keep(
    source: Path, place: Path, expected: Print, tick: Tick, ready: Callable[[], object]
) -> None:
    """Copy a file into its place with the permissions that it has, whole or not at all.

    `ready` is called once all is copied, before it gets its place. Raises: FileChanged, OSError.
    """
    make_folder(place.parent)
    with source.open("rb") as reading:
        mode = stat.S_IMODE(os.fstat(reading.fileno()).st_mode) & 0o777
        with drafted(place, mode) as writing:
            _refuse_other(source, _stream(source, reading, writing, tick), expected)
            ready()


def _refuse_other(path: Path, copied: Print, expected: Print) -> None:
    if copied != expected:
        raise FileChanged(path)


def _stream(path: Path, source: BufferedIOBase, target: BinaryIO | None, tick: Tick) -> Print:
    """Read to the end, writing along where there is a target."""
    import hashlib

    before = os.fstat(source.fileno())
    digest, size, block = hashlib.sha256(), 0, memoryview(bytearray(_BLOCK))
    while count := source.readinto(block):
        digest.update(block[:count])
        if target is not None:
            target.write(block[:count])
        size += count
        tick(count)
    after = os.fstat(source.fileno())
    if size != before.st_size or _look(before) != _look(after):
        raise FileChanged(path)
    return Print(size, digest.hexdigest())


def _look(stat: os.stat_result) -> tuple[int, int]:
    return stat.st_size, stat.st_mtime_ns


def list_names(folder: Path) -> Iterator[str]:
    """Yield the names of all that lies in the folder but drafts, sorted; nothing where there is none."""
    with suppress(FileNotFoundError, NotADirectoryError):
        yield from sorted(one.name for one in folder.iterdir() if not is_draft(one.name))
