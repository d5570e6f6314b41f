"""Why the system refused something, as far as it can be said in the reader's language."""

import errno
import re
import sys
from collections.abc import Mapping
from pathlib import PurePath

from coopctl.messages import N_, CoopError, Message, msg

# What systems say of files and folders, in their own English.
_SAID = {
    N_("Permission denied"),
    N_("Operation not permitted"),
    N_("No such file or directory"),
    N_("Not a directory"),
    N_("Is a directory"),
    N_("File exists"),
    N_("File name too long"),
    N_("File too large"),
    N_("No space left on device"),
    N_("Disk quota exceeded"),
    N_("Read-only file system"),
    N_("Input/output error"),
    N_("Too many levels of symbolic links"),
    N_("Text file busy"),
}
_OPEN_ELSEWHERE = N_("another program has it open")
_OUT_OF_REACH = N_("the network place does not answer")
_NO_NAME = N_("Windows allows no such name")
# Windows says it in its own language; its numbers are the same everywhere.
# Source: System Error Codes, Microsoft.
_SAID_BY_NUMBER: Mapping[int, str] = {
    **dict.fromkeys((2, 3), "No such file or directory"),
    **dict.fromkeys((5, 65), "Permission denied"),
    19: "Read-only file system",
    21: "Input/output error",
    **dict.fromkeys((32, 33), _OPEN_ELSEWHERE),
    **dict.fromkeys((39, 112), "No space left on device"),
    **dict.fromkeys((51, 53, 54, 55, 59, 64, 67, 121, 1203, 1222, 1231, 1232), _OUT_OF_REACH),
    **dict.fromkeys((80, 183), "File exists"),
    123: _NO_NAME,
    **dict.fromkeys((206, 111), "File name too long"),
    267: "Not a directory",
}
_LONGEST_ON_WINDOWS = 247  # of a folder; of a file 259
# The names of devices: what is written to such a file goes nowhere.
_DEVICE = re.compile(r"(?i)(con|prn|aux|nul|con(in|out)\$|(com|lpt)[0-9¹²³])\s*([.].*)?")
_NOT_IN_NAMES = re.compile(r'[<>:"|?*\x00-\x1f]')


def reason_of(error: OSError) -> Message:
    """Return what the system said; in its own words where they are none that are known here."""
    if sys.platform == "win32" and _is_too_long(error):
        return msg(N_("the path is longer than Windows allows, 259 characters"))
    number = getattr(error, "winerror", None)
    said = _SAID_BY_NUMBER.get(number or 0) or error.strerror or str(error)
    known = said in _SAID or number in _SAID_BY_NUMBER
    return msg(said) if known else msg("{said}", said=said)


def _is_too_long(error: OSError) -> bool:
    """Tell whether a path is too long: Windows says that there is none, or that it is no path."""
    answers = {errno.ENOENT, errno.EINVAL}
    return error.errno in answers and len(str(error.filename or "")) > _LONGEST_ON_WINDOWS


def refuse_device(path: PurePath) -> None:
    """Refuse to make a file of a name that Windows takes for something else. Raises: CoopError.

    It would write to the device, or to a stream of the file that no program shows, and say nothing.
    """
    name = _no_name(path) if sys.platform == "win32" else None
    if name is not None:
        raise CoopError(
            msg(N_("`{path}`: no file on Windows can be named `{name}`"), path=path, name=name),
            msg(
                N_(
                    "such a name stands for a device or for something hidden in a file; choose another"
                )
            ),
        )


def _no_name(path: PurePath) -> str | None:
    """Return the first part of a path that is no name on Windows; None where each is one."""
    for part in path.parts[1:] if path.anchor else path.parts:
        if _DEVICE.fullmatch(part) or _NOT_IN_NAMES.search(part):
            return part
        if part.rstrip(" .") != part and part not in {".", ".."}:
            return part
    return None
