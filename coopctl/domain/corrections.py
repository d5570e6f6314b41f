"""Which entries are in force: one that a later one corrects or takes back is not, from then on.

An entry is in force while no entry in force replaces it. So taking back what took something back
brings that to life again, and undo needs no mechanism of its own.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

ALWAYS = "9999"  # later than any `recorded_at`: "as known now"
FOR_EVER = "~"  # later than any `recorded_at`, also than "as known now"


class Link(NamedTuple):
    """An entry of a chain of corrections: its id, when it was recorded, what it replaces."""

    id: str
    recorded_at: str
    replaces: str | None


class Span(NamedTuple):
    """A time during which an entry was not in force: `since` included, `until` not."""

    entry: str
    since: str
    until: str


def superseded_spans(chain: Sequence[Link]) -> Iterator[Span]:
    """Yield when each entry of a chain was not in force, as it was known at each moment.

    `chain` holds every entry that is linked to another of it by `replaces`, in any order.
    """
    begun: dict[str, str] = {}
    for moment in sorted({link.recorded_at for link in chain}):
        known = [link for link in chain if link.recorded_at <= moment]
        for link in known:
            if not _in_force(link.id, known, frozenset()):
                begun.setdefault(link.id, moment)
            elif link.id in begun:
                yield Span(link.id, begun.pop(link.id), moment)
    for entry, since in begun.items():
        yield Span(entry, since, FOR_EVER)


def _in_force(entry: str, known: Sequence[Link], above: frozenset[str]) -> bool:
    """Tell whether nothing in force replaces an entry; a chain that bites its tail is cut there."""
    return not any(
        link.replaces == entry
        and link.id not in above
        and _in_force(link.id, known, above | {entry})
        for link in known
    )
