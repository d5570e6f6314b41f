"""What hangs on a meeting: the actions that it gave, the items that it discussed.

Only a meeting has them: of a kind that this version does not know, `actions` may be anything.
"""

from coopctl.domain.record.corrections import numbered
from coopctl.domain.record.entries import Body, Entry

MEETING = "meeting"


def actions_of(entry: Entry) -> list[Body]:
    """Return an entry's actions with their numbers, as counted or as a correction kept them."""
    return numbered(entry.body.get("actions", ())) if entry.kind == MEETING else []


def items_of(entry: Entry) -> tuple[str, ...]:
    """Return what an entry is about: its item or action, or the items that it discussed."""
    if entry.item is not None:
        return (entry.item,)
    return tuple(entry.body.get("items", ())) if entry.kind == MEETING else ()
