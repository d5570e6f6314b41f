"""Files that a user named with `-o`: looked at first, so that nothing of a person's is lost, then written."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO, NamedTuple, TextIO

from coopctl.domain.words.system import reason_of, refuse_device
from coopctl.files import drafts, written
from coopctl.files.kept import why_kept
from coopctl.messages import N_, CoopError, Message, msg

_PRIVATE = 0o600
_REMEDY = msg(
    N_(
        "see that the folder is there, that you may write in it, that it has room,"
        " and that no other program has the file open"
    )
)


class Destination(NamedTuple):
    """A file that is to be written, and the SHA-256 of what is there: None for nothing, or no file."""

    path: Path
    seen: str | None

    @property
    def is_ours(self) -> bool:
        """Whether nothing of a person's is there: nothing at all, or what was last written."""
        return self.seen is None or self.seen == written.find_written(self.path)


def target_of(output: str | None) -> Path | None:
    """Return the file that `-o` names; None, standard output, where it names none or is `-`."""
    return Path(output) if output and output != "-" else None


def look_at(path: Path, ledger: Path | None = None, *, plan: bool = False) -> Destination:
    """Look at what a file holds that is to be written. `plan`: a plan is, which may take the place of one.

    Raises: CoopError where nothing may be written there.
    """
    refuse_device(path)
    with _explained(path):
        if path.is_dir():
            raise CoopError(
                msg(N_("`{path}` is a folder"), path=path), msg(N_("name a file in it with `-o`"))
            )
        reason = why_kept(path, ledger, plan=plan)
        if reason is not None:
            raise CoopError(reason, msg(N_("name another with `-o`")))
        return Destination(path, None if _is_stream(path) else written.fingerprint(path))


@contextmanager
def open_target(destination: Destination | None, encoding: str = "utf-8") -> Iterator[TextIO]:
    """Open a file to write (None: standard output); a failure leaves what was there before.

    Raises: CoopError with the system's reason where the file cannot be written, or changed meanwhile.
    """
    if destination is None:
        yield sys.stdout
        return
    with _explained(destination.path), _opened(destination) as file, _text(file, encoding) as text:
        yield text


@contextmanager
def open_binary(destination: Destination) -> Iterator[BinaryIO]:
    """Open a file for bytes; the rest as `open_target`."""
    with _explained(destination.path), _opened(destination) as file:
        yield file


@contextmanager
def open_private(path: Path, remedy: Message) -> Iterator[TextIO]:
    """Open a file of the program's own, that only the user can read; its folder is made."""
    with _explained(path, remedy):
        drafts.make_folder(path.parent, private=True)
        with drafts.drafted(path, _PRIVATE) as file, _text(file, "utf-8") as text:
            yield text


@contextmanager
def _explained(path: Path, remedy: Message = _REMEDY) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CoopError(
            msg(N_("cannot write `{path}`: {reason}"), path=path, reason=reason_of(error)),
            remedy,
        ) from error


@contextmanager
def _opened(destination: Destination) -> Iterator[BinaryIO]:
    """Open a draft that takes the file's place, if that still holds what was seen; a stream as it is."""
    if _is_stream(destination.path):
        with drafts.open_stream(destination.path) as stream:
            yield stream
        return
    place = Path(os.path.realpath(destination.path))  # a link stays a link
    with drafts.drafted(place) as file:
        yield file
        sha = written.digest(file)
        if written.fingerprint(place) != destination.seen:
            raise CoopError(
                msg(N_("`{path}` changed while the new one was made"), path=destination.path),
                msg(N_("nothing was written; look at it, and call the command again")),
            )
    written.remember(place, sha)


@contextmanager
def _text(file: BinaryIO, encoding: str) -> Iterator[TextIO]:
    """Write text into a file of bytes, and leave it open."""
    text = TextIOWrapper(file, encoding=encoding, newline="", errors="backslashreplace")
    try:
        yield text
        text.flush()
    finally:
        with suppress(OSError, ValueError):
            text.detach()


def _is_stream(path: Path) -> bool:
    """Tell whether a device or a pipe is there, which is written to as it is."""
    return path.exists() and not path.is_file()
