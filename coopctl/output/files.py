"""Files that come out whole or not at all: written beside their place, then renamed into it."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, TextIO

from coopctl.domain.messages import N_, CoopError, msg
from coopctl.domain.system import reason_of

_LEDGER = b"SQLite format 3\0"  # what such a file begins with
_TYPED = {".yaml", ".yml", ".toml"}  # plans and settings, which people type


def target_of(output: str | None) -> Path | None:
    """Return the file that `-o` names; None, standard output, where it names none or is `-`."""
    return Path(output) if output and output != "-" else None


@contextmanager
def open_target(
    path: Path | None, encoding: str = "utf-8", *, plan: bool = False
) -> Iterator[TextIO]:
    """Open a file to write (None: standard output); a failure leaves what was there before.

    `plan`: what is written is a plan, which may take the place of one.
    Raises: CoopError with the system's reason where the file cannot be written, or is not to be.
    """
    if path is None:
        yield sys.stdout
        return
    with _explained(path, plan=plan), _place(path) as place, _open(place, encoding) as target:
        yield target


@contextmanager
def open_binary(path: Path) -> Iterator[BinaryIO]:
    """Open a file for bytes; the rest as `open_target`."""
    if str(path) == "-":
        raise CoopError(
            msg(N_("this is written to a file only, not to standard output")),
            msg(N_("name a file with `-o`")),
        )
    with _explained(path), _place(path) as place, place.open("wb") as target:
        yield target


@contextmanager
def _explained(path: Path, *, plan: bool = False) -> Iterator[None]:
    try:
        if path.is_dir():
            raise CoopError(
                msg(N_("`{path}` is a folder"), path=path), msg(N_("name a file in it with `-o`"))
            )
        if _is_kept(path, plan=plan):
            raise CoopError(
                msg(
                    N_("`{path}` is a ledger, a plan or settings: nothing is written over it"),
                    path=path,
                ),
                msg(N_("name another with `-o`")),
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


def _is_kept(path: Path, *, plan: bool) -> bool:
    """Tell whether a file is one that the program lives by, which no export may replace."""
    if not path.is_file():
        return False
    if Path(os.path.realpath(path)).suffix in _TYPED and not plan:
        return True
    with path.open("rb") as file:
        return file.read(len(_LEDGER)) == _LEDGER


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
        with draft.open("r+b") as written:  # Windows syncs only what may be written
            os.fsync(written.fileno())
        draft.replace(place)
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise
