"""Workbooks read in a process of their own, which may end or be ended without harm to this one.

The process is this program once more: begun with the word `READ_SHEETS`, away from the folder that the file is in,
and blind to what that folder or the environment would have it import.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Timer
from typing import IO, Any

from coopctl.domain.words.system import reason_of
from coopctl.messages import N_, msg
from coopctl.sheets.apart import bounds, lines
from coopctl.sheets.book.refusals import REASONS, SheetError, overwhelming
from coopctl.sheets.book.sheet import Sheet, Value

READ_SHEETS = "--read-sheets"
# `-I` leaves the current folder and the environment out; where this process imports from is told instead.
_BEGIN = (
    "import sys; sys.path += sys.argv.pop(1).splitlines();"
    "from coopctl.__main__ import main; sys.exit(main())"
)
_LAST_LINE = 1000  # bytes, more than any that ends an answer has


def read_sheets(path: Path, content: bytes) -> list[Sheet]:
    """Return the sheets of a workbook in its order; a csv file is one sheet.

    `content` is the whole file. Raises: SheetError with what the file is instead, and the remedy; ImportError
    where the library that reads it is missing.
    """
    with _begun(path) as process:
        if process.stdin is None or process.stdout is None:
            raise AssertionError(process)
        with suppress(OSError):  # it ended before it had read everything; why, is seen below
            process.stdin.write(content)
            process.stdin.close()
        try:
            return _read_answer(path, process.stdout)
        except (ValueError, LookupError, TypeError) as error:  # cut off in the middle
            raise overwhelming(path) from error


@contextmanager
def _begun(path: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """Begin the process; it is ended when the time is over, or when the block is left."""
    try:
        process = subprocess.Popen(  # noqa: S603  (this program itself)
            [*_command(), READ_SHEETS, path.stem],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            cwd=Path(sys.executable).parent,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )  # fmt: skip
    except OSError as error:
        raise SheetError(
            msg(N_("`{path}` cannot be read: {reason}"), path=path, reason=reason_of(error)),
            msg(N_("close other programs and try again")),
        ) from error
    timer = Timer(bounds.MOST_WAITED, process.kill)
    timer.start()
    try:
        bounds.bind(process)
        yield process
    finally:
        timer.cancel()
        process.kill()
        for stream in (process.stdin, process.stdout):
            with suppress(OSError):
                if stream is not None:
                    stream.close()
        process.wait()


def _command() -> list[str]:
    """Return how this program is begun once more: by the interpreter, or by itself where it was packed into one file."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    places = "\n".join(place for place in sys.path if Path(place).is_absolute())
    written = ["-B"] if sys.dont_write_bytecode else []
    return [sys.executable, "-I", *written, "-c", _BEGIN, places]


def _read_answer(path: Path, answer: IO[bytes]) -> list[Sheet]:
    """Return the sheets that were told. Raises: as `read_sheets`; ValueError and such where the answer ends too early."""
    sheets: list[tuple[dict[str, Any], list[list[Value]]]] = []
    left = bounds.MOST_TOLD + _LAST_LINE
    while text := answer.readline(left):
        left -= len(text)
        if text.startswith(b"["):
            head, rows = sheets[-1]
            rows.append(lines.read_row(text, head["columns"]))
            continue
        said = json.loads(text)
        if lines.SHEET in said:
            sheets.append((said, []))
        elif lines.REFUSED in said:
            raise REASONS[said[lines.REFUSED]](path)
        elif lines.MISSING in said:
            raise ImportError(name=said[lines.MISSING])
        else:
            return [lines.make_sheet(head, rows) for head, rows in sheets]
    raise overwhelming(path)
