"""Start the command line: `python -m coopctl`."""

import sys


def main() -> int:
    """Run the command line on the process's own arguments; return the exit code."""
    from coopctl.cli import main as run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
