"""A file that is read: the one that is named, or for `-` what comes on standard input.

What reads a file may look at its first bytes, read it twice or open it as a database: standard input cannot be
read so, and lies in a file of its own meanwhile.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from coopctl.files import drafts

if sys.platform == "win32":
    from pathlib import WindowsPath as _Path
else:
    from pathlib import PosixPath as _Path

STDIN = "-"


class StandardInput(_Path):
    """Where standard input is kept meanwhile; people read `<stdin>`."""

    def __str__(self) -> str:
        """Return what messages call it."""
        return "<stdin>"

    def __fspath__(self) -> str:
        """Return where the system finds it."""
        return super().__str__()

    def as_posix(self) -> str:
        """Return where the system finds it, with slashes."""
        return os.fspath(self).replace(os.sep, "/")


@contextmanager
def named_file(name: str) -> Iterator[Path]:
    """Give the file of that name; for `-` one that holds what comes on standard input, and is gone at the end."""
    if name != STDIN:
        yield Path(name)
        return
    folder = drafts.make_temporary()
    try:
        file = StandardInput(folder / "stdin")
        with file.open("wb") as target:
            shutil.copyfileobj(sys.stdin.buffer, target)
        yield file
    finally:
        drafts.remove_temporary(folder)
