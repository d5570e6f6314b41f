"""What a ledger that is checked may have wrong with it, as data: where, what, and what helps."""

from typing import NamedTuple

from coopctl.messages import N_, CoopError, Message, msg

# The checks, by the code that JSON names them by.
CHECK_LABELS: dict[str, str] = {
    "file": N_("file"),
    "chain": N_("chain"),
    "schema": N_("schema"),
    "derived": N_("derived tables"),
    "plans": N_("compiled plans"),
    "references": N_("references"),
    "evidence": N_("evidence"),
    "plan_files": N_("plan files"),
    "against": N_("compared"),
}

RESTORE = msg(N_("bring back the last whole copy of it; do not write to this one"))


class Damaged(CoopError):
    """The ledger holds what this program does not write there. Its remedy, unless told: a copy of before."""

    def __init__(self, message: Message, hint: Message | None = RESTORE) -> None:
        super().__init__(message, hint)


class Fault(NamedTuple):
    """Something that is not as it was written: `entry` is the id that it is about, None for no single one."""

    check: str
    entry: str | None
    message: Message
    hint: Message | None = RESTORE
