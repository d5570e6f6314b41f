"""Files that come out whole or not at all: written beside their place, then renamed into it."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from coopctl.domain.messages import CoopError, N_, msg


@contextmanager
def open_target(path: Path | None, encoding: str = "utf-8") -> Iterator[TextIO]:
    """Open a file to write (None: standard output); a failure leaves what was there before.

    Raises: CoopError with the system's reason where the file cannot be written.
    """
    if path is None:
        yield sys.stdout
        return
    if path.is_dir():
        raise CoopError(
            msg(N_("`{path}` is a folder"), path=path), msg(N_("name a file in it with `-o`"))
        )
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with draft.open("w", encoding=encoding, newline="", errors="backslashreplace") as target:
            yield target
            target.flush()
            os.fsync(target.fileno())
        draft.replace(path)
    except OSError as error:
        raise CoopError(
            msg(N_("cannot write `{path}`: {reason}"), path=path, reason=error.strerror or error),
            msg(N_("see that the folder is there, that you may write in it and that it has room")),
        ) from error
    finally:
        draft.unlink(missing_ok=True)
