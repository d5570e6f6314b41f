"""Files that come out whole or not at all: written beside their place, then renamed into it.

Invariant: nothing else in the program makes, renames or removes a file or a folder. A draft has a name that
nobody can guess and that only a draft has; what a kill left of one, the next run that writes there removes.
"""

import os
import re
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from coopctl.messages import N_, CoopError, msg

_DRAFT = re.compile(r"\.coopctl-[0-9a-f]{32}\.draft")
_OLD = 3600  # seconds after which a draft is no longer being written
_NEW = (
    os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
)
_USUAL, _PRIVATE = 0o666, 0o600  # the system takes from the first what the user does not give
_PAUSES = (0.1, 0.2, 0.4)  # seconds: a scanner of viruses holds a new file for a moment


class OpenElsewhere(CoopError):
    """A file cannot be replaced because another program has it open, as Windows wants it."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            msg(N_("`{path}` is open in another program"), path=path),
            msg(N_("close it there and try again; it is as it was")),
        )


@contextmanager
def drafted(place: Path, mode: int | None = None) -> Iterator[BinaryIO]:
    """Yield a file to write and read; once the block ends it has its place, whole and on the disk.

    `mode` are its permissions; left out, those of the file that it replaces, or the usual ones. A link in
    its place is replaced, not followed.
    Raises: OSError, OpenElsewhere; what was there before is there still.
    """
    _sweep(place.parent)
    draft = _name_in(place.parent)
    kept = _mode_of(place) if mode is None else mode
    number = os.open(draft, _NEW, _USUAL if kept is None else _PRIVATE)
    try:
        with os.fdopen(number, "w+b") as file:
            if kept is not None and sys.platform != "win32":
                with suppress(OSError):  # of a disk that knows no permissions
                    os.fchmod(file.fileno(), kept)
            yield file
            file.flush()
            os.fsync(file.fileno())
        _replace(draft, place)
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise
    _sync_folder(place.parent)


def write_whole(place: Path, content: bytes, mode: int | None = None) -> None:
    """Write a file, whole or not at all. Raises: as `drafted`."""
    with drafted(place, mode) as file:
        file.write(content)


def is_draft(name: str) -> bool:
    """Tell whether a name is that of a draft."""
    return _DRAFT.fullmatch(name) is not None


def open_stream(place: Path) -> BinaryIO:
    """Open what is there and no file, a device or a pipe: a draft would put a file in its place."""
    return place.open("wb")


@contextmanager
def staged(folder: Path) -> Iterator[Path]:
    """Yield a new folder in `folder`, from which things are moved to their places; what is left goes."""
    _sweep(folder)
    stage = _name_in(folder)
    stage.mkdir()
    try:
        yield stage
    finally:
        _remove_tree(stage)


def move(source: Path, place: Path) -> None:
    """Give something that is whole its place, where nothing is yet. Raises: OSError."""
    for folder, _folders, files in os.walk(source):
        for name in files:
            _sync_file(Path(folder, name))
        _sync_folder(Path(folder))
    if source.is_file() and place.exists():
        raise FileExistsError(17, "File exists", str(place))
    source.rename(place)
    _sync_folder(place.parent)


def make_empty(place: Path, mode: int) -> None:
    """Make an empty file for SQLite to write into, where nothing is yet. Raises: OSError, FileExistsError."""
    os.close(os.open(place, _NEW, mode))


def make_folder(folder: Path, *, private: bool = False) -> None:
    """Make a folder and those above it, where they are not there. Raises: OSError."""
    if folder.is_dir():
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700 if private else 0o777, exist_ok=True)
    _sync_folder(folder.parent)


def make_temporary() -> Path:
    """Make a folder among the system's temporary ones, that only the user can read. Raises: OSError."""
    import tempfile

    return Path(tempfile.mkdtemp(prefix="coopctl-"))


def remove_temporary(folder: Path) -> None:
    """Remove a folder that `make_temporary` made, with what is in it."""
    _remove_tree(folder)


def refresh(place: Path) -> bool:
    """Give a file the time of now, if that may be; tell whether it is there."""
    try:
        os.utime(place)
    except FileNotFoundError:
        return False
    except OSError:  # another user's
        return True
    return True


def remove(place: Path) -> None:
    """Remove a file, if it is there and may be removed."""
    with suppress(OSError):
        place.unlink()


def take_away(place: Path, moment: int) -> None:
    """Remove a file that has not been touched since a moment, its time in nanoseconds.

    It is moved aside first: who touches it then finds it gone, and makes it anew.
    """
    aside = _name_in(place.parent)
    with suppress(OSError):
        if place.stat().st_mtime_ns != moment:
            return
        place.rename(aside)
        if aside.stat().st_mtime_ns == moment:
            aside.unlink()
        else:
            aside.replace(place)


def remove_empty(folder: Path) -> None:
    """Remove a folder, unless something is in it."""
    with suppress(OSError):
        folder.rmdir()


def _remove_tree(folder: Path) -> None:
    import shutil

    shutil.rmtree(folder, ignore_errors=True)


def _name_in(folder: Path) -> Path:
    return folder / f".coopctl-{os.urandom(16).hex()}.draft"


def _mode_of(place: Path) -> int | None:
    """Return the permissions of the file in a place; None where no file is."""
    with suppress(OSError):
        mode = place.lstat().st_mode
        return stat.S_IMODE(mode) & 0o777 if stat.S_ISREG(mode) else None
    return None


def _replace(draft: Path, place: Path) -> None:
    """Rename a draft into its place. Raises: OSError, OpenElsewhere."""
    for pause in (*_PAUSES, None):
        try:
            draft.replace(place)
        except PermissionError as error:
            if sys.platform != "win32" or not place.exists() or not os.access(place, os.W_OK):
                raise
            if pause is None:
                raise OpenElsewhere(place) from error
            time.sleep(pause)
        else:
            return


def _sync_file(file: Path) -> None:
    with file.open("r+b") as opened:  # Windows syncs only what may be written
        os.fsync(opened.fileno())


def _sync_folder(folder: Path) -> None:
    """Have new names on the disk too, where the system can be told; Windows cannot."""
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


_swept: set[Path] = set()  # once in a run: a folder may hold a hundred thousand files


def _sweep(folder: Path) -> None:
    """Remove what kills left in a folder: drafts alone, old ones, never what a link leads to."""
    where = folder.absolute()
    if where in _swept:
        return
    _swept.add(where)
    before = time.time() - _OLD
    with suppress(OSError), os.scandir(where) as entries:
        for entry in entries:
            if is_draft(entry.name):
                _remove_old(entry, before)


def _remove_old(entry: os.DirEntry[str], before: float) -> None:
    with suppress(OSError):
        if entry.stat(follow_symlinks=False).st_mtime >= before:
            return
        if entry.is_dir(follow_symlinks=False):
            _remove_tree(Path(entry.path))
        elif entry.is_file(follow_symlinks=False):
            os.unlink(entry.path)  # noqa: PTH108  (as the entry says it)
