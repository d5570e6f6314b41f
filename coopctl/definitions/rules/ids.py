"""What no schema can say of a plan file: ids that are unique, references that lead somewhere.

The rules read the tree, not the finished plan: so they hold for the sound parts of a file that
has other errors, and all problems come at once. What the schema refuses they pass over.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from coopctl.definitions.pipelines import check_overrides
from coopctl.definitions.rules.obligations import check_obligations
from coopctl.definitions.rules.periods import check_periods
from coopctl.definitions.rules.recurrence import check_recurrence
from coopctl.definitions.rules.targets import check_targets
from coopctl.definitions.rules.verifiability import check_verifiable
from coopctl.definitions.schema.patterns import ZONE
from coopctl.definitions.yaml.problems import Finding
from coopctl.definitions.yaml.tree import (
    Mapping,
    Node,
    Scalar,
    mappings_at,
    pairs_at,
    stated,
    text_at,
    texts_at,
    value_at,
)
from coopctl.domain.plan.plan import DEFAULT_TIMEZONE
from coopctl.domain.words.text import nearest
from coopctl.messages import N_, Message, msg

# `1.234` is a thousand and more to a Vietnamese reader, and one and a bit to YAML.
_LOOKS_GROUPED = re.compile(r"[-+]?[1-9][0-9]{0,2}\.[0-9]{3}")


def check_rules(root: Node) -> Iterator[Finding]:
    """Yield what breaks a rule: errors, and warnings about what may not be meant."""
    areas = mappings_at(root, "areas")
    items = [item for area in areas for item in mappings_at(area, "items")]
    yield from _check_zone(value_at(root, "plan"))
    yield from _check_ids(root, areas, items)
    yield from _check_references(root, items)
    yield from check_periods(root, items)
    yield from check_recurrence(root, items)
    yield from check_overrides(root)
    for item in items:
        yield from _check_sides(item)
        yield from check_obligations(root, item)
        yield from _check_amounts(item)
        yield from check_targets(item)
        yield from check_verifiable(item)


def _error(node: Node, code: str, message: Message, hint: Message) -> Finding:
    return Finding(node.line, node.column, code, message, hint)


def _check_zone(plan: Node | None) -> Iterator[Finding]:
    zone = text_at(plan, "timezone")
    if zone is None or zone.text == DEFAULT_TIMEZONE or not re.fullmatch(ZONE, zone.text):
        return  # what cannot be a name at all is the schema's to refuse
    if _zone_exists(zone.text):
        return
    yield _error(
        zone,
        "unknown-zone",
        msg(N_("there is no time zone `{text}`"), text=zone.text),
        msg(N_("for Vietnam: `Asia/Ho_Chi_Minh`")),
    )


def _zone_exists(name: str) -> bool:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown, not a name at all, a folder of zones
        return False
    return True


def _check_ids(root: Node, areas: Sequence[Mapping], items: Sequence[Mapping]) -> Iterator[Finding]:
    yield from _check_unique(party for party, _ in pairs_at(root, "parties"))
    yield from _check_unique(text_at(one, "id") for one in _with_items(areas))
    for item in items:
        indicators = mappings_at(item, "indicators")
        yield from _check_unique(text_at(indicator, "id") for indicator in indicators)


def _with_items(areas: Sequence[Mapping]) -> Iterator[Mapping]:
    """Yield areas and their items in the file's order."""
    for area in areas:
        yield area
        yield from mappings_at(area, "items")


def _check_unique(ids: Iterable[Scalar | None]) -> Iterator[Finding]:
    first: dict[str, Scalar] = {}
    for one in ids:
        if one is None:
            continue
        before = first.setdefault(one.text.casefold(), one)
        if before is not one:
            yield _error(
                one,
                "duplicate-id",
                msg(
                    N_("the id `{id}` is used twice; first in line {line}"),
                    id=one.text,
                    line=before.line,
                ),
                msg(N_("give each its own; records name it, so an id that is in use stays")),
            )


def _check_references(root: Node, items: Sequence[Mapping]) -> Iterator[Finding]:
    parties = tuple(party.text for party, _ in pairs_at(root, "parties"))
    issuer = text_at(value_at(root, "plan"), "issued_by")
    named = [issuer, *(party for item in items for party in _parties_of(item))]
    for party in named if parties else ():
        if party is not None and party.text not in parties:
            yield _unknown_party(party, parties)


def _parties_of(item: Mapping) -> Iterator[Scalar | None]:
    yield text_at(item, "lead")
    yield from texts_at(item, "cooperating")
    yield from (party for party, _ in pairs_at(item, "owes"))


def _unknown_party(party: Scalar, parties: tuple[str, ...]) -> Finding:
    near = nearest(party.text, parties)
    hint = msg(N_("one of: {codes}"), codes=near or parties)
    message = msg(N_("there is no party `{id}`"), id=party.text)
    return _error(party, "unknown-party", message, hint)


def _check_sides(item: Mapping) -> Iterator[Finding]:
    lead = text_at(item, "lead")
    seen = set()
    for party in texts_at(item, "cooperating"):
        if lead is not None and party.text == lead.text:
            yield _error(
                party,
                "lead-cooperates",
                msg(N_("`{party}` leads, and cannot cooperate with itself"), party=party.text),
                msg(N_("take it out of `cooperating`")),
            )
        elif party.text in seen:
            yield _error(
                party,
                "duplicate-party",
                msg(N_("`{party}` is in this list twice"), party=party.text),
                msg(N_("keep one of the two")),
            )
        seen.add(party.text)


def _check_amounts(item: Mapping) -> Iterator[Finding]:
    for indicator in mappings_at(item, "indicators"):
        overall = (text_at(indicator, key) for key in ("baseline", "target"))
        in_periods = (stated(amount) for _, amount in pairs_at(indicator, "targets"))
        for amount in (*overall, *in_periods):
            if amount is not None and _LOOKS_GROUPED.fullmatch(amount.text):
                yield _ambiguous(amount)


def _ambiguous(amount: Scalar) -> Finding:
    return Finding(
        amount.line,
        amount.column,
        "ambiguous-number",
        msg(N_("the point in `{number}` is read as a decimal point"), number=amount.text),
        msg(
            N_("write `{whole}` if thousands are meant, else `{decimal}`"),
            whole=amount.text.replace(".", ""),
            decimal=amount.text + "0",
        ),
        "warning",
    )
