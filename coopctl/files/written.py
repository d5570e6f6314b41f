"""What the program wrote last under a path: so that nothing that a person changed since is replaced.

One small file for each path in the user's state folder, named after the path, with the SHA-256 of what was
written. What is missing there, broken, or could not be noted, is unknown: the file counts as a person's.
"""

import os
import re
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from coopctl.files import drafts
from coopctl.files.places import note_about

FOLDER = "written"
_MOST, _KEPT = 1000, 900  # paths that are remembered; how many are left when that is passed
_BLOCK = 1 << 20  # bytes
_HASH = re.compile(rb"[0-9a-f]{64}\n")
_NOTE = re.compile(r"[0-9a-f]{64}")
_SIZE = 65  # bytes of a note


def fingerprint(path: Path) -> str | None:
    """Return the SHA-256 of a file; None where there is none. Raises: OSError."""
    try:
        with path.open("rb") as file:
            return digest(file)
    except (FileNotFoundError, NotADirectoryError):
        return None


def digest(file: BinaryIO) -> str:
    """Return the SHA-256 of an open file, from its beginning."""
    found = sha256()
    file.seek(0)
    while block := file.read(_BLOCK):
        found.update(block)
    return found.hexdigest()


def find_written(path: Path) -> str | None:
    """Return the SHA-256 of what was last written there; None where that is not known."""
    note = note_about(path, FOLDER)
    if note is None:
        return None
    with suppress(OSError), note.open("rb") as file:
        text = file.read(_SIZE + 1)
        return text[:-1].decode() if _HASH.fullmatch(text) else None
    return None


def remember(path: Path, sha: str) -> None:
    """Note what was written there; where that cannot be, it stays unknown."""
    note = note_about(path, FOLDER)
    if note is None:
        return
    with suppress(OSError, drafts.OpenElsewhere):
        drafts.make_folder(note.parent, private=True)
        drafts.write_whole(note, f"{sha}\n".encode(), mode=0o600)
        _forget_oldest(note.parent)


def _forget_oldest(folder: Path) -> None:
    """Keep the folder small: of too many notes, the oldest go."""
    with os.scandir(folder) as entries:
        notes = [entry for entry in entries if _NOTE.fullmatch(entry.name)]
    if len(notes) <= _MOST:
        return
    notes.sort(key=lambda entry: entry.stat(follow_symlinks=False).st_mtime_ns, reverse=True)
    for entry in notes[_KEPT:]:
        drafts.remove(Path(entry.path))
