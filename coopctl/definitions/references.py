"""That names fit together: ids used once, parties that exist.

Looked up in the tree itself, so that these problems come together with those of the schema.
"""

from collections.abc import Iterator

from coopctl.definitions.nodes import Node
from coopctl.definitions.places import Place
from coopctl.definitions.problems import Problem
from coopctl.definitions.source import Source
from coopctl.domain.messages import N_, msg
from coopctl.domain.text import fold, nearest

Seen = dict[str, Node]


def check(source: Source, root: Node) -> Iterator[Problem]:
    """Yield the ids used twice and the parties that there are not."""
    place = Place(source, root)
    parties = place.child("parties")
    keys = [key for key, _ in parties.pairs()] if parties else []
    party_ids: Seen = {}
    for key in keys:
        yield from _check_id(key, party_ids)
    known = tuple(key.text for key in keys if key.text)
    for party in _list_parties(place):
        yield from _check_party(party, known)
    ids: Seen = {}
    for area in _list(place, "areas"):
        yield from _check_id(area.child("id"), ids)
        for item in _list(area, "items"):
            yield from _check_id(item.child("id"), ids)
            indicator_ids: Seen = {}
            for indicator in _list(item, "indicators"):
                yield from _check_id(indicator.child("id"), indicator_ids)


def _list(place: Place, key: str) -> Iterator[Place]:
    found = place.child(key)
    return found.parts() if found else iter(())


def _list_parties(place: Place) -> Iterator[Place | None]:
    """Yield every place where a party is named by its id."""
    head = place.child("plan")
    yield head.child("issued_by") if head else None
    for area in _list(place, "areas"):
        for item in _list(area, "items"):
            yield item.child("lead")
            cooperating = item.child("cooperating")
            if cooperating:
                yield from cooperating.parts()
                yield cooperating if cooperating.text else None
            owes = item.child("owes")
            yield from (key for key, _ in owes.pairs()) if owes else ()


def _check_id(place: Place | None, seen: Seen) -> Iterator[Problem]:
    if place is None or place.text is None:
        return
    first = seen.setdefault(fold(place.text), place.node)
    if first is not place.node:
        yield place.error(
            "duplicate-id",
            msg(
                N_("the id `{id}` is used twice; first in line {line}"),
                id=place.text,
                line=first.line,
            ),
            msg(N_("give each its own; records name it, so an id that is in use stays")),
        )


def _check_party(place: Place | None, known: tuple[str, ...]) -> Iterator[Problem]:
    if place is None or place.text is None or place.text in known:
        return
    yield place.error(
        "unknown-party",
        msg(N_("there is no party `{id}`"), id=place.text),
        msg(
            N_("one of: {codes}"), codes=tuple(dict.fromkeys((*nearest(place.text, known), *known)))
        ),
    )
