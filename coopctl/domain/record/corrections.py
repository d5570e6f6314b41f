"""Which entries are in force: one that a later one corrects or takes back is not, from then on.

A correction stands in the place of what it corrects, and of all that this one had corrected. What
takes an entry back ends its effect too, so that what that entry had replaced comes to life again;
undo, and undoing an undo, need no mechanism of their own. A whole thing taken back is the
exception: none of its versions comes back.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from coopctl.domain.record.entries import Body, Draft, Entry

ALWAYS = "9999"  # later than any `recorded_at`: "as known now"
FOR_EVER = "~"  # later than any `recorded_at`, also than "as known now"
RETRACTION = "retraction"
OWN = ("correction", "came_after", "command")  # what the journal adds to a body


def root_of(entry: Entry | Draft) -> str | None:
    """Return the id that a thing keeps through all corrections; None for a draft that has none yet."""
    correction = entry.body.get("correction")
    if isinstance(correction, dict) and "first" in correction:
        return str(correction["first"])
    return entry.id if isinstance(entry, Entry) else None


def placed_at(entry: Entry) -> str:
    """Return the stamp by which an entry keeps its place among others of its day.

    It is that of the first version; where the clock had gone back, the latest stamp before.
    """
    correction = entry.body.get("correction")
    if isinstance(correction, dict) and "placed_at" in correction:
        return str(correction["placed_at"])
    return str(entry.body.get("came_after", entry.recorded_at))


def reason_of(entry: Entry | Draft) -> str:
    """Return why an entry corrects or takes back another; empty where no reason is stated."""
    if entry.kind == RETRACTION:
        return str(entry.body.get("reason", ""))
    correction = entry.body.get("correction")
    return str(correction.get("reason", "")) if isinstance(correction, dict) else ""


def command_of(entry: Entry) -> str | None:
    """Return the id of the first entry that the same command recorded; None where nobody asked for it."""
    command = entry.body.get("command")
    return command if isinstance(command, str) else None


def without_own(body: Body) -> Body:
    """Return a body without what the journal added to it."""
    return {name: value for name, value in body.items() if name not in OWN}


def numbered(actions: Sequence[Body]) -> list[Body]:
    """Return a meeting's actions with their numbers: as kept, else as counted."""
    return [{"number": place, **action} for place, action in enumerate(actions, 1)]


def without_number(action: Body) -> Body:
    """Return an action as it was typed."""
    return {name: value for name, value in action.items() if name != "number"}


class Link(NamedTuple):
    """An entry of a chain of corrections: its id, when it was recorded, what it replaces.

    `takes_back` says that it ends the effect of what it replaces, instead of standing in its place.
    """

    id: str
    recorded_at: str
    replaces: str | None
    takes_back: bool


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
        replaced = _replaced(known)
        for link in known:
            if link.id in replaced:
                begun.setdefault(link.id, moment)
            elif link.id in begun:
                yield Span(link.id, begun.pop(link.id), moment)
    for entry, since in begun.items():
        yield Span(entry, since, FOR_EVER)


def _replaced(known: Sequence[Link]) -> set[str]:
    """Return the entries that another one with an effect replaces.

    An effect ends by being taken back, unless something stands in the entry's place. The last ones
    of a chain are judged first; in a chain that bites its tail, all have an effect.
    """
    after: dict[str, list[Link]] = {link.id: [] for link in known}
    for link in known:
        if link.replaces in after:
            after[link.replaces].append(link)
    in_order = [link for link in known if link.replaces not in after]
    for link in in_order:  # grows as it is walked: each before what replaces it
        in_order += after[link.id]
    counts = dict.fromkeys(after, True)
    for link in reversed(in_order):
        counting = [one for one in after[link.id] if counts[one.id]]
        taken_back = any(one.takes_back for one in counting)
        counts[link.id] = not taken_back or not all(one.takes_back for one in counting)
    return {entry for entry, others in after.items() if any(counts[other.id] for other in others)}
