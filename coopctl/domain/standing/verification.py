"""What came of looking at the ledger and the kept files, as data."""

from typing import NamedTuple

from coopctl.domain.record.heads import ChainHead
from coopctl.domain.standing.faults import Fault


class Verification(NamedTuple):
    """What was looked at, how much there was of it, what is wrong with it, what lies beside it unnamed.

    `ledger` is where it is, None where there is none. `checked` counts entries, replicas, plans, corrections and files.
    `strays` is None where the ledger does not say which files it names.
    """

    ledger: str | None
    checked: dict[str, int]
    heads: tuple[ChainHead, ...]
    faults: tuple[Fault, ...]
    strays: tuple[str, ...] | None
