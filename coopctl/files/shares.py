"""Places on another computer: shared folders, and drives of Windows that stand for one.

SQLite relies on locks that such places keep badly: one writer at a time is safe there, several are not.
"""

import sys
from pathlib import Path

_REMOTE = 4  # DRIVE_REMOTE, what Windows calls a drive that stands for a shared folder


def is_shared(path: Path) -> bool:
    """Tell whether a file lies, or is to lie, on another computer, as far as the path and Windows tell."""
    if sys.platform != "win32":
        return False
    import ctypes

    drive = path.absolute().drive
    if drive.startswith("\\\\"):
        return not drive.startswith(("\\\\?\\", "\\\\.\\")) or drive.upper().startswith(
            "\\\\?\\UNC\\"
        )
    return bool(ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\") == _REMOTE)


def is_out_of_reach(path: Path) -> bool:
    """Tell whether a file lies in a shared folder that does not answer: then nothing is known of it."""
    if not is_shared(path):
        return False
    try:
        return not Path(path.absolute().anchor).is_dir()
    except OSError:
        return True
