"""Whether there is a ledger, and whether one is missing: where records were made, none is begun unasked."""

from pathlib import Path

from coopctl.ledger.file import database
from coopctl.ledger.file.database import LedgerError
from coopctl.messages import N_, Message, msg


class LedgerGone(LedgerError):
    """A ledger in which something was recorded is not there any more, or is empty."""

    def __init__(self, path: Path, why: Message) -> None:
        super().__init__(
            msg(N_("the ledger `{path}` is gone or empty: {why}"), path=path, why=why),
            msg(
                N_(
                    "bring back its last whole copy; where there is none to bring back,"
                    " `coopctl init --new-ledger` lets a new one begin"
                )
            ),
        )


def exists(path: Path) -> bool:
    """Tell whether there is a ledger with something in it.

    Raises: LedgerGone where there is none and there was one: somebody moved or emptied it.
    """
    if database.exists(path):
        return True
    why = find_trace(path)
    if why is None:
        return False
    if database.exists(path):  # somebody else began it between the two looks
        return True
    raise LedgerGone(path, why)


def find_trace(path: Path) -> Message | None:
    """Say what tells that a ledger that is not there was there; None where nothing does."""
    from coopctl.domain.record.evidence import is_kept_name  # only where there is no ledger
    from coopctl.files import ledgers
    from coopctl.ledger.file import kept_files

    noted = ledgers.find_note(path)
    if noted == ledgers.ANEW:
        return None
    if noted == ledgers.RECORDED:
        return msg(N_("something was recorded in it on this computer"))
    kept = sum(is_kept_name(name) for name in kept_files.list_names(kept_files.folder_of(path)))
    if kept:
        return msg(
            N_("beside it lies evidence that was kept for its records ({count} files)"), count=kept
        )
    return None
