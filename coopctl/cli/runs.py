"""What goes with the run of any command: how long it waits for the ledger, and what it recorded."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

from coopctl.cli import speaking
from coopctl.ledger.file import commits, waiting
from coopctl.messages import N_, msg
from coopctl.output.screen.talk import notice

_DATABASE = "coopctl.ledger.file.database"


def begin() -> None:
    """Begin to count what is waited, and to note what is recorded."""
    commits.begin_run()
    speaking.begin_run()
    waiting.begin_run(_say_waiting)
    if (forms := _forms()) is not None:
        forms.begin_run()


def _forms() -> ModuleType | None:
    """Return what keeps forms, where this run has loaded it: few runs edit one."""
    return sys.modules.get("coopctl.cli.terminal.kept_forms")


def _say_waiting() -> None:
    """Say, while it waits, that somebody else has the ledger."""
    notice(
        msg(
            N_("the ledger is being written by somebody else; waiting up to {seconds} seconds"),
            seconds=int(waiting.BUSY_SECONDS),
        ),
        msg(N_("Ctrl-C ends it")),
    )


def fail() -> None:
    """Say where a form lies that was not recorded."""
    if (forms := _forms()) is not None:
        forms.fail_run(recorded=any(one.asked for one in commits.look_up().attempts))


def name_damage(error: BaseException, ledger: Callable[[], Path]) -> None:
    """Look whether a command stumbled over a ledger that is not as it was written. Raises: Damaged, naming what."""
    if _DATABASE not in sys.modules:  # nothing was read from one
        return
    from coopctl.ledger.check.damage import find_damage  # few runs meet it

    found = find_damage(error, ledger)
    if found is not None:
        raise found from error


def end() -> None:
    """Remove the form that was recorded; say of what was recorded that the disk did not confirm it."""
    if (forms := _forms()) is not None:
        forms.end_run()
    for attempt in commits.list_unconfirmed():
        notice(
            msg(N_("`{id}` is in the ledger, but the disk did not confirm it"), id=attempt.last),
            msg(N_("see that the disk is well, and make a copy of the ledger")),
        )
