"""What goes with the run of any command: how long it waits for the ledger, and what it recorded."""

import sys
from types import ModuleType

from coopctl.cli import speaking
from coopctl.ledger.file import commits
from coopctl.output.screen.talk import notice
from coopctl.services.workspace import runs


def begin() -> None:
    """Begin to count what is waited, and to note what is recorded."""
    runs.begin(notice)
    speaking.begin_run()
    if (forms := _forms()) is not None:
        forms.begin_run()


def _forms() -> ModuleType | None:
    """Return what keeps forms, where this run has loaded it: few runs edit one."""
    return sys.modules.get("coopctl.cli.terminal.kept_forms")


def fail() -> None:
    """Say where a form lies that was not recorded."""
    if (forms := _forms()) is not None:
        forms.fail_run(recorded=any(attempt.asked for attempt in commits.look_up().attempts))


def end() -> None:
    """Remove the form that was recorded; say of what was recorded that the disk did not confirm it."""
    if (forms := _forms()) is not None:
        forms.end_run()
    runs.end(notice)
