"""What a test needs of the machine beside Python: where it is missing, the test is skipped and names it.

The gate installs all of it and fails where it cannot, so nothing is skipped there.
"""

import shutil
import subprocess

import pytest

# Seconds after which a program hangs. Far more than any needs, so that a busy machine is no failure.
PATIENCE = 180.0

CALC = ("soffice", "localc")
WRITER = ("soffice", "lowriter")
TIMES = (
    "Liberation Serif"  # as wide as Times New Roman; its letters are Vietnamese from version 2 on
)

# What a terminal, a shell or a system may have set, and the program or a library of it heeds.
_FOREIGN = (
    "NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "TTY_COMPATIBLE", "TTY_INTERACTIVE",
    "LINES", "LANGUAGE", "EDITOR", "VISUAL", "BROWSER", "PYTHONUTF8", "PYTHONIOENCODING",
)  # fmt: skip


def is_foreign(name: str) -> bool:
    """Tell whether a variable of the environment is the user's own, and no business of a test."""
    return name in _FOREIGN or name.startswith(("COOPCTL_", "LC_", "XDG_"))


def needs(*programs: str, face: str | None = None) -> pytest.MarkDecorator:
    """Return the mark of tests that run these programs, and print in that face in Vietnamese."""
    missing = [program for program in programs if shutil.which(program) is None]
    if face is not None and not _has_face(face):
        missing.append(f"the face “{face}” with Vietnamese letters")
    return pytest.mark.skipif(bool(missing), reason=f"needs {', '.join(missing)}")


def _has_face(face: str) -> bool:
    if shutil.which("fc-list") is None:
        return False
    pattern = f":lang=vi:family={face}"
    done = subprocess.run(["fc-list", pattern, "family"], capture_output=True, check=False)
    return bool(done.stdout.strip())
