"""How much memory and time a process may have that reads a workbook.

Where the system sets bounds for the process that asks for them, it binds itself before it reads; on Windows, who
began it puts it into a job with the same bounds.
"""

import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from subprocess import Popen

MOST_MEMORY = 400 * 2**20
MOST_SECONDS = 4  # of work; a busy machine may give it late
MOST_WAITED = 7.0  # seconds by the clock
MOST_TOLD = 48 * 2**20  # bytes that come of it


def bind_self() -> None:
    """Bind this process, where the system does so."""
    if sys.platform == "win32":
        return
    import resource

    for kind, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_CPU, MOST_SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(OSError, ValueError):  # a system without this bound, or with a lower one
            resource.setrlimit(kind, (most, most))


def bind(process: "Popen[bytes]") -> None:
    """Bind a process that was begun, where it cannot do so itself."""
    if sys.platform == "win32":
        from coopctl.sheets.apart.job import put_into_job

        put_into_job(process, MOST_MEMORY, MOST_SECONDS)
