"""Whose move it is: which party has to act next on an item or an action, if any."""

from collections.abc import Sequence
from typing import NamedTuple

from coopctl.domain.codes import Status
from coopctl.domain.record.confirmations import Confirmation

_CLOSED = {Status.COMPLETED, Status.SUSPENDED, Status.CANCELLED}


class Sides(NamedTuple):
    """Who has to do with a thing: all parties of the plan, those that lead and share in it.

    `recorded_by` is the office that made the last update, None where that is not known.
    """

    parties: Sequence[str]
    lead: str | None
    cooperating: Sequence[str]
    recorded_by: str | None


def whose_move(
    status: str,
    confirmation: str | None,
    sides: Sides,
    *,
    withdrawn: bool = False,
    fulfilled: bool = False,
) -> tuple[str, ...]:
    """Return the parties whose move it is; none where nothing is to be done, or nobody is named.

    A dispute is answered by who recorded what is disputed, also where that closed the matter.
    `fulfilled`: the duty of the current period is done, of something that comes back.
    """
    if withdrawn:
        return ()
    if confirmation == Confirmation.DISPUTED:
        return _named(sides.recorded_by or sides.lead)
    if status in _CLOSED:
        return ()
    if status == Status.AWAITING_CONFIRMATION and confirmation != Confirmation.CONFIRMED:
        return _others(sides)
    return () if fulfilled else _named(sides.lead)


def _others(sides: Sides) -> tuple[str, ...]:
    """Return who is to confirm: the item's other parties; where it names none, the plan's."""
    own = sides.recorded_by or sides.lead
    ours = [party for party in (sides.lead, *sides.cooperating) if party not in {own, None}]
    return tuple(party for party in sides.parties if party != own and (not ours or party in ours))


def _named(party: str | None) -> tuple[str, ...]:
    return (party,) if party is not None else ()
