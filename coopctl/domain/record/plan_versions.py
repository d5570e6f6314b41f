"""A version of a plan: one compiled text, and what became of it."""

from typing import NamedTuple

from coopctl.domain.plan.plan import Plan
from coopctl.domain.record.entries import Entry


class Version(NamedTuple):
    """One version. `before` is the one that was in force until it came; None for the first.

    `root` is the version that it corrects without changing the text, else itself. `replaced_by`
    is what corrected it or took it back, if anything did. `signings` marked it as the agreed text, oldest first.
    """

    entry: Entry
    root: str
    before: str | None
    in_force: bool
    replaced_by: Entry | None
    signings: tuple[Entry, ...]

    @property
    def basis(self) -> str | None:
        """The document that the version rests on, if one was given."""
        return self.entry.body.get("basis")


class Side(NamedTuple):
    """One of two versions that are held against each other; `entry` is None for the file."""

    plan: Plan
    entry: Entry | None
    document: str | None = None


class Agreed(NamedTuple):
    """The text that was agreed on: a plan, the entry of that version, the document that was signed."""

    version: str
    document: str
    plan: Plan
