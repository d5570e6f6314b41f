"""Files as bytes, before anything is made of them: whole, not too large, and of the ordinary kind."""

import stat
from pathlib import Path

from coopctl.domain.words.system import reason_of
from coopctl.messages import N_, msg
from coopctl.sheets.book.refusals import SheetError, remedy, too_large

_MOST_BYTES = 100 * 2**20


def read_file(path: Path) -> bytes:
    """Return a file's content. Raises: SheetError where it cannot be read, or is too large for a workbook."""
    content = read_head(path, _MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise too_large(path)
    return content


def read_head(path: Path, most: int) -> bytes:
    """Return the first bytes of a file, `most` of them at most. Raises: SheetError where it cannot be read."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise SheetError(msg(N_("`{path}` is a folder"), path=path), remedy())
        if not stat.S_ISREG(mode):  # a pipe or a device: reading it might never end
            raise SheetError(msg(N_("`{path}` is no ordinary file"), path=path), remedy())
        with path.open("rb") as file:
            return file.read(most)
    except OSError as error:
        raise SheetError(
            msg(N_("cannot read `{path}`: {reason}"), path=path, reason=reason_of(error)),
            msg(N_("see that it is there and that you may read it")),
        ) from error
