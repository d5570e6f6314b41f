"""Files that come out whole or not at all: written beside their place, then renamed into it."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, TextIO

from coopctl.domain.messages import N_, CoopError, msg
from coopctl.domain.system import reason_of


@contextmanager
def open_target(path: Path | None, encoding: str = "utf-8") -> Iterator[TextIO]:
    """Open a file to write (None: standard output); a failure leaves what was there before.

    Raises: CoopError with the system's reason where the file cannot be written.
    """
    if path is None:
        yield sys.stdout
        return
    with _explained(path), _place(path) as place, _open(place, encoding) as target:
        yield target


@contextmanager
def open_binary(path: Path) -> Iterator[BinaryIO]:
    """Open a file for bytes; the rest as `open_target`."""
    with _explained(path), _place(path) as place, place.open("wb") as target:
        yield target


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        if path.is_dir():
            raise CoopError(
                msg(N_("`{path}` is a folder"), path=path), msg(N_("name a file in it with `-o`"))
            )
        yield
    except OSError as error:
        raise CoopError(
            msg(N_("cannot write `{path}`: {reason}"), path=path, reason=reason_of(error)),
            msg(
                N_(
                    "see that the folder is there, that you may write in it, that it has room,"
                    " and that no other program has the file open"
                )
            ),
        ) from error


def _open(path: Path, encoding: str) -> TextIO:
    return path.open("w", encoding=encoding, newline="", errors="backslashreplace")


@contextmanager
def _place(path: Path) -> Iterator[Path]:
    """Yield where to write: a draft beside the file, or the place itself where that is no file.

    The draft takes the place, and its permissions, once it is whole. A device or a pipe is written to
    as it is: renaming would put a file in its place.
    """
    if path.exists() and not path.is_file():
        yield path
        return
    place = Path(os.path.realpath(path))  # a link stays a link
    draft = place.with_name(f".{place.name}.{os.getpid()}.part")
    try:
        draft.touch()
        with suppress(FileNotFoundError):
            draft.chmod(place.stat().st_mode)
        yield draft
        with draft.open("rb") as written:
            os.fsync(written.fileno())
        draft.replace(place)
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise
