"""Start the command line: `python -m coopctl`, `coopctl`, or the program packed into one folder.

Nothing is imported from the folder that a command runs in: whoever put a file there would run his program in ours.
"""

import gc
import os
import sys

# A command lives for a fraction of a second and keeps what it imports: looking for garbage as
# often as a server does would take a twentieth of its time.
_ALLOCATIONS_BETWEEN_COLLECTIONS = 50_000


def main() -> int:
    """Run the command line on the process's own arguments; return the exit code."""
    _leave_folder_out()
    gc.set_threshold(_ALLOCATIONS_BETWEEN_COLLECTIONS)
    code = _run(sys.argv[1:])
    gc.freeze()  # what is left ends with the process: to look through it would take a sixth of its time
    return code


def _run(words: list[str]) -> int:
    if words[:1] == ["--read-sheets"]:  # begun by `coopctl.sheets.apart.reader`
        from coopctl.sheets.apart.child import serve

        return serve("".join(words[1:]))
    if words[:1] == ["--complete"]:  # begun by a shell, see `coopctl.cli.completing`
        from coopctl.cli.main import complete

        return complete(words[1:])
    from coopctl.cli.main import main as run

    return run(words)


def _leave_folder_out() -> None:
    """Take the current folder off the places to import from, unless coopctl itself lies there.

    `python -m` puts it there, and so does an empty part of PYTHONPATH.
    """
    home = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120
    try:
        here = os.getcwd()  # noqa: PTH109
    except OSError:  # it was removed
        here = ""
    if sys.platform == "win32":  # nor run a program from there
        os.environ["NODEFAULTCURRENTDIRECTORYINEXEPATH"] = "1"
    sys.path[:] = [place for place in sys.path if place == home or place not in {"", ".", here}]


if __name__ == "__main__":
    sys.exit(main())
