"""What goes with every piece of work on a ledger: how long it waits, what it recorded, whether the ledger is whole."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from coopctl.ledger.file import commits, waiting
from coopctl.messages import N_, msg
from coopctl.services.workspace.caller import Tell

_DATABASE = "coopctl.ledger.file.database"


def begin(tell: Tell) -> None:
    """Begin to count what is waited, and to note what is recorded."""
    commits.begin_run()
    waiting.begin_run(partial(_tell_waiting, tell))


def _tell_waiting(tell: Tell) -> None:
    """Say, while it waits, that somebody else has the ledger."""
    tell(
        msg(
            N_("the ledger is being written by somebody else; waiting up to {seconds} seconds"),
            seconds=int(waiting.BUSY_SECONDS),
        ),
        msg(N_("Ctrl-C ends it")),
    )


def end(tell: Tell) -> None:
    """Say of what was recorded that the disk did not confirm it."""
    for attempt in commits.list_unconfirmed():
        tell(
            msg(N_("`{id}` is in the ledger, but the disk did not confirm it"), id=attempt.last),
            msg(N_("see that the disk is well, and make a copy of the ledger")),
        )


def name_damage(error: BaseException, ledger: Callable[[], Path]) -> None:
    """Look whether work stumbled over a ledger that is not as it was written. Raises: Damaged, naming what."""
    if _DATABASE not in sys.modules:  # nothing was read from one
        return
    from coopctl.ledger.check.damage import find_damage  # few runs meet it

    found = find_damage(error, ledger)
    if found is not None:
        raise found from error


@contextmanager
def run(tell: Tell, ledger: Path) -> Iterator[None]:
    """Do a piece of work in a block. Raises: Damaged where it stumbled over an altered ledger."""
    begin(tell)
    try:
        yield
    except Exception as error:
        name_damage(error, lambda: ledger)
        raise
    end(tell)
