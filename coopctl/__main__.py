"""Start the command line: `python -m coopctl`."""

import gc
import sys

# A command lives for a fraction of a second and keeps what it imports: looking for garbage as
# often as a server does would take a twentieth of its time.
_ALLOCATIONS_BETWEEN_COLLECTIONS = 50_000


def main() -> int:
    """Run the command line on the process's own arguments; return the exit code."""
    gc.set_threshold(_ALLOCATIONS_BETWEEN_COLLECTIONS)
    from coopctl.cli import main as run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
