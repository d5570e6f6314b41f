"""Both sides: what the other office says of an entry, and who may say it.

A verdict is about one exact version of an entry: what is corrected is unconfirmed again. An
office's newest verdict counts; one that disputes weighs more than any that confirms.
"""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from coopctl.domain.record.entries import Entry
from coopctl.messages import N_, CoopError, UsageProblem, msg


class Confirmation(StrEnum):
    """What became of an entry at the other side. Computed; the first two are also verdicts."""

    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    UNCONFIRMED = "unconfirmed"


VERDICT_LABELS: dict[str, str] = {
    Confirmation.CONFIRMED: N_("Confirmed"),
    Confirmation.DISPUTED: N_("Disputed"),
}
CONFIRMATION_LABELS: dict[str, str] = {
    **VERDICT_LABELS,
    Confirmation.UNCONFIRMED: N_("Unconfirmed"),
}

# The kinds of entry that the other side may confirm or dispute.
CONFIRMABLE = ("update", "meeting", "outcome", "extension")

# What a plan says of an item under `confirm:`.
REQUIRED = "required"
CONFIRM_RULES = (REQUIRED, "optional")


class Verdict(NamedTuple):
    """What one office says of an entry: `id` is the verdict's own, `text` its reason or note."""

    id: str
    entry: str
    verdict: str
    office: str
    author: str
    on: date
    text: str | None


def check_side(entry: Entry, office: str | None, author: str, parties: Sequence[str]) -> None:
    """See that a verdict comes from another side than the entry; `office` is one of `parties`.

    Where an entry names no office, its author at least may not be the judge.

    Raises: UsageProblem where nobody knows whose verdict it is, CoopError where it is one's own.
    """
    if office is None:
        raise UsageProblem(
            msg(N_("it is not known whose office this is, and an office does not confirm itself")),
            msg(
                N_("say it with `--office`: {parties}; `coopctl init --office …` keeps it"),
                parties=tuple(parties),
            ),
        )
    if entry.office == office:
        others = tuple(party for party in parties if party != office)
        raise CoopError(
            msg(
                N_("`{id}` was recorded by the office of `{office}` itself"),
                id=entry.id, office=office,
            ),
            msg(N_("confirming or disputing it is for the other side: {parties}"), parties=others),
        )  # fmt: skip
    if entry.office is None and entry.author == author:
        raise CoopError(
            msg(N_("`{id}` was recorded by {author}, without an office"), id=entry.id, author=author),
            msg(N_("confirming or disputing it is for somebody of the other side")),
        )  # fmt: skip


class DisputedRow(NamedTuple):
    """An entry that another office disputes, and what that office says: one row for each office.

    `title` says what the entry says, in a line.
    """

    plan: str
    id: str
    kind: str
    item: str | None
    happened_on: date
    title: str
    disputed_by: str
    disputed_on: date
    reason: str | None
    confirmation: str
