"""The user's own folders, as the system lays them out: what may be lost without loss of a record."""

import os
from hashlib import sha256
from pathlib import Path

_NAME = "coopctl"


def state_folder() -> Path | None:
    """Return where the program remembers what it did; None for a user without a home."""
    import platformdirs

    return _sound(platformdirs.user_state_dir(_NAME, appauthor=False))


def cache_folder() -> Path | None:
    """Return where things lie that can be made again; None for a user without a home."""
    import platformdirs

    return _sound(platformdirs.user_cache_dir(_NAME, appauthor=False))


def note_about(path: Path, kind: str) -> Path | None:
    """Return where a note of that kind about a path is kept; links and, on Windows, letters are the same path."""
    folder = state_folder()
    absolute = os.path.normcase(os.path.realpath(path))
    return folder / kind / sha256(os.fsencode(absolute)).hexdigest() if folder else None


def _sound(folder: str) -> Path | None:
    path = Path(folder)
    return path if path.is_absolute() else None  # `~` where nobody knows what it stands for
