"""Where links lead, read link by link: nothing is touched that lies outside the folders that may be."""

import os
from collections.abc import Sequence
from pathlib import Path

from coopctl.files import shares
from coopctl.messages import N_, CoopError, msg

_MOST_LINKS = 40  # as many as systems follow
# How Windows writes the target of a link: each is the same place without it.
_PREFIXES = {"\\\\?\\UNC\\": "\\\\", "\\??\\UNC\\": "\\\\", "\\\\?\\": "", "\\??\\": ""}


def follow(path: Path, folders: Sequence[Path]) -> Path | None:
    """Return the place that a path leads to, free of links; None where that is in none of the folders.

    A link is only read, never followed before it is known to lead inside: one that names a shared folder
    must not make this computer call there.
    """
    place = _plain(path)
    for _link in range(_MOST_LINKS):
        folder = _folder_of(place, folders)
        if folder is None:
            return None
        link = _find_link(folder, place)
        if link is None:
            return place
        place = _plain(link.parent / _target(link) / place.relative_to(link))
    return None


def refuse_call(path: Path) -> None:
    """Refuse a link on this computer that leads to another: looking at what is there would call that one.

    Who works in a shared folder says so by its path. Raises: CoopError.
    """
    if shares.is_shared(path):
        return
    place = path
    for _link in range(_MOST_LINKS):
        target = _target(place)
        if not target:
            return
        place = _plain(place.parent / target)
        if shares.is_shared(place):
            raise CoopError(
                msg(N_("`{path}` is a link that leads to another computer"), path=path),
                msg(N_("put the file or folder itself there, or take the link away")),
            )


def is_within(path: Path, folders: Sequence[Path]) -> bool:
    """Tell whether a path is below one of the folders, as it is written; nothing is looked at there."""
    return _folder_of(_plain(path), folders) is not None


def _folder_of(place: Path, folders: Sequence[Path]) -> Path | None:
    forms = (
        Path(form(folder)) for folder in folders for form in (os.path.abspath, os.path.realpath)
    )
    return next((form for form in forms if place.is_relative_to(form)), None)


def _plain(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100  (without following links, which `resolve` does)


def _find_link(folder: Path, place: Path) -> Path | None:
    """Return the first link between a folder and a place below it."""
    at = folder
    for part in place.relative_to(folder).parts:
        at /= part
        if _target(at):
            return at
    return None


def _target(path: Path) -> str:
    """Return what a link says, on Windows of a junction too; empty for what is no link, or not there."""
    try:
        target = str(path.readlink())
    except (OSError, ValueError):
        return ""
    for prefix, plain in _PREFIXES.items():
        if target.startswith(prefix):
            return plain + target.removeprefix(prefix)
    return target
