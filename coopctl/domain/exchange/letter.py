"""What goes into a letter that reminds a party of what is overdue and comes due."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from coopctl.domain.plan.plan import Plan
from coopctl.domain.record.entries import Entry
from coopctl.domain.standing.due import DueRow


class Letter(NamedTuple):
    """To whom, from whom (None: not stated), about which rows of which plans, as of which day.

    `minutes` are the meetings at which actions were agreed, by the id in front of an action's number.
    `number`, with its code, `day` and `signer` are what the letter itself bears.
    """

    party: str
    sender: str | None
    plans: tuple[Plan, ...]
    rows: tuple[DueRow, ...]
    as_of: date
    until: date
    reply_by: date | None
    minutes: Mapping[str, Entry]
    number: str | None = None
    day: date | None = None
    signer: str | None = None
